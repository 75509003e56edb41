"""/film and the card: from the gateway's payload to the HTTP request."""

from __future__ import annotations

import pytest

from bot.preview.standin import StandIn
from bot.preview.world import ANNA, BORIS, DM
from bot.services.catalogue import Catalogue
from tests import pages
from tests.pages import film_of, list_of, message_of, open_entry, press, text_of, title_of
from tests.shipped import ASCENT, COME_AND_SEE, STALKER, SURVIVAL, entries_on, unidentified

pytestmark = pytest.mark.usefixtures("bot")


@pytest.mark.parametrize(
    "title", ["Come and See", '"Come and See"', "Иди и смотри", "come & see", "Idi i smotri"]
)
async def test_film_by_any_name(standin: StandIn, title: str) -> None:
    exchange = await standin.slash("film", {"title": title})
    assert film_of(exchange) == COME_AND_SEE
    assert title_of(exchange) == "Come and See (1985)"
    assert not message_of(exchange).ephemeral


async def test_a_card_says_what_is_known_of_the_film(standin: StandIn, catalogue: Catalogue) -> None:
    text = text_of(await standin.slash("film", {"title": "The Ascent"}))
    page = await catalogue.page(ASCENT)
    voice = page.entries[0]
    known = (page.film.original_title, *page.film.people("director"), voice.list_title)
    for said in known:
        assert said is not None
        assert said in text
    assert voice.description[:40] in text


async def test_where_to_read_on_and_to_watch_stands_under_details(
    standin: StandIn, catalogue: Catalogue
) -> None:
    card = await standin.slash("film", {"title": "The Ascent"})
    assert "](https://" not in text_of(card)
    imdb = (await catalogue.page(ASCENT)).film.imdb_id
    details = text_of(await press(standin, card, "card:more"))
    for address in (f"www.imdb.com/title/{imdb}/", f"letterboxd.com/imdb/{imdb}/", "www.justwatch.com/"):
        assert f"](https://{address}" in details


@pytest.mark.parametrize("title", ["tarkovsky", "Тарковский"])
async def test_a_directors_films_open_beside_their_page(standin: StandIn, title: str) -> None:
    page = await standin.slash("film", {"title": title})
    films = pages.offered_films(page, "card:open")
    assert len(films) > 1
    opened = await pages.open_film(standin, page, "card:open", films[1])
    assert message_of(opened).ephemeral
    assert film_of(opened) == films[1]
    assert pages.offered_films(page, "card:open") == films


async def test_details_say_the_rest_and_lead_back(standin: StandIn, catalogue: Catalogue) -> None:
    card = await standin.slash("film", {"title": "The Ascent"})
    before = text_of(card)
    details = await press(standin, card, "card:more")
    assert details.state == "updated"
    assert film_of(details) == ASCENT
    film = (await catalogue.page(ASCENT)).film
    for said in (*film.countries, *film.people("writer")[:1], *film.people("composer")[:1]):
        assert said in text_of(details)
    assert text_of(await press(standin, details, "card:less")) == before


async def test_nonsense_is_answered_privately(standin: StandIn) -> None:
    exchange = await standin.slash("film", {"title": "qqqq zzzz xkcd"})
    assert message_of(exchange).ephemeral
    assert "seen:mark" not in pages.forms(exchange)
    assert "qqqq zzzz xkcd" in text_of(exchange)


async def test_what_is_nearest_is_one_press_away(standin: StandIn) -> None:
    exchange = await standin.slash("film", {"title": "stalingrad of the mirrors"})
    near = pages.buttons(exchange, "card:show")
    assert message_of(exchange).ephemeral
    assert near
    wanted = int(pages.fields(near[0]["custom_id"])[0], 36)
    assert film_of(await press(standin, exchange, "card:show")) == wanted


async def test_what_a_member_types_is_shown_to_the_letter(standin: StandIn) -> None:
    exchange = await standin.slash("film", {"title": "**x** @everyone <@1> [a](http://b.c)\n# big"})
    assert "\\*\\*x\\*\\* \\@everyone \\<\\@1\\>" in text_of(exchange)
    assert standin.requests[-1].json["data"]["allowed_mentions"] == {"parse": []}


async def test_autocomplete_offers_rows_that_open_the_film(standin: StandIn) -> None:
    rows = await standin.autocomplete("film", "title", "come and")
    assert rows[0]["name"].startswith("Come and See (1985)")
    exchange = await standin.slash("film", {"title": rows[0]["value"]})
    assert film_of(exchange) == COME_AND_SEE


async def test_autocomplete_before_the_first_letter(standin: StandIn) -> None:
    assert len(await standin.autocomplete("film", "title", "")) == 25


async def test_along_a_list_and_back(standin: StandIn, catalogue: Catalogue) -> None:
    first, second, *_ = await entries_on(catalogue, SURVIVAL)
    assert first.film is not None
    assert second.film is not None
    page = await standin.slash("list", {"name": "survival"})
    card = await open_entry(standin, page, "list:entry", first.id)
    assert card.state == "updated"
    assert film_of(card) == first.film.id
    assert "card:prev" not in pages.forms(await press(standin, card, "card:more"))
    card = await press(standin, card, "card:less")
    following = await press(standin, card, "card:next")
    assert film_of(following) == second.film.id
    back = await press(standin, following, "list:back")
    assert list_of(back) == SURVIVAL
    assert pages.offered_entries(back, "list:entry")[0] == first.id
    assert message_of(back).id == message_of(page).id
    card = await open_entry(standin, back, "list:entry", second.id)
    details = await press(standin, card, "card:more")
    assert film_of(await press(standin, details, "card:prev")) == first.film.id


async def test_the_other_voices_speak_in_place(standin: StandIn, catalogue: Catalogue) -> None:
    voices = {entry.id: entry for entry in (await catalogue.page(ASCENT)).entries}
    card = await standin.slash("film", {"title": "The Ascent"})
    others = pages.voices_offered(card)
    assert len(others) == len(voices) - 1 > 0
    for entry_id in others:
        card = await pages.change_voice(standin, card, entry_id)
        assert card.state == "updated"
        assert film_of(card) == ASCENT
        assert list_of(card) == voices[entry_id].list_id
        assert entry_id not in pages.voices_offered(card)
        assert voices[entry_id].description[:40] in text_of(card)


async def test_a_private_card_can_be_shown_to_everyone(standin: StandIn) -> None:
    card = await standin.slash("film", {"title": "The Ascent", "private": True})
    shown = await press(standin, card, "card:share")
    assert not message_of(shown).ephemeral
    assert film_of(shown) == film_of(card)
    assert "card:share" not in pages.forms(shown)
    assert "card:share" not in pages.forms(await standin.slash("film", {"title": "The Ascent"}, place=DM))


async def test_sources_are_private_and_complete(standin: StandIn, catalogue: Catalogue) -> None:
    card = await standin.slash("film", {"title": "The Ascent"})
    (entry,) = (one for one in (await catalogue.page(ASCENT)).entries if one.list_id == list_of(card))
    exchange = await press(standin, await press(standin, card, "card:more"), "sources:show")
    assert exchange.state == "answered"
    assert message_of(exchange).ephemeral
    assert message_of(exchange).id != message_of(card).id
    assert entry.checks
    said = text_of(exchange)
    while any(not one["disabled"] for one in pages.buttons(exchange, "sources:next")):
        exchange = await press(standin, exchange, "sources:next")
        said += text_of(exchange)
    for check in entry.checks:
        for source in check.sources[:8]:
            assert f"]({source.url.split('(')[0]}" in said


async def test_another_members_press_gives_them_a_private_copy(
    standin: StandIn, catalogue: Catalogue
) -> None:
    entries = await entries_on(catalogue, SURVIVAL)
    page = await standin.slash("list", {"name": "survival"}, member=ANNA)
    before = text_of(page)
    copy = await open_entry(standin, page, "list:entry", entries[2].id, member=BORIS)
    assert message_of(copy).ephemeral
    assert message_of(copy).visible_to == BORIS.id
    assert text_of(page) == before
    turned = await press(standin, copy, "card:more", member=BORIS)
    assert turned.state == "updated"
    assert message_of(turned).id == message_of(copy).id


async def test_a_private_answer_is_private(standin: StandIn) -> None:
    assert message_of(await standin.slash("film", {"title": "Stalker", "private": True})).ephemeral


async def test_in_a_direct_message(standin: StandIn) -> None:
    exchange = await standin.slash("film", {"title": "Stalker"}, place=DM)
    assert film_of(exchange) == STALKER
    details = await press(standin, exchange, "card:more")
    assert (await press(standin, details, "sources:show")).state == "answered"


async def test_a_film_nobody_can_identify(standin: StandIn, catalogue: Catalogue) -> None:
    list_id, line = await unidentified(catalogue)
    nearest = (await catalogue.entry(line.id)).nearest
    assert nearest is not None
    page = await standin.slash(
        "list", {"name": next(one.slug for one in catalogue.snapshot.lists if one.id == list_id)}
    )
    card = await open_entry(standin, page, "list:entry", line.id)
    assert line.listed_title in title_of(card)
    assert not {"seen:mark", "watchlist:add", "card:alike"} & set(pages.forms(card)), (
        "what cannot be known cannot be seen"
    )
    assert film_of(await press(standin, card, "card:open")) == nearest.id


@pytest.mark.parametrize("form", ["{title} {year}", "{title} ({year})", "{title}, {year}"])
async def test_a_list_knows_its_own_words_where_no_film_fits(
    standin: StandIn, catalogue: Catalogue, form: str
) -> None:
    list_id, line = await unidentified(catalogue)
    asked = form.format(title=line.listed_title.lower(), year=line.listed_year)
    exchange = await standin.slash("film", {"title": asked})
    assert list_of(exchange) == list_id
    assert "seen:mark" not in pages.forms(exchange)
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
async def test_old_and_forged_presses_are_answered_privately(standin: StandIn, custom_id: str) -> None:
    card = await standin.slash("film", {"title": "Stalker"})
    before = dict(message_of(card).data)
    exchange = await standin.press(message_of(card), custom_id, forged=True)
    assert exchange.state == "answered"
    assert message_of(exchange).ephemeral
    assert "/list" in text_of(exchange) or "/film" in text_of(exchange)
    assert message_of(card).data == before
