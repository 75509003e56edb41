"""A member's own films: their lists, watchlist, seen films and settings, on pages that only they see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from discord.utils import format_dt

from bot.domain.member_films import MarkedPage, MyFilms
from bot.ui.kit import colour
from bot.ui.kit.base36 import base36
from bot.ui.kit.button_state import MineState, PutBackState
from bot.ui.kit.components import Choice, Component, button, row, rule, select, words
from bot.ui.kit.custom_id import write_choice
from bot.ui.kit.language import N_, Language, languages
from bot.ui.kit.message import Answer
from bot.ui.kit.text import escape, joined, minutes, names, one_line, short_heading, shorten
from bot.ui.list_page import next_page
from bot.ui.mark_lines import progress_line
from db.types import FilmRef, Mark, MarkedFilm, SeenFilter

PAGE_SIZE = 10
"""Films, or lists, on one page."""

_EMPTY: Final[Mapping[Mark, str]] = {
    "seen": N_(
        "Nothing yet. Every card has a button “Seen it”; `/me import` imports what you have kept elsewhere."
    ),
    "watchlist": N_("Nothing yet. Every card has a button “Watchlist”."),
}
_FILTERS: Final[tuple[tuple[SeenFilter, str, str], ...]] = (
    ("any", N_("Any film"), N_("Nothing is left out")),
    ("unseen", N_("Only films I have not seen"), N_("Unless I ask otherwise with the option seen")),
    ("seen", N_("Only films I have seen"), N_("Unless I ask otherwise with the option seen")),
)
AUTOMATIC: Final = "auto"
"""Instead of a language: the one that Discord is in."""


@dataclass(frozen=True, slots=True)
class TakenOff:
    """The film that was just taken off the shelf a page shows, for the way back."""

    film_id: int
    film: FilmRef | None
    at: int
    """Seconds since 1970 at which it was put there."""


def lists_page(language: Language, mine: MyFilms, page: int = 0) -> Answer:
    """How far they are on every list."""
    _ = language.gettext
    last = max(len(mine.progress) - 1, 0) // PAGE_SIZE
    page = min(page, last)
    shown = mine.progress[page * PAGE_SIZE : (page + 1) * PAGE_SIZE]
    items: list[Component] = [words(_head(language, mine)), rule()]
    if not shown:
        items.append(words("*" + _("There is no list with films yet.") + "*"))
    else:
        items.append(words("\n".join(progress_line(language, one) for one in shown)))
        choices = [
            Choice(
                base36(one.summary.id),
                one.summary.title,
                _("{seen} of {films} seen", seen=one.seen, films=one.summary.film_count),
            )
            for one in shown
        ]
        items.append(select("mine:list", MineState("lists", page), _("Open a list …"), choices))
    items += _turning(language, MineState("lists", page), last)
    items.append(_tabs(language, "lists", mine))
    return Answer(language, tuple(items), colour.INK)


def marked_page(
    language: Language, name: Mark, marked: MarkedPage, taken_off: TakenOff | None = None
) -> Answer:
    """One page of the watchlist, or of what they have seen; newest first."""
    _ = language.gettext
    mine, shown, page = marked.mine, marked.films, marked.page
    total = mine.seen if name == "seen" else mine.wanted
    last = max(total - 1, 0) // PAGE_SIZE
    state = MineState(name, page)
    items: list[Component] = [words(_head(language, mine)), rule()]
    items.append(words("\n".join(_line(language, one) for one in shown) if shown else f"*{_(_EMPTY[name])}*"))
    if taken_off:
        items.append(words("-# " + _("Taken off: {film}", film=_title(language, taken_off.film))))
        back = PutBackState(name, page, taken_off.film_id, max(taken_off.at, 0))
        items.append(row(button("mine:back", back, _("Put it back"))))
    known = [one.film for one in shown if one.film]
    if known:
        choices = [
            Choice(
                write_choice(film.id, 0), short_heading(film.title, film.year, 100), _about(language, film)
            )
            for film in known
        ]
        items.append(select("mine:open", state, _("Open a film …"), choices))
    if shown:
        label = _("Take one off …") if name == "watchlist" else _("Not seen after all …")
        items.append(select("mine:drop", state, label, [_drop_choice(language, one) for one in shown]))
    deal = None
    if name == "watchlist" and known:
        deal = button("mine:deal", state, _("🎲 One of these"), kind="main")
    items += _turning(language, state, last, deal)
    items.append(_tabs(language, name, mine))
    return Answer(language, tuple(items), colour.INK)


def settings_page(language: Language, mine: MyFilms) -> Answer:
    """What they asked to be remembered."""
    _ = language.gettext
    wanted, state = mine.settings, MineState("settings")
    filters = [
        Choice(value, _(label), _(about), chosen=value == wanted.seen_filter)
        for value, label, about in _FILTERS
    ]
    spoken = [
        Choice(
            AUTOMATIC,
            _("The language of my Discord"),
            _("If it is not spoken here, English"),
            chosen=not wanted.language,
        ),
        *(Choice(one.code, one.name, chosen=one.code == wanted.language) for one in languages().values()),
    ]
    shown = _(
        "With the option `seen` you choose each time whether `/random`, `/recommend` and `/list` show you any film, "
        "only unseen or only seen ones. Choose here what holds when you leave it out."
    )
    answers = _("What only you see is in your language; what all see is in that of the server.")
    kept = _("`/about` says what and why; `/me export` gives you all of it, `/me forget` erases it.")
    items: tuple[Component, ...] = (
        words(_head(language, mine)),
        rule(),
        words("**" + _("What I am shown") + f"**\n{shown}"),
        select("mine:filter", state, _("What I am shown"), filters),
        rule(),
        words("**" + _("Language") + f"**\n{answers}"),
        select("mine:language", state, _("Language"), spoken),
        rule(),
        words("**" + _("What is kept") + f"**\n{kept}"),
        _tabs(language, "settings", mine),
    )
    return Answer(language, items, colour.INK)


def _head(language: Language, mine: MyFilms) -> str:
    figures = joined(
        [
            language.ngettext("{count} film seen", "{count} films seen", mine.seen),
            language.ngettext("{count} film on the watchlist", "{count} films on the watchlist", mine.wanted),
            language.gettext("only you see this"),
        ]
    )
    return "# " + language.gettext("My films") + f"\n-# {figures}"


def _tabs(language: Language, current: str, mine: MyFilms) -> Component:
    _, number = language.gettext, language.number
    labels = {
        "lists": _("My lists"),
        "watchlist": _("Watchlist ({count})", count=number(mine.wanted)),
        "seen": _("Seen ({count})", count=number(mine.seen)),
        "settings": _("Settings"),
    }
    return row(
        *(button("mine:tab", MineState(tab), label, enabled=tab != current) for tab, label in labels.items())
    )


def _turning(
    language: Language, state: MineState, last: int, first: Component | None = None
) -> list[Component]:
    buttons = [first] if first else []
    if last:
        before, after = max(state.page - 1, 0), min(state.page + 1, last)
        buttons += [
            button(
                "mine:prev",
                MineState(state.tab, before),
                language.gettext("◀ Previous"),
                enabled=state.page > 0,
            ),
            button(
                "mine:next",
                MineState(state.tab, after),
                next_page(language, state.page, last),
                enabled=state.page < last,
            ),
        ]
    return [row(*buttons)] if buttons else []


def _line(language: Language, one: MarkedFilm) -> str:
    at = format_dt(one.at, "d")
    if one.film is None:
        return joined([f"*{_title(language, None)}*", at])
    heading = f"**{_title(language, one.film)}** ({one.film.year})"
    return joined([heading, escape(shorten(names(language, one.film.directors, 2), 60)), at])


def _drop_choice(language: Language, one: MarkedFilm) -> Choice:
    label = short_heading(one.film.title, one.film.year, 100) if one.film else _title(language, None)
    return Choice(write_choice(one.film_id, 0), label)


def _title(language: Language, film: FilmRef | None) -> str:
    if film is None:
        return language.gettext("No longer in the catalogue")
    return escape(shorten(one_line(film.title), 120))


def _about(language: Language, film: FilmRef) -> str:
    length = minutes(language, film.runtime_minutes) if film.runtime_minutes else None
    return joined([names(language, film.directors, 2), length])
