"""/about: what this is, and what is stored about a member."""

from __future__ import annotations

import pytest

from bot.preview.standin import StandIn
from bot.services import member_data
from bot.ui.kept import KEPT
from tests import pages
from tests.pages import message_of, press, text_of

pytestmark = pytest.mark.usefixtures("bot")


async def test_it_is_private_and_its_commands_can_be_clicked(standin: StandIn) -> None:
    exchange = await standin.slash("about")
    assert message_of(exchange).ephemeral
    ids = {command["name"]: command["id"] for command in standin.commands}
    for name in ("film", "list", "random", "recommend", "me films"):
        assert f"</{name}:{ids[name.split()[0]]}>" in text_of(exchange)
    lists = await press(standin, exchange, "list:open")
    assert message_of(lists).id != message_of(exchange).id
    assert message_of(lists).ephemeral
    assert pages.lists_offered(lists)


async def test_it_says_what_is_stored(standin: StandIn) -> None:
    about = await standin.slash("about")
    stored = await press(standin, about, "about:stored")
    assert message_of(stored).id == message_of(about).id
    said = text_of(stored)
    for table in member_data.tables():
        assert KEPT[table].what in said
    assert "/me forget" in said
    assert "/me export" in said
    assert "about:stored" in pages.forms(await press(standin, stored, "about:show"))


def test_every_table_about_members_has_its_sentence() -> None:
    assert set(KEPT) == set(member_data.tables())
