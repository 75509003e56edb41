"""What is printed on a poster: only text that the typeface can set, whatever the record holds."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from bot.art.lettering import covered, only_covered, printable
from db.types import Film

_MAX_TITLE = 120


@dataclass(frozen=True, slots=True)
class Wording:
    """Never empty titles, never a character without a glyph."""

    title: str
    """In capitals, as large as it goes: the original title, else the nearest that can be set."""
    subtitle: str | None
    """The catalogue title, where it says something else."""
    people: tuple[str, ...]
    """For a list, the number of its entries."""
    year: str
    """For a list, its span of years; perhaps empty."""


def wording(film: Film) -> Wording:
    title = _first_covered(
        (*(film.original_title or "").split(" / ")[:1], film.romanised_title, film.title,
         *(other.text for other in film.alternative_titles)),
        film.slug,
    )  # fmt: skip
    subtitle = _short(only_covered(printable(film.title)))
    same = not subtitle or subtitle.casefold() == title.casefold()
    people = tuple(text for name in film.people("director") if covered(text := printable(name)))
    return Wording(capitals(title), None if same else subtitle, people, str(film.year))


def list_wording(title: str, slug: str, years: str, count: str) -> Wording:
    """The words of a cover; `count` is a bare number."""
    return Wording(capitals(_first_covered((title,), slug)), None, (count,), years)


def capitals(text: str) -> str:
    """The text in capitals where the face has them (it may lack a rare capital, but not its small letter)."""
    upper = printable(_without_tonos(text).upper())
    return upper if covered(upper) else text


def _without_tonos(text: str) -> str:
    """Greek capitals carry no accents, only the diaeresis (Unicode Standard, 7.2); other scripts keep theirs."""
    kept: list[str] = []
    greek = False
    for char in unicodedata.normalize("NFD", text):
        mark = unicodedata.combining(char) != 0
        greek = greek if mark else unicodedata.name(char, "").startswith("GREEK")
        if not (greek and mark) or char == "\u0308":
            kept.append(char)
    return unicodedata.normalize("NFC", "".join(kept))


def _first_covered(candidates: Iterable[str | None], slug: str) -> str:
    """The first text that can be set whole; else the first of which something can; else the slug's words."""
    texts = [text for candidate in candidates if candidate and (text := printable(candidate))]
    for text in texts:
        if covered(text):
            return _short(text)
    for text in texts:
        rest = only_covered(text)
        if covered(rest) and any(char.isalnum() for char in rest):
            return _short(rest)
    rest = only_covered(printable(slug.replace("-", " ")))
    return rest if covered(rest) else "***"


def _short(text: str) -> str:
    """At most so many characters as a poster can carry, cut between words."""
    if len(text) <= _MAX_TITLE:
        return text
    head = text[: _MAX_TITLE - 1].rsplit(" ", 1)[0]
    return f"{head}…"
