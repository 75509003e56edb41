"""Text normalisation: what two spellings of a title have in common before any letter is compared.

Compatibility forms (NFKC) and case go first, as Unicode advises for identifiers (UAX #15, UAX #31 R5); then every
character is a letter, a digit, a gap or nothing at all. Accents stay for the moment: they tell š from s, which
`romanise` needs to know. Letters of scripts that mean something by their marks (Devanagari, Arabic …) keep them.
"""

from __future__ import annotations

import re
import unicodedata

MAX_TEXT = 400
"""Characters of a name or question that are looked at; the longest real title has about 360."""
MAX_WORDS = 64
"""Words of a name or question that are looked at."""

_ASCII_WORDS = re.compile("[a-z0-9]+")
_ELISION = re.compile(r"\b(l|d|qu|un|all|dell|nell|dall|sull|д)['’ʼ`´](?=\w)")
_ACRONYM = re.compile(r"\b[^\W\d_](?:\.[^\W\d_])+\b\.?")
_STARRED = re.compile(r"(?<=\w)\*(?=\w)|(?<=\d)[,.](?=\d{3}\b)")
_DECIMAL_HALF = re.compile(r"(?<=\d)[.,]5(?![\w]|[.,]\d)")
_DOLLAR = re.compile(r"\$(?=[^\W\d_])|(?<=[^\W\d_])\$")

_SIGNS = frozenset("*.,$'’ʼ`´")
"""Without any of these the four above say nothing."""

_JOINED = "'’‘ʼ`´ʹʺʻ′″\u00ad\u200b\u200c\u200d\u2060\ufeff\u0361\u00b7"
"""Written inside a word but not part of it: apostrophes, soft signs, invisible characters."""
_FRACTIONS = {"½": " 1 2 ", "⅓": " 1 3 ", "¼": " 1 4 ", "¾": " 3 4 ", "№": " no "}


class _Characters(dict[int, str]):
    """What becomes of a character, found out once for each."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        category = unicodedata.category(character)
        if character in _JOINED:
            folded = ""
        elif character in "&+":
            folded = " and "
        elif category == "Nd":
            folded = str(unicodedata.decimal(character))
        elif category[0] in "LMN":
            folded = character
        else:
            folded = " "
        self[code] = folded
        return folded


_CHARACTERS = _Characters()


def words_of(text: str) -> list[str]:
    """The words of a name in lower case, accents still on; never empty unless the text is blank.

    `L'Avventura` has two words, `O'Brien`, `M*A*S*H` and `E.T.` one. A text of nothing but signs ("$", "...") is
    one word of these signs, so that even such films have a name.
    """
    lowered = text[:MAX_TEXT]
    if lowered.isascii() and not any(sign in lowered for sign in "'*.$&+`,"):
        return _ASCII_WORDS.findall(lowered.lower())[:MAX_WORDS] or lowered.split()[:1]
    for fraction, digits in _FRACTIONS.items():
        if fraction in lowered:
            lowered = lowered.replace(fraction, digits)
    if not lowered.isascii():
        lowered = unicodedata.normalize(
            "NFKC", lowered.encode(errors="ignore").decode()
        )  # no half characters
    lowered = lowered.casefold()
    if "." in lowered:
        lowered = _ACRONYM.sub(lambda found: found[0].replace(".", ""), lowered)
    if not _SIGNS.isdisjoint(lowered):
        lowered = _DECIMAL_HALF.sub(" 1 2 ", lowered)
        lowered = _STARRED.sub("", lowered)
        lowered = _DOLLAR.sub("s", lowered)
        lowered = _ELISION.sub(r"\1 ", lowered)
    words = lowered.translate(_CHARACTERS).split()[:MAX_WORDS]
    return words or ["".join(lowered.split())] if lowered.strip() else []


_LETTERS = str.maketrans(
    {
        "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i", "ħ": "h", "ŋ": "ng",
        "ə": "a", "ё": "е", "ў": "у", "ґ": "г",
    }
)  # fmt: skip


def unaccented(word: str) -> str:
    """The word without accents and without letters that are one (æ, ø, ł); ё is е. Canonical composition (NFC)."""
    if word.isascii():
        return word
    kept = "й" in word
    if kept:  # й is a letter of its own, not an accented и
        word = word.replace("й", "\ue000")
    word = unicodedata.normalize("NFD", word)
    word = "".join(c for c in word if not "\u0300" <= c <= "\u036f" and not "\u064b" <= c <= "\u0652")
    word = unicodedata.normalize("NFC", word).translate(_LETTERS)
    return word.replace("\ue000", "й") if kept else word
