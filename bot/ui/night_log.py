"""What a club watched, newest first: its page, and how an evening is noted on it as a list."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain import night as rules
from bot.ui.kit.components import button, row, words
from bot.ui.kit.language import Language
from bot.ui.kit.message import Answer, notice
from bot.ui.kit.night_state import NightLogState
from bot.ui.kit.text import joined
from bot.ui.night_lines import Films, film_name, mean, stamp
from db.night_types import WatchedNight


def history(
    language: Language, log: Sequence[WatchedNight], films: Films, *, first: int, total: int, size: int
) -> Answer:
    """A page of what a club watched."""
    _ = language.gettext
    if not total:
        return notice(language, _("This server has watched nothing with `/night` yet."))
    lines = ["## " + _("What we watched")]
    for one in log:
        film = films.get(one.film_id)
        name = film_name(film) if film else _("a film that is no longer in the catalogue")
        rating = rules.rating(one.ratings)
        stars = f"★ {language.decimal(rating.mean)}" if rating else None
        lines.append(f"- {joined([stamp(one.at, 'd'), name, stars])}")
    buttons = row(
        button("night:log", NightLogState(max(0, first - size)), _("Newer")) if first else None,
        button("night:log", NightLogState(first + size), _("Older")) if first + size < total else None,
        button("night:export", NightLogState(first), _("Save as a list")),
    )
    return Answer(language, (words("\n".join(lines)), buttons))


def title(language: Language) -> str:
    """What the log is called as a list."""
    return language.gettext("What we watched")


def noted(language: Language, one: WatchedNight) -> str:
    """What the list says of an evening: the day, and what the club thought of it. Text, not markdown."""
    day = language.gettext("Watched on {day}.", day=f"{one.at:%Y-%m-%d}")
    rating = rules.rating(one.ratings)
    return f"{day} {mean(language, rating)}." if rating else day
