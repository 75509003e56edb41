"""Members' files from elsewhere: every file of tests/cases/imports with its right value, and others of its kind."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.film_rows import MAX_ROWS, FileRefusedError, FilmRow
from bot.domain.member_files.letterboxd import harmless, write
from bot.domain.member_files.reading import LeftOut, MemberFile, read_member_file
from bot.domain.tables.archive import MAX_UNPACKED
from bot.domain.tables.records import unguarded
from bot.domain.tables.text import decoded
from db.types import DayKnown

CASES = Path(__file__).parent / "cases" / "imports"
NOW = datetime(2026, 11, 16, 20, 30, tzinfo=UTC)
STALKER, COME, MIRROR = FilmRow("Stalker", 1979), FilmRow("Come and See", 1985), FilmRow("Mirror", 1975)
NOT, NAMED, WATCHED = DayKnown.NOT, DayKnown.NAMED, DayKnown.WATCHED


def noon(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 12, tzinfo=UTC)


def row(
    title: str,
    year: int | None = None,
    imdb_id: str | None = None,
    *,
    by: str = "",
    on: datetime | None = None,
    **given: object,
) -> FilmRow:
    day = given.pop("day", WATCHED if on else NOT)
    return FilmRow(title, year, imdb_id, (by,) if by else (), on, day=day, **given)  # type: ignore[arg-type]


RIGHT: dict[str, dict[str | None, list[FilmRow]]] = {
    "Director_singular_col_used_two_same_title_year__w.csv": {None: [row("Dune", 2021, by="Denis Villeneuve")]},
    "Film_Year_header__films.csv": {None: [STALKER]},
    "Movie_Title_Year_header__films.csv": {None: [STALKER]},
    "Release_Year_header__films.csv": {None: [STALKER]},
    "excel_dates_d_m_Y__watched.csv": {
        None: [
            row("Stalker", 1979, on=noon(2012, 2, 5), day=NAMED),  # 7/20/13 below says how this writer's slashes go
            row("Come and See", 1985, on=noon(2013, 7, 20), day=NAMED),
            row("Mirror", 1975, on=noon(2013, 7, 20), day=NAMED),
        ]
    },
    "excel_sep_line__w.csv": {None: [STALKER]},
    "float_years_1979_0_pandas___films.csv": {None: [STALKER, COME, FilmRow("Mirror")]},
    "full_release_date_in_Year__films.csv": {None: [STALKER, COME]},
    "german_headers__d.csv": {None: [STALKER]},
    "imdb_id_as_url__x.csv": {None: [row("X", 1979, "tt0079944")]},
    "imdb_ids_only_header_imdb__ids.csv": {None: [row("", None, "tt0079944"), row("", None, "tt0091251")]},
    "imdb_ids_only_no_header__ids.csv": {None: [row("", None, "tt0079944"), row("", None, "tt0091251")]},
    "imdb_old_latin_1_list__WATCHLIST.csv": {
        "watchlist": [row("Amélie", 2001, "tt0211915", by="Jean-Pierre Jeunet", on=noon(2013, 1, 7), day=NAMED)]
    },
    "imdb_ratings_v3__ratings.csv": {
        None: [
            row(
                "Come and See", 1985, "tt0091251", by="Elem Klimov", on=noon(2020, 1, 2), day=NAMED,
                also=("Idi i smotri",),
            ),
            row("Stalker", 1979, "tt0079944", by="Andrei Tarkovsky", on=noon(2021, 3, 4), day=NAMED),
        ]
    },
    "imdb_urls_header_URL__ids.csv": {None: [row("", None, "tt0079944")]},
    "lb_diary_rewatch_two_dates__diary.csv": {
        "seen": [row("Stalker", 1979, on=noon(2024, 8, 1)), row("Stalker", 1979, on=noon(2025, 8, 5))]
    },
    "lb_list_v7_multi_line_description__favourites.csv": {None: [row("The Ascent", 1977), STALKER]},
    "lb_reviews_multi_line_with_quotes__reviews.csv": {
        "seen": [row("Come and See", 1985, on=noon(2024, 2, 11)), row("Mirror", 1975, on=noon(2024, 2, 12))]
    },
    "long_preamble_10_rows__watched.csv": {None: [STALKER]},
    "movary_history__history.csv": {"seen": [row("Stalker", 1979, "tt0079944", on=noon(2021, 5, 6))]},
    "spaces_after_commas_quoted__watched.csv": {
        None: [
            row("Crouching Tiger, Hidden Dragon", 2000, on=noon(2012, 5, 2), day=NAMED),
            row("Stalker", 1979, on=noon(2012, 5, 3), day=NAMED),
        ]
    },
    "title_articles__watched.csv": {
        None: [
            row(title, year)
            for title, year in [
                ("Ascent", 1977), ("The Stalker", 1979), ("The Mirror", 1975), ("The White Sun of the Desert", 1970),
                ("Battle of Moscow", 1985), ("The Come and See", 1985), ("Sacrifice", 1986), ("Road", 2009),
                ("The Oldboy", 2003),
            ]
        ]
    },
    "title_with_year_inside_and_Year_col_empty__ratings.csv": {None: [STALKER, COME]},
    "title_with_year_inside_no_Year_col_MovieLens___ratings.csv": {
        None: [STALKER, row("Come and See (Idi i smotri)", 1985, also=("Come and See", "Idi i smotri"))]
    },
    "trailing_article__films.csv": {
        None: [
            row("The Ascent", 1977, also=("Ascent, The",)),
            row("The Brest Fortress", 2010, also=("Brest Fortress, The",)),
            row("The Thing", 1982, also=("Thing, The",)),
        ]
    },
    "trakt_csv_listed_watchlist__trakt-watchlist.csv": {
        "watchlist": [row("Stalker", 1979, "tt0079944", on=datetime(2020, 1, 2, tzinfo=UTC), day=NAMED)]
    },
    "trakt_history_csv__history.csv": {
        "seen": [row("Stalker", 1979, "tt0079944", on=datetime(2014, 4, 5, 15, 27, tzinfo=UTC))]
    },
    "trakt_json_watched__watched-movies.json": {
        "seen": [row("Stalker", 1979, "tt0079944", on=datetime(2014, 4, 5, 15, 27, tzinfo=UTC))]
    },
    "two_rows_same_film_two_year_variants__watched.csv": {None: [STALKER, FilmRow("Stalker", 1980)]},
    "yamtrack__yamtrack.csv": {"seen": [row("Stalker", on=datetime(2026, 8, 3, 15, 28, tzinfo=UTC))]},
    "year_in_brackets__films.csv": {None: [STALKER, COME]},
    "year_range__films.csv": {None: [STALKER]},
}  # fmt: skip
REFUSED = {"letterboxd_profile_csv__profile.csv": "no columns"}


def read(content: bytes | str, name: str = "films.csv") -> MemberFile:
    return read_member_file(name, content.encode() if isinstance(content, str) else content, now=NOW)


def rows_of(content: bytes | str, name: str = "films.csv") -> list[FilmRow]:
    return [one for several in read(content, name).rows.values() for one in several]


def test_every_case_has_its_right_value() -> None:
    assert {path.name for path in CASES.iterdir()} == RIGHT.keys() | REFUSED.keys()


@pytest.mark.parametrize("name", sorted(RIGHT))
def test_a_case_is_read_rightly(name: str) -> None:
    found = read((CASES / name).read_bytes(), name.rsplit("__", maxsplit=1)[-1])
    assert found.rows == RIGHT[name]
    assert (found.left, found.damaged, found.unclear_days) == ([], 0, 0)
    assert found.names_days == any(one.at for several in RIGHT[name].values() for one in several)


@pytest.mark.parametrize(("name", "reason"), REFUSED.items())
def test_a_case_is_refused_rightly(name: str, reason: str) -> None:
    with pytest.raises(FileRefusedError) as refused:
        read((CASES / name).read_bytes(), name.rsplit("__", maxsplit=1)[-1])
    assert refused.value.reason == reason


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


def archive(files: dict[str, bytes | str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in files.items():
            zipped.writestr(name, content)
    return buffer.getvalue()


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


# What is refused


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b" \r\n ", "empty"),
        (b"PK\x03\x04rest of an archive", "archive"),
        (b"\x1f\x8b\x08rest", "archive"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not text"),
        (b"\xff\xfea", "not text"),
        (b"just a sentence", "no columns"),
        (b"a,b,c\n1,2,3\n", "no columns"),
        (b'Name,Year\n"' + b"x" * 200_000 + b'",1979\n', "not a table"),
        (b"Name,Year\n" + b"Stalker,1979\n" * 100_000, "too many rows"),
        (b"Name,Year\n" + b"\n" * 4_000_000, "too many rows"),
        (b"Name,Year\n" + b",\n" * 100_000, "too many rows"),
        (b"\n" * 4_000_000, "empty"),
        (b"[" * 200_000, "not a table"),
        (b"[1, 2, 3]", "no columns"),
        (b'{"a": ' + b"9" * 5000 + b"}", "no columns"),
        (b"[" + b'{"title": "x"},' * 20_001 + b'{"title": "x"}]', "too many rows"),
    ],
)  # fmt: skip
def test_other_files_are_refused_with_the_reason(content: bytes, reason: str) -> None:
    with pytest.raises(FileRefusedError) as refused:
        read(content)
    assert refused.value.reason == reason


@pytest.mark.parametrize("name", ["watched.csv", "xl/worksheets/sheet1.xml"])
def test_archives_that_unpack_to_too_much_are_refused(name: str) -> None:
    """Whatever their declared sizes say."""
    bomb = bytearray(archive({name: b"Name,Year\n" + b"\n" * (MAX_UNPACKED + 1)}))
    for size in (bytes(bomb),):
        with pytest.raises(FileRefusedError) as refused:
            read(size, "x.zip")
        assert refused.value.reason == "archive"
    declared = (MAX_UNPACKED + 11).to_bytes(4, "little")
    assert bomb.count(declared) == 2
    lying = bytes(bomb).replace(declared, (100).to_bytes(4, "little"))
    with pytest.raises(FileRefusedError):
        read(lying, "x.zip")


@pytest.mark.parametrize(
    "inside",
    [b"Name,Year\n" + b"\n" * 9000, b"Name,Year\n" + b",1\n" * 9000, b"\n" * 9000 + b"Stalker (1979)\n"],
)
def test_rows_of_all_files_of_an_archive_count_whatever_they_say(inside: bytes) -> None:
    several: dict[str, bytes | str] = {f"watched-{number}.csv": inside for number in range(3)}
    with pytest.raises(FileRefusedError) as refused:
        read(archive(several), "x.zip")
    assert refused.value.reason == "too many rows"


def test_a_header_alone_is_a_table_without_films() -> None:
    assert rows_of(b"Name,Year\n") == []
    assert len(rows_of(b"Name,Year\n" + b"Stalker,1979\n" * MAX_ROWS)) == MAX_ROWS


def test_a_quotation_mark_that_is_never_closed_swallows_nothing() -> None:
    assert [one.title for one in rows_of('Name,Year\n"Stalker,1979\nMirror,1975\nSolaris,1972\n')] == [
        "Stalker",
        "Mirror",
        "Solaris",
    ]


# What we write ourselves


def test_what_is_written_for_letterboxd() -> None:
    rows = [FilmRow("Come and See", 1985, "tt0091251", ("Elem Klimov",), noon(2024, 5, 1))]
    assert write(rows, watched=True).decode().splitlines() == [
        '"Title","Year","Directors","imdbID","WatchedDate"',
        '"Come and See","1985","Elem Klimov","tt0091251","2024-05-01"',
    ]
    assert b"2024" not in write(rows, watched=False)


MEANT = "()[]{}（）［］【】〔〕,/"
"""Signs within a title that say something about it: other names, an article behind a comma."""
DAMAGE = "ÃÂÐÑâРСÎÏèåäæçéãëïðŒ\ufeff"
"""With what letters begin that were read in a wrong encoding."""
titles = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters=MEANT + DAMAGE), min_size=1, max_size=40
).filter(lambda t: t == " ".join(t.split()) and t and not t.casefold().startswith("tt"))  # fmt: skip
films = st.builds(
    FilmRow,
    titles,
    st.none() | st.integers(1890, 2100),
    st.none() | st.from_regex(r"tt[0-9]{7}", fullmatch=True),
    st.just(()),
    st.none() | st.dates(date(1895, 1, 1), date(2026, 11, 1)).map(lambda d: noon(d.year, d.month, d.day)),
)


@given(st.lists(films, max_size=20))
def test_what_is_written_is_read_back(given_rows: list[FilmRow]) -> None:
    found = [
        FilmRow(one.title, one.year, one.imdb_id, one.directors, one.at)
        for one in rows_of(write(given_rows, watched=True))
    ]
    assert sorted(found, key=repr) == sorted(given_rows, key=repr)


@given(st.text(max_size=20) | st.from_regex(r"'*[=+\-@\t\r\n]'*[A-Z(]*"))
def test_no_cell_can_start_a_formula_and_the_guard_comes_off_again(cell: str) -> None:
    assert harmless(cell)[:1] not in set("=+-@\t\r\n＝＋－＠")
    assert unguarded(harmless(cell)) == cell


@pytest.mark.parametrize(
    "title", ['=HYPERLINK("http://x","y")', "+1", "-1", "@SUM(1)", "\t=1", "a;=1+1", '";=1+1;"']
)
def test_hostile_titles_stay_within_their_cell(title: str) -> None:
    written = write([FilmRow(title, 2000)], watched=False).decode()
    for separator in ",;\t":
        for cells in csv.reader(io.StringIO(written), delimiter=separator):
            assert not any(cell.startswith(tuple("=+-@\t\r")) for cell in cells)


@given(
    st.binary(max_size=300)
    | st.binary(max_size=100).map(lambda rest: b"Name,Year\n" + rest)
    | st.binary(max_size=100).map(lambda rest: b"PK\x03\x04" + rest)
)
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    with suppress(FileRefusedError):
        assert all(isinstance(one, FilmRow) for one in rows_of(content))


@given(st.binary(max_size=200))
def test_decoding_never_fails_otherwise(content: bytes) -> None:
    with suppress(FileRefusedError):
        assert isinstance(decoded(content).text, str)
