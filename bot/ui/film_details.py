"""The page behind "Details": all that is known of a film, grouped, with the history of the list's text and links."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Final
from urllib.parse import quote

from bot.domain.card import Card
from bot.domain.stamps import history
from bot.domain.titles.match import Match
from bot.ui import card_buttons
from bot.ui.kit import colour
from bot.ui.kit.button_state import CardState
from bot.ui.kit.components import Component, row, space, words
from bot.ui.kit.language import N_, Language
from bot.ui.kit.message import Answer
from bot.ui.kit.text import MAX_TEXT, escape, heading, joined, link, minutes, names, prose, shorten
from db.types import Check, Colour, Credit, Entry, Film, Job

_CACHED: Final = 256
_ROOM: Final = MAX_TEXT - 100
JOBS: Final[dict[Job, tuple[str, int]]] = {
    # Translators: labels before the names of those who did it, as in "Directed by: Larisa Shepitko".
    "director": (N_("Directed by"), 4),
    "writer": (N_("Written by"), 6),
    "cast": (N_("With"), 6),
    "cinematographer": (N_("Shot by"), 3),
    "composer": (N_("Music"), 3),
}
"""The words before the names of each job, and how many names there are at most."""


def film_details(
    language: Language,
    card: Card,
    state: CardState,
    *,
    others: Sequence[Match] = (),
    shareable: bool = False,
    own_lists: Collection[int] = (),
) -> Answer:
    """Everything about the film of a card. `state` is the card's, for the way back; the rest as in `film_card`.

    `own_lists`: of the server, to whose curators a member may say something.
    """
    if card.page is None:
        raise ValueError("an entry without a film has no details")
    film, voice = card.page.film, card.voice
    blocks = [_head(language, film), _synopsis(film), _made(language, film), _known_for(language, film)]
    blocks += [_text_history(language, voice), _doubts(language, voice)] if voice else []
    blocks.append(links(language, film))
    items: list[Component] = []
    room = _ROOM
    for block in blocks:
        if block and len(block) <= room:
            items += [space(), words(block)] if items else [words(block)]
            room -= len(block)
    if others:
        items.append(card_buttons.other_films(language, others, state))
    items.append(row(*card_buttons.on_details(language, card, state, shareable=shareable)))
    items.append(row(*card_buttons.for_curators(language, card, state, own_lists)))
    return Answer(
        language, tuple(items), colour.of_list(voice.list_slug, voice.list_colour) if voice else colour.INK
    )


@lru_cache(_CACHED)
def _head(language: Language, film: Film) -> str:
    _ = language.gettext
    romanised = film.romanised_title if film.romanised_title != film.title else None
    other = joined([film.original_title if film.original_title != film.title else None, romanised])
    released = _("First shown in {year}", year=film.release_year) if film.release_year != film.year else None
    look = joined(
        [
            escape(", ".join(film.countries)) or None,
            minutes(language, film.runtime_minutes) if film.runtime_minutes else None,
            escape(film.runtime_note) if film.runtime_note else None,
            _(_COLOURS[film.colour]) if film.colour else None,
            # Translators: the languages that are spoken in a film, as in "in Russian, German".
            _("in {languages}", languages=escape(", ".join(film.languages))) if film.languages else None,
            released,
        ]
    )
    lines = (
        f"## {escape(shorten(heading(film.title, film.year), 250))}",
        f"*{escape(shorten(other, 200))}*" if other else "",
        look,
    )
    return "\n".join(line for line in lines if line)


_COLOURS: Final[dict[Colour, str]] = {
    "colour": N_("in colour"),
    "black and white": N_("in black and white"),
    "both": N_("partly in colour, partly in black and white"),
}


@lru_cache(_CACHED)
def _synopsis(film: Film) -> str:
    return prose(film.synopsis, 900) if film.synopsis else ""


@lru_cache(_CACHED)
def _made(language: Language, film: Film) -> str:
    _ = language.gettext
    lines = [
        _line(language, _(label), _people(language, film.credits.get(job, ()), most))
        for job, (label, most) in JOBS.items()
    ]
    lines.append(_line(language, _("Based on"), film.based_on))
    lines.append(_line(language, _("Made by"), ", ".join(film.studios[:3])))
    return "\n".join(line for line in lines if line)


@lru_cache(_CACHED)
def _known_for(language: Language, film: Film) -> str:
    _ = language.gettext
    also = [f"{title.text} ({title.note})" if title.note else title.text for title in film.alternative_titles]
    lines = (
        _line(language, _("Genres"), ", ".join(film.genres[:5])),
        _line(language, _("Themes"), ", ".join(film.themes[:8])),
        _line(language, _("Awards"), "; ".join(film.awards[:5])),
        _line(language, _("Also known as"), "; ".join(also[:6])),
    )
    return "\n".join(line for line in lines if line)


@lru_cache(_CACHED)
def _text_history(language: Language, entry: Entry) -> str:
    return _section(language.gettext("What the first edition of the list got wrong"), history(entry))


@lru_cache(_CACHED)
def _doubts(language: Language, entry: Entry) -> str:
    return _section(
        language.gettext("What could not be confirmed"),
        [one for one in entry.checks if one.says and one.verdict != "confirmed" and one.note],
    )


def _section(title: str, found: Sequence[Check]) -> str:
    return "\n".join([f"**{title}**", *(_told(one) for one in found)]) if found else ""


def _told(check: Check) -> str:
    """What is true, with at most two of its sources."""
    cited = joined(link(shorten(source.name, 60), source.url) for source in check.sources[:2])
    said = prose(check.note or check.claim, 400)
    return f"- {said} ({cited})" if cited else f"- {said}"


@lru_cache(_CACHED)
def links(language: Language, film: Film) -> str:
    """Where to read on and where to watch: addresses made from the title and the IMDb id, nothing is looked up."""
    found = [
        link("IMDb", f"https://www.imdb.com/title/{film.imdb_id}/") if film.imdb_id else None,
        link("Letterboxd", f"https://letterboxd.com/imdb/{film.imdb_id}/") if film.imdb_id else None,
        link(
            language.gettext("Where to watch (JustWatch)"),
            f"https://www.justwatch.com/us/search?q={quote(film.title)}",
        ),
    ]
    return f"-# {joined(found)}"


def _line(language: Language, label: str, text: str | None) -> str:
    if not text:
        return ""
    # Translators: a label and what it is a label of, as in "Themes: war, childhood".
    return language.gettext("**{label}:** {text}", label=label, text=escape(shorten(text, 300)))


def _people(language: Language, credited: Sequence[Credit], most: int) -> str:
    return names(language, tuple(_credit(language, credit) for credit in credited), most)


def _credit(language: Language, credit: Credit) -> str:
    note = f"({credit.note})" if credit.note else None
    if not credit.character:
        return joined([credit.person, note], " ")
    # Translators: who plays whom.
    played = language.gettext("{person} as {character}", person=credit.person, character=credit.character)
    return joined([played, note], " ")
