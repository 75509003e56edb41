"""Every command and press, from the gateway's payload to the HTTP request."""

from __future__ import annotations

from typing import Any

import pytest

from bot.preview.channel import Exchange, Message
from bot.preview.standin import StandIn
from bot.preview.world import ANNA, BORIS, DM

pytestmark = pytest.mark.usefixtures("bot")


def message_of(exchange: Exchange) -> Message:
    assert exchange.message is not None, (exchange.state, exchange.refusals)
    return exchange.message


def text_of(exchange: Exchange) -> str:
    return "\n".join(message_of(exchange).texts())


def button(message: Message, label: str) -> dict[str, Any]:
    found = [b for b in message.buttons() if label in b["label"]]
    assert found, f"no button {label!r} among {[b['label'] for b in message.buttons()]}"
    return found[0]


def options(message: Message, placeholder: str) -> tuple[str, list[dict[str, Any]]]:
    found = [s for s in message.selects() if placeholder in s["placeholder"]]
    assert found, f"no select {placeholder!r} among {[s['placeholder'] for s in message.selects()]}"
    return found[0]["custom_id"], found[0]["options"]


async def press(standin: StandIn, message: Message, label: str, **who: Any) -> Exchange:
    return await standin.press(message, button(message, label)["custom_id"], **who)


async def choose(standin: StandIn, message: Message, placeholder: str, label: str, **who: Any) -> Exchange:
    custom_id, offered = options(message, placeholder)
    value = next(o["value"] for o in offered if label in o["label"])
    return await standin.select(message, custom_id, [value], **who)


async def test_list_without_a_name_shows_all(standin: StandIn) -> None:
    exchange = await standin.slash("list")
    text = text_of(exchange)
    for title in ("Great Patriotic War", "Survival", "Post-Apocalyptic", "Loneliness"):
        assert title in text
    opened = await choose(standin, message_of(exchange), "Open a list", "Loneliness")
    assert opened.state == "updated"
    assert "# Loneliness" in text_of(opened)


async def test_list_page_has_ten_entries_in_order(standin: StandIn) -> None:
    text = text_of(await standin.slash("list", {"name": "survival"}))
    ranks = [text.index(f"**{rank}.**") for rank in range(1, 11)]
    assert ranks == sorted(ranks)
    assert "Larisa Shepitko" in text
    assert "1\u00a0h\u00a049\u00a0min" in text
    assert "no such film known" in text


async def test_a_list_by_another_name(standin: StandIn) -> None:
    assert "# Loneliness" in text_of(await standin.slash("list", {"name": "одиночество"}))


async def test_an_unknown_list_is_answered_privately(standin: StandIn) -> None:
    exchange = await standin.slash("list", {"name": "xyzzy plugh"})
    assert message_of(exchange).ephemeral
    assert "no list called “xyzzy plugh”" in text_of(exchange)
    opened = await press(standin, message_of(exchange), "All lists")
    assert "4 curated lists" in text_of(opened)


@pytest.mark.parametrize(
    "title", ["Come and See", '"Come and See"', "Иди и смотри", "come & see", "Idi i smotri"]
)
async def test_film_by_any_name(standin: StandIn, title: str) -> None:
    exchange = await standin.slash("film", {"title": title})
    assert "# Come and See \\(1985\\)" in text_of(exchange)
    assert not message_of(exchange).ephemeral
    assert "Elem Klimov" in text_of(exchange)


async def test_a_card_is_complete(standin: StandIn) -> None:
    text = text_of(await standin.slash("film", {"title": "The Ascent"}))
    assert "Восхождение" in text
    assert "Soviet Union" in text
    assert "no. 1 of 10" in text
    assert "Corrected." in text or "Confirmed" in text


async def test_nonsense_is_answered_privately(standin: StandIn) -> None:
    exchange = await standin.slash("film", {"title": "qqqq zzzz xkcd"})
    assert message_of(exchange).ephemeral
    assert "I know no film called" in text_of(exchange)


async def test_what_a_member_types_is_shown_to_the_letter(standin: StandIn) -> None:
    exchange = await standin.slash("film", {"title": "**x** @everyone <@1> [a](http://b.c)\n# big"})
    assert "\\*\\*x\\*\\* \\@everyone \\<\\@1\\>" in text_of(exchange)
    assert standin.requests[-1].json["data"]["allowed_mentions"] == {"parse": []}


async def test_autocomplete_offers_rows_that_open_the_film(standin: StandIn) -> None:
    rows = await standin.autocomplete("film", "title", "come and")
    assert rows[0]["name"].startswith("Come and See (1985) · Elem Klimov · 142 min · 2 lists")
    exchange = await standin.slash("film", {"title": rows[0]["value"]})
    assert "# Come and See" in text_of(exchange)


async def test_autocomplete_before_the_first_letter(standin: StandIn) -> None:
    assert len(await standin.autocomplete("film", "title", "")) == 25
    assert len(await standin.autocomplete("list", "name", "")) == 4
    assert [r["name"].split(" · ")[0] for r in await standin.autocomplete("random", "list", "surv")] == [
        "Survival"
    ]


async def test_random_and_another_one(standin: StandIn) -> None:
    first = await standin.slash("random")
    message, before = message_of(first), text_of(first)
    second = await press(standin, message, "Another one")
    assert second.state == "updated"
    assert text_of(second) != before


async def test_random_from_one_list_keeps_to_it(standin: StandIn) -> None:
    exchange = await standin.slash("random", {"list": "loneliness"})
    seen = {text_of(exchange).splitlines()[0]}
    for _ in range(8):
        exchange = await press(standin, message_of(exchange), "Another one")
        assert "**Loneliness**" in text_of(exchange)
        assert "No known film" not in text_of(exchange)
        seen.add(text_of(exchange).splitlines()[0])
    assert len(seen) == 9


async def test_about(standin: StandIn) -> None:
    exchange = await standin.slash("about")
    assert message_of(exchange).ephemeral
    ids = {c["name"]: c["id"] for c in standin.commands}
    assert f"</film:{ids['film']}>" in text_of(exchange)
    assert "What is stored about you" in text_of(exchange)


async def test_along_a_list_and_back(standin: StandIn) -> None:
    page = await standin.slash("list", {"name": "survival"})
    card = await choose(standin, message_of(page), "Open a film", "The Ascent")
    assert card.state == "updated"
    assert "# The Ascent" in text_of(card)
    assert button(message_of(card), "Previous")["disabled"]
    following = await press(standin, message_of(card), "Next")
    assert "# White Sun of the Desert" in text_of(following)
    assert "# The Ascent" in text_of(await press(standin, message_of(following), "Previous"))
    back = await press(standin, message_of(following), "The list")
    assert "# Survival" in text_of(back)
    assert message_of(back).id == message_of(page).id


async def test_also_on_switches_the_voice_in_place(standin: StandIn) -> None:
    card = await standin.slash("film", {"title": "The Ascent"})
    _, offered = options(message_of(card), "Also on 3 other lists")
    said = {text_of(card)}
    for option in offered:
        other = await choose(standin, message_of(card), "Also on", option["label"])
        assert option["label"].split(",")[0] in text_of(other)
        said.add(text_of(other))
    assert len(said) == 4


async def test_sources_are_private_and_complete(standin: StandIn) -> None:
    card = await standin.slash("film", {"title": "The Ascent"})
    exchange = await press(standin, message_of(card), "Sources")
    assert exchange.state == "answered"
    assert message_of(exchange).ephemeral
    assert message_of(exchange).id != message_of(card).id
    assert "In fact:" in text_of(exchange)
    assert "](https://" in text_of(exchange)


async def test_another_members_press_gives_him_a_private_copy(standin: StandIn) -> None:
    page = await standin.slash("list", {"name": "survival"}, member=ANNA)
    before = text_of(page)
    copy = await choose(standin, message_of(page), "Open a film", "The Red Tent", member=BORIS)
    assert message_of(copy).ephemeral
    assert message_of(copy).visible_to == BORIS.id
    assert text_of(page) == before
    turned = await press(standin, message_of(copy), "Previous", member=BORIS)
    assert turned.state == "updated"
    assert message_of(turned).id == message_of(copy).id


async def test_private_answers(standin: StandIn) -> None:
    for name, given in (("film", {"title": "Stalker"}), ("list", {}), ("random", {})):
        assert message_of(await standin.slash(name, {**given, "private": True})).ephemeral


async def test_in_a_direct_message(standin: StandIn) -> None:
    exchange = await standin.slash("film", {"title": "Stalker"}, place=DM)
    assert "# Stalker" in text_of(exchange)
    assert "Sources" in text_of(await press(standin, message_of(exchange), "Sources"))


async def test_a_film_nobody_can_identify_says_so(standin: StandIn) -> None:
    page = await standin.slash("list", {"name": "survival"})
    card = await choose(standin, message_of(page), "Open a film", "The Edge")
    assert "No known film has this title and year" in text_of(card)
    near = await press(standin, message_of(card), "Nearest known film")
    assert "# The Edge \\(2010\\)" in text_of(near)


@pytest.mark.parametrize("title", ["the edge 1990", "The Edge (1990)", "the house on the embankment, 1976"])
async def test_a_list_knows_its_own_words_where_no_film_fits(standin: StandIn, title: str) -> None:
    exchange = await standin.slash("film", {"title": title})
    assert "No known film has this title and year" in text_of(exchange)
    assert not message_of(exchange).ephemeral


@pytest.mark.parametrize(
    "custom_id",
    [
        "card:show:zzzzzzzzzzzz:0:0:",
        "card:next:0:1:0:",
        "list:show:zz:0:0",
        "sources:show:zz:0",
        "nonsense",
        "card:show:1",
    ],
)
async def test_old_and_forged_presses_are_answered_kindly(standin: StandIn, custom_id: str) -> None:
    card = await standin.slash("film", {"title": "Stalker"})
    exchange = await standin.press(message_of(card), custom_id, forged=True)
    assert exchange.state == "answered"
    assert message_of(exchange).ephemeral
    assert "/list" in text_of(exchange) or "/film" in text_of(exchange)
