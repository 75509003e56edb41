"""The film card: what a member sees of a film, speaking with the voice of one list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from discord import ui

from bot.domain.card import Card, Found
from bot.domain.titles.match import Match
from bot.ui import card_buttons, card_text
from bot.ui.kit import colour
from bot.ui.kit.button_state import CardState
from bot.ui.kit.message import Answer, Picture, button, picture, row, rule, words
from bot.ui.kit.text import MAX_TEXT, escape, heading, prose, quoted, short_heading, shorten
from db.types import Entry


def film_card(
    card: Card,
    *,
    deal: str = "",
    others: Sequence[Match] = (),
    unfolded: bool = False,
    poster: Picture | None = None,
    note: str = "",
) -> Answer:
    """The card as a message, complete with and without a poster.

    `others` are what a member may have meant instead; `unfolded` shows what "More" hides;
    `note` is markdown about this showing of the film.
    """
    if card.page is None:
        assert card.voice is not None  # noqa: S101  # Card refuses to be without both
        return _unidentified(card.voice)
    film, voice = card.page.film, card.voice
    items: list[ui.Item[Any]] = [picture(poster)] if poster else []
    items.append(words(card_text.head(film)))
    if voice:
        items += [rule(), words(card_text.voice(voice, film))]
        if voice.fact:
            items.append(words(card_text.fact("Did you know?", voice)))
    elif film.synopsis:
        items += [rule(), words(prose(film.synopsis, 900))]
    if note:
        items.append(words(note))
    spent = sum(len(item.content) for item in items if isinstance(item, ui.TextDisplay))
    folded = card_text.details(film, voice, MAX_TEXT - spent)
    if unfolded and folded:
        items += [rule(), words(folded)]
    state = CardState(film.id, voice.id if voice else 0, deal)
    items += card_buttons.voices(card.page, voice, state)
    items += card_buttons.ways_on(voice, state)
    items += card_buttons.about_film(voice, state, foldable=bool(folded), unfolded=unfolded)
    if others:
        items.append(card_buttons.other_films(others, state))
    accent = colour.of_list(voice.list_slug) if voice else colour.INK
    return Answer(tuple(items), accent, (poster,) if poster else ())


def found_card(found: Found, poster: Picture | None = None) -> Answer:
    """The card that answers a title, with what else it may have meant one select away."""
    if found.card is None:
        raise ValueError("nothing was found")
    return film_card(found.card, others=found.others, poster=poster)


def nothing_found(asked: str, nearest: Sequence[Match]) -> Answer:
    """No film is meant by these words; the nearest, each a press away."""
    if not nearest:
        said = f"I know no film called “{quoted(asked)}”, and nothing near it."
        return Answer(
            (words(f"{said}\nType a few letters of its title and pick from what appears, or try `/list`."),)
        )
    said = f"I know no film called “{quoted(asked)}”. Did you mean one of these?"
    forms = ("card:show", "card:prev", "card:next")
    buttons = [
        button(form, CardState(match.id), short_heading(match.title, match.year, 80))
        for form, match in zip(forms, nearest, strict=False)
    ]
    return Answer((words(said), row(*buttons)))


def _unidentified(entry: Entry) -> Answer:
    head = f"# {escape(shorten(heading(entry.listed_title, entry.listed_year), 250))}\n"
    head += "🔍 **No known film has this title and year.** The list names it all the same:"
    items: list[ui.Item[Any]] = [words(head), rule(), words(card_text.voice(entry, None))]
    if entry.fact:
        items.append(words(card_text.fact("The list adds:", entry)))
    if entry.nearest:
        near = entry.nearest
        label = f"Nearest known film: {short_heading(near.title, near.year, 58)}"
        items.append(row(button("card:show", CardState(near.id), label)))
    state = CardState(0, entry.id)
    items += card_buttons.ways_on(entry, state)
    items += card_buttons.about_film(entry, state, foldable=False, unfolded=False)
    return Answer(tuple(items), colour.of_list(entry.list_slug))
