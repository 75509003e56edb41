"""Bad days of the gateway: the bot comes back, loses nothing, and begins no session it need not."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import pytest_asyncio
from discord.state import ConnectionState

from bot.client import Kinoteka
from bot.preview.standin import StandIn
from bot.preview.world import bot_user_json
from bot.runtime.deadlines import Deadlines
from bot.runtime.shards import TooManySessionsError
from bot.runtime.supervisor import LoginRefusedError, supervise
from bot.services.catalogue import Catalogue
from tests.odd_bot import odd_bot
from tests.waiting import until


@dataclass
class Life:
    """The bot as `python -m bot run` keeps it connected."""

    ends: asyncio.Task[None]
    clients: list[Kinoteka] = field(default_factory=list)


@pytest_asyncio.fixture
async def living(catalogue: Catalogue, standin: StandIn, deadlines: Deadlines) -> AsyncIterator[Life]:
    """Supervised until the end of the test."""
    stop, dice = asyncio.Event(), random.Random(1957)
    clients: list[Kinoteka] = []

    def connect() -> Kinoteka:
        clients.append(Kinoteka(catalogue, dice, api_url=standin.api_url, deadlines=deadlines))
        return clients[-1]

    supervising = asyncio.create_task(supervise(connect, "any.token", stop, dice, deadlines))
    yield Life(supervising, clients)
    stop.set()
    await asyncio.wait({supervising}, timeout=30)


async def answered(standin: StandIn, within: float = 30) -> None:
    await standin.ready(within)
    assert (await standin.slash("film", {"title": "Stalker"})).state == "answered"


@pytest.mark.usefixtures("living")
async def test_resumes_after_every_kind_of_loss(standin: StandIn) -> None:
    await standin.ready()
    gateway = standin.gateway

    async def drop() -> None:
        standin.drop_gateway()

    async def kick() -> None:
        await gateway.kick(4000)

    async def invalidate() -> None:
        await gateway.invalidate(resumable=True)

    for number, lose in enumerate((drop, gateway.ask_to_reconnect, kick, invalidate), start=1):
        await lose()
        await until(lambda number=number: gateway.resumes == number)  # type: ignore[misc]
        await answered(standin)
    assert gateway.identifies == 1
    assert gateway.resumes == 4


async def test_what_members_did_meanwhile_is_answered(catalogue: Catalogue) -> None:
    """discord.py's pause before it resumes is up to two seconds: here Discord waits longer than in life."""
    async with StandIn(patience=30) as standin:
        client = Kinoteka(catalogue, random.Random(1), api_url=standin.api_url)
        running = asyncio.create_task(client.start("any.token"))
        await standin.ready()
        standin.faults.gateway_refused = True
        standin.drop_gateway()
        asked = [asyncio.create_task(standin.slash("film", {"title": "Stalker"})) for _ in range(5)]
        await until(lambda: len(standin.exchanges) == 5)
        standin.faults.gateway_refused = False
        assert {exchange.state for exchange in await asyncio.gather(*asked)} == {"answered"}
        assert len(standin.messages) == 5
        assert standin.gateway.identifies == 1
        await client.close()
        await asyncio.wait({running})


async def test_the_pause_before_the_next_return_is_that_of_a_first_loss(
    standin: StandIn, bot: Kinoteka
) -> None:
    """Else a day with ten losses has pauses of half a minute in which nobody is answered."""
    shard = bot.shards[0]._parent
    standin.faults.gateway_refused = True
    standin.drop_gateway()
    await until(lambda: shard._backoff._exp > 0)
    standin.faults.gateway_refused = False
    await until(lambda: standin.gateway.resumes == 1)
    await until(lambda: shard._backoff._exp == 0, within=10)


async def test_after_an_outage_no_work_is_done_for_whom_discord_has_given_up(catalogue: Catalogue) -> None:
    """They come first, and would make those late who can still be answered. It is Discord who says so, not a clock."""
    ago = 60.0
    async with (
        StandIn(patience=30, clock=lambda: time.time() - ago) as standin,
        odd_bot(catalogue=catalogue, standin=standin) as client,
    ):
        standin.faults.gateway_refused = True
        standin.drop_gateway()
        given_up = [asyncio.create_task(standin.slash("film", {"title": "Stalker"})) for _ in range(300)]
        await until(lambda: len(standin.exchanges) == 300)
        old = {str(exchange.id) for exchange in standin.exchanges}
        ago = 0.0
        alive = [asyncio.create_task(standin.slash("film", {"title": "Stalker"})) for _ in range(20)]
        await until(lambda: len(standin.exchanges) == 320)
        standin.faults.gateway_refused = False
        assert {exchange.state for exchange in await asyncio.gather(*alive)} == {"answered"}
        await until(lambda: client.dispatcher.at_work == 0)
        answers = [one for one in standin.requests if one.path.split("/")[2] in old and one.json["type"] == 4]
        assert len(answers) < 200, "those who waited for their turn were worked for all the same"
        for one in given_up:
            one.cancel()
        await asyncio.wait(given_up)


@pytest.mark.usefixtures("living")
async def test_a_lost_session_is_begun_anew(standin: StandIn) -> None:
    await standin.ready()
    await standin.gateway.invalidate(resumable=False)
    await answered(standin)  # Discord asks for a pause before the next one
    assert standin.gateway.identifies == 2


async def test_sessions_lost_one_after_the_other_do_not_burn_the_day(
    standin: StandIn, catalogue: Catalogue
) -> None:
    """Each life begins two sessions in ten minutes at most; the pauses between lives double."""
    client = Kinoteka(catalogue, random.Random(1), api_url=standin.api_url)
    client.connections.sessions.extend([(0, asyncio.get_running_loop().time())] * 2)
    with pytest.raises(TooManySessionsError):
        await client.start("any.token")
    assert standin.gateway.identifies == 0
    await client.close()


@pytest.mark.parametrize("deadlines", [Deadlines(lost=0.2)])
async def test_a_gateway_that_is_away_for_long(standin: StandIn, living: Life) -> None:
    """After a while a fresh start finds Discord sooner than discord.py's own pauses."""
    await standin.ready()
    standin.faults.gateway_refused = True
    standin.drop_gateway()
    await until(lambda: len(living.clients) == 2)
    standin.faults.gateway_refused = False
    await answered(standin)


@pytest.mark.parametrize("code", [4004, 4013, 4014])
async def test_codes_that_forbid_another_try(standin: StandIn, living: Life, code: int) -> None:
    await standin.ready()
    await standin.gateway.kick(code)
    with pytest.raises(LoginRefusedError):
        await asyncio.wait_for(asyncio.shield(living.ends), 20)


async def test_no_sessions_left_for_now(standin: StandIn, catalogue: Catalogue) -> None:
    standin.session_start_limit.update(remaining=0, reset_after=2000)
    client = Kinoteka(catalogue, random.Random(1), api_url=standin.api_url)
    running = asyncio.create_task(client.start("any.token"))
    await until(lambda: any(one.path == "/gateway/bot" for one in standin.requests))
    assert standin.gateway.identifies == 0
    await answered(standin)
    await client.close()
    await asyncio.wait({running})


async def test_commands_that_cannot_be_told_do_not_stop_the_bot(
    standin: StandIn, catalogue: Catalogue
) -> None:
    """A Discord that knows our commands from before, but takes no new ones at the moment."""
    for life in (1, 2):
        deadlines = Deadlines(registration=30.0 if life == 1 else 0.5)
        client = Kinoteka(catalogue, random.Random(1), api_url=standin.api_url, deadlines=deadlines)
        if life == 2:
            client.tree.remove_command("about")
            standin.faults.reach = ("/applications/",)
            standin.faults.rates["server_error"] = 1.0
        running = asyncio.create_task(client.start("any.token"))
        await answered(standin)
        await client.close()
        await asyncio.wait({running})
    assert standin.syncs == 1
    assert standin.faults.happened["server_error"] >= 1


# Events that cannot be read

DAMAGE: tuple[object, ...] = (None, "x", -1, [], {}, [None], {"id": "x"})
"""What stands where something else belongs."""


def damaged(value: object) -> Iterator[object]:
    """The payload with every part of it, one at a time, left out or replaced."""
    yield from DAMAGE
    if isinstance(value, dict):
        for key in value:
            yield {name: part for name, part in value.items() if name != key}
            for part in damaged(value[key]):
                yield value | {key: part}
    elif isinstance(value, list) and value:
        for part in damaged(value[0]):
            yield [part, *value[1:]]


async def still_there(standin: StandIn, identifies: int = 1) -> None:
    assert (await standin.slash("film", {"title": "Stalker"})).state == "answered"
    assert standin.gateway.identifies == identifies
    assert standin.gateway.resumes == 0


@pytest.mark.parametrize("kind", ["slash", "autocomplete", "press", "select", "modal"])
async def test_an_unreadable_interaction_is_one_lost_interaction(
    standin: StandIn, catalogue: Catalogue, kind: str
) -> None:
    """Whatever part of it is missing or something else; whatever the bot says to such a one is refused, and no loss."""
    async with odd_bot(catalogue=catalogue, standin=standin) as client:
        exchange = await standin.slash("list", {"name": "survival"})
        page = exchange.message
        assert page is not None
        if kind == "autocomplete":
            await standin.autocomplete("film", "title", "come and")
        elif kind == "press":
            await standin.press(page, page.buttons()[0]["custom_id"])
        elif kind == "select":
            select = page.selects()[0]
            await standin.select(page, select["custom_id"], [select["options"][0]["value"]])
        payload = standin.exchanges[-1].payload
        if kind == "modal":
            payload |= {
                "type": 5,
                "data": {"custom_id": "x:y", "components": [{"type": 18, "component": {}}]},
            }
        payload = payload | {"message": {}} if kind in {"slash", "autocomplete"} else payload
        for number, one in enumerate(damaged(short(payload)), start=1):
            if isinstance(one, dict) and str(one.get("id", "")).isdecimal():
                one = one | {"id": str(int(payload["id"]) + number)}  # noqa: PLW2901
            await standin.gateway.dispatch("INTERACTION_CREATE", one)  # type: ignore[arg-type]
        await until(lambda: client.dispatcher.at_work == 0)
        await still_there(standin)


def short(payload: dict[str, Any]) -> dict[str, Any]:
    """An interaction with less of the message it comes from: that is large, and one part of it is like another."""
    if "message" not in payload:
        return payload
    message = dict(payload["message"])
    message["components"] = message.get("components", [])[:1]
    return payload | {"message": message}


async def test_an_unreadable_event_of_any_type_is_one_lost_event(
    standin: StandIn, catalogue: Catalogue
) -> None:
    """Discord sends few types to a bot without intents; discord.py reads all that there are."""
    ready = {
        "v": 10,
        "user": bot_user_json(),
        "guilds": [{"id": "1", "unavailable": True}],
        "session_id": "x",
        "resume_gateway_url": standin.gateway_url,
        "shard": [0, 1],
        "application": {"id": "1", "flags": 0},
        "private_channels": [],
    }
    ids = ("id", "guild_id", "channel_id", "user_id", "message_id", "application_id", "role_id")
    anything = dict.fromkeys(ids, "1") | {"user": {"id": "1"}, "member": {"user": {"id": "1"}}, "type": 0}
    async with odd_bot(catalogue=catalogue, standin=standin):
        types = [
            name.removeprefix("parse_").upper() for name in dir(ConnectionState) if name.startswith("parse_")
        ]
        assert len(types) > 50
        for event in types:
            for one in damaged(ready if event == "READY" else anything):
                await standin.gateway.dispatch(event, one)  # type: ignore[arg-type]
        await standin.gateway.dispatch("NO SUCH EVENT", {})
        await still_there(standin)
