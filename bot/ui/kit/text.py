"""Text for Discord: its limits, escaping, cutting, numbers. The one place where anything is cut.

Limits are those of Discord's documentation (resources/message, components/reference, interactions).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from bot.ui.kit.language import Language

MAX_TEXT = 4000
"""Characters over all text displays of one message."""
MAX_LABEL = 80
"""Characters of a button's label."""
MAX_OPTION = 100
"""Characters of a select option's label, value or description, and of an autocomplete row."""
MAX_OPTIONS = 25
"""Options of one select; rows of one autocomplete answer."""
MAX_PLACEHOLDER = 150
"""Characters of a select's placeholder."""

_SPECIAL = str.maketrans({one: f"\\{one}" for one in r"\*_~`|<>[]()#@:"})
_LINE_START = re.compile(r"(?m)^(\s*)([-+]|\d+[.)])(?=\s)")
_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn"}


def one_line(text: str) -> str:
    """The text without line breaks, control or invisible characters, runs of space made one."""
    if text.isprintable():  # nearly always, and looking at each character costs a hundred times as much
        return " ".join(text.split())
    kept = "".join(
        " " if c.isspace() else c for c in text if c.isspace() or unicodedata.category(c) not in _INVISIBLE
    )
    return " ".join(kept.split())


def escape(text: str) -> str:
    """The text as Discord shows it to the letter: no markdown, mention, link, timestamp or emoji in it.

    A backslash before punctuation is Discord's own escape; `:` and `@` are escaped since `<t:0>`, `http://` and
    `@everyone` are none of a stranger's business. Line breaks stay.
    """
    escaped = text.translate(_SPECIAL)
    return _LINE_START.sub(lambda m: f"{m[1]}{m[2][:-1]}\\{m[2][-1]}", escaped)


def quoted(text: str, limit: int = 100) -> str:
    """What a member typed, safe and short enough to be shown back to them."""
    return escape(shorten(one_line(text), limit))


def shorten(text: str, limit: int) -> str:
    """The text within `limit` characters, cut at a word where one is near, with an ellipsis."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1].rstrip("\\")
    space = cut.rfind(" ")
    return (cut[:space] if space > limit * 2 // 3 else cut).rstrip(" ,;:.–—-") + "…"


def prose(text: str, limit: int) -> str:
    """A curator's text, cut and escaped; the limit holds for what is sent."""
    short = shorten(text.strip(), limit)
    while len(escape(short)) > limit:
        short = shorten(short, len(short) - max(1, (len(escape(short)) - limit) // 2) - 1)
    return escape(short)


def link(name: str, url: str) -> str:
    """A masked link; parentheses in the address would end it, so they are encoded."""
    address = (
        url.replace("(", "%28")
        .replace(")", "%29")
        .replace(" ", "%20")
        .replace("<", "%3C")
        .replace(">", "%3E")
    )
    return f"[{escape(one_line(name))}]({address})"


def joined(parts: Iterable[str | None], separator: str = " · ") -> str:
    """What is known, in one line; what is not is left out."""
    return separator.join(part for part in parts if part)


def names(language: Language, people: tuple[str, ...], most: int = 3) -> str:
    """Some names in one line, unescaped: "A, B, C and 2 more"."""
    if len(people) <= most:
        return ", ".join(people)
    shown, rest = ", ".join(people[:most]), len(people) - most
    return language.ngettext("{names} and {count} more", "{names} and {count} more", rest, names=shown)


def films(language: Language, number: int) -> str:
    """So many films: "1 film", "2 films"."""
    return language.ngettext("{count} film", "{count} films", number)


def minutes(language: Language, runtime: int) -> str:
    """A running time as people say it: "2 h 22 min", with spaces at which no line is broken."""
    hours, rest = divmod(runtime, 60)
    if not hours:
        said = language.gettext("{minutes} min", minutes=rest)
    elif not rest:
        said = language.gettext("{hours} h", hours=hours)
    else:
        said = language.gettext("{hours} h {minutes} min", hours=hours, minutes=rest)
    return said.replace(" ", "\N{NO-BREAK SPACE}")


def heading(title: str, year: int | None) -> str:
    """A title and its year, unescaped: "Come and See (1985)"; the title alone where no year is known."""
    return f"{one_line(title)} ({year})" if year else one_line(title)


def short_heading(title: str, year: int | None, limit: int) -> str:
    """As `heading`, within `limit` characters; the title is cut, the year stays."""
    if not year:
        return shorten(one_line(title), limit)
    return f"{shorten(one_line(title), limit - 7)} ({year})"
