"""A club's night in a test: begun, voted on, closed, watched."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import update

from bot.preview.channel import Exchange
from bot.preview.standin import StandIn
from bot.preview.world import BORIS, Member
from bot.services.catalogue import Catalogue
from db.night_models import nights
from tests import pages
from tests.pages import message_of, press, text_of
from tests.waiting import until


async def begun(standin: StandIn, **options: object) -> Exchange:
    """A vote that Anna began."""
    sheet = await standin.slash("night start", options)
    return await press(standin, sheet, "night:start")


async def voted(standin: StandIn, page: Exchange, place: int, member: Member = BORIS) -> Exchange:
    """A press on the toggle of the film at this place."""
    custom_id = pages.buttons(page, "night:vote")[place]["custom_id"]
    return await standin.press(message_of(page), custom_id, member=member)


def counts(page: Exchange) -> list[int]:
    """The numbers of votes that everybody sees now."""
    return [int(one["label"].split()[0]) for one in pages.buttons(message_of(page), "night:vote")]


async def told(standin: StandIn, words: str, member: Member) -> None:
    """Wait until a member is told this alone, beside the page for all."""
    await until(
        lambda: any(one.visible_to == member.id and words in text_of(one) for one in standin.messages)
    )


async def watched(standin: StandIn, **options: object) -> Exchange:
    """A night whose film, with Boris' vote, was watched."""
    vote = await begun(standin, **options)
    await voted(standin, vote, 0)
    return await press(standin, await press(standin, vote, "night:close"), "night:watched")


async def for_tomorrow(standin: StandIn, **options: object) -> Exchange:
    """A vote on an evening that begins tomorrow."""
    return await begun(standin, when="tomorrow 21:00", zone="Europe/Berlin", **options)


def night_of(page: Exchange) -> int:
    return int(pages.fields(pages.button(page, "night:mine")["custom_id"])[0], 36)


async def over(catalogue: Catalogue) -> None:
    """The time of every vote has passed."""
    past = int((datetime.now(UTC) - timedelta(hours=1)).timestamp())
    async with catalogue.database.write() as session:
        await session.change(update(nights).values(closes_at=past))
