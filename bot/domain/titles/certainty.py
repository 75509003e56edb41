"""The decision rule: whether a film is shown at once or only named as one that may have been meant.

A title that is not in the catalogue always resembles some that are, so likeness alone must not make a card. A name is
meant beyond doubt when it is spelled otherwise (articles, joined and swapped words, another alphabet), mistyped or
written by ear. Words that change places around an "of" make another title; a word that stands in other names is no typo
(Beware of Blondie is not Beware of Blondes), and of two words that mean something neither may be another one (The
Seventh Sign is not The Seventh Seal), nor any number.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from rapidfuzz.distance import OSA

from bot.domain.titles import score
from bot.domain.titles.lexicon import Lexicon, same_word
from bot.domain.titles.name_index import NameIndex, sound_keys, without_article
from bot.domain.titles.name_search import Hit
from bot.domain.titles.neighbours import allowed_edits
from bot.domain.titles.numerals import in_digits, numbers_of
from bot.domain.titles.query import LITTLE_WORDS, SMALL_WORDS, QueryWord
from bot.domain.titles.romanise import slurred

_SHORT = 2
"""Letters of a word that any slip may make of another one: a, he, in, of."""
_FEWEST = 3
"""Letters of a last word that may be unfinished; a part of a name has more."""
_HELD = score.LITTLE
"""The score of a part of a name from which on it tells the whole."""
_SEQUELS = frozenset("23456789")
_FUNCTION = (
    LITTLE_WORDS
    | SMALL_WORDS
    | frozenset({"are", "is", "was", "be", "her", "his", "my", "it", "not", "here"})
)
"""Words that tell nothing apart."""
_RELATIONS = frozenset({
    "of", "from", "for", "in", "on", "at", "to", "without", "de", "du", "des", "von", "aus", "из", "с", "в", "на",
    "для",
})  # fmt: skip
"""Words that say how what stands before them belongs to what follows."""
_FEW_TELLING = 2
"""Words with a meaning of their own, of which one that is another makes another title."""
_MANY_TELLING = 3
"""More such words than these leave no doubt, though one of them is another by one letter."""
_FEW_LETTERS = 4
"""Letters of a title of one word, or of its sounds, of which one that is another makes another word."""
_LONG = 9
"""Letters of a title of one word that may have two typos."""
_JOINED_WRONG = 2
"""Edits in a name whose words are joined or split."""
_HEARD_WRONG = 0.12
"""The share of sounds that may be others in a name written by ear."""


def is_certain(index: NameIndex, hit: Hit | None) -> bool:
    """Whether all of this name was meant, and nothing more."""
    if hit is None or hit.score < score.NEAR:
        return False
    asked, named = hit.interpretation.words, index.spelled(hit.name)
    if _is_same(asked, named) or _is_same(without_article(asked), without_article(named)):
        return True
    asked_bare, heard = without_article(asked), without_article(index.heard(hit.name))
    foreign = index.is_foreign(hit.name) or any(word.foreign for word in asked)
    if foreign and "".join(heard) in sound_keys(asked_bare):
        return True
    if not numbers_of([word.plain for word in asked]) <= numbers_of(named):
        return False
    if (foreign or not _has_others(index.lexicon, asked, named)) and _is_nearly_heard(asked_bare, heard):
        return True
    if hit.score < score.SURE:
        return False
    return _is_mistyped(index.lexicon, asked, named) or _is_mistyped(
        index.lexicon, without_article(asked), without_article(named)
    )


def holds(index: NameIndex, hit: Hit | None, *, listed: bool = False) -> bool:
    """Whether all words of the question stand in this name, in their order, the last of them perhaps unfinished.

    A name that goes on with a number, where the question has none, is a sequel and holds nothing: Psycho Cop is not
    Psycho Cop 2. An article in front says that a title begins there, and a last word that others have is no beginning;
    but of a film on a list (`listed`) nothing need be so sure: these are what members come for.
    """
    if hit is None or hit.score < _HELD:
        return False
    asked = without_article(hit.interpretation.words)
    named = index.spelled(hit.name)
    if any(word.unspaced for word in asked):
        return "".join([word.plain for word in asked]) in "".join(named)
    foreign = index.is_foreign(hit.name) or any(word.foreign for word in asked)
    unfinished = listed or (len(asked) > 1 and not index.lexicon.is_known(asked[-1].plain))
    places = _places(asked, named, index.heard(hit.name) if foreign else (), unfinished=unfinished)
    letters = sum(len(word.plain) for word in asked)
    if not places or letters <= _FEWEST or _is_sequel(asked, in_digits(named) or named):
        return False
    if listed:
        return True
    first = hit.interpretation.words[0].plain
    begun = asked[0].plain == first or first in named[max(0, places[0] - 1) : places[0]]
    return begun and places == sorted(places)


def _places(
    asked: Sequence[QueryWord], named: Sequence[str], heard: Sequence[str], *, unfinished: bool
) -> list[int]:
    """Where in the name each word stands, the first after the one before it, if there is one; empty unless all do."""
    words = [same_word(word) for word in named]
    places: list[int] = []
    for word in asked:
        same = [place for place, other in enumerate(words) if other == same_word(word.plain)]
        if not same:
            same = [place for place, sound in enumerate(heard) if sound in word.sounds]
        if not same and unfinished and word is asked[-1] and len(word.plain) >= _FEWEST:
            same = [place for place, other in enumerate(named) if other.startswith(word.plain)]
        if not same:
            return []
        places.append(next((place for place in same if not places or place > places[-1]), same[0]))
    return places


def _is_sequel(asked: Sequence[QueryWord], named: Sequence[str]) -> bool:
    """Whether the name goes on behind a word of the question with a small number, where that has no number."""
    typed = {word.plain for word in asked}
    sequel = any(number in _SEQUELS and before in typed for before, number in pairwise(named))
    return sequel and not any(map(str.isdigit, typed))


def _is_same(asked: Sequence[QueryWord], named: Sequence[str]) -> bool:
    """The same letters, or the same words in another order that says the same."""
    typed = [same_word(word.plain) for word in asked]
    words = [same_word(word) for word in named]
    if "".join(typed) == "".join(words):
        return True
    return sorted(typed) == sorted(words) and not _is_turned_round(typed, words)


def _is_turned_round(typed: Sequence[str], words: Sequence[str]) -> bool:
    """Whether the same words say something else, because those around an "of" have changed places.

    The Shadow of the Night is not The Night of the Shadow; "prejudice and pride" is Pride and Prejudice.
    """
    return any(
        word == other and word in _RELATIONS and sorted(typed[:place]) != sorted(words[:place])
        for place, (word, other) in enumerate(zip(typed, words, strict=True))
    )


def _is_nearly_heard(asked: Sequence[QueryWord], heard: Sequence[str]) -> bool:
    """Nearly the same sounds once unstressed vowels are slurred, word by word."""
    named = [slurred(sound) for sound in heard]
    size = sum(map(len, named))
    if size < _FEW_LETTERS:
        return False  # Huk is not Hook
    if len(asked) != len(named):
        joined = "".join(named)
        return any(slurred(key) == joined for key in sound_keys(asked))
    edits = 0
    for word, sound in zip(asked, named, strict=True):
        least = min(OSA.distance(slurred(key), sound) for key in word.sounds)
        if least > allowed_edits(len(sound) - 1):
            return False
        edits += least
    return edits <= _HEARD_WRONG * size


def _is_mistyped(lexicon: Lexicon, asked: Sequence[QueryWord], named: Sequence[str]) -> bool:
    """Few edits in all and in each word, and no word that other names have."""
    typed = [word.plain for word in asked]
    strange = [word for word in typed if word not in named]
    missing = [word for word in named if word not in typed]
    if not strange:  # nothing is mistyped, something is left out: Wild Justice is not Justice of the Wild
        in_order = typed == [word for word in named if word in typed]
        return all(word in LITTLE_WORDS for word in missing) and (in_order or _telling(named) > _FEW_TELLING)
    if _has_others(lexicon, asked, named):
        return False
    one, other = " ".join(typed), " ".join(named)
    edits = OSA.distance(one, other)
    swapped = edits == 1 and sorted(one) == sorted(other)
    if edits > max(len(one), len(other)) * score.TYPOS and not swapped:
        return False
    if len(typed) != len(named):
        missing = [word for word in missing if word not in LITTLE_WORDS]
        if len(strange) != len(missing):
            return OSA.distance("".join(typed), "".join(named)) <= _JOINED_WRONG
    telling = _telling(named)
    return all(any(_is_slip(word, name, telling) for name in missing) for word in strange)


def _has_others(lexicon: Lexicon, asked: Sequence[QueryWord], named: Sequence[str]) -> bool:
    """Whether a word of the question is not in this name but in others, so that it is no typo.

    It may be one all the same of a word that tells nothing (thee, iin), or in a title of many words.
    """
    missing = set(named).difference(word.plain for word in asked)
    excused = [word for word in missing if word in _FUNCTION or _telling(named) > _MANY_TELLING]
    return any(
        len(word.plain) > _SHORT
        and word.plain not in named
        and lexicon.is_known(word.plain)
        and not any(OSA.distance(word.plain, name) <= 1 for name in excused)
        for word in asked
    )


def _telling(named: Sequence[str]) -> int:
    """How many of the words have a meaning of their own."""
    return sum(word not in _FUNCTION for word in named)


def _is_slip(word: str, name: str, telling: int) -> bool:
    """Whether the word is that of the name but for some typos: the fewer, the less else there is that tells."""
    edits = OSA.distance(word, name)
    if telling > _FEW_TELLING:
        return edits <= max(1, len(word) // 2)
    longest = max(len(word), len(name))
    if telling > 1:
        return edits <= max(1, allowed_edits(longest - 1))
    if word[0] not in name[:2] or f"{word}s" == name or (word.startswith(name) and word[-1] != name[-1]):
        return False  # Descent is not Ascent, Aliens not Alien, Blinky not Blink
    if longest <= _FEW_LETTERS and len(word) == len(name) and sorted(word) != sorted(name):
        return False  # Rink is not Ring, Rign is
    return edits <= 1 + (longest >= _LONG)
