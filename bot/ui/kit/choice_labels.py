"""The labels of an autocomplete's choices: one line a film or list, never over Discord's 100 characters."""

from __future__ import annotations

from bot.domain.titles.match import Match
from bot.ui.kit.language import Language
from bot.ui.kit.text import films, minutes

MAX_ROW = 100
"""Discord refuses a whole answer for one longer choice name (application command option choice: 1-100)."""

SEPARATOR = " · "
ELLIPSIS = "…"


def film_label(language: Language, match: Match, *, limit: int = MAX_ROW) -> str:
    """One film: `Иди и смотри → Come and See (1985) · Elem Klimov · 2 h 22 min · 2 lists`.

    Title and year always stay. Where it gets too long, the directors go first, then the name that matched is cut,
    then the number of lists and the minutes go, and only then is the title itself cut.
    """
    year = f" ({match.year})"
    length = [minutes(language, match.runtime_minutes)] if match.runtime_minutes else []
    lists = [_lists(language, match.list_count)] if match.list_count else []
    for named in (*_shortenings(match.directors), []):
        text = _joined(_named(match) + year, [*named, *length, *lists])
        if len(text) <= limit:
            return text
    text = _joined(match.title + year, [*length, *lists])
    if match.matched:
        text = _arrow(_cut(match.matched, limit - len(text) - len(" → ")), text)
    if len(text) <= limit:
        return text
    return _cut(match.title, limit - len(year)) + year


def decade_label(language: Language, decade: int, number: int) -> str:
    """A decade: `1970s · 9 films`."""
    said = language.gettext("{decade}s", decade=decade)
    return f"{said}{SEPARATOR}{films(language, number)}"


def theme_label(language: Language, name: str, number: int, *, limit: int = MAX_ROW) -> str:
    """A theme: `nuclear war · 3 films`."""
    figures = SEPARATOR + films(language, number)
    return _cut(name, limit - len(figures)) + figures


def _lists(language: Language, number: int) -> str:
    return language.ngettext("{count} list", "{count} lists", number)


def _named(match: Match) -> str:
    return _arrow(match.matched, match.title)


def _arrow(matched: str | None, title: str) -> str:
    return f"{matched} → {title}" if matched else title


def _joined(first: str, rest: list[str]) -> str:
    return SEPARATOR.join([first, *rest])


def _shortenings(people: tuple[str, ...]) -> list[list[str]]:
    """All names, then fewer and fewer of them."""
    return [[", ".join(people[:count])] for count in range(min(len(people), 2), 0, -1)]


def _cut(text: str, length: int) -> str:
    """At most `length` characters, with an ellipsis where something is missing; empty where nothing fits."""
    if len(text) <= length:
        return text
    return text[: length - 1].rstrip() + ELLIPSIS if length > 1 else ""
