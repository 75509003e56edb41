"""The pages of a member's own films: his lists, his watchlist, what he has seen, his settings. Only he sees them."""

from __future__ import annotations

from dataclasses import dataclass

from discord.utils import format_dt

from bot.domain.member_films import MarkedPage, MyFilms
from bot.ui.kit import colour
from bot.ui.kit.base36 import base36
from bot.ui.kit.button_state import MineState, PutBackState
from bot.ui.kit.components import Choice, Component, button, row, rule, select, words
from bot.ui.kit.custom_id import write_choice
from bot.ui.kit.message import Answer
from bot.ui.kit.text import count, escape, joined, minutes, names, one_line, short_heading, shorten
from bot.ui.mark_lines import progress_line
from db.types import FilmRef, Mark, MarkedFilm, SeenFilter

PAGE_SIZE = 10
"""Films, or lists, on one page."""

_GONE = "No longer in the catalogue"
_EMPTY = {
    "seen": "*Nothing yet. Every card has a button “Seen it”; `/me import` takes in what you have kept elsewhere.*",
    "watchlist": "*Nothing yet. Every card has a button “Watchlist”.*",
}
_FILTERS: tuple[tuple[SeenFilter, str, str], ...] = (
    ("any", "Any film", "Nothing is left out"),
    ("unseen", "Only films I have not seen", "Unless I ask otherwise with the option seen"),
    ("seen", "Only films I have seen", "Unless I ask otherwise with the option seen"),
)
_FILTER_TEXT = """**What I am shown**
With the option `seen` you choose each time whether `/random`, `/recommend` and `/list` show you any film, only unseen \
or only seen ones. If you like, one of these is remembered for the times you do not say."""
_DATA_TEXT = """**What is kept**
`/about` says what and why; `/me export` gives you all of it, `/me forget` erases it."""


@dataclass(frozen=True, slots=True)
class TakenOff:
    """The film that was just taken off the shelf a page shows, for the way back."""

    film_id: int
    film: FilmRef | None
    at: int
    """Seconds since 1970 at which it was put there."""


def lists_page(mine: MyFilms, page: int = 0) -> Answer:
    """How far he is on every list."""
    last = max(len(mine.progress) - 1, 0) // PAGE_SIZE
    page = min(page, last)
    shown = mine.progress[page * PAGE_SIZE : (page + 1) * PAGE_SIZE]
    items: list[Component] = [words(_head(mine)), rule()]
    if not shown:
        items.append(words("*There is no list with films yet.*"))
    else:
        items.append(words("\n".join(progress_line(one) for one in shown)))
        choices = [
            Choice(base36(one.summary.id), one.summary.title, f"{one.seen} of {one.summary.film_count} seen")
            for one in shown
        ]
        items.append(select("mine:list", MineState("lists", page), "Open a list …", choices))
    items += _turning(MineState("lists", page), last)
    items.append(_tabs("lists", mine))
    return Answer(tuple(items), colour.INK)


def marked_page(name: Mark, marked: MarkedPage, taken_off: TakenOff | None = None) -> Answer:
    """One page of the watchlist, or of what he has seen; newest first."""
    mine, shown, page = marked.mine, marked.films, marked.page
    total = mine.seen if name == "seen" else mine.wanted
    last = max(total - 1, 0) // PAGE_SIZE
    state = MineState(name, page)
    items: list[Component] = [words(_head(mine)), rule()]
    items.append(words("\n".join(_line(one) for one in shown) if shown else _EMPTY[name]))
    if taken_off:
        items.append(words(f"-# Taken off: {_title(taken_off.film)}"))
        back = PutBackState(name, page, taken_off.film_id, max(taken_off.at, 0))
        items.append(row(button("mine:back", back, "Put it back")))
    known = [one.film for one in shown if one.film]
    if known:
        choices = [
            Choice(write_choice(film.id, 0), short_heading(film.title, film.year, 100), _about(film))
            for film in known
        ]
        items.append(select("mine:open", state, "Open a film …", choices))
    if shown:
        label = "Take one off …" if name == "watchlist" else "Not seen after all …"
        items.append(select("mine:drop", state, label, [_drop_choice(one) for one in shown]))
    deal = (
        button("mine:deal", state, "🎲 One of these", kind="main") if name == "watchlist" and known else None
    )
    items += _turning(state, last, deal)
    items.append(_tabs(name, mine))
    return Answer(tuple(items), colour.INK)


def settings_page(mine: MyFilms) -> Answer:
    """What he asked to be remembered."""
    wanted, state = mine.settings, MineState("settings")
    choices = [
        Choice(value, label, about, chosen=value == wanted.seen_filter) for value, label, about in _FILTERS
    ]
    items: tuple[Component, ...] = (
        words(_head(mine)),
        rule(),
        words(_FILTER_TEXT),
        select("mine:filter", state, "What I am shown", choices),
        rule(),
        words(_DATA_TEXT),
        _tabs("settings", mine),
    )
    return Answer(items, colour.INK)


def _head(mine: MyFilms) -> str:
    seen, wanted = count(mine.seen, "film"), count(mine.wanted, "film")
    return f"# My films\n-# {seen} seen · {wanted} on the watchlist · only you see this"


def _tabs(current: str, mine: MyFilms) -> Component:
    labels = {
        "lists": "My lists",
        "watchlist": f"Watchlist ({mine.wanted:,})",
        "seen": f"Seen ({mine.seen:,})",
        "settings": "Settings",
    }
    return row(
        *(button("mine:tab", MineState(tab), label, enabled=tab != current) for tab, label in labels.items())
    )


def _turning(state: MineState, last: int, first: Component | None = None) -> list[Component]:
    buttons = [first] if first else []
    if last:
        before, after = max(state.page - 1, 0), min(state.page + 1, last)
        buttons += [
            button("mine:prev", MineState(state.tab, before), "◀ Previous", enabled=state.page > 0),
            button(
                "mine:next",
                MineState(state.tab, after),
                f"Next ▶ ({state.page + 1} of {last + 1})",
                enabled=state.page < last,
            ),
        ]
    return [row(*buttons)] if buttons else []


def _line(one: MarkedFilm) -> str:
    at = format_dt(one.at, "d")
    if one.film is None:
        return f"*{_GONE}* · {at}"
    heading = f"**{_title(one.film)}** ({one.film.year})"
    return joined([heading, escape(shorten(names(one.film.directors, 2), 60)), at])


def _drop_choice(one: MarkedFilm) -> Choice:
    label = short_heading(one.film.title, one.film.year, 100) if one.film else _GONE
    return Choice(write_choice(one.film_id, 0), label)


def _title(film: FilmRef | None) -> str:
    return escape(shorten(one_line(film.title), 120)) if film else _GONE


def _about(film: FilmRef) -> str:
    return joined([names(film.directors, 2), minutes(film.runtime_minutes) if film.runtime_minutes else None])
