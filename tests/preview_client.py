"""Speaks to the preview page's server by HTTP, as a browser does."""

from __future__ import annotations

import json

import aiohttp

from bot.preview.web import Page
from bot.preview.world import ANNA, Json, Member


class Client:
    """Speaks to the page as a browser that has it open does, unless told otherwise."""

    def __init__(self, session: aiohttp.ClientSession, page: Page) -> None:
        self.session = session
        self.base = page.url.rstrip("/")

    async def post(self, name: str, body: Json, **headers: str) -> tuple[int, Json]:
        async with self.session.post(
            f"{self.base}/api/{name}", json=body, headers={"Origin": self.base} | headers
        ) as response:
            text = await response.text()
            return response.status, json.loads(text) if text.startswith("{") else {}

    async def act(self, name: str, member: Member = ANNA, **body: object) -> Json:
        status, answer = await self.post(name, who(member) | body)
        assert status == 200, answer
        return answer

    async def sees(self, member: Member = ANNA, **more: str) -> Json:
        """Everything the member sees at this moment."""
        async with self.session.ws_connect(
            f"{self.base}/api/events", params=who(member) | more, headers={"Origin": self.base}
        ) as events:
            return dict(await events.receive_json(timeout=5))


def who(member: Member) -> Json:
    return {"member": str(member.id), "place": "server", "locale": "en-US"}
