"""A line of a list as a film: in how many ways people write a title and a year.

A year in brackets behind a title is nearly always a film ("strong"), the same with a few words behind it or the year
in front mostly ("medium"); a year without brackets only where the lines around it say so ("weak").
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final, Literal

from bot.domain.tables.values import article_before, names_in

from .marks import imdb_id_in, plain, unquoted, without_links

Strength = Literal["strong", "medium", "weak"]

LONGEST: Final = 400
"""Characters of a line that could be a film's."""

UNKNOWN_YEAR: Final = "?"
"""What stands in the brackets of our own form where the year is not known."""
_UNKNOWN: Final = re.compile(r"(?P<title>\S.*?)\s*\(\?\)")

_OPEN, _CLOSE = r"[(\[{（［【〔]", r"[)\]}）］】〕]"
_BRACKETED_YEAR: Final = re.compile(
    rf"\s*(?P<open>{_OPEN})\s*(?P<inside>[^()\[\]{{}}（）［］【】〔〕]{{0,80}}?(?<!\d)\d{{4}}(?!\d)[^()\[\]{{}}（）［］【】〔〕]{{0,80}}?)\s*{_CLOSE}"
)
_FOUR: Final = re.compile(r"(?<!\d)\d{4}(?!\d)")
_PLAUSIBLE: Final = re.compile(r"(?<![\d\w])(?:18[89]\d|19\d\d|20\d\d)(?![\d\w])(?!['’]?s\b)")
_YEAR_WORD: Final = re.compile(
    r"(?:c\.|ca\.?|circa|ок\.?|около|~)?\s*\d{4}(?:\s*[-–—/]\s*\d{2,4}|\s*[-–—])?\s*(?:\?|г\.?|год|год[аы])?",
    re.IGNORECASE,
)
_YEAR_FIRST: Final = re.compile(
    r"(?:[(\[（]\s*(?P<bracketed>\d{4})\s*[)\]）]|(?P<bare>\d{4}))\s*(?:[-–—:|•·,.]\s*)?(?P<title>\S.*)"
)
_YEAR_LAST: Final = re.compile(
    r"(?P<title>\S.*?)(?P<gap>\s*[,;|–—]\s*|\s+-+\s+|\s+)(?P<year>\d{4})\s*(?:г\.|\.)?"
)
_YEAR_BETWEEN: Final = re.compile(
    r"(?P<title>\S.*?)\s*(?:[,;|–—]|\s-)\s*(?P<year>\d{4})\s*(?:[,;|–—:]|\s-)\s*(?P<rest>\S.*)"
)
_SEPARATED: Final = re.compile(r"(?P<left>\S.*?)(?:\s+[-–—|•·]\s+|\s*[–—|]\s*|,\s+|\s+by\s+)(?P<right>\S.*)")
_DASHED: Final = re.compile(r"(?P<left>\S.*?)\s+[-–—|]\s+(?P<right>\S.*)")
_TAIL: Final = re.compile(r"\s*(?:(?P<separator>[-–—:|•·,;=]|//|\.(?=\s))\s*)+(?P<rest>.*)", re.DOTALL)
_ALSO: Final = re.compile(r"\s*/\s*(?P<also>\S.*)|\s*(?:aka|a\.k\.a\.|т\.ж\.)\s+(?P<aka>\S.*)", re.IGNORECASE)
_JUNK: Final = re.compile(
    r"(?:\s|[.,:;!?*†‡°'’\"]|[★☆✦✩✪✭✮✯⭐½✓✔✅❌❤♥💀]|[\u2600-\u27bf]|[\U0001f000-\U0001faff]|[\ufe0e\ufe0f\u200d\u20e3]"
    r"|[(\[]\s*\d{1,3}(?:[.,]\d)?\s*(?:%|/\s*\d+)?\s*[)\]]|\[[^\]\d]{0,20}\]|\d{1,2}(?:[.,]\d)?\s*/\s*\d{1,3}|\d{1,3}\s?%)*"
)
_DIRECTED: Final = (
    r"directed by|directors?|dir\.?|d\.|(?:a )?film by|by|regie|regia|r[ée]al(?:is[ée] par|isateur|\.)?|reż\.|von|"
    r"режисс[её]р\w*|реж\.?|фильм"
)
_DIRECTOR: Final = re.compile(
    rf"\(?\s*(?:{_DIRECTED})\s*:?\s+(?P<name>[^\W\d_].*?)\s*\)?[.;]?", re.IGNORECASE
)
_STATED: Final = re.compile(
    r"(?:directed by|dir\.?:?|director:?|режисс[её]р\s*[:—–-]|реж\.)\s+(?P<name>[^\W\d_][^.!?;:()]{1,60}?)\s*"
    r"(?:[.;]\s+\S.*|[.;]?)",
    re.IGNORECASE,
)
_PARTICLES: Final = frozenset(
    {
        "de", "du", "da", "di", "del", "della", "der", "den", "van", "von", "la", "le", "el", "al", "bin", "ben", "ibn",
        "y", "e", "i", "of", "dos", "das", "do", "ten", "ter", "af", "av", "zu", "und", "and",
    }
)  # fmt: skip
_NO_NAME: Final = frozenset(
    {
        "the", "a", "an", "my", "our", "his", "her", "this", "that", "these", "film", "films", "movie", "best", "all",
        "not", "one", "no", "on", "in", "at", "of",
    }
)  # fmt: skip
"""Words that begin no name, though they may stand with a capital."""


@dataclass(frozen=True, slots=True)
class FilmLine:
    """What a line says of a film."""

    title: str
    year: int | None
    """None where the line says that it is not known: "Stalker (?)"."""
    strength: Strength
    directors: tuple[str, ...] = ()
    named: str = ""
    """Text behind the year that has the form of a name: a director, or a few words about the film."""
    note: str = ""
    also: tuple[str, ...] = ()
    left_out: str = ""
    """Signs and remarks that say nothing a list keeps: ratings, countries, flags."""
    imdb_id: str | None = None
    bracketed: bool = False
    """Whether the whole title stands in square brackets, as "[Stalker]"."""

    @property
    def form(self) -> str:
        """The line as it would be read for certain."""
        return f"{self.title} ({self.year or UNKNOWN_YEAR})"


def film_line(body: str, *, item: bool, last_year: int) -> FilmLine | None:
    """The film of a line without its marks, None if it names none; `item` where it is marked as one of several."""
    if len(body) > LONGEST:
        return None
    if not _FOUR.search(body):
        return _of_unknown_year(body)
    text, urls = without_links(body)
    text = plain(text).strip()
    imdb_id = imdb_id_in(urls)
    found = _in_brackets(text, item=item, linked=bool(urls)) or _without_brackets(text, last_year)
    if found is None or not imdb_id:
        return found
    return replace(found, imdb_id=imdb_id)


def _of_unknown_year(body: str) -> FilmLine | None:
    found = _UNKNOWN.fullmatch(body)
    title = _bare_title(plain(found["title"]))[0] if found else ""
    return FilmLine(title, None, "strong") if title else None


def has_year(text: str) -> bool:
    """Whether there is a number in the text that could be a film's year."""
    return _PLAUSIBLE.search(text) is not None


def suggested(text: str) -> str:
    """The form that would be read for certain, with the year of a line that was not taken for a film."""
    bare = plain(without_links(text)[0])
    if found := _in_brackets(bare, item=True, linked=False) or _without_brackets(bare, 2100):
        return found.form if len(found.title) <= 100 else f"… ({found.year})"
    year = _PLAUSIBLE.search(bare)
    return f"… ({year[0]})" if year else "… (1977)"


def is_name(text: str) -> bool:
    """Whether a text has the form of a person's name, or of several: two to four words, each with a capital."""
    if len(text) > 80 or text.endswith((",", ":")):
        return False
    people = names_in(text)
    return 0 < len(people) <= 4 and all(map(_is_one_name, people))


def director_in(text: str) -> tuple[str, ...]:
    """The people of a text that is nothing but the statement who directed a film."""
    found = _DIRECTOR.fullmatch(text.strip())
    if not found or len(found["name"]) > 80:
        return ()
    people = names_in(found["name"].rstrip("."))
    return people if people and len(people) <= 6 and all(_could_be_name(name) for name in people) else ()


def director_stated(text: str) -> tuple[str, ...]:
    """The people named by a text that begins with the statement who directed a film, whatever follows."""
    found = _STATED.fullmatch(text.strip())
    if not found:
        return ()
    people = names_in(found["name"])
    return people if all(_could_be_name(name) for name in people) else ()


def _is_one_name(name: str) -> bool:
    words = name.split()
    if not 2 <= len(words) <= 4 or words[0].casefold() in _NO_NAME:
        return False
    return all(word in _PARTICLES or _capital(word) for word in words) and _capital(words[-1])


def _capital(word: str) -> bool:
    letters = word.replace("-", "").replace("'", "").replace("’", "").rstrip(".")
    return word[0].isupper() and letters.isalpha() and not (word.endswith(".") and len(letters) > 2)


def _could_be_name(name: str) -> bool:
    words = name.split()
    return 1 <= len(words) <= 5 and all(word in _PARTICLES or _capital(word) for word in words)


def _in_brackets(text: str, *, item: bool, linked: bool) -> FilmLine | None:
    """A film like "Title (Year)", whatever else is in the brackets and behind them."""
    every = list(_BRACKETED_YEAR.finditer(text))
    for number, found in enumerate(every):
        title, tail = text[: found.start()].strip(), text[found.end() :]
        if not title or (not any(map(str.isalnum, title)) and len(title) < 1):
            continue
        if number + 1 < len(every) and not tail[: every[number + 1].start() - found.end()].strip():
            continue  # "1984 (1984) (1984)": the last of them is the year
        inside = _inside(found["inside"])
        if inside is None:
            continue
        year, directors, left = inside
        return _with_tail(title, year, directors, left, tail, item=item, linked=linked)
    return None


def _inside(text: str) -> tuple[int, tuple[str, ...], str] | None:
    """Year, directors and the rest of what stands in the brackets; None if that is prose."""
    parts = [part.strip() for part in re.split(r"[,;|]|\s/\s|\s[–—-]\s", text) if part.strip()]
    if not 0 < len(parts) <= 5:
        return None
    year: int | None = None
    directors: list[str] = []
    left: list[str] = []
    for part in parts:
        if year is None and _YEAR_WORD.fullmatch(part):
            year = int(_FOUR.search(part)[0])  # type: ignore[index]  # the pattern has four digits
        elif people := director_in(part):
            directors += people
        elif _FOUR.search(part) and year is None:
            words = _FOUR.sub(" ", part).split()
            if len(words) > 2:
                return None
            year = int(_FOUR.search(part)[0])  # type: ignore[index]
            left += [" ".join(words)] if words != ["film"] and words else []
        elif is_name(part):
            directors += names_in(part)
        elif len(part.split()) <= 4:
            left.append(part)
        else:
            return None
    return (year, tuple(directors), ", ".join(left)) if year is not None else None


def _with_tail(
    title: str, year: int, directors: tuple[str, ...], left: str, tail: str, *, item: bool, linked: bool
) -> FilmLine | None:
    strength: Strength = "strong"
    note, named, also, junk = "", "", [], [left] if left else []
    junk_found = _JUNK.match(tail)
    ending = tail[: junk_found.end()] if junk_found else ""
    if junk_found and junk_found.end() == len(tail):
        if ending.strip(" .,:;"):
            junk.append(ending.strip())
    elif other := _ALSO.fullmatch(tail):
        also.append((other["also"] or other["aka"]).rstrip(" .,;:"))
    elif linked and tail.strip().casefold() in _LINK_WORDS:
        junk.append(tail.strip())
    else:
        separated = _TAIL.fullmatch(tail)
        rest = (separated["rest"] if separated else tail).strip()
        rest, lengths = _without_lengths(rest)
        junk += lengths
        if people := director_in(rest):
            directors = (*directors, *people)
        elif separated and separated["separator"] == "," and not item and not is_name(rest):
            return None  # "Stalker (1979), which we love, …" is prose
        elif separated or item:
            strength = "medium"
            if is_name(rest):
                named = rest
            else:
                note = rest
        else:
            return None
    title, bracketed = _bare_title(title)
    if not title:
        return None
    also += _other_titles(title)
    return FilmLine(
        title, year, strength, directors, named, note, tuple(also), ", ".join(junk), bracketed=bracketed
    )


_LINK_WORDS: Final = frozenset(
    {
        "imdb",
        "letterboxd",
        "wikipedia",
        "wiki",
        "link",
        "tmdb",
        "rotten tomatoes",
        "trailer",
        "кинопоиск",
        "watch",
        "rt",
    }
)


def _without_lengths(text: str) -> tuple[str, list[str]]:
    """A text without its parts that only say how long a film is: "Elem Klimov · 142 min"."""
    parts = re.split(r"\s+[·|•]\s+", text)
    lengths = [part for part in parts if _LENGTH.fullmatch(part.strip())]
    return (" · ".join(part for part in parts if part not in lengths), lengths) if lengths else (text, [])


_LENGTH: Final = re.compile(
    r"\d{1,3}\s*(?:min|mins|minutes|мин|′|')\.?|\d{1,2}\s*h(?:\s*\d{1,2}\s*m(?:in)?)?"
)


def _other_titles(title: str) -> list[str]:
    """The titles in one like "Иди и смотри / Come and See" or "Come and See [Иди и смотри]"."""
    if " / " in title:
        return [part.strip() for part in title.split(" / ")]
    found = re.fullmatch(r"(\S.*?)\s+[(\[]([^()\[\]]*[^\W\d_][^()\[\]]*)[)\]]", title)
    return [found[1], found[2].strip()] if found else []


def _bare_title(title: str) -> tuple[str, bool]:
    """The title without quotation marks; and whether it stands in square brackets, which may be part of it."""
    bare = unquoted(title.strip().rstrip(" ,–—-:").strip() or title.strip())
    bracketed = bare.startswith("[") and bare.endswith("]") and bare.count("[") == 1
    return " ".join(article_before(bare).split()), bracketed


def _without_brackets(text: str, last_year: int) -> FilmLine | None:
    """A year before, behind or between title and director, without brackets around it; or in front, with them."""
    if (first := _YEAR_FIRST.fullmatch(text)) and _is_year(first["bracketed"] or first["bare"], last_year):
        title, _ = _bare_title(first["title"])
        # "1984" and "2012" are titles, too; but not with a title behind them.
        if any(map(str.isalpha, title)):
            strength: Strength = "medium" if first["bracketed"] else "weak"
            also = () if first["bracketed"] else (" ".join(text.split()),)
            title, directors, named = _director_behind(title)
            return FilmLine(
                title, int(first["bracketed"] or first["bare"]), strength, directors, named, also=also
            )
    if (last := _YEAR_LAST.fullmatch(text)) and _is_year(last["year"], last_year):
        title, _ = _bare_title(last["title"])
        if any(map(str.isalnum, title)):
            also = () if last["gap"].strip() else (" ".join(text.split()),)
            title, directors, named = _director_behind(title)
            return FilmLine(title, int(last["year"]), "weak", directors, named, also=also)
    if (between := _YEAR_BETWEEN.fullmatch(text)) and _is_year(between["year"], last_year):
        title, _ = _bare_title(between["title"])
        rest = between["rest"].strip()
        if any(map(str.isalpha, title)):
            people = director_in(rest)
            named = rest if not people and is_name(rest) else ""
            note = "" if people or named else rest
            return FilmLine(title, int(between["year"]), "weak", people, named, note)
    return None


def _director_behind(title: str) -> tuple[str, tuple[str, ...], str]:
    """Title and director of "Stalker — Andrei Tarkovsky" or "Stalker, Andrei Tarkovsky", where a year has followed."""
    found = _SEPARATED.fullmatch(title)
    if not found:
        return title, (), ""
    right = found["right"].strip(" ,")
    if people := director_in(right):
        return _bare_title(found["left"])[0], people, ""
    if is_name(right):
        return _bare_title(found["left"])[0], names_in(right), ""
    return title, (), ""


def dashed(title: str) -> tuple[str, str] | None:
    """The two halves of a title with a dash, each of which may be the title or the director."""
    found = _DASHED.fullmatch(title)
    return (found["left"].strip(), found["right"].strip()) if found else None


def _is_year(text: str, last_year: int) -> bool:
    return 1888 <= int(text) <= last_year
