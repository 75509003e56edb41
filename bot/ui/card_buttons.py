"""What can be pressed on a film card and on its details: one row of at most five buttons, and at most one select."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from bot.domain.card import Card
from bot.domain.titles.match import Match
from bot.ui.kit.button_state import CardState, FilteredListState, ListState, MarkState, SourcesState
from bot.ui.kit.components import Choice, Component, button, select
from bot.ui.kit.curate_state import SuggestState
from bot.ui.kit.custom_id import write_choice
from bot.ui.kit.language import Language
from bot.ui.kit.text import joined, minutes, names, one_line, short_heading
from bot.ui.list_page import page_of
from db.types import Entry, FilmPage

MOST = 5
"""Buttons in a row (components/reference, action row)."""


def on_card(
    language: Language, card: Card, state: CardState, *, shareable: bool, only: bool = False
) -> list[Component]:
    """The row of a card, at most five; `only`: a dealt film beside which there is no other."""
    _ = language.gettext
    page, voice = card.page, card.voice
    buttons: list[Component] = []
    if state.deal and not only:
        buttons.append(button("card:deal", state, _("🎲 Another one"), kind="main"))
        if state.film:
            buttons.append(button("card:aside", state, _("Not tonight")))
    buttons += _marks(language, state, voice)
    if state.film:
        buttons.append(button("card:more", state, _("Details")))
    if voice and not state.deal:
        buttons.append(_way_back(language, voice, state))
    if shareable:
        buttons.append(button("card:share", state, _("Show to everyone")))
    if voice and voice.previous_id and not state.film:  # else it stands under Details
        buttons.append(_previous(language, voice.previous_id, state))
    if voice and voice.next_id and not state.deal:
        buttons.append(_next(language, voice.next_id, state))
    others = _other_voices(page, voice) if page else []
    if len(others) == 1:
        buttons.append(_other_voice(language, others[0], state))
    if state.film and not voice:
        buttons.append(button("card:alike", CardState(state.film), _("More like this")))
    return buttons[:MOST]


def on_details(language: Language, card: Card, state: CardState, *, shareable: bool) -> list[Component]:
    """The row of the details: back to the card, and what has no room there."""
    _ = language.gettext
    page, voice = card.page, card.voice
    buttons = [
        button("card:less", state, _("◀ Back")),
        button("card:alike", CardState(state.film), _("More like this")),
    ]
    if voice and voice.checks:
        buttons.append(button("sources:show", SourcesState(voice.id), _("Sources")))
    if shareable and state.deal:
        buttons.append(button("card:share", state, _("Show to everyone")))
    if state.before:
        shown_before = CardState(state.before, 0, state.deal, state.film)
        buttons.append(button("card:prev", shown_before, _("◀ Previous film")))
    elif voice and voice.previous_id and not state.deal:
        buttons.append(_previous(language, voice.previous_id, state))
    if voice and voice.next_id and shareable and not state.deal:
        buttons.append(_next(language, voice.next_id, state))
    others = _other_voices(page, voice) if page else []
    if len(others) == 1 and (state.deal or not shareable):
        buttons.append(_other_voice(language, others[0], state))
    return buttons[:MOST]


def for_curators(
    language: Language, card: Card, state: CardState, own_lists: Collection[int]
) -> list[Component]:
    """What a member may tell the curators of the server, whose lists these are; nothing where it has none."""
    _ = language.gettext
    if not own_lists:
        return []
    page, voice = card.page, card.voice
    buttons = []
    if page is not None:
        suggested = SuggestState(page.film.id, 0)
        buttons.append(button("suggest:ask", suggested, _("Suggest for a list")))
    if voice is not None and voice.list_id in own_lists:
        wrong = SuggestState(state.film, voice.id)
        buttons.append(button("mistake:ask", wrong, _("Something is wrong")))
    return buttons


def voices(language: Language, card: Card, state: CardState, *, shareable: bool) -> list[Component]:
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
            language.gettext("{list}, no. {rank}", list=entry.list_title, rank=entry.rank),
            one_line(entry.description),
        )
        for entry in others
    ]
    also = language.ngettext("Also on {count} other list …", "Also on {count} other lists …", len(others))
    return [select("card:voice", state, also, choices)]


def other_films(language: Language, others: Sequence[Match], state: CardState) -> Component:
    """A select of what a member may have meant instead."""
    choices = [film_choice(language, match) for match in others]
    asked = language.ngettext(
        "Not this one? {count} other film …", "Not this one? {count} other films …", len(choices)
    )
    return select("card:pick", state, asked, choices)


def film_choice(language: Language, film: Match) -> Choice:
    """The option of a select that opens a film, with what tells it from others of its name."""
    length = minutes(language, film.runtime_minutes) if film.runtime_minutes else None
    about = joined([names(language, film.directors, 2), length])
    return Choice(write_choice(film.id, 0), short_heading(film.title, film.year, 100), about)


def _marks(language: Language, state: CardState, voice: Entry | None) -> list[Component]:
    """The marks are for whoever presses, whosever card it is."""
    if not state.film:
        return []
    own = MarkState(state.film, voice.list_id if voice else 0)
    return [
        button("seen:mark", own, language.gettext("✓ Seen it")),
        button("watchlist:add", own, language.gettext("+ Watchlist")),
    ]


def _way_back(language: Language, voice: Entry, state: CardState) -> Component:
    label = language.gettext("◀ The list")
    if state.seen:
        return button("sifted:show", FilteredListState(voice.list_id, 0, state.seen), label)
    return button("list:back", ListState(voice.list_id, page_of(voice.rank)), label)


def _previous(language: Language, entry: int, state: CardState) -> Component:
    return button("card:prev", CardState(0, entry, "", 0, state.seen), language.gettext("◀ Previous"))


def _next(language: Language, entry: int, state: CardState) -> Component:
    return button("card:next", CardState(0, entry, "", 0, state.seen), language.gettext("Next ▶"))


def _other_voices(page: FilmPage, voice: Entry | None) -> list[Entry]:
    return [entry for entry in page.entries if voice is None or entry.id != voice.id]


def _other_voice(language: Language, entry: Entry, state: CardState) -> Component:
    # Translators: a button on a film's card: let it speak with the words of another list.
    label = language.gettext("On {list}", list=entry.list_title)
    return button("card:voice", replace(state, entry=entry.id), label)
