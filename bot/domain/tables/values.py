"""What a single cell says: a year, an IMDb id, names, whether a thing is a film at all."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_YEAR: Final = re.compile(r"(?<!\d)(1[89]\d\d|20\d\d|21\d\d)(?!\d)")
_WHOLE_FLOAT: Final = re.compile(r"\d{4}\.0+")
_SHORT_YEAR: Final = re.compile(r"['’](\d\d)")
_IMDB: Final = re.compile(r"(?<![a-z0-9])tt\d{6,10}(?!\d)", re.IGNORECASE)
_TMDB: Final = re.compile(r"(?:movie/)?(\d{1,9})")
_ARTICLE_BEHIND: Final = re.compile(
    r"(?P<title>.+),\s*(?P<article>the|an?|der|die|das|ein|eine|le|la|les|l['’]|un|une|el|los|las|una|il|lo|gli|i|"
    r"het|een|de|os|as|o)(?P<rest>\s*[:(].*)?",
    re.IGNORECASE,
)
_BETWEEN_NAMES: Final = re.compile(r"\s*(?:[,;|/&·]|\band\b|\bund\b|\bet\b|\by\b|\s[иі]\s)\s*")
_NO_FILM: Final = (
    "seri", "сериал", "серіал", "episod", "epizod", "эпизод", "épisode", "folge", "staffel", "season", "saison",
    "сезон", "game", "videospiel", "computerspiel", "juego", "gioco", "jogo", "jeuvideo", "jeu video", "игра",
    "book", "книга", "buch", "manga", "comic", "podcast", "подкаст", "musicvideo", "album", "song", "person", "show",
    "передача", "board",
)  # fmt: skip
"""Parts of words that only things have which are no films, as IMDb, Trakt and others call them."""
_NO: Final = frozenset(
    {"", "0", "no", "n", "false", "none", "null", "-", "нет", "nein", "non", "ложь", "never", "×", "✗"}
)


def year_of(text: str) -> int | None:
    """The year in a cell like "1979", "(1979)", "1979.0", "1979–80", "25.05.1979", "May 1979"; the first of several."""
    bare = text.strip()
    if _WHOLE_FLOAT.fullmatch(bare):
        bare = bare[:4]
    if found := _YEAR.search(_ascii_digits(bare)):
        return int(found[1])
    if short := _SHORT_YEAR.fullmatch(bare):
        number = int(short[1])
        return 1900 + number if number > 40 else 2000 + number
    return None


def imdb_id_of(text: str) -> str | None:
    """The id in "tt0079944" or in an address of IMDb's."""
    found = _IMDB.search(text)
    return found[0].lower() if found else None


def tmdb_id_of(text: str) -> int | None:
    """The number in "1398", "1398.0" or in an address of TMDB's."""
    bare = text.strip().removesuffix(".0")
    if "/" in bare:
        found = re.search(r"movie/(\d{1,9})", bare)
        return int(found[1]) if found else None
    whole = _TMDB.fullmatch(bare)
    return int(whole[1]) if whole else None


def names_in(text: str) -> tuple[str, ...]:
    """The people in a cell: "Denis Villeneuve", "Lana Wachowski, Lilly Wachowski"."""
    return tuple(name for part in _BETWEEN_NAMES.split(text) if (name := " ".join(part.split())))


def minutes_of(text: str) -> int | None:
    """The length in "162", "162 min", "2h 42m" or "2:42"; None for what is no film's."""
    bare = text.strip().casefold()
    if found := re.fullmatch(r"(\d{1,2})\s*(?:h|hrs?|hours?|std|ч|час\w*|:)\s*(?:(\d{1,2})\s*\w*\.?)?", bare):
        total = 60 * int(found[1]) + int(found[2] or 0)
    elif found := re.match(r"(\d{1,4})(?:\.0+)?(?:\s|['’′]|m|м|$)", bare):
        total = int(found[1])
    else:
        return None
    return total if 1 <= total <= 900 else None


def article_before(title: str) -> str:
    """The title with its article where it is spoken: "Thing, The" is "The Thing"."""
    found = _ARTICLE_BEHIND.fullmatch(title)
    if not found:
        return title
    gap = "" if found["article"].endswith(("'", "’")) else " "
    return f"{found['article']}{gap}{found['title']}{found['rest'] or ''}"


def is_no_film(kind: str) -> bool:
    """Whether a cell that says what a thing is names surely something else than a film, in whatever language."""
    folded = _folded(kind)
    return folded in {"tv", "tvmini"} or any(part in folded for part in _NO_FILM_FOLDED)


def is_yes(text: str) -> bool:
    """Whether a cell of a column like `checked` says yes: anything but emptiness and the words for no."""
    return text.strip().casefold() not in _NO


def _folded(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if c.isalnum())


_NO_FILM_FOLDED: Final = tuple(_folded(part) for part in _NO_FILM)


def _ascii_digits(text: str) -> str:
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)
