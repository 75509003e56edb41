"""The list page, the page about a list, and the page of all lists."""

from __future__ import annotations

from collections.abc import Collection, Container, Mapping, Sequence
from functools import lru_cache

from bot.domain.sentences import sentences as sentences_of
from bot.ui.kit import colour
from bot.ui.kit.base36 import base36
from bot.ui.kit.button_state import FilteredListState, ListState
from bot.ui.kit.components import (
    Choice,
    Component,
    Picture,
    button,
    gallery,
    picture,
    row,
    rule,
    select,
    with_button,
    words,
)
from bot.ui.kit.custom_id import write_choice
from bot.ui.kit.message import Answer, notice
from bot.ui.kit.text import (
    count,
    escape,
    heading,
    joined,
    minutes,
    names,
    one_line,
    prose,
    quoted,
    short_heading,
    shorten,
)
from db.types import EntryLine, FilmList, ListSummary, SeenFilter

PAGE_SIZE = 10
"""Entries, or lists, on one page."""
_CACHED = 128
"""Pages that are kept laid out, some kilobytes each."""


def page_of(rank: int) -> int:
    """The page, counted from 0, on which an entry of this rank stands."""
    return max(rank - 1, 0) // PAGE_SIZE


def shown(lists: Sequence[ListSummary], page: int) -> Sequence[ListSummary]:
    """The lists that stand on a page of the page of all lists."""
    page = min(page, max(len(lists) - 1, 0) // PAGE_SIZE)
    return lists[page * PAGE_SIZE : (page + 1) * PAGE_SIZE]


def list_page(
    film_list: FilmList,
    *,
    page: int = 0,
    cover: Picture | None = None,
    seen: Collection[int] = (),
    only: SeenFilter = "any",
    shareable: bool = False,
) -> Answer:
    """One page of a list: cover, title, two sentences of introduction, entries, and a select that opens one.

    `seen`: the films that whoever reads it has seen, to be marked on pages that nobody else sees. With `only` the page
    has only these, or only the other films. `shareable`: only one member sees it, in a place where there are others.
    """
    if only != "any":
        return _filtered(film_list, page, seen, only)
    if not seen:
        kept = _kept(film_list, page, cover.without_data() if cover else None, shareable)
        return kept.carrying(cover) if cover and kept.pictures else kept
    return _laid_out(film_list, page, cover, seen, shareable)


@lru_cache(_CACHED)
def _kept(film_list: FilmList, page: int, cover: Picture | None, shareable: bool) -> Answer:
    """An LRU cache of pages on which nothing is marked: equal ones are laid out once."""
    return _laid_out(film_list, page, cover, (), shareable)


def _laid_out(
    film_list: FilmList, page: int, cover: Picture | None, seen: Container[int], shareable: bool
) -> Answer:
    summary, entries = film_list.summary, film_list.entries
    last = max(len(entries) - 1, 0) // PAGE_SIZE
    page = min(page, last)
    shown = entries[page * PAGE_SIZE : (page + 1) * PAGE_SIZE]
    items: list[Component] = [picture(cover)] if cover and page == 0 else []
    items.append(words(_head(summary, beginning(summary.introduction) if page == 0 else "")))
    if not shown:
        return Answer((*items, words("*Nothing stands on this list yet.*")), colour.of_list(summary.slug))
    items += [rule(), words("\n".join(_line(entry, seen) for entry in shown))]
    state = ListState(summary.id, page)
    items.append(select("list:entry", state, "Open a film …", [_choice(entry) for entry in shown]))
    items.append(
        row(
            *_turning(state, last),
            button("list:about", state, "About this list") if summary.introduction else None,
            button("list:show", ListState(0, 0), "All lists"),
            button("list:share", state, "Show to everyone") if shareable else None,
        )
    )
    return Answer(tuple(items), colour.of_list(summary.slug), (cover,) if cover and page == 0 else ())


def about_list(summary: ListSummary, state: ListState) -> Answer:
    """The whole introduction of a list; `state` is the page to go back to."""
    said = _head(summary, summary.introduction)
    also = f"-# Also found as {escape(shorten(', '.join(summary.aliases), 300))}" if summary.aliases else ""
    text = "\n".join(line for line in (said, also) if line)
    return Answer((words(text), row(button("list:back", state, "◀ The list"))), colour.of_list(summary.slug))


def _filtered(film_list: FilmList, page: int, seen: Container[int], only: SeenFilter) -> Answer:
    """Without introduction and cover: whoever asks so knows the list."""
    summary, wanted = film_list.summary, only == "seen"
    entries = [one for one in film_list.entries if one.film and (one.film.id in seen) == wanted]
    films = len({one.film.id for one in entries if one.film})
    accent = colour.of_list(summary.slug)
    said = f"Only films you have {'seen' if wanted else 'not seen'}: {films} of {summary.film_count}"
    items: list[Component] = [words(f"{_head(summary, '')}\n-# {said}")]
    whole = button("list:open", ListState(summary.id, 0), "The whole list")
    if not entries:
        nothing = "*None of them yet.*" if wanted else "*You have seen every film on this list.*"
        return Answer((*items, words(nothing), row(whole)), accent)
    last = (len(entries) - 1) // PAGE_SIZE
    page = min(page, last)
    shown = entries[page * PAGE_SIZE : (page + 1) * PAGE_SIZE]
    items += [rule(), words("\n".join(_line(entry, ()) for entry in shown))]
    letter = "s" if wanted else "u"
    state = FilteredListState(summary.id, page, letter)
    items.append(select("sifted:entry", state, "Open a film …", [_choice(entry) for entry in shown]))
    before = FilteredListState(summary.id, max(page - 1, 0), letter)
    after = FilteredListState(summary.id, min(page + 1, last), letter)
    turning = (
        button("sifted:prev", before, "◀ Previous", enabled=page > 0),
        button("sifted:next", after, f"Next ▶ ({page + 1} of {last + 1})", enabled=page < last),
    )
    items.append(row(*(turning if last else ()), whole))
    return Answer(tuple(items), accent)


def all_lists(
    lists: Sequence[ListSummary], *, page: int = 0, covers: Mapping[int, Picture] | None = None
) -> Answer:
    """Every list with a sentence and a button that opens it, the covers as one gallery above them."""
    if not lists:
        return notice("There is no list yet. The operator of this bot can add some: a text file each.")
    last = (len(lists) - 1) // PAGE_SIZE
    page = min(page, last)
    on_page = shown(lists, page)
    pictures = tuple(covers[one.id] for one in on_page if one.id in covers) if covers else ()
    items: list[Component] = [gallery(pictures)] if pictures else []
    items.append(words(f"## {count(len(lists), 'curated list')}"))
    items += [
        with_button(words(_list_text(one)), button("list:show", ListState(one.id, 0), "Open"))
        for one in on_page
    ]
    if last:
        items.append(row(*_turning(ListState(0, page), last)))
    return Answer(tuple(items), colour.INK, pictures)


def _list_text(summary: ListSummary) -> str:
    lines = (
        f"### {escape(shorten(summary.title, 100))}",
        prose(beginning(summary.introduction, 1), 180),
        f"-# {_figures(summary)}",
    )
    return "\n".join(line for line in lines if line)


def nothing_found(asked: str, nearest: Sequence[ListSummary]) -> Answer:
    """No list is meant by these words; the nearest, or the way to all."""
    everything = row(button("list:show", ListState(0, 0), "All lists"))
    if not nearest:
        return notice(f"There is no list called “{quoted(asked)}”.", everything)
    choices = [Choice(base36(s.id), s.title, _figures(s)) for s in nearest]
    said = f"There is no list called “{quoted(asked)}”. Did you mean one of these?"
    return notice(said, select("list:pick", ListState(0, 0), "Open a list …", choices), everything)


def row_text(summary: ListSummary) -> str:
    """An autocomplete row, unescaped: "Survival · 9 films in 10 entries · 1964–2002"."""
    return joined([summary.title, _figures(summary)])


def beginning(introduction: str, sentences: int = 2) -> str:
    """The first sentences of an introduction, as far as its first paragraph has so many."""
    return " ".join(sentences_of(introduction.split("\n\n", maxsplit=1)[0])[:sentences])


def _head(summary: ListSummary, introduction: str) -> str:
    head = f"## {escape(shorten(summary.title, 150))}\n-# {_figures(summary)}"
    return f"{head}\n{prose(introduction, 2500)}" if introduction else head


def _figures(summary: ListSummary) -> str:
    years = {summary.first_year, summary.last_year} - {None}
    span = "–".join(str(year) for year in sorted(y for y in years if y))
    films = count(summary.film_count, "film")
    if summary.entry_count != summary.film_count:
        films += f" in {count(summary.entry_count, 'entry', 'entries')}"
    return joined([films, span])


def _line(entry: EntryLine, seen: Container[int]) -> str:
    """Two lines: rank and title as listed; below, small, the year as listed and what the film is."""
    title = escape(shorten(one_line(entry.listed_title), 90))
    listed = f"{entry.rank}\\. **{title}**"
    film = entry.film
    if film is None:
        year = f"{entry.listed_year} · " if entry.listed_year else ""
        return f"{listed}\n-# {year}No film with this title and year is known"
    real = heading(film.title, film.year)
    differs = film.year != (entry.listed_year or film.year) or (
        film.title.casefold() not in entry.listed_title.casefold()
    )
    about = joined(
        [
            str(entry.listed_year) if entry.listed_year else None,
            f"*{escape(shorten(real, 90))}*" if differs else None,
            escape(shorten(names(film.directors, 2), 60)),
            minutes(film.runtime_minutes) if film.runtime_minutes else None,
        ]
    )
    return f"{listed}{' ✓' if film.id in seen else ''}\n-# {about}"


def _choice(entry: EntryLine) -> Choice:
    film = entry.film
    about = (
        joined([names(film.directors, 2), minutes(film.runtime_minutes) if film.runtime_minutes else None])
        if film
        else "No such film known"
    )
    label = short_heading(entry.listed_title, entry.listed_year, 92)
    return Choice(write_choice(0, entry.id), f"{entry.rank}. {label}", about)


def _turning(state: ListState, last: int) -> list[Component]:
    """Previous and next page; none where there is one page only."""
    if not last:
        return []
    before = ListState(state.list_id, max(state.page - 1, 0))
    after = ListState(state.list_id, min(state.page + 1, last))
    return [
        button("list:prev", before, "◀ Previous", enabled=state.page > 0),
        button("list:next", after, f"Next ▶ ({state.page + 1} of {last + 1})", enabled=state.page < last),
    ]
