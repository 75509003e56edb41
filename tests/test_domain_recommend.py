"""Which films answer a question, on a few invented ones."""

from __future__ import annotations

import pytest

from bot.domain.recommend.document import document, quotable
from bot.domain.recommend.film_index import FilmIndex
from bot.domain.recommend.reasons import Reason, reasons
from bot.domain.recommend.terms import concept_term, stem_term
from bot.domain.recommend.thesaurus import Thesaurus
from bot.domain.recommend.tokens import skeleton, stem
from bot.domain.recommend.vocabulary import Concept, Vocabulary
from bot.domain.recommend.wish import Wish
from tests.invented_films import PAGES, THESAURUS, answer, asked, entry, invented, page


@pytest.fixture(scope="module")
def index() -> FilmIndex:
    return invented()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("choices", "choice"), ("войны", "войну"), ("снегом", "снег"), ("Ёлка", "елка"), ("Mother’s", "mother"),
        ("held", "holding"), ("grown", "grows"), ("stolen", "steal"),
    ],
)  # fmt: skip
def test_forms_of_a_word_meet(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [
        ("Tarkovsky", "Тарковского"), ("Shepitko", "Шепитько"), ("Yevstigneyev", "Евстигнеев"),
        ("Connery", "Коннери"), ("Ryazanov", "Рязанова"), ("Chekhov", "Чехову"), ("Klimov", "Климова"),
        ("Mortensen", "Мортенсен"), ("Strugatsky", "Стругацких"), ("Papanov", "Папанова"),
    ],
)  # fmt: skip
def test_spellings_of_a_name_meet(latin: str, cyrillic: str) -> None:
    assert skeleton(latin) == skeleton(cyrillic) != ""


def test_phrases_are_read_before_their_words() -> None:
    assert THESAURUS.concepts_of("the civil war") == {"civil war"}
    assert THESAURUS.concepts_of("Гражданской войны и снега") == {"civil war", "winter"}
    assert THESAURUS.concepts_of("a light comedy") == {"comedy"}
    assert THESAURUS.concepts_of("lights") == frozenset()


def test_a_kind_is_found_through_all_that_is_above_it() -> None:
    deep = Vocabulary((Concept("a", ()), Concept("b", (), (), ("a",)), Concept("c", (), (), ("b", "a"))))
    thesaurus = Thesaurus(deep)
    assert set(thesaurus.narrower("a")) == {"b", "c"}
    assert thesaurus.narrower("c") == ()
    circle = Thesaurus(Vocabulary((Concept("a", (), (), ("b",)), Concept("b", (), (), ("a",)))))
    assert circle.narrower("a") == ("b",)


def test_what_is_refused_is_no_answer(index: FilmIndex) -> None:
    assert answer(index, "snow")[0] in {"Frost", "Red Snow"}
    assert answer(index, "snow, no war") == []
    assert answer(index, "snow, no comedy")[0] in {"Frost", "Red Snow"}
    assert set(answer(index, "not war")) == {"Harbour", "Plain"}
    assert set(answer(index, "xyzzy, no war")) == {"Harbour", "Plain"}
    assert set(answer(index, "nothing by Tarkovsky")) == {"Harbour", "Plain"}
    assert "Harbour" not in answer(index, "not Swedish")
    assert answer(index, "winter, not from the seventies") == answer(index, "winter, not the seventies")
    assert set(answer(index, "not the seventies")) == {"Harbour", "Plain"}
    assert set(answer(index, "not long")) == {"Frost", "Red Snow"}, "of Plain it is not known"
    assert answer(index, "winter, not Frost") == ["Red Snow"]


def test_a_refused_time_holds_where_nothing_fits(index: FilmIndex) -> None:
    assert answer(index, "comedy, not from the 80s") == []
    assert answer(index, "comedy, not long") == []
    assert answer(index, "comedy from the seventies") == ["Harbour"], "the nearest, and what it lacks is said"


def test_what_is_near_to_a_refusal_is_shown_for_want_of_anything_else() -> None:
    far = page("Far", 1980, entry("Far", "cold", 1, "A wedding."), themes=("guilt",))
    near = page("Near", 1980, entry("Near", "cold", 2, "A wedding in the snow."), themes=("guilt",))
    both = FilmIndex([document(one, THESAURUS) for one in (near, far)], THESAURUS)
    assert answer(both, "guilt, no snow") == ["Far"]
    alone = FilmIndex([document(near, THESAURUS)], THESAURUS)
    assert answer(alone, "guilt, no snow") == ["Near"]


def test_a_refusal_that_says_nothing_is_said(index: FilmIndex) -> None:
    found = asked(index, "snow, no xyzzy")
    assert found.fits
    assert found.unknown_refusals == ("xyzzy",)
    assert found.unknown == ()


def test_a_page_is_not_filled_up_with_what_does_not_fit(index: FilmIndex) -> None:
    assert answer(index, "comedy") == ["Harbour"]
    assert answer(index, "guilt") == ["Frost"]


def test_russian_words_find_english_texts(index: FilmIndex) -> None:
    assert set(answer(index, "зима")) == {"Frost", "Red Snow"}
    assert answer(index, "комедия") == ["Harbour"]
    assert set(answer(index, "Тарковского")) == {"Frost", "Red Snow"}
    assert answer(index, "Сухов") == ["Harbour"]


def test_words_of_a_language_count_in_its_questions_only(index: FilmIndex) -> None:
    assert answer(index, "ein Liebesfilm") == ["Harbour"]
    assert answer(index, "Liebesfilm ohne comedy") == []
    assert not asked(index, "a liebesfilm about").understood
    assert not THESAURUS.concepts_of("Liebesfilm")


def test_misspelt_words(index: FilmIndex) -> None:
    assert answer(index, "commedy") == ["Harbour"]
    assert answer(index, "Mortenson") == ["Harbour"]


def test_a_first_name_and_a_surname_are_one_persons(index: FilmIndex) -> None:
    assert answer(index, "Viggo Mortensen") == ["Harbour"]
    found = asked(index, "by Andrei Mortensen")
    assert not found.fits
    assert not asked(index, "something by Stanley Kubrick").fits


def test_a_country_is_where_a_film_is_from(index: FilmIndex) -> None:
    assert answer(index, "Swedish") == ["Harbour"]


def test_what_a_text_denies_is_not_read() -> None:
    red = next(one for one in PAGES if one.film.title == "Red Snow")
    said, denied = quotable(red, THESAURUS)
    assert concept_term("civil war") in said.terms
    assert concept_term("Sweden") not in denied.terms


def test_what_somebody_has_lost_is_denied_of_them() -> None:
    text = "He has lost all his faith. She lost her son. He lost his way to faith. He has not lost his faith."
    lost, mourned, found, kept = quotable(page("Loss", 1980, entry("Loss", "cold", 1, text)), THESAURUS)
    assert concept_term("faith") not in lost.terms
    assert stem_term(stem("faith")) not in lost.terms
    assert concept_term("son") in mourned.terms
    assert concept_term("faith") in found.terms
    assert concept_term("faith") in kept.terms


def test_the_words_of_an_idiom_say_nothing_by_themselves() -> None:
    text = "A lonely house. Lonely people in a house."
    house, people = quotable(page("House", 1980, entry("House", "cold", 1, text)), THESAURUS)
    assert concept_term("remote house") in house.terms
    assert not {concept_term("loneliness"), stem_term(stem("lonely")), stem_term("hous")} & house.terms
    assert {concept_term("loneliness"), stem_term("hous")} <= people.terms


def test_a_prize_is_no_animal() -> None:
    won = page("Won", 1980, entry("Won", "cold", 1, "A word."), awards=("Golden Bear, Berlin 1980",))
    index = FilmIndex([document(won, THESAURUS)], THESAURUS)
    assert answer(index, "Golden Bear") == answer(index, "a prize") == ["Won"]
    assert answer(index, "bear") == []


def test_a_prize_is_one_that_was_won() -> None:
    ran = page("Ran", 1980, entry("Ran", "cold", 1, "It ran at Cannes, and won nothing there."))
    named = page("Named", 1980, entry("Named", "cold", 2, "A word."), awards=("Cannes nomination 1980",))
    won = page("Won", 1980, entry("Won", "cold", 3, "A word."), awards=("Grand prize, Cannes 1980",))
    far = page("Far", 1980, entry("Far", "cold", 4, "A word."), awards=("First prize, Riga 1980",))
    index = FilmIndex([document(one, THESAURUS) for one in (ran, named, won, far)], THESAURUS)

    def fits(question: str) -> set[str]:
        return {one.film.title for one in asked(index, question).films if one.fits}

    assert fits("Cannes") == {"Named", "Won"}, "a nomination is named as one"
    assert fits("won in Cannes") == fits("Cannes winner") == fits("won a prize in Cannes") == {"Won"}
    assert fits("won in Riga") == fits("a prize in Riga") == {"Far"}
    assert fits("won in Sundance") == set()
    best = asked(index, "won in Riga").films[0]
    assert reasons(index, Wish(), best).named == (Reason("award", ("First prize, Riga 1980",)),)


def test_years_and_lengths_divide(index: FilmIndex) -> None:
    assert answer(index, "winter from the seventies, short")[0] in {"Frost", "Red Snow"}
    assert answer(index, "long") == ["Harbour"]
    found = asked(index, "comedy from the seventies")
    assert not found.fits
    comedy = next(one for one in found.films if one.film.title == "Harbour")
    assert (comedy.missing, comedy.outside) == ((), ("seventies",))
    assert set(answer(index, "from the 70s or the 80s")) == {"Frost", "Red Snow", "Harbour"}


def test_like_a_film(index: FilmIndex) -> None:
    assert answer(index, "like Frost")[0] == "Red Snow"
    assert "Frost" not in answer(index, "similar to Frost")
    assert answer(index, "похоже на «Frost»")[0] == "Red Snow"
    assert answer(index, "like Frost but shorter") == ["Red Snow"]
    assert not asked(index, "like Red Snow but shorter").fits
    assert answer(index, "like Frost, nothing by Tarkovsky") == ["Plain"]
    assert not {"Frost", "Red Snow"} & set(answer(index, "not like Frost"))


def test_that_films_stand_on_one_list_makes_them_no_more_alike() -> None:
    one = page("One", 1950, entry("One", "cold", 1, "Something."), themes=("guilt",))
    other = page("Other", 1990, entry("Other", "cold", 2, "Anything."), themes=("war",))
    assert answer(FilmIndex([document(o, THESAURUS) for o in (one, other)], THESAURUS), "like One") == []


def test_like_a_film_of_no_list(index: FilmIndex) -> None:
    stranger = document(page("Ice", 1970, themes=("winter",), directors=("Andrei Tarkovsky",)), THESAURUS)
    assert answer(index, "", stranger)[0] in {"Frost", "Red Snow"}
