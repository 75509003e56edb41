"""From text to the forms under which words meet: stems for what is said, skeletons for names.

English and Russian are stemmed by Snowball (Porter 2001; the library `PyStemmer`), told apart by their script.
Names of people are written in many ways (Tarkovsky, Tarkovskij, Тарковского), so they meet in a skeleton: Latin
letters, related sounds made one, doubled letters single, the ending taken off.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple

import Stemmer  # type: ignore[import-not-found]  # it has no annotations

from bot.domain.titles import romanise

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_ELISION = re.compile(r"\b([cdjlmnst]|qu)['’](?=\w)", re.IGNORECASE)
"""French writes "l'amour" and "d'hiver"; "t'" and "s'" end no English word before a letter."""
_POSSESSIVE = re.compile(r"['’]s?$")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_SOUNDS = (
    (re.compile("shch|sch|tch"), "sh"), (re.compile("[kgc]h"), "h"), (re.compile("yo"), "e"), (re.compile("ph|w"), "f"),
    (re.compile("ts|tz|cz"), "c"), (re.compile("ck|q|c(?=[aouklrt]|$)"), "k"), (re.compile("x"), "ks"),
    (re.compile("[jy]+"), "i"), (re.compile("i(?=[aeou])"), ""), (re.compile("th"), "t"), (re.compile("v"), "f"),
)  # fmt: skip
_CASE = re.compile(
    "(?<=...)(?:[оеыи]го|[ое]му|[ыиая]ми|[ыиая]х|[ыиоеая]м|[ыиое]й|ою|[ая]я|[ую]ю|[аеиоуыьэюяй])$"
)
_ENDING = re.compile("(?<=...)[aeiou]+$")
_IRREGULAR = {
    form: verb
    for verb, forms in (
        ("begin", "began begun"), ("bring", "brought"), ("build", "built"), ("buy", "bought"), ("catch", "caught"),
        ("choose", "chose chosen"), ("drive", "drove driven"), ("eat", "ate eaten"), ("fall", "fell fallen"),
        ("fight", "fought"), ("flee", "fled"), ("forget", "forgot forgotten"), ("grow", "grew grown"),
        ("hide", "hid hidden"), ("hold", "held"), ("keep", "kept"), ("meet", "met"), ("ride", "rode ridden"),
        ("run", "ran"), ("sell", "sold"), ("send", "sent"), ("sing", "sang sung"), ("sleep", "slept"),
        ("steal", "stole stolen"), ("swim", "swam swum"), ("teach", "taught"), ("write", "wrote written"),
    )
    for form in forms.split()
}  # fmt: skip
"""English forms that share no stem with their verb, but for those that are words of their own ("lost", "left")."""
_DOUBLED = re.compile(r"(.)\1+")
_LATELY = 50_000
"""Words whose forms are remembered while a catalogue is read; `forget_tokens` lets them go."""


class WordForms(NamedTuple):
    """A word in the forms by which it meets others."""

    text: str
    folded: str
    stem: str


class Token(NamedTuple):
    """A word of a text and where it stands."""

    text: str
    folded: str
    stem: str
    start: int
    end: int


AnyWord = WordForms | Token


def words(text: str) -> list[WordForms]:
    """The words of a text in their order; numbers count as words."""
    return [_word(one) for one in _WORD.findall(_without_elisions(text))]


def tokenize(text: str) -> list[Token]:
    """The same with where each stands."""
    found = []
    for match in _WORD.finditer(_without_elisions(text)):
        start, end = match.span()
        found.append(Token(*_word(match[0]), start, end))
    return found


def _without_elisions(text: str) -> str:
    if "'" in text or "’" in text:
        return _ELISION.sub(lambda match: " " * len(match[0]), text)
    return text


@lru_cache(_LATELY)
def _word(text: str) -> WordForms:
    return WordForms(text, fold(text), stem(text))


@lru_cache(_LATELY)
def fold(word: str) -> str:
    """Small letters without accents and without a possessive ending; й and ё are letters, ё is written е."""
    small = _POSSESSIVE.sub("", word.casefold()).replace("’", "'")
    if _CYRILLIC.search(small):
        return sys.intern(small.replace("ё", "е"))
    return sys.intern(
        "".join(c for c in unicodedata.normalize("NFKD", small) if not unicodedata.combining(c)).replace(
            "ł", "l"
        )
    )


@lru_cache(_LATELY)
def stem(word: str) -> str:
    """The word without its ending, folded: "choices" and "choice" meet, and so do "войны" and "войну"."""
    folded = fold(word)
    language = "russian" if _CYRILLIC.search(folded) else "english"
    return sys.intern(str(_stemmer(language).stemWord(_IRREGULAR.get(folded, folded))) or folded)


@lru_cache(_LATELY)
def skeleton(name: str) -> str:
    """Under which the spellings and cases of a person's name meet; empty for what is too short to be one."""
    folded = fold(name)
    if _CYRILLIC.search(folded):
        folded = romanise.plain(_CASE.sub("", folded))
    folded = "".join(c for c in folded if c.isalpha())
    for pattern, sound in _SOUNDS:
        folded = pattern.sub(sound, folded)
    folded = _ENDING.sub("", _DOUBLED.sub(r"\1", folded))
    return sys.intern(folded) if len(folded) > 2 else ""


def forget_tokens() -> None:
    """Remember the forms of no more words."""
    for form in (_word, fold, stem, skeleton):
        form.cache_clear()


@cache
def _stemmer(language: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(language, 0)  # without a cache of its own: `stem` has one
