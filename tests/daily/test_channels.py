"""The channels of a server: each its own, and none of another server."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.preview.standin import StandIn
from bot.preview.world import (
    BORIS,
)
from bot.services.catalogue import Catalogue
from bot.services.daily import MOST
from bot.ui.kit.base36 import base36
from db import daily
from tests import pages
from tests.daily.posting import CHANNEL, posts, set_up, subscription
from tests.pages import message_of, press, text_of

pytestmark = pytest.mark.usefixtures("bot")


async def elsewhere(catalogue: Catalogue, channel: int, **more: Any) -> None:
    """A channel that the stand-in does not have, on the same server unless another is named."""
    found = await subscription(catalogue)
    assert found is not None
    async with catalogue.database.write() as session:
        await daily.put(session, replace(found, channel_id=channel, **more))


async def test_other_channels_of_the_server_are_a_choice_away(standin: StandIn, catalogue: Catalogue) -> None:
    await set_up(standin)
    await elsewhere(catalogue, 10, paused="access")
    shown = await standin.slash("daily show", member=BORIS)
    assert "<#10>: Paused" in text_of(shown)
    chosen = await pages.choose(
        standin, shown, "daily:choose", pages.offered(shown, "daily:choose")[0], member=BORIS
    )
    assert pages.button(chosen, "daily:stop")["custom_id"] == "daily:stop:a"
    left = await press(standin, chosen, "daily:stop", member=BORIS)
    assert pages.fields(pages.button(left, "daily:stop")["custom_id"]) == [base36(CHANNEL)]
    assert await subscription(catalogue) is not None


@pytest.mark.parametrize("verb", ["show", "pause", "resume", "next", "stop"])
async def test_a_channel_of_another_server_is_out_of_reach(
    standin: StandIn, catalogue: Catalogue, verb: str
) -> None:
    told = message_of(await set_up(standin))
    await elsewhere(catalogue, 10, server_id=7)
    pressed = await standin.press(told, f"daily:{verb}:a", member=BORIS, forged=True)
    assert "<#10>" not in text_of(pressed)
    async with catalogue.database.read() as session:
        found = await daily.get(session, 10)
    assert found is not None
    assert not found.paused
    assert not posts(standin)


async def test_a_server_has_so_many_channels_and_no_more(standin: StandIn, catalogue: Catalogue) -> None:
    await set_up(standin)
    for channel in range(MOST):
        await elsewhere(catalogue, channel + 1)
    await press(standin, await standin.slash("daily show", member=BORIS), "daily:stop", member=BORIS)
    assert await subscription(catalogue) is None
    await set_up(standin)
    assert await subscription(catalogue) is None
