"""Lines that several pages of a club's night have."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Final

from bot.domain import night as rules
from bot.domain.sentences import sentences
from bot.ui.kit.base36 import base36
from bot.ui.kit.components import Component, Picture, gallery
from bot.ui.kit.language import Language
from bot.ui.kit.text import (
    escape,
    heading,
    joined,
    minutes,
    names,
    one_line,
    prose,
    short_heading,
    shorten,
)  # fmt: skip
from db.night_types import Night
from db.types import Film

Films = Mapping[int, Film]
"""By id."""
_MOST_NAMED: Final = 40
"""Members who are named as coming."""
_SAID: Final = 110
"""Characters of the line that says what a film is about."""


def chooses_alone(language: Language, night: Night) -> str:
    """Who chooses the film alone; empty where all vote."""
    if not night.picker:
        return ""
    return language.gettext("Tonight {member} chooses the film.", member=f"<@{night.picker}>")


def film_line(language: Language, film: Film, *, about: bool = False) -> str:
    """A film with its director and length; `about`: and with what it is about."""
    people = tuple(one.person for one in film.credits.get("director", ()))
    length = minutes(language, film.runtime_minutes) if film.runtime_minutes else None
    told = joined([escape(names(language, people, 2)) if people else None, length])
    lines = [film_name(film), f"-# {told}" if told else ""]
    if about and film.synopsis:
        lines.append(f"-# {prose(shorten(one_line(sentences(film.synopsis)[0]), _SAID), _SAID * 2)}")
    return "\n".join(line for line in lines if line)


def film_name(film: Film) -> str:
    """A film in bold."""
    return f"**{escape(short_heading(film.title, film.year, 120))}**"


def begins(language: Language, night: Night) -> str:
    """When the evening begins; empty if nobody has said it."""
    if night.starts_at is None:
        return ""
    return language.gettext("It begins {when}.", when=stamp(night.starts_at, "F"))


def stamp(moment: datetime | None, style: str) -> str:
    """A time as Discord shows it to each reader; empty for none (reference, timestamp styles)."""
    return f"<t:{int(moment.timestamp())}:{style}>" if moment else ""


def poster_name(film_id: int, drawn: str, *, chosen: bool = False) -> str:
    """How a film's poster is called on a night's message, so that a later page finds it; `drawn` is how it came.

    `chosen`: the one of the film that is watched.
    """
    return f"{'evening' if chosen else 'night'}-{base36(film_id)}.{drawn.rpartition('.')[2]}"


def posters(
    language: Language, shown: Sequence[Film], attached: Collection[str], *, chosen: bool = False
) -> list[Component]:
    """The posters of these films together, as far as the message has them; `chosen` as in `poster_name`."""
    found = []
    for film in shown:
        called = poster_name(film.id, "", chosen=chosen)
        name = next((one for one in attached if one.startswith(called)), None)
        if name is not None:
            about = heading(film.title, film.year)
            found.append(Picture(name, b"", language.gettext("The poster of {film}", film=about)))
    return [gallery(found)] if found else []


def who_is_in(language: Language, night: Night) -> str:
    """Who comes."""
    _ = language.gettext
    if not night.coming:
        return _("Nobody has said yet that they are in.")
    named = " ".join(f"<@{user}>" for user in night.coming[:_MOST_NAMED])
    return language.ngettext(
        "{count} is in: {members}", "{count} are in: {members}", len(night.coming), members=named
    )


def mean(language: Language, rating: rules.Rating) -> str:
    """What the members thought of a film."""
    return language.ngettext(
        "★ {mean} from {count} rating", "★ {mean} from {count} ratings", rating.number,
        mean=language.decimal(rating.mean),
    )  # fmt: skip
