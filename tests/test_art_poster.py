from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from bot.art.calls import calls
from bot.art.canvas import Canvas
from bot.art.composition import SIZES
from bot.art.dice import Dice
from bot.art.drawing import png
from bot.art.film_words import read
from bot.art.palette import choose
from bot.art.picture import Shape
from bot.art.poster import poster
from bot.art.repertoire import repertoire
from bot.art.stage import Stage
from db.types import Film
from seed.content import SHIPPED, collect
from seed.curated import read as read_content

ROOT = Path(__file__).resolve().parent.parent
MOST_BYTES = 150_000

DIGESTS = """
import hashlib
from bot.art.drawing import png
from bot.art.poster import poster
from db.types import Credit, Film
film = Film(1, "the-cranes-are-flying", "The Cranes Are Flying", 1957, 1957, original_title="Летят журавли",
            credits={"director": (Credit("Mikhail Kalatozov"),)},
            themes=("waiting", "home front"), synopsis="A young Muscovite waits.")
for shape in ("tall", "wide"):
    composition = poster(film, shape)
    print(hashlib.sha256(composition.svg.encode()).hexdigest(), hashlib.sha256(png(composition.svg)).hexdigest())
"""


@pytest.fixture(scope="module")
def films() -> tuple[Film, ...]:
    shipped = tuple(read_content(collect([SHIPPED]), this_year=2026).films)
    assert len(shipped) >= 30
    return shipped


def test_the_same_record_gives_the_same_bytes_in_every_process() -> None:
    def digests(seed: str, zone: str) -> str:
        environment = {**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": "C", "TZ": zone}
        return subprocess.run(
            [sys.executable, "-c", DIGESTS],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=True,
        ).stdout

    one, other = digests("1", "UTC"), digests("4242", "Asia/Tokyo")
    assert len(one.split()) == 4
    assert one == other


def test_no_two_shipped_films_look_alike(films: tuple[Film, ...]) -> None:
    pictures = [poster(film) for film in films]
    assert len({picture.svg for picture in pictures}) == len(films)
    scenes = [picture.scenes for picture in pictures]
    assert len(set(scenes)) >= len(films) - 2, "scenes repeat too often"
    assert len({picture.layout for picture in pictures}) >= 5


@pytest.mark.parametrize(
    ("slug", "scene"),
    [
        ("the-cranes-are-flying", "cranes"),
        ("stalker", "zone"),
        ("come-and-see", "eye"),
        ("the-ascent", "slope"),
        ("the-irony-of-fate", "windows"),
        ("the-red-tent", "floe"),
        ("mirror", "mirror"),
        ("the-overcoat-1959", "greatcoat"),
        ("white-sun-of-the-desert", "desert"),
        ("the-brest-fortress", "fortress"),
        ("dead-mans-letters", "gas_mask"),
        ("the-sacrifice", "lone_tree"),
    ],
)
def test_a_poster_is_about_its_film(films: tuple[Film, ...], slug: str, scene: str) -> None:
    assert read(next(film for film in films if film.slug == slug)).scene.key == scene


def test_a_film_that_nobody_foresaw_gets_a_fitting_poster() -> None:
    blank = Film(1, "x", "X", 1972, 1972)
    assert read(replace(blank, themes=("space station", "memory of a planet", "cosmos"))).scene.key == "orbit"
    assert read(replace(blank, synopsis="A pianist loses his orchestra.")).scene.key == "strings"
    assert read(blank).scene.key == "proun", "nothing known: a pure composition"


def test_every_scene_is_called_by_some_word_and_every_call_has_a_scene() -> None:
    assert {scene.key for scene in repertoire()} == set(calls())
    assert len(repertoire()) >= 14
    for scene in repertoire()[:-1]:
        loudest = max(calls()[scene.key].items(), key=lambda call: call[1])[0].rstrip("*")
        film = Film(1, "x", "X", 1960, 1960, themes=(loudest,))
        assert read(film).scene.key == scene.key, f"{loudest!r} should call {scene.key}"


@pytest.mark.parametrize("scene", repertoire(), ids=lambda scene: scene.key)
def test_scenes_fill_any_rectangle_with_finite_numbers(scene: object) -> None:
    found = next(one for one in repertoire() if one is scene)
    for width, height in ((600, 520), (600, 700), (420, 780), (708, 675), (600, 240)):
        canvas = Canvas(width, height)
        for seed in "ab":
            stage = Stage(canvas, width, height, choose(found.mood, 1970, Dice(seed)), Dice(seed), 7)
            found.draw(stage)
        assert not {"nan", "inf", "e-", "e+"} & set(canvas.svg().replace('"', " ").split())
        assert len(canvas.svg()) < 400_000


@pytest.mark.parametrize("shape", ["tall", "wide"])
def test_pictures_have_the_promised_size_and_stay_small(films: tuple[Film, ...], shape: Shape) -> None:
    for film in films[::6]:
        data = png(poster(film, shape).svg)
        assert (int.from_bytes(data[16:20]), int.from_bytes(data[20:24])) == SIZES[shape]
        assert len(data) <= MOST_BYTES, film.slug
