"""Where the words stand. The title's shape proposes, the dice choose.

Every layout lays one solid field, sets title and caption on it, and leaves the rest to the scene. Text therefore
never stands on the picture itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import cos, radians, sin

from bot.art.canvas import Point, turned
from bot.art.caption import caption
from bot.art.composition import Sheet
from bot.art.dice import Dice
from bot.art.palette import Palette, readable
from bot.art.titling import TitleBlock, fit
from bot.art.wording import Wording


@dataclass(frozen=True, slots=True)
class Colours:
    """Of the field and of what is printed on it."""

    field: str
    title: str
    text: str
    under: str
    """A second solid, for layouts that have two."""
    under_text: str


@dataclass(frozen=True, slots=True)
class Area:
    corners: tuple[Point, ...]
    colour: str


@dataclass(frozen=True, slots=True)
class Placed:
    """A layout that is ready: where the picture stands, the solids over it, and a function that prints the words."""

    name: str
    picture: tuple[float, float, float, float]
    """x, y, width, height; the field may lie over a corner of it."""
    areas: tuple[Area, ...]
    print: Callable[[Sheet], None]


_MARGIN = 34.0
_AIR = 20.0
"""Between title and caption."""


def colours(palette: Palette, dice: Dice) -> Colours:
    """Solids that stand out from the picture, with readable inks on them (contrast at least 4.5)."""
    choices: list[Colours] = []
    for solid, often in ((palette.paper, 3), (palette.hot, 4), (palette.ink, 2)):
        inks = [ink for ink in (palette.ink, palette.paper) if ink != solid and readable(ink, solid)]
        if not inks or solid == palette.ground:
            continue
        under = palette.ink if solid != palette.ink else palette.paper
        under_text = palette.paper if under == palette.ink else palette.ink
        choices += [Colours(solid, inks[0], inks[0], under, under_text)] * often
        if solid != palette.hot and readable(palette.hot, solid):
            choices.append(Colours(solid, palette.hot, inks[0], under, under_text))
    return dice.pick(choices)


def tall(words: Wording, width: float, height: float, ink: Colours, dice: Dice) -> Placed:
    """A layout for the poster proper."""
    letters, parts = len(words.title), len(words.title.split())
    kinds: list[Callable[[Wording, float, float, Colours, Dice], Placed]] = [_foot, _head, _ramp]
    if letters <= 30:
        kinds += [_tilt, _crown, _sash]
    if parts == 1 and 6 <= letters <= 12:
        kinds += [_spine, _spine]
    return dice.pick(kinds)(words, width, height, ink, dice)


def _print_block(sheet: Sheet, block: TitleBlock, x: float, y: float, ink: Colours) -> None:
    for line in block.lines:
        sheet.write(
            "title", line.line, x, y + line.baseline, line.size, ink.title, ink.field, narrow=line.narrow
        )


def _stacked(words: Wording, width: float, tallest: float) -> tuple[TitleBlock, Callable[..., None], float]:
    """Title above caption: the block, a function that prints both at a point, and their height together."""
    block = fit(words.title, width, tallest)
    small = caption(words, width)
    height = block.height + _AIR + small.height

    def put(sheet: Sheet, x: float, y: float, ink: Colours) -> None:
        _print_block(sheet, block, x, y, ink)
        small.print(sheet, x, y + block.height + _AIR, ink.text, ink.field)

    return block, put, height


def _room(words: Wording) -> float:
    """How tall a title may grow: long ones need more."""
    return 190.0 + min(len(words.title), 90) * 1.6


def _foot(words: Wording, width: float, height: float, ink: Colours, _dice: Dice) -> Placed:
    _, put, tallness = _stacked(words, width - 2 * _MARGIN, _room(words))
    top = height - tallness - 2 * _MARGIN
    area = ((0, top), (width, top), (width, height), (0, height))
    return Placed(
        "foot",
        (0, 0, width, top),
        (Area(area, ink.field),),
        lambda sheet: put(sheet, _MARGIN, top + _MARGIN, ink),
    )


def _head(words: Wording, width: float, height: float, ink: Colours, _dice: Dice) -> Placed:
    _, put, tallness = _stacked(words, width - 2 * _MARGIN, _room(words))
    low = tallness + 2 * _MARGIN
    area = ((0, 0), (width, 0), (width, low), (0, low))
    return Placed(
        "head",
        (0, low, width, height - low),
        (Area(area, ink.field),),
        lambda sheet: put(sheet, _MARGIN, _MARGIN, ink),
    )


def _ramp(words: Wording, width: float, height: float, ink: Colours, dice: Dice) -> Placed:
    """A field at the foot whose upper edge climbs to the right or to the left."""
    _, put, tallness = _stacked(words, width - 2 * _MARGIN, _room(words))
    rise = dice.between(70, 110)
    low = height - tallness - 2 * _MARGIN
    left, right = (low - rise, low) if dice.chance(0.5) else (low, low - rise)
    area = ((0, left), (width, right), (width, height), (0, height))
    picture = (0, 0, width, low)
    return Placed(
        "ramp", picture, (Area(area, ink.field),), lambda sheet: put(sheet, _MARGIN, low + _MARGIN, ink)
    )


def _sloped(words: Wording, width: float, dice: Dice) -> tuple[float, float]:
    """Degrees of a slope that climbs to the right, and how long a line may be that stays between the margins on it."""
    degrees = -dice.between(7, 10)
    room = width - 2 * _MARGIN - _room(words) * 1.2 * sin(radians(-degrees))
    return degrees, room / cos(radians(degrees))


def _side_of(at: Point, degrees: float, width: float, height: float, *, below: bool) -> tuple[Point, ...]:
    """The part of the sheet on one side of a sloping line through a point."""
    slope = sin(radians(degrees)) / cos(radians(degrees))
    left, right = at[1] - at[0] * slope, at[1] + (width - at[0]) * slope
    edge = height if below else 0.0
    return (0.0, left), (width, right), (width, edge), (0.0, edge)


def _tilt(words: Wording, width: float, height: float, ink: Colours, dice: Dice) -> Placed:
    """Everything set on a slope at the foot."""
    degrees, line = _sloped(words, width, dice)
    _, put, tallness = _stacked(words, line, _room(words) * 0.95)
    lean = radians(-degrees)
    x, y = _MARGIN, height - _MARGIN - tallness * cos(lean)
    pad = _MARGIN * 0.9

    def put_turned(sheet: Sheet) -> None:
        with sheet.turned(x, y, degrees):
            put(sheet, 0, 0, ink)

    return Placed(
        "tilt",
        (0, 0, width, y),
        (Area(_side_of((x, y - pad), degrees, width, height, below=True), ink.field),),
        put_turned,
    )


def _crown(words: Wording, width: float, height: float, ink: Colours, dice: Dice) -> Placed:
    """Everything set on a slope at the head."""
    degrees, line = _sloped(words, width, dice)
    _, put, tallness = _stacked(words, line, _room(words) * 0.95)
    lean = radians(-degrees)
    climb = line * sin(lean)
    x, y = _MARGIN, _MARGIN + climb
    pad = _MARGIN * 0.9
    edge = turned(x, y + tallness + pad, degrees, (x, y))
    top = edge[1] - (width - edge[0]) * sin(lean) / cos(lean) * 0.35

    def put_turned(sheet: Sheet) -> None:
        with sheet.turned(x, y, degrees):
            put(sheet, 0, 0, ink)

    return Placed(
        "crown",
        (0, top, width, height - top),
        (Area(_side_of(edge, degrees, width, height, below=False), ink.field),),
        put_turned,
    )


def _sash(words: Wording, width: float, height: float, ink: Colours, dice: Dice) -> Placed:
    """The title on a sloping band, the caption on a second colour below it."""
    degrees, line = _sloped(words, width, dice)
    block = fit(words.title, line, _room(words) * 0.95)
    small = caption(words, width - 2 * _MARGIN)
    lean = radians(-degrees)
    pad = _MARGIN * 0.75
    foot = height - _MARGIN * 0.9 - small.height
    # the band's lower edge passes over the caption's upper left corner with some air
    x, y = _MARGIN, foot - _AIR - pad - block.height * cos(lean)
    upper, lower = (x, y - pad), turned(x, y + block.height + pad, degrees, (x, y))

    def put(sheet: Sheet) -> None:
        with sheet.turned(x, y, degrees):
            _print_block(sheet, block, 0, 0, ink)
        small.print(sheet, _MARGIN, foot, ink.under_text, ink.under)

    areas = (
        Area(_side_of(upper, degrees, width, height, below=True), ink.field),
        Area(_side_of(lower, degrees, width, height, below=True), ink.under),
    )
    return Placed("sash", (0, 0, width, y), areas, put)


def _spine(words: Wording, width: float, height: float, ink: Colours, dice: Dice) -> Placed:
    """The title runs up one edge; the caption stands at the foot of the picture."""
    pad = _MARGIN * 0.8
    block = fit(words.title, height - 2 * _MARGIN, 140)
    band = block.height + 2 * pad
    small = caption(words, width - band - 2 * pad)
    foot = small.height + 2 * pad
    left = dice.chance(0.6)
    edge = 0.0 if left else width - band
    other = band if left else 0.0
    # one L-shaped solid: two that merely touch would show a seam
    inner, outer = (band, width) if left else (width - band, 0.0)
    corner = width - outer
    corners = (
        (corner, 0.0),
        (inner, 0.0),
        (inner, height - foot),
        (outer, height - foot),
        (outer, height),
        (corner, height),
    )
    areas = (Area(corners, ink.field),)

    def put(sheet: Sheet) -> None:
        with sheet.turned(edge + pad, height - _MARGIN, -90):
            _print_block(sheet, block, 0, 0, ink)
        small.print(sheet, other + pad * (0.4 if left else 1.6), height - foot + pad, ink.text, ink.field)

    return Placed("spine", (other, 0, width - band, height - foot), areas, put)


def wide(words: Wording, width: float, height: float, ink: Colours, dice: Dice) -> Placed:
    """A layout for galleries: words on one side, picture on the other, a leaning edge between."""
    side = title_side(words, width, height, ink, lean=dice.pick((-64.0, 64.0, 90.0)))
    return Placed("wide", (side.share, 0, width - side.share, height), side.areas, side.print)


@dataclass(frozen=True, slots=True)
class Side:
    """The side of a wide picture that carries the words."""

    areas: tuple[Area, ...]
    print: Callable[[Sheet], None]
    share: float
    """Where the picture begins, at the latest."""
    margin: float
    room: float
    middle: float
    """The height at which the gap between title and caption begins, below some air."""


def title_side(
    words: Wording, width: float, height: float, ink: Colours, *, lean: float, margin: float = _MARGIN * 1.4
) -> Side:
    """Title and caption on the left; the edge leans by so many pixels, to the right where positive."""
    share = width * 0.41
    room = share - 1.5 * margin
    small = caption(words, room, 30)
    block = fit(words.title, room, height - 2 * margin - small.height - 3 * _AIR)
    corners = ((0.0, 0.0), (share + max(lean, 0), 0.0), (share + max(-lean, 0), height), (0.0, height))
    low = height - margin - small.height
    y = low - _AIR - block.height if lean < 0 else margin

    def put(sheet: Sheet) -> None:
        _print_block(sheet, block, margin, y, ink)
        small.print(sheet, margin, low, ink.text, ink.field)

    return Side((Area(corners, ink.field),), put, share, margin, room, y + block.height + _AIR)
