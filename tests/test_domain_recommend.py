"""Reading questions and ordering films, on a small library of invented films."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.recommend.document import Document, document
from bot.domain.recommend.labels import label_id, labels
from bot.domain.recommend.library import Library
from bot.domain.recommend.ranking import rank
from bot.domain.recommend.reasons import why
from bot.domain.recommend.thesaurus import Thesaurus
from bot.domain.recommend.vocabulary import Concept, Span, Vocabulary
from bot.domain.recommend.wish import Wish, read_wish
from bot.domain.recommend.words import skeleton, stem, words
from db.types import Check, Credit, Entry, FilmPage, stable_id
from tests import make

VOCABULARY = Vocabulary(
    concepts=(
        Concept("winter", ("snow", "зима", "снег"), ("north",)),
        Concept("north", ("far north", "север")),
        Concept("war", ("battle", "война"), ()),
        Concept("civil war", ("гражданская война",), ("war",)),
        Concept("comedy", ("funny", "=light", "комедия")),
        Concept("romance", ("love", "longing", "любовь")),
        Concept("Sweden", ("Swedish",)),
    ),
    years=(Span(("seventies", "семидесятые"), 1970, 1979),),
    minutes=(Span(("short", "короткий"), None, 92), Span(("long",), 150, None)),
    ignored=("a", "the", "film", "about", "something", "but", "from", "и", "про", "фильм"),
    refusals=("not", "no", "не", "без"),
    turns=("but", "а"),
    likenesses=("like", "similar to", "похоже на"),
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
def library() -> Library:
    return Library([document(one, THESAURUS) for one in PAGES], THESAURUS)


def answer(library: Library, question: str, like: Document | None = None) -> list[str]:
    wish = read_wish(question, THESAURUS, library.titles)
    like = like or (library.documents[wish.like] if wish.like is not None else None)
    return [one.document.film.title for one in rank(library, wish, like=like).films]


@pytest.mark.parametrize(
    ("one", "other"),
    [("choices", "choice"), ("войны", "войну"), ("снегом", "снег"), ("Ёлка", "елка"), ("Mother’s", "mother")],
)
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


def test_a_wish_is_taken_apart() -> None:
    wish = read_wish("something funny from the seventies, under two hours, not about war", THESAURUS)
    assert [part.text for part in wish.parts] == ["funny"]
    assert [part.text for part in wish.refused] == ["war"]
    assert [(one.least, one.most) for one in wish.years] == [(1970, 1979)]
    assert [(one.least, one.most) for one in wish.minutes] == [(None, 120)]


@pytest.mark.parametrize(
    ("question", "span"),
    [
        ("80s", (1980, 1989)), ("the 1950s", (1950, 1959)), ("'70s", (1970, 1979)), ("80-х", (1980, 1989)),
        ("1970-е годы", (1970, 1979)), ("made in 1985", (1985, 1985)), ("1970-1975", (1970, 1975)),
        ("семидесятых", (1970, 1979)), ("00s", (2000, 2009)),
    ],
)  # fmt: skip
def test_years(question: str, span: tuple[int, int]) -> None:
    assert [(one.least, one.most) for one in read_wish(question, THESAURUS).years] == [span]


@pytest.mark.parametrize(
    ("question", "most"),
    [
        ("under 90 minutes", 90), ("less than an hour and a half", 90), ("до двух часов", 120),
        ("up to 2.5 hours", 150), ("like 3 friends", None),
        ("не длиннее 100 минут", 100), ("меньше часа", 60), ("короткий", 92), ("short", 92),
    ],
)  # fmt: skip
def test_lengths_in_words(question: str, most: int | None) -> None:
    assert [one.most for one in read_wish(question, THESAURUS).minutes] == ([most] if most else [])


def test_longing_is_not_long() -> None:
    wish = read_wish("longing", THESAURUS)
    assert not wish.minutes
    assert [part.text for part in wish.parts] == ["longing"]


def test_a_bare_year_may_be_the_story() -> None:
    wish = read_wish("1941", THESAURUS)
    assert not wish.years
    assert [part.text for part in wish.parts] == ["1941"]


def test_a_refusal_ends_at_a_comma_or_a_turn() -> None:
    assert [p.text for p in read_wish("not war, love", THESAURUS).parts] == ["love"]
    assert [p.text for p in read_wish("not war but love", THESAURUS).parts] == ["love"]
    assert [p.text for p in read_wish("не про войну, а про любовь", THESAURUS).parts] == ["любовь"]


def test_what_is_refused_comes_last(library: Library) -> None:
    assert answer(library, "snow")[0] in {"Frost", "Red Snow"}
    assert answer(library, "snow, no war")[0] == "Red Snow"


def test_russian_words_find_english_texts(library: Library) -> None:
    assert set(answer(library, "зима")[:2]) == {"Frost", "Red Snow"}
    assert answer(library, "комедия") == ["Harbour"]
    assert set(answer(library, "Тарковского")) == {"Frost", "Red Snow"}
    assert answer(library, "Сухов") == ["Harbour"]


def test_misspelt_words(library: Library) -> None:
    assert answer(library, "commedy") == ["Harbour"]
    assert answer(library, "Mortenson") == ["Harbour"]


def test_a_country_is_where_a_film_is_from(library: Library) -> None:
    assert answer(library, "Swedish")[0] == "Harbour"


def test_years_and_lengths_divide(library: Library) -> None:
    assert answer(library, "winter from the seventies, short")[0] in {"Frost", "Red Snow"}
    assert answer(library, "long")[0] == "Harbour"
    found = rank(library, read_wish("comedy from the seventies", THESAURUS))
    assert not found.fits
    comedy = next(one for one in found.films if one.document.film.title == "Harbour")
    assert comedy.missing == ("seventies",)


def test_like_a_film(library: Library) -> None:
    assert answer(library, "like Frost")[0] == "Red Snow"
    assert "Frost" not in answer(library, "similar to Frost")
    assert answer(library, "похоже на «Frost»")[0] == "Red Snow"


def test_like_a_film_of_no_list(library: Library) -> None:
    stranger = document(page("Ice", 1970, themes=("winter",), directors=("Andrei Tarkovsky",)), THESAURUS)
    assert answer(library, "", like=stranger)[0] in {"Frost", "Red Snow"}


def test_nothing_known_fits_nothing(library: Library) -> None:
    found = rank(library, read_wish("xyzzy", THESAURUS))
    assert found.films == ()
    assert not found.fits
    assert found.unknown == ("xyzzy",)


def test_no_question_at_all(library: Library) -> None:
    found = rank(library, Wish())
    assert found.fits
    assert found.films[0].document.film.title == "Red Snow"
    assert len(found.films) == 4


def test_reasons_are_quoted_and_named(library: Library) -> None:
    wish = read_wish("snow", THESAURUS)
    best = next(o for o in rank(library, wish).films if o.document.film.title == "Frost")
    reasons = why(library, wish, best)
    assert reasons.quote is not None
    assert reasons.quote.text == "The snow never ends."
    assert reasons.quote.entry is not None
    assert reasons.quote.entry.list_title == "Cold"
    assert [(fact.kind, fact.names) for fact in reasons.facts] == [("theme", ("winter",))]


def test_reasons_in_common(library: Library) -> None:
    frost = library.documents[stable_id("Frost")]
    found = rank(library, Wish(), like=frost)
    shared = {fact.kind: fact.names for fact in why(library, Wish(), found.films[0], frost).facts}
    assert shared["director"] == ("Andrei Tarkovsky",)
    assert shared["theme"] == ("winter",)
    assert shared["list"] == ("Cold",)


def test_what_an_editor_found_wrong_is_not_read(library: Library) -> None:
    assert answer(library, "shot at sea") == []


def test_not_three_of_a_kind() -> None:
    same = [
        page(f"Twin {n}", 1980, entry(f"Twin {n}", "cold", n, "Snow and guilt."), themes=("winter", "guilt"))
        for n in range(1, 5)
    ]
    other = page(
        "Other", 1980, entry("Other", "cold", 9, "Snow falls on a wedding."), themes=("winter", "wedding")
    )
    library = Library([document(one, THESAURUS) for one in [*same, other]], THESAURUS)
    assert "Other" in answer(library, "winter")[:3]


def test_labels_are_found_by_name_meaning_and_nearly(library: Library) -> None:
    known = labels(library)
    assert known.find("winter") == known.find("WINTER") == known.find("снег") == label_id("winter")
    assert known.find("gilt") == label_id("guilt")
    assert known.find("submarines") is None
    assert known.films[label_id("winter")] == 2
    assert known.complete("wi", 25)[0] == "winter"
    assert "winter" in known.complete("зима", 25)


def test_words_know_where_they_stand() -> None:
    text = "Nobody's war — 1941!"
    assert [text[w.start : w.end] for w in words(text)] == ["Nobody's", "war", "1941"]
