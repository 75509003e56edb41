"""What three ways of searching answer to the judged questions, and how good they are."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.domain.recommend.document import document
from bot.domain.recommend.film_index import FilmIndex
from bot.domain.recommend.ranking import rank
from bot.domain.recommend.thesaurus import Thesaurus
from bot.domain.recommend.wish_reader import read_wish
from bot.domain.titles.index import TitleIndex
from db import films, migrate
from db.engine import Database
from db.types import Film, FilmPage, TitleRecord
from seed import content
from seed.load import refresh
from seed.vocabulary import read_vocabulary
from tests.judged.judged import JudgedQuestion


@dataclass(frozen=True, slots=True)
class FoundFilms:
    """The answer to one question."""

    slugs: tuple[str, ...]
    """Films, best first."""
    fits: bool = True
    """False: nothing is what was asked for, these are the nearest."""


Answering = Callable[[str], FoundFilms]

SHOWN = 3
"""Films of an answer that everybody sees."""


@dataclass(frozen=True, slots=True)
class Scores:
    """Figures about some questions; hits and means are 0 to 1."""

    questions: int
    hit_1: float
    """The first film is an accepted one, among the questions that some film answers."""
    hit_3: float
    """One of the first three is."""
    mrr: float
    """One divided by the place of the first accepted film."""
    refused: int
    """Questions of which a refused film is among the first three."""
    honest: float
    """"Nothing fits" is said where nothing does; 1 where no such thing was asked."""
    false_alarms: int
    """"Nothing fits" is said although the first film is an accepted one."""


def scores(answering: Answering, asked: Iterable[JudgedQuestion]) -> Scores:
    """How good the answers are; raise ValueError for no questions."""
    answers = [(one, answering(one.ask)) for one in asked]
    if not answers:
        raise ValueError("nothing was asked")
    places = [_place(found.slugs, one.accept) for one, found in answers if one.accept]
    nothing = [not found.slugs or not found.fits for one, found in answers if not one.accept]
    count = len(places) or 1
    return Scores(
        len(answers),
        sum(place == 1 for place in places) / count,
        sum(0 < place <= SHOWN for place in places) / count,
        sum(1 / place for place in places if place) / count,
        sum(not one.refuse.isdisjoint(found.slugs[:SHOWN]) for one, found in answers),
        sum(nothing) / len(nothing) if nothing else 1.0,
        sum(not found.fits and _place(found.slugs, one.accept) == 1 for one, found in answers),
    )


def _place(answer: Sequence[str], accept: frozenset[str]) -> int:
    """From 1; 0 if none of the films is accepted."""
    return next((place for place, slug in enumerate(answer, 1) if slug in accept), 0)


def shipped_index() -> FilmIndex:
    """The films of the shipped lists, loaded into a database of their own and read back."""
    pages, _ = asyncio.run(_shipped())
    thesaurus = Thesaurus(read_vocabulary(content.collect([content.SHIPPED]), []))
    return FilmIndex((document(page, thesaurus) for page in pages), thesaurus)


def ours(index: FilmIndex) -> Answering:
    """What /recommend answers."""

    def answer(question: str) -> FoundFilms:
        wish = read_wish(question, index.thesaurus, index.titles, index.people)
        found = rank(index, wish, likes=[document(index.pages[one], index.thesaurus) for one in wish.likes])
        return FoundFilms(tuple(one.film.slug for one in found.films), found.fits)

    return answer


def full_text(index: FilmIndex) -> Answering:
    """SQLite's FTS5 with its own BM25 and its Porter stemmer over all the texts there are; any word may match."""
    connection = sqlite3.connect(":memory:")
    connection.execute(
        "CREATE VIRTUAL TABLE texts USING fts5(slug UNINDEXED, text, tokenize='porter unicode61')"
    )
    rows = [(page.film.slug, _all_text(page)) for page in index.pages.values()]
    connection.executemany("INSERT INTO texts VALUES (?, ?)", rows)

    def answer(question: str) -> FoundFilms:
        words = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", question))
        found = connection.execute("SELECT slug FROM texts WHERE texts MATCH ? ORDER BY rank, slug", [words])
        return FoundFilms(tuple(slug for (slug,) in found))

    return answer


def titles(index: FilmIndex) -> Answering:
    """What /film would offer."""
    _, records = asyncio.run(_shipped())
    titles_of = TitleIndex.build(records)
    slugs = {film_id: page.film.slug for film_id, page in index.pages.items()}
    return lambda question: FoundFilms(
        tuple(slugs[match.id] for match in titles_of.complete(question, 25) if match.id in slugs)
    )


async def _shipped() -> tuple[list[FilmPage], list[TitleRecord]]:
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'judged.sqlite3'}"
        await migrate.upgrade(url)
        database = Database(url)
        await refresh(database, [content.SHIPPED])
        async with database.read() as session:
            found = await films.pages_on_lists(session), await films.title_records(session)
        await database.close()
        return found


def _all_text(page: FilmPage) -> str:
    film: Film = page.film
    people = film.people("director", "writer", "composer", "cinematographer")
    parts: list[str | None] = [
        film.title,
        film.original_title,
        film.romanised_title,
        film.synopsis,
        film.based_on,
    ]
    parts += [*people, *film.people("cast"), *film.countries, *film.languages]
    parts += [*film.genres, *film.themes, *film.awards, f"{film.year} {film.year // 10 * 10}s"]
    parts += [text for entry in page.entries for text in (entry.list_title, entry.description, entry.fact)]
    return "\n".join(part for part in parts if part)
