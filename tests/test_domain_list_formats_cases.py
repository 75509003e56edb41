"""Every list of tests/cases/lists with what it is rightly read as."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.drafts import (
    CASES,
    COME,
    KLIMOV,
    MIRROR,
    RAIN,
    STALKER,
    TARKOVSKY,
    WAR,
    E,
    L,
    draft_of,
    of,
)

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
