"""The recommendations answer the judged questions, both halves, and every answer says why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import pytest

from bot.domain.recommend.document import Document
from bot.domain.recommend.library import Library
from bot.domain.recommend.ranking import Ranked, rank
from bot.domain.recommend.reasons import why
from bot.domain.recommend.wish import Wish, read_wish
from tests.judged.answers import Answering, full_text, ours, scores, shipped_library, titles
from tests.judged.judged import Half, questions

HALVES: tuple[Half, ...] = ("tune", "held out")


@pytest.fixture(scope="module")
def library() -> Library:
    return shipped_library()


@pytest.fixture(scope="module")
def answers(library: Library) -> Answering:
    """Ours, each found once."""
    return cache(ours(library))


@pytest.fixture(scope="module")
def baselines(library: Library) -> tuple[Answering, ...]:
    return full_text(library), titles(library)


@dataclass(frozen=True, slots=True)
class Answered:
    """A question as it was read, and the answer in full."""

    wish: Wish
    like: Document | None
    films: Sequence[Ranked]


@pytest.fixture(scope="module")
def answered(library: Library) -> list[Answered]:
    """Every question."""
    wishes = [read_wish(question.ask, library.thesaurus, library.titles) for question in questions()]
    likes = [library.documents.get(wish.like) if wish.like is not None else None for wish in wishes]
    return [
        Answered(wish, like, rank(library, wish, like=like).films)
        for wish, like in zip(wishes, likes, strict=True)
    ]


def test_there_are_enough_questions_in_both_languages(library: Library) -> None:
    asked = questions()
    russian = [one for one in asked if any("а" <= letter <= "я" for letter in one.ask.lower())]
    assert len(asked) >= 120
    assert 50 <= len(russian) <= len(asked) - 50
    assert len({one.ask for one in asked}) == len(asked)
    known = {document.film.slug for document in library.documents.values()}
    assert all(one.accept and one.accept <= known for one in asked)


@pytest.mark.parametrize("half", HALVES)
def test_good_answers(answers: Answering, baselines: tuple[Answering, ...], half: Half) -> None:
    asked = [one for one in questions() if one.half == half]
    found = scores(answers, asked)
    assert len(asked) >= 60
    assert found.hit_3 >= 0.95
    assert found.hit_1 >= 0.85
    for baseline in baselines:
        assert found.hit_3 >= scores(baseline, asked).hit_3 + 0.3


def test_the_same_question_has_the_same_answer(answers: Answering) -> None:
    again = ours(shipped_library())
    for question in questions():
        assert answers(question.ask) == again(question.ask)


def test_every_answer_quotes_to_the_letter_and_names_what_the_film_has(
    library: Library, answered: list[Answered]
) -> None:
    for answer in answered:
        for one in answer.films[:5]:
            film, reasons = one.document.film, why(library, answer.wish, one, answer.like)
            assert reasons.quote is not None
            entry = reasons.quote.entry
            source = f"{entry.description}\n{entry.fact}" if entry else film.synopsis or ""
            assert reasons.quote.text in source
            assert reasons.facts
            for fact in reasons.facts:
                known = {
                    "theme": film.themes,
                    "genre": film.genres,
                    "director": film.people("director"),
                    "country": film.countries,
                    "list": tuple(one.document.lists.values()),
                    "years": (str(film.year),),
                    "minutes": (str(film.runtime_minutes),),
                }
                if fact.kind in known:
                    assert set(fact.names) <= set(known[fact.kind])
                if fact.shared and answer.like is not None and fact.kind == "list":
                    assert set(fact.names) <= set(answer.like.lists.values())


def test_a_quote_that_answers_holds_what_was_asked_for(library: Library, answered: list[Answered]) -> None:
    quotations = 0
    for answer in answered:
        if answer.wish.like is not None:
            continue
        for one in answer.films[:3]:
            quote = why(library, answer.wish, one).quote
            if quote is not None and quote.answers:
                quotations += 1
                wanted = {reading.term for need in one.met for reading in need.readings}
                sentence = next(s for s in one.document.sentences if s.text == quote.text)
                assert wanted.intersection(sentence.terms)
    assert quotations > 300


def test_nothing_is_recommended_for_a_sentence_of_a_fact_that_is_doubted(library: Library) -> None:
    for document in library.documents.values():
        for sentence in document.sentences:
            if sentence.source == "fact" and sentence.entry:
                about = [check for check in sentence.entry.checks if sentence.text in check.says]
                assert all(check.verdict == "confirmed" for check in about)
