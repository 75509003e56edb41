"""Makes questions of every kind a member asks, from any catalogue, the same ones for the same seed."""

from __future__ import annotations

import random
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from db.types import TitleRecord
from tests.title_questions.romanisations import SYSTEMS, romanised
from tests.title_questions.slips import ENGLISH_KEYS, RUSSIAN_KEYS, nonsense, typo

_ARTICLES = ("the ", "a ", "an ", "la ", "le ", "les ", "das ", "der ", "el ", "il ")
_ACCENTS = {"a": "áàâä", "e": "éèê", "i": "íî", "o": "óôö", "u": "úü", "n": "ñ", "c": "ç"}
_NUMBERS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
_ROMAN = "- i ii iii iv v vi vii viii ix x xi xii xiii xiv xv"
_EXTRA = ("film", "movie", "the movie", "фильм", "watch {}", "{} online", "{} full movie", "{} trailer",
          "фильм {}", "film {}")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Question:
    """What is typed, and which films are right: any of them; none where nothing is."""

    kind: str
    text: str
    wanted: frozenset[int]


class Catalogue:
    """Films with what is needed to know which answers are right."""

    def __init__(self, records: Sequence[TitleRecord]) -> None:
        self.records = records
        self.by_name: dict[str, set[int]] = defaultdict(set)
        self.beginnings: dict[str, set[str]] = defaultdict(set)
        self._cut: dict[int, defaultdict[str, set[str]]] = {}
        for record in records:
            for name in (record.title, *record.names):
                for key in _keys(name):
                    self.by_name[key].add(record.id)
                    for length in range(2, 13):
                        self.beginnings[key[:length]].add(key)

    def named(self, name: str) -> frozenset[int]:
        """All films of this name, articles aside and with any "and"."""
        return frozenset[int]().union(*(self.by_name.get(key, set()) for key in _keys(name)))

    def nearest(self, typed: str) -> frozenset[int]:
        """The films with a name that begins most like this, articles aside, a letter more or less.

        By nothing but edits (optimal string alignment) and over all names, so that what is a fair question does not
        depend on the index that will be asked.
        """
        found: defaultdict[int, set[str]] = defaultdict(set)
        for text in {typed, bare(typed)}:
            for length in range(len(text) - 1, len(text) + 2):
                begun = self._begun(length)
                edits = process.cdist([text], list(begun), scorer=OSA.distance, dtype=np.uint8)[0]
                least = int(edits.min())
                for names, edit in zip(begun.values(), edits.tolist(), strict=True):
                    if edit == least:
                        found[least] |= names
        return frozenset[int]().union(*(self.by_name[name] for name in found[min(found)]))

    def _begun(self, length: int) -> dict[str, set[str]]:
        """All names by their first so many letters."""
        if length not in self._cut:
            cut = self._cut[length] = defaultdict[str, set[str]](set)
            for key in self.by_name:
                cut[key[:length]].add(key)
        return self._cut[length]


def plain(name: str) -> str:
    """Lower case, no accents, single gaps: what counts as the same name here."""
    letters = unicodedata.normalize("NFKD", name.replace("ё", "е").replace("Ё", "Е").lower())
    letters = "".join(c for c in letters if not unicodedata.combining(c)).replace("'", "").replace("’", "")
    return " ".join(re.findall(r"[^\W_]+", letters))


def bare(key: str) -> str:
    """Without a leading article."""
    return next((key[len(one) :] for one in _ARTICLES if key.startswith(one)), key)


def _keys(name: str) -> set[str]:
    """A name with and without its article, with "and" for "&" and with nothing."""
    return {form for key in (plain(name), plain(name.replace("&", " and "))) for form in (key, bare(key))}


Maker = Callable[[random.Random, TitleRecord, Catalogue], tuple[str, str] | None]
"""From a film a question and the name it asks for, or None where the film has nothing of the kind."""

_MAKERS: dict[str, Maker] = {}


def _kind(name: str) -> Callable[[Maker], Maker]:
    def register(maker: Maker) -> Maker:
        _MAKERS[name] = maker
        return maker

    return register


@_kind("exact")
def _exact(_rng: random.Random, film: TitleRecord, _all: Catalogue) -> tuple[str, str]:
    return film.title, film.title


@_kind("case")
def _case(rng: random.Random, film: TitleRecord, _all: Catalogue) -> tuple[str, str]:
    return rng.choice([str.upper, str.lower, str.swapcase])(film.title), film.title


@_kind("accents")
def _accents(rng: random.Random, film: TitleRecord, _all: Catalogue) -> tuple[str, str] | None:
    if not film.title.isascii():
        dropped = "".join(
            c for c in unicodedata.normalize("NFKD", film.title) if not unicodedata.combining(c)
        )
        return dropped, film.title
    places = [place for place, letter in enumerate(film.title) if letter in _ACCENTS]
    if not places:
        return None
    place = rng.choice(places)
    return film.title[:place] + rng.choice(_ACCENTS[film.title[place]]) + film.title[place + 1 :], film.title


@_kind("article dropped")
def _article_dropped(_rng: random.Random, film: TitleRecord, _all: Catalogue) -> tuple[str, str] | None:
    lower = film.title.lower()
    found = next((one for one in _ARTICLES if lower.startswith(one)), None)
    return (film.title[len(found) :], film.title) if found else None


@_kind("article added")
def _article_added(rng: random.Random, film: TitleRecord, _all: Catalogue) -> tuple[str, str] | None:
    if film.title.lower().startswith(_ARTICLES):
        return None
    return rng.choice(["The ", "A ", "the "]) + film.title, film.title


@_kind("article behind")
def _article_behind(_rng: random.Random, film: TitleRecord, _all: Catalogue) -> tuple[str, str] | None:
    head, _, rest = film.title.partition(" ")
    return (f"{rest}, {head}", film.title) if head in {"The", "A", "An", "La", "Le", "Das"} and rest else None


def _prefix_of(length: int) -> Maker:
    def make(_rng: random.Random, film: TitleRecord, every: Catalogue) -> tuple[str, str] | None:
        typed = film.title[:length]
        key = plain(typed)
        if len(film.title) <= length or typed != typed.strip() or len(key) < length:
            return None
        sharing = every.beginnings[key]
        return (typed.lower(), film.title) if len(sharing) <= (20 if length < 4 else 1) else None

    return make


for _length in (2, 3, 4, 5, 6, 8):
    _MAKERS[f"prefix {_length}"] = _prefix_of(_length)


@_kind("prefix of words")
def _words_prefix(rng: random.Random, film: TitleRecord, every: Catalogue) -> tuple[str, str] | None:
    key = plain(film.title)
    spaces = [match.start() for match in re.finditer(" ", key)]
    if not spaces or len(key) < 9:
        return None
    typed = key[: rng.choice(spaces) + rng.randint(2, 4)]
    if (
        len(typed) >= len(key)
        or len(typed) < 7
        or len([k for k in every.beginnings[typed[:12]] if k.startswith(typed)]) > 1
    ):
        return None
    return typed, film.title


def _typos(count: int, shortest: int) -> Maker:
    def make(rng: random.Random, film: TitleRecord, _all: Catalogue) -> tuple[str, str] | None:
        if len(plain(film.title)) < shortest:
            return None
        text = film.title
        for _ in range(count):
            text = typo(rng, text)
        return text, film.title

    return make


_MAKERS["one typo"] = _typos(1, 5)
_MAKERS["two typos"] = _typos(2, 9)
_MAKERS["three typos"] = _typos(3, 14)


@_kind("typo in a prefix")
def _prefix_typo(rng: random.Random, film: TitleRecord, every: Catalogue) -> tuple[str, str] | None:
    key = plain(film.title)
    length = rng.randint(8, 12)
    if len(key) <= length or key[length - 1] == " ":
        return None
    text = typo(rng, key[: length - 1]) + key[length - 1]
    if len(text) < length or not every.nearest(text) <= every.named(film.title):
        return None  # too short, or just as near to the beginning of another title: nobody can tell
    return text, film.title


@_kind("swapped words")
def _swapped(rng: random.Random, film: TitleRecord, _all: Catalogue) -> tuple[str, str] | None:
    words = film.title.split()
    if len(words) < 2 or len(bare(plain(film.title)).split()) < 2:
        return None
    shuffled = words[:]
    place = rng.randrange(len(words) - 1)
    shuffled[place], shuffled[place + 1] = shuffled[place + 1], shuffled[place]
    return " ".join(shuffled), film.title


@_kind("joined words")
def _joined(rng: random.Random, film: TitleRecord, _all: Catalogue) -> tuple[str, str] | None:
    words = plain(film.title).split()
    if len(words) < 2:
        return None
    place = rng.randrange(len(words) - 1)
    return " ".join([*words[:place], words[place] + words[place + 1], *words[place + 2 :]]), film.title


@_kind("split words")
def _split(rng: random.Random, film: TitleRecord, _all: Catalogue) -> tuple[str, str] | None:
    words = plain(film.title).split()
    long = [place for place, word in enumerate(words) if len(word) >= 6]
    if not long:
        return None
    place = rng.choice(long)
    cut = rng.randint(2, len(words[place]) - 2)
    return " ".join([*words[:place], words[place][:cut], words[place][cut:], *words[place + 1 :]]), film.title


@_kind("partial")
def _partial(rng: random.Random, film: TitleRecord, every: Catalogue) -> tuple[str, str] | None:
    words = plain(film.title).split()
    if len(words) < 4:
        return None
    count = rng.randint(2, len(words) - 1)
    start = rng.randint(1, len(words) - count)
    part = words[start : start + count]
    if len(" ".join(part)) < 10 or max(map(len, part)) < 5:
        return None
    text = " ".join(part)
    owners = {key for key in every.by_name if f" {text} " in f" {key} "}
    return (text, film.title) if len({bare(key) for key in owners}) == 1 else None


@_kind("year right")
def _year(rng: random.Random, film: TitleRecord, _all: Catalogue) -> tuple[str, str]:
    form = rng.choice(["{t} {y}", "{t} ({y})", "{y} {t}", "{t} '{s}", "{t} {s}", "{t}, {y}"])
    return form.format(t=film.title, y=film.year, s=f"{film.year % 100:02}"), f"{film.title}|{film.year}"


@_kind("year nearly right")
def _near_year(rng: random.Random, film: TitleRecord, _all: Catalogue) -> tuple[str, str]:
    return f"{film.title} {film.year + rng.choice([-1, 1])}", film.title


@_kind("numerals")
def _numerals(rng: random.Random, film: TitleRecord, _all: Catalogue) -> tuple[str, str] | None:
    words = film.title.split()
    for place in range(len(words) - 1, -1, -1):
        word = words[place].lower().strip(":,.")
        number = next(
            (
                n
                for n, names in enumerate(zip(_NUMBERS.split(), _ROMAN.split(), strict=True))
                if n and word in {*names, str(n)}
            ),
            None,
        )
        if number and (place or word != "i"):
            others = [
                form
                for form in (_NUMBERS.split()[number], _ROMAN.split()[number].upper(), str(number))
                if form.lower() != word
            ]
            if not place:
                others = [form for form in others if form not in {"I", "V", "X"}]
            return " ".join([*words[:place], rng.choice(others), *words[place + 1 :]]), film.title
    return None


@_kind("punctuation")
def _punctuation(rng: random.Random, film: TitleRecord, _all: Catalogue) -> tuple[str, str] | None:
    ways = [
        film.title.replace(" ", "-"), film.title.replace(" ", "_"), film.title.replace(" ", "."),
        f'"{film.title}"', f"«{film.title}»", f"{film.title}!", f"{film.title}...", film.title.replace(" ", "  "),
        re.sub(r"[^\w ]", "", film.title), film.title.replace("'", "’"), film.title.replace(" and ", " & "),
        film.title.replace("'", " "), film.title.replace("-", " "), film.title.replace(":", " -"),
    ]  # fmt: skip
    changed = [way for way in ways if way != film.title and plain(way)]
    return (rng.choice(changed), film.title) if changed else None


@_kind("alternative")
def _alternative(rng: random.Random, film: TitleRecord, _all: Catalogue) -> tuple[str, str] | None:
    names = [name for name in film.names if plain(name)]
    if not names:
        return None
    name = rng.choice(names)
    return name, name


def _russian(film: TitleRecord) -> str | None:
    return next(
        (name for name in film.names if re.search("[а-я]", name) and not re.search("[a-zјњљћђџ]", name)), None
    )


@_kind("cyrillic")
def _cyrillic(rng: random.Random, film: TitleRecord, _all: Catalogue) -> tuple[str, str] | None:
    name = _russian(film)
    if not name:
        return None
    ways = [
        name.lower(),
        name.upper(),
        name.replace("ё", "е"),
        typo(rng, name) if len(name) > 5 else name,
        name[: max(5, len(name) - 2)],
    ]
    return rng.choice(ways), name


def _in_system(system: str) -> Maker:
    def make(_rng: random.Random, film: TitleRecord, _all: Catalogue) -> tuple[str, str] | None:
        name = _russian(film)
        return (romanised(name, system), name) if name else None

    return make


for _system in SYSTEMS:
    _MAKERS[f"romanised {_system}"] = _in_system(_system)


@_kind("layout")
def _layout(rng: random.Random, film: TitleRecord, _all: Catalogue) -> tuple[str, str] | None:
    name = _russian(film)
    if name and rng.random() < 0.7:
        return name.lower().translate(str.maketrans(RUSSIAN_KEYS, ENGLISH_KEYS)), name
    if not film.title.isascii() or len(film.title) < 4:
        return None
    return film.title.lower().translate(str.maketrans(ENGLISH_KEYS, RUSSIAN_KEYS)), film.title


@_kind("extra words")
def _extra(rng: random.Random, film: TitleRecord, _all: Catalogue) -> tuple[str, str]:
    form = rng.choice(_EXTRA)
    return (form.format(film.title) if "{}" in form else f"{film.title} {form}"), film.title


def questions(catalogue: Catalogue, absent: Iterable[str], *, seed: int, each: int = 120) -> list[Question]:
    """At most `each` questions of every kind; `absent` are titles the catalogue does not have."""
    out: list[Question] = []
    for kind, maker in _MAKERS.items():
        rng = random.Random(f"{seed} {kind}")
        films = list(catalogue.records)
        rng.shuffle(films)
        made = 0
        for film in films:
            question = maker(rng, film, catalogue)
            if question is None or not question[0].strip():
                continue
            text, name = question
            wanted = catalogue.named(name.partition("|")[0])
            if "|" in name:
                same = {one.id for one in catalogue.records if one.id in wanted and one.year == film.year}
                wanted = frozenset(same)
            out.append(Question(kind, text, wanted | {film.id}))
            made += 1
            if made == each:
                break
    rng = random.Random(f"{seed} nonsense")
    out += [Question("nonsense", nonsense(rng), frozenset()) for _ in range(2 * each)]
    out += [Question("absent", title, frozenset()) for title in absent]
    return out
