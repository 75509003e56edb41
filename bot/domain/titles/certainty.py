"""The decision rule: whether a film is shown at once or only named as one that may have been meant.

A title that is not in the catalogue always resembles some that are, so likeness alone must not make a card. A name is
meant beyond doubt when it is spelled otherwise (articles, joined and swapped words, another alphabet) or mistyped;
and a word that stands in other names is no typo: Beware of Blondie is not Beware of Blondes.
"""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import OSA

from bot.domain.titles import score
from bot.domain.titles.lexicon import Lexicon
from bot.domain.titles.name_index import NameIndex, sound_keys, without_article
from bot.domain.titles.name_search import Hit
from bot.domain.titles.query import LITTLE_WORDS, QueryWord

_SHORT = 2
"""Letters of a word that any slip may make of another one: a, he, in, of."""


def is_certain(index: NameIndex, hit: Hit | None) -> bool:
    """Whether all of this name was meant, and nothing more."""
    if hit is None or hit.score < score.SURE:
        return False
    named = index.spelled(hit.name)
    asked = hit.interpretation.words
    if _is_same(asked, named) or _is_same(without_article(asked), without_article(named)):
        return True
    heard = without_article(index.heard(hit.name))
    foreign = index.is_foreign(hit.name) or any(word.foreign for word in asked)
    if foreign and "".join(heard) in sound_keys(without_article(asked)):
        return True
    return _is_mistyped(index.lexicon, asked, named) or _is_mistyped(
        index.lexicon, without_article(asked), without_article(named)
    )


def _is_same(asked: Sequence[QueryWord], named: Sequence[str]) -> bool:
    """The same letters, or the same words in another order."""
    typed = [word.plain for word in asked]
    return "".join(typed) == "".join(named) or sorted(typed) == sorted(named)


def holds(index: NameIndex, hit: Hit | None) -> bool:
    """Whether all words of the question, the last of them perhaps unfinished, stand in this name."""
    if hit is None:
        return False
    words = index.spelled(hit.name)
    typed = [word.plain for word in without_article(hit.interpretation.words)]
    finished = len(typed) <= len(words) and all(word in words for word in typed[:-1])
    return finished and len("".join(typed)) > 3 and any(word.startswith(typed[-1]) for word in words)


def _is_mistyped(lexicon: Lexicon, asked: Sequence[QueryWord], named: Sequence[str]) -> bool:
    """Few edits in all and in each word, the same numbers, and no word that other names have."""
    typed = [word.plain for word in asked]
    one, other = " ".join(typed), " ".join(named)
    edits = OSA.distance(one, other)
    swapped = edits == 1 and sorted(one) == sorted(other)
    if edits > max(len(one), len(other)) * score.TYPOS and not swapped:
        return False
    if {word for word in typed if word.isdigit()} != {word for word in named if word.isdigit()}:
        return False
    strange = [word for word in typed if word not in named]
    missing = [word for word in named if word not in typed]
    if not strange:  # nothing is mistyped, something is left out
        return all(word in LITTLE_WORDS for word in missing)
    if any(len(word) > _SHORT and lexicon.is_known(word) for word in strange):
        return False
    return len(typed) != len(named) or all(
        any(OSA.distance(word, name) <= max(1, len(word) // 2) for name in missing) for word in strange
    )
