"""Everything that can be typed and pressed, in Russian: no word of ours is left in English.

What is Latin is a name of a command or an option, a link, or what somebody or something is called everywhere. Other
titles of films and lists, and publications, are in Cyrillic letters here, so that they need not be told apart.
"""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections import deque
from pathlib import Path
from typing import Any

import pytest

from bot.preview.channel import Exchange, Message
from bot.preview.standin import StandIn
from bot.preview.world import ANNA, BORIS, DM, SERVER, VERA, Member, Place
from bot.services.catalogue import Catalogue
from bot.ui.kit.custom_id import form_of, in_language
from tests import pages
from tests.given_out import GIVEN_OUT
from tests.members import keep
from tests.pages import message_of, presses
from tests.shipped import ASCENT, COME_AND_SEE, STALKER, lists_of, unidentified

pytestmark = pytest.mark.usefixtures("bot")

NAMES = {"titles": ["text"], "sources": ["name"]}
"""Names by table and column."""
CYRILLIC = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "абцдефгхийклмнопярстувшхызАБЦДЕФГХИЙКЛМНОПЯРСТУВШХЫЗ",
)
MEANT = re.compile(
    r"`[^`]*`"  # what is typed, and files
    r"|</?[^>]*>"  # mentions of people and commands, times
    r"|\]\([^)]*\)"  # addresses
    r"|(?m:^\*\*Другие названия:.*$|^-# Находится и так:.*$)"  # in whatever language
    r"|\b(?:IMAX|3D|I3DS|OCIC|Art Pictures Studio)\b"
    r"|\b(?:Kinoteka|Discord|Letterboxd|IMDb|JustWatch|CSV|csv|UTF-8|Settings, Import & Export|English|seen)\b"
)
"""Latin letters that a reader of Russian expects; the last two are a language's own name and an option's."""
LATIN = re.compile(r"[A-Za-z]+")
CHANCE = {"card:deal", "card:aside", "mine:deal", "together:again", "quiz:another"}
"""What chance decides: pressed once each is enough."""


@pytest.fixture
def database_file(tmp_path: Path, filled_file: Path) -> Path:
    """The shipped catalogue with its names for things elsewhere in Cyrillic letters."""
    path = Path(shutil.copy(filled_file, tmp_path / "kinoteka.sqlite3"))
    with sqlite3.connect(path) as connection:
        connection.create_function("cyrillic", 1, lambda text: text and str(text).translate(CYRILLIC))
        for table, columns in NAMES.items():
            connection.execute(f"UPDATE {table} SET {', '.join(f'{c} = cyrillic({c})' for c in columns)}")  # noqa: S608  # names of ours
    return path


def english(message: Message) -> list[str]:
    """Every text of a message that has a Latin word which is not meant."""
    said: list[str] = [*message.texts(), *(str(one["label"]) for one in message.buttons())]
    for one in message.selects():
        said.append(str(one["placeholder"]))
        said += [str(option.get(key, "")) for option in one["options"] for key in ("label", "description")]
    return [text for text in said if LATIN.search(MEANT.sub("", text))]


def kind_of(message: Message) -> tuple[str, ...]:
    """What tells kinds of pages apart: what can be pressed on them, and how their lines begin."""
    lines = "\n".join(message.texts()).splitlines()
    return (
        *dict.fromkeys(pages.forms(message)),
        *sorted({line[:2] for line in lines if line[:1] in "-#*🎲👥"}),
    )


class Walk:
    """Presses everything in Russian, once on each kind of page."""

    def __init__(self, standin: StandIn) -> None:
        self.standin = standin
        self.english: list[str] = []
        self.pressed: set[str] = set()
        self._known: set[tuple[str, ...]] = set()
        self._queue: deque[tuple[Message, str, str]] = deque()

    def look(self, exchange: Exchange) -> None:
        """Read an answer, and note what can be pressed on it."""
        assert not exchange.refusals, exchange.refusals
        message = message_of(exchange)
        self.english += [f"{exchange.about}: {text}" for text in english(message)]
        kind = kind_of(message)
        if kind not in self._known:
            self._known.add(kind)
            options: set[str] = set()
            for custom_id, value in presses(message):
                first = form_of(custom_id) not in options or not value
                options.add(form_of(custom_id))
                if first and not (form_of(custom_id) in CHANCE and form_of(custom_id) in self.pressed):
                    self._queue.append((message, custom_id, value))

    async def on(self) -> None:
        """Press whatever was noted, and what that leads to."""
        while self._queue:
            message, custom_id, value = self._queue.popleft()
            self.pressed.add(form_of(custom_id))
            member = next((one for one in (ANNA, BORIS, VERA) if one.id == message.visible_to), VERA)
            who: dict[str, Any] = {"member": member, "locale": "ru", "forged": True}
            if value:
                self.look(await self.standin.select(message, custom_id, [value], **who))
            else:
                self.look(await self.standin.press(message, custom_id, **who))


async def test_nothing_is_left_in_english(standin: StandIn, catalogue: Catalogue) -> None:
    await keep(catalogue, "seen", ASCENT, COME_AND_SEE, member=VERA)
    await keep(catalogue, "watchlist", STALKER, member=VERA)
    walk = Walk(standin)
    some, unknown = await unidentified(catalogue)
    title = str(unknown.listed_title)
    list_name = catalogue.snapshot.list_by_id(some).title

    async def typed(
        name: str, options: dict[str, Any] | None = None, *, member: Member = VERA, place: Place = SERVER
    ) -> None:
        walk.look(await standin.slash(name, options, member=member, place=place, locale="ru"))

    for private in (False, True):
        hidden = {"private": True} if private else {}
        for name, options in (
            ("list", {}),
            ("list", {"name": list_name}),
            ("list", {"name": "ъъъъъъ"}),
            ("list", {"name": list_name[: len(list_name) // 2] + "ъъ"}),
            ("film", {"title": "Иди и смотри"}),
            ("film", {"title": "Тарковский"}),
            ("film", {"title": title}),
            ("film", {"title": "ъъъъъъъъ"}),
            ("film", {"title": "https://www.imdb.com/title/tt0091251/"}),
            ("random", {}),
            ("random", {"list": list_name, "minutes": "2 ч", "decade": "1970-е", "seen": "unseen"}),
            ("random", {"minutes": "до 23:00"}),
            ("random", {"minutes": "1", "decade": "1970-е"}),
            ("random", {"decade": "1890-е"}),
            ("random", {"minutes": "скоро"}),
            ("random", {"decade": "давно"}),
            ("random", {"theme": "ъъъъъъ"}),
            ("random", {"with": BORIS}),
            ("random", {"with": VERA}),
            ("recommend", {}),
            ("recommend", {"like": "Сталкер"}),
            ("recommend", {"words": "война", "seen": "seen"}),
            ("recommend", {"words": "ъъъъ щщщщ"}),
            ("recommend", {"words": "ъъъъ", "minutes": "3"}),
        ):
            await typed(name, options | hidden)
    await typed("list", {"name": list_name, "seen": "unseen"})
    await typed("list", {"name": list_name, "seen": "seen"})
    for asked in ({}, {"list": list_name}, {"list": "ъъъъъъ"}, {"spoilers": True}):
        await typed("quiz", asked)
    for name in ("about", "me films", "me settings", "me export", "me forget"):
        await typed(name)
    films = "Name,Year\nИди и смотри,1985\nНичего такого,1901\n".encode()
    await typed("me import", {"file": ("фильмы.csv", films)})
    await typed("me import", {"file": ("новые.csv", "Name,Year\nСталкер,1979\n".encode())})
    await typed("me import", {"file": ("фильмы.csv", b"")})
    await typed("me import", {"file": ("фильмы.csv", b"\x00\x01")})
    for language in ("en", "auto", "ru"):
        await typed("settings language", {"language": language}, member=BORIS)
    await typed("film", {"title": "Сталкер"}, place=DM)
    said = standin.write("Посмотрите «Иди и смотри» и «Сталкер»!", member=ANNA)
    nothing = standin.write("Ничего.", member=ANNA)
    for message in (said, nothing):
        walk.look(
            await standin.message_command("Find films in this message", message, member=VERA, locale="ru")
        )
    await walk.on()
    page = message_of(await standin.slash("film", {"title": "Сталкер"}, member=VERA))
    for custom_id, _, _ in GIVEN_OUT:  # whatever stood on no page, and what older messages have
        pressed = in_language(custom_id, "ru")
        walk.look(await standin.press(page, pressed, member=VERA, forged=True))
    await walk.on()
    assert not walk.english, "\n".join(dict.fromkeys(walk.english))
    assert len(walk.pressed) > 40, sorted(walk.pressed)


async def test_nothing_offered_while_typing_is_in_english(standin: StandIn, catalogue: Catalogue) -> None:
    assert lists_of(catalogue)
    offered: list[str] = []
    for command, option in (
        ("list", "name"),
        ("film", "title"),
        ("random", "list"),
        ("random", "minutes"),
        ("random", "decade"),
        ("random", "theme"),
        ("recommend", "like"),
        ("quiz", "list"),
    ):
        rows = await standin.autocomplete(command, option, "", member=VERA)
        offered += [str(row["name"]) for row in rows]
    assert len(offered) > 30
    shown = [name.rpartition(" → ")[2] for name in offered]  # before the arrow: another title
    assert not [name for name in shown if LATIN.search(name)]
