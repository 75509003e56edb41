"""The stand-in is Discord enough for an unmodified discord.py: everything here goes over real sockets."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from typing import Any

import discord
import pytest
import pytest_asyncio

from bot.preview.channel import Exchange, Impossible, NoAnswer
from bot.preview.rest import Request
from bot.preview.standin import StandIn
from bot.preview.world import ANNA, BORIS, DM, SERVER
from tests.every_interaction import PIXEL, Bot
from tests.openapi import DiscordDescription

pytestmark = pytest.mark.usefixtures("bot")


class Clock:
    """The time, or one that is ahead of it by so many seconds."""

    ahead = 0.0

    def __call__(self) -> float:
        return time.time() + self.ahead


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest_asyncio.fixture
async def standin(clock: Clock) -> AsyncIterator[StandIn]:
    async with StandIn(patience=2.0, clock=clock) as standin:
        yield standin


@pytest_asyncio.fixture
async def bot(standin: StandIn, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Bot]:
    monkeypatch.setattr(discord.http.Route, "BASE", standin.api_url)
    bot = Bot()
    running = asyncio.create_task(bot.start("any.token.will-do"))
    await standin.ready()
    yield bot
    bot.go_on.set()
    await bot.close()
    await asyncio.wait({running})


def said(exchange: Exchange) -> list[str]:
    assert exchange.message is not None, exchange
    return exchange.message.texts()


async def test_it_logs_in_and_registers_its_commands(standin: StandIn, bot: Bot) -> None:
    assert standin.syncs == 1
    assert {command["name"] for command in standin.commands} >= {"ping", "slow", "me"}
    assert [(r.method, r.path, r.status) for r in standin.requests[:2]] == [
        ("GET", "/users/@me", 200),
        ("GET", "/oauth2/applications/@me", 200),
    ]
    before = {command["name"]: command["id"] for command in standin.commands}
    bot.tree.remove_command("silent")
    await bot.tree.sync()
    after = {command["name"]: command["id"] for command in standin.commands}
    assert "silent" not in after
    assert after.items() <= before.items()


async def test_a_command_is_answered(standin: StandIn) -> None:
    exchange = await standin.slash("ping", {"text": "hi", "who": BORIS}, locale="ru")
    assert exchange.state == "answered"
    assert said(exchange) == [f"hi boris {SERVER.guild_id} ru False"]
    assert exchange.answered_after is not None
    assert not exchange.message.ephemeral if exchange.message else False
    managed = await standin.slash("ping", {"text": "hi"}, member=BORIS, place=DM)
    assert said(managed) == ["hi None dm en-US False"]
    assert managed.message is not None
    assert managed.message.seen_by(BORIS)
    assert not managed.message.seen_by(ANNA)


async def test_a_bot_that_says_nothing_did_not_respond(standin: StandIn) -> None:
    exchange = await standin.slash("silent")
    assert (exchange.state, exchange.message, exchange.answered_after) == ("no_answer", None, None)


async def test_a_late_answer_is_refused(standin: StandIn, bot: Bot) -> None:
    exchange = await standin.slash("late")
    assert exchange.state == "no_answer"
    bot.go_on.set()
    await until(standin, lambda: bool(exchange.refusals))
    assert [body["code"] for body in exchange.refusals] == [10062]


async def test_a_second_answer_is_refused(standin: StandIn) -> None:
    exchange = await standin.slash("twice")
    await until(standin, lambda: bool(exchange.followups))
    assert exchange.followups[0].texts() == ["[(204, 0), (400, 40060)]"]
    assert standin.messages == [exchange.message, exchange.followups[0]]


async def test_a_deferred_answer_settles_with_its_edit(standin: StandIn) -> None:
    exchange = await standin.slash("slow")
    assert exchange.state == "answered"
    assert said(exchange) == ["# 0"]
    assert exchange.message is not None
    assert exchange.message.ephemeral
    assert exchange.message.edits == 0
    assert exchange.message.data["flags"] == 64 | 1 << 15


async def test_a_button_edits_in_place(standin: StandIn) -> None:
    message = (await standin.slash("slow")).message
    assert message is not None
    assert [button["label"] for button in message.buttons()] == ["Pressed 0"]
    pressed = await standin.press(message, "count:0")
    assert (pressed.state, pressed.message, message.edits) == ("updated", message, 1)
    assert message.texts() == ["# 1"]
    forged = await standin.press(message, "count:41", forged=True)
    assert forged.state == "no_answer"  # discord.py looks the item up on the message


async def test_what_a_client_would_not_let_a_member_do(standin: StandIn) -> None:
    whisper = (await standin.slash("hidden")).message
    assert whisper is not None
    for impossible in (
        standin.press(whisper, "count:7", member=BORIS),
        standin.press(whisper, "count:8"),
        standin.slash("nothing"),
        standin.slash("me"),
        standin.slash("ping"),
        standin.slash("ping", {"text": "x" * 101}),
        standin.slash("ping", {"text": 1}),
        standin.slash("ping", {"text": "x", "colour": "red"}),
        standin.slash("choose", {"one": "c"}),
        standin.slash("choose", {"one": "a", "count": 6}),
        standin.slash("manage"),
        standin.slash("manage", member=BORIS, place=DM),
    ):
        with pytest.raises(Impossible):
            await impossible
    assert said(await standin.slash("manage", member=BORIS)) == ["managed"]
    assert said(await standin.slash("manage", forged=True)) == ["managed"]


async def test_a_select_sends_its_values(standin: StandIn) -> None:
    message = (await standin.slash("pick")).message
    assert message is not None
    (select,) = message.selects()
    assert [option["value"] for option in select["options"]] == ["0", "1", "2"]
    exchange = await standin.select(message, "pick", ["1", "2"])
    assert exchange.state == "updated"
    assert message.texts() == ["1 2"]
    for values in (["7"], [], ["0", "1", "2"]):
        with pytest.raises(Impossible):
            await standin.select(message, "pick", values)


async def test_a_modal_takes_every_kind_of_field(standin: StandIn) -> None:
    opened = await standin.slash("ask")
    assert opened.state == "modal"
    assert opened.modal is not None
    assert [field["component"]["type"] for field in opened.modal["components"]] == [4, 3, 19, 5, 21]
    values = {"name": "Larisa", "list": ["war"], "file": [("a.txt", b"abc")], "who": [BORIS], "mood": "Good"}
    sent = await standin.submit(opened, values)
    assert said(sent) == ["['Larisa', ['war'], [b'abc'], ['boris'], 'Good']"]
    wrongs: list[dict[str, Any]] = [
        {"name": "x" * 21},
        {"name": ""},
        {"mood": "Ugly"},
        {"list": []},
        {"nobody": 1},
    ]
    for wrong in wrongs:
        with pytest.raises(Impossible):
            await standin.submit(opened, values | wrong)


async def test_autocomplete_gives_rows_or_nothing(standin: StandIn) -> None:
    rows = await standin.autocomplete("ping", "text", "so", others={"who": BORIS})
    assert [(row["name"], row["value"]) for row in rows] == [("so boris 0", "0"), ("so boris 1", "1")]
    with pytest.raises(NoAnswer) as many:
        await standin.autocomplete("ping", "text", "many")
    assert many.value.exchange.refusals[0]["errors"] == {
        "data": {
            "choices": {
                "_errors": [{"code": "BASE_TYPE_MAX_LENGTH", "message": "Must be 25 or fewer in length."}]
            }
        }
    }
    with pytest.raises(NoAnswer):
        await standin.autocomplete("ping", "text", "silence")
    with pytest.raises(Impossible):
        await standin.autocomplete("choose", "one", "a")


async def test_follow_ups_edits_and_deletions(standin: StandIn) -> None:
    exchange = await standin.slash("follow")
    await until(standin, lambda: said(exchange) == ["one!"])
    assert [(one.texts(), one.deleted, one.edits) for one in exchange.followups] == [
        (["two and a half"], False, 1),
        (["three"], True, 0),
    ]
    assert [message.texts() for message in standin.messages] == [["one!"], ["two and a half"]]


async def test_an_attachment_is_shown_and_served(standin: StandIn, bot: Bot) -> None:
    exchange = await standin.slash("poster")
    message = exchange.message
    assert message is not None
    assert message.files == {"poster.png": PIXEL}
    (attachment,) = message.data["attachments"]
    assert (attachment["width"], attachment["height"], attachment["description"]) == (3, 2, "Three by two")
    (gallery,) = message.data["components"]
    media = gallery["items"][0]["media"]
    assert (media["url"], media["width"], media["height"]) == (attachment["url"], 3, 2)
    assert await bot.http.get_from_cdn(media["url"]) == PIXEL
    request = next(one for one in standin.requests if one.path.endswith("/callback"))
    assert request.files == {"poster.png": PIXEL}
    assert request.json["data"]["attachments"][0]["filename"] == "poster.png"


async def test_a_subcommand_and_a_member_s_file(standin: StandIn) -> None:
    assert said(await standin.slash("me export", {"file": ("list.txt", b"four")})) == ["list.txt 4"]


async def test_a_new_bot_answers_on_the_old_one_s_messages(standin: StandIn, bot: Bot) -> None:
    message = (await standin.slash("slow", place=DM)).message
    assert message is not None
    await bot.close()
    assert (await standin.press(message, "count:0")).state == "no_answer"
    async with Bot() as second:
        running = asyncio.create_task(second.start("another.token"))
        await standin.ready()
        assert (await standin.press(message, "count:0")).state == "updated"
        assert message.texts() == ["# 1"]
    await asyncio.wait({running})


async def test_all_of_this_is_as_discord_describes_it(
    standin: StandIn, description: DiscordDescription | None
) -> None:
    if description is None:
        pytest.skip("DISCORD_OPENAPI names no copy of Discord's description")
    for name in ("slow", "poster", "ask", "follow", "pick", "hidden"):
        exchange = await standin.slash(name)
    await until(standin, exchange.settled.is_set)
    await standin.autocomplete("ping", "text", "so")
    problems = [
        line for one in standin.requests for line in description.check(one.method, one.path, one.json)
    ]
    assert len(standin.requests) > 12
    assert problems == []


@pytest.mark.parametrize("how", ["cut", "before"])
async def test_after_a_drop_the_bot_resumes_and_nothing_is_lost(standin: StandIn, how: str) -> None:
    standin.drop_gateway()
    if how == "cut":
        await standin.ready()
    assert said(await standin.slash("ping", {"text": "again"}))[0].startswith("again")
    assert (standin.gateway.identifies, standin.gateway.resumes) == (1, 1)


async def test_everybody_hears_of_changes(standin: StandIn) -> None:
    changes: list[int] = []
    seen: list[Request] = []
    standin.on_change.append(lambda: changes.append(len(standin.messages)))
    standin.observers.append(seen.append)
    await standin.slash("ping", {"text": "hi"})
    assert changes[0] == 0
    assert changes[-1] == 1
    assert [request.status for request in seen] == [200]


async def test_what_is_old_is_forgotten_and_what_is_new_goes_on(standin: StandIn, clock: Clock) -> None:
    old = await standin.slash("ping", {"text": "old"})
    clock.ahead = 3600
    new = await standin.slash("ping", {"text": "new"})
    standin.forget(older_than=1800)
    assert standin.exchanges == [new]
    assert standin.messages == [new.message]
    assert old.message is not None
    assert said(await standin.slash("ping", {"text": "again"}))[0].startswith("again")
    standin.forget()
    assert not standin.exchanges
    assert not standin.messages


async def until(standin: StandIn, happened: Callable[[], bool]) -> None:
    changed = asyncio.Event()
    standin.on_change.append(changed.set)
    async with asyncio.timeout(10):
        while not happened():
            await changed.wait()
            changed.clear()
