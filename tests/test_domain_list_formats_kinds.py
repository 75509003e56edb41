"""Further lists of the kinds that stand in tests/cases/lists: titles, years, directors, notes, tables."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.drafts import (
    COME,
    MIRROR,
    STALKER,
    TARKOVSKY,
    E,
    L,
    draft_of,
    read,
    said,
)


@pytest.mark.parametrize(
    "line",
    [
        "Stalker (1979)", "1. Stalker (1979)", "1) Stalker (1979)", "#1 Stalker (1979)", "#1: Stalker (1979)",
        "**1.** Stalker (1979)", "**1. Stalker** (1979)", "1️⃣ Stalker (1979)", "- Stalker (1979)", "* Stalker (1979)",
        "• Stalker (1979)", "– Stalker (1979)", "+ [ ] Stalker (1979)", "- [x] Stalker (1979)", "> Stalker (1979)",
        "> - Stalker (1979)",
        "## Stalker (1979)", "### 1. **Stalker** (1979)", "**Stalker (1979)**", "__Stalker__ (1979)",
        "***Stalker*** (1979)", "~~Stalker~~ (1979)", "`Stalker` (1979)", "[Stalker](https://example.org/x) (1979)",
        "[Stalker (1979)](https://example.org/x_(y))", "**[Stalker](https://example.org)** (1979)", "“Stalker” (1979)",
        "«Stalker» (1979)", "„Stalker“ (1979)", "『Stalker』（1979）",
        "Stalker [1979]", "Stalker {1979}", "Stalker （1979）",
        "Stalker 【1979】", "Stalker(1979)", "Stalker ( 1979 )", "Stalker (1979 )",
        "Stalker (c. 1979)", "Stalker (1979?)",
        "Stalker (1979 г.)", "Stalker (1979)!", "Stalker (1979) ✓", "Stalker (1979) 👍", "Stalker (1979) 9/10",
        "Stalker (1979) [8.5]", "Stalker (1979, СССР)", "Stalker (Soviet Union, 1979)", "Stalker (film, 1979)",
        "1979 Stalker", "1979 - Stalker", "1979 – Stalker", "1979: Stalker", "1979. Stalker", "(1979) Stalker",
        "[1979] Stalker", "1979 | Stalker", "- 1979 – Stalker", "Stalker, 1979", "Stalker - 1979", "Stalker – 1979",
        "Stalker 1979", "1. Stalker, 1979",
    ],
)  # fmt: skip
def test_many_ways_to_write_a_title_and_a_year(line: str) -> None:
    found = read(f"{line}\nDescription: Rain.\n")
    assert [(entry.title, entry.year, entry.description) for entry in found.entries] == [
        ("Stalker", 1979, "Rain.")
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Stalker (Andrei Tarkovsky, 1979)", "Stalker (1979, Andrei Tarkovsky)", "Stalker (dir. Andrei Tarkovsky, 1979)",
        "Stalker (1979, dir. Andrei Tarkovsky)", "Stalker (1979; Andrei Tarkovsky)",
        "Stalker (1979) dir. Andrei Tarkovsky",
        "Stalker (1979), directed by Andrei Tarkovsky", "Stalker (1979) by Andrei Tarkovsky",
        "Stalker (1979) – Andrei Tarkovsky",
        "Stalker (1979) | Andrei Tarkovsky", "Stalker — Andrei Tarkovsky, 1979", "Stalker - Andrei Tarkovsky (1979)",
        "Stalker, Andrei Tarkovsky, 1979", "Stalker by Andrei Tarkovsky, 1979", "Stalker – Andrei Tarkovsky – 1979",
        "Stalker – 1979 – Andrei Tarkovsky", "Stalker, 1979, dir. Andrei Tarkovsky",
        "1979 – Stalker – Andrei Tarkovsky",
    ],
)  # fmt: skip
def test_many_ways_to_name_a_director(line: str) -> None:
    other = line.replace("Stalker", "Mirror").replace("1979", "1975")
    text = f"{line}\nDescription: Rain.\n\n{other}\nDescription: d\n"
    found = read(text)
    assert [(entry.title, entry.year, entry.directors) for entry in found.entries] == [
        ("Stalker", 1979, TARKOVSKY),
        ("Mirror", 1975, TARKOVSKY),
    ]


@pytest.mark.parametrize(
    "title",
    [
        "1984", "2001: A Space Odyssey", "2012", "8½", "300", "9", "(500) Days of Summer", "[REC]²", "M*A*S*H",
        "*batteries",
        "E.T. the Extra-Terrestrial", "Tokyo!", "No.", "What's Up, Doc?", "Love, Simon", "I, Tonya", "12 Angry Men",
        "F/X",
        "Birds of Prey – and the Rest", "3:10 to Yuma", "S#!%house", "Blade Runner 2049", "Wonder Woman 1984", "WALL·E",
        "Mission: Impossible – Fallout", "(Nostalgia)", "100 m", "11'09\"01", "D.O.A.", "Title",
    ],
)  # fmt: skip
def test_titles_keep_their_signs(title: str) -> None:
    found = read(f"Words.\n\n{title} (1999)\nDescription: d\n\nStalker (1979)\nDescription: d\n")
    assert [entry.title for entry in found.entries] == [title, "Stalker"]
    assert found.introduction == "Words."


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("1. Stalker\n2. Mirror\n3. Solaris\n", ["Stalker", "Mirror", "Solaris"]),
        ("- Stalker\n- Mirror\n", ["Stalker", "Mirror"]),
        ("Stalker\nMirror\nCome and See\n", ["Stalker", "Mirror", "Come and See"]),
        ("# Best\n\nStalker\n\nMirror\n\nCome and See\n", ["Stalker", "Mirror", "Come and See"]),
        ("Stalker\nDescription: d\n\nMirror\nDescription: d\n", ["Stalker", "Mirror"]),
        ("- Stalker (1979)\n- Mirror\n- Solaris (1972)\n", ["Stalker", "Mirror", "Solaris"]),
        ("Stalker (?)\n\nMirror (?)\n", ["Stalker", "Mirror"]),
    ],
)
def test_a_title_is_all_an_entry_needs(text: str, titles: list[str]) -> None:
    assert [entry.title for entry in read(text).entries] == titles


def test_notes_on_the_line_the_next_and_below() -> None:
    text = (
        "- Stalker (1979): rain\n- Mirror (1975)\n  memory\n- Solaris (1972)\n\n  an ocean\n  that thinks\n"
    )
    assert [entry.description for entry in read(text).entries] == ["rain", "memory", "an ocean that thinks"]


def test_two_titles_of_one_film_and_what_stands_behind_a_year() -> None:
    text = "1. Иди и смотри / Come and See (1985) ★★★★½\n2. Mirror [Зеркало] (1975) · Andrei Tarkovsky · 107 min\n"
    one, two = draft_of(text.encode()).entries
    assert (one.title, one.also) == ("Иди и смотри / Come and See", ("Иди и смотри", "Come and See"))
    assert (two.title, two.also) == ("Mirror [Зеркало]", ("Mirror", "Зеркало"))
    assert [what for _, what, _ in said(text)] == ["left out", "left out"]


def test_records_of_labels() -> None:
    text = (
        "Title: Stalker\nYear: 1979\nDirector: Andrei Tarkovsky\nNotes: Rain.\n\nTitle: Mirror\nYear: 1975\n"
    )
    assert read(text).entries == [E("Stalker", 1979, "Rain.", None, TARKOVSKY), MIRROR]


def test_a_countdown_begins_with_number_one() -> None:
    draft = draft_of(b"3. Stalker (1979)\n2. Mirror (1975)\n1. Solaris (1972)\n")
    assert [(one.rank, one.position, one.title) for one in draft.entries] == [
        (1, 1, "Solaris"),
        (2, 2, "Mirror"),
        (3, 3, "Stalker"),
    ]


def test_numbers_that_are_part_of_titles_stay() -> None:
    found = read("12 Angry Men (1957)\n\n2.22 (2017)\n\n1. April 2000 (1952)\n\n8½ (1963)\n")
    assert [entry.title for entry in found.entries] == ["12 Angry Men", "2.22", "1. April 2000", "8½"]


@pytest.mark.parametrize(
    "text",
    [
        "We begin where\nThe Ascent (1977)\nends, and go on.\n\nStalker (1979)\nDescription: d\n",
        "A list like that of The Ascent (1977), but shorter.\n\nStalker (1979)\nDescription: d\n",
    ],
)
def test_a_film_named_in_a_sentence_is_none_but_is_told(text: str) -> None:
    assert [entry.title for entry in read(text).entries] == ["Stalker"]
    ((_, what, form),) = said(text)
    assert what in {"year not taken", "year in text"}
    assert "(1977)" in form


@pytest.mark.parametrize(
    ("line", "form"),
    [
        ("Mirror, 1975", "Mirror (1975)"),
        ("Mirror — Andrei Tarkovsky, 1975", "Mirror (1975)"),
        ("1975 Mirror", "Mirror (1975)"),
        ("Mirror 1975", "Mirror (1975)"),
    ],
)
def test_the_advice_is_read_for_what_it_means(line: str, form: str) -> None:
    """A line without brackets among lines with them is not taken, and the form that is named for it is."""
    text = f"Stalker (1979)\nDescription: d\n\n{line}\n\nSolaris (1972)\nDescription: d\n"
    assert [entry.title for entry in read(text).entries] == ["Stalker", "Solaris"]
    assert said(text) == [(4, "year not taken", form)]
    assert [entry.title for entry in read(text.replace(line, form)).entries] == [
        "Stalker",
        "Mirror",
        "Solaris",
    ]


def test_headings_within_a_list_are_told_and_go_to_no_film() -> None:
    text = (
        "# Best\n\n## 1970s\n\n- Stalker (1979)\n\n## 1980s\n\nWords on a decade.\n\n- Come and See (1985)\n"
    )
    found = read(text)
    assert found.entries == [STALKER, COME]
    assert found.title == "Best"
    assert [what for _, what, _ in said(text)] == ["section", "section", "left out"]


def test_html_in_one_line_and_as_a_table() -> None:
    one = "<h1>Best</h1><p>Some <b>words</b> &amp; more.</p><ol><li>Stalker (1979)</li><li>Mirror (1975)</li></ol>"
    assert read(one) == L([STALKER, MIRROR], "Best", "Some words & more.")
    table = (
        "<table><tr><th>Title</th><th>Year</th></tr>\n<tr><td>Stalker</td><td>1979</td></tr>\n"
        "<tr><td>Mirror</td><td>1975</td></tr></table>"
    )
    assert read(table).entries == [STALKER, MIRROR]


def test_a_table_within_a_text() -> None:
    text = (
        "# Best\n\nWords.\n\n| # | Фильм | Год | Почему |\n|---|---|---|---|\n"
        "| 1 | Stalker | 1979 | Rain |\n| 2 | Mirror | 1975 | |\n"
    )
    assert read(text) == L([replace(STALKER, description="Rain"), MIRROR], "Best", "Words.")


@pytest.mark.parametrize(
    "text",
    [
        "Title,Year,Note\nStalker,1979,Rain\nMirror,1975,\n",
        "Название;Год;Комментарий\nStalker;1979;Rain\nMirror;1975;\n",
        "Titel\tJahr\tNotizen\nStalker\t1979\tRain\nMirror\t1975\t\n",
        "sep=;\nFilm;Year;Notes\nStalker;1979;Rain\nMirror;1975;\n",
        "Film\nStalker (1979)\nMirror (1975)\n",
        (
            "Position,Const,Created,Description,Title,Original Title,Title Type,Year\n"
            "2,tt0072443,2020-01-01,,Mirror,Zerkalo,Movie,1975\n1,tt0079944,2020-01-01,Rain,Stalker,Stalker,Film,1979\n"
        ),
        (
            '[{"rank": 1, "notes": "Rain", "type": "movie", "movie": {"title": "Stalker", "year": 1979, "ids": {}}},'
            ' {"rank": 2, "notes": null, "type": "movie", "movie": {"title": "Mirror", "year": 1975}}]'
        ),
    ],
)
def test_tables_of_every_kind(text: str) -> None:
    found = read(text)
    assert [(entry.title, entry.year) for entry in found.entries] == [("Stalker", 1979), ("Mirror", 1975)]
    if "Rain" in text:
        assert found.entries[0].description == "Rain"


def test_what_is_no_film_is_left_out_with_a_word() -> None:
    text = (
        "Position,Const,Title,Title Type,Year\n1,tt1,Stalker,Movie,1979\n2,tt2,Dallas,TV Series,1978\n"
        "3,tt3,Heimat,Fernsehserie,1984\n4,tt4,,Movie,1990\n5,tt5,Mirror,Spielfilm,1975\n6,tt6,Shoah,Documentary,1985\n"
    )
    assert [entry.title for entry in read(text).entries] == ["Stalker", "Mirror", "Shoah"]
    assert said(text) == [
        (3, "is no film", "Dallas"),
        (4, "is no film", "Heimat"),
        (5, "no title", "4, tt4, Movie, 1990"),
    ]
