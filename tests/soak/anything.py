"""Whatever a member, or somebody with a forged client, can send: made by hypothesis, answered by the real bot.

    python -m tests.soak.anything [--examples 20000]

Texts of 6,000 characters and all of Unicode, mentions and markdown, forged and mangled custom ids, ids of films that
are no more, foreign locales, files of any content. Each must be answered in time with something Discord takes; nobody
may be pinged; nothing may be a bug of ours (a traceback in the log).
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import random
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from bot.client import Kinoteka
from bot.preview.channel import Exchange, Message
from bot.preview.standin import StandIn
from bot.preview.world import ANNA, BORIS, DM, SERVER, Json
from bot.services.catalogue import Catalogue
from bot.ui.custom_id import FORMS
from bot.ui.numbers import base36
from db import migrate
from db.engine import Database
from seed import content
from seed.load import refresh
from seed.vocabulary import read_vocabulary

KEPT = 40
"""Messages that may be pressed."""

LOCALES = st.sampled_from(["en-US", "ru", "ja", "ar", "pt-BR", "zh-TW", "uk", "hi", "th"])
TITLES = st.sampled_from(["Come and See", "Восхождение", "Solaris", "stalkr", "The Ascent (1977)", "Зеркало"])
PINGS = ["@everyone", "@here", "<@1290000000000000101>", "<@&1>", "<#1>", "<t:0:R>", "</film:1>", "<:x:1>"]
MARKDOWN = [
    "# big",
    "> quote",
    "```",
    "||spoiler||",
    "[a](http://b.c)",
    "https://discord.gg/x",
    "\\",
    "\n\n",
    "1. ",
]
CHOSEN = ["id:", "id:zzzzzzzzzzzz", "id:-1"]
ODD = ["\u202e", "\u200b" * 300, "e\u0301" * 200, "\U0001f469\u200d" * 50, "\x00", "\ufdfd" * 300]
TRAPS = st.sampled_from([*PINGS, *MARKDOWN, *CHOSEN, *ODD])
CHARACTERS = st.characters(
    exclude_categories=["Cs"]
)  # half of a pair is no character, and travels in no JSON
TEXTS = st.one_of(
    st.text(CHARACTERS, max_size=60),
    st.lists(st.one_of(TRAPS, TITLES, st.text(CHARACTERS, max_size=20)), max_size=6).map(" ".join),
    st.builds(
        lambda text, times: (text * times)[:6000],
        st.text(CHARACTERS, min_size=1, max_size=40),
        st.integers(1, 6000),
    ),
)
NUMBERS = st.one_of(st.integers(0, 40), st.integers(0, 2**64)).map(base36)
FIELDS = st.one_of(
    NUMBERS,
    st.sampled_from(["", "0", "-1", "z" * 14, "Я", "1290000000000000101"]),
    st.text(CHARACTERS, max_size=12),
)
CUSTOM_IDS = st.one_of(
    st.builds(
        lambda form, fields: ":".join([form, *fields])[:100],
        st.sampled_from(sorted(FORMS)),
        st.lists(FIELDS, max_size=7),
    ),
    st.text(CHARACTERS, min_size=1, max_size=100),
)
FILES = st.tuples(
    st.sampled_from(["watched.csv", "ratings.zip", "x", "фильмы.CSV"]),
    st.one_of(
        st.binary(max_size=300),
        st.text(CHARACTERS, max_size=300).map(str.encode),
        st.just(b"Date,Name,Year,Letterboxd URI\n2024-01-01,Come and See,1985,https://boxd.it/x\n"),
    ),
)


@dataclass(frozen=True)
class Act:
    """Something a member does; what it refers to is chosen by number among what there is then."""

    kind: str
    which: int
    text: str
    texts: list[str]
    custom_id: str
    file: tuple[str, bytes]
    flag: bool
    at_boris: bool
    in_dm: bool
    locale: str


ACTS = st.builds(
    Act,
    kind=st.sampled_from(
        ["slash", "slash", "slash", "autocomplete", "press", "mangled", "forged", "select", "modal"]
    ),
    which=st.integers(0, 10_000),
    text=TEXTS,
    texts=st.lists(TEXTS, min_size=8, max_size=8),
    custom_id=CUSTOM_IDS,
    file=FILES,
    flag=st.booleans(),
    at_boris=st.booleans(),
    in_dm=st.booleans(),
    locale=LOCALES,
)


@dataclass
class Stage:
    """The bot on the stand-in, and what was said so far."""

    standin: StandIn
    done: Counter[str] = field(default_factory=Counter)
    pressable: list[Message] = field(default_factory=list)
    modals: list[Exchange] = field(default_factory=list)
    bugs: list[str] = field(default_factory=list)

    async def perform(self, act: Act) -> None:
        """Do it, and look at what came of it. Raise AssertionError."""
        self.bugs.clear()
        exchange = await self._act(act)
        if exchange is None:
            return
        self.done[f"{act.kind} {exchange.state}"] += 1
        assert exchange.state in {"answered", "updated", "choices", "modal"}, (exchange.about, exchange.state)
        assert not exchange.refusals, (exchange.about[:200], exchange.refusals)
        assert not self.bugs, (exchange.about[:200], self.bugs)
        for message in [exchange.message, *exchange.followups]:
            if message is not None and not message.deleted:
                assert not message.data["mentions"], message.texts()
                assert not message.data["mention_everyone"], message.texts()
                self.pressable.append(message)
        if exchange.modal is not None:
            self.modals.append(exchange)
        del self.pressable[:-KEPT], self.modals[:-KEPT]
        if len(self.standin.exchanges) > 500:
            self.standin.forget()

    async def _act(self, act: Act) -> Exchange | None:
        who: Json = {"member": BORIS if act.at_boris else ANNA, "locale": act.locale}
        if act.kind in {"slash", "autocomplete"}:
            return await self._command(act, who)
        if act.kind == "modal" and self.modals:
            return await self._submit(act, who)
        if not self.pressable:
            return None
        message = self.pressable[act.which % len(self.pressable)]
        ids = [one["custom_id"] for one in [*message.buttons(), *message.selects()] if "custom_id" in one]
        if act.kind == "press" and ids:
            custom_id = ids[act.which % len(ids)]
        elif act.kind == "mangled" and ids:
            custom_id = mangled(ids[act.which % len(ids)], act)
        elif act.kind == "select" and message.selects():
            select = message.selects()[act.which % len(message.selects())]
            values = [one["value"] for one in select["options"]] or [""]
            value = act.text[:100] if act.flag else values[act.which % len(values)]
            return await self.standin.select(message, select["custom_id"], [value], forged=True, **who)
        else:
            custom_id = act.custom_id
        return await self.standin.press(message, custom_id, forged=True, **who)

    async def _command(self, act: Act, who: Json) -> Exchange | None:
        leaves = list(leaves_of(self.standin.commands))
        name, known = leaves[act.which % len(leaves)]
        place = DM if act.in_dm else SERVER
        if act.kind == "autocomplete":
            typing = [option for option in known if option.get("autocomplete")]
            if not typing:
                return None
            option = typing[act.which % len(typing)]["name"]
            await self.standin.autocomplete(name, option, act.text[:100], place=place, **who)
            return None
        texts = iter(act.texts)
        given = {
            option["name"]: value_for(option, next(texts), act)
            for number, option in enumerate(known)
            if option.get("required") or (act.which >> number) & 1
        }
        return await self.standin.slash(name, given, place=place, forged=True, **who)

    async def _submit(self, act: Act, who: Json) -> Exchange:
        exchange = self.modals[act.which % len(self.modals)]
        return await self.standin.submit(exchange, {}, forged=True, **who)


def mangled(custom_id: str, act: Act) -> str:
    """One field replaced, one too many or one too few: still of a form that might have been ours."""
    parts = custom_id.split(":")
    position = act.which % len(parts)
    if act.flag:
        parts[position] = act.custom_id[:20]
    elif act.at_boris:
        del parts[position]
    else:
        parts.insert(position, "1")
    return ":".join(parts)[:100] or ":"


def leaves_of(commands: list[Json], before: str = "") -> Iterator[tuple[str, list[Json]]]:
    """Every command that can be used, "me export" too, with its options."""
    for one in commands:
        name, options = f"{before}{one['name']}", one.get("options") or []
        if any(option["type"] in {1, 2} for option in options):
            yield from leaves_of(options, f"{name} ")
        else:
            yield name, options


def value_for(option: Json, text: str, act: Act) -> Any:
    """Of the option's type, which Discord itself sees to; a string may be of any length and content."""
    if option.get("choices"):
        return option["choices"][act.which % len(option["choices"])]["value"]
    member = BORIS if act.flag else ANNA
    values = {4: act.which, 5: act.flag, 6: member, 10: float(act.which), 11: act.file}
    return values.get(option["type"], text or "x")


class Bugs(logging.Handler):
    """Collects what the log would show a programmer: tracebacks, and answers that never came."""

    def __init__(self, bugs: list[str]) -> None:
        super().__init__(logging.WARNING)
        self._bugs = bugs
        self._form = logging.Formatter()

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info or record.levelno >= logging.ERROR or " late" in record.getMessage():
            self._bugs.append(self._form.format(record))


def act_out(runner: asyncio.Runner, stage: Stage, examples: int, random_seed: int = 0) -> None:
    """So many acts, one after the other."""

    @seed(random_seed)
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        print_blob=False,
    )
    @given(ACTS)
    def one(act: Act) -> None:
        runner.run(stage.perform(act))

    handler = Bugs(stage.bugs)
    logging.getLogger().addHandler(handler)
    try:
        one()
    finally:
        logging.getLogger().removeHandler(handler)


async def begin(database: Database) -> tuple[Catalogue, StandIn, Kinoteka, asyncio.Task[None]]:
    """The bot, logged in."""
    catalogue = Catalogue(database, read_vocabulary([content.SHIPPED]))
    await catalogue.open()
    await catalogue.titles(patience=60)
    await catalogue.suggestions(patience=60)
    standin = StandIn()
    await standin.start()
    bot = Kinoteka(catalogue, random.Random(1957), api_url=standin.api_url)
    running = asyncio.create_task(bot.start("any.token"))
    await standin.ready()
    return catalogue, standin, bot, running


async def end(catalogue: Catalogue, standin: StandIn, bot: Kinoteka, running: asyncio.Task[None]) -> None:
    await bot.close()
    await asyncio.wait({running})
    await standin.close()
    await catalogue.close()
    await catalogue.database.close()


async def fill(url: str) -> Database:
    await migrate.upgrade(url)
    database = Database(url)
    await refresh(database, [content.SHIPPED])
    return database


def run(examples: int, random_seed: int = 0) -> Counter[str]:
    """So many acts on a bot of their own; what became of them."""
    with tempfile.TemporaryDirectory() as folder, asyncio.Runner() as runner:
        database = runner.run(fill(f"sqlite:///{Path(folder) / 'kinoteka.sqlite3'}"))
        begun = runner.run(begin(database))
        stage = Stage(begun[1])
        try:
            act_out(runner, stage, examples, random_seed)
        finally:
            runner.run(end(*begun))
        return stage.done


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--examples", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    for what, times in sorted(run(options.examples, options.seed).items()):
        print(f"{what:<24}{times:>8,}")
