from __future__ import annotations

import json
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.film_rows import MAX_ROWS, FileRefusedError, FilmRow
from bot.domain.member_files.export_format import read, write
from db.types import DayKnown

MONDAY = datetime(2026, 11, 16, 20, 30, tzinfo=UTC)


def test_what_is_written_is_read_back() -> None:
    kept = {
        "seen": [{"film_id": 7, "at": MONDAY}, {"film_id": 8, "at": MONDAY, "day": 0}],
        "watchlist": [{"film_id": 9, "at": MONDAY}],
        "member_settings": [{"seen_filter": "unseen", "together": True}],
    }
    films = {7: {"slug": "x", "title": "Икс", "year": 1970, "imdb_id": None}}
    content = write(kept, films, MONDAY)
    assert "Икс".encode() in content
    assert json.loads(content)["member_settings"] == kept["member_settings"]
    assert read(content) == {
        "seen": [
            FilmRow("Икс", 1970, at=MONDAY, day=DayKnown.WATCHED, film_id=7),
            FilmRow("", at=MONDAY, day=DayKnown.NOT, film_id=8),
        ],
        "watchlist": [FilmRow("", at=MONDAY, day=DayKnown.WATCHED, film_id=9)],
    }


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["film_id", "at", "1", "title", "year", "imdb_id"]), inner, max_size=4
        )
    ),
    max_leaves=8,
)


@given(json_values, json_values)
def test_any_json_is_read_or_refused(seen: object, films: object) -> None:
    read(json.dumps({"kinoteka": 1, "seen": seen, "watchlist": [{"film_id": 1}], "films": films}).encode())
    with suppress(FileRefusedError):
        read(json.dumps(seen).encode())


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"{", "not a table"),
        (b"[" * 200_000, "not a table"),
        (b'{"kinoteka": 1, "seen": ' + b"9" * 5000 + b"}", "not a table"),
        (b"{}", "no columns"),
        (b'{"kinoteka": 2, "seen": []}', "no columns"),
        (json.dumps({"kinoteka": 1, "seen": [{"film_id": 1}] * (MAX_ROWS + 1)}).encode(), "too many rows"),
    ],
)
def test_other_files_are_refused(content: bytes, reason: str) -> None:
    with pytest.raises(FileRefusedError) as refused:
        read(content)
    assert refused.value.reason == reason
