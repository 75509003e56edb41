from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio

from bot.art import drawing
from bot.art.gallery import Gallery
from bot.art.orders import CoverOrder, PosterOrder
from bot.art.picture import DrawnPicture
from bot.art.picture_cache import PictureFolder, whole
from bot.art.sheet import write_pictures
from bot.art.workshop import file_name, fill
from db.types import EntryLine, Film, FilmList, FilmRef, ListSummary
from tests import make
from tests.waiting import until

STALKER = Film(
    1,
    "stalker",
    "Stalker",
    1979,
    1979,
    original_title="Сталкер",
    credits=make.credits_of(director=["Andrei Tarkovsky"]),
    themes=("zone",),
)
THEMES = (
    "zone", "war", "sea", "city", "winter", "village", "memory", "train", "space", "love", "music", "desert", "school",
)  # fmt: skip
MIRROR = Film(2, "mirror", "Mirror", 1975, 1975, original_title="Зеркало", themes=("memory",))


WITH_PROC = pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="looks at processes in /proc")


def film_list(*films: Film) -> FilmList:
    lines = tuple(
        EntryLine(
            film.id,
            film.id,
            film.title,
            film.year,
            FilmRef(film.id, film.slug, film.title, film.year, (), None),
        )
        for film in films
    )
    return FilmList(ListSummary(7, "a-list", "A List", "", (), len(films), len(films), 1975, 1979), lines)


@pytest_asyncio.fixture
async def gallery(tmp_path: Path) -> AsyncIterator[Gallery]:
    opened = Gallery(tmp_path / "pictures")
    yield opened
    await opened.close()


def workers() -> list[int]:
    """The ids of the drawing processes that are children of this one."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            parent = int((path / "stat").read_text().rpartition(")")[2].split()[1])
            if parent == os.getpid() and b"bot.art.worker" in (path / "cmdline").read_bytes():
                found.append(int(path.name))
    return found


async def its_worker() -> int:
    """The only one of these. A program that has just begun shows for a moment neither its old name nor its new one."""
    await until(lambda: len(workers()) == 1)
    (worker,) = workers()
    return worker


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


async def test_a_poster_comes_whole_is_kept_and_drawn_once(gallery: Gallery, tmp_path: Path) -> None:
    pictures = await asyncio.gather(*(gallery.poster(STALKER) for _ in range(8)))
    first = pictures[0]
    assert first is not None
    assert all(picture is first for picture in pictures), "eight requests, one drawing"
    assert whole(first.data)
    assert (first.name, first.width, first.height, first.scenes) == (
        "stalker-poster.png",
        600,
        900,
        ("zone",),
    )
    assert first.lettering == "СТАЛКЕР"
    assert len(names(tmp_path / "pictures")) == 1


async def test_a_changed_record_gets_a_new_poster(gallery: Gallery, tmp_path: Path) -> None:
    one = await gallery.poster(STALKER)
    other = await gallery.poster(replace(STALKER, original_title="Сталкеръ"))
    assert one is not None
    assert other is not None
    assert one.data != other.data
    assert len(names(tmp_path / "pictures")) == 2


async def test_covers_show_the_films_of_the_list(gallery: Gallery) -> None:
    picture = await gallery.cover(film_list(STALKER, MIRROR), (STALKER, MIRROR), 0x7A4FA3)
    assert picture is not None
    assert (picture.width, picture.height, picture.kind) == (1200, 675, "cover")
    assert set(picture.scenes) == {"zone", "mirror"}
    empty = await gallery.cover(film_list(), (), 0x7A4FA3)
    assert empty is not None, "a list without films has a cover too"


async def test_the_loop_goes_on_while_pictures_are_drawn(gallery: Gallery) -> None:
    await gallery.start()
    films = [replace(STALKER, slug=f"film-{i}") for i in range(8)]
    drawing = asyncio.gather(*(gallery.poster(film) for film in films))
    turns = 0
    while not drawing.done():
        turns += 1
        await asyncio.sleep(0)
    assert None not in await drawing
    assert turns > 100 * len(films), "some turns for each picture are for what comes back from the worker"


@WITH_PROC
async def test_it_closes_although_nobody_waits_for_the_large_picture_drawn_just_then() -> None:
    """What is left unread keeps asyncio from noticing that a process has ended."""
    films = tuple(replace(STALKER, id=number, slug=f"film-{number}", themes=(theme,))
                  for number, theme in enumerate(THEMES, 1))  # fmt: skip
    closing_slowly = Gallery(None, goodbye=60.0)
    drawn = await closing_slowly.cover(film_list(*films), films, 0x7A4FA3)
    assert drawn is not None
    assert len(drawn.data) > 2 * 65_536, "asyncio stops reading at twice the limit of a stream"
    (worker,) = workers()
    os.kill(worker, signal.SIGSTOP)
    again = asyncio.create_task(closing_slowly.cover(film_list(*films), films, 0x7A4FA4))
    await asyncio.sleep(0)
    closing = asyncio.create_task(closing_slowly.close())
    assert await again is None
    os.kill(worker, signal.SIGCONT)
    async with asyncio.timeout(30):
        await closing
    assert workers() == []


async def test_whoever_stops_waiting_does_not_take_the_picture_from_others(gallery: Gallery) -> None:
    impatient = asyncio.create_task(gallery.poster(STALKER))
    patient = asyncio.create_task(gallery.poster(STALKER))
    await asyncio.sleep(0)
    impatient.cancel()
    assert await patient is not None


async def test_what_lies_on_disk_lies_not_in_memory(tmp_path: Path) -> None:
    small = Gallery(tmp_path / "pictures", memory_bytes=1)
    first = await small.poster(STALKER)
    await small.close()  # what comes now comes without the worker
    assert first is not None
    assert await small.poster(STALKER) == first, "its data would not have had room in memory"
    for path in (tmp_path / "pictures").iterdir():
        path.unlink()
    assert await small.poster(STALKER) is None, "gone, and nobody there to draw it"


async def test_a_picture_deleted_meanwhile_is_drawn_again(gallery: Gallery, tmp_path: Path) -> None:
    first = await gallery.poster(STALKER)
    for path in (tmp_path / "pictures").iterdir():
        path.unlink()
    assert await gallery.poster(STALKER) == first
    assert len(names(tmp_path / "pictures")) == 1


async def test_what_the_disk_does_not_take_stays_in_memory(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    gallery = Gallery(tmp_path / "file")
    first = await gallery.poster(STALKER)
    assert first is not None
    assert await gallery.poster(STALKER) is first
    await gallery.close()


async def test_without_a_folder_pictures_are_drawn_and_kept_in_memory() -> None:
    gallery = Gallery(None)
    first = await gallery.poster(STALKER)
    assert first is not None
    assert await gallery.poster(STALKER) is first
    await gallery.close()
    assert await gallery.poster(MIRROR) is None, "closed"


async def test_memory_is_bounded() -> None:
    gallery = Gallery(None, memory_bytes=1)
    first = await gallery.poster(STALKER)
    second = await gallery.poster(STALKER)
    assert first is not None
    assert second is not None
    assert first is not second
    assert first.data == second.data
    await gallery.close()


@WITH_PROC
async def test_a_worker_that_dies_is_replaced(gallery: Gallery) -> None:
    assert await gallery.poster(STALKER) is not None
    (first,) = workers()
    os.kill(first, signal.SIGKILL)
    assert await gallery.poster(MIRROR) is not None
    (second,) = workers()
    assert second != first


@WITH_PROC
async def test_an_idle_worker_is_let_go_and_comes_back(tmp_path: Path) -> None:
    gallery = Gallery(tmp_path / "pictures", idle_seconds=0.05)
    assert await gallery.poster(STALKER) is not None
    await until(lambda: not workers())
    assert await gallery.poster(MIRROR) is not None
    await gallery.close()


@WITH_PROC
async def test_the_worker_never_learns_the_token(gallery: Gallery, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "secret-of-this-test")
    assert await gallery.poster(STALKER) is not None
    (worker,) = workers()
    environment = Path(f"/proc/{worker}/environ").read_bytes()  # noqa: ASYNC240  # nothing to wait for
    assert b"PATH=" in environment
    assert b"secret-of-this-test" not in environment


@WITH_PROC
async def test_closing_ends_the_worker(tmp_path: Path) -> None:
    gallery = Gallery(tmp_path)
    await gallery.start()
    await its_worker()
    await gallery.close()
    assert workers() == [], "its input ended, and so did it"


@WITH_PROC
async def test_closing_ends_a_worker_that_does_nothing_any_more(tmp_path: Path) -> None:
    """Stopped it neither draws nor notices that its input has ended; a picture is waited for 30 seconds, twice."""
    gallery = Gallery(tmp_path)
    await gallery.start()
    worker = await its_worker()
    os.kill(worker, signal.SIGSTOP)
    waiting = [asyncio.create_task(gallery.poster(film)) for film in (STALKER, MIRROR)]
    await asyncio.sleep(0)
    async with asyncio.timeout(15):
        await gallery.close()
        assert await asyncio.gather(*waiting) == [None, None]
    assert workers() == []


@WITH_PROC
async def test_an_idle_worker_that_does_nothing_any_more_ends(tmp_path: Path) -> None:
    gallery = Gallery(tmp_path)
    await gallery.start()
    worker = await its_worker()
    os.kill(worker, signal.SIGSTOP)
    async with asyncio.timeout(15):
        await gallery.close()
    assert workers() == []


async def test_without_a_worker_there_is_no_picture_and_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "/nowhere/python")
    gallery = Gallery(None)
    await gallery.start()
    assert await gallery.poster(STALKER) is None
    await gallery.close()


async def test_a_film_that_cannot_be_drawn_costs_its_poster_and_nothing_else(gallery: Gallery) -> None:
    impossible = replace(STALKER, slug="broken", year="not a year")  # type: ignore[arg-type]  # a bug, on purpose
    assert await gallery.poster(impossible) is None
    assert await gallery.poster(impossible) is None
    assert await gallery.poster(MIRROR) is not None


@pytest.mark.parametrize("damage", ["empty", "cut", "flipped", "text", "folder"])
def test_a_damaged_picture_is_drawn_again(tmp_path: Path, damage: str) -> None:
    order = PosterOrder(STALKER, "tall")
    fresh = fill(order, tmp_path, 10**7)
    (kept,) = tmp_path.iterdir()
    data = kept.read_bytes()
    if damage == "folder":
        kept.unlink()
        kept.mkdir()
    else:
        middle = len(data) // 2
        flipped = data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]
        kept.write_bytes(
            {"empty": b"", "cut": data[:middle], "flipped": flipped, "text": b"no picture"}[damage]
        )
    again = fill(order, tmp_path, 10**7)
    assert again.data == fresh.data
    if damage == "folder":
        assert again.kept_as is None, "there is no room for it"
    else:
        assert again == fresh
        assert kept.read_bytes() == data, "and mended"


def test_a_folder_that_cannot_be_written_breaks_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    for folder in (
        tmp_path / "file",
        tmp_path / "file" / "below",
        Path("/proc/pictures"),
        Path("/dev/null/x"),
    ):
        assert whole(fill(PosterOrder(STALKER, "tall"), folder, 10**7).data)


def test_a_folder_deleted_in_between_is_made_again(tmp_path: Path) -> None:
    folder = tmp_path / "pictures"
    first = fill(PosterOrder(STALKER, "tall"), folder, 10**7)
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    assert fill(PosterOrder(STALKER, "tall"), folder, 10**7) == first
    assert len(names(folder)) == 1


def test_the_second_time_nothing_is_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    order = PosterOrder(STALKER, "tall")
    first = fill(order, tmp_path, 10**7)

    def refuse(_svg: str) -> bytes:
        raise AssertionError("drawn again")

    monkeypatch.setattr(drawing, "png", refuse)
    assert fill(order, tmp_path, 10**7) == first


def test_the_folder_stays_within_its_bounds_and_keeps_what_is_used(tmp_path: Path) -> None:
    picture = fill(PosterOrder(STALKER, "tall")).data
    folder = PictureFolder(tmp_path, len(picture) * 3)
    stale = tmp_path / "new-abandoned.part"
    stale.write_bytes(b"half")
    os.utime(stale, (1, 1))
    for number in range(6):
        folder.write(f"p{number}", picture)
        for age, path in enumerate(sorted(tmp_path.glob("p*.png"))):  # p0 would be the oldest …
            os.utime(path, (1000 + age, 1000 + age))
        assert folder.read("p0") == picture  # … were it not used again
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) <= len(picture) * 3
    assert not stale.exists()


def test_file_names_are_harmless() -> None:
    assert file_name("poster", "../../etc/passwd") == "etc-passwd-poster.png"
    assert file_name("cover", "…") == "untitled-cover.png"


def test_everything_is_written_for_people_who_look(tmp_path: Path) -> None:
    steps: list[tuple[int, int, str]] = []
    order = CoverOrder(film_list(STALKER, MIRROR), (STALKER, MIRROR), 0x2E8B6F)
    written = write_pictures(tmp_path / "out", [STALKER, MIRROR], [order], lambda *step: steps.append(step))
    assert names(tmp_path / "out") == sorted(path.name for path in written)
    assert {"stalker-poster.png", "stalker-wide-poster.png", "a-list-cover.png", "contact-sheet.png"} <= {
        path.name for path in written
    }
    assert all(whole(path.read_bytes()) for path in written)
    assert [done for done, _, _ in steps] == list(range(len(written) + 1))
    assert isinstance(fill(order), DrawnPicture)
