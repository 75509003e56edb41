"""What curators do, step by step, through the wire."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from bot.preview.channel import Exchange, Message
from bot.preview.standin import StandIn
from bot.preview.world import BORIS, VERA, Member
from bot.ui.kit.base36 import base36
from tests import pages
from tests.pages import message_of
from tests.waiting import until

CURATOR = BORIS
ANOTHER = replace(VERA, manager=True, locale="en-US")
"""A second curator."""

_AT_WORK = "⏳"
"""Begins a page that something else takes the place of."""


async def settled(page: Exchange) -> Exchange:
    """The page once it no longer says that something is under way."""
    await until(lambda: _AT_WORK not in pages.text_of(page))
    return page


async def press(
    standin: StandIn, page: Exchange | Message, form: str, *, member: Member = CURATOR
) -> Exchange:
    """Press a button, and wait for what is under way."""
    pressed = await pages.press(standin, page, form, member=member)
    return pressed if pressed.modal is not None else await settled(pressed)


choose = partial(pages.choose, member=CURATOR)


async def bring(
    standin: StandIn, file: tuple[str, bytes] | str, *, name: str = "", member: Member = CURATOR
) -> Exchange:
    """Hand in a file, or paste a text: what it would be published as."""
    opened = await standin.slash("curate import", member=member)
    given: dict[str, Any] = {"text": file} if isinstance(file, str) else {"file": [file]}
    return await settled(await standin.submit(opened, given | {"name": name}))


async def published(
    standin: StandIn, file: tuple[str, bytes] | str, *, name: str = "", member: Member = CURATOR
) -> int:
    """The id of the list that a file became."""
    rehearsal = await bring(standin, file, name=name, member=member)
    made = await press(standin, rehearsal, "rehearsal:publish", member=member)
    return int(pages.fields(pages.button(made, "curate:open")["custom_id"])[0], 36)


async def open_list(standin: StandIn, list_id: int, *, member: Member = CURATOR) -> Exchange:
    """A list in its curators' hands."""
    lists = await standin.slash("curate lists", member=member)
    return await pages.choose(standin, lists, "curate:pick", base36(list_id), member=member)


async def sent(
    standin: StandIn, page: Exchange | Message, form: str, values: dict[str, Any], **who: Any
) -> Exchange:
    """Press a button that opens a modal, and send that off."""
    opened = await press(standin, page, form, **who)
    assert opened.modal is not None, (opened.state, opened.refusals)
    return await settled(await standin.submit(opened, values))


def entries(page: Exchange | Message) -> list[int]:
    """The ids of the entries that a page of a list offers to edit."""
    return [int(value, 36) for value in pages.offered(page, "curate:entry")]


def message_text(page: Exchange) -> str:
    return pages.text_of(message_of(page))
