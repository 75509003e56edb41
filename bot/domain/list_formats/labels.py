"""The labels of a list's text: "Description:", "Fact:", "Title:" … in the languages that people write lists in."""

from __future__ import annotations

import re
from typing import Final, Literal

Label = Literal["title", "also", "description", "fact", "director", "year", "imdb", "tmdb", "introduction"]

_WORDS: Final[dict[Label, str]] = {
    "title": "title|name|list|название|заголовок|titel|titre|título|titulo|titolo|film|movie|фильм",
    "also": "also|also known as|other names|также|ещё|auch|aussi|también|anche",
    "description": (
        "description|note|notes|comment|comments|about|why|review|описание|заметка|комментарий|почему|о фильме|"
        "beschreibung|notiz|kommentar|warum|commentaire|descripción|descripcion|comentario|descrizione|commento|opis"
    ),
    "fact": "fact|trivia|fun fact|факт|интересный факт|fakt|fait|dato|curiosità",
    "director": (
        "director|directors|directed by|dir|режиссер|режиссёр|режиссеры|режиссёры|реж|regie|regisseur|réalisateur|"
        "réalisation|director[ae]s|dirección|regia|regista"
    ),
    "year": "year|release year|год|год выпуска|jahr|année|año|anno|rok",
    "imdb": "imdb|imdb id|imdb-id",
    "tmdb": "tmdb|tmdb id|tmdb-id",
    "introduction": "introduction|intro|введение|вступление|einleitung",
}
_LABEL: Final = re.compile(
    r"(?:[*_]{1,3})?(?:"
    + "|".join(f"(?P<{label}>{words})" for label, words in _WORDS.items())
    + r")(?:[*_]{1,3})?\s*[::](?:[*_]{1,3}(?=\s|$))?\s*(?P<text>.*)",
    re.IGNORECASE,
)
FIELDS: Final[frozenset[Label]] = frozenset({"description", "fact", "director", "year", "imdb", "tmdb"})
"""What stands below a title."""


def labelled(line: str) -> tuple[Label, str] | None:
    """The label that a line begins with and the text behind it; None of any other line."""
    if ":" not in line[:40] and "：" not in line[:40]:
        return None
    found = _LABEL.fullmatch(line)
    if not found:
        return None
    named = next(label for label in _WORDS if found[label] is not None)
    return named, found["text"].strip()
