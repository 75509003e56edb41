"""An inverted index of names (postings by word) with prefix keys and signatures beside it, for films, people and lists.

Everything is an array or a list of short strings: a name is a row of word numbers, a word has postings. For a catalogue
of 36,000 titles that is some 300 bytes a title. Nothing changes once built, so any thread may search (name_search.py).
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from math import log1p
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from bot.domain.titles.east_asian import is_unspaced
from bot.domain.titles.fold import words_of
from bot.domain.titles.initials import Initials, hash_of, short_forms
from bot.domain.titles.lexicon import Lexicon
from bot.domain.titles.near_prefixes import NearPrefixes
from bot.domain.titles.numerals import in_digits
from bot.domain.titles.prefix_index import PrefixIndex
from bot.domain.titles.query import ARTICLES, LITTLE_WORDS, QueryWord
from bot.domain.titles.romanise import is_foreign, plain, sound
from bot.domain.titles.signatures import Signatures

_ENDS = 32
"""Letters of an unspaced word at which it may be begun."""
_LITTLE = 0.3
"""What a word without meaning of its own weighs, beside one of the same rarity."""

W = TypeVar("W", str, QueryWord)


class NameIndex:
    """Names, each with the owner it belongs to; one owner may have many."""

    def __init__(
        self, names: Iterable[tuple[int, str]], static_rank: NDArray[np.float32], *, romanised: bool = False
    ) -> None:
        """Pairs of owner and name; `static_rank` has a number for every owner: who comes first among equals.

        `romanised`: even the Latin names come from another alphabet, so that their sound says more than their letters.
        """
        ids: dict[str, int] = {}
        hashes, abbreviated = array("I"), array("i")
        rows = array("i")
        ends = array("i", [0])
        owners = array("i")
        sources = array("i")
        for source, (owner, name) in enumerate(names):
            spelled = words_of(name)
            for words in (spelled, in_digits(spelled)):
                if words:
                    rows.extend([ids.setdefault(word, len(ids)) for word in words])
                    ends.append(len(rows))
                    if not romanised:
                        for letters in short_forms(words):
                            hashes.append(hash_of(letters))
                            abbreviated.append(len(owners))
                    owners.append(owner)
                    sources.append(source)
        self.owners = owners
        self._sources = sources
        self._ends = ends
        self._rows = rows
        self.initials = Initials(hashes, abbreviated)
        self._index_words([*ids], romanised)
        self._index_keys(static_rank, _ends_of_unspaced(ids))

    def _index_words(self, words: list[str], romanised: bool) -> None:
        rows, ends = np.frombuffer(self._rows, dtype=np.int32), np.frombuffer(self._ends, dtype=np.int32)
        foreign = [romanised or is_foreign(word) for word in words]
        self.lexicon = Lexicon([plain(word) for word in words], [sound(word) for word in words], foreign)
        counts = np.bincount(rows, minlength=len(words))
        self._posting_ends = np.concatenate([[0], np.cumsum(counts)])
        of_name = np.arange(len(self), dtype=np.int32).repeat(ends[1:] - ends[:-1])
        self._postings = of_name[np.argsort(rows, kind="stable")]
        self.word_weights = array("f")
        for word, count in zip(words, counts.tolist(), strict=True):
            self.word_weights.append(log1p(len(self) / count) * (_LITTLE if word in LITTLE_WORDS else 1.0))
        self.heaviest = log1p(max(len(self), 1))
        self.name_weights = np.zeros(0, dtype=np.float32)
        if len(self):
            self.name_weights = np.add.reduceat(self.weights_of(rows), ends[:-1])

    def _index_keys(self, static_rank: NDArray[np.float32], ends_of: Mapping[int, Sequence[str]]) -> None:
        """`ends_of`: words of scripts without gaps, with all ends of each, by any of which it may be looked up."""
        read, heard = self.lexicon.plain, self.lexicon.sound
        articles = {place for place, word in enumerate(read) if word in ARTICLES}
        joining = read.index("and") if "and" in read else -1  # left out as often as an article
        strange = set(self.lexicon.foreign)
        texts: list[bytes] = []
        keys: list[bytes] = []
        sound_keys: list[bytes] = []
        whole_sounds: list[bytes] = []
        names: list[int] = []
        begun: list[bytes] = []
        begun_names: list[int] = []
        rows, ends = self._rows, self._ends
        foreign = bytearray()
        for name in range(len(self)):
            words = rows[ends[name] : ends[name + 1]]
            texts.append(" ".join([read[word] for word in words]).encode())
            keys.append(texts[-1].replace(b" ", b""))
            sound_keys.append("".join([heard[word] for word in words]).encode())
            whole_sounds.append(sound_keys[-1])
            names.append(name)
            foreign.append(not strange.isdisjoint(words))
            rest = words
            if len(words) > 1 and (words[0] in articles or words[-1] in articles):
                rest = words[1:] if words[0] in articles else words[:-1]
                keys.append("".join([read[word] for word in rest]).encode())
                sound_keys.append("".join([heard[word] for word in rest]).encode())
                names.append(name)
            begun.append(keys[-1])
            begun_names.append(name)
            if joining in words[1:-1]:
                begun.append("".join([read[word] for word in rest if word != joining]).encode())
                begun_names.append(name)
                keys.append("".join([read[word] for word in words if word != joining]).encode())
                sound_keys.append("".join([heard[word] for word in words if word != joining]).encode())
                names.append(name)
            for place, word in enumerate(words if ends_of and not ends_of.keys().isdisjoint(words) else ()):
                for end in ends_of.get(word, ()):
                    keys.append("".join([end, *(read[other] for other in words[place + 1 :])]).encode())
                    sound_keys.append(keys[-1])
                    names.append(name)
        self._foreign = bytes(foreign)
        self._texts = b"".join(texts)
        self._text_ends = array("I", accumulate(map(len, texts), initial=0))
        each = np.array(names, dtype=np.int32)
        foreign_names = np.frombuffer(self._foreign, dtype=np.bool_)
        of_name = static_rank[np.frombuffer(self.owners, dtype=np.int32)] if len(self) else static_rank[:0]
        self.keys = PrefixIndex(keys, each, of_name, foreign_names)
        self.beginnings = NearPrefixes(begun, np.array(begun_names, dtype=np.int32))
        self.sound_keys = PrefixIndex(sound_keys, each, of_name, foreign_names)
        self.signatures = Signatures(whole_sounds)

    def __len__(self) -> int:
        return len(self.owners)

    def source(self, name: int) -> int:
        """The place of this name among those the index was built from."""
        return self._sources[name]

    def row(self, name: int) -> Sequence[int]:
        """The words of a name, by number."""
        return self._rows[self._ends[name] : self._ends[name + 1]]

    def text(self, name: int) -> str:
        """A name in plain letters, its words a gap apart."""
        return self._texts[self._text_ends[name] : self._text_ends[name + 1]].decode()

    def spelled(self, name: int) -> list[str]:
        """The words of a name in plain letters."""
        return [self.lexicon.plain[word] for word in self.row(name)]

    def heard(self, name: int) -> list[str]:
        """The words of a name by their sound."""
        return [self.lexicon.sound[word] for word in self.row(name)]

    def sound_key(self, name: int) -> str:
        """A name by its sound, without its article and its gaps."""
        return "".join(without_article(self.heard(name)))

    def begins_with_initials(self, name: int, letters: str) -> bool:
        """Whether these are the initials of its first words, articles aside."""
        initials = "".join(
            [word if word.isdigit() else word[0] for word in without_article(self.spelled(name))]
        )
        return initials.startswith(letters)

    def is_foreign(self, name: int) -> bool:
        """Whether the name has a word in other letters than plain Latin ones."""
        return self._foreign[name] != 0

    def weights_of(self, words: NDArray[np.integer]) -> NDArray[np.float32]:
        """How much each of these words says."""
        weights: NDArray[np.float32] = np.frombuffer(self.word_weights, dtype=np.float32)[words]
        return weights

    def counts(self, words: NDArray[np.int64]) -> NDArray[np.int64]:
        """How many names have each of these words."""
        counts: NDArray[np.int64] = self._posting_ends[words + 1] - self._posting_ends[words]
        return counts

    def named(self, words: NDArray[np.int64], counts: NDArray[np.int64]) -> NDArray[np.int32]:
        """The names of the first word, then those of the second …, as many as `counts` says."""
        before = self._posting_ends[words] - (counts.cumsum() - counts)
        names: NDArray[np.int32] = self._postings[before.repeat(counts) + np.arange(int(counts.sum()))]
        return names


def _ends_of_unspaced(words: Iterable[str]) -> dict[int, tuple[str, ...]]:
    """By number the words of scripts without gaps, with what each is from its second letter on, from its third …"""
    return {
        number: tuple([plain(word[start:]) for start in range(1, min(len(word), _ENDS))])
        for number, word in enumerate(words)
        if is_unspaced(word)
    }


def without_article(words: Sequence[W]) -> Sequence[W]:
    """Without an article in front or, as in an index ("Matrix, The"), behind."""
    if len(words) > 1 and _text(words[0]) in ARTICLES:
        return words[1:]
    if len(words) > 1 and _text(words[-1]) in ARTICLES and len(_text(words[-1])) > 2:
        return words[:-1]
    return words


def bare(text: str) -> str:
    """The same of words that stand in one text, a gap apart."""
    first, gap, rest = text.partition(" ")
    if gap and first in ARTICLES:
        return rest
    rest, gap, last = text.rpartition(" ")
    return rest if gap and last in ARTICLES and len(last) > 2 else text


def without_first_article(words: Sequence[W]) -> Sequence[W]:
    """Without an article in front: behind, it may be the beginning of another word."""
    return words[1:] if len(words) > 1 and _text(words[0]) in ARTICLES else words


def sound_keys(words: Sequence[QueryWord]) -> list[str]:
    """All words heard the first way, all the second way …, without their gaps."""
    most = max((len(word.sounds) for word in words), default=0)
    ways = ("".join([word.sounds[min(way, len(word.sounds) - 1)] for word in words]) for way in range(most))
    return list(dict.fromkeys(ways))


def _text(word: str | QueryWord) -> str:
    return word if isinstance(word, str) else word.plain
