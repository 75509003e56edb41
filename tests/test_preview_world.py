"""Three members, the languages of their clients and of the server: what an interaction says of them."""

from __future__ import annotations

import discord
import pytest

from bot.preview.channel import Impossible
from bot.preview.standin import StandIn
from bot.preview.world import ANNA, BORIS, DM, LOCALES, MEMBERS, SERVER, VERA, member_called
from tests.preview_client import Client

pytestmark = pytest.mark.usefixtures("bot")


def languages(standin: StandIn) -> tuple[str | None, str | None, str | None]:
    """Of the latest interaction: the member's, the server's, and the server's once more."""
    sent = standin.exchanges[-1].payload
    return sent.get("locale"), sent.get("guild_locale"), sent.get("guild", {}).get("locale")


async def test_both_languages_go_with_whatever_one_does(standin: StandIn) -> None:
    card = (await standin.slash("film", {"title": "Stalker"}, member=VERA)).message
    assert languages(standin) == ("ru", "en-US", "en-US")
    standin.guild_locale = "ru"
    await standin.autocomplete("film", "title", "sta", member=ANNA)
    assert languages(standin) == ("en-US", "ru", "ru")
    assert card is not None
    button = next(one for one in card.buttons() if "custom_id" in one and not one["disabled"])
    await standin.press(card, button["custom_id"], member=BORIS, locale="uk")
    assert languages(standin) == ("uk", "ru", "ru")


async def test_a_private_conversation_has_no_server(standin: StandIn) -> None:
    standin.guild_locale = "ru"
    await standin.slash("about", member=VERA, place=DM)
    assert languages(standin) == ("ru", None, None)
    assert {"guild", "guild_id", "guild_locale", "member"} & set(standin.exchanges[-1].payload) == set()


async def test_only_discord_s_languages_are_languages(standin: StandIn, client: Client) -> None:
    with pytest.raises(Impossible, match="'xx' is none of Discord's languages"):
        standin.guild_locale = "xx"
    status, _ = await client.post(
        "guild_locale", {"member": str(ANNA.id), "place": "server", "locale": "en-US", "guild_locale": "xx"}
    )
    assert (status, standin.guild_locale) == (409, "en-US")


def test_discord_s_languages_are_those_of_its_library() -> None:
    assert sorted(LOCALES) == sorted(one.value for one in discord.Locale)


async def test_the_page_changes_the_server_s_language_for_all(standin: StandIn, client: Client) -> None:
    assert (await client.sees(BORIS))["guild_locale"] == "en-US"
    await client.act("guild_locale", ANNA, guild_locale="ru")
    assert (await client.sees(BORIS))["guild_locale"] == "ru"
    await client.act("slash", BORIS, command="about", options={}, locale="de")
    assert languages(standin) == ("de", "ru", "ru")


async def test_every_member_is_one_like_the_others(standin: StandIn) -> None:
    assert [one.name for one in MEMBERS] == ["Anna", "Boris", "Вера", "Clara"]
    assert len({one.id for one in MEMBERS}) == len({DM.channel_of(one) for one in MEMBERS}) == 4
    assert VERA.user_json()["username"].isascii()
    await standin.slash("about", member=VERA)
    sent = standin.exchanges[-1].payload
    assert sent["member"]["user"]["global_name"] == "Вера"
    assert sent["channel_id"] == str(SERVER.channel_id)
    for name in ("Вера", "вера", "@Vera", "vera"):
        assert member_called(name) is VERA
    assert member_called("carl") is None
