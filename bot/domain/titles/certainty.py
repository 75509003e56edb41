"""Whether a film is shown at once or only named as one that may have been meant.

A title that is not in the catalogue always resembles some that are, so likeness alone must not make a card. A name is
meant beyond doubt when it is spelled otherwise (articles, joined and swapped words, another alphabet) or mistyped;
and a word that stands in other names is no typo: Beware of Blondie is not Beware of Blondes.
"""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import OSA

from bot.domain.titles import score
from bot.domain.titles.names import NameIndex, sound_keys, without_article
from bot.domain.titles.query import Word
from bot.domain.titles.search import Hit
from bot.domain.titles.words import Vocabulary


def is_certain(index: NameIndex, hit: Hit | None) -> bool:
    """Whether all of this name was meant, and nothing more."""
    if hit is None or hit.score < score.SURE:
        return False
    whole = index.spelled(hit.name)
    named = without_article(whole)
    asked = without_article(hit.reading.words)
    typed = [word.plain for word in asked]
    if "".join(typed) == "".join(named) or sorted(typed) == sorted(named):
        return True
    if sorted([word.plain for word in hit.reading.words]) == sorted(whole):
        return True
    foreign = index.is_foreign(hit.name) or any(word.foreign for word in asked)
    if foreign and "".join(without_article(index.heard(hit.name))) in sound_keys(asked):
        return True
    return _is_mistyped(index.vocabulary, asked, typed, named)


def holds(index: NameIndex, hit: Hit | None) -> bool:
    """Whether all words of the question, the last of them perhaps unfinished, stand in this name."""
    if hit is None:
        return False
    words = index.spelled(hit.name)
    typed = [word.plain for word in without_article(hit.reading.words)]
    finished = len(typed) <= len(words) and all(word in words for word in typed[:-1])
    return finished and len("".join(typed)) > 3 and any(word.startswith(typed[-1]) for word in words)


def _is_mistyped(
    vocabulary: Vocabulary, asked: Sequence[Word], typed: Sequence[str], named: Sequence[str]
) -> bool:
    """Few edits in all and in each word, the same numbers, and no word that other names have."""
    one, other = " ".join(typed), " ".join(named)
    edits = OSA.distance(one, other)
    swapped = edits == 1 and sorted(one) == sorted(other)
    if edits > max(len(one), len(other)) * score.TYPOS and not swapped:
        return False
    if {word for word in typed if word.isdigit()} != {word for word in named if word.isdigit()}:
        return False
    strange = [word.plain for word in asked if word.plain not in named]
    missing = [word for word in named if word not in typed]
    if any(vocabulary.is_known(word) for word in strange):
        return False
    return len(typed) != len(named) or all(
        any(OSA.distance(word, name) <= max(1, len(word) // 2) for name in missing) for word in strange
    )
