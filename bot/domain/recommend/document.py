"""A film as its index sees it: in each of its fields, which terms stand there; and its texts, sentence by sentence."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, NewType, cast, get_args

from bot.domain.recommend.thesaurus import Thesaurus, length_of
from bot.domain.recommend.tokens import Token, forget_tokens, skeleton, tokenize
from db.types import Entry, Film, FilmPage, Job

Label = Literal["theme", "genre", "tone", "colour", "country", "language", "studio", "award"]
"""Fields of a film that hold short names, said plainly."""
Text = Literal["synopsis", "description", "fact"]
Field = Label | Text | Job | Literal["title", "character", "book", "list", "year"]

JOBS: Final[tuple[Job, ...]] = get_args(Job)
LABELS: Final[tuple[Label, ...]] = get_args(Label)
FIELDS: Final[tuple[Field, ...]] = (
    *LABELS, *cast("tuple[Text, ...]", get_args(Text)), *JOBS, "title", "character", "book", "list", "year",
)  # fmt: skip

Term = NewType("Term", str)
"""What films and wishes are compared by: a stem, or with a sign before it a concept, a name, a full name, a decade."""


def stem_term(stem: str) -> Term:
    """A word, in any of its forms."""
    return Term(stem)


def concept_term(concept: str) -> Term:
    """A meaning, in any of its words."""
    return Term(f"#{concept}")


def name_term(*skeletons: str) -> Term:
    """One word of somebody's name, or two that stand beside each other."""
    return Term(f"@{' '.join(skeletons)}")


def decade_term(year: int) -> Term:
    """The ten years that a year is one of."""
    return Term(f"%{year // 10}")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a text a member can look up, to the letter."""

    text: str
    source: Text
    entry: Entry | None
    """Whose words these are; None for the synopsis."""
    terms: frozenset[Term]
    """What it speaks of and does not deny."""


@dataclass(frozen=True, slots=True)
class Document:
    """A film with its terms."""

    page: FilmPage
    counts: Mapping[Field, Mapping[Term, float]]
    """How often each term stands in each field."""
    lengths: Mapping[Field, int]
    """Words in each field."""


AWARDS: Final = "award"
ADAPTATIONS: Final = "literary adaptation"
"""The concepts whose kinds are read where prizes, or the book behind a film, are named: a Golden Bear is no animal."""
_INSIDE_A_PHRASE: Final = 0.3
"""What a word counts that is part of a phrase meaning something else: the war of "nuclear war"."""
_NEGATED: Final = 3
"""Words that a "no" denies at most, counting those that say something."""
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”’»)]*\s+(?=[\"'“‘«(]?[A-ZА-ЯЁ0-9])")
_BREAK = re.compile(r"\s*\n\s*")
_PAUSE = re.compile(r"[,;:.!?()—–]")
_COLOURS: Final[Mapping[str, tuple[str, ...]]] = {
    "colour": ("in colour",),
    "black and white": ("black and white",),
    "both": ("in colour", "black and white"),
}


def document(page: FilmPage, thesaurus: Thesaurus) -> Document:
    """Read everything about a film once.

    A sentence that an editor has marked as wrong, misleading or unconfirmed is not read: nothing is recommended for it.
    """
    film = page.film
    builder = _Builder(thesaurus)
    titles = [
        film.title,
        film.original_title,
        film.romanised_title,
        *(t.text for t in film.alternative_titles),
    ]
    for title in dict.fromkeys(title for title in titles if title):
        builder.add_title(title)
    for field, names in labels_of(film):
        for name in names:
            builder.add_label(field, name)
    for job in JOBS:
        for person in dict.fromkeys(film.people(job)):
            builder.add_person(job, person)
    for credit in film.credits.get("cast", ()):
        if credit.character:
            builder.add_character(credit.character)
    if film.based_on:
        builder.add_book(film.based_on)
    builder.add("year", {decade_term(film.year): 1.0, stem_term(str(film.year)): 1.0}, 1)
    for title in dict.fromkeys(entry.list_title for entry in page.entries):
        tokens = tokenize(title)
        builder.add("list", terms_of(tokens, thesaurus), len(tokens))
    for source, text, entry in _texts(page):
        for sentence in _split(text):
            if not _doubted(sentence, entry):
                tokens = tokenize(sentence)
                builder.add(source, _spoken_of(sentence, tokens, thesaurus), len(tokens))
    return builder.finish(page)


def labels_of(film: Film) -> Iterator[tuple[Label, tuple[str, ...]]]:
    """Every field of short names with the names as they are written."""
    yield "theme", film.themes
    yield "genre", film.genres
    yield "tone", film.tones
    yield "colour", _COLOURS[film.colour] if film.colour else ()
    yield "country", film.countries
    yield "language", film.languages
    yield "studio", film.studios
    yield "award", film.awards


def label_terms(field: Label, name: str, thesaurus: Thesaurus) -> Mapping[Term, float]:
    """The terms of a name in such a field."""
    if field == "award":
        return _kinds(tokenize(name), AWARDS, thesaurus)
    if field == "language":
        name = f"{name} language"
    return terms_of(tokenize(name), thesaurus)


def person_terms(person: str) -> Mapping[Term, float]:
    """The terms of somebody's name: each of its words, and each two beside each other."""
    return dict.fromkeys(_name_terms(tokenize(person)), 1.0)


def full_names(person: str) -> list[Term]:
    """Of those only the pairs, which are nearly always one person's."""
    return [term for term in person_terms(person) if " " in term]


def book_terms(text: str, thesaurus: Thesaurus) -> Mapping[Term, float]:
    """The terms of the book, play or story behind a film: whose it is, and that there is one; not what it is called."""
    tokens = tokenize(text)
    named = _name_terms([token for token in tokens if token.text[0].isupper()])
    return {**dict.fromkeys(named, 1.0), **_kinds(tokens, ADAPTATIONS, thesaurus)}


def sentences(page: FilmPage, thesaurus: Thesaurus) -> list[Sentence]:
    """Every sentence about a film that may be quoted, in the order of the synopsis and the lists."""
    return [
        Sentence(text, source, entry, frozenset(_spoken_of(text, tokenize(text), thesaurus)))
        for source, whole, entry in _texts(page)
        for text in _split(whole)
        if not _doubted(text, entry)
    ]


def terms_of(
    tokens: Sequence[Token], thesaurus: Thesaurus, unsaid: frozenset[int] = frozenset()
) -> dict[Term, float]:
    """Stems and concepts with how often each stands there, without the words at the places that are `unsaid`."""
    found: defaultdict[Term, float] = defaultdict(float)
    inside: set[int] = set()
    for phrase in thesaurus.read(tokens):
        if unsaid and phrase.first + phrase.length - 1 in unsaid:
            continue
        for sense in phrase.senses:
            if sense.concept:
                found[concept_term(sense.concept)] += 1
        if phrase.length > 1:
            inside.update(range(phrase.first, phrase.first + phrase.length))
    for place, token in enumerate(tokens):
        if place not in unsaid and not thesaurus.ignored(token):
            found[stem_term(token.stem)] += _INSIDE_A_PHRASE if place in inside else 1
    return found


def forget() -> None:
    """Remember no more forms: a question has ten words, the catalogue just read had thousands."""
    forget_tokens()


def _texts(page: FilmPage) -> Iterator[tuple[Text, str, Entry | None]]:
    if page.film.synopsis:
        yield "synopsis", page.film.synopsis, None
    for entry in page.entries:
        yield "description", entry.description, entry
        if entry.fact:
            yield "fact", entry.fact, entry


def _split(text: str) -> Iterator[str]:
    for paragraph in _BREAK.split(text):
        for part in _SENTENCE_END.split(paragraph):
            if part.strip():
                yield part.strip()


def _doubted(sentence: str, entry: Entry | None) -> bool:
    return entry is not None and any(
        check.verdict != "confirmed" and sentence in check.says for check in entry.checks
    )


def _spoken_of(text: str, tokens: Sequence[Token], thesaurus: Thesaurus) -> dict[Term, float]:
    """The terms of a sentence, names among them. Only a word after the first is known for a name by its capital."""
    found = terms_of(tokens, thesaurus, _negated(text, tokens, thesaurus))
    names = [token for token in tokens[1:] if token.text[0].isupper()]
    for term in _name_terms(names, pairs=False):
        found[term] = 1.0
    return found


def _negated(text: str, tokens: Sequence[Token], thesaurus: Thesaurus) -> frozenset[int]:
    """The places of words that stand after a "no": "This is no future war but a real one" is not about a future war."""
    wording = thesaurus.wording()
    if not any(token.folded in wording.negating for token in tokens):
        return frozenset()
    found: set[int] = set()
    left = 0
    for place, token in enumerate(tokens):
        if place and _PAUSE.search(text, tokens[place - 1].end, token.start):
            left = 0
        if length_of(wording.negations, tokens, place):
            left = _NEGATED
        elif length_of(wording.turns, tokens, place):
            left = 0
        elif left and not thesaurus.ignored(token):
            found.add(place)
            left -= 1
    return frozenset(found)


def _name_terms(tokens: Sequence[Token], *, pairs: bool = True) -> list[Term]:
    keys = [key for token in tokens if (key := skeleton(token.text))]
    found = [name_term(key) for key in keys]
    if pairs:
        found += [name_term(*pair) for pair in zip(keys, keys[1:], strict=False)]
    return found


def _kinds(tokens: Sequence[Token], concept: str, thesaurus: Thesaurus) -> dict[Term, float]:
    kinds = {concept, *thesaurus.narrower(concept)}
    found = {sense.concept for phrase in thesaurus.read(tokens) for sense in phrase.senses}
    return {concept_term(one): 1.0 for one in kinds if one in found}


class _Builder:
    def __init__(self, thesaurus: Thesaurus) -> None:
        self._thesaurus = thesaurus
        self._counts: defaultdict[Field, defaultdict[Term, float]] = defaultdict(lambda: defaultdict(float))
        self._lengths: Counter[Field] = Counter()

    def add(self, field: Field, found: Mapping[Term, float], length: int) -> None:
        self._lengths[field] += length
        counts = self._counts[field]
        for term, count in found.items():
            counts[term] += count

    def add_title(self, text: str) -> None:
        """The words of a title are words and mean nothing: "The Cold Summer of 1953" is no film about winter."""
        tokens = tokenize(text)
        said: Iterable[Token] = (token for token in tokens if not self._thesaurus.ignored(token))
        self.add("title", dict.fromkeys((stem_term(token.stem) for token in said), 1.0), len(tokens))

    def add_label(self, field: Label, name: str) -> None:
        self.add(field, label_terms(field, name, self._thesaurus), len(name.split()))

    def add_person(self, job: Job, person: str) -> None:
        self.add(job, person_terms(person), len(person.split()))

    def add_character(self, character: str) -> None:
        tokens = tokenize(character)
        names = _name_terms([token for token in tokens if token.text[0].isupper()])
        self.add("character", {**terms_of(tokens, self._thesaurus), **dict.fromkeys(names, 1.0)}, len(tokens))

    def add_book(self, text: str) -> None:
        self.add("book", book_terms(text, self._thesaurus), len(text.split()))

    def finish(self, page: FilmPage) -> Document:
        return Document(page, self._counts, self._lengths)
