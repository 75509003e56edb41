"""How recommending grows with the catalogue: invented films on lists, made of the words of the shipped ones."""

from __future__ import annotations

import gc
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from time import process_time

from bot.domain.recommend.document import document, forget
from bot.domain.recommend.film_index import FilmIndex
from bot.domain.recommend.ranking import rank, resolved
from bot.domain.recommend.reasons import reasons
from bot.domain.recommend.wish_reader import read_wish
from bot.domain.sentences import sentences
from db.types import Credit, Entry, Film, FilmPage, stable_id

SHOWN = 4
"""Films of a page, each with its reasons."""
_LISTS = 40


@dataclass(frozen=True, slots=True)
class Growth:
    """What a catalogue of some size costs, in processor time."""

    films: int
    start: float
    """Seconds until films can be recommended, without reading them from the database."""
    mean: float
    """Milliseconds a question, with the reasons for the films of its page."""
    slowest: float
    """Milliseconds of the slowest question."""


def measure(shipped: FilmIndex, size: int, asked: Sequence[str]) -> Growth:
    """Build a catalogue of this many films and ask it everything once."""
    films = list(invented(shipped, size))
    thesaurus = shipped.thesaurus
    gc.collect()
    began = process_time()
    index = FilmIndex((document(page, thesaurus) for page in films), thesaurus)
    forget()
    start = process_time() - began
    answer(index, asked[0])  # the first use of what is made once
    answer(index, "mispeled")
    took = []
    for question in asked:
        began = process_time()
        answer(index, question)
        took.append(process_time() - began)
    return Growth(size, start, sum(took) / len(took) * 1000, max(took) * 1000)


def answer(index: FilmIndex, question: str) -> None:
    """A page as the service makes it."""
    wish = read_wish(question, index.thesaurus, index.titles, index.people)
    likes = [document(index.pages[one], index.thesaurus) for one in wish.likes]
    wish = resolved(index, wish, likes)
    for one in rank(index, wish, likes=likes, wanted=SHOWN + 1).films[:SHOWN]:
        reasons(index, wish, one, likes)


def invented(shipped: FilmIndex, size: int) -> Iterator[FilmPage]:
    """Films that are as long to read as ours, each with its own people and its own choice of our words."""
    dice = random.Random(5)
    known = [page.film for page in shipped.pages.values()]
    themes = sorted({theme for film in known for theme in film.themes})
    genres = sorted({genre for film in known for genre in film.genres})
    texts = [entry.description for page in shipped.pages.values() for entry in page.entries]
    texts += [film.synopsis for film in known if film.synopsis]
    said = sorted({sentence for text in texts for sentence in sentences(text)})
    names = [credit.person.split() for film in known for people in film.credits.values() for credit in people]
    first, last = sorted({name[0] for name in names}), sorted({name[-1] for name in names})

    def person() -> Credit:
        return Credit(
            f"{dice.choice(first)} {dice.choice(last)}{dice.choice(('', 'ov', 'sky', 'enko', 'ides'))}"
        )

    def text(count: int) -> str:
        return " ".join(dice.sample(said, count))

    for number in range(size):
        like = dice.choice(known)
        title = f"{dice.choice(themes)} {dice.choice(genres)} {number}".title()
        film = Film(
            stable_id(f"invented {number}"), f"invented-{number}", title, dice.randint(1930, 2020), 2000,
            credits={
                "director": (person(),), "writer": (person(), person()), "cast": tuple(person() for _ in range(6)),
                "composer": (person(),),
            },
            countries=like.countries, languages=like.languages, tones=like.tones, colour=like.colour,
            genres=tuple(dice.sample(genres, 2)), themes=tuple(dice.sample(themes, 7)), awards=like.awards,
            runtime_minutes=dice.randint(70, 220), based_on=like.based_on, synopsis=text(2),
        )  # fmt: skip
        yield FilmPage(film, (_entry(film, dice.randrange(_LISTS), number, text(2), text(2)),))


def _entry(film: Film, on: int, rank_: int, description: str, fact: str) -> Entry:
    return Entry(
        stable_id(f"entry {film.slug}"), stable_id(f"list {on}"), f"list-{on}", f"List {on}", 99, rank_, film.title,
        film.year, description, fact, film.id, None, None, (), None, None,
    )  # fmt: skip
