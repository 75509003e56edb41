"""/random with company: everybody who is named is asked, and a film comes once all of them are in."""

from __future__ import annotations

import pytest

from bot.domain.private_match import FEWEST_FILMS
from bot.preview.channel import Exchange
from bot.preview.standin import StandIn
from bot.preview.world import ANNA, BORIS, DM, Member
from bot.services.catalogue import Catalogue
from tests import pages
from tests.company import VERA, asked
from tests.members import keep
from tests.pages import film_of, message_of, press, text_of
from tests.shipped import SURVIVAL, films_on

pytestmark = pytest.mark.usefixtures("bot")


def waited_for(page: Exchange) -> set[int]:
    """Those of two who are not in yet, as the question's button says."""
    members, present = pages.fields(pages.button(page, "together:in")["custom_id"])
    ids = [int(member, 36) for member in members.split(".")]
    return {member for place, member in enumerate(ids) if not int(present, 36) >> place & 1}


async def test_everybody_is_asked_and_only_what_none_has_seen_comes(
    standin: StandIn, catalogue: Catalogue
) -> None:
    films = films_on(catalogue, SURVIVAL)
    await keep(catalogue, "seen", *films[:4])
    await keep(catalogue, "seen", *films[3:7], member=BORIS)
    question = await asked(standin, BORIS)
    dealt = set()
    for _ in range(12):
        assert not message_of(question).ephemeral
        assert "seen:mark" not in pages.forms(question)
        assert waited_for(question) == {BORIS.id}
        match = await press(standin, question, "together:in", member=BORIS)
        assert message_of(match).id == message_of(question).id
        dealt.add(film_of(match))
        question = await press(standin, match, "together:again")
        assert message_of(question).id != message_of(match).id
    assert dealt == set(films[7:])


async def test_it_waits_until_the_last_is_in(standin: StandIn) -> None:
    question = await asked(standin, BORIS, VERA)
    assert waited_for(question) == {BORIS.id, VERA.id}
    question = await press(standin, question, "together:in", member=BORIS)
    assert waited_for(question) == {VERA.id}
    question = await press(standin, question, "together:in", member=BORIS)
    assert waited_for(question) == {VERA.id}, "once more is no second member"
    match = await press(standin, question, "together:in", member=VERA)
    assert film_of(match)


async def test_whoever_asks_again_is_in_and_the_others_are_asked_anew(standin: StandIn) -> None:
    match = await press(standin, await asked(standin, BORIS), "together:in", member=BORIS)
    assert waited_for(await press(standin, match, "together:again", member=BORIS)) == {ANNA.id}


async def test_whoever_is_not_asked_cannot_press_for_others(standin: StandIn) -> None:
    question = await asked(standin, BORIS)
    before = dict(message_of(question).data)
    refused = await press(standin, question, "together:in", member=VERA)
    assert message_of(refused).visible_to == VERA.id
    assert message_of(question).data == before
    match = await press(standin, question, "together:in", member=BORIS)
    refused = await press(standin, match, "together:again", member=VERA)
    assert message_of(refused).visible_to == VERA.id


@pytest.mark.parametrize("member", [ANNA, BORIS])
async def test_it_can_be_called_off(standin: StandIn, member: Member) -> None:
    off = await press(standin, await asked(standin, BORIS), "together:off", member=member)
    assert off.state == "updated"
    assert pages.forms(off) == []
    assert f"<@{member.id}>" in text_of(off)


async def test_only_the_company_calls_it_off(standin: StandIn) -> None:
    question = await asked(standin, BORIS)
    before = dict(message_of(question).data)
    refused = await press(standin, question, "together:off", member=VERA)
    assert message_of(refused).visible_to == VERA.id
    assert message_of(question).data == before


async def test_details_are_for_whoever_presses(standin: StandIn) -> None:
    match = await press(standin, await asked(standin, BORIS), "together:in", member=BORIS)
    details = await press(standin, match, "together:card", member=VERA)
    assert message_of(details).visible_to == VERA.id
    assert film_of(await press(standin, details, "card:less", member=VERA)) == film_of(match)


async def test_nobody_is_asked_in_private_alone_or_with_a_bot_only(standin: StandIn) -> None:
    for refused in (
        await asked(standin, BORIS, private=True),
        await standin.slash("random", {"with": BORIS}, place=DM),
        await asked(standin, ANNA),
    ):
        assert pages.forms(refused) == []
    assert all(message.ephemeral for message in standin.messages if message.place is not DM)


async def test_a_forged_press_where_nobody_is_asked(standin: StandIn) -> None:
    card = message_of(await standin.slash("film", {"title": "Stalker"}))
    before = dict(card.data)
    for custom_id in ("together:in:1.2:1", "together:again:1.2:1", "together:off:0:0:0", "card:group:1:0:0"):
        exchange = await standin.press(card, custom_id, forged=True)
        assert message_of(exchange).ephemeral
        assert message_of(exchange).id != card.id
    assert card.data == before


async def test_what_remains_to_be_told_stands_on_the_question(standin: StandIn) -> None:
    """The one test of these sentences: whoever presses knows what the others learn by it."""
    said = text_of(await asked(standin, BORIS))
    assert "the film that comes, you have not seen" in said
    assert "if nothing is left, somebody here has seen each film that fits" in said


async def test_nothing_left_is_told_to_all_who_are_in(standin: StandIn, catalogue: Catalogue) -> None:
    films = films_on(catalogue, SURVIVAL)
    await keep(catalogue, "seen", *films[:5])
    await keep(catalogue, "seen", *films[5:], member=BORIS)
    nothing = await press(standin, await asked(standin, BORIS), "together:in", member=BORIS)
    assert nothing.state == "updated"
    assert pages.forms(nothing) == []


async def test_how_few_is_too_few_does_not_depend_on_what_was_seen(
    standin: StandIn, catalogue: Catalogue
) -> None:
    index = (await catalogue.suggestions()).index
    lengths = sorted(index.pages[film].film.runtime_minutes or 999 for film in films_on(catalogue, SURVIVAL))
    few, enough = lengths[FEWEST_FILMS - 2], lengths[FEWEST_FILMS - 1]
    assert few < enough
    for _ in range(2):
        refused = await asked(standin, BORIS, minutes=str(few))
        assert message_of(refused).ephemeral
        assert pages.forms(refused) == []
        assert waited_for(await asked(standin, BORIS, minutes=str(enough))) == {BORIS.id}
        await keep(catalogue, "seen", *films_on(catalogue, SURVIVAL))
        await keep(catalogue, "seen", *films_on(catalogue, SURVIVAL), member=BORIS)
