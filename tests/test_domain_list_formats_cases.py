"""Every list of tests/cases/lists with what it is rightly read as; and further lists of the same kinds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

import pytest

from bot.domain.list_formats.draft import DraftList
from bot.domain.list_formats.reading import read_file

CASES = Path(__file__).parent / "cases" / "lists"


@dataclass(frozen=True)
class E:
    """An entry: all that is said of it."""

    title: str
    year: int | None
    description: str = ""
    fact: str | None = None
    directors: tuple[str, ...] = ()
    imdb_id: str | None = None


class L(NamedTuple):
    """A list."""

    entries: list[E]
    title: str | None = None
    introduction: str = ""
    aliases: tuple[str, ...] = ()


TARKOVSKY, KLIMOV = ("Andrei Tarkovsky",), ("Elem Klimov",)
STALKER, COME, MIRROR = E("Stalker", 1979), E("Come and See", 1985), E("Mirror", 1975)
RAIN, WAR = replace(STALKER, description="Rain."), replace(COME, description="War.")

RIGHT = {
    "01_bare.txt": L([STALKER, COME, MIRROR]),
    "02_dash_desc.txt": L(
        [
            replace(STALKER, description="Three men walk into the Zone"),
            replace(COME, description="A boy loses his village"),
            replace(MIRROR, description="Memory without order"),
        ],
        "Rain and ruins",
        "Films for a wet evening.",
    ),
    "03_md_table.txt": L(
        [
            replace(STALKER, description="Slow and wet", directors=TARKOVSKY),
            replace(COME, description="Once is enough", directors=KLIMOV),
        ]
    ),
    "04_links_para.txt": L(
        [
            replace(STALKER, description="A guide, a writer and a scientist."),
            replace(COME, description="A war as a boy sees it."),
        ],
        None,
        "My own favourites, in no order.",
    ),
    "05_checkbox.txt": L([STALKER, COME, E("La Haine", 1995)], "to watch."),
    "06_director_in_brackets.txt": L(
        [replace(RAIN, directors=TARKOVSKY), replace(WAR, directors=KLIMOV)]
    ),
    "07_brackets_link_then_year.txt": L(
        [replace(STALKER, directors=TARKOVSKY), replace(COME, directors=KLIMOV)]
    ),
    "08_headings.txt": L(
        [
            replace(STALKER, description="Directed by Andrei Tarkovsky. Rain and rust.", directors=TARKOVSKY),
            replace(COME, description="Directed by Elem Klimov. A boy and a war.", directors=KLIMOV),
        ],
        "Winter nights",
        "Some words.",
    ),
    "09_dash_director_year.txt": L([replace(RAIN, directors=TARKOVSKY), replace(WAR, directors=KLIMOV)]),
    "10_year_first.txt": L([RAIN, WAR, replace(MIRROR, description="Memory.")]),
    "11_numbered_desc.txt": L([RAIN, WAR, replace(MIRROR, description="Memory.")]),
    "12_bold_desc.txt": L(
        [RAIN, WAR, replace(MIRROR, description="Memory."), E("Восхождение", 1977, "Snow.")]
    ),
    "13_heading_md_desc.txt": L([RAIN, WAR], "Winter nights"),
    "14_director_line_after.txt": L([replace(RAIN, directors=TARKOVSKY), replace(WAR, directors=KLIMOV)]),
    "15_year_then_director.txt": L(
        [
            replace(RAIN, directors=TARKOVSKY),
            replace(WAR, directors=KLIMOV),
            replace(MIRROR, description="Memory.", imdb_id="tt0072443"),
        ]
    ),
    "17_russian_labels.txt": L(
        [E("Сталкер", 1979, "Дождь."), E("Иди и смотри", 1985, "Война.")],
        "Зимние ночи",
        "Немного слов.",
        ("зима",),
    ),
    "19_multi_para.txt": L(
        [
            E(
                "Stalker",
                1979,
                "First paragraph about rain.\n\n"
                "A second paragraph about rust, because the curator has more to say.",
                "It was shot twice.",
            ),
            WAR,
        ]
    ),
    "20_description_next_line.txt": L(
        [
            replace(STALKER, description="Rain and rust, written below its label as many do."),
            replace(COME, description="War, after an empty line."),
        ]
    ),
    "21_no_label_para.txt": L(
        [
            replace(STALKER, description="Three men walk into the Zone."),
            replace(COME, description="A boy loses his village."),
        ],
        "Winter",
        "A few words.",
    ),
    "22_rank_first_nested.txt": L([WAR, RAIN], "Winter"),  # 9 stands before 10
    "23_letterboxd_v7.txt": L(
        [replace(STALKER, description="Rain"), COME], "Masterpieces", "Words, many.\n\n1. Mastery Told well."
    ),
    "24_html.txt": L([STALKER, COME]),
    "25_yaml_frontmatter.txt": L([RAIN], "Winter nights", "Some words."),
    "28_dup_remakes_titles.txt": L(
        [
            E("(500) Days of Summer", 2009, "x"),
            E("1984", 1984, "x"),
            E("2001: A Space Odyssey", 1968, "x"),
            E("12 Angry Men", 1957, "x"),
            E("Birdman or (The Unexpected Virtue of Ignorance)", 2014, "x"),
            E("[REC]", 2007, "x"),
            E("If....", 1968, "x"),
            E("Title: The Film", 1999, "x"),
        ]
    ),
    "29_linked_whole.txt": L(
        [replace(STALKER, imdb_id="tt0079944"), replace(MIRROR, imdb_id="tt0072443")], "Watched"
    ),
    "31_core.txt": L([STALKER, MIRROR]),
    "a_trailing_punct.txt": L(
        [
            E(title, year, "Rain.")
            for title, year in [
                ("Stalker", 1979), ("Mirror", 1975), ("Come and See", 1985), ("The Ascent", 1977), ("The Road", 2009),
                ("Commissar", 1967), ("The Star", 2002),
            ]
        ]
        + [E("Ballad of a Soldier", 1959, "Rain.", None, ("Grigory Chukhray",))]
        + [
            E(title, year, "Rain.")
            for title, year in [
                ("In the Fog", 2012), ("The Sacrifice", 1986), ("The Flight", 1970), ("The Overcoat", 1959),
                ("The Red Tent", 1969), ("The Edge", 2010), ("Stalingrad", 2013),
            ]
        ]
    ),
    "b_swallow_intro.txt": L(
        [replace(STALKER, description="rain"), replace(MIRROR, description="memory"), WAR], "Intro", "Our best."
    ),
    "c_swallow_middle_blank.txt": L([RAIN, replace(MIRROR, description="memory"), WAR]),
    "d_numbers_few.txt": L(
        [RAIN, replace(MIRROR, description="Rain."), replace(COME, description="Rain."), E("The Ascent", 1977, "Rain.")]
    ),
}  # fmt: skip


def of(draft: DraftList) -> L:
    entries = [
        E(one.title, one.year, one.description, one.fact, one.directors, one.imdb_id) for one in draft.entries
    ]
    return L(entries, draft.title, draft.introduction, draft.aliases)


def draft_of(content: bytes, name: str = "list.txt") -> DraftList:
    (one,) = read_file(name, content, this_year=2026).lists
    return one.draft


def read(text: str) -> L:
    return of(draft_of(text.encode()))


def said(text: str) -> list[tuple[int, str, str]]:
    return [
        (remark.line, remark.what, remark.form or remark.text) for remark in draft_of(text.encode()).remarks
    ]


def test_every_case_has_its_right_value() -> None:
    assert {path.name for path in CASES.iterdir()} == set(RIGHT)


@pytest.mark.parametrize("name", sorted(RIGHT))
def test_a_case_is_read_rightly(name: str) -> None:
    content = (CASES / name).read_bytes()
    draft = draft_of(content, name)
    assert of(draft) == RIGHT[name]
    assert draft.problems == ()


@pytest.mark.parametrize("name", sorted(RIGHT))
def test_every_line_of_a_case_became_something(name: str) -> None:
    content = (CASES / name).read_bytes()
    told = {outcome.line for outcome in draft_of(content, name).outcomes}
    lines = [number for number, line in enumerate(content.decode().split("\n"), 1) if line.strip()]
    if name not in {"23_letterboxd_v7.txt", "24_html.txt"}:  # rows over several lines; tags alone on a line
        assert told == set(lines)


# Further lists of the same kinds


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
