"""The list page, and the page of all lists."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from typing import Any

from discord import ui

from bot.ui import colour
from bot.ui.custom_id import write_choice
from bot.ui.layout import Answer, Choice, Picture, beside, button, notice, picture, row, rule, select, words
from bot.ui.numbers import base36
from bot.ui.press_state import ListState, SiftedState
from bot.ui.text import (
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
    owner: int,
    cover: Picture | None = None,
    seen: Container[int] = (),
    only: SeenFilter = "any",
) -> Answer:
    """One page of a list: cover, title, introduction, entries, and a select that opens one.

    `seen`: the films that whoever reads it has seen, to be marked on pages that nobody else sees. With `only` the page
    has only these, or only the other films.
    """
    if only != "any":
        return _sifted(film_list, page, owner, seen, only)
    summary, entries = film_list.summary, film_list.entries
    last = max(len(entries) - 1, 0) // PAGE_SIZE
    page = min(page, last)
    shown = entries[page * PAGE_SIZE : (page + 1) * PAGE_SIZE]
    items: list[ui.Item[Any]] = [picture(cover)] if cover and page == 0 else []
    items.append(words(_head(summary, with_introduction=page == 0)))
    if not shown:
        return Answer((*items, words("*Nothing stands on this list yet.*")), colour.of_list(summary.slug))
    items += [rule(), words("\n".join(_line(entry, seen) for entry in shown))]
    state = ListState(summary.id, page, owner)
    items.append(select("list:entry", state, "Open a film …", [_choice(entry) for entry in shown]))
    items.append(row(*_turning(state, last), button("list:show", ListState(0, 0, owner), "All lists")))
    return Answer(tuple(items), colour.of_list(summary.slug), (cover,) if cover and page == 0 else ())


def _sifted(film_list: FilmList, page: int, owner: int, seen: Container[int], only: SeenFilter) -> Answer:
    """Without introduction and cover: whoever sifts a list knows it."""
    summary, wanted = film_list.summary, only == "seen"
    entries = [one for one in film_list.entries if one.film and (one.film.id in seen) == wanted]
    films = len({one.film.id for one in entries if one.film})
    accent = colour.of_list(summary.slug)
    said = f"Only films you have {'seen' if wanted else 'not seen'}: {films} of {summary.film_count}"
    items: list[ui.Item[Any]] = [words(f"{_head(summary, with_introduction=False)}\n-# {said}")]
    whole = row(button("list:show", ListState(summary.id, 0, owner), "The whole list"))
    if not entries:
        nothing = "*None of them yet.*" if wanted else "*You have seen every film on this list.*"
        return Answer((*items, words(nothing), whole), accent)
    last = (len(entries) - 1) // PAGE_SIZE
    page = min(page, last)
    shown = entries[page * PAGE_SIZE : (page + 1) * PAGE_SIZE]
    items += [rule(), words("\n".join(_line(entry, ()) for entry in shown))]
    letter = "s" if wanted else "u"
    state = SiftedState(summary.id, page, owner, letter)
    items.append(select("sifted:entry", state, "Open a film …", [_choice(entry) for entry in shown]))
    if last:
        before = SiftedState(summary.id, max(page - 1, 0), owner, letter)
        after = SiftedState(summary.id, min(page + 1, last), owner, letter)
        items.append(
            row(
                button("sifted:prev", before, "◀ Previous", enabled=page > 0),
                button("sifted:next", after, f"Next ▶ ({page + 1} of {last + 1})", enabled=page < last),
            )
        )
    items.append(whole)
    return Answer(tuple(items), accent)


def all_lists(
    lists: Sequence[ListSummary], *, page: int = 0, owner: int, covers: Mapping[int, Picture] | None = None
) -> Answer:
    """Every list with a line each, its cover beside it where one is at hand, and a select that opens one."""
    if not lists:
        return notice("There is no list yet. The operator of this bot can add some: a text file each.")
    last = (len(lists) - 1) // PAGE_SIZE
    page = min(page, last)
    on_page = shown(lists, page)
    covers = covers or {}
    items: list[ui.Item[Any]] = [words(f"# {count(len(lists), 'curated list')}"), rule()]
    items += [_list_item(summary, covers.get(summary.id)) for summary in on_page]
    choices = [Choice(base36(s.id), s.title, _figures(s)) for s in on_page]
    state = ListState(0, page, owner)
    items.append(select("list:pick", state, "Open a list …", choices))
    if last:
        items.append(row(*_turning(state, last)))
    return Answer(tuple(items), colour.INK, tuple(covers[s.id] for s in on_page if s.id in covers))


def _list_item(summary: ListSummary, cover: Picture | None) -> ui.Item[Any]:
    said = (
        f"### {escape(shorten(summary.title, 100))}\n"
        f"-# {_figures(summary)}\n{prose(_first_sentence(summary), 180)}"
    )
    return beside(words(said), cover) if cover else words(said)


def nothing_found(asked: str, nearest: Sequence[ListSummary], owner: int) -> Answer:
    """No list is meant by these words; the nearest, or the way to all."""
    everything = row(button("list:show", ListState(0, 0, owner), "All lists"))
    if not nearest:
        return notice(f"There is no list called “{quoted(asked)}”.", everything)
    choices = [Choice(base36(s.id), s.title, _figures(s)) for s in nearest]
    said = f"There is no list called “{quoted(asked)}”. Did you mean one of these?"
    return notice(said, select("list:pick", ListState(0, 0, owner), "Open a list …", choices), everything)


def row_text(summary: ListSummary) -> str:
    """An autocomplete row, unescaped: "Survival · 9 films in 10 entries · 1964–2002"."""
    return joined([summary.title, _figures(summary)])


def _head(summary: ListSummary, *, with_introduction: bool) -> str:
    head = f"# {escape(shorten(summary.title, 150))}\n-# {_figures(summary)}"
    return (
        f"{head}\n{prose(summary.introduction, 1200)}" if with_introduction and summary.introduction else head
    )


def _figures(summary: ListSummary) -> str:
    years = {summary.first_year, summary.last_year} - {None}
    span = "–".join(str(year) for year in sorted(y for y in years if y))
    films = count(summary.film_count, "film")
    if summary.entry_count != summary.film_count:
        films += f" in {count(summary.entry_count, 'entry', 'entries')}"
    return joined([films, span])


def _first_sentence(summary: ListSummary) -> str:
    paragraph = one_line(summary.introduction.split("\n\n")[0])
    end = paragraph.find(". ")
    return paragraph if end < 0 else paragraph[: end + 1]


def _line(entry: EntryLine, seen: Container[int]) -> str:
    year = f" ({entry.listed_year})" if entry.listed_year else ""
    listed = f"**{entry.rank}.** **{escape(shorten(one_line(entry.listed_title), 90))}**{year}"
    film = entry.film
    if film is None:
        return f"{listed} · *no such film known*"
    real = heading(film.title, film.year)
    differs = (
        film.year != (entry.listed_year or film.year)
        or film.title.casefold() not in entry.listed_title.casefold()
    )
    return joined(
        [
            f"{listed} ✓" if film.id in seen else listed,
            f"*= {escape(shorten(real, 90))}*" if differs else None,
            escape(shorten(names(film.directors, 2), 60)),
            minutes(film.runtime_minutes) if film.runtime_minutes else None,
        ]
    )


def _choice(entry: EntryLine) -> Choice:
    film = entry.film
    about = (
        joined([names(film.directors, 2), minutes(film.runtime_minutes) if film.runtime_minutes else None])
        if film
        else "No such film known"
    )
    label = short_heading(entry.listed_title, entry.listed_year, 92)
    return Choice(write_choice(0, entry.id), f"{entry.rank}. {label}", about)


def _turning(state: ListState, last: int) -> list[ui.Button[Any]]:
    """Previous and next page; none where there is one page only."""
    if not last:
        return []
    before = ListState(state.list_id, max(state.page - 1, 0), state.owner)
    after = ListState(state.list_id, min(state.page + 1, last), state.owner)
    return [
        button("list:prev", before, "◀ Previous", enabled=state.page > 0),
        button("list:next", after, f"Next ▶ ({state.page + 1} of {last + 1})", enabled=state.page < last),
    ]
