from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ui.kit import text
from bot.ui.kit.language import language

FOREIGN = st.text(
    alphabet=st.one_of(st.characters(), st.sampled_from("*_~|`<>[]()#@:\\-+.1 \n\u202e\u200b")), max_size=300
)
# What would be read as something else than itself, if no backslash stands before it.
BARE = re.compile(r"(?<!\\)(?:\\\\)*[*_~|`<>\[\]#@]|https?:/")


@given(FOREIGN)
def test_nothing_foreign_is_read_as_markdown(foreign: str) -> None:
    escaped = text.escape(foreign)
    assert not BARE.search(escaped)
    assert re.sub(r"\\([^0-9A-Za-z\s])", r"\1", escaped) == foreign


@pytest.mark.parametrize(
    "foreign",
    [
        "# loud",
        "- item",
        "1. item",
        "> quote",
        "-# small",
        "@everyone",
        "<@1>",
        "<t:0:R>",
        "https://x.y",
        "a||b||",
    ],
)
def test_what_would_be_read_as_something_else_is_escaped(foreign: str) -> None:
    assert text.escape(foreign) != foreign


@given(FOREIGN, st.integers(2, 400))
def test_shortened_is_short(foreign: str, limit: int) -> None:
    short = text.shorten(foreign, limit)
    assert len(short) <= limit
    assert short == foreign or short.endswith("…")


@given(FOREIGN, st.integers(20, 400))
def test_prose_is_short_after_escaping(foreign: str, limit: int) -> None:
    assert len(text.prose(foreign, limit)) <= limit


@given(FOREIGN)
def test_quoted_is_one_short_line_without_hidden_characters(foreign: str) -> None:
    shown = text.quoted(foreign)
    assert "\n" not in shown
    assert "\u202e" not in shown
    assert not BARE.search(shown)


def test_shortening_stops_at_a_word() -> None:
    assert text.shorten("The Cranes Are Flying", 15) == "The Cranes Are…"


def test_a_link_cannot_be_ended_by_its_name_or_address() -> None:
    assert text.link("Road (2009) [x]", "https://e.org/The_Road_(2009)") == (
        r"[Road \(2009\) \[x\]](https://e.org/The_Road_%282009%29)"
    )


@pytest.mark.parametrize(
    ("runtime", "said"), [(45, "45 min"), (60, "1 h"), (142, "2 h 22 min"), (0, "0 min")]
)
def test_minutes(runtime: int, said: str) -> None:
    assert text.minutes(language("en"), runtime) == said.replace(" ", "\N{NO-BREAK SPACE}"), (
        "never torn apart"
    )


def test_numbers_with_their_nouns() -> None:
    english = language("en")
    assert [text.films(english, number) for number in (0, 1, 2, 1234)] == [
        "0 films",
        "1 film",
        "2 films",
        "1,234 films",
    ]


def test_the_year_survives_cutting() -> None:
    assert text.short_heading("A" * 200, 1985, 80).endswith("… (1985)")
    assert len(text.short_heading("A" * 200, 1985, 80)) <= 80
