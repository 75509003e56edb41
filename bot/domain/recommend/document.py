"""A film as the ranking sees it: in each of its fields, which terms stand there and where that can be read."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Final, Literal, NamedTuple, get_args

from bot.domain.recommend.thesaurus import Thesaurus
from bot.domain.recommend.words import Word, forget_words, skeleton, words
from bot.domain.sentences import sentences
from bot.domain.stamps import doubted
from db.types import Entry, Film, FilmPage, Job

Field = Literal[
    "title", "theme", "genre", "director", "person", "character", "country", "language", "book", "studio", "award",
    "synopsis", "description", "fact", "list", "year",
]  # fmt: skip
Source = Literal["synopsis", "description", "fact"]


class Term(NamedTuple):
    """What documents and questions are compared by."""

    kind: Literal["stem", "concept", "name", "list", "decade"]
    key: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a text a member can look up, to the letter."""

    text: str
    source: Source
    entry: Entry | None
    """Whose words these are; None for the synopsis."""
    terms: tuple[Term, ...]
    """Each once."""


@dataclass(frozen=True)
class Document:
    """A film with its terms."""

    page: FilmPage
    counts: Mapping[Field, Mapping[Term, float]]
    """How often each term stands in each field; of a document in a library, in those of `PLAIN`."""
    lengths: Mapping[Field, int]
    """Words in each field."""
    sentences: tuple[Sentence, ...]
    named: Mapping[Term, tuple[tuple[Field, str], ...]]
    """Where a term is the name of something: a theme, a genre, a person … as it is written."""

    @property
    def film(self) -> Film:
        return self.page.film

    @cached_property
    def lists(self) -> Mapping[int, str]:
        """The lists the film stands on, by id, with their titles."""
        return {entry.list_id: entry.list_title for entry in self.page.entries}

    def abridged(self) -> Document:
        """With the counts of what is said plainly only, once the others were added up."""
        return replace(self, counts={field: self.counts[field] for field in PLAIN if field in self.counts})


PLAIN: Final[tuple[Field, ...]] = ("genre", "theme", "country", "language", "studio")
"""Fields that hold nothing said in passing."""
BESIDES: Final[tuple[Job, ...]] = tuple(job for job in get_args(Job) if job != "director")
"""Jobs of those who are named as people; directors are a field of their own."""
_LATELY: Final = 100_000
_term = lru_cache(_LATELY)(Term)
"""Films share most of their terms: each is one object in all of them."""
_INSIDE_A_PHRASE: Final = 0.3
"""What a word counts that is part of a phrase meaning something else: the war of "nuclear war"."""


def document(page: FilmPage, thesaurus: Thesaurus, names: Iterable[str] = ()) -> Document:
    """Read everything about a film once. `names` are what it is called besides its titles.

    A sentence of a fact that an editor doubts is not read: nothing is recommended for it.
    """
    film = page.film
    maker = _Maker(thesaurus)
    titles = (
        film.title,
        film.original_title,
        film.romanised_title,
        *(t.text for t in film.alternative_titles),
    )
    for text in dict.fromkeys([*(t for t in titles if t), *names]):
        maker.add_title(text)
    for field, texts in _labels(film):
        for text in texts:
            maker.add(field, text, named=True)
    people = film.people(*BESIDES)
    for person in film.people("director"):
        maker.add_person("director", person)
    for person in dict.fromkeys(people):
        maker.add_person("person", person)
    for character in (credit.character for credit in film.credits.get("cast", ())):
        maker.add("character", character or "", names=True)
    maker.add("book", film.based_on or "", names=True, named=True)
    maker.add("year", f"{film.year} {film.release_year}")
    maker.terms["year"][_term("decade", str(film.year // 10 * 10))] += 1
    for text in sentences(film.synopsis or ""):
        maker.add_sentence("synopsis", text, None)
    for entry in page.entries:
        maker.terms["list"][_term("list", str(entry.list_id))] = 1
        maker.add("list", entry.list_title)
        for text in sentences(entry.description):
            maker.add_sentence("description", text, entry)
        facts = [check for check in entry.checks if check.part == "fact"]
        for text in sentences(entry.fact or ""):
            if not doubted(text, facts):
                maker.add_sentence("fact", text, entry)
    return maker.finish(page)


def forget() -> None:
    """Remember no more forms and terms: a question has ten words, the catalogue just read had thousands."""
    forget_words()
    _term.cache_clear()


def _labels(film: Film) -> Iterable[tuple[Field, tuple[str, ...]]]:
    yield "theme", film.themes
    yield "genre", film.genres
    yield "country", film.countries
    yield "language", film.languages
    yield "studio", film.studios
    yield "award", film.awards


class _Maker:
    def __init__(self, thesaurus: Thesaurus) -> None:
        self._thesaurus = thesaurus
        self.terms: dict[Field, dict[Term, float]] = defaultdict(lambda: defaultdict(float))
        self._lengths: Counter[Field] = Counter()
        self._sentences: list[Sentence] = []
        self._named: dict[Term, dict[tuple[Field, str], None]] = defaultdict(dict)

    def add_title(self, text: str) -> None:
        """The words of a title are words and mean nothing: "The Cold Summer of 1953" is no film about winter."""
        run = words(text)
        said = [word for word in run if not self._thesaurus.ignored(word)]
        self._count("title", len(run), dict.fromkeys((_term("stem", word.stem) for word in said), 1.0))

    def add(self, field: Field, text: str, *, named: bool = False, names: bool = False) -> None:
        run = words(text)
        found = self._read(run, names=names)
        self._count(field, len(run), found)
        if named:
            for term in found:
                self._named[term][field, text] = None

    def add_person(self, field: Field, person: str) -> None:
        run = words(person)
        found = {_term("name", key): 1.0 for word in run if (key := skeleton(word.text))}
        self._count(field, len(run), found)
        for term in found:
            self._named[term][field, person] = None

    def add_sentence(self, source: Source, text: str, entry: Entry | None) -> None:
        run = words(text)
        found = self._read(run, names=True, sentence=True)
        self._count(source, len(run), found)
        self._sentences.append(Sentence(text, source, entry, tuple(found)))

    def finish(self, page: FilmPage) -> Document:
        return Document(
            page=page,
            counts={field: dict(counts) for field, counts in self.terms.items()},
            lengths=dict(self._lengths),
            sentences=tuple(self._sentences),
            named={term: tuple(places) for term, places in self._named.items()},
        )

    def _count(self, field: Field, length: int, found: Mapping[Term, float]) -> None:
        self._lengths[field] += length
        for term, count in found.items():
            self.terms[field][term] += count

    def _read(self, run: list[Word], *, names: bool, sentence: bool = False) -> dict[Term, float]:
        """Stems, concepts and, where a text may name people, the skeletons of words with a capital.

        The first word of a sentence has one whatever it is.
        """
        found: defaultdict[Term, float] = defaultdict(float)
        inside: set[int] = set()
        for phrase in self._thesaurus.read(run):
            for meaning in phrase.meanings:
                if meaning.concept:
                    found[_term("concept", meaning.concept)] += 1
            if phrase.length > 1:
                inside.update(range(phrase.first, phrase.first + phrase.length))
        for place, word in enumerate(run):
            if self._thesaurus.ignored(word):
                continue
            found[_term("stem", word.stem)] += _INSIDE_A_PHRASE if place in inside else 1
            if names and word.text[0].isupper() and (place or not sentence) and (key := skeleton(word.text)):
                found[_term("name", key)] += 1
        return dict(found)
