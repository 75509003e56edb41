"""Interactions by HTTP: the same bot behind a signed address, and what comes to that address besides."""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from prometheus_client import CollectorRegistry, generate_latest

from bot.client import Kinoteka
from bot.preview.sender import Sender
from bot.preview.standin import StandIn
from bot.preview.world import DM
from bot.runtime.deadlines import Deadlines
from bot.runtime.endpoint import Endpoint, is_signed, listening
from bot.runtime.metrics import Metrics
from bot.services.catalogue import Catalogue
from tests.pages import forms, press
from tests.ports import free_port
from tests.waiting import until


class Served:
    """The bot behind its address."""

    def __init__(self, client: Kinoteka, sender: Sender, registry: CollectorRegistry) -> None:
        self.client, self.sender, self.registry = client, sender, registry
        self.stop = asyncio.Event()

    @property
    def url(self) -> str:
        return self.sender.urls[0]

    def refused(self, reason: str) -> bool:
        line = f'kinoteka_refused_requests_total{{reason="{reason}"}} 1.0'
        return line in generate_latest(self.registry).decode()

    async def health(self) -> tuple[int, str]:
        async with (
            aiohttp.ClientSession() as session,
            session.get(self.url.replace("/interactions", "/healthz")) as answer,
        ):
            return answer.status, await answer.text()


@pytest.fixture
def deadlines() -> Deadlines:
    return Deadlines(defer_after=20.0, first_response=28.0, later=28.0, registration=30.0, body=0.3)


@pytest_asyncio.fixture
async def served(catalogue: Catalogue, standin: StandIn, deadlines: Deadlines) -> AsyncIterator[Served]:
    port = free_port()
    sender = standin.send_to(f"http://127.0.0.1:{port}/interactions")
    registry = CollectorRegistry()
    metrics = Metrics(registry)
    client = Kinoteka(
        catalogue,
        random.Random(1957),
        api_url=standin.api_url,
        metrics=metrics,
        deadlines=deadlines,
        by_http=True,
    )
    served = Served(client, sender, registry)
    endpoint = Endpoint(lambda: client, client.health, metrics, deadlines)
    async with listening(endpoint, "127.0.0.1", port, served.stop):
        assert await sender.send({"type": 1}, served.url) == 503, "its key is not known yet"
        assert await served.health() == (503, "not logged in yet\n")
        running = asyncio.create_task(client.start("stand-in"))
        await until(lambda: client.verify_key is not None)
        yield served
        await client.close()
        await asyncio.wait({running})
    running.result()


async def test_everything_works_as_through_the_gateway(standin: StandIn, served: Served) -> None:
    await served.sender.introduce()
    exchange = await standin.slash("film", {"title": "The Ascent"})
    card = exchange.message
    assert exchange.state == "answered"
    assert card is not None
    assert (await press(standin, card, "card:next")).state == "updated"
    assert await standin.autocomplete("film", "title", "come an")
    dealt = (await standin.slash("random", place=DM)).message
    assert dealt is not None
    marked = await press(standin, dealt, "seen:mark")
    assert marked.state in {"answered", "updated"}
    assert "seen:mark" in forms(dealt)
    assert standin.gateway.identifies == 0
    assert served.client.dispatcher.is_heard
    assert await served.health() == (200, "taking interactions\n")
    assert set(served.sender.statuses) - {200, 401, 503} == {202}


@pytest.mark.parametrize(
    ("fault", "status", "reason"),
    [
        ("wrong_signature", 401, "signature"),
        ("no_signature", 401, "signature"),
        ("other_body", 401, "signature"),
        ("slow_body", 408, "slow"),
    ],
)
async def test_what_is_not_discords_is_refused(
    standin: StandIn, served: Served, fault: Any, status: int, reason: str
) -> None:
    payload = (await standin.slash("about")).payload
    forged = payload | {"id": str(int(payload["id"]) + 1)}
    assert await served.sender.send(forged, served.url, fault) == status
    assert served.refused(reason)
    assert not [one for one in standin.requests if forged["id"] in one.path], "nothing came of it"
    assert (await standin.slash("about")).state == "answered"


@pytest.mark.parametrize("key", ["", "00", "0" * 64, "xyz"])
def test_a_signature_is_one_of_32_bytes_with_a_key(key: str) -> None:
    for signature in ("", "0", "00" * 64, "ы" * 128, "0x" * 64):
        assert not is_signed(key, signature, "1", b"{}")


async def test_a_cut_connection_is_one_lost_interaction(standin: StandIn, served: Served) -> None:
    payload = (await standin.slash("about")).payload
    assert await served.sender.send(payload | {"id": "1"}, served.url, "cut") == 0
    assert (await standin.slash("about")).state == "answered"


async def test_a_body_of_any_size_takes_no_more_than_its_share_of_memory(
    standin: StandIn, served: Served
) -> None:
    payload = (await standin.slash("about")).payload
    large = payload | {"padding": "x" * (1 << 20)}
    assert await served.sender.send(large, served.url) == 413
    assert (await standin.slash("about")).state == "answered"


@pytest.mark.parametrize("payload", [{}, [], "x", None, {"type": 2}, {"type": 3, "data": {}}, {"type": [1]}])
async def test_what_cannot_be_read_is_one_lost_interaction(
    standin: StandIn, served: Served, payload: Any
) -> None:
    assert await served.sender.send(payload, served.url) == 400
    assert (await standin.slash("about")).state == "answered"


async def test_a_repetition_is_answered_once(standin: StandIn, served: Served) -> None:
    standin.faults.next("duplicate")
    assert (await standin.slash("about")).state == "answered"
    await until(lambda: served.client.dispatcher.at_work == 0)
    assert len(standin.messages) == 1
    assert not standin.exchanges[0].refusals
    assert served.sender.statuses[202] == 2


async def test_other_paths_and_methods_are_not_there(served: Served) -> None:
    async with aiohttp.ClientSession() as session:
        async with session.get(served.url) as answer:
            assert answer.status == 405
        async with session.post(served.url + "/x", data=b"{}") as answer:
            assert answer.status == 404


async def test_at_the_end_what_is_under_way_is_answered_and_nothing_else_taken(
    standin: StandIn, served: Served
) -> None:
    """The connections that a balancer has open are closed to it, new ones are refused: it takes another process."""
    standin.faults.next("rate_limit")
    asked = asyncio.create_task(standin.slash("film", {"title": "The Ascent"}))
    await until(lambda: standin.faults.happened["rate_limit"] == 1)
    served.stop.set()

    async def refuses() -> bool:
        try:
            _, writer = await asyncio.open_connection(
                "127.0.0.1", int(served.url.split(":")[2].split("/")[0])
            )
        except ConnectionError:
            return True
        writer.close()
        return False

    await until(refuses)
    await served.client.drain()
    assert (await asked).state == "answered"


async def test_answers_survive_the_network_as_always(standin: StandIn, served: Served) -> None:
    standin.faults.next("reset")
    assert (await standin.slash("about")).state == "answered"
    assert served.registry.get_sample_value("kinoteka_retries_total", {"reason": "connection"}) == 1


async def test_the_answer_to_a_ping(served: Served) -> None:
    assert await served.sender.send({"type": 1}, served.url) == 200
    assert json.loads(served.sender.answer) == {"type": 1}
