"""Everything that can be typed and pressed, in Russian: no word is left in English, of ours or of the content.

What is Latin then is what a reader of Russian expects so: names of commands and options, links, other titles of films,
what companies call themselves.
"""

from __future__ import annotations

import re
from collections import deque
from typing import Any

import pytest

from bot.preview.channel import Exchange, Message
from bot.preview.standin import StandIn
from bot.preview.world import ANNA, BORIS, DM, SERVER, VERA, Member, Place
from bot.services.catalogue import Catalogue
from bot.ui.kit.custom_id import in_language
from tests import pages
from tests.members import keep
from tests.pages import message_of
from tests.shipped import ASCENT, COME_AND_SEE, STALKER, lists_of, unidentified
from tests.test_ui_kit_custom_id import GIVEN_OUT
from tests.test_walk import form, presses

pytestmark = pytest.mark.usefixtures("bot")

MEANT = re.compile(
    r"`[^`]*`"  # what is typed, and files
    r"|</?[^>]*>"  # mentions of people and commands, times
    r"|\[[^\]]*\]\([^)]*\)"  # links: sources are called what they call themselves
    r"|\*\*Другие названия:.*"
    r"|\bOffret\b|IMAX|\b3D\b|I3DS|OCIC|RAI|ABC Circle Films|Rija Films|Lemming Film|Art Pictures Studio"
    r"|ma\\?\.ja\\?\.de\\?\. fiction|Vides Cinematografica|2929 Productions|Argos Films|Film Four International"
    r"|\b(?:Kinoteka|Discord|Letterboxd|IMDb|JustWatch|CSV|csv|UTF-8|Settings, Import & Export|English|seen)\b"
)
"""Latin letters that a reader of Russian expects; the last two are a language's own name and an option's."""
LATIN = re.compile(r"[A-Za-z]+")
CHANCE = {"card:deal", "card:aside", "mine:deal", "together:again"}
"""What chance decides: pressed once each is enough."""


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
                first = form(custom_id) not in options or not value
                options.add(form(custom_id))
                if first and not (form(custom_id) in CHANCE and form(custom_id) in self.pressed):
                    self._queue.append((message, custom_id, value))

    async def on(self) -> None:
        """Press whatever was noted, and what that leads to."""
        while self._queue:
            message, custom_id, value = self._queue.popleft()
            self.pressed.add(form(custom_id))
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
    ):
        rows = await standin.autocomplete(command, option, "", member=VERA)
        offered += [str(row["name"]) for row in rows]
    assert len(offered) > 30
    assert not [name for name in offered if LATIN.search(name)]
