"""A parser of pasted text: what an address, a Markdown link or both say of a film.

Sites about films put the title into the address (`/film/dune-2021`, `/wiki/Mirror_(1975_film)`,
`/movie/603-the-matrix`), so the last telling part of the path is read as if it had been typed. Nothing is fetched. An
address that holds nothing but a number (`/film/301/`) says nothing, and is told apart from a text that is no address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

MAX_ADDRESS = 1000
"""Characters of a text with an address that are looked at."""

_LINK = re.compile(r"\[([^\[\]]*)\]\(\s*<?([^\s<>]+(?:\([^\s()]*\)[^\s<>()]*)*?)>?\s*\)")
_ADDRESS = re.compile(
    r"<?((?:https?://|www\.)[^\s<>]+|(?<![\w.-])[\w-]+(?:\.[\w-]+)*\.[a-z]{2,6}/[^\s<>]*)>?", re.IGNORECASE
)
"""With a scheme, with www, or at least a domain with a slash behind it (letterboxd.com/film/stalker)."""
_SHORTENERS = frozenset(["boxd.it", "youtu.be", "bit.ly", "t.co", "goo.gl", "amzn.to", "tinyurl.com"])
"""Hosts whose paths are codes."""
_NEVER_NUMBERED = ("letterboxd.com", "wikipedia.org")
"""Sites whose addresses hold titles only, so that a number is one, too (1917)."""
_BEFORE = "film films movie movies wiki m title tv show p filme pelicula"
_BEFORE_TITLE = frozenset(_BEFORE.split())
"""Parts of a path behind which the title stands."""
_NO = """
    crew cast reviews review details genres members fans lists similar watch stream streaming trailer trailers video
    index w home search list user account news posters images
"""
_NO_TITLE = frozenset(_NO.split())
"""Parts of a path that never are one."""
_ENDING = re.compile(r"\.(?:html?|php|aspx?)$", re.IGNORECASE)
_CODE = re.compile(r"\d+|[a-z]{1,7}\d{3,}|.*=\d+|(?=.*\d)(?=.*[A-Z])[A-Za-z0-9]{8,}")
"""A number, one behind a word (film123456), or a code (B01N5IB20Q)."""
_QUALIFIER = re.compile(r"[ _]\(([^()]*)\)$")
_YEAR = re.compile(r"(?:18[89]|19\d|20[0-3])\d")
_YEAR_BEHIND = re.compile(r"(.*[^\s(])\s+\(?((?:18[89]|19\d|20[0-3])\d)\)?")
_NUMBER_BEFORE = re.compile(r"\d+-(?=.*[^\W\d])")
_NUMBER_BEHIND = re.compile(r"(?<=[^\W\d])-(?!(?:18[89]|19\d|20[0-3])\d$)\d+$|(?<=\d{4})-\d+$")
_GAPS = re.compile(r"[-_+]+")
_ASKING = ("title", "q", "query", "search_query", "text")
"""Parameters of an address that may hold a title."""


@dataclass(frozen=True, slots=True)
class Pasted:
    """What a text says of a film, if it is or holds an address."""

    is_address: bool
    texts: tuple[str, ...]
    """Titles it may name, most of them with a year, the likeliest first. Empty where the address says none."""


def read_pasted(text: str) -> Pasted:
    """What was typed or pasted; of a text without an address the text itself. Never raises."""
    if "/" not in text:
        return Pasted(False, (text,))
    text = text[:MAX_ADDRESS]
    addresses: list[str] = []
    rest = _LINK.sub(lambda found: _kept(found[1], found[2], addresses), text)
    rest = _ADDRESS.sub(lambda found: _kept("", found[1], addresses), rest)
    if not addresses:
        return Pasted(False, (text,))
    said = [" ".join(rest.split())]
    for address in addresses:
        said += _titles(address)
    return Pasted(True, tuple(dict.fromkeys(one for one in said if any(map(str.isalnum, one)))))


def titled_year(text: str) -> tuple[str, int | None]:
    """A text and the year behind it: `dune 2021` is Dune of 2021, `The Ascent (1977)` The Ascent; 1917 is a title."""
    found = _YEAR_BEHIND.fullmatch(text.strip())
    return (found[1], int(found[2])) if found else (text.strip(), None)


def says_nothing(text: str) -> bool:
    """Whether this is an address that holds no title, only a number or a code."""
    pasted = read_pasted(text)
    return pasted.is_address and not pasted.texts


def _kept(label: str, address: str, addresses: list[str]) -> str:
    """The label of a link in its place, which may be an address too; the address for later."""
    addresses.append(address)
    return f" {label} "


def _titles(address: str) -> Iterator[str]:
    """The titles that one address may name."""
    try:
        parts = urlsplit(address if "://" in address else f"https://{address}")
        asked = parse_qs(parts.query)
    except ValueError:  # no address after all, as "https://[x"
        return
    host = (parts.hostname or "").removeprefix("www.")
    if host in _SHORTENERS:
        return
    slug = next((asked[name][0] for name in _ASKING if name in asked), None)
    numbered = not host.endswith(_NEVER_NUMBERED)
    slug = slug or _slug([unquote(one) for one in parts.path.split("/") if one], numbered=numbered)
    if slug is None:
        return
    qualifier = _QUALIFIER.search(slug)
    if qualifier:  # (1975 film)
        year = _YEAR.search(qualifier[1])
        slug = slug[: qualifier.start()] + (f" {year[0]}" if year else "")
    yield _GAPS.sub(" ", slug)
    for number in (_NUMBER_BEFORE, _NUMBER_BEHIND):
        without = number.sub("", slug, count=1)
        if without != slug:
            yield _GAPS.sub(" ", without)


def _slug(path: list[str], *, numbered: bool) -> str | None:
    """The part of a path that is a title: the one behind `film` or its like, else the last, if it is no number."""
    parts = [_ENDING.sub("", part) for part in path]
    for place, part in enumerate(parts[:-1]):
        if part.casefold() in _BEFORE_TITLE and (not numbered or _is_title(parts[place + 1])):
            return parts[place + 1]
    telling = [part for part in parts if part.casefold() not in _NO_TITLE]
    if telling and telling[-1].casefold() not in _BEFORE_TITLE and _is_title(telling[-1]):
        return telling[-1]
    return None


def _is_title(part: str) -> bool:
    """Whether this part says something: it is no number and no code."""
    return _CODE.fullmatch(part) is None
