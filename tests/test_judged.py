"""The recommendations answer the judged questions, both halves, and every answer says why."""

from __future__ import annotations

import pytest

from bot.domain.recommend.library import Library
from bot.domain.recommend.ranking import rank
from bot.domain.recommend.reasons import why
from bot.domain.recommend.wish import read_wish
from tests.judged.answers import full_text, ours, scores, shipped_library, titles
from tests.judged.judged import Half, questions

HALVES: tuple[Half, ...] = ("tune", "held out")


@pytest.fixture(scope="module")
def library() -> Library:
    return shipped_library()


def test_there_are_enough_questions_in_both_languages(library: Library) -> None:
    asked = questions()
    russian = [one for one in asked if any("а" <= letter <= "я" for letter in one.ask.lower())]
    assert len(asked) >= 120
    assert 50 <= len(russian) <= len(asked) - 50
    assert len({one.ask for one in asked}) == len(asked)
    known = {document.film.slug for document in library.documents.values()}
    assert all(one.accept and one.accept <= known for one in asked)


@pytest.mark.parametrize("half", HALVES)
def test_good_answers(library: Library, half: Half) -> None:
    asked = [one for one in questions() if one.half == half]
    found = scores(ours(library), asked)
    assert len(asked) >= 60
    assert found.hit_3 >= 0.95
    assert found.hit_1 >= 0.85
    for baseline in (full_text(library), titles(library)):
        assert found.hit_3 >= scores(baseline, asked).hit_3 + 0.3


def test_the_same_question_has_the_same_answer(library: Library) -> None:
    again = shipped_library()
    for question in questions():
        assert ours(library)(question.ask) == ours(again)(question.ask)


def test_every_answer_quotes_to_the_letter_and_names_what_the_film_has(library: Library) -> None:
    for question in questions():
        wish = read_wish(question.ask, library.thesaurus, library.titles)
        like = library.documents.get(wish.like) if wish.like is not None else None
        for one in rank(library, wish, like=like).films[:5]:
            film, reasons = one.document.film, why(library, wish, one, like)
            assert reasons.quote is not None
            entry = reasons.quote.entry
            source = f"{entry.description}\n{entry.fact}" if entry else film.synopsis or ""
            assert reasons.quote.text in source
            assert reasons.facts
            for fact in reasons.facts:
                known = {
                    "theme": film.themes,
                    "genre": film.genres,
                    "director": film.directors,
                    "country": film.countries,
                    "list": tuple(one.document.lists.values()),
                    "years": (str(film.year),),
                    "minutes": (str(film.runtime_minutes),),
                }
                if fact.kind in known:
                    assert set(fact.names) <= set(known[fact.kind])
                if fact.shared and like is not None and fact.kind == "list":
                    assert set(fact.names) <= set(like.lists.values())


def test_a_quote_that_answers_holds_what_was_asked_for(library: Library) -> None:
    answering = 0
    for question in questions():
        wish = read_wish(question.ask, library.thesaurus, library.titles)
        if wish.like is not None:
            continue
        for one in rank(library, wish).films[:3]:
            quote = why(library, wish, one).quote
            if quote is not None and quote.answers:
                answering += 1
                wanted = {reading.term for need in one.met for reading in need.readings}
                sentence = next(s for s in one.document.sentences if s.text == quote.text)
                assert wanted.intersection(sentence.terms)
    assert answering > 300


def test_nothing_is_recommended_for_a_fact_that_is_not_confirmed(library: Library) -> None:
    for document in library.documents.values():
        for sentence in document.sentences:
            if sentence.source == "fact" and sentence.entry:
                facts = [check for check in sentence.entry.checks if check.part == "fact"]
                assert all(check.verdict == "confirmed" for check in facts)
