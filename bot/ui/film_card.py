"""The film card: what a member sees of a film, speaking with the voice of one list."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Final

from bot.domain.card import Card, Found
from bot.domain.titles.match import Match
from bot.ui import card_buttons, card_text
from bot.ui.kit import colour
from bot.ui.kit.button_state import CardState
from bot.ui.kit.components import Component, Picture, button, picture, row, select, words
from bot.ui.kit.language import Language
from bot.ui.kit.message import Answer, notice
from bot.ui.kit.text import escape, prose, quoted, short_heading
from db.types import Entry

_CACHED: Final = 512
"""Cards that are kept laid out, some kilobytes each, without their pictures."""


def film_card(
    language: Language,
    card: Card,
    *,
    state: CardState | None = None,
    others: Sequence[Match] = (),
    poster: Picture | None = None,
    note: str = "",
    shareable: bool = False,
    only: bool = False,
    own_lists: Collection[int] = (),
) -> Answer:
    """The card as a message, complete with and without a poster.

    `state` says where it was opened (what it shows is the card's own); `others` are what a member may have meant
    instead; `note` is markdown about this showing; `shareable`: only one member sees it, in a place where there are
    others; `only`: a dealt film beside which there is no other; `own_lists`: of the server, to whose curators a member
    may say what is wrong with an entry that has no Details.
    """
    came = state or CardState(0)
    if card.page is None:
        assert card.voice is not None  # noqa: S101  # Card refuses to be without both
        return _unidentified(language, card.voice, came, own_lists)
    voice = card.voice
    shown = CardState(card.page.film.id, voice.id if voice else 0, came.deal, came.before, came.seen)
    if note or others:
        return _laid_out(language, card, shown, tuple(others), poster, note, shareable, only)
    kept = _kept(language, card, shown, poster.without_data() if poster else None, shareable)
    return kept.carrying(poster) if poster else kept


@lru_cache(_CACHED)
def _kept(
    language: Language, card: Card, state: CardState, poster: Picture | None, shareable: bool
) -> Answer:
    """An LRU cache of cards that say nothing of who asked or when: equal ones are laid out once."""
    return _laid_out(language, card, state, (), poster, "", shareable, only=False)


def _laid_out(
    language: Language,
    card: Card,
    state: CardState,
    others: tuple[Match, ...],
    poster: Picture | None,
    note: str,
    shareable: bool,
    only: bool,
) -> Answer:
    if card.page is None:
        raise ValueError("an entry without a film has a card of its own")
    film, voice = card.page.film, card.voice
    items: list[Component] = [picture(poster)] if poster else []
    items.append(words(card_text.head(language, film)))
    if voice:
        if voice.description:
            items.append(words(card_text.description(voice)))
        items.append(words(card_text.fact(language, voice, film)))
    else:
        unlisted = "-# " + language.gettext("Not on any of our lists")
        synopsis = prose(film.synopsis, 900) if film.synopsis else ""
        items.append(words("\n".join(line for line in (synopsis, unlisted) if line)))
    if note:
        items.append(words(note))
    items += (
        [card_buttons.other_films(language, others, state)]
        if others
        else card_buttons.voices(language, card, state, shareable=shareable)
    )
    items.append(row(*card_buttons.on_card(language, card, state, shareable=shareable, only=only)))
    accent = colour.of_list(voice.list_slug, voice.list_colour) if voice else colour.INK
    return Answer(language, tuple(items), accent, (poster,) if poster else ())


def found_card(
    language: Language, found: Found, poster: Picture | None = None, *, shareable: bool = False
) -> Answer:
    """The card that answers a title, with what else it may have meant one select away."""
    if found.card is None:
        raise ValueError("nothing was found")
    return film_card(language, found.card, others=found.others, poster=poster, shareable=shareable)


def films_by(language: Language, asked: str, films: Sequence[Match]) -> Answer:
    """The films of a director who was named instead of a title; the first director that all share is the headline."""
    shared = [name for name in films[0].directors if all(name in film.directors for film in films)]
    lines = "\n".join(f"- **{escape(short_heading(film.title, film.year, 90))}**" for film in films)
    title = language.gettext("Films by {director}", director=quoted(shared[0] if shared else asked))
    return Answer(language, (words(f"## {title}\n{lines}"), _open(language, films)), colour.INK)


def films_in_message(language: Language, films: Sequence[Match]) -> Answer:
    """The films that a message names."""
    if not films:
        return notice(
            language,
            language.gettext(
                "I do not recognise any film in this message. `/film` finds one by any part of its title."
            ),
        )
    lines = "\n".join(f"- **{escape(short_heading(film.title, film.year, 90))}**" for film in films)
    return Answer(language, (words(lines), _open(language, films)), colour.INK)


def _open(language: Language, films: Sequence[Match]) -> Component:
    choices = [card_buttons.film_choice(language, film) for film in films]
    return select("card:open", CardState(0), language.gettext("Open a film …"), choices)


def nothing_found(language: Language, asked: str, found: Found) -> Answer:
    """No film is meant by these words; the nearest, each a press away."""
    _, nearest = language.gettext, found.others
    if found.says_nothing:
        return notice(
            language,
            _(
                "That address holds only a number, no title, and I do not look things up. Type the title instead."
            ),
        )
    if not nearest:
        said = _("I do not know a film called “{asked}”, or anything close to it.", asked=quoted(asked))
        way_on = _("Type a few letters of its title and pick from what appears, or try `/list`.")
        return Answer(language, (words(f"{said}\n{way_on}"),))
    said = _("I do not know a film called “{asked}”. Did you mean one of these?", asked=quoted(asked))
    forms = ("card:show", "card:prev", "card:next")
    buttons = [
        button(form, CardState(match.id), short_heading(match.title, match.year, 80))
        for form, match in zip(forms, nearest, strict=False)
    ]
    return Answer(language, (words(said), row(*buttons)))


def _unidentified(language: Language, entry: Entry, came: CardState, own_lists: Collection[int]) -> Answer:
    buttons = []
    if entry.nearest:
        near = entry.nearest
        label = language.gettext("Nearest: {film}", film=short_heading(near.title, near.year, 60))
        buttons.append(button("card:open", CardState(near.id), label, kind="main"))
    state = CardState(0, entry.id, "", 0, came.seen)
    card = Card(None, entry)
    buttons += card_buttons.on_card(language, card, state, shareable=False)
    told = row(*card_buttons.for_curators(language, card, state, own_lists))
    return Answer(
        language,
        (words(card_text.unidentified(language, entry)), row(*buttons), told),
        colour.of_list(entry.list_slug, entry.list_colour),
    )
