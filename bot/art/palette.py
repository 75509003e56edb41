"""Inks: four or five flat colours per poster, chosen by the film's mood, on the paper of its decade."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.art.dice import Dice

Mood = Literal[
    "cold", "fire", "ash", "sand", "forest", "sea", "night", "love", "office", "memory", "red flag", "feast"
]

READABLE = 4.5
"""The least contrast of text (WCAG 2.2, 1.4.3)."""


@dataclass(frozen=True, slots=True)
class Palette:
    """Hex colours. Any two may meet; only `contrast` says which may carry text."""

    ground: str
    """What the picture stands on."""
    ink: str
    """Near black."""
    hot: str
    """The one colour that shouts."""
    cool: str
    """A middle tone between ground and ink."""
    paper: str
    """Near white, warmer the older the film."""


# ground, ink, hot, cool
_INKS: dict[Mood, tuple[tuple[str, str, str, str], ...]] = {
    "cold": (
        ("#bccfd4", "#14202b", "#d8371e", "#7d9fac"),
        ("#2b485c", "#0e1821", "#e4472b", "#86aab8"),
        ("#d3dad6", "#182430", "#c9341e", "#8fb0bb"),
    ),
    "fire": (
        ("#d5331d", "#17110e", "#f0b23c", "#8b1f13"),
        ("#e7a02a", "#1a120d", "#cb2d1a", "#b4641a"),
        ("#cdb88c", "#1a1310", "#c8301b", "#8d7a58"),
    ),
    "ash": (
        ("#a8a496", "#191816", "#c4361e", "#6e6b61"),
        ("#85877f", "#151513", "#dfa32c", "#5a5c55"),
        ("#c6c0ae", "#1b1a18", "#b5301c", "#878475"),
    ),
    "sand": (
        ("#e6b357", "#27180f", "#c0391b", "#c48631"),
        ("#dd9440", "#21150e", "#f3e3b8", "#b06a26"),
        ("#d9703a", "#22130e", "#f4d9a0", "#a94a24"),
    ),
    "forest": (
        ("#3c5a47", "#101d17", "#dba43c", "#6f8f6d"),
        ("#b6c09f", "#15221a", "#c83a20", "#6a8466"),
        ("#8a9a72", "#161d14", "#e8c65a", "#4f6349"),
    ),
    "sea": (
        ("#2c7a84", "#0c222d", "#e2512f", "#86bdb9"),
        ("#bcd6cf", "#10252e", "#d43d22", "#5f9fa0"),
        ("#1c4a63", "#0a1a26", "#efb443", "#5f93a8"),
    ),
    "night": (
        ("#1e2d4a", "#0c1322", "#e8b23a", "#4b6a94"),
        ("#2a2740", "#100e1c", "#de4429", "#6a6390"),
        ("#14343d", "#08171c", "#e9c24d", "#3f7480"),
    ),
    "love": (
        ("#e6a496", "#2a1620", "#bf2a25", "#b8696f"),
        ("#efc6a2", "#1f2030", "#cc3726", "#7ba5a6"),
        ("#9cc0bb", "#1d2430", "#d2402c", "#e6d3a8"),
    ),
    "office": (
        ("#c8b787", "#1e1b15", "#b5391f", "#8f8562"),
        ("#b3b8a7", "#1b1d1a", "#c73f22", "#7d8474"),
        ("#d8a548", "#1d1812", "#a92f1b", "#9c7430"),
    ),
    "memory": (
        ("#c5a067", "#241a13", "#b3361e", "#5d7c75"),
        ("#8ea298", "#1b221f", "#c34a27", "#d8c8a1"),
        ("#b98a5a", "#20170f", "#2f5f62", "#e3c998"),
    ),
    "red flag": (
        ("#e9dcc0", "#16120f", "#cf2e1a", "#8c877a"),
        ("#cf2e1a", "#16110e", "#f0c04a", "#8d2015"),
        ("#cfc6b0", "#171411", "#c92c19", "#93897a"),
    ),
    "feast": (
        ("#1d5a53", "#0d2825", "#dc3d2a", "#e6b552"),
        ("#c5342a", "#1d1213", "#f1c65a", "#8a1f20"),
        ("#21466b", "#0e1d30", "#e2472d", "#e9c46a"),
    ),
}


def choose(mood: Mood, year: int, dice: Dice) -> Palette:
    """The palette of a film: its mood's inks, the paper of its time."""
    inks = _INKS[mood]
    ground, ink, hot, cool = inks[(year // 10 + dice.whole(0, 2)) % len(inks)]
    return Palette(ground, ink, hot, cool, paper_of(year))


def paper_of(year: int) -> str:
    """Paper yellows with age."""
    for until, paper in ((1950, "#ead9b4"), (1960, "#eedfc0"), (1970, "#f2e7cf"), (1990, "#efe6d2")):
        if year < until:
            return paper
    return "#eeebe2"


def luminance(colour: str) -> float:
    """Relative luminance of "#rrggbb" from 0 to 1 (WCAG 2.2)."""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio from 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def readable(one: str, other: str) -> bool:
    return contrast(one, other) >= READABLE


def deepened(colour: str, until_readable_with: str) -> str:
    """The colour, darkened in steps until text in the other (light) colour can be read on it."""
    channels = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    while not readable(colour, until_readable_with):
        channels = [int(channel * 0.95) for channel in channels]
        colour = f"#{bytes(channels).hex()}"
    return colour
