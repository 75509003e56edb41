"""The stand-in by hand: what a client is told that errs, comes late, or is no discord.py."""

from __future__ import annotations

import asyncio
import io
import json
import zlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest
import pytest_asyncio

from bot.preview.channel import Exchange
from bot.preview.standin import StandIn
from bot.preview.world import ANNA, APPLICATION_ID, BORIS
from tests.payloads import command, field, media, text, text_input, v2

COMMANDS = f"/applications/{APPLICATION_ID}/commands"


class Clock:
    """Goes only when it is told to."""

    def __init__(self) -> None:
        self.now = 1_790_000_000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Hand:
    """A bot written by hand: it says what it is told to say."""

    standin: StandIn
    session: aiohttp.ClientSession

    async def ask(
        self, method: str, path: str, body: Any = None, token: str | None = "Bot t"
    ) -> tuple[int, Any]:
        headers = {} if token is None else {"Authorization": token}
        data = body if isinstance(body, aiohttp.FormData | bytes) else None
        kind = {"json": body} if body is not None and data is None else {"data": data}
        url = self.standin.api_url + path
        async with self.session.request(method, url, headers=headers, **kind) as answer:
            raw = await answer.read()
            if raw:
                assert answer.headers["Content-Type"] == "application/json"
            return answer.status, json.loads(raw) if raw else None

    async def code(
        self, method: str, path: str, body: Any = None, token: str | None = "Bot t"
    ) -> tuple[int, int]:
        status, answer = await self.ask(method, path, body, token)
        return status, answer.get("code", 0) if isinstance(answer, dict) else 0

    async def respond(self, exchange: Exchange, payload: Any) -> tuple[int, int]:
        return await self.code(
            "POST", f"/interactions/{exchange.id}/{exchange.token}/callback", payload, None
        )

    async def slash(self) -> tuple[Exchange, asyncio.Task[Exchange]]:
        """A command nobody has answered yet, and the member who waits for it."""
        waiting = asyncio.create_task(self.standin.slash("list"))
        await asyncio.sleep(0)
        return self.standin.exchanges[-1], waiting


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest_asyncio.fixture
async def hand(clock: Clock) -> AsyncIterator[Hand]:
    async with (
        StandIn(clock=clock, patience=2.0, token="t") as standin,
        aiohttp.ClientSession() as session,
    ):
        hand = Hand(standin, session)
        assert (await hand.ask("PUT", COMMANDS, [command()]))[0] == 200
        yield hand


def messages(exchange: Exchange, which: str = "@original") -> str:
    return f"/webhooks/{APPLICATION_ID}/{exchange.token}/messages/{which}"


def follow_ups(exchange: Exchange) -> str:
    return f"/webhooks/{APPLICATION_ID}/{exchange.token}?wait=true"


@pytest.mark.parametrize(
    ("method", "path", "token", "answer"),
    [
        ("GET", "/users/@me", None, (401, 0)),
        ("GET", "/users/@me", "t", (401, 0)),
        ("GET", "/users/@me", "Bot wrong", (401, 0)),
        ("PUT", COMMANDS, "Bot wrong", (401, 0)),
        ("GET", "/guilds/1", "Bot t", (404, 0)),
        ("POST", "/channels/1/messages", None, (401, 0)),
        ("POST", "/channels/1/messages", "Bot t", (404, 10003)),
        ("GET", "/channels/1/messages", "Bot t", (404, 10003)),
        ("POST", "/channels/1/messages/1/threads", "Bot t", (404, 10003)),
        ("DELETE", "/users/@me", "Bot t", (405, 0)),
        ("GET", "/applications/1/commands", "Bot t", (404, 10002)),
        ("POST", "/interactions/1/x/callback", None, (404, 10062)),
        ("POST", f"/webhooks/{APPLICATION_ID}/x", None, (404, 10015)),
        ("PATCH", "/webhooks/1/x/messages/@original", None, (404, 10015)),
    ],
)
async def test_who_may_ask_for_what(
    hand: Hand, method: str, path: str, token: str | None, answer: tuple[int, int]
) -> None:
    body: Any = {} if method in ("POST", "PUT", "PATCH") else None
    assert await hand.code(method, path, body, token) == answer


async def test_errors_look_like_discord_s(hand: Hand) -> None:
    assert await hand.ask("GET", "/nowhere") == (404, {"message": "404: Not Found", "code": 0})
    assert await hand.ask("GET", "/users/@me", token=None) == (
        401,
        {"message": "401: Unauthorized", "code": 0},
    )
    status, body = await hand.ask("PUT", COMMANDS, [command(name="A")])
    assert status == 400
    error = {"code": "APPLICATION_COMMAND_INVALID_NAME", "message": "Command name is invalid"}
    form = {"code": 50035, "message": "Invalid Form Body", "errors": {"0": {"name": {"_errors": [error]}}}}
    assert body == form
    assert await hand.code("PUT", COMMANDS, b"{") == (400, 50109)
    assert hand.standin.syncs == 1


async def test_one_answer_and_only_in_time(hand: Hand, clock: Clock) -> None:
    exchange, waiting = await hand.slash()
    assert await hand.respond(exchange, {"type": 4, "data": {}}) == (400, 50006)
    assert await hand.respond(exchange, {"type": 4, "data": {"content": "hi"}}) == (204, 0)
    assert await hand.respond(exchange, {"type": 4, "data": {"content": "hi"}}) == (400, 40060)
    assert (await waiting).state == "answered"
    assert [body["code"] for body in exchange.refusals] == [50006, 40060]

    exchange, waiting = await hand.slash()
    clock.now += 2.3
    assert await hand.respond(exchange, {"type": 4, "data": {"content": "hi"}}) == (404, 10062)
    assert (await waiting).state == "no_answer"
    assert await hand.code("POST", follow_ups(exchange), {"content": "hi"}) == (404, 10015)


async def test_the_callback_tells_of_its_message_when_asked(hand: Hand) -> None:
    exchange, waiting = await hand.slash()
    path = f"/interactions/{exchange.id}/{exchange.token}/callback?with_response=true"
    status, body = await hand.ask("POST", path, {"type": 5, "data": {"flags": 64}})
    message = exchange.message
    assert message is not None
    assert (status, body) == (
        200,
        {
            "interaction": {
                "id": str(exchange.id),
                "type": 2,
                "response_message_id": message.data["id"],
                "response_message_loading": True,
                "response_message_ephemeral": True,
            },
            "resource": {"type": 5},
        },
    )
    assert (await waiting).state == "deferred"
    assert not message.seen_by(BORIS)
    assert message.seen_by(ANNA)


async def test_edits_and_follow_ups_for_fifteen_minutes(hand: Hand, clock: Clock) -> None:
    exchange, waiting = await hand.slash()
    assert await hand.code("PATCH", messages(exchange), {"content": "early"}) == (404, 10015)
    assert await hand.respond(exchange, {"type": 5}) == (204, 0)
    assert await hand.code("PATCH", messages(exchange), {}) == (400, 50006)
    assert await hand.code("PATCH", messages(exchange), v2(text())) == (200, 0)
    assert (await waiting).state == "answered"
    assert await hand.code("PATCH", messages(exchange), {"content": "no"}) == (400, 50035)
    status, more = await hand.ask("POST", follow_ups(exchange), {"content": "more", "flags": 64})
    assert (status, more["flags"]) == (200, 64)
    assert await hand.code("PATCH", messages(exchange, more["id"]), {"content": "less"}) == (200, 0)
    assert await hand.code("GET", messages(exchange, more["id"])) == (200, 0)
    assert await hand.code("DELETE", messages(exchange, more["id"])) == (204, 0)
    assert await hand.code("GET", messages(exchange, more["id"])) == (404, 10008)
    assert await hand.code("GET", messages(exchange, "5")) == (404, 10008)
    clock.now += 15 * 60
    assert await hand.code("PATCH", messages(exchange), v2(text("late"))) == (200, 0)
    clock.now += 1
    assert await hand.code("PATCH", messages(exchange), v2(text("too late"))) == (401, 50027)
    assert exchange.message is not None
    assert exchange.message.texts() == ["late"]


async def test_a_follow_up_right_after_a_deferral_fills_it(hand: Hand) -> None:
    exchange, waiting = await hand.slash()
    await hand.respond(exchange, {"type": 5})
    assert await hand.code("POST", follow_ups(exchange), {"content": "hi", "flags": 64}) == (200, 0)
    await waiting
    assert exchange.message is not None
    assert (exchange.message.texts(), exchange.message.ephemeral, exchange.followups) == (["hi"], False, [])


async def test_a_modal_opened_by_a_button_may_update_its_message(hand: Hand) -> None:
    exchange, waiting = await hand.slash()
    row = {"type": 1, "components": [{"type": 2, "style": 1, "label": "Ask", "custom_id": "ask"}]}
    await hand.respond(exchange, {"type": 4, "data": {"content": "hi", "components": [row]}})
    message = (await waiting).message
    assert message is not None

    pressing = asyncio.create_task(hand.standin.press(message, "ask"))
    await asyncio.sleep(0)
    await hand.respond(hand.standin.exchanges[-1], {"type": 9, "data": field(text_input())})
    pressed = await pressing
    submitting = asyncio.create_task(hand.standin.submit(pressed, {"t": "x"}))
    await asyncio.sleep(0)
    sent = hand.standin.exchanges[-1]
    assert await hand.respond(sent, {"type": 9, "data": field(text_input())}) == (400, 50035)
    assert await hand.respond(sent, {"type": 7, "data": {"content": "thanks", "components": []}}) == (204, 0)
    assert ((await submitting).state, message.texts(), message.buttons()) == ("updated", ["thanks"], [])


async def test_uploads_are_limited_and_replaced(hand: Hand) -> None:
    exchange, waiting = await hand.slash()
    await hand.respond(exchange, {"type": 5})

    def form(payload: Any, content: bytes, index: int = 0) -> aiohttp.FormData:
        data = aiohttp.FormData(quote_fields=False)
        data.add_field("payload_json", json.dumps(payload), content_type="application/json")
        data.add_field(f"files[{index}]", io.BytesIO(content), filename="a.png", content_type="image/png")
        return data

    gallery = v2({"type": 12, "items": [{"media": media("attachment://a.png")}]})
    ten = bytes(10 * 1024 * 1024 + 1)
    assert await hand.code("PATCH", messages(exchange), form(gallery, ten)) == (413, 40005)
    assert await hand.code("PATCH", messages(exchange), form(gallery, bytes(26 * 1024 * 1024))) == (
        413,
        40005,
    )
    listed = gallery | {"attachments": [{"id": 0, "filename": "a.png"}]}
    assert await hand.code("PATCH", messages(exchange), form(listed, b"first")) == (200, 0)
    message = (await waiting).message
    assert message is not None
    first = message.data["components"][0]["items"][0]["media"]["url"]
    assert await hand.code("PATCH", messages(exchange), form(listed, b"second")) == (200, 0)
    assert message.files == {"a.png": b"second"}
    assert [
        (await hand.session.get(url)).status for url in (first, message.data["attachments"][0]["url"])
    ] == [404, 200]
    assert await hand.code("PATCH", messages(exchange), v2(text("bare"), attachments=[])) == (200, 0)
    assert (message.files, message.data["attachments"]) == ({}, [])


async def test_nobody_is_pinged_who_was_not_allowed(hand: Hand) -> None:
    async def pinged(**data: Any) -> tuple[list[str], bool]:
        exchange, waiting = await hand.slash()
        await hand.respond(exchange, {"type": 4, "data": data})
        message = (await waiting).message
        assert message is not None
        return [user["global_name"] for user in message.data["mentions"]], message.data["mention_everyone"]

    both = f"@everyone <@{ANNA.id}> <@{BORIS.id}>"
    assert await pinged(content=both) == (["Anna", "Boris"], False)
    assert await pinged(content=both, allowed_mentions={"parse": []}) == ([], False)
    assert await pinged(content=both, allowed_mentions={"users": [str(ANNA.id)]}) == (["Anna"], False)
    assert await pinged(**v2(text(both)), allowed_mentions={"parse": ["everyone"]}) == ([], True)
    assert await pinged(embeds=[{"description": both}]) == ([], False)


async def hello(socket: aiohttp.ClientWebSocketResponse) -> None:
    assert (await socket.receive_json())["op"] == 10


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ("{", 4002),
        ({"op": 3, "d": {}}, 4003),
        ({"op": 2, "d": {"token": "wrong", "intents": 0}}, 4004),
        ({"op": 2, "d": {"token": "t", "intents": "all"}}, 4013),
        ({"op": 2, "d": {"token": "t", "intents": 1 << 15}}, 4014),
        ({"op": 6, "d": {"token": "wrong", "session_id": "x", "seq": 0}}, 4004),
    ],
)
async def test_the_gateway_closes_with_discord_s_codes(hand: Hand, sent: Any, code: int) -> None:
    async with hand.session.ws_connect(f"{hand.standin.url}/gateway?v=10&encoding=json") as socket:
        await hello(socket)
        await socket.send_str(sent if isinstance(sent, str) else json.dumps(sent))
        closed = await socket.receive()
        assert (closed.type, closed.data) == (aiohttp.WSMsgType.CLOSE, code)


async def test_the_gateway_knows_its_sessions(hand: Hand) -> None:
    async with hand.session.ws_connect(f"{hand.standin.url}/gateway?compress=zlib-stream") as socket:
        inflate = zlib.decompressobj()

        async def heard() -> Any:
            return json.loads(inflate.decompress(await socket.receive_bytes()))

        assert (await heard())["d"] == {"heartbeat_interval": 41250}
        await socket.send_json({"op": 1, "d": None})
        assert await heard() == {"op": 11}
        await socket.send_json({"op": 6, "d": {"token": "t", "session_id": "unknown", "seq": 3}})
        assert await heard() == {"op": 9, "d": False}
        await socket.send_json({"op": 2, "d": {"token": "t", "intents": 0}})
        ready = await heard()
        assert (ready["t"], ready["s"]) == ("READY", 1)
        await socket.send_json({"op": 2, "d": {"token": "t", "intents": 0}})
        assert (await socket.receive()).data == 4005


async def test_who_asks_for_zstd_gets_text(hand: Hand) -> None:
    async with hand.session.ws_connect(f"{hand.standin.url}/gateway?compress=zstd-stream") as socket:
        assert (await socket.receive()).type is aiohttp.WSMsgType.TEXT


async def test_a_taken_port_is_an_os_error(hand: Hand) -> None:
    port = int(hand.standin.url.rpartition(":")[2])
    with pytest.raises(OSError, match="address already in use"):
        await StandIn(port=port).start()


async def test_a_socket_in_the_middle_of_things_does_not_hold_up_the_end() -> None:
    async with StandIn() as standin, aiohttp.ClientSession() as session:
        socket = await session.ws_connect(f"{standin.url}/gateway")
        await hello(socket)
        async with asyncio.timeout(10):
            closing = asyncio.create_task(standin.close())
            assert (await socket.receive()).data == 1001
            await closing
