"""The preview page's server, spoken to by HTTP: who may ask, and what a member is shown."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
from yarl import URL

from bot.preview.standin import StandIn
from bot.preview.web import Page, PortInUseError
from bot.preview.world import ANNA, BORIS
from tests.browser.specimen import Specimen
from tests.preview_client import Client, who

Json = dict[str, Any]


@pytest.mark.parametrize("path", ["/", "/page/app.js", "/api/state", "/api/events", "/nothing"])
@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1", "127.0.0.1:80", "localhost.evil.example:{port}"]
)
async def test_a_foreign_host_is_refused(client: Client, path: str, host: str) -> None:
    port = client.base.rpartition(":")[2]
    headers = {"Host": host.format(port=port)}
    async with client.session.get(client.base + path, headers=headers) as response:
        assert response.status == 403


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "http://127.0.0.1", "https://127.0.0.1:{port}"]
)
async def test_a_foreign_origin_is_refused(client: Client, origin: str) -> None:
    origin = origin.format(port=client.base.rpartition(":")[2])
    async with client.session.get(f"{client.base}/api/state", headers={"Origin": origin}) as response:
        assert response.status == 403
    status, _ = await client.post("slash", who(ANNA) | {"command": "random", "options": {}}, Origin=origin)
    assert status == 403
    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        await client.session.ws_connect(
            f"{client.base}/api/events", params=who(ANNA), headers={"Origin": origin}
        )
    assert refused.value.status == 403


async def test_an_act_needs_an_origin_at_all(client: Client) -> None:
    async with client.session.post(f"{client.base}/api/slash", json=who(ANNA)) as response:
        assert response.status == 403
    with pytest.raises(aiohttp.WSServerHandshakeError):
        await client.session.ws_connect(f"{client.base}/api/events", params=who(ANNA))


async def test_localhost_is_us_too(client: Client) -> None:
    port = client.base.rpartition(":")[2]
    async with client.session.get(client.base, headers={"Host": f"localhost:{port}"}) as response:
        assert response.status == 200


@pytest.mark.parametrize("path", ["/", "/page/app.js", "/page/theme.css", "/api/state", "/nothing"])
async def test_every_answer_carries_the_policy(client: Client, path: str) -> None:
    async with client.session.get(client.base + path) as response:
        policy = response.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'")
        assert "unsafe" not in policy
        assert response.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "path", ["/page/..%2Fweb.py", "/page/%2e%2e", "/page/web.py", "/page/../web.py", "/page/"]
)
async def test_only_parts_of_the_page_are_served(client: Client, path: str) -> None:
    async with client.session.get(
        URL(client.base + path, encoded=True)
    ) as response:  # as it stands, not tidied
        assert response.status == 404


async def test_it_listens_on_loopback_only(client: Client) -> None:
    port = int(client.base.rpartition(":")[2])
    with socket.socket() as elsewhere:
        elsewhere.bind(("127.0.0.2", port))  # would be taken if we listened on every address


async def test_a_taken_port_is_told_in_one_line(standin: StandIn) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(PortInUseError, match=f"port {port} is in use"):
            await Page(standin, port).start()


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"member": "1", "place": "server", "locale": "en-US"},
        who(ANNA) | {"place": "moon"},
        who(ANNA) | {"locale": "xx"},
        who(ANNA),
        who(ANNA) | {"command": "film", "options": []},
    ],
)
async def test_what_makes_no_sense_is_a_bad_request(client: Client, body: Json) -> None:
    status, _ = await client.post("slash", body)
    assert status == 400


@pytest.mark.usefixtures("bot")
async def test_a_private_answer_is_shown_to_nobody_else(client: Client) -> None:
    await client.act("slash", command="film", options={"title": "Come and See", "private": True})
    (mine,) = (await client.sees(ANNA))["rows"]
    assert mine["ephemeral"]
    assert (await client.sees(BORIS))["rows"] == []
    status, answer = await client.post(
        "component", who(BORIS) | {"row": mine["id"], "custom_id": "x", "values": None}
    )
    assert status == 409
    assert "does not see" in answer["error"]


@pytest.mark.usefixtures("bot")
async def test_a_dm_is_a_place_of_its_own(client: Client) -> None:
    await client.act("slash", command="random", options={}, place="dm")
    assert (await client.sees())["rows"] == []
    assert len((await client.sees(place="dm"))["rows"]) == 1
    assert (await client.sees(BORIS, place="dm"))["rows"] == []


@pytest.mark.usefixtures("bot")
async def test_only_what_changed_is_pushed(client: Client) -> None:
    async with client.session.ws_connect(
        f"{client.base}/api/events", params=who(ANNA), headers={"Origin": client.base}
    ) as events:
        first = await events.receive_json(timeout=5)
        assert [command["path"] for command in first["commands"]][:1]
        await client.act("slash", command="random", options={})
        (one,) = (await events.receive_json(timeout=5))["rows"]
        await client.act("slash", command="random", options={})
        news = await events.receive_json(timeout=5)
        assert [row["id"] for row in news["rows"]] == news["order"][1:]
        assert news["order"][0] == one["id"]
        assert "commands" not in news


@asynccontextmanager
async def specimen(standin: StandIn) -> AsyncIterator[None]:
    """The bot that says everything, logged in for the block."""
    bot = Specimen(standin.api_url)
    running = asyncio.create_task(bot.start("stand-in"))
    await standin.ready()
    try:
        yield
    finally:
        await bot.close()
        await asyncio.wait({running})


async def test_what_one_member_saw_can_be_shown_to_everyone(client: Client, standin: StandIn) -> None:
    async with specimen(standin):
        await client.act("slash", command="private", options={})
        (private,) = (await client.sees(ANNA))["rows"]
        await client.act("component", row=private["id"], custom_id="show", values=None)
        mine, shown = (await client.sees(ANNA))["rows"]
        (public,) = (await client.sees(BORIS))["rows"]
    assert (mine["ephemeral"], mine["edited"], mine["data"]["content"]) == (True, None, "Between us")
    assert (shown["ephemeral"], shown["reply"], shown["used"]) == (False, mine["id"], None)
    assert public == shown
    assert "Between us" not in str(public)


async def test_files_come_from_our_own_address_and_only_pictures_are_shown(
    client: Client, standin: StandIn
) -> None:
    async with specimen(standin):
        await client.act("slash", command="classic", options={})
        (row,) = (await client.sees())["rows"]
    assert standin.url not in json.dumps(row["data"])
    assert [one["filename"] for one in row["data"]["attachments"]] == ["picture0.png", "subtitles.srt"]
    for attachment, (kind, disposition) in zip(
        row["data"]["attachments"],
        [("image/png", None), ("application/octet-stream", 'attachment; filename="subtitles.srt"')],
        strict=True,
    ):
        async with client.session.get(client.base + attachment["url"]) as response:
            assert (response.status, response.content_type) == (200, kind)
            assert response.headers.get("Content-Disposition") == disposition
            assert await response.read() == standin.messages[0].files[attachment["filename"]]
