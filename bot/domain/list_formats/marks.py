"""The marks that lists are decorated with: Markdown, numbers, checkboxes, links, quotation marks, HTML."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import Final

from bot.domain.tables.values import imdb_id_of

_QUOTE: Final = re.compile(r"(?:>\s?)+")
_HEADING: Final = re.compile(r"(?P<level>#{1,6})\s+(?P<rest>.*?)(?:\s+#+)?")
_BULLET: Final = re.compile(r"(?P<bullet>[-*+•●○◦▪■►▶‣–—·→✓✔✗☐☑])\s+(?P<rest>.+)")
_CHECKBOX: Final = re.compile(r"\[[ xXхХ✓✔]?\]\s+(?P<rest>.+)")
_NUMBER: Final = re.compile(
    r"(?:#|№|no\.|nr\.)?\s?(?P<number>\d{1,3})(?:[.)\]]|\.\))\s+(?P<rest>\S.*)", re.IGNORECASE
)
_SIGNED_NUMBER: Final = re.compile(r"[#№]\s?(?P<number>\d{1,4})[.):]?\s+(?:[-–—:]\s+)?(?P<rest>\S.*)")
_WRAPPED_NUMBER: Final = re.compile(r"[*_]{1,2}#?(?P<number>\d{1,4})[.)]?[*_]{1,2}[.)]?\s+(?P<rest>\S.*)")
_KEYCAP: Final = re.compile(r"(?P<number>\d{1,2})\ufe0f?\u20e3\s*(?P<rest>\S.*)")
_PAIRED: Final = re.compile(r"(?<![\w\\])(\*{1,3}|_{1,3}|~~|`{1,3}|==)(?=\S)(.+?)(?<=\S)\1(?!\w)")
_LINK: Final = re.compile(
    r"!?\[(?P<text>(?:[^\[\]]|\[[^\[\]]*\])*)\]\(\s*<?(?P<url>(?:[^()\s<>]|\([^()\s]*\))+)>?(?:\s+\"[^\"]*\")?\s*\)"
)
_WIKI_LINK: Final = re.compile(r"\[\[(?:[^\[\]|]*\|)?(?P<text>[^\[\]|]+)\]\]")
_BARE_URL: Final = re.compile(r"<?https?://[^\s<>()]+(?:\([^\s()]*\)[^\s<>()]*)*>?")
_ESCAPED: Final = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~])")
_RULE: Final = re.compile(r"\s*(?:[-*_=~–—•·.]\s*){3,}\s*")
_WHOLE_BOLD: Final = re.compile(r"(\*\*|__)(?!\s).+?(?<!\s)\1:?")
_QUOTED: Final = ("“”", "«»", "„“", "„”", "‚‘", '""', "‹›", "「」", "『』", "《》", "〈〉")
"""Quotation marks, opening and closing."""

_TAGGED: Final = re.compile(r"</?[a-zA-Z][^<>]*>|<![^<>]*>")
_STRUCTURE: Final = re.compile(r"<(?:li|ul|ol|p|br|h[1-6]|table|tr|div|dt)\b[^>]*>", re.IGNORECASE)
_ANCHOR: Final = re.compile(
    r"<a\b[^>]*?href\s*=\s*[\"']?(?P<url>[^\"'\s>]+)[^>]*>(?P<text>.*?)</a>", re.IGNORECASE
)


_GAP: Final = "\x00"
"""Stands for an empty line between paragraphs, which is told from a line that had only tags on it."""
_ROW: Final = re.compile(r"<tr\b[^<]*(?:<(?!/tr\b)[^<]*)*</tr>", re.IGNORECASE)
_BLOCKS: Final = (
    (_ANCHOR, r"[\g<text>](\g<url>)"),
    (re.compile(r"<li\b[^>]*>\s*(?:<p\b[^>]*>)?", re.IGNORECASE), "\n- "),
    (re.compile(r"<h([1-6])\b[^>]*>", re.IGNORECASE), lambda found: f"\n{_GAP}\n{'#' * int(found[1])} "),
    (re.compile(r"</t[dh]>", re.IGNORECASE), " | "),
    (re.compile(r"<tr\b[^>]*>", re.IGNORECASE), "\n| "),
    (re.compile(r"<br\b[^>]*>|</(?:li|tr)>", re.IGNORECASE), "\n"),
    (re.compile(r"</?(?:p|div|dt|dd|h[1-6])\b[^>]*>", re.IGNORECASE), f"\n{_GAP}\n"),
    (re.compile(r"</?(?:b|strong)\b[^>]*>", re.IGNORECASE), "**"),
)
"""What becomes of HTML's tags, in this order; all others go."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A line without what it is decorated with, and what that was."""

    body: str
    indent: int = 0
    heading: int = 0
    """The level of a Markdown heading, 0 for none."""
    bullet: bool = False
    number: int | None = None
    numbered: str = ""
    """The body with its number before it, which may be part of a title: "1. April 2000"."""
    bold: bool = False
    """Whether the whole line is bold."""

    @property
    def is_item(self) -> bool:
        """Whether it is marked as one of several."""
        return self.bullet or self.number is not None


def marked(line: str) -> Marked:
    """Take off what a line begins with; never all of it."""
    indent = len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip())
    text = line.strip()
    if quote := _QUOTE.match(text):
        text = text[quote.end() :].strip()
    level = 0
    if heading := _HEADING.fullmatch(text):
        level, text = len(heading["level"]), heading["rest"].strip()
    bold = _WHOLE_BOLD.fullmatch(text) is not None
    bullet = False
    if found := _BULLET.fullmatch(text):
        bullet, text = True, found["rest"].strip()
    if found := _CHECKBOX.fullmatch(text):
        bullet, text = True, found["rest"].strip()
    number, numbered = None, ""
    for pattern in (_NUMBER, _SIGNED_NUMBER, _WRAPPED_NUMBER, _KEYCAP):
        if found := pattern.fullmatch(text):
            number, numbered, text = int(found["number"]), text, found["rest"].strip()
            break
    if number is None and (inner := re.fullmatch(r"(\*\*|__)(.+)\1", text)):
        if found := _NUMBER.fullmatch(inner[2]):  # "**1. Stalker** (1979)" begins inside
            number, numbered, text = int(found["number"]), inner[2], found["rest"].strip()
    elif number is None and (found := re.fullmatch(r"(\*\*|__)(\d{1,4})[.)]\s+(\S.*)", text)):
        number, numbered, text = int(found[2]), text.replace(found[1], ""), found[1] + found[3]
    return Marked(text, indent, level, bullet, number, numbered, bold)


def plain(text: str) -> str:
    """The words of a text without Markdown: links as their text, nothing bold, nothing escaped."""
    if not any(mark in text for mark in "*_~`[\\="):
        return text
    bare = _LINK.sub(lambda found: found["text"], text)
    bare = _WIKI_LINK.sub(lambda found: found["text"], bare)
    for _ in range(3):
        bare, number = _PAIRED.subn(r"\2", bare)
        if not number:
            break
    return _ESCAPED.sub(r"\1", bare).strip()


def without_links(text: str) -> tuple[str, str]:
    """The text with only the words of its links, and the addresses of these, one a line."""
    urls: list[str] = []

    def words(found: re.Match[str]) -> str:
        urls.append(found["url"])
        return found["text"]

    bare = _LINK.sub(words, text)
    bare = _BARE_URL.sub(lambda found: urls.append(found[0]) or "", bare)  # type: ignore[func-returns-value]
    return bare, "\n".join(urls)


def imdb_id_in(urls: str) -> str | None:
    """The film that an address of IMDb's is of."""
    return imdb_id_of(urls) if "imdb" in urls.casefold() else None


def unquoted(title: str) -> str:
    """A title without the quotation marks around all of it."""
    for opening, closing in _QUOTED:
        if len(title) > 2 and title.startswith(opening) and title.endswith(closing):
            inner = title[1:-1]
            if opening not in inner and closing not in inner:
                return inner.strip()
    return title


def is_rule(line: str) -> bool:
    """Whether a line is nothing but a row of signs."""
    return len(line) <= 200 and _RULE.fullmatch(line) is not None


def is_underline(line: str) -> int:
    """The level of the heading above, where the line underlines it (Markdown's other way); 0 if it does not."""
    bare = line.strip()
    if len(bare) >= 3 and set(bare) == {"="}:
        return 1
    return 2 if len(bare) >= 3 and set(bare) == {"-"} else 0


def from_html(text: str) -> list[tuple[int, str]] | None:
    """The lines of a text in HTML, each with the number of the line it is from; None where there is no HTML."""
    if not _STRUCTURE.search(text):
        return None
    # A row may be written over several lines; the line breaks go behind it, so that the numbers stay.
    text = _ROW.sub(lambda found: found[0].replace("\n", " ") + "\n" * found[0].count("\n"), text)
    lines: list[tuple[int, str]] = []
    for number, line in enumerate(text.split("\n"), 1):
        broken = line
        for pattern, instead in _BLOCKS:
            broken = pattern.sub(instead, broken)
        broken = html.unescape(_TAGGED.sub("", broken)).replace("\xa0", " ")
        pieces = [piece.strip(_GAP) for piece in broken.split("\n") if piece.strip()]
        lines += [(number, piece) for piece in pieces or [""]]
    return lines
