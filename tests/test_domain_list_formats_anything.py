"""Lists that nobody has thought of: any bytes, every form shuffled and damaged, a list through every form and back."""

from __future__ import annotations

import csv
import html
import io
import json
import tracemalloc
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.domain.film_rows import FileRefusedError
from bot.domain.list_formats import limits
from bot.domain.list_formats.draft import DraftList
from bot.domain.list_formats.reading import read_file
from bot.domain.list_formats.writing import own_form

CASES = Path(__file__).parent / "cases"
FORMS = [path.read_bytes() for folder in ("lists", "imports") for path in sorted((CASES / folder).iterdir())]
LINES = sorted({line for form in FORMS for line in form.decode("utf-8", "replace").splitlines()})


def read(content: bytes, name: str = "list.txt") -> DraftList:
    (one,) = read_file(name, content, this_year=2026).lists
    return one.draft


def check(draft: DraftList, lines: list[str]) -> None:
    """What holds for every draft, whatever it was read from."""
    assert draft.entries or draft.problems
    assert all(1 <= remark.line <= max(1, len(lines)) for remark in draft.remarks)
    assert [entry.rank for entry in draft.entries] == list(range(1, len(draft.entries) + 1))
    assert all(entry.title.strip() for entry in draft.entries)
    assert all(outcome.rank is None or outcome.rank <= len(draft.entries) for outcome in draft.outcomes)


# Any bytes


@given(st.binary(max_size=400))
@example(b"")
@example(b"\xef\xbb\xbf")
@example(b"{")
@example(b"[]")
@example(b"---\ntitle: x\n---")
@example(b"|a|b|\n|-|-|\n|1|2|")
def test_any_bytes_are_a_draft_or_refused(content: bytes) -> None:
    with suppress(FileRefusedError):
        check(read(content), content.decode("utf-8", "replace").split("\n") * 3)


@given(
    st.lists(st.sampled_from(LINES) | st.text(max_size=40), max_size=30),
    st.sampled_from(["\n", "\r\n", "\n\n"]),
)
@settings(max_examples=120)
def test_lines_of_every_form_in_any_order_and_none_is_lost_without_a_word(lines: list[str], end: str) -> None:
    text = end.join(lines)
    try:
        draft = read(text.encode("utf-8", "surrogatepass"))
    except (FileRefusedError, UnicodeEncodeError):
        return
    every = (
        text.replace("\r\n", "\n")
        .replace("\r", "\n")
        .replace("\u2028", "\n")
        .replace("\u2029", "\n")
        .split("\n")
    )
    check(draft, every)
    told = {outcome.line for outcome in draft.outcomes} | {remark.line for remark in draft.remarks}
    is_table = '"' in text or any(outcome.became == "header" for outcome in draft.outcomes)
    if not is_table and "<" not in text:  # rows and tags may go on over several lines
        lost = [
            line for number, line in enumerate(every, 1) if line.strip("\ufeff \t") and number not in told
        ]
        assert not [line for line in lost if any(map(str.isalnum, line))], lost


@given(st.data())
@settings(max_examples=120)
def test_every_form_cut_and_damaged(data: st.DataObject) -> None:
    form = bytearray(data.draw(st.sampled_from(FORMS)))
    for _ in range(data.draw(st.integers(0, 4))):
        place = data.draw(st.integers(0, max(0, len(form) - 1)))
        kind = data.draw(st.sampled_from(["cut", "put", "swap", "repeat"]))
        if kind == "cut":
            del form[place:]
        elif kind == "put":
            form[place:place] = data.draw(st.binary(max_size=5))
        elif kind == "swap" and form:
            form[place] = data.draw(st.integers(0, 255))
        else:
            form[place:place] = form[: data.draw(st.integers(0, 40))]
    with suppress(FileRefusedError):
        draft = read(bytes(form))
        assert draft.entries or draft.problems


# A list through every form and back

words = st.text("abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=8)
name = st.builds(lambda a, b: f"{a.capitalize()} {b.capitalize()}", words, words)
title = st.one_of(
    name,
    words.map(str.capitalize),
    st.builds(lambda a, b: f"The {a} of {b.capitalize()}", words, words),
    st.sampled_from(
        [
            "1984",
            "2001: A Space Odyssey",
            "(500) Days of Summer",
            "8½",
            "M*A*S*H",
            "Иди и смотри",
            "七人の侍",
            "Tokyo!",
        ]
    ),
)
sentence = st.builds(lambda some: f"{' '.join(some).capitalize()}.", st.lists(words, min_size=2, max_size=9))
paragraphs = st.lists(sentence, max_size=2).map("\n\n".join)
entry = st.tuples(
    title, st.integers(1888, 2026), st.lists(name, max_size=2, unique=True), paragraphs, paragraphs
)
lists = st.tuples(
    name,
    paragraphs,
    st.lists(entry, min_size=1, max_size=8, unique_by=lambda one: (one[0].casefold(), one[1])),
)
Given = tuple[str, str, list[tuple[str, int, list[str], str, str]]]


def text_of(given: Given) -> bytes:
    called, introduction, entries = given
    blocks = [f"Title: {called}", introduction]
    for film, year, directors, description, fact in entries:
        block = f"{film} ({year})\n"
        block += f"Director: {', '.join(directors)}\n" if directors else ""
        block += f"Description: {description}\n" if description else ""
        block += f"Fact: {fact}\n" if fact else ""
        blocks.append(block)
    return "\n\n".join(block for block in blocks if block).encode()


def markdown(draft: DraftList) -> bytes:
    """Numbers, bold titles, the description behind them."""
    lines = [f"# {draft.title}", "", draft.introduction, ""]
    for one in draft.entries:
        lines += [f"{one.rank}. **{one.title}** ({one.year})", ""]
        lines += [f"   Directed by {', '.join(one.directors)}", ""] if one.directors else []
        lines += [f"   {paragraph}\n" for paragraph in one.description.split("\n\n")]
        lines += [f"Fact: {one.fact}", ""] if one.fact else []
    return "\n".join(lines).encode()


def headings(draft: DraftList) -> bytes:
    lines = [f"# {draft.title}", "", draft.introduction, ""]
    for one in draft.entries:
        lines += [f"## {one.rank}. {one.title} ({one.year})", ""]
        lines += [f"**Director:** {', '.join(one.directors)}", ""] if one.directors else []
        lines += [one.description, ""]
        lines += [f"**Fact:** {one.fact}", ""] if one.fact else []
    return "\n".join(lines).encode()


def page(draft: DraftList) -> bytes:
    body = f"<h1>{html.escape(draft.title or '')}</h1>\n"
    body += "".join(f"<p>{html.escape(one)}</p>\n" for one in draft.introduction.split("\n\n") if one)
    for one in draft.entries:
        body += f"<h2>{html.escape(one.title)} ({one.year})</h2>\n"
        body += f"<p>Director: {html.escape(', '.join(one.directors))}</p>\n" if one.directors else ""
        body += "".join(f"<p>{html.escape(part)}</p>\n" for part in one.description.split("\n\n") if part)
        body += (
            f"<p>Fact: {html.escape(one.fact.replace(chr(10) * 2, '</p><p>'))}</p>\n".replace(
                "&lt;/p&gt;&lt;p&gt;", "</p><p>"
            )
            if one.fact
            else ""
        )
    return f"<html><body>\n{body}</body></html>\n".encode()


def rows(draft: DraftList) -> list[list[str]]:
    return [
        ["#", "Title", "Year", "Directors", "Notes", "Fact"],
        *(
            [
                str(one.rank),
                one.title,
                str(one.year),
                ", ".join(one.directors),
                one.description,
                one.fact or "",
            ]
            for one in draft.entries
        ),
    ]


def table(separator: str, encoding: str, header: list[str]) -> Callable[[DraftList], bytes]:
    def write(draft: DraftList) -> bytes:
        text = io.StringIO(newline="")
        csv.writer(text, delimiter=separator).writerows([header, *rows(draft)[1:]])
        return text.getvalue().encode(encoding)

    return write


def workbook(draft: DraftList) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for cells in rows(draft):
        sheet.append(cells)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def letterboxd(draft: DraftList) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(["Letterboxd list export v7"])
    writer.writerow(["Date", "Name", "Tags", "URL", "Description"])
    writer.writerow(["2026-01-01", draft.title, "", "https://boxd.it/x", draft.introduction])
    text.write("\r\n")
    writer.writerow(["Position", "Name", "Year", "URL", "Description"])
    writer.writerows(
        [one.rank, one.title, one.year, "https://boxd.it/y", one.description] for one in draft.entries
    )
    return text.getvalue().encode()


def zipped(draft: DraftList) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("lists/one.csv", letterboxd(draft))
        archive.writestr("profile.csv", "Date Joined,Email Address\n2020-01-01,a@b.c\n")
    return buffer.getvalue()


def trakt(draft: DraftList) -> bytes:
    items = [
        {
            "rank": one.rank,
            "notes": one.description,
            "type": "movie",
            "movie": {"title": one.title, "year": one.year},
        }
        for one in draft.entries
    ]
    return json.dumps(items).encode()


RUSSIAN = ["№", "Название", "Год", "Режиссёр", "Описание", "Факт"]
ENGLISH = ["#", "Title", "Year", "Directors", "Notes", "Fact"]
KEPT = {  # by form: what it can say of a list
    own_form: "title introduction directors description fact",
    markdown: "title introduction directors description fact",
    headings: "title introduction directors description fact",
    page: "title introduction directors description fact",
    table(",", "utf-8", ENGLISH): "directors description fact",
    table(";", "utf-8-sig", RUSSIAN): "directors description fact",
    table("\t", "utf-16", ENGLISH): "directors description fact",
    workbook: "directors description fact",
    letterboxd: "title introduction description",
    zipped: "title introduction description",
    trakt: "description",
}


@pytest.mark.parametrize(("form", "kept"), KEPT.items(), ids=lambda one: getattr(one, "__qualname__", "")[:9])
@given(given=lists)
@settings(max_examples=30)
def test_a_list_in_our_form_written_in_another_and_read_again_is_the_same(
    form: Callable[[DraftList], bytes | str], kept: str, given: Given
) -> None:
    draft = read(text_of(given))
    assert [(one.title, one.year) for one in draft.entries] == [one[:2] for one in given[2]]
    assert draft.problems == ()
    written = form(draft)
    again = read(written if isinstance(written, bytes) else written.encode(), "list.md")
    assert [(one.rank, one.title, one.year) for one in again.entries] == [
        (one.rank, one.title, one.year) for one in draft.entries
    ]
    for what in kept.split():
        if what in {"title", "introduction"}:
            assert getattr(again, what) == getattr(draft, what)
        else:
            assert [getattr(one, what) for one in again.entries] == [
                getattr(one, what) for one in draft.entries
            ]


# Bounds


TOO_MUCH = {
    "one line": b"x" * (20 * 1024 * 1024),
    "films": b"Stalker (1979)\n" * 1_400_000,
    "empty lines": b"\n" * (20 * 1024 * 1024),
    "rows": b"Title,Year\n" + b"Stalker,1979\n" * 100_000,
    "empty rows": b"Title,Year\n" + b"\n" * 900_000,
}


@pytest.mark.parametrize("kind", TOO_MUCH)
def test_too_much_is_refused_politely_and_for_little(kind: str) -> None:
    content = TOO_MUCH[kind]
    tracemalloc.start()
    try:
        with pytest.raises(FileRefusedError) as refused:
            read(content)
        assert refused.value.reason in {"too large", "too many rows"}
        assert tracemalloc.get_traced_memory()[1] < 60_000_000
    finally:
        tracemalloc.stop()


def test_a_text_of_very_many_lines_is_read_to_its_limit() -> None:
    content = b"\n" * (limits.LINES - 1) + b"Stalker (1979)\nMirror (1975)\n"
    draft = read(content)
    assert [entry.title for entry in draft.entries] == ["Stalker"]
    assert [remark.what for remark in draft.problems] == ["too many"]


LONG = [
    "(" * 50_000, "[" * 50_000, "*" * 50_001 + "x", "# " * 20_000, "| " * 20_000, "Title: " * 9_000, "1. " * 20_000,
    "[x](" * 12_000, "<b>" * 15_000, "a," * 25_000 + "1979", " - ".join(["Stalker"] * 7_000), "(1979) " * 7_000,
    "**a** " * 9_000, '"' * 50_001, "\n" * 19_000, " \n" * 19_000, "- \n" * 19_000, "|\n" * 19_000, "---\n" * 19_000,
]  # fmt: skip


@pytest.mark.parametrize("line", LONG, ids=lambda line: line[:4])
def test_long_lines_take_no_long_time(line: str) -> None:
    """Each is quadratic in a careless pattern, and would take minutes."""
    for text in (line, f"Stalker (1979)\n{line}\n", f"{line}\nDescription: d\n"):
        with suppress(FileRefusedError):
            draft = read(text.encode())
            assert draft.entries or draft.problems
