from __future__ import annotations

from bot.domain.film_rows import FilmRow
from bot.domain.same_film import Meant, identify
from db.types import TitleRecord


def record(
    id_: int,
    title: str,
    year: int,
    *names: str,
    imdb: str | None = None,
    director: str = "",
    released: int | None = None,
) -> TitleRecord:
    return TitleRecord(
        id=id_,
        slug=f"film-{id_}",
        title=title,
        year=year,
        release_year=released or year,
        names=names,
        directors=(director,) if director else (),
        runtime_minutes=None,
        imdb_id=imdb,
        list_count=0,
    )


RECORDS = [
    record(1, "Come and See", 1985, "Иди и смотри", imdb="tt0091251"),
    record(2, "Solaris", 1972, "Солярис"),
    record(3, "Solaris", 2002),
    record(4, "The Double", 2013, director="Richard Ayoade"),
    record(5, "The Double", 2013, director="Other Person"),
    record(6, "Commissar", 1988, released=1967),
    record(7, "8½", 1963),
]


def meant(*rows: FilmRow) -> list[Meant]:
    return identify(rows, RECORDS)


def test_by_name_and_year() -> None:
    assert meant(FilmRow("Come and See", 1985), FilmRow("ИДИ И СМОТРИ", 1985)) == [Meant(1), Meant(1)]
    assert meant(FilmRow("Solaris", 2002)) == [Meant(3)]
    assert meant(FilmRow("8 1/2", 1963)) == [Meant(7)]


def test_either_year_of_a_film_will_do() -> None:
    assert meant(FilmRow("Commissar", 1967), FilmRow("Commissar", 1988)) == [Meant(6), Meant(6)]


def test_nothing_is_guessed() -> None:
    assert (
        meant(FilmRow("Come and Sea", 1985), FilmRow("Come and See", 1987), FilmRow("", 1985))
        == [Meant()] * 3
    )


def test_a_year_may_be_one_off_or_missing_where_only_one_film_has_the_name() -> None:
    assert meant(FilmRow("Come and See", 1986), FilmRow("Come and See")) == [Meant(1), Meant(1)]
    assert meant(FilmRow("Solaris", 1973), FilmRow("Solaris")) == [Meant(), Meant(ambiguous=True)]


def test_an_article_counts_only_where_no_film_is_called_so_and_the_year_is_the_same() -> None:
    assert meant(FilmRow("Double", 2013, directors=("Other Person",)), FilmRow("The Solaris", 1972)) == [
        Meant(5),
        Meant(2),
    ]
    assert meant(FilmRow("The Solaris", 1973), FilmRow("The Come and See")) == [Meant(), Meant()]


def test_other_names_of_a_row_count_as_its_own() -> None:
    assert meant(FilmRow("Come and See (Idi i smotri)", 1985, also=("Come and See", "Idi i smotri"))) == [
        Meant(1)
    ]


def test_what_could_be_several_is_ambiguous() -> None:
    assert meant(FilmRow("The Double", 2013), FilmRow("Solaris")) == [Meant(ambiguous=True)] * 2


def test_a_director_tells_films_of_one_name_and_year_apart() -> None:
    assert meant(FilmRow("The Double", 2013, directors=("Richard Ayoade",))) == [Meant(4)]
    assert meant(FilmRow("The Double", 2013, directors=("Somebody Else",))) == [Meant(ambiguous=True)]


def test_an_imdb_id_decides() -> None:
    assert meant(FilmRow("Anything", None, "tt0091251")) == [Meant(1)]
    assert meant(FilmRow("", None, "tt0091251")) == [Meant(1)]
    assert meant(FilmRow("Come and See", 1985, "tt7777777")) == [Meant()]
    assert meant(FilmRow("Solaris", 1972, "tt0069293")) == [Meant(2)]


def test_an_id_of_ours_decides_before_all_else_if_the_film_is_still_there() -> None:
    assert meant(FilmRow("Solaris", 1972, film_id=3)) == [Meant(3)]
    assert meant(FilmRow("Solaris", 1972, film_id=99)) == [Meant(2)]
    assert meant(FilmRow("", film_id=99)) == [Meant()]
    assert meant(FilmRow("x", 1999, "tt0091251"), FilmRow("", film_id=1)) == [Meant(1), Meant(1)]


def test_an_address_in_place_of_a_title_says_title_and_year() -> None:
    assert meant(
        FilmRow("https://letterboxd.com/film/solaris-2002/"),
        FilmRow("[Come and See](https://letterboxd.com/film/come-and-see-1985/)"),
        FilmRow("https://www.themoviedb.org/movie/25237-come-and-see", 1985),
        FilmRow("https://en.wikipedia.org/wiki/Solaris_(1972_film)"),
        FilmRow("https://www.imdb.com/title/tt0091251/"),
    ) == [Meant(3), Meant(1), Meant(1), Meant(2), Meant(1)]
    assert meant(FilmRow("https://letterboxd.com/film/solaris/")) == [Meant(ambiguous=True)]


def test_an_address_with_nothing_but_a_number_is_told_apart() -> None:
    rows = [
        FilmRow("https://www.kinopoisk.ru/film/301/"),
        FilmRow("https://boxd.it/2aHi", 1985),
        FilmRow("301"),
    ]
    assert meant(*rows) == [Meant(says_nothing=True), Meant(says_nothing=True), Meant()]
    assert meant(FilmRow("https://boxd.it/2aHi", imdb_id="tt0091251")) == [Meant(1)]
