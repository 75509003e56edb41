"""The faults that can be switched on the preview's page, over HTTP."""

from __future__ import annotations

from typing import Any

import pytest

from bot.preview.faults import ANSWER_FAULTS, ARRIVAL_FAULTS
from bot.preview.standin import StandIn
from bot.preview.switches import GATEWAY_AWAY, RIGHTS
from bot.preview.world import ANNA
from tests.preview_client import Client, who
from tests.waiting import until


async def state(client: Client) -> dict[str, Any]:
    return dict((await client.sees())["faults"])


async def switch(client: Client, fault: str, times: int | None) -> int:
    status, _ = await client.post("fault", who(ANNA) | {"fault": fault, "times": times})
    return status


async def test_every_fault_can_be_switched_on_and_off(client: Client) -> None:
    known = await state(client)
    assert set(known) == {*ANSWER_FAULTS, *ARRIVAL_FAULTS, GATEWAY_AWAY, *RIGHTS}
    assert all(one == {"times": 0, "happened": 0} for one in known.values())
    for fault in known:
        assert await switch(client, fault, None) == 200
    assert {one["times"] for one in (await state(client)).values()} == {None}
    for fault in known:
        assert await switch(client, fault, 0) == 200
    assert {one["times"] for one in (await state(client)).values()} == {0}


@pytest.mark.parametrize(
    ("fault", "times"),
    [("earthquake", 1), ("hang", -1), ("hang", 10**9), (GATEWAY_AWAY, 3), ("no_create_events", 1)],
)
async def test_what_cannot_be_is_refused(client: Client, fault: str, times: int) -> None:
    assert await switch(client, fault, times) == 409
    assert await switch(client, "hang", "often") == 400  # type: ignore[arg-type]  # on purpose


@pytest.fixture
def patience() -> float:
    return 5.0


@pytest.mark.usefixtures("bot")
async def test_it_happens_so_often_and_is_told(client: Client) -> None:
    await switch(client, "reset", 2)
    await switch(client, "duplicate", 1)
    await client.act("slash", command="film", options={"title": "Stalker"})
    (row,) = (await client.sees())["rows"]
    assert row["befallen"]["faults"] == ["duplicate", "reset", "reset"]
    assert row["befallen"]["answered_after"] < 3
    now = await state(client)
    assert now["reset"] == {"times": 0, "happened": 2}
    await client.act("slash", command="film", options={"title": "Stalker"})
    assert (await client.sees())["rows"][1]["befallen"] is None


@pytest.mark.usefixtures("bot")
async def test_a_command_without_an_answer_says_why(client: Client, standin: StandIn) -> None:
    standin.faults.hang = 10
    await switch(client, "hang", None)
    await client.act("slash", command="film", options={"title": "Stalker"})
    (row,) = (await client.sees())["rows"]
    assert row["failed"]
    assert set(row["befallen"]["faults"]) == {"hang"}
    assert row["befallen"]["answered_after"] is None
    await client.act("calm")
    await client.act("slash", command="film", options={"title": "Stalker"})
    assert not (await client.sees())["rows"][1]["failed"]


@pytest.mark.usefixtures("bot")
async def test_the_gateway_stays_away_until_it_is_switched_on(client: Client, standin: StandIn) -> None:
    await switch(client, GATEWAY_AWAY, None)
    await until(lambda: not standin.gateway.connected.is_set())
    await until(lambda: standin.faults.turned_away > 0)
    assert not standin.gateway.connected.is_set()
    await switch(client, GATEWAY_AWAY, 0)
    await standin.ready(20)
    assert standin.gateway.identifies == 1
