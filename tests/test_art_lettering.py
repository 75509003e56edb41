"""Nothing overflows, nothing collides, everything can be read, whatever a film is called."""

from __future__ import annotations

import zlib
from dataclasses import replace
from itertools import combinations, pairwise
from typing import get_args

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.art.composition import SIZES, Composition, TextBox
from bot.art.cover import cover
from bot.art.drawing import png
from bot.art.lettering import DISPLAY, covered, printable, set_line
from bot.art.palette import contrast
from bot.art.picture import Shape
from bot.art.poster import poster
from bot.art.titling import fit
from bot.art.wording import wording
from db.types import Film, FilmList, ListSummary
from tests import make

CYRILLIC = "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдеёжзийклмнопрстуфхцчшщъыьэюяЎўЄєІіЇїҐґ"
MARKS = "\u0301\u0308\u0306\u0304\u0327\u0338\u20dd"
titles = st.one_of(
    st.text(alphabet=CYRILLIC + "  -,.!…№«»", min_size=1, max_size=120),
    st.text(alphabet=CYRILLIC + "abcÅéß " + MARKS, min_size=1, max_size=120),
    st.text(min_size=1, max_size=120),
    st.text(alphabet="ЩW", min_size=60, max_size=120),
    st.text(alphabet="日本語العربيةעבריתไทย😀🎬 ", min_size=1, max_size=120),
)
quick = settings(max_examples=25)


def film_of(title: str, original: str | None, directors: tuple[str, ...] = ("Someone",)) -> Film:
    slug = f"film-{len(title)}-{zlib.crc32(title.encode())}"
    return Film(
        1, slug, title, 1971, 1971, original_title=original, credits=make.credits_of(director=directors)
    )


def inside(box: TextBox, width: float, height: float) -> bool:
    return all(-0.5 <= x <= width + 0.5 and -0.5 <= y <= height + 0.5 for x, y in box.corners)


def overlap(one: TextBox, other: TextBox) -> bool:
    """Separating axes of two convex quadrilaterals; touching is not overlapping."""
    for corners in (one.corners, other.corners):
        for (x0, y0), (x1, y1) in pairwise([*corners, corners[0]]):
            axis = y0 - y1, x1 - x0
            spans = [[x * axis[0] + y * axis[1] for x, y in box.corners] for box in (one, other)]
            slack = 0.01 * (abs(axis[0]) + abs(axis[1]))
            if max(spans[0]) <= min(spans[1]) + slack or max(spans[1]) <= min(spans[0]) + slack:
                return False
    return True


def check(composition: Composition) -> None:
    assert "title" in {box.kind for box in composition.texts}
    for box in composition.texts:
        assert inside(box, composition.width, composition.height), f"{box} leaves the frame"
        assert contrast(box.colour, box.behind) >= 4.5, f"{box} cannot be read"
        assert covered(box.text), f"{box.text!r} would show boxes"
    for one, other in combinations(composition.texts, 2):
        assert not overlap(one, other), f"{one.text!r} runs into {other.text!r}"


@quick
@given(title=titles, original=st.none() | titles, shape=st.sampled_from(get_args(Shape)))
@example(title="M", original=None, shape="tall")
@example(title="Щ" * 120, original=None, shape="tall")
@example(title="i", original="Ё", shape="wide")
@example(title="Z̵̧̢̛̝̮̱͖̄̈́͑a̴l̵g̷o̶", original="Ж̧̢̛̝̮̱͖̄̈́͑" * 20, shape="tall")
@example(title="七人の侍", original="七人の侍", shape="tall")
@example(title="😀", original=None, shape="wide")
@example(title="Летят журавли", original="Летят журавли", shape="tall")
def test_titles_of_every_kind_stay_inside_and_apart(title: str, original: str | None, shape: Shape) -> None:
    check(poster(film_of(title, original), shape))


@quick
@given(
    names=st.lists(st.text(alphabet=CYRILLIC + "abc 日", max_size=60), max_size=6),
    shape=st.sampled_from(get_args(Shape)),
)
def test_any_number_of_directors_fits(names: list[str], shape: Shape) -> None:
    check(poster(film_of("Stalker", "Сталкер", tuple(names)), shape))


@quick
@given(
    title=titles,
    accent=st.integers(0, 0xFFFFFF),
    years=st.none() | st.tuples(st.integers(1888, 2100), st.integers(1888, 2100)),
)
def test_covers_carry_any_title_on_any_colour(title: str, accent: int, years: tuple[int, int] | None) -> None:
    first, last = years or (None, None)
    film_list = FilmList(ListSummary(1, "a-list", title, "", (), 1000, 3, first, last), ())
    check(cover(film_list, (), accent))


@given(title=titles, width=st.floats(120, 900), height=st.floats(40, 500))
@quick
def test_a_setting_never_exceeds_its_box(title: str, width: float, height: float) -> None:
    text = printable(title)
    if not covered(text):
        return
    block = fit(text, width, height)
    assert block.height <= height + 0.01
    for line in block.lines:
        assert line.width <= width + 0.01
        assert line.baseline + line.line.top * line.size >= -0.01
        assert line.baseline + line.line.bottom * line.size <= block.height + 0.01


def test_what_is_behind_the_letters_really_is_the_colour_they_were_chosen_for() -> None:
    """Render each layout without type, at a quarter of its size, and look at the pixels where the type will be."""
    seen: set[str] = set()
    for number in range(80):
        film = replace(film_of("The Ascent", "Восхождение"), slug=f"film-{number}")
        bare = poster(film, "tall" if number else "wide", type_shown=False)
        if bare.layout in seen:
            continue
        seen.add(bare.layout)
        whole = f'width="{bare.width}" height="{bare.height}"'
        assert whole in bare.svg
        quarter = bare.svg.replace(whole, f'width="{bare.width // 4}" height="{bare.height // 4}"', 1)
        width, rows = pixels(png(quarter))
        for box in bare.texts:
            for x, y in samples(box):
                at = (y // 4 * width + x // 4) * 4
                assert f"#{rows[at : at + 3].hex()}" == box.behind, f"{box.text} at {x},{y} in {bare.layout}"
    assert seen == {"foot", "head", "ramp", "tilt", "crown", "sash", "spine", "wide"}, (
        "not every layout was looked at"
    )


def samples(box: TextBox) -> list[tuple[int, int]]:
    """Corners, edge middles and centre of a box, a hair inside it."""
    (ax, ay), (bx, by), (_, _), (dx, dy) = box.corners
    return [
        (int(ax + (bx - ax) * s + (dx - ax) * t), int(ay + (by - ay) * s + (dy - ay) * t))
        for s in (0.01, 0.5, 0.99)
        for t in (0.05, 0.5, 0.95)
    ]


def pixels(data: bytes) -> tuple[int, bytes]:
    """Width and RGBA bytes of a PNG with eight bits a channel (PNG specification, 9)."""
    width, height = int.from_bytes(data[16:20]), int.from_bytes(data[20:24])
    packed, at = b"", 8
    while at < len(data):
        length = int.from_bytes(data[at : at + 4])
        if data[at + 4 : at + 8] == b"IDAT":
            packed += data[at + 8 : at + 8 + length]
        at += 12 + length
    raw, stride = zlib.decompress(packed), width * 4
    above, out = bytearray(stride), bytearray()
    for row in range(height):
        kind, line = (
            raw[row * (stride + 1)],
            bytearray(raw[row * (stride + 1) + 1 : (row + 1) * (stride + 1)]),
        )
        unfilter(kind, line, above)
        out += line
        above = line
    return width, bytes(out)


def unfilter(kind: int, line: bytearray, above: bytearray) -> None:
    for i in range(len(line) if kind else 0):
        left, up = (line[i - 4] if i >= 4 else 0), above[i]
        corner = above[i - 4] if i >= 4 else 0
        if kind == 4:
            guess = left + up - corner
            near = min(
                (abs(guess - left), 0, left), (abs(guess - up), 1, up), (abs(guess - corner), 2, corner)
            )[2]
        else:
            near = (0, left, up, (left + up) // 2)[kind]
        line[i] = (line[i] + near) & 255


@pytest.mark.parametrize(
    ("title", "original", "romanised", "expected"),
    [
        ("Mirror", "Зеркало", "Zerkalo", "ЗЕРКАЛО"),
        ("Seven Samurai", "七人の侍", "Shichinin no samurai", "SHICHININ NO SAMURAI"),
        ("Close-Up", "کلوزآپ", None, "CLOSE-UP"),
        ("The Red Tent", "Красная палатка / La tenda rossa", None, "КРАСНАЯ ПАЛАТКА"),
        ("日本", None, None, "A FILM"),
        ("Antigone", "Ἀντιγόνη", None, "ΑΝΤΙΓΟΝΗ"),
        ("Là-bas", "Là-bas", None, "LÀ-BAS"),
    ],
)
def test_what_cannot_be_set_is_replaced_by_what_can(
    title: str, original: str | None, romanised: str | None, expected: str
) -> None:
    film = Film(1, "a-film", title, 1954, 1954, original_title=original, romanised_title=romanised)
    assert wording(film).title == expected


def test_the_catalogue_title_is_not_said_twice() -> None:
    assert wording(film_of("Offret", "OFFRET")).subtitle is None
    assert wording(film_of("The Sacrifice", "Offret")).subtitle == "The Sacrifice"


def test_marks_stay_on_their_letters() -> None:
    line = set_line(printable("И" + "\u0306"), DISPLAY)
    assert line.text == "Й"
    assert set_line("Ж\u0304", DISPLAY).advance == pytest.approx(set_line("Ж", DISPLAY).advance)
    assert SIZES["tall"] == (600, 900)
