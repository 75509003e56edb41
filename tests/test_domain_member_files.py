"""Members' files from elsewhere: days, columns, archives, spreadsheets, plain lists and letters."""

from __future__ import annotations

import io
import json
from datetime import UTC, date, datetime

import openpyxl
import pytest

from bot.domain.film_rows import FilmRow
from bot.domain.member_files.reading import LeftOut
from tests.member_files import (
    COME,
    MIRROR,
    NAMED,
    NOT,
    STALKER,
    archive,
    noon,
    read,
    row,
    rows_of,
)

# Days


@pytest.mark.parametrize(
    ("cells", "days"),
    [
        (["02/05/2012", "20/07/2013"], [noon(2012, 5, 2), noon(2013, 7, 20)]),
        (["02/05/2012", "07/20/2013"], [noon(2012, 2, 5), noon(2013, 7, 20)]),
        (["2.5.2012", "3.4.12"], [noon(2012, 5, 2), noon(2012, 4, 3)]),
        (["02-05-2012", "20-07-2013"], [noon(2012, 5, 2), noon(2013, 7, 20)]),
        (["01/02/2012", "02/02/2012", "01/03/2012", "04/03/2012"], [noon(2012, 2, 1), None, None, None]),
        (["12/11/2026", "01/02/2012"], [noon(2026, 11, 12), noon(2012, 2, 1)]),  # December is still to come
        (["45292", "45293.5"], [noon(2024, 1, 1), noon(2024, 1, 2)]),
        (["5 мая 2012 г.", "May 6, 2012", "7. Mai 2012"], [noon(2012, 5, 5), noon(2012, 5, 6), noon(2012, 5, 7)]),
        (["8 mai 2012", "9-May-12"], [noon(2012, 5, 8), noon(2012, 5, 9)]),
        (["Mon Jan  7 20:33:05 2013"], [noon(2013, 1, 7)]),
        (["2012-05-02 00:00:00", "2012/05/03", "20120504"], [noon(2012, 5, 2), noon(2012, 5, 3), noon(2012, 5, 4)]),
        (["2012-05-02T23:30:00+02:00"], [datetime(2012, 5, 2, 21, 30, tzinfo=UTC)]),
        (["1336000000", "1336000000000"], [noon(2012, 5, 2), noon(2012, 5, 2)]),
        (["yesterday", "2999-01-01", "0001-01-01", "31.02.2012", "99999999999999999999"], [None] * 5),
    ],
)  # fmt: skip
def test_days_in_every_form(cells: list[str], days: list[datetime | None]) -> None:
    table = "Title,Year,Watched On\n" + "".join(f'Stalker,1979,"{cell}"\n' for cell in cells)
    found = [one.at for one in rows_of(table)]
    assert [at if day else None for at, day in zip(found, days, strict=True)] == days


def test_days_that_nothing_decides_are_not_used_and_that_is_said() -> None:
    found = read(
        "Title,Year,Date Rated\nStalker,1979,02/05/2012\nMirror,1975,03/03/2012\nSolaris,1972,01/12/2012\n"
    )
    (rows,) = found.rows.values()
    assert [(one.at, one.day) for one in rows] == [(None, NOT), (noon(2012, 3, 3), NAMED), (None, NOT)]
    assert (found.names_days, found.unclear_days) == (True, 2)


@pytest.mark.parametrize(
    "name",
    [
        "Watched Date",
        "watched_at",
        "watchedAt",
        "Date Watched",
        "Last Watched",
        "Дата просмотра",
        "Gesehen am",
        "Fecha vista",
    ],
)
def test_the_day_it_was_seen_by_any_name(name: str) -> None:
    assert rows_of(f"Title,Year,Date,{name}\nStalker,1979,2020-01-01,2012-05-02\n") == [
        row("Stalker", 1979, on=noon(2012, 5, 2))
    ]


def test_a_file_that_names_no_days_says_so() -> None:
    assert not read("Name,Year\nStalker,1979\n").names_days
    assert read("Name,Year,Date\nStalker,1979,2012-05-02\n").names_days


# What is in a file


def test_seen_and_wanted_films_and_other_things_in_one_file() -> None:
    found = read(
        "media_type,title,year,status\nmovie,Stalker,1979,Completed\nmovie,Mirror,1975,Planning\ntv,Dallas,1978,Completed\n"
        "movie,Solaris,1972,Dropped\nseason,Heimat,1984,Completed\nmovie,Come and See,1985,\nmovie,,1990,Completed\n"
    )
    assert found.rows == {"seen": [STALKER], "watchlist": [MIRROR], None: [COME]}
    assert found.left == [
        LeftOut("no film", "Dallas"),
        LeftOut("no film", "Heimat"),
        LeftOut("no title", "movie, 1990, Completed"),
        LeftOut("not finished", "Solaris"),
    ]


def test_columns_that_say_yes_and_no() -> None:
    found = read(
        "title,year,checked,watchlist,imdburl\nStalker,1979,yes,no,https://www.imdb.com/title/tt0079944/\n"
        "Mirror,1975,no,yes,\nSolaris,1972,no,no,\n"
    )
    assert found.rows == {"seen": [row("Stalker", 1979, "tt0079944")], "watchlist": [MIRROR]}
    assert found.left == [LeftOut("not marked", "Solaris")]


def test_sections_of_a_json_file() -> None:
    content = json.dumps(
        {
            "watched": [{"film": {"name": "Stalker", "year": 1979, "ids": {"imdb": "tt0079944"}}}],
            "watchlist": [{"film": {"name": "Mirror", "year": 1975}}],
        }
    )
    assert read(content).rows == {"seen": [row("Stalker", 1979, "tt0079944")], "watchlist": [MIRROR]}


def test_letterboxd_s_archive_as_it_is() -> None:
    found = read(
        archive(
            {
                "profile.csv": "Date Joined,Username,Email Address\n2020-01-01,x,a@b.c\n",
                "watched.csv": "Date,Name,Year,Letterboxd URI\n2020-01-01,Stalker,1979,u\n",
                "diary.csv": "Date,Name,Year,Rating,Rewatch,Tags,Watched Date\n2020-01-02,Stalker,1979,,,,2019-12-31\n",
                "watchlist.csv": "Date,Name,Year,Letterboxd URI\n2021-01-01,Mirror,1975,u\n",
                "likes/films.csv": "Date,Name,Year,Letterboxd URI\n2021-01-01,Solaris,1972,u\n",
                "lists/best.csv": "Letterboxd list export v7\nName\nBest\n\nPosition,Name,Year\n1,Solaris,1972\n",
                "deleted/diary.csv": "Date,Name,Year,Watched Date\n2020-01-02,Solaris,1972,2019-12-31\n",
                "orphaned/diary.csv": "Date,Name,Year,Watched Date\n2020-01-02,Solaris,1972,2019-12-31\n",
            }
        ),
        "letterboxd-x-2026.zip",
    )
    assert found.rows == {
        None: [row("Stalker", 1979, on=noon(2020, 1, 1), day=NAMED)],
        "seen": [row("Stalker", 1979, on=noon(2019, 12, 31))],
        "watchlist": [row("Mirror", 1975, on=noon(2021, 1, 1), day=NAMED)],
    }
    assert [one.shown for one in found.left] == ["profile.csv", "likes/films.csv", "lists/best.csv"]


def test_trakt_s_archive_as_it_is() -> None:
    def movies(title: str, year: int, **more: object) -> str:
        return json.dumps([{**more, "type": "movie", "movie": {"title": title, "year": year, "ids": {}}}])

    found = read(
        archive(
            {
                "watched/watched-movies.json": movies(
                    "Stalker", 1979, last_watched_at="2014-04-05T12:00:00.000Z"
                ),
                "watched/watched-shows.json": json.dumps([{"show": {"title": "Dallas", "year": 1978}}]),
                "lists/lists-watchlist.json": movies("Mirror", 1975, listed_at="2014-04-05T12:00:00.000Z"),
                "lists/lists-list-1-best.json": movies("Solaris", 1972, listed_at="2014-04-05T12:00:00.000Z"),
                "ratings/ratings-movies.json": movies(
                    "Come and See", 1985, rated_at="2015-04-05T12:00:00.000Z", rating=9
                ),
            }
        )
    )
    assert {shelf: [(one.title, one.at) for one in rows] for shelf, rows in found.rows.items()} == {
        "seen": [("Stalker", noon(2014, 4, 5))],
        None: [("Come and See", noon(2015, 4, 5))],
        "watchlist": [("Mirror", noon(2014, 4, 5))],
    }
    assert {(one.why, one.shown) for one in found.left} == {
        ("no film", "Dallas"),
        ("other file", "lists/lists-list-1-best.json"),
    }


def workbook(*rows: tuple[str | float | date | None, ...], sheet: str = "Films") -> bytes:
    book = openpyxl.Workbook()
    active = book.active
    assert active is not None
    active.title = sheet
    for cells in rows:
        active.append(cells)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_a_spreadsheet_as_excel_saves_it() -> None:
    content = workbook(
        ("My films",),
        (),
        ("Название", "Год", "Дата просмотра"),
        ("Сталкер", 1979, datetime(2012, 5, 2)),  # noqa: DTZ001  (Excel's days have no zone)
        (1984, 1984.0, date(2012, 5, 3)),
        (None, None, None),
        ("=1+1", 1990, None),
    )
    assert rows_of(content, "films.xlsx") == [
        row("Сталкер", 1979, on=noon(2012, 5, 2)),
        row("1984", 1984, on=noon(2012, 5, 3)),
    ]


def test_a_plain_list_of_titles() -> None:
    found = read(
        "My films\n\n1. Stalker (1979)\n2. Come and See (1985) - once is enough\n- Mirror, 1975\n", "list.txt"
    )
    assert found.rows == {None: [STALKER, COME, MIRROR]}


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1251", "koi8-r", "cp866"]
)
def test_russian_in_any_encoding(encoding: str) -> None:
    content = "Название;Год\r\nИди и смотри;1985\r\nВосхождение;1977\r\n".encode(encoding)
    assert rows_of(content) == [FilmRow("Иди и смотри", 1985), FilmRow("Восхождение", 1977)]


@pytest.mark.parametrize(
    ("encoding", "titles"),
    [
        ("cp1252", ["Amélie", "Léon", "Das Böse – M"]),
        ("latin-1", ["Amélie", "Señora"]),
        ("mac_roman", ["Amélie", "Léon"]),
        ("cp1250", ["Pociąg", "Nóż w wodzie", "Popiół i diament"]),
        ("cp1254", ["Kış Uykusu", "Uzak Şehir"]),
        ("cp1253", ["Αντιγόνη", "Κυνόδοντας"]),
        ("shift_jis", ["七人の侍", "東京物語"]),
        ("gb18030", ["霸王别姬", "活着"]),
        ("cp949", ["올드보이", "기생충"]),
    ],
)
def test_other_languages_as_old_programs_save_them(encoding: str, titles: list[str]) -> None:
    content = "Title;Year\n" + "".join(f"{title};1990\n" for title in titles)
    assert [one.title for one in rows_of(content.encode(encoding))] == titles


def test_damaged_letters_are_repaired_or_said_to_be_lost() -> None:
    found = read("Title,Year\nAmÃ©lie,2001\nÐ¡Ñ‚Ð°Ð»ÐºÐµÑ€,1979\nAm\ufffdlie,2001\nL?on,1994\nWhat?,1972\n")
    assert [one.title for one in found.rows[None]] == ["Amélie", "Сталкер", "Am\ufffdlie", "L?on", "What?"]
    assert found.damaged == 2
