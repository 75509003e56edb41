"""What is pasted instead of typed: addresses, links, names of files."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.titles.fold import words_of
from bot.domain.titles.pasted import read_pasted, says_nothing, titled_year
from bot.domain.titles.release_name import without_tags


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("https://letterboxd.com/film/dune-2021/", ["dune 2021"]),
        ("letterboxd.com/somebody/film/dune-1984/1/", ["dune 1984"]),
        ("<https://letterboxd.com/film/come-and-see/>", ["come and see"]),
        ("https://letterboxd.com/film/1917/", ["1917"]),
        ("https://en.wikipedia.org/wiki/Mirror_(1975_film)", ["Mirror 1975"]),
        ("https://en.wikipedia.org/wiki/8%C2%BD", ["8½"]),
        ("https://en.wikipedia.org/w/index.php?title=Stalker_(1979_film)", ["Stalker 1979"]),
        ("https://ru.wikipedia.org/wiki/Зеркало_(фильм,_1974)", ["Зеркало 1974"]),
        ("https://mubi.com/en/us/films/mirror-1975", ["mirror 1975"]),
        ("https://www.themoviedb.org/movie/346-seven-samurai", ["346 seven samurai", "seven samurai"]),
        ("https://www.filmweb.pl/film/Stalker-1979-1025", ["Stalker 1979 1025", "Stalker 1979"]),
        ("[Stalker](https://letterboxd.com/film/stalker/)", ["Stalker", "stalker"]),
        ("[*The Cranes Are Flying* (1957)](https://boxd.it/2aHi)", ["*The Cranes Are Flying* (1957)"]),
        ("stalker https://youtu.be/abcdefg", ["stalker"]),
    ],
)
def test_an_address_says_a_title(text: str, titles: list[str]) -> None:
    read = read_pasted(text)
    assert read.is_address
    assert list(read.texts) == titles
    assert not says_nothing(text)


@pytest.mark.parametrize(
    "text",
    [
        "https://www.kinopoisk.ru/film/301/",
        "https://movie.douban.com/subject/1291546/",
        "https://www.filmaffinity.com/en/film123456.html",
        "https://www.amazon.com/dp/B01N5IB20Q",
        "https://boxd.it/2aHi",
        "https://letterboxd.com/",
        "https://mubi.com/films/10428",
    ],
)
def test_an_address_with_nothing_but_a_number_says_nothing(text: str) -> None:
    assert says_nothing(text)


@pytest.mark.parametrize(
    "text", ["", "stalker", "face/off", "AC/DC: Let There Be Rock", "9 1/2 weeks", "24/7", "and/or"]
)
def test_a_title_with_a_stroke_is_no_address(text: str) -> None:
    assert not read_pasted(text).is_address
    assert read_pasted(text).texts == (text,)


@given(st.text(alphabet="ab1-_./:?=&%()[]<> \n", max_size=80))
def test_any_text_can_be_read(text: str) -> None:
    for prefix in ("", "https://", "[x](https://a.b/", "https://en.wikipedia.org/wiki/"):
        assert all(isinstance(one, str) for one in read_pasted(prefix + text).texts)


@pytest.mark.parametrize(
    ("text", "title", "year"),
    [
        ("dune 2021", "dune", 2021),
        ("The Ascent (1977)", "The Ascent", 1977),
        ("1917", "1917", None),
        ("blade runner 2049", "blade runner 2049", None),
        ("Stalker", "Stalker", None),
    ],
)
def test_a_year_behind_a_title(text: str, title: str, year: int | None) -> None:
    assert titled_year(text) == (title, year)


@pytest.mark.parametrize(
    ("name", "title", "year"),
    [
        ("Solaris.1972.Criterion.1080p.BluRay.x264-GROUP.mkv", "solaris", 1972),
        ("[BDRip] Stalker 1979", "stalker", 1979),
        ("Blade.Runner.2049.2017.4K.HDR.mkv", "blade runner 2049", 2017),
        ("1917.2019.1080p.WEBRip.mp4", "1917", 2019),
        ("come_and_see_dvdrip.avi", "come and see", None),
    ],
)
def test_names_of_files(name: str, title: str, year: int | None) -> None:
    assert without_tags(words_of(name)) == (title.split(), year)


@pytest.mark.parametrize("name", ["stalker 1979", "the web", "limited", "1080p", "hd", ""])
def test_no_names_of_files(name: str) -> None:
    assert without_tags(words_of(name)) is None
