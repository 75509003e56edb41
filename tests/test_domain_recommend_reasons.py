"""What is understood, the reasons for a film, and what the words of films are worth; on a few invented ones."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from bot.domain.recommend.document import document
from bot.domain.recommend.film_index import WEIGHTS, FilmIndex
from bot.domain.recommend.labels import label_id, labels
from bot.domain.recommend.ranking import rank
from bot.domain.recommend.reasons import Reason, reasons
from bot.domain.recommend.terms import FIELDS
from bot.domain.recommend.tokens import tokenize
from bot.domain.recommend.translated_reasons import translated
from bot.domain.recommend.wish import Wish
from bot.domain.recommend.wish_reader import read_wish
from bot.domain.sentences import sentences
from db.types import FilmPage, stable_id
from tests.invented_films import PAGES, THESAURUS, answer, asked, entry, invented, page


@pytest.fixture(scope="module")
def index() -> FilmIndex:
    return invented()


def test_nothing_known_is_not_understood(index: FilmIndex) -> None:
    found = asked(index, "xyzzy")
    assert found.films == ()
    assert not found.understood
    assert found.unknown == ("xyzzy",)
    assert not asked(index, "winter, xyzzy, plugh").fits, "most of it is not known"


def test_what_is_known_and_not_there_is_understood(index: FilmIndex) -> None:
    found = asked(index, "sharks")
    assert found.understood
    assert not found.fits
    assert all(one.missing == ("sharks",) for one in found.films)


def test_an_unknown_word_does_not_make_a_right_answer_wrong(index: FilmIndex) -> None:
    found = asked(index, "xyzzy winter and guilt")
    assert found.fits
    assert found.unknown == ("xyzzy",)
    assert not asked(index, "winter about xyzzy").fits, "unless it is what the film should be about"


def test_no_question_at_all(index: FilmIndex) -> None:
    found = rank(index, Wish())
    assert found.fits
    assert found.films[0].film.title == "Red Snow"
    assert len(found.films) == 4


def test_reasons_are_quoted_and_named(index: FilmIndex) -> None:
    wish = read_wish("snow", THESAURUS)
    best = next(one for one in rank(index, wish).films if one.film.title == "Frost")
    found = reasons(index, wish, best)
    assert found.quotation is not None
    assert found.quotation.text == "The snow never ends."
    assert found.quotation.entry is not None
    assert found.quotation.entry.list_title == "Cold"
    assert found.named == (Reason("theme", ("winter",)),)


def test_reasons_in_another_language_are_what_stands_there_at_the_same_place(index: FilmIndex) -> None:
    wish = read_wish("snow", THESAURUS)
    best = next(one for one in rank(index, wish).films if one.film.title == "Frost")
    found = reasons(index, wish, best)
    said = best.page.entries[0].description
    assert found.quotation is not None
    places = ["Раз.", "Два.", "Три."][: len(sentences(said))]
    film = replace(best.film, themes=("зима", *best.film.themes[1:]))
    shown = FilmPage(film, (replace(best.page.entries[0], description=" ".join(places)),))
    in_russian = translated(found, best.page, shown)
    assert in_russian.quotation is not None
    assert in_russian.quotation.text == places[sentences(said).index(found.quotation.text)]
    assert in_russian.quotation.entry is shown.entries[0]
    assert in_russian.named == (Reason("theme", ("зима",)),)
    other = FilmPage(film, (replace(best.page.entries[0], description="Раз. Два. Три. Четыре."),))
    assert translated(found, best.page, other).quotation == found.quotation, "no sentence stands for another"


def test_the_prize_that_is_named_is_all_that_was_asked_of_it() -> None:
    prizes = ("Grand prize, Riga 1980", "Prize of the audience, Cannes 1981")
    won = page("Won", 1980, entry("Won", "cold", 3, "A word."), awards=prizes)
    index = FilmIndex([document(won, THESAURUS)], THESAURUS)
    for question, named in (("a prize in Cannes", prizes[1:]), ("a prize", prizes)):
        assert reasons(index, Wish(), asked(index, question).films[0]).named == (Reason("award", named),)


def test_reasons_in_common(index: FilmIndex) -> None:
    frost = document(index.pages[stable_id("Frost")], THESAURUS)
    found = rank(index, Wish(), likes=[frost])
    shared = {one.kind: one.names for one in reasons(index, Wish(), found.films[0], [frost]).named}
    assert shared == {"director": ("Andrei Tarkovsky",), "theme": ("winter",)}


def test_what_films_share_is_shared_by_name(index: FilmIndex) -> None:
    frost = document(index.pages[stable_id("Frost")], THESAURUS)
    thaw = page("Thaw", 1975, entry("Thaw", "cold", 4, "It melts."), themes=("snow",), genres=("war",))
    other = FilmIndex([document(thaw, THESAURUS)], THESAURUS)
    (found,) = rank(other, Wish(), likes=[frost]).films
    assert {one.kind for one in reasons(other, Wish(), found, [frost]).named if one.shared} == {"years"}, (
        "snow means winter, but Frost is not said to be about snow"
    )


def test_credits_say_whose_film_it_is() -> None:
    pupil = page("Pupil", 1990, entry("Pupil", "cold", 4, "It looks like Tarkovsky.", "Tarkovsky saw it."))
    with_pupil = FilmIndex((document(one, THESAURUS) for one in (*PAGES, pupil)), THESAURUS)
    assert set(answer(with_pupil, "by Tarkovsky")) == {"Frost", "Red Snow"}
    assert "Pupil" in answer(with_pupil, "nothing by Tarkovsky")


def test_what_an_editor_found_wrong_is_not_read(index: FilmIndex) -> None:
    assert "Harbour" not in answer(index, "shot at sea")


def test_not_three_of_a_kind() -> None:
    same = [
        page(f"Twin {n}", 1980, entry(f"Twin {n}", "cold", n, "Snow and guilt."), themes=("winter", "guilt"))
        for n in range(1, 5)
    ]
    other = page(
        "Other", 1980, entry("Other", "cold", 9, "Snow falls on a wedding."), themes=("winter", "wedding")
    )
    index = FilmIndex((document(one, THESAURUS) for one in [*same, other]), THESAURUS)
    assert "Other" in answer(index, "winter")[:3]


def test_a_term_scores_as_bm25f_defines_it(index: FilmIndex) -> None:
    """Added up film by film, as the formula is written, against what the postings hold."""
    documents = [document(one, THESAURUS) for one in PAGES]
    mean = {
        field: sum(one.lengths.get(field, 0) for one in documents)
        / (sum(one.lengths.get(field, 0) > 0 for one in documents) or 1)
        for field in FIELDS
    }
    terms = {term for one in documents for counts in one.counts.values() for term in counts}
    for term in terms:
        having = [one for one in documents if any(term in counts for counts in one.counts.values())]
        rarity = max(math.log(1 + (4 - len(having) + 0.5) / (len(having) + 0.5)), 0.4)
        expected = {}
        for one in having:
            total = 0.0
            for field, counts in one.counts.items():
                weight, b = WEIGHTS[field]
                length = 1 - b + b * one.lengths[field] / (mean[field] or 1)
                total += weight * counts.get(term, 0.0) / max(length, 0.2)
            expected[index.numbers[one.page.film.id]] = rarity * total * 2.2 / (1.2 + total)
        postings = index.postings(term)
        assert dict(zip(postings.films.tolist(), postings.scores.tolist(), strict=True)) == pytest.approx(
            expected, rel=1e-4
        )


def test_no_film_at_all() -> None:
    index = FilmIndex((), THESAURUS)
    assert asked(index, "winter, no war").films == ()
    assert rank(index, Wish()).films == ()


def test_labels_are_found_by_name_meaning_and_nearly(index: FilmIndex) -> None:
    known = labels(index)
    assert known.find("winter") == known.find("WINTER") == known.find("снег") == label_id("winter")
    assert known.find("gilt") == label_id("guilt")
    assert known.find("submarines") is None
    assert known.films[label_id("winter")] == 2
    assert known.complete("wi", 25)[0] == "winter"
    assert "winter" in known.complete("зима", 25)


def test_words_know_where_they_stand() -> None:
    text = "Nobody's war — 1941!"
    assert [text[w.start : w.end] for w in tokenize(text)] == ["Nobody's", "war", "1941"]
