"""Transliteration and a phonetic key: two spellings of every word, one to read (`plain`), one to compare by (`sound`).

No two systems agree on Cyrillic: Жёлтый is Zhyoltyy (BGN/PCGN), Žëltyj (ISO 9, scientific), Zheltyi (ALA-LC),
Zheltyj (GOST), Scholty (German), Jiolty (French). What they agree on is which sounds are kin, so the meeting place is
a phonetic key in the manner of Daitch-Mokotoff Soundex (made for the same reason: Slavic names in Latin habits), but
one that keeps its vowels: sibilants с з ц are one sound, hushers ж ш щ ч another, и й ы and every glide a third,
v and w are one, soft and hard signs are silent, doubled letters are single.

Sources: BGN/PCGN 1947 for Russian, ISO 9:1995, ALA-LC (2012), GOST 7.79-2000 B, Duden's and the French press' habits.
"""

from __future__ import annotations

import re
from functools import lru_cache

from bot.domain.titles.east_asian import folded
from bot.domain.titles.fold import unaccented

_PLAIN = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i", "й": "y",
        "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u",
        "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "",
        "э": "e", "ю": "yu", "я": "ya",
        "і": "i", "ї": "i", "є": "e", "ѣ": "e", "ѳ": "f", "ѵ": "i", "ј": "j", "љ": "lj", "њ": "nj", "ћ": "c",
        "ђ": "dj", "џ": "dz", "ѕ": "dz", "ѓ": "g", "ќ": "k", "ә": "a", "ө": "o", "ү": "u", "ұ": "u", "қ": "k",
        "ғ": "g", "ң": "ng", "һ": "h",
    }
)  # fmt: skip

_KEPT = {
    "ё": "e", "й": "i", "ў": "v", "š": "sh", "č": "ch", "ž": "zh", "ŝ": "sh", "ć": "ch", "ś": "sh", "ź": "zh",
    "ż": "zh", "ş": "sh", "ç": "s", "ж": "zh", "х": "kh", "ц": "ts", "ш": "sh", "щ": "sh", "ч": "ch", "ы": "i",
}  # fmt: skip
"""Letters whose mark, or whose one sound, is lost in the plain spelling."""
_MARKED = str.maketrans(_KEPT)
_ISO9 = str.maketrans({**_KEPT, "â": "ia", "û": "iu"})

_HUSH = "schtsch|shtch|chtch|shch|szcz|tsch|tch|sch|shh|sh|zh"
_ENGLISH = re.compile(f"{_HUSH}|ee|oo|ch|tsz?|tz|cz|kh|ph|th|gh|wh|ck|qu|ou|ff$|c(?=[eiy])|[cqwxzjy]")
_SLAVIC = re.compile(f"{_HUSH}|tsz?|tz|cz|kh|ch|ph|th|gh|ou|ff$|[cqwxzjy]")
_APART = re.compile("s(?=c?h)")
_SOUNDS = {
    "ts": "s", "tsz": "s", "tz": "s", "cz": "s", "z": "s", "kh": "h", "ph": "f", "th": "t", "gh": "g", "wh": "v",
    "ee": "i", "oo": "u", "ck": "k", "qu": "kv", "q": "k", "ou": "u", "ff": "v", "w": "v", "j": "i", "y": "i",
    **dict.fromkeys(_HUSH.split("|"), "x"),
}  # fmt: skip
_ENGLISH_SOUNDS = {**_SOUNDS, "ch": "x", "x": "ks", "c": "k"}
_SLAVIC_SOUNDS = {**_SOUNDS, "ch": "h", "x": "h", "c": "s"}
_FRENCH_SOUNDS = {**_ENGLISH_SOUNDS, "j": "x"}
_TWO_WAYS = frozenset("cxâû")
"""Letters that mean one thing in English and another in a Slavic romanisation."""
_LONG = 8
"""Letters of a word in which sh may be two sounds."""
_HACEKS = frozenset("šžčŝ")
_RUNS = re.compile(r"(.)\1+")
_VOWEL_RUNS = re.compile("([aiu])[aiu]+")
_GENITIVE = re.compile("(?<=[ai])ga$")
_GLIDES = re.compile("i+[eo]")


def is_foreign(word: str) -> bool:
    """Whether the word is in letters that say more than their plain spelling: other scripts, š, ž, č …"""
    return not word.isascii() and any(letter > "\u024f" or letter in _KEPT for letter in word)


def plain(word: str) -> str:
    """The word in Latin letters without accents, as an English reader would type it; other scripts stay."""
    return word if word.isascii() else _plain(word)


@lru_cache(maxsize=1024)
def _plain(word: str) -> str:
    return folded(unaccented(word)).translate(_PLAIN) or word


def sound(word: str) -> str:
    """The word's key, the same for the Cyrillic spelling and (nearly) all its romanisations. Only to be compared."""
    return _sound(word if word.isascii() else word.translate(_MARKED), _ENGLISH, _ENGLISH_SOUNDS)


@lru_cache(maxsize=1024)
def sounds(word: str) -> tuple[str, ...]:
    """All keys a typed word may have meant, the likeliest first: as above, Slavic (ch, x, c), French (j)."""
    keys = [sound(word)]
    if not _TWO_WAYS.isdisjoint(word):
        keys.append(_sound(word.translate(_ISO9), _SLAVIC, _SLAVIC_SOUNDS))
    if not _HACEKS.isdisjoint(word):  # who writes š writes сх as sch or sh
        keys.append(_sound(_APART.sub("s|", word).translate(_ISO9), _SLAVIC, _SLAVIC_SOUNDS).replace("|", ""))
    if "j" in word:
        keys.append(_sound(word.translate(_MARKED), _ENGLISH, _FRENCH_SOUNDS))
    if (len(word) >= _LONG and "sh" in word) or "sch" in word:  # сх, or ш
        split = _APART.sub("s|", word, count=1).translate(_MARKED)
        keys += [_sound(split, _SLAVIC, _SLAVIC_SOUNDS), _sound(split, _ENGLISH, _FRENCH_SOUNDS)]
        keys = [key.replace("|", "") for key in keys]
    told = [key for key in keys if 3 * len(key) >= len(word)]  # a finger resting on a key sounds like nothing
    return tuple(dict.fromkeys(told)) or (plain(word),)


_SLURS = str.maketrans({"o": "a", "e": "i", "f": "v"})


def slurred(key: str) -> str:
    """A key as it is heard without stress: o as a, e as i; f as v; -ого as -ово; and of two vowels the first."""
    heard = _RUNS.sub(r"\1", key.translate(_SLURS))
    return _GENITIVE.sub("va", _VOWEL_RUNS.sub(r"\1", heard))


def _sound(word: str, pattern: re.Pattern[str], table: dict[str, str]) -> str:
    latin = plain(word)
    if not latin.isascii():
        return latin
    if pattern is _ENGLISH:
        spelled = pattern.sub(lambda found: _english(found, table), latin)
    else:
        spelled = pattern.sub(lambda found: table[found[0]], latin)
    return _RUNS.sub(r"\1", _GLIDES.sub("e", _RUNS.sub(r"\1", spelled))) or latin


def _english(found: re.Match[str], table: dict[str, str]) -> str:
    """C is s before e, i, y (Circus, Цирк), else k."""
    text = found[0]
    if text == "c" and found.string[found.end() : found.end() + 1] in {"e", "i", "y"}:
        return "s"
    return table[text]
