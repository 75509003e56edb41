"""What one is shown: only unseen, only seen; and films for several, without telling who has seen what."""

from __future__ import annotations

from typing import Any

import pytest

from bot.domain.deck import Filter
from bot.domain.private_match import FEWEST_FILMS
from bot.preview.channel import Exchange
from bot.preview.standin import StandIn
from bot.preview.world import ANNA, BORIS, DM, Member
from bot.services import private_match
from bot.services.catalogue import Catalogue
from tests import pages
from tests.members import keep
from tests.pages import choose, film_of, message_of, press, text_of
from tests.shipped import SURVIVAL, films_on

pytestmark = pytest.mark.usefixtures("bot")

UNSEEN = {"list": "survival", "seen": "unseen"}


# Unseen and seen


async def test_random_deals_only_unseen_films(standin: StandIn, catalogue: Catalogue) -> None:
    films = films_on(catalogue, SURVIVAL)
    await keep(catalogue, "seen", *films[:6])
    left = set(films[6:])
    exchange = await standin.slash("random", UNSEEN)
    dealt = [film_of(exchange)]
    for _ in range(2 * len(left) - 1):
        exchange = await press(standin, exchange, "card:deal")
        dealt.append(film_of(exchange))
    assert set(dealt[: len(left)]) == set(dealt[len(left) :]) == left, "and none twice in a round"


async def test_how_many_one_has_seen_is_nobody_elses_business(standin: StandIn, catalogue: Catalogue) -> None:
    films = films_on(catalogue, SURVIVAL)
    await keep(catalogue, "seen", *films[:6])
    number = f"of {len(films) - 6}**"
    exchange = await standin.slash("random", UNSEEN)
    assert number not in text_of(exchange)
    assert number not in text_of(await press(standin, exchange, "card:deal"))
    assert number in text_of(await standin.slash("random", {**UNSEEN, "private": True}))


async def test_another_member_gets_what_they_have_not_seen(standin: StandIn, catalogue: Catalogue) -> None:
    films = films_on(catalogue, SURVIVAL)
    await keep(catalogue, "seen", *films[:-1])
    await keep(catalogue, "seen", *films[1:], member=BORIS)
    exchange = await standin.slash("random", UNSEEN)
    assert film_of(exchange) == films[-1]
    turned = await press(standin, exchange, "card:deal", member=BORIS)
    assert turned.state == "updated"
    assert film_of(turned) == films[0]


async def test_everything_seen_says_so_and_what_would_be_left(standin: StandIn, catalogue: Catalogue) -> None:
    films = films_on(catalogue, SURVIVAL)
    await keep(catalogue, "seen", *films)
    exchange = await standin.slash("random", UNSEEN)
    assert message_of(exchange).ephemeral
    assert f"{len(films)} films" in text_of(exchange)
    for_all = [
        one["custom_id"] for one in pages.buttons(exchange, "card:deal") if ".s" not in one["custom_id"]
    ]
    dealt = await standin.press(message_of(exchange), for_all[0])
    assert film_of(dealt) in films


async def test_the_remembered_choice_holds_where_none_is_made(standin: StandIn, catalogue: Catalogue) -> None:
    films = films_on(catalogue, SURVIVAL)
    await keep(catalogue, "seen", *films[:-1])
    await choose(standin, await standin.slash("me settings"), "mine:filter", "unseen")

    async def four(member: Member = ANNA, **options: str) -> set[int]:
        asked = {"list": "survival", **options}
        return {film_of(await standin.slash("random", asked, member=member)) for _ in range(4)}

    assert await four() == {films[-1]}
    assert len(await four(seen="any")) == 4
    assert len(await four(BORIS)) > 1


# Watch with: everybody who is named is asked


async def asked(standin: StandIn, **options: Any) -> Exchange:
    return await standin.slash("random", {"with": BORIS, "list": "survival", **options})


async def test_everybody_is_asked_first(standin: StandIn) -> None:
    question = await asked(standin)
    assert not message_of(question).ephemeral
    assert pages.forms(question) == ["together:in", "together:off"]
    for member in (ANNA, BORIS):
        assert f"<@{member.id}>" in text_of(question)
    assert standin.requests[-1].json["data"]["allowed_mentions"] == {"parse": []}


async def test_once_all_are_in_a_film_comes_that_none_has_seen(
    standin: StandIn, catalogue: Catalogue
) -> None:
    films = films_on(catalogue, SURVIVAL)
    await keep(catalogue, "seen", *films[:4])
    await keep(catalogue, "seen", *films[3:7], member=BORIS)
    dealt = set()
    for _ in range(12):
        question = await asked(standin)
        match = await press(standin, question, "together:in", member=BORIS)
        assert match.state == "updated"
        assert message_of(match).id == message_of(question).id
        dealt.add(film_of(match))
    assert dealt == set(films[7:])


async def test_nothing_is_told_before_all_are_in(standin: StandIn, catalogue: Catalogue) -> None:
    """Whether or not Boris has seen everything, the question is the same, also when Anna presses again."""
    before = text_of(await asked(standin))
    await keep(catalogue, "seen", *films_on(catalogue, SURVIVAL), member=BORIS)
    question = await asked(standin)
    assert text_of(question) == before
    assert text_of(await press(standin, question, "together:in")) == before
    nothing = await press(standin, question, "together:in", member=BORIS)
    assert "seen:mark" not in pages.forms(nothing)
    assert message_of(nothing).id == message_of(question).id


async def test_who_was_not_asked_is_not_in(standin: StandIn) -> None:
    vera = Member(BORIS.id + 1, "Vera")
    question = await asked(standin)
    before = text_of(question)
    refused = await press(standin, question, "together:in", member=vera)
    assert message_of(refused).visible_to == vera.id
    assert pages.forms(refused) == []
    assert text_of(question) == before


async def test_anybody_of_the_company_may_ask_again_or_call_it_off(standin: StandIn) -> None:
    match = await press(standin, await asked(standin), "together:in", member=BORIS)
    again = await press(standin, match, "together:again", member=BORIS)
    assert message_of(again).id != message_of(match).id
    assert not message_of(again).ephemeral
    assert "seen:mark" in pages.forms(await press(standin, again, "together:in", member=ANNA))
    question = await asked(standin)
    off = await press(standin, question, "together:off", member=BORIS)
    assert off.state == "updated"
    assert pages.forms(off) == []


async def test_details_of_the_match_are_private(standin: StandIn) -> None:
    match = await press(standin, await asked(standin), "together:in", member=BORIS)
    details = await press(standin, match, "together:card", member=BORIS)
    assert message_of(details).visible_to == BORIS.id
    assert film_of(details) == film_of(match)


async def test_a_question_that_would_name_a_film_is_not_asked(standin: StandIn, catalogue: Catalogue) -> None:
    wanted = Filter(SURVIVAL, minutes=80)
    assert len(await private_match.fitting(catalogue, wanted, now=0)) < FEWEST_FILMS
    refused = await asked(standin, minutes="80")
    assert message_of(refused).ephemeral
    assert pages.forms(refused) == []


@pytest.mark.parametrize("options", [{"private": True}, {"with": ANNA}])
async def test_where_nobody_else_could_answer_nobody_is_asked(
    standin: StandIn, options: dict[str, Any]
) -> None:
    refused = await asked(standin, **options)
    assert message_of(refused).ephemeral
    assert pages.forms(refused) == []


async def test_in_a_direct_message_nobody_is_asked(standin: StandIn) -> None:
    refused = await standin.slash("random", {"with": BORIS}, place=DM)
    assert pages.forms(refused) == []


async def test_a_button_of_a_version_that_asked_nobody(standin: StandIn) -> None:
    card = message_of(await standin.slash("film", {"title": "Stalker"}))
    for custom_id in ("card:group:1:0:0", "card:group:1:0:1:0"):
        exchange = await standin.press(card, custom_id, forged=True)
        assert message_of(exchange).ephemeral
        assert message_of(exchange).id != card.id
