"""Ordering films and giving reasons, on a few invented films."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from bot.domain.recommend.document import FilmDocument, document, quotable
from bot.domain.recommend.film_index import WEIGHTS, FilmIndex
from bot.domain.recommend.labels import label_id, labels
from bot.domain.recommend.ranking import Ranking, rank
from bot.domain.recommend.reasons import Reason, reasons
from bot.domain.recommend.terms import FIELDS, concept_term, stem_term
from bot.domain.recommend.thesaurus import Thesaurus
from bot.domain.recommend.tokens import skeleton, stem, tokenize
from bot.domain.recommend.translated_reasons import translated
from bot.domain.recommend.vocabulary import Concept, QuestionWords, Span, Vocabulary
from bot.domain.recommend.wish import Wish
from bot.domain.recommend.wish_reader import read_wish
from bot.domain.sentences import sentences
from db.types import Check, Credit, Entry, FilmPage, stable_id
from tests import make

WORDS = QuestionWords(
    years=(Span(("seventies", "семидесятые"), 1970, 1979),),
    minutes=(
        Span(("short", "короткий"), None, 92),
        Span(("long",), 150, None),
        Span(("shorter",), None, 100, relative=True),
    ),
    ignored=(
        "a",
        "the",
        "film",
        "about",
        "something",
        "but",
        "from",
        "by",
        "is",
        "it",
        "and",
        "in",
        "all",
        "his",
        "won",
        "winner",
        "и",
        "про",
        "фильм",
    ),
    refusals=("not", "no", "nothing", "не", "без"),
    harmless=("not only",),
    turns=("but", "а"),
    alternatives=("or",),
    likenesses=("like", "similar to", "похоже на"),
    comparisons=("than",),
    topics=("about", "by", "про"),
    negations=("no", "not", "never"),
    losses=("lost",),
    convictions=("faith",),
    wins=("won", "winner"),
    nominations=("nomination",),
)
VOCABULARY = Vocabulary(
    concepts=(
        Concept("winter", ("snow", "зима", "снег"), ("north",)),
        Concept("north", ("far north", "север")),
        Concept("war", ("battle", "война"), ()),
        Concept("civil war", ("гражданская война",), (), ("war",)),
        Concept("comedy", ("funny", "=light", "комедия")),
        Concept("romance", ("love", "longing", "любовь"), (), (), (("de", ("liebe*",)),)),
        Concept("Sweden", ("Swedish",)),
        Concept("remote house", (), idioms=("lonely house",)),
        Concept("loneliness", ("lonely",)),
        Concept("faith", ()),
        Concept("son", ()),
        Concept("sharks", ("shark",), ("winter",)),
        Concept("award", ("prize",)),
        Concept("Golden Bear", ("Golden Bear",), (), ("award",)),
        Concept("Cannes", (), (), ("award",)),
        Concept("bears", ("bear",)),
    ),
    languages=(("", WORDS), ("de", QuestionWords(ignored=("ein", "film"), refusals=("ohne",)))),
)
THESAURUS = Thesaurus(VOCABULARY)


def entry(
    film: str, list_slug: str, rank_: int, description: str, fact: str | None = None, **more: object
) -> Entry:
    checks = more.get("checks", ())
    assert isinstance(checks, tuple)
    return Entry(
        id=stable_id(f"{list_slug}/{film}"), list_id=stable_id(list_slug), list_slug=list_slug,
        list_title=list_slug.title(), list_size=9, rank=rank_, listed_title=film, listed_year=2000,
        description=description, fact=fact, film_id=stable_id(film), nearest=None, note=None, checks=checks,
        previous_id=None, next_id=None,
    )  # fmt: skip


def page(title: str, year: int, *entries: Entry, **more: object) -> FilmPage:
    film = replace(make.film(title.lower(), title=title, year=year, **more), id=stable_id(title))
    return FilmPage(film, entries)


WRONG = Check("a", "fact", "It was shot at sea.", "wrong", "It was not.", (), ("It was shot at sea.",))

PAGES = [
    page(
        "Frost", 1975, entry("Frost", "cold", 1, "Two soldiers walk. The snow never ends."),
        themes=("winter", "guilt"), genres=("war", "drama"), runtime_minutes=90, countries=("Soviet Union",),
        directors=("Andrei Tarkovsky",),
    ),
    page(
        "Harbour", 1985, entry("Harbour", "cold", 2, "Sailors wait.", "It was shot at sea.", checks=(WRONG,)),
        themes=("love",), genres=("comedy",), runtime_minutes=160, countries=("Sweden",),
        cast=(Credit("Viggo Mortensen", "Sukhov"),),
    ),
    page(
        "Red Snow", 1971, entry("Red Snow", "cold", 3, "The civil war goes on in the far north."),
        entry("Red Snow", "hot", 1, "No Swedish film is like it."),
        themes=("civil war", "winter"), genres=("drama",), runtime_minutes=80, countries=("Soviet Union",),
        directors=("Andrei Tarkovsky",),
    ),
    page("Plain", 1999, entry("Plain", "hot", 2, "Nothing happens."), genres=("drama",)),
]  # fmt: skip


@pytest.fixture(scope="module")
def index() -> FilmIndex:
    return FilmIndex((document(one, THESAURUS) for one in PAGES), THESAURUS)


def asked(index: FilmIndex, question: str, *likes: FilmDocument) -> Ranking:
    wish = read_wish(question, THESAURUS, index.titles, index.people)
    return rank(index, wish, likes=[*likes, *(document(index.pages[one], THESAURUS) for one in wish.likes)])


def answer(index: FilmIndex, question: str, *likes: FilmDocument) -> list[str]:
    return [one.film.title for one in asked(index, question, *likes).films]


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
