"""Where a text's sentences end: the one place that decides it, for checks, stamps and quotations."""

from __future__ import annotations

import re
from typing import Final

_OPENING: Final = "\"'“‘„«‹([{|*_"
_CLOSING: Final = "\"'”’“»›)]}|*_"
_END: Final = re.compile(
    rf"(?P<mark>[.!?…]+)[{re.escape(_CLOSING)}]*(?P<gap>\s+)(?=[{re.escape(_OPENING)}]*(?P<next>\w[\w’']*))"
)
_LAST_WORD: Final = re.compile(r"[^\s\"'“‘„«‹(\[{|*_]*$")
_INITIALS: Final = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")
_PARAGRAPH: Final = re.compile(r"\s*\n\s*")
_ABBREVIATED: Final = frozenset(
    word
    for words in (
        "mr mrs ms dr prof st sts gen col capt lt sgt maj rev hon jr sr vs cf ca ed eds feat",
        "им ул пл пер тов проф акад ген св см ср напр ред реж сост изд",
    )
    for word in words.split()
)
"""Words that a full stop follows without ending anything, where a capital comes next."""
_COUNTED: Final = frozenset(("no", "nos", "vol", "vols", "fig", "pp", "стр", "рис", "вып", "кн", "гл"))
"""Such words, where a number comes next."""
_STARTERS: Final = frozenset(
    word
    for words in (
        "a an the he she it its they their this that these those there here we you his her in on at by for from to of",
        "as when where while after before but and or yet so nobody no not one who what how if some many most all both",
        "each он она оно они это эта этот эти там здесь в на по из к от с у о для но и а если когда где никто кто что",
    )
    for word in words.split()
)
"""Words with which a sentence begins rather than a name, after "U.S." or "1941 г."."""


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text in their order, each to the letter but for the space around it.

    A paragraph ends a sentence in any case. Initials ("J. S. Bach"), titles ("Dr. Strange"), "U.S." and "St." do not,
    nor does an ellipsis or a quoted question that goes on in lower case. Where it cannot be known, there is no end.
    """
    found: list[str] = []
    for paragraph in _PARAGRAPH.split(text.strip()):
        start = 0
        for end in _END.finditer(paragraph):
            if _ends(paragraph[start : end.start("mark")], end["mark"], end["next"]):
                found.append(paragraph[start : end.start("gap")])
                start = end.end()
        if rest := paragraph[start:]:
            found.append(rest)
    return tuple(found)


def _ends(before: str, mark: str, following: str) -> bool:
    if following[0].islower():
        return False
    if mark != ".":
        return True
    found = _LAST_WORD.search(before)
    last = found[0] if found else ""
    if not last or last.casefold() in _ABBREVIATED:
        return False
    if last.casefold() in _COUNTED:
        return not following[0].isdigit()
    if last.isdigit() and last == before.strip():
        return False  # "1. Stalker": a number before a line
    if _INITIALS.fullmatch(last):
        return ("." in last or last.islower()) and following.casefold() in _STARTERS
    return True
