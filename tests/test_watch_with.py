"""What one is shown: only unseen, only seen; and films for several, without telling who has seen what."""

from __future__ import annotations

import random
import re

import pytest

from bot.domain.deck import Filter
from bot.domain.private_match import held_back
from bot.preview.channel import Message
from bot.preview.standin import StandIn
from bot.preview.world import ANNA, BORIS, Member
from bot.services import private_match as together
from bot.services.catalogue import Catalogue
from bot.services.film import Card
from db import member_films as shelf
from db import meta
from tests.test_commands import choose, message_of, press, text_of
from tests.test_member_data import MONDAY
from tests.test_member_films import see

pytestmark = pytest.mark.usefixtures("bot")


def title_of(message: Message) -> str:
    found = re.search(r"(?m)^# (.+)$", "\n".join(message.texts()))
    assert found, message.texts()
    return found[1]


async def films_of(catalogue: Catalogue, slug: str) -> list[int]:
    list_id = next(one.id for one in catalogue.shelf.lists if one.slug == slug)
    return [film_id for film_id, _ in catalogue.shelf.deals[list_id]]


async def all_seen(catalogue: Catalogue, member: Member, film_ids: list[int]) -> None:
    async with catalogue.database.write() as session:
        for film_id in film_ids:
            await shelf.put(session, "seen", member.id, film_id, MONDAY)


async def allow(standin: StandIn, member: Member) -> None:
    page = message_of(await standin.slash("me settings", member=member))
    await press(standin, page, "Allow it", member=member)


async def hold_nothing_back(catalogue: Catalogue, member: Member) -> None:
    """A secret under which none of the films on lists is held back for the member."""
    films = [film_id for film_id, _ in catalogue.shelf.deals[0]]
    number = next(
        n for n in range(1_000_000) if not any(held_back(f, member.id, n.to_bytes(16)) for f in films)
    )
    async with catalogue.database.write() as session:
        await meta.put(session, "together_secret", number.to_bytes(16).hex())


# Unseen and seen


async def test_random_deals_only_unseen_films(standin: StandIn, catalogue: Catalogue) -> None:
    films = await films_of(catalogue, "survival")
    await all_seen(catalogue, ANNA, films[:6])
    seen = set()
    message = message_of(await standin.slash("random", {"list": "survival", "seen": "unseen"}))
    for _ in range(6):
        assert " of 3**" not in "\n".join(message.texts()), "how many he has seen is nobody's business"
        seen.add(title_of(message))
        message = message_of(await press(standin, message, "Another one"))
    assert len(seen) == 3
    private = await standin.slash("random", {"list": "survival", "seen": "unseen", "private": True})
    assert "of 3**" in text_of(private)


async def test_nothing_comes_twice_among_unseen_films_either(standin: StandIn, catalogue: Catalogue) -> None:
    await all_seen(catalogue, ANNA, (await films_of(catalogue, "survival"))[:4])
    message = message_of(await standin.slash("random", {"list": "survival", "seen": "unseen"}))
    dealt = [title_of(message)]
    for _ in range(4):
        message = message_of(await press(standin, message, "Another one"))
        dealt.append(title_of(message))
    assert len(set(dealt)) == 5


async def test_another_member_gets_what_he_has_not_seen(standin: StandIn, catalogue: Catalogue) -> None:
    films = await films_of(catalogue, "survival")
    await all_seen(catalogue, ANNA, films[:8])
    await all_seen(catalogue, BORIS, films[1:])
    message = message_of(await standin.slash("random", {"list": "survival", "seen": "unseen"}))
    copy = await press(standin, message, "Another one", member=BORIS)
    assert message_of(copy).visible_to == BORIS.id
    assert title_of(message_of(copy)) != title_of(message)


async def test_everything_seen_says_so_and_what_would_be_left(standin: StandIn, catalogue: Catalogue) -> None:
    await all_seen(catalogue, ANNA, await films_of(catalogue, "survival"))
    exchange = await standin.slash("random", {"list": "survival", "seen": "unseen"})
    assert message_of(exchange).ephemeral
    assert "you have not seen" in text_of(exchange)
    assert "9 films" in text_of(exchange)
    dealt = await press(standin, message_of(exchange), "Without the choice of seen")
    assert title_of(message_of(dealt))


async def test_recommend_only_seen_or_unseen(standin: StandIn) -> None:
    await see(standin, "The Ascent", "Come and See")
    seen = await standin.slash("recommend", {"words": "war", "seen": "seen"})
    assert {o["label"] for o in message_of(seen).selects()[0]["options"]} == {
        "The Ascent (1977)",
        "Come and See (1985)",
    }
    unseen = await standin.slash("recommend", {"words": "war", "seen": "unseen"})
    assert "The Ascent" not in {o["label"][:10] for o in message_of(unseen).selects()[0]["options"]}


async def test_the_remembered_choice_holds_where_none_is_made(standin: StandIn, catalogue: Catalogue) -> None:
    films = await films_of(catalogue, "survival")
    await all_seen(catalogue, ANNA, films[:8])
    await choose(standin, message_of(await standin.slash("me settings")), "What I am shown", "not seen")
    titles = {title_of(message_of(await standin.slash("random", {"list": "survival"}))) for _ in range(4)}
    assert len(titles) == 1
    of_all = {
        title_of(message_of(await standin.slash("random", {"list": "survival", "seen": "any"})))
        for _ in range(4)
    }
    assert len(of_all) == 4
    of_boris = {
        title_of(message_of(await standin.slash("random", {"list": "survival"}, member=BORIS)))
        for _ in range(4)
    }
    assert len(of_boris) > 1


# Watch with


async def test_without_his_leave_nobody_is_looked_at(standin: StandIn, catalogue: Catalogue) -> None:
    await all_seen(catalogue, BORIS, await films_of(catalogue, "survival"))
    exchange = await standin.slash("random", {"with": BORIS, "list": "survival"})
    assert message_of(exchange).ephemeral
    assert f"<@{BORIS.id}> has not allowed it." in text_of(exchange)
    assert "/me settings" in text_of(exchange)
    assert standin.requests[-1].json["data"]["allowed_mentions"] == {"parse": []}


async def test_only_what_neither_has_seen(standin: StandIn, catalogue: Catalogue) -> None:
    films = await films_of(catalogue, "survival")
    await all_seen(catalogue, ANNA, films[:4])
    await all_seen(catalogue, BORIS, films[3:7])
    await allow(standin, BORIS)
    await hold_nothing_back(catalogue, BORIS)
    exchange = await standin.slash("random", {"with": BORIS, "list": "survival"})
    assert not message_of(exchange).ephemeral
    assert f"For <@{ANNA.id}>, <@{BORIS.id}>: none of you has seen it" in text_of(exchange)
    message, dealt = message_of(exchange), set()
    for _ in range(12):
        dealt.add(title_of(message))
        again = await press(standin, message, "Another one for all of you")
        assert again.state == "updated"
        message = message_of(again)
    async with catalogue.database.read() as session:
        left = {(await shelf.film(session, film_id)).title for film_id in films[7:]}
    assert {title.split(" \\(")[0] for title in dealt} == left


async def test_nothing_left_for_all_is_told_to_the_asker_alone(
    standin: StandIn, catalogue: Catalogue
) -> None:
    await all_seen(catalogue, BORIS, await films_of(catalogue, "survival"))
    await allow(standin, BORIS)
    exchange = await standin.slash("random", {"with": BORIS, "list": "survival"})
    assert message_of(exchange).ephemeral
    assert text_of(exchange).startswith("I have nothing to offer you together here.")


async def test_a_film_that_never_comes_proves_nothing(standin: StandIn, catalogue: Catalogue) -> None:
    """Boris has seen nothing; some films are missing all the same, and the same ones whoever asks."""
    await allow(standin, BORIS)
    films = [film_id for film_id, _ in catalogue.shelf.deals[0]]
    dice, dealt = random.Random(1957), set()
    for _ in range(300):
        card = await together.deal(catalogue, dice, ANNA.id, [BORIS.id], Filter(), now=0)
        assert isinstance(card, Card)
        assert card.page is not None
        dealt.add(card.page.film.id)
    assert 0 < len(films) - len(dealt) < len(films) // 2


async def test_a_member_of_the_company_may_ask_on_if_the_asker_allows_it(standin: StandIn) -> None:
    await allow(standin, BORIS)
    message = message_of(await standin.slash("random", {"with": BORIS}))
    refused = await press(standin, message, "Another one for all of you", member=BORIS)
    assert f"<@{ANNA.id}> has not allowed it." in text_of(refused)
    await allow(standin, ANNA)
    copy = await press(standin, message, "Another one for all of you", member=BORIS)
    assert message_of(copy).visible_to == BORIS.id
    assert f"For <@{BORIS.id}>, <@{ANNA.id}>" in text_of(copy)


async def test_asking_with_oneself_is_asking_alone(standin: StandIn, catalogue: Catalogue) -> None:
    films = await films_of(catalogue, "survival")
    await all_seen(catalogue, ANNA, films[:8])
    exchange = await standin.slash("random", {"with": ANNA, "list": "survival"})
    async with catalogue.database.read() as session:
        assert (await shelf.film(session, films[8])).title in title_of(message_of(exchange))


async def test_a_forged_press_on_a_card_that_names_nobody(standin: StandIn) -> None:
    card = message_of(await standin.slash("film", {"title": "Stalker"}))
    exchange = await standin.press(card, "card:group:1:0:1:0", forged=True)
    assert message_of(exchange).ephemeral
    assert message_of(exchange).id != card.id
