"""From the files to what the database is filled with: every entry with the film that it means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.domain.recommend.vocabulary import Vocabulary
from db.content import EntryContent, ListContent
from db.types import Check, Film, stable_id

from .content import ContentFile
from .curated import Content, CuratedList, read
from .identify import Identification, KnownFilms, key_of
from .parse import ParsedEntry
from .problems import ContentError, Problem
from .verdicts import EditedEntry


@dataclass(frozen=True, slots=True)
class Unsettled:
    """An entry whose film is not among the content folders' films."""

    entry: ParsedEntry
    hint: Problem


@dataclass(frozen=True, slots=True)
class Filling:
    """All that the catalogue is to hold."""

    films: tuple[Film, ...]
    lists: tuple[ListContent, ...]
    vocabulary: Vocabulary
    hints: tuple[Problem, ...]
    """What an editor should look at."""
    unsettled: Mapping[int, Unsettled]
    """Entries without a film that nobody decided about, by their ids."""

    @property
    def names(self) -> frozenset[str]:
        """Every name that an unsettled entry may give its film, as `identify.key_of` spells it."""
        return frozenset(
            key_of(title) for one in self.unsettled.values() for title in (one.entry.title, *one.entry.also)
        )

    def settled(self, films: Sequence[Film]) -> Filling:
        """The same with those entries settled that mean one of these films; and a hint on each that does not."""
        known = KnownFilms(films)
        found = {
            id_: film.id
            for id_, one in self.unsettled.items()
            if films and (film := known.meant_by(one.entry).film)
        }
        hints = [one.hint for id_, one in self.unsettled.items() if id_ not in found]
        lists = [
            replace(
                one,
                entries=tuple(
                    replace(entry, film_id=found[entry.id], nearest_film_id=None)
                    if entry.id in found
                    else entry
                    for entry in one.entries
                ),
            )
            for one in self.lists
        ]
        return replace(self, lists=tuple(lists), hints=tuple(sorted([*self.hints, *hints])), unsettled={})


def filling(files: Sequence[ContentFile], *, this_year: int) -> Filling:
    """Everything in the files. Raises ContentError with every problem in them."""
    content = read(files, this_year=this_year)
    if content.problems:
        raise ContentError(content.problems)
    lists, unsettled = _identified(content)
    return Filling(content.films, tuple(lists), content.vocabulary, content.hints, unsettled)


def _identified(read: Content) -> tuple[list[ListContent], dict[int, Unsettled]]:
    """The lists with a film for every entry that has one, and those that have none and nobody decided about."""
    known = KnownFilms(read.films)
    unsettled: dict[int, Unsettled] = {}
    lists = [
        ListContent(
            id=stable_id(one.slug),
            slug=one.slug,
            title=one.title,
            introduction=one.parsed.introduction,
            aliases=one.parsed.aliases,
            entries=tuple(_entry(one, entry, known, unsettled) for entry in one.parsed.entries),
        )
        for one in read.lists
    ]
    return lists, unsettled


def _entry(
    one: CuratedList, entry: ParsedEntry, known: KnownFilms, unsettled: dict[int, Unsettled]
) -> EntryContent:
    edited = one.edited.get(entry.slug)
    id_ = stable_id(f"{one.slug}/{entry.slug}")
    found, film, nearest = _film(entry, edited, known)
    if found and not film:
        hint = Problem(one.parsed.file, entry.line, f"{entry.heading}: {found.how}, shown as not identified")
        unsettled[id_] = Unsettled(entry, hint)
    checks: tuple[Check, ...] = edited.checks if edited else ()
    return EntryContent(
        id=id_,
        rank=entry.rank,
        listed_title=entry.title,
        listed_year=entry.year,
        description=entry.description,
        fact=entry.fact,
        film_id=film.id if film else None,
        nearest_film_id=nearest.id if nearest else None,
        note=edited.note if edited else None,
        checks=checks,
    )


def _film(
    entry: ParsedEntry, edited: EditedEntry | None, known: KnownFilms
) -> tuple[Identification | None, Film | None, Film | None]:
    """How the entry was identified, its film, else the nearest one. An editor's word goes before title and year."""
    nearest = known.by_slug(edited.nearest) if edited and edited.nearest else None
    if edited and edited.decided:
        film = known.by_slug(edited.film) if edited.film else None
        return None, film, None if film else nearest
    found = known.meant_by(entry)
    if found.film:
        return found, found.film, None
    return found, None, nearest or (found.nearest[0] if found.nearest else None)
