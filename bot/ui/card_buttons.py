"""What can be pressed on a film card and on its details: one row of at most five buttons, and at most one select."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.card import Card
from bot.domain.titles.match import Match
from bot.ui.kit.button_state import CardState, FilteredListState, ListState, MarkState, SourcesState
from bot.ui.kit.components import Choice, Component, button, select
from bot.ui.kit.custom_id import write_choice
from bot.ui.kit.text import count, joined, minutes, names, one_line, short_heading
from bot.ui.list_page import page_of
from db.types import Entry, FilmPage

MOST = 5
"""Buttons in a row (components/reference, action row)."""


def on_card(card: Card, state: CardState, *, shareable: bool, only: bool = False) -> list[Component]:
    """The row of a card, at most five; `only`: a dealt film beside which there is no other."""
    page, voice = card.page, card.voice
    buttons: list[Component] = []
    if state.deal and not only:
        buttons.append(button("card:deal", state, "🎲 Another one", kind="main"))
        if state.film:
            buttons.append(button("card:aside", state, "Not tonight"))
    buttons += _marks(state, voice)
    if state.film:
        buttons.append(button("card:more", state, "Details"))
    if voice and not state.deal:
        buttons.append(_way_back(voice, state))
    if shareable:
        buttons.append(button("card:share", state, "Show to everyone"))
    if voice and voice.previous_id and not state.film:  # else it stands under Details
        buttons.append(_previous(voice.previous_id, state))
    if voice and voice.next_id and not state.deal:
        buttons.append(_next(voice.next_id, state))
    others = _other_voices(page, voice) if page else []
    if len(others) == 1:
        buttons.append(_other_voice(others[0], state))
    if state.film and not voice:
        buttons.append(button("card:alike", CardState(state.film), "More like this"))
    return buttons[:MOST]


def on_details(card: Card, state: CardState, *, shareable: bool) -> list[Component]:
    """The row of the details: back to the card, and what has no room there."""
    page, voice = card.page, card.voice
    buttons = [
        button("card:less", state, "◀ Back"),
        button("card:alike", CardState(state.film), "More like this"),
    ]
    if voice and voice.checks:
        buttons.append(button("sources:show", SourcesState(voice.id), "Sources"))
    if shareable and state.deal:
        buttons.append(button("card:share", state, "Show to everyone"))
    if state.before:
        shown_before = CardState(state.before, 0, state.deal, state.film)
        buttons.append(button("card:prev", shown_before, "◀ Film before"))
    elif voice and voice.previous_id and not state.deal:
        buttons.append(_previous(voice.previous_id, state))
    if voice and voice.next_id and shareable and not state.deal:
        buttons.append(_next(voice.next_id, state))
    others = _other_voices(page, voice) if page else []
    if len(others) == 1 and (state.deal or not shareable):
        buttons.append(_other_voice(others[0], state))
    return buttons[:MOST]


def voices(card: Card, state: CardState, *, shareable: bool) -> list[Component]:
    """A select of the other lists the film stands on: each lets the card speak its words.

    For a single one there is a button, but where "Show to everyone" has its place.
    """
    others = _other_voices(card.page, card.voice) if card.page else []
    no_room = shareable and card.voice is not None and not state.deal
    if len(others) < (1 if no_room else 2):
        return []
    choices = [
        Choice(
            write_choice(state.film, entry.id),
            f"{entry.list_title}, no. {entry.rank}",
            one_line(entry.description),
        )
        for entry in others
    ]
    return [select("card:voice", state, f"Also on {count(len(others), 'other list')} …", choices)]


def other_films(others: Sequence[Match], state: CardState) -> Component:
    """A select of what a member may have meant instead."""
    choices = [film_choice(match) for match in others]
    return select("card:pick", state, f"Not this one? {count(len(choices), 'other film')} …", choices)


def film_choice(film: Match) -> Choice:
    """The option of a select that opens a film, with what tells it from others of its name."""
    about = joined(
        [names(film.directors, 2), minutes(film.runtime_minutes) if film.runtime_minutes else None]
    )
    return Choice(write_choice(film.id, 0), short_heading(film.title, film.year, 100), about)


def _marks(state: CardState, voice: Entry | None) -> list[Component]:
    """The marks are for whoever presses, whosever card it is."""
    if not state.film:
        return []
    own = MarkState(state.film, voice.list_id if voice else 0)
    return [button("seen:mark", own, "✓ Seen it"), button("watchlist:add", own, "+ Watchlist")]


def _way_back(voice: Entry, state: CardState) -> Component:
    if state.seen:
        return button("sifted:show", FilteredListState(voice.list_id, 0, state.seen), "◀ The list")
    return button("list:back", ListState(voice.list_id, page_of(voice.rank)), "◀ The list")


def _previous(entry: int, state: CardState) -> Component:
    return button("card:prev", CardState(0, entry, "", 0, state.seen), "◀ Previous")


def _next(entry: int, state: CardState) -> Component:
    return button("card:next", CardState(0, entry, "", 0, state.seen), "Next ▶")


def _other_voices(page: FilmPage, voice: Entry | None) -> list[Entry]:
    return [entry for entry in page.entries if voice is None or entry.id != voice.id]


def _other_voice(entry: Entry, state: CardState) -> Component:
    return button("card:voice", replace(state, entry=entry.id), f"On {entry.list_title}")
