"""/quiz: a claim for one member alone, and a round for a channel."""

from __future__ import annotations

import asyncio
import re
from collections import Counter

import pytest

from bot.domain.quiz import check_id
from bot.preview.channel import Exchange
from bot.preview.standin import StandIn
from bot.preview.world import ANNA, BORIS, DM, Member
from bot.services.catalogue import Catalogue
from db import members, server_lists
from db.types import Check, Entry, Said
from tests import pages
from tests.company import VERA
from tests.conftest import on_both, on_sqlite
from tests.members import rows
from tests.pages import message_of, press, text_of
from tests.shipped import LONELINESS, SURVIVAL, films_on

pytestmark = [pytest.mark.usefixtures("bot"), on_both]

VERBS: dict[Said, str] = {"confirmed": "true", "misleading": "partly", "wrong": "false"}
SOLVED = ["quiz:another", "card:open", "quiz:ask"]
ROUND = ["round:true", "round:partly", "round:false", "round:reveal"]


async def asked_in(catalogue: Catalogue, page: Exchange, spoken: str = "en") -> tuple[Entry, Check]:
    """What a private page asks, or has asked."""
    form = "quiz:true" if pages.buttons(page, "quiz:true") else "quiz:another"
    entry_id, check, *_ = pages.fields(pages.button(page, form)["custom_id"].partition("@")[0])
    entry = await catalogue.entry(int(entry_id, 36), spoken)
    return entry, next(one for one in entry.checks if check_id(one) == int(check, 36))


def verb_of(check: Check) -> str:
    assert check.verdict != "unverifiable"
    return VERBS[check.verdict]


def plain(page: Exchange) -> str:
    return re.sub(r"\\([^\w\s]|_)", r"\1", text_of(page))


async def in_round(standin: StandIn, page: Exchange, verb: str, member: Member = BORIS) -> Exchange:
    return await press(standin, page, f"round:{verb}", member=member)


async def begun(standin: StandIn, catalogue: Catalogue) -> tuple[Exchange, Check]:
    """A round of Anna's, and what it asks."""
    question = await standin.slash("quiz")
    _, check = await asked_in(catalogue, question)
    return await press(standin, question, "quiz:ask"), check


async def test_an_answer_is_private_and_says_what_is_true_and_where_to_read_it(
    standin: StandIn, catalogue: Catalogue
) -> None:
    page = await standin.slash("quiz")
    heads = set()
    for number in range(30):
        entry, check = await asked_in(catalogue, page)
        assert pages.forms(page) == ["quiz:true", "quiz:partly", "quiz:false", "quiz:ask"]
        assert check.claim in plain(page)
        assert not check.note or check.note not in plain(page)
        assert "](" not in text_of(page), "a source would give it away"
        verb = tuple(VERBS.values())[number % 3]
        answer = await press(standin, page, f"quiz:{verb}")
        assert message_of(answer).id == message_of(page).id
        assert message_of(answer).visible_to == ANNA.id
        assert pages.forms(answer) == SOLVED
        assert check.claim in plain(answer)
        assert not check.note or check.note in plain(answer)
        assert all(source.name[:60] in plain(answer) for source in check.sources[:3])
        head = pages.title_of(answer)
        assert head.startswith("✓") == (verb == verb_of(check))
        heads.add(head)
        card = await press(standin, answer, "card:open")
        assert pages.film_of(card) == entry.film_id
        page = await press(standin, answer, "quiz:another")
        assert message_of(page).id == message_of(answer).id
        assert (await asked_in(catalogue, page))[1] != check
    assert len(heads) == 6, "right and wrong, of each verdict"
    assert all(message.ephemeral for message in standin.messages)
    for table in ("quiz_rounds", "quiz_answers"):
        assert await rows(catalogue.database, table) == [], "of what one answers alone nothing is kept"


async def test_true_and_untrue_claims_come_as_often(standin: StandIn, catalogue: Catalogue) -> None:
    page, came = await standin.slash("quiz"), Counter[str]()
    for _ in range(100):
        came[(await asked_in(catalogue, page))[1].verdict] += 1
        page = await press(standin, await press(standin, page, "quiz:true"), "quiz:another")
    assert 30 < came["confirmed"] < 70
    assert min(came["misleading"], came["wrong"]) > 10
    assert came["unverifiable"] == 0


async def test_only_claims_of_the_list_that_was_named(standin: StandIn, catalogue: Catalogue) -> None:
    page = await standin.slash("quiz", {"list": "survival"})
    for _ in range(20):
        entry, _ = await asked_in(catalogue, page)
        assert entry.list_id == SURVIVAL
        assert entry.film_id in films_on(catalogue, SURVIVAL)
        page = await press(standin, await press(standin, page, "quiz:false"), "quiz:another")
    unknown = await standin.slash("quiz", {"list": "xyzzy"})
    assert "quiz:true" not in pages.forms(unknown)
    assert message_of(unknown).ephemeral


@on_sqlite  # nothing of it is stored
@pytest.mark.parametrize("spoilers", [False, True])
async def test_what_gives_away_an_ending_comes_only_where_it_is_wanted_and_hidden(
    standin: StandIn, catalogue: Catalogue, spoilers: bool
) -> None:
    page = await standin.slash("quiz", {"list": "loneliness", "spoilers": spoilers})
    came = Counter[bool]()
    for _ in range(120):
        entry, check = await asked_in(catalogue, page)
        assert entry.list_id == LONELINESS
        came[check.spoils] += 1
        assert ("||" in text_of(page)) == check.spoils
        answer = await press(standin, page, "quiz:true")
        shown = re.sub(r"\|\|.*?\|\|", "", text_of(answer))
        if check.spoils:
            assert len(re.findall(r"\|\|.+?\|\|", text_of(answer))) == (2 if check.note else 1)
            assert "⚠" in shown
        page = await press(standin, answer, "quiz:another")
    assert bool(came[True]) == spoilers
    assert came[False]


# A round for the channel


async def test_a_round_tells_nothing_until_the_asker_reveals_it(
    standin: StandIn, catalogue: Catalogue
) -> None:
    page, check = await begun(standin, catalogue)
    assert not message_of(page).ephemeral
    assert pages.forms(page) == ROUND
    before = dict(message_of(page).data)
    right, *wrong = sorted(VERBS.values(), key=lambda verb: verb != verb_of(check))
    told = [
        await in_round(standin, page, wrong[0], BORIS),
        await in_round(standin, page, right, BORIS),
        await in_round(standin, page, wrong[1], VERA),
        await in_round(standin, page, right, ANNA),
        await press(standin, page, "round:reveal", member=BORIS),
    ]
    for answer, member in zip(told, (BORIS, BORIS, VERA, ANNA, BORIS), strict=True):
        assert message_of(answer).visible_to == member.id
        assert pages.forms(answer) == []
        assert not check.note or check.note not in plain(answer)
    assert message_of(page).data == before
    assert len(await rows(catalogue.database, "quiz_answers")) == 3
    result = await press(standin, page, "round:reveal")
    assert message_of(result).id == message_of(page).id
    assert pages.forms(result) == ["quiz:another", "card:open"]
    assert "Right answers: 2 of 3." in text_of(result)
    assert not check.note or check.note in plain(result)
    for member in (BORIS, VERA):
        assert str(member.id) not in text_of(result)
        assert member.name not in text_of(result)
    assert await rows(catalogue.database, "quiz_answers") == []


async def test_whoever_answers_too_late_is_shown_how_it_went(standin: StandIn, catalogue: Catalogue) -> None:
    page, check = await begun(standin, catalogue)
    await in_round(standin, page, verb_of(check), BORIS)
    buttons = [pages.button(page, form)["custom_id"] for form in ROUND]
    result = message_of(await press(standin, page, "round:reveal"))
    shown = dict(result.data)
    for custom_id in buttons[:3]:  # a client that has not drawn the result yet
        late = await standin.press(result, custom_id, member=VERA, forged=True)
        assert message_of(late).visible_to == VERA.id
        assert "Right answers: 1 of 1." in text_of(late)
        assert pages.forms(late) == ["quiz:another", "card:open"]
    again = await standin.press(result, buttons[3], forged=True)
    assert "Right answers: 1 of 1." in text_of(again)
    assert result.data["components"] == shown["components"]


async def test_another_one_after_a_round_is_for_whoever_presses(
    standin: StandIn, catalogue: Catalogue
) -> None:
    page, _ = await begun(standin, catalogue)
    result = await press(standin, page, "round:reveal")
    assert "Nobody answered." in text_of(result)
    for member in (ANNA, BORIS):
        another = await press(standin, result, "quiz:another", member=member)
        assert message_of(another).visible_to == member.id
        assert "quiz:true" in pages.forms(another)
    assert pages.forms(message_of(result)) == ["quiz:another", "card:open"]


async def test_many_answer_at_once_and_all_are_counted(standin: StandIn, catalogue: Catalogue) -> None:
    page, check = await begun(standin, catalogue)
    crowd = [Member(id=ANNA.id + 100 + number, name=f"M{number}") for number in range(40)]
    verbs = [*VERBS.values()]
    for turn in range(2):  # everybody changes their answer once
        answers = [
            in_round(standin, page, verbs[(number + turn) % 3], one) for number, one in enumerate(crowd)
        ]
        for answer in await asyncio.gather(*answers):
            assert not answer.refusals
    right = sum(verbs[(number + 1) % 3] == verb_of(check) for number in range(len(crowd)))
    result = await press(standin, page, "round:reveal")
    assert f"Right answers: {right} of {len(crowd)}." in text_of(result)


async def test_whoever_is_forgotten_is_not_counted(standin: StandIn, catalogue: Catalogue) -> None:
    page, check = await begun(standin, catalogue)
    for member in (BORIS, VERA):
        await in_round(standin, page, verb_of(check), member)
    async with catalogue.database.write() as session:
        await members.forget(session, BORIS.id)
    assert "Right answers: 1 of 1." in text_of(await press(standin, page, "round:reveal"))


async def test_a_round_that_went_with_its_server(standin: StandIn, catalogue: Catalogue) -> None:
    page, check = await begun(standin, catalogue)
    ((_, server_id, *_),) = await rows(catalogue.database, "quiz_rounds")
    async with catalogue.database.write() as session:
        await server_lists.forget(session, server_id)
    gone = await in_round(standin, page, verb_of(check))
    assert message_of(gone).visible_to == BORIS.id
    assert pages.forms(gone) == []


async def test_a_claim_that_is_no_longer_there(standin: StandIn) -> None:
    page = message_of(await standin.slash("quiz"))
    entry, _, *rest = pages.fields(pages.button(page, "quiz:true")["custom_id"])
    gone = await standin.press(page, ":".join(["quiz", "true", entry, "1", *rest]), forged=True)
    assert "no longer asked" in text_of(gone)


async def test_alone_there_is_no_channel_to_ask(standin: StandIn) -> None:
    page = await standin.slash("quiz", place=DM)
    assert "quiz:ask" not in pages.forms(page)
    assert "quiz:ask" not in pages.forms(await press(standin, page, "quiz:true"))


async def test_each_reads_their_own_language_and_the_channel_the_servers(
    standin: StandIn, catalogue: Catalogue
) -> None:
    page = await standin.slash("quiz", locale="ru")
    _, check = await asked_in(catalogue, page, "ru")
    assert check.claim in plain(page)
    assert check.claim != (await asked_in(catalogue, page))[1].claim
    standin.guild_locale = "ru"
    question = await press(standin, page, "quiz:ask", locale="ru")
    assert check.claim in plain(question)
    late = await press(standin, question, "round:true", member=BORIS, locale="en-US")
    assert "Your answer is" in text_of(late)
    result = await press(standin, question, "round:reveal", locale="en-US")
    assert re.search("[а-я]", pages.title_of(result)), "the message keeps its language"
