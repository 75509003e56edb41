"""The rules of the title index one by one, each on the few films that it needs."""

from __future__ import annotations

import pytest

from bot.domain.titles.index import TitleIndex
from db.types import TitleRecord


def film(
    title: str, *names: str, year: int = 1980, lists: int = 0, director: str = "Nobody Special"
) -> TitleRecord:
    return TitleRecord(
        hash((title, year)), f"{title}-{year}", title, year, year, names, (director,), None, None, lists
    )


def first(text: str, *films: TitleRecord) -> str:
    return TitleIndex.build(films).complete(text)[0].title


def card(text: str, *films: TitleRecord) -> str | None:
    match = TitleIndex.build(films).find(text).best
    return match.title if match else None


HOTEL = film("The Grand Budapest Hotel")
OTHERS = (film("The Grand Illusion"), film("Hotel Rwanda"), film("The Man"), film("A Girl"))


@pytest.mark.parametrize(
    "text", ["grand budapest", "budapest hotel", "the grand budapest", "grand hotel", "budapest hot"]
)
def test_the_only_film_with_all_words_is_the_answer(text: str) -> None:
    assert card(text, HOTEL, *OTHERS) == HOTEL.title


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("hotel budapest", "The Grand Budapest Hotel"),  # in another order
        ("the budapest", "The Grand Budapest Hotel"),  # no title begins there
        ("dancing man", "Dancing in Manhattan"),  # the last word is another one
        ("psycho cop", "Psycho Cop 2"),  # a sequel
        ("psycho cop", "Psycho Cop Part Two"),
        ("the road", "The Long Road Home"),
    ],
)
def test_a_part_that_may_be_another_title_is_only_near(text: str, title: str) -> None:
    assert card(text, film(title), *OTHERS) is None
    assert first(text, film(title), *OTHERS) == title


def test_two_films_with_all_words_are_both_near() -> None:
    answer = TitleIndex.build([HOTEL, film("Grand Budapest Nights")]).find("grand budapest")
    assert answer.kind == "near"
    assert len(answer.matches) == 2


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("the seventh sign", "The Seventh Seal"),
        ("the second circus", "The Second Circle"),
        ("the descent", "The Ascent"),
        ("aliens", "Alien"),
        ("blinky", "Blink"),
        ("the rink", "The Ring"),
        ("huk", "Hook"),
        ("rocky v", "Rocky IV"),
        ("justice of the wild", "Wild Justice"),
        ("the lady with the small dog", "The Lady with the Dog"),
    ],
)
def test_of_two_words_neither_may_be_another_one(text: str, title: str) -> None:
    assert card(text, film(title), *OTHERS) is None


@pytest.mark.parametrize(
    ("text", "title", "is_it"),
    [
        ("the shadow of the night", "The Night of the Shadow", False),
        ("house of the boy", "The Boy of the House", False),
        ("of a soldier ballad", "Ballad of a Soldier", True),
        ("prejudice and pride", "Pride and Prejudice", True),
        ("the desert white sun of", "White Sun of the Desert", True),
    ],
)
def test_what_stands_around_an_of_has_not_changed_places(text: str, title: str, is_it: bool) -> None:
    assert card(text, film(title), *OTHERS) == (title if is_it else None)
    assert first(text, film(title), *OTHERS) == title


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("the sevnth seal", "The Seventh Seal"),
        ("stalkerr", "Stalker"),
        ("the rign", "The Ring"),
        ("the seventh saal", "The Seventh Seal"),
        ("moscow dose not beleive in teers", "Moscow Does Not Believe in Tears"),
        ("wolf of wall street", "The Wolf of Wall Street"),
        ("wall street wolf", "The Wolf of Wall Street"),
        ("kramer versus kramer", "Kramer vs. Kramer"),
        ("doctor strangelove", "Dr. Strangelove"),
    ],
)
def test_the_same_words_mistyped_are_the_film(text: str, title: str) -> None:
    assert card(text, film(title), *OTHERS) == title


def test_by_ear_three_slips_do_no_harm() -> None:
    ballad = film("Ballad of a Soldier", "Баллада о солдате")
    for text in ("balada o saldatje", "ballada a soldate", "балада а салдате"):
        assert card(text, ballad, *OTHERS) == ballad.title, text
    ascent = film("The Ascent", "Восхождение")
    for text in ("vaskhazhdenie", "vosxazhdenye", "vashojdenie", "woschoschdenije", "васхаждение"):
        assert card(text, ascent, *OTHERS) == ascent.title, text
    assert card("баллада о матросе", ballad, *OTHERS) is None


@pytest.mark.parametrize(
    ("text", "shown"), [("stalker 1981", True), ("stalker 1977", True), ("stalker 1983", False)]
)
def test_a_year_may_be_two_off(text: str, shown: bool) -> None:
    assert (card(text, film("Stalker", year=1979), *OTHERS) is not None) == shown


def test_of_remakes_the_year_decides() -> None:
    films = [film("Dune", year=1984), film("Dune", year=2021), film("Dune: Part Two", year=2024)]
    index = TitleIndex.build(films)
    assert [index.find(text).matches[0].year for text in ("dune 1984", "dune 2020", "dune 2", "dune part 2")] == [
        1984, 2021, 2024, 2024,
    ]  # fmt: skip
    assert {index.find(text).kind for text in ("dune 1984", "dune 2020", "dune 2")} == {"one"}


def test_the_first_part_may_be_numbered() -> None:
    films = [film("Rocky"), film("Rocky II"), film("Kill Bill: Volume 1"), film("Fools")]
    assert card("rocky 1", *films) == card("rocky part one", *films) == "Rocky"
    assert card("kill bill 1", *films) == "Kill Bill: Volume 1"
    assert card("fools first", *films) is None


def test_only_names_that_begin_so_are_ordered_by_lists() -> None:
    fog = film("In the Fog", lists=3)
    assert first("fog", fog, film("Fogbound")) == "Fogbound"
    assert first("bala", film("Ballad", "Баллада", lists=3), film("Balalaika")) == "Balalaika"
    assert first("bal", film("Ballad", lists=3), film("Balalaika")) == "Ballad"


def test_letters_begin_a_name_in_their_own_alphabet() -> None:
    leon, leo = film("Léon", "Леон"), film("Leo")
    assert first("лео", leon, leo) == "Léon"
    assert first("leo", leon, leo) == "Leo"
    assert first("sol", film("Солярис"), film("Solo Mio")) == "Solo Mio"
    assert first("сол", film("Солярис"), film("Solo Mio")) == "Солярис"


def test_a_title_comes_before_a_directors_first_name() -> None:
    listed = film("Seven Samurai", lists=3, director="Akira Kurosawa")
    assert first("akir", listed, film("Akira and the Story of a Very Long Winter")).startswith("Akira")
    assert first("akira", listed, film("The Story of Akira, a Very Long Winter")).endswith("Winter")
    assert first("kurosawa", listed, film("Kurtz")) == "Seven Samurai"


@pytest.mark.parametrize(
    "text",
    [
        "mirror (dir. tarkovsky)", "mirror, directed by andrei tarkovsky", "tarkovsky's mirror",
        "mirror - a. tarkovsky", "зеркало тарковского", "зеркало реж. тарковский",
    ],
)  # fmt: skip
def test_a_director_beside_a_title_tells_which(text: str) -> None:
    films = [
        film("Mirror", "Зеркало", year=1975, director="Andrei Tarkovsky"),
        film("Mirror", "Зеркало", year=1997, director="Jafar Panahi"),
    ]
    answer = TitleIndex.build(films).find(text)
    assert answer.kind == "one"
    assert answer.matches[0].year == 1975


def test_initials_are_the_film_where_no_other_has_them() -> None:
    films = [
        film("Eternal Sunshine of the Spotless Mind"),
        film("The Lord of the Rings: The Two Towers"),
        *OTHERS,
    ]
    assert card("esotsm", *films) == "Eternal Sunshine of the Spotless Mind"
    assert (
        card("lotr two towers", *films) == card("lotr ttt", *films) == "The Lord of the Rings: The Two Towers"
    )
    assert card("hp goblet of fire", film("Harry Potter and the Goblet of Fire"), *films) is not None
    twins = TitleIndex.build([film("Big Red Car"), film("Bad Rough Cop")])
    assert twins.find("brc").kind == "near"
    assert len(twins.complete("brc")) == 2


def test_who_has_all_words_is_not_dropped_for_shorter_names() -> None:
    many = [film(f"{word} {other}") for word in ("Doctor", "Bomb") for other in "abcdefghijklmnopqrstuvwxyz"]
    wanted = film("How a Doctor of Our Village Once Learned to Live with Nothing but a Bomb")
    assert first("doctor bomb", *many, wanted) == wanted.title


def test_a_title_without_gaps_is_found_from_any_letter() -> None:
    samurai = film("Seven Samurai", "七人の侍", "Shichinin no samurai")
    for text in ("侍", "人の侍", "しちにんのさむらい", "七人"):
        assert card(text, samurai, *OTHERS) == samurai.title, text
    mood = film("In the Mood for Love", "花樣年華")
    assert card("年华", mood, samurai) == mood.title
    assert card("생충", film("Parasite", "기생충"), samurai) == "Parasite"
