"""What can be pressed on a film card."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from discord import ui

from bot.domain.titles.match import Match
from bot.ui.kit.button_state import CardState, ListState, MarkState, SourcesState
from bot.ui.kit.custom_id import write_choice
from bot.ui.kit.message import Choice, button, row, select
from bot.ui.kit.text import count, joined, minutes, names, one_line, short_heading
from bot.ui.list_page import page_of
from db.types import Entry, FilmPage


def voices(page: FilmPage, voice: Entry | None, state: CardState) -> list[ui.Item[Any]]:
    """The other lists the film stands on, each a way to let the card speak with its words."""
    also = [entry for entry in page.entries if voice is None or entry.id != voice.id]
    if not also:
        return []
    choices = [
        Choice(
            write_choice(page.film.id, entry.id),
            f"{entry.list_title}, no. {entry.rank}",
            one_line(entry.description),
        )
        for entry in also
    ]
    return [select("card:voice", state, f"Also on {count(len(also), 'other list')} …", choices)]


def ways_on(voice: Entry | None, state: CardState) -> list[ui.Item[Any]]:
    """Another film where one was dealt; along the list and back to its page."""
    buttons = []
    if state.deal:
        buttons.append(button("card:deal", state, "🎲 Another one", main=True))
        if state.film:
            buttons.append(button("card:aside", state, "Not tonight"))
    if voice:
        previous = CardState(0, voice.previous_id or voice.id, state.deal)
        following = CardState(0, voice.next_id or voice.id, state.deal)
        back = ListState(voice.list_id, page_of(voice.rank))
        buttons += [
            button("card:prev", previous, "◀ Previous", enabled=voice.previous_id is not None),
            button("list:back", back, "The list"),
            button("card:next", following, "Next ▶", enabled=voice.next_id is not None),
        ]
    return [row(*buttons)] if buttons else []


def about_film(
    voice: Entry | None, state: CardState, *, foldable: bool, unfolded: bool
) -> list[ui.Item[Any]]:
    """What concerns this very film: one's own marks, others like it, the folded part, and where its facts come from.

    The marks are for whoever presses, whosever card it is.
    """
    buttons = []
    if state.film:
        own = MarkState(state.film, voice.list_id if voice else 0)
        alike = CardState(state.film)
        buttons += [
            button("seen:mark", own, "✓ Seen it"),
            button("watchlist:add", own, "+ Watchlist"),
            button("card:alike", alike, "More like this"),
        ]
    if foldable:
        form, label = ("card:less", "Less") if unfolded else ("card:more", "More")
        buttons.append(button(form, state, label))
    if voice and voice.checks:
        buttons.append(button("sources:show", SourcesState(voice.id), "Sources"))
    return [row(*buttons)] if buttons else []


def other_films(others: Sequence[Match], state: CardState) -> ui.Item[Any]:
    """What a member may have meant instead."""
    choices = [
        Choice(
            write_choice(match.id, 0),
            short_heading(match.title, match.year, 100),
            joined(
                [names(match.directors, 2), minutes(match.runtime_minutes) if match.runtime_minutes else None]
            ),
        )
        for match in others
    ]
    return select("card:pick", state, f"Not this one? {count(len(choices), 'other film')} …", choices)
