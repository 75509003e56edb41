"""Query evaluation in stages, the cheapest first: one interpretation against an index of names.

`look` asks what needs no forgiveness: names that are or begin with what was typed (prefix_index.py), read and by sound,
and names with the same or unfinished words (lexicon.py), through postings, rare words first. Only where that finds too
little, `look_further` allows typos: words within a few edits, names that begin nearly as typed (near_prefixes.py), and
names with the same pairs of letters (signatures.py). A few dozen names of each stage are scored (score.py). All work is
bounded by constants but for the scans over whole arrays (masks, postings of common words, signatures), which run at
memory speed.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from itertools import islice, product
from operator import itemgetter
from typing import NamedTuple

from bot.domain.titles import score
from bot.domain.titles.edits import EditScorer
from bot.domain.titles.lexicon import HEARD, MOST_PREFIXES, Likeness, LookUpCache
from bot.domain.titles.name_index import NameIndex, bare, sound_keys, without_first_article
from bot.domain.titles.postings import shared
from bot.domain.titles.query import ARTICLES, Interpretation

_BY_KEY = 32
_BY_SIGNATURE = 16
"""Names of each look that are scored."""
_BY_CORRECTION = 6
_CORRECTIONS = 3
"""Names of each correction, and corrections of each strange word, that are tried."""
_ALL_MET = 0.5
"""What word by word is worth at least where all words of the question meet one."""
_AND = " and "
_FEW = 4
"""Letters in another alphabet that may be a whole title, but are rather the beginning of one in theirs."""
_SHORT = 3
"""An unfinished word shorter than this begins too many words to tell names apart."""


class Hit(NamedTuple):
    """A name that fits an interpretation."""

    score: float
    name: int
    """Its number in the index."""
    interpretation: Interpretation


class NameSearch:
    """The names that fit one interpretation; `found` holds the best of each owner."""

    def __init__(
        self, index: NameIndex, interpretation: Interpretation, known: LookUpCache, enough: float
    ) -> None:
        """`known`: what the words of this question were found to be in this index; `enough`: a score to be found."""
        rest = without_first_article(interpretation.words)
        self.interpretation = interpretation
        self.found: dict[int, tuple[float, int]] = {}
        """By owner: the score, the name."""
        self.best = 0.0
        self._index = index
        self._known = known
        self._enough = enough + interpretation.cost
        self._words = interpretation.words
        self._spaced = " ".join([word.plain for word in interpretation.words])
        self._bare = " ".join([word.plain for word in rest])
        self._key = self._spaced.replace(" ", "")
        self._bare_key = self._bare.replace(" ", "")
        self._heard = sound_keys(rest)
        self._foreign = any(word.foreign for word in interpretation.words)
        self._unspaced = any(word.unspaced for word in interpretation.words)
        self._read = index.lexicon.plain
        self._weights = index.word_weights
        self._missed: list[float] = []
        self._many = False
        self._seen: dict[int, float] = {}
        self._exact: list[Likeness] = []
        self._hits: list[Likeness] = []

    def look(self) -> None:
        """Find what is spelled or sounds as typed, whole, begun or word by word."""
        self._exact = [self._known.exact(word) for word in self._words]
        longer = self._known.beginning(self._words[-1])
        self._many = len(longer) >= MOST_PREFIXES
        self._hits = [*self._exact[:-1], _either(self._exact[-1], longer)]
        weights, heaviest = self._weights, self._index.heaviest
        self._missed = [max([weights[word] for word in hits]) if hits else heaviest for hits in self._exact]
        for name in self._by_key():
            self._keep(name, self._same_letters(name) or self._word_score(name))
        if self._is_known():  # else `look_further` reads the words, with those that the strange ones may be
            for name in self._by_words():
                value = self._word_score(name)
                self._keep(name, max(value, self._part(name)) if value > _ALL_MET else value)

    @property
    def is_at_home(self) -> bool:
        """Whether most words of the question stand in some name, as they are: then no key was mistaken for another."""
        known = [
            max(hits.values(), default=0.0) > HEARD
            for word, hits in zip(self._words, self._exact, strict=True)
            if len(word.plain) >= _SHORT and not word.plain.isdigit()
        ]
        return 2 * sum(known) > len(known)

    def _is_known(self) -> bool:
        """Whether every word is one of some name, or begins one."""
        return all(self._hits)

    def look_further(self) -> None:
        """Find what is spelled with typos."""
        if len(self._key) < _SHORT:
            return
        known = self._is_known()
        near: dict[int, Likeness] = {}
        for place, word in enumerate(self._words):
            if max(self._exact[place].values(), default=0.0) < HEARD:
                near[place] = self._known.near(word, unfinished=place == len(self._words) - 1)
                self._hits[place] = _either(self._hits[place], near[place])
                if self._enough >= score.LITTLE and len(word.plain) >= _SHORT and not self._hits[place]:
                    return  # that much needs all the words
        if not known or any(near.values()):
            likely = set().union(*near.values())
            for name in self._by_words():
                if not known or not likely.isdisjoint(self._index.row(name)):
                    self._keep(name, self._word_score(name))
        names = {name for name, value in self._seen.items() if value < score.ENOUGH}
        names.update(self._corrected(near))
        begun = self._index.beginnings.near(self._bare_key.encode())
        self._by_letters(self._index.signatures.alike(self._heard[0].encode(), names, begun, _BY_SIGNATURE))

    def _by_key(self) -> dict[int, None]:
        """Names that are what was typed, or begin so; the literal ones first."""
        index = self._index
        looks = [(index.keys, self._key), (index.keys, self._bare_key)]
        looks += [(index.sound_keys, key) for key in self._heard]
        names: dict[int, None] = {}
        for keys, key in dict.fromkeys(looks):
            same, longer = keys.beginning(key.encode(), _BY_KEY, foreign=self._foreign)
            names.update(dict.fromkeys(same))
            if len(names) < _BY_KEY:
                names.update(dict.fromkeys(longer))
        return names

    def _corrected(self, near: dict[int, Likeness]) -> list[int]:
        """Names that begin with the question once its strange words are those they are most like."""
        choices = []
        for place, word in enumerate(self._words):
            likest = heapq.nlargest(_CORRECTIONS, near.get(place, {}).items(), key=itemgetter(1))
            choices.append([self._read[other] for other, _ in likest] or [word.plain])
        names: list[int] = []
        for words in islice(product(*choices), _CORRECTIONS**2):
            key = "".join(words)
            if key != self._key:
                same, longer = self._index.keys.beginning(key.encode(), _BY_CORRECTION, foreign=self._foreign)
                names += same + longer
        return names

    def _by_words(self) -> list[int]:
        """The names with the heaviest shared words that may be worth it, once their words are paired.

        The others are kept in mind for `look_further`: what they share may be all that was typed right.
        """
        enough = 0.0 if self._many else self._enough  # of many beginnings not all are known
        told = self._exact[-1] if len(self._words[-1].plain) < _SHORT else self._hits[-1]
        names, others = shared(self._index, self._hits, told, self._missed, enough)
        for name in others:
            self._seen.setdefault(name, 0.0)
        return names

    def _same_letters(self, name: int) -> float:
        """The name is, begins with or holds the question, letter by letter."""
        text = self._index.text(name)
        foreign = self._index.is_foreign(name)
        if text == self._spaced:
            if self._foreign and not foreign and len(text) <= _FEW:
                return score.FEW_OTHER_LETTERS
            return 1.0 if foreign == self._foreign else score.OTHER_LETTERS
        other = 0.0 if foreign == self._foreign else score.BEGUN_IN_OTHER_LETTERS
        if text.startswith(self._spaced):
            finished = text[len(self._spaced)] == " "
            return score.begun(len(self._spaced), len(text), finished=finished) - other
        rest = bare(text)
        best = score.alike(self._bare, rest) - self._article_cost(text)
        if self._bare != rest:
            best -= other
        if best < score.ENOUGH:
            best = max(best, score.alike(self._bare_key, rest.replace(" ", "")) - score.JOINED)
            cost = self._sound_cost(foreign)
            heard = self._index.sound_key(name)
            for way, key in enumerate(self._heard):
                best = max(best, score.alike(key, heard) - cost - score.OTHER_WAY * way)
            if self._unspaced and self._key in (joined := text.replace(" ", "")):
                best = max(best, score.within(len(self._key), len(joined)))
        return max(best, 0.0)

    def _article_cost(self, text: str) -> float:
        """An article too many or too few is nothing much; another one is (`a star` begins A Star Is Born)."""
        typed, named = self._words[0].plain, text.partition(" ")[0]
        both = typed in ARTICLES and named in ARTICLES
        return score.OTHER_ARTICLE if both and typed != named else score.ARTICLE

    def _by_letters(self, names: list[int]) -> None:
        """Each name, as a whole or as far as it was typed, is the question but for some letters."""
        joined = EditScorer(self._bare_key, self._enough, score.JOINED)
        spaced = EditScorer(self._spaced, self._enough, 0.0)
        rest = EditScorer(self._bare, self._enough, score.ARTICLE)
        sounds: dict[bool, list[EditScorer]] = {}
        has_article, has_and = self._bare != self._spaced, _AND in self._spaced
        for name in names:
            text = self._index.text(name)
            other = bare(text)
            worth = max(joined.is_all_of(other.replace(" ", "")), spaced.begins(text))
            if has_article or other is not text:
                worth = max(worth, rest.begins(other))
            if not has_and and _AND in other:  # left out as often as an article
                without_and = EditScorer(self._bare, self._enough, score.JOINED)
                worth = max(worth, without_and.begins(other.replace(_AND, " ")))
            foreign = self._index.is_foreign(name)
            if foreign or self._foreign:
                heard = self._index.sound_key(name)
                if foreign not in sounds:
                    sounds[foreign] = self._sounds(foreign)
                for way in sounds[foreign]:
                    worth = max(worth, way.begins(heard))
            if worth >= self._enough:
                self._keep(name, worth)

    def _sounds(self, foreign: bool) -> list[EditScorer]:
        """All ways to hear the question, the likeliest first, for names in other letters or for Latin ones."""
        cost = self._sound_cost(foreign)
        return [
            EditScorer(key, self._enough, cost + score.OTHER_WAY * way) for way, key in enumerate(self._heard)
        ]

    def _sound_cost(self, foreign: bool) -> float:
        """What it takes off that only the sound is the same: little where one side was not in Latin letters."""
        if foreign:
            return score.SAME_SOUND
        if self.interpretation.other_keys:
            return 1.0
        length = len(self._heard[0])
        return score.latin_sounds(length, typed_so=not self._foreign)

    def _part(self, name: int) -> float:
        """The question stands, letter by letter, in the middle of the name."""
        text = self._index.text(name)
        return score.within(len(self._spaced), len(text)) if f" {self._spaced}" in text else 0.0

    def _keep(self, name: int, value: float) -> None:
        if value <= self._seen.get(name, 0.0):
            return
        self._seen[name] = value
        value -= self.interpretation.cost
        owner = self._index.owners[name]
        if owner not in self.found or self.found[owner][0] < value:
            self.found[owner] = value, name
            self.best = max(self.best, value)

    def _word_score(self, name: int) -> float:
        """Word by word: each word of the question takes the likest word of the name that is left."""
        row = self._index.row(name)
        taken: list[int] = []
        met = missed = likeness = 0.0
        for place, hits in enumerate(self._hits):
            best, at = 0.0, -1
            if not hits.keys().isdisjoint(row):
                for position, word in enumerate(row):
                    value = hits.get(word, 0.0)
                    if value > best and position not in taken:
                        best, at = value, position
            if at < 0 and self._many and place == len(self._hits) - 1:
                best, at = self._unfinished(row, taken)
            if at < 0:
                missed += self._missed[place]
                continue
            weight = self._weights[row[at]]
            taken.append(at)
            met += weight
            likeness += weight * best
        if not met:
            return 0.0
        letters = sum([len(self._read[row[at]]) for at in taken])
        named = met / self._index.name_weights.item(name) if letters > _SHORT else 0.0
        return score.by_words(met / (met + missed), named, likeness / met, taken == sorted(taken))

    def _unfinished(self, row: Sequence[int], taken: list[int]) -> tuple[float, int]:
        """A word that begins like the last one but was not among the few that were looked up."""
        beginning = self._words[-1].plain
        for position, word in enumerate(row):
            if position not in taken and self._read[word].startswith(beginning):
                return score.UNFINISHED, position
        return 0.0, -1


def _either(some: Likeness, others: Likeness) -> Likeness:
    """The words of both, each as sure as it can be."""
    if not others:
        return some
    both = dict(some)
    for word, value in others.items():
        if both.get(word, 0.0) < value:
            both[word] = value
    return both
