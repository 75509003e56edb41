"""Whose language an answer is in, and that a message keeps the one it was written in."""

from __future__ import annotations

import pytest

from bot.handlers.settings import AUTOMATIC
from bot.preview.channel import Exchange
from bot.preview.standin import StandIn
from bot.preview.world import ANNA, BORIS, DM, VERA
from bot.services.catalogue import Catalogue
from bot.ui.kit.custom_id import in_language
from db import languages
from db.engine import Database
from db.errors import DatabaseBusyError
from tests import pages
from tests.pages import message_of, press, text_of
from tests.shipped import ASCENT, SURVIVAL

pytestmark = pytest.mark.usefixtures("bot")

RUSSIAN, ENGLISH = "ru", "en"


def language_of(page: Exchange) -> str:
    """The language of all that can be pressed on a page; fail if it is not one."""
    message = message_of(page)
    ids = [one["custom_id"] for one in [*message.buttons(), *message.selects()] if "custom_id" in one]
    spoken = {one.partition("@")[2] or ENGLISH for one in ids}
    assert len(spoken) == 1, ids
    return spoken.pop()


def is_russian(page: Exchange) -> bool:
    """Whether our own words on a button are Russian; all buttons must agree with their custom ids."""
    russian = any("а" <= one <= "я" for button in message_of(page).buttons() for one in button["label"])
    assert russian == (language_of(page) == RUSSIAN)
    return russian


async def film(standin: StandIn, **who: object) -> Exchange:
    return await standin.slash("film", {"title": "The Ascent"}, **who)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("of_server", "chosen", "of_member", "spoken"),
    [
        ("en-US", "", "en-US", ENGLISH),
        ("en-US", "", "ru", RUSSIAN),  # en-US is what every server has that never chose
        ("ru", "", "en-US", RUSSIAN),
        ("en-GB", "", "ru", ENGLISH),
        ("de", "", "ru", RUSSIAN),
        ("de", "", "fr", ENGLISH),
        ("ru", "en", "ru", ENGLISH),
        ("en-US", "ru", "en-US", RUSSIAN),
    ],
)
async def test_what_all_see_is_in_the_servers_language(
    standin: StandIn, of_server: str, chosen: str, of_member: str, spoken: str
) -> None:
    standin.guild_locale = of_server
    await standin.slash("settings language", {"language": chosen or AUTOMATIC}, member=BORIS)
    assert is_russian(await film(standin, locale=of_member)) == (spoken == RUSSIAN)


@pytest.mark.parametrize(
    ("of_member", "chosen", "spoken"),
    [
        ("ru", "", RUSSIAN),
        ("en-GB", "", ENGLISH),
        ("fr", "", ENGLISH),
        ("ru", "en", ENGLISH),
        ("fr", "ru", RUSSIAN),
    ],
)
async def test_what_one_member_sees_is_in_theirs(
    standin: StandIn, of_member: str, chosen: str, spoken: str
) -> None:
    standin.guild_locale = "ru" if spoken == ENGLISH else "en-GB"
    settings = await standin.slash("me settings", locale=of_member)
    if chosen:
        settings = await pages.choose(standin, settings, "mine:language", chosen, locale=of_member)
    assert is_russian(settings) == (spoken == RUSSIAN)
    for private in (
        await standin.slash("film", {"title": "The Ascent", "private": True}, locale=of_member),
        await standin.slash("about", locale=of_member),
        await standin.slash("list", {"name": "no such list, surely"}, locale=of_member),
        await film(standin, locale=of_member, place=DM),
    ):
        assert is_russian(private) == (spoken == RUSSIAN)


async def test_another_may_be_chosen_and_left_again(standin: StandIn) -> None:
    page = await standin.slash("me settings", member=VERA)
    assert is_russian(page)
    page = await pages.choose(standin, page, "mine:language", "en", member=VERA)
    assert not is_russian(page)
    page = await pages.choose(standin, page, "mine:language", "auto", member=VERA)
    assert is_russian(page)
    assert await chosen_by(standin, VERA.id) == ""


async def chosen_by(standin: StandIn, member: int) -> str:
    page = await standin.slash("me settings", member=next(one for one in (ANNA, VERA) if one.id == member))
    (shown,) = [one["value"] for one in pages.select(page, "mine:language")["options"] if one.get("default")]
    return "" if shown == "auto" else str(shown)


async def test_a_message_keeps_the_language_it_was_written_in(standin: StandIn) -> None:
    card = await film(standin, member=VERA)
    for form in ("card:more", "card:less", "list:back"):
        page = await press(standin, card, form, member=VERA, locale="en-US")
        assert message_of(page).id == message_of(card).id
        assert is_russian(page)


async def test_what_belongs_to_all_does_not_change_with_who_presses(standin: StandIn) -> None:
    deal = await standin.slash("random", member=VERA)
    another = await press(standin, deal, "card:deal", member=ANNA)
    assert message_of(another).id == message_of(deal).id
    assert is_russian(another)


async def test_a_copy_for_another_member_is_in_their_language(standin: StandIn) -> None:
    card = await film(standin, member=VERA)
    copy = await press(standin, card, "card:more", member=ANNA)
    assert message_of(copy).ephemeral
    assert not is_russian(copy)
    mark = await press(standin, card, "seen:mark", member=ANNA)
    assert not is_russian(mark)


async def test_what_is_shown_to_everyone_is_in_the_servers_language(standin: StandIn) -> None:
    standin.guild_locale = "en-GB"
    card = await standin.slash("film", {"title": "The Ascent", "private": True}, member=VERA)
    assert is_russian(card)
    assert not is_russian(await press(standin, card, "card:share", member=VERA))


async def test_a_message_from_before_there_were_languages_is_english(standin: StandIn) -> None:
    card = await film(standin, member=ANNA)
    more = pages.button(card, "card:more")["custom_id"]
    assert in_language(more, ENGLISH) == more
    assert not is_russian(await standin.press(message_of(card), more, member=ANNA, locale="ru"))


async def test_a_language_that_is_gone_is_english(standin: StandIn) -> None:
    card = await film(standin, member=ANNA)
    more = in_language(pages.button(card, "card:more")["custom_id"], "xx")
    assert not is_russian(await standin.press(message_of(card), more, member=ANNA, forged=True))


async def test_errors_and_suggestions_are_in_the_members_language(standin: StandIn) -> None:
    refused = await standin.slash("random", {"minutes": "soon"}, member=VERA)
    assert "до 23:00" in text_of(refused)
    gone = await standin.press(message_of(await film(standin)), "card:show:1:0:", member=VERA, forged=True)
    assert "в каталоге" in text_of(gone)
    lengths = await standin.autocomplete("random", "minutes", "", member=VERA)
    assert lengths[0]["name"] == "Не дольше 90 минут"
    decades = await standin.autocomplete("random", "decade", "", member=VERA)
    assert all("-е · " in one["name"] for one in decades)
    (ascent, *_) = await standin.autocomplete("film", "title", "The Ascent", member=VERA)
    assert "1 ч 49 мин" in ascent["name"].replace("\N{NO-BREAK SPACE}", " ")


@pytest.fixture
def _silent(monkeypatch: pytest.MonkeyPatch) -> None:
    """A database that is not asked in time for what was chosen."""

    async def busy(*_: object) -> None:
        raise DatabaseBusyError(5.0)

    monkeypatch.setattr(languages, "chosen", busy)


@pytest.mark.usefixtures("_silent")
async def test_without_an_answer_from_the_database_it_is_as_discord_says(standin: StandIn) -> None:
    assert is_russian(await film(standin, member=VERA))


async def test_what_was_chosen_for_a_server_is_its_own(catalogue: Catalogue) -> None:
    database: Database = catalogue.database
    async with database.write() as session:
        await languages.choose_for_server(session, SURVIVAL, "ru")
        await languages.choose_for_server(session, SURVIVAL, "en")
        await languages.choose_for_server(session, ASCENT, "ru")
    async with database.read() as session:
        assert (await languages.chosen(session, ANNA.id, SURVIVAL)).server == "en"
        assert (await languages.chosen(session, ANNA.id, ASCENT)).server == "ru"
        assert (await languages.chosen(session, ANNA.id, 0)).server == ""
    async with database.write() as session:
        await languages.choose_for_server(session, ASCENT, "")
        assert (await languages.chosen(session, ANNA.id, ASCENT)).server == ""
