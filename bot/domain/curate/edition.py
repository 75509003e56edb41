"""A new edition of a list: the same curator's file again, with what changed in it since.

What was edited here outlives it: a field that differs from what the last file said stays as it was edited; a field that
does not takes what the new file says. So do matches, films added by hand, and the order, unless the file has a new one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace

from bot.domain.curate.document import CuratedEntry, CuratedList, Words, free_slug, with_own_film
from bot.domain.curate.rehearsal import ReadEntry, Rehearsal
from bot.domain.titles.fold import words_of


@dataclass(frozen=True, slots=True)
class Difference:
    """What became of a list's entries from one version to another."""

    added: tuple[CuratedEntry, ...] = ()
    left: tuple[CuratedEntry, ...] = ()
    moved: tuple[CuratedEntry, ...] = ()
    """As few as can be said to have moved."""
    reworded: tuple[CuratedEntry, ...] = ()
    """Whose title, year, description or fact is another."""
    about: bool = False
    """Whether the list's own title, introduction, names or looks are others."""
    matched: tuple[CuratedEntry, ...] = ()
    """That now mean another film."""

    @property
    def is_nothing(self) -> bool:
        return self == Difference()


def difference(before: CuratedList, after: CuratedList) -> Difference:
    """What `after` has otherwise than `before`."""
    old = {one.slug: one for one in before.entries}
    new = {one.slug: one for one in after.entries}
    common = [one.slug for one in after.entries if one.slug in old]
    places = {one.slug: place for place, one in enumerate(before.entries)}
    staying = _longest_rising([places[slug] for slug in common])
    both = [(old[slug], new[slug]) for slug in common]
    return Difference(
        added=tuple(one for one in after.entries if one.slug not in old),
        left=tuple(one for one in before.entries if one.slug not in new),
        moved=tuple(new[slug] for place, slug in enumerate(common) if place not in staying),
        reworded=tuple(now for was, now in both if was.words != now.words),
        about=_about(before) != _about(after),
        matched=tuple(now for was, now in both if (was.film, was.own) != (now.film, now.own)),
    )


def _about(one: CuratedList) -> tuple[object, ...]:
    return one.title, one.introduction, one.aliases, one.colour, one.adult


def _longest_rising(numbers: Sequence[int]) -> set[int]:
    """The places of a longest rising subsequence (patience sorting)."""
    tops: list[int] = []
    holders: list[int] = []
    before: list[int] = []
    for place, number in enumerate(numbers):
        at = bisect_left(tops, number)
        before.append(holders[at - 1] if at else -1)
        tops[at : at + 1] = [number]
        holders[at : at + 1] = [place]
    found, place = set(), holders[-1] if holders else -1
    while place >= 0:
        found.add(place)
        place = before[place]
    return found


def new_edition(before: CuratedList, read: Rehearsal) -> CuratedList:
    """The list with what a file says now; with `read.keep` unset, nothing that was edited here is kept."""
    pairs = _pairs(before.entries, read.entries)
    taken = {one.slug for one in before.entries}
    gone = {_named(words) for words in before.removed} if read.keep else set()
    entries: list[CuratedEntry] = []
    removed: list[Words] = []
    for place, one in enumerate(read.entries, 1):
        known = pairs.get(place - 1)
        if known is None and _named(one.words) in gone:
            removed.append(one.words)
            continue
        if known is None:
            slug = free_slug(one.words.title, one.words.year, taken)
            taken.add(slug)
            known = CuratedEntry(slug, one.words, one.words)
        entries.append(_brought_up_to_date(known, one, place, keep=read.keep))
    if read.keep:
        entries = _in_kept_order(before, entries)
    source = read.introduction
    edited = read.keep and before.introduction != before.source_introduction
    return replace(
        before,
        introduction=before.introduction if edited else source,
        source_introduction=source,
        aliases=before.aliases or read.aliases,
        entries=tuple(with_own_film(one) for one in entries),
        removed=tuple(removed),
    )


def _brought_up_to_date(known: CuratedEntry, read: ReadEntry, place: int, *, keep: bool) -> CuratedEntry:
    said = known.source
    words = read.words
    if keep and said is not None and said != known.words:
        words = Words(
            read.words.title if known.words.title == said.title else known.words.title,
            read.words.year if known.words.year == said.year else known.words.year,
            read.words.description
            if known.words.description == said.description
            else known.words.description,
            read.words.fact if known.words.fact == said.fact else known.words.fact,
        )
    elif keep and said is None:
        words = known.words
    chosen_here = known.by == "curator" and keep and read.by == "us"
    film, by = (known.film, known.by) if chosen_here else (read.film, read.by)
    return replace(
        known,
        words=words,
        source=read.words,
        place=place,
        directors=read.directors or known.directors,
        imdb_id=read.imdb_id or known.imdb_id,
        film=film,
        by=by,
        own="" if film else known.own,
    )


def _in_kept_order(before: CuratedList, entries: Sequence[CuratedEntry]) -> list[CuratedEntry]:
    """Films added by hand come back; the curators' order stays if the file's own order is what it was."""
    by_slug = {one.slug: one for one in entries}
    last = {one.slug: one.place for one in before.entries if one.place}
    common = [last[one.slug] for one in entries if one.slug in last]
    by_hand = [one for one in before.entries if one.source is None and one.slug not in by_slug]
    if common == sorted(common):  # the file has no new order
        shown = [
            by_slug.get(one.slug, one) for one in before.entries if one.slug in by_slug or one in by_hand
        ]
        return _with_new(shown, entries)
    made = list(entries)
    for one in by_hand:
        made.insert(_behind(before.entries, one, made), one)
    return made


def _with_new(shown: list[CuratedEntry], entries: Sequence[CuratedEntry]) -> list[CuratedEntry]:
    """Each new one behind the one that the file has before it."""
    made = list(shown)
    there = {one.slug for one in shown}
    for place, one in enumerate(entries):
        if one.slug not in there:
            places = {other.slug: at for at, other in enumerate(made, 1)}
            behind = (places[other.slug] for other in reversed(entries[:place]) if other.slug in places)
            made.insert(next(behind, 0), one)
    return made


def _behind(before: Sequence[CuratedEntry], one: CuratedEntry, made: Sequence[CuratedEntry]) -> int:
    """Where a film added by hand stands: behind the nearest of those that stood before it."""
    places = {other.slug: place for place, other in enumerate(made, 1)}
    for other in reversed(before[: before.index(one)]):
        if other.slug in places:
            return places[other.slug]
    return 0


def _pairs(known: Sequence[CuratedEntry], read: Sequence[ReadEntry]) -> dict[int, CuratedEntry]:
    """Which entry of the file is which of the list, by the place in the file; the surest likeness first."""
    found: dict[int, CuratedEntry] = {}
    open_ = {one.slug: one for one in known}
    by_likeness: list[tuple[Callable[[CuratedEntry], Hashable], Callable[[ReadEntry], Hashable]]] = [
        (lambda one: one.imdb_id, lambda one: one.imdb_id),
        (lambda one: _named(one.source), lambda one: _named(one.words)),
        (lambda one: _named(one.words), lambda one: _named(one.words)),
        (lambda one: _title(one.source), lambda one: _title(one.words)),
        (lambda one: one.film if one.by == "us" else 0, lambda one: one.film),
    ]
    for of_known, of_read in by_likeness:
        waiting: dict[Hashable, list[CuratedEntry]] = {}
        for one in open_.values():
            if key := of_known(one):
                waiting.setdefault(key, []).append(one)
        for place, entry in enumerate(read):
            if place not in found and (several := waiting.get(of_read(entry))):
                found[place] = several.pop(0)
                del open_[found[place].slug]
    return found


def _named(words: Words | None) -> tuple[str, int | None] | None:
    return (_title(words), words.year) if words else None


def _title(words: Words | None) -> str:
    return " ".join(words_of(words.title)) if words else ""


def titles_of(entries: Iterable[CuratedEntry]) -> list[str]:
    """Title and year of each, for a page."""
    return [f"{one.words.title} ({one.words.year})" if one.words.year else one.words.title for one in entries]
