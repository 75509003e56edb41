"""Files of members that are refused, with the reason; and whatever is sent is read or refused."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.film_rows import MAX_ROWS, FileRefusedError, FilmRow
from bot.domain.tables.archive import MAX_UNPACKED
from bot.domain.tables.text import decoded
from tests.member_files import (
    archive,
    read,
    rows_of,
)


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
