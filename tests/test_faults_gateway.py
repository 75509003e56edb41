"""Bad days of the gateway: the bot comes back, loses nothing, and begins no session it need not."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.client import Kinoteka
from bot.preview.standin import StandIn
from bot.runtime.supervisor import LoginRefusedError, live
from bot.services.catalogue import Catalogue
from tests.waiting import until


@pytest_asyncio.fixture
async def living(catalogue: Catalogue, standin: StandIn) -> AsyncIterator[asyncio.Task[None]]:
    """The bot's life as `python -m bot run` leads it."""
    stop, dice = asyncio.Event(), random.Random(1957)
    life = asyncio.create_task(
        live(lambda: Kinoteka(catalogue, dice, api_url=standin.api_url), "any.token", stop, dice)
    )
    yield life
    stop.set()
    await asyncio.wait({life}, timeout=30)


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
        await asyncio.sleep(0.3)
        standin.faults.gateway_refused = False
        assert {exchange.state for exchange in await asyncio.gather(*asked)} == {"answered"}
        assert len(standin.messages) == 5
        assert standin.gateway.identifies == 1
        await client.close()
        await asyncio.wait({running})


async def test_after_an_outage_no_work_is_done_for_whom_discord_has_given_up(catalogue: Catalogue) -> None:
    """They come first, and would make those late who can still be answered."""
    ago = 10.0
    async with StandIn(patience=30, clock=lambda: time.time() - ago) as standin:
        client = Kinoteka(catalogue, random.Random(1), api_url=standin.api_url)
        running = asyncio.create_task(client.start("any.token"))
        await standin.ready()
        standin.faults.gateway_refused = True
        standin.drop_gateway()
        given_up = [asyncio.create_task(standin.slash("film", {"title": "Stalker"})) for _ in range(300)]
        await asyncio.sleep(0.1)
        ago = 0.0
        alive = [asyncio.create_task(standin.slash("film", {"title": "Stalker"})) for _ in range(20)]
        await asyncio.sleep(0.1)
        standin.faults.gateway_refused = False
        assert {exchange.state for exchange in await asyncio.gather(*alive)} == {"answered"}
        await until(lambda: client.desk.at_work == 0)
        answered = sum(exchange.state == "answered" for exchange in standin.exchanges)
        assert answered < 20 + 200, "those who waited for their turn were answered all the same"
        for one in given_up:
            one.cancel()
        await client.close()
        await asyncio.wait({running, *given_up})


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
    client.sessions.extend([asyncio.get_running_loop().time()] * 2)
    running = asyncio.create_task(client.start("any.token"))
    await asyncio.sleep(1)
    assert standin.gateway.identifies == 0
    await client.close()
    running.cancel()
    await asyncio.wait({running})


@pytest.mark.usefixtures("living")
async def test_a_gateway_that_is_away_for_long(standin: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a while a fresh start finds Discord sooner than discord.py's own pauses."""
    monkeypatch.setattr("bot.client._LOST", 0.5)
    await standin.ready()
    standin.faults.gateway_refused = True
    standin.drop_gateway()
    await asyncio.sleep(2)
    standin.faults.gateway_refused = False
    await answered(standin)


@pytest.mark.parametrize("code", [4004, 4013, 4014])
async def test_codes_that_forbid_another_try(standin: StandIn, living: asyncio.Task[None], code: int) -> None:
    await standin.ready()
    await standin.gateway.kick(code)
    with pytest.raises(LoginRefusedError):
        await asyncio.wait_for(asyncio.shield(living), 20)


async def test_no_sessions_left_for_now(standin: StandIn, catalogue: Catalogue) -> None:
    standin.session_start_limit.update(remaining=0, reset_after=2000)
    client = Kinoteka(catalogue, random.Random(1), api_url=standin.api_url)
    running = asyncio.create_task(client.start("any.token"))
    await asyncio.sleep(0.5)
    assert standin.gateway.identifies == 0
    await answered(standin)
    await client.close()
    await asyncio.wait({running})


async def test_commands_that_cannot_be_told_do_not_stop_the_bot(
    standin: StandIn, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A Discord that knows our commands from before, but takes no new ones at the moment."""
    for life in (1, 2):
        client = Kinoteka(catalogue, random.Random(1), api_url=standin.api_url)
        if life == 2:
            monkeypatch.setattr("bot.client._TELLING", 0.5)
            client.tree.remove_command("about")
            standin.faults.reach = ("/applications/",)
            standin.faults.rates["server_error"] = 1.0
        running = asyncio.create_task(client.start("any.token"))
        await answered(standin)
        await client.close()
        await asyncio.wait({running})
    assert standin.syncs == 1
    assert standin.faults.happened["server_error"] >= 1
