"""/curate import: from a file in a curator's hands to a list that members see."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.domain.curate import document as documents
from bot.preview.standin import StandIn
from bot.preview.world import SERVER
from bot.services.catalogue import Catalogue
from db import curated
from tests import pages
from tests.curating import ANOTHER, CURATOR, bring, choose, open_list, press, published, sent
from tests.pages import message_of, text_of

pytestmark = pytest.mark.usefixtures("bot")

CASES = Path(__file__).parent / "cases" / "lists"
LISTS = sorted(path.name for path in CASES.iterdir())
GUILD = SERVER.guild_id or 0


async def kept(catalogue: Catalogue, list_id: int) -> documents.CuratedList:
    async with catalogue.database.read() as session:
        version = await curated.newest(session, GUILD, list_id)
    assert version is not None
    return documents.from_json(version.document)


@pytest.mark.parametrize("name", LISTS)
async def test_every_list_is_published(name: str, standin: StandIn, catalogue: Catalogue) -> None:
    rehearsal = await bring(standin, (name, (CASES / name).read_bytes()))
    while "rehearsal:doubts" in pages.forms(rehearsal):
        doubt = await press(standin, rehearsal, "rehearsal:doubts")
        rehearsal = await press(standin, doubt, "rehearsal:none")
    looks = await press(standin, rehearsal, "rehearsal:page")
    made = await press(standin, looks, "rehearsal:publish")
    list_id = int(pages.fields(pages.button(made, "curate:open")["custom_id"])[0], 36)
    document = await kept(catalogue, list_id)
    assert document.entries
    seen = await press(standin, made, "list:open")
    assert len(pages.offered(seen, "list:entry")) == min(len(document.entries), 10)


async def test_three_buckets(standin: StandIn, catalogue: Catalogue) -> None:
    text = "Come and See (1985)\nStalkers (1979)\nNobody's Film (1999)\nAnother One Nobody Knows (?)"
    rehearsal = await bring(standin, text, name="Wet")
    assert "rehearsal:publish" in pages.forms(rehearsal)
    made = await press(standin, rehearsal, "rehearsal:publish")
    list_id = int(pages.fields(pages.button(made, "curate:open")["custom_id"])[0], 36)
    document = await kept(catalogue, list_id)
    known, _, own, unknown = document.entries
    assert known.film
    assert own.own == "nobodys-film-1999"
    assert unknown.is_unknown


async def test_what_is_doubtful_is_chosen_one_by_one(standin: StandIn, catalogue: Catalogue) -> None:
    rehearsal = await bring(standin, "Stalker (1981)\nThe Cranes Are Flyin (1957)", name="Doubts")
    doubt = await press(standin, rehearsal, "rehearsal:doubts")
    films = []
    while "rehearsal:mean" in pages.forms(doubt):
        films.append(pages.offered(doubt, "rehearsal:mean")[0])
        doubt = await choose(standin, doubt, "rehearsal:mean", films[-1])
    made = await press(standin, doubt, "rehearsal:publish")
    list_id = int(pages.fields(pages.button(made, "curate:open")["custom_id"])[0], 36)
    chosen = [entry.film for entry in (await kept(catalogue, list_id)).entries if entry.by == "curator"]
    assert chosen == [int(film, 36) for film in films]
    assert chosen


async def test_the_same_file_again_changes_nothing(standin: StandIn, catalogue: Catalogue) -> None:
    list_id = await published(standin, "Stalker (1979)\nMirror (1975)", name="Wet")
    again = await bring(standin, "Stalker (1979)\nMirror (1975)", name="Wet")
    assert "rehearsal:publish" not in pages.forms(again)
    async with catalogue.database.read() as session:
        assert len(await curated.versions(session, GUILD, list_id)) == 1


async def test_a_new_edition_keeps_edits_unless_told_otherwise(
    standin: StandIn, catalogue: Catalogue
) -> None:
    list_id = await published(standin, "Stalker (1979)\nMirror (1975)", name="Wet")
    page = await open_list(standin, list_id)
    entry = await choose(standin, page, "curate:entry", pages.offered(page, "curate:entry")[0])
    entry = await sent(standin, entry, "entry:words", {"description": "Ours."})
    page = await press(standin, entry, "curate:open")
    new = await sent(standin, page, "curate:edition", {"text": "Stalker (1979)\nSolaris (1972)"})
    made = await press(standin, new, "rehearsal:publish")
    document = await kept(catalogue, list_id)
    assert [one.words.title for one in document.entries] == ["Stalker", "Solaris"]
    assert document.entries[0].words.description == "Ours."
    back = await press(standin, made, "curate:undo")
    assert "curate:version" in pages.forms(back)
    assert [one.words.title for one in (await kept(catalogue, list_id)).entries] == ["Stalker", "Mirror"]
    new = await sent(
        standin, await press(standin, back, "curate:open"), "curate:edition", {"text": "Stalker (1979)"}
    )
    new = await press(standin, new, "rehearsal:keep")
    await press(standin, new, "rehearsal:publish")
    assert (await kept(catalogue, list_id)).entries[0].words.description == ""


async def test_export_and_import_give_the_same_list(standin: StandIn, catalogue: Catalogue) -> None:
    list_id = await published(standin, ("23.txt", (CASES / "23_letterboxd_v7.txt").read_bytes()))
    page = await open_list(standin, list_id)
    files = await press(standin, page, "curate:export")
    assert message_of(files).ephemeral
    text, table = message_of(files).files.values()
    assert table.startswith(b'"Position","Title"')
    before = await kept(catalogue, list_id)
    again = await bring(standin, ("again.txt", text))
    assert "rehearsal:publish" not in pages.forms(again), text_of(again)
    other = await published(standin, ("again.txt", text), name="Another")
    after = await kept(catalogue, other)
    assert [one.words for one in after.entries] == [one.words for one in before.entries]
    assert after.introduction == before.introduction


async def test_one_curator_at_a_time(standin: StandIn) -> None:
    await bring(standin, "Stalker (1979)", name="One")
    second = await bring(standin, "Mirror (1975)", name="Two", member=ANOTHER)
    assert "rehearsal:publish" not in pages.forms(second)
    third = await bring(standin, "Mirror (1975)", name="Three")
    assert "rehearsal:publish" in pages.forms(third), "one's own is replaced"


async def test_what_no_longer_waits_says_so(standin: StandIn) -> None:
    rehearsal = await bring(standin, "Stalker (1979)", name="One")
    custom_id = pages.button(rehearsal, "rehearsal:publish")["custom_id"]
    await press(standin, rehearsal, "rehearsal:drop")
    late = await standin.press(message_of(rehearsal), custom_id, forged=True, member=CURATOR)
    assert pages.forms(late) == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("nothing.txt", b""),
        ("letters.bin", bytes(range(256)) * 8),
        ("prose.txt", b"We met on Monday and talked. It was nice."),
        ("many.txt", "\n".join(f"Film {n} ({1950 + n % 70})" for n in range(600)).encode()),
    ],
)
async def test_what_is_no_list_is_refused(name: str, content: bytes, standin: StandIn) -> None:
    assert pages.forms(await bring(standin, (name, content))) == []


async def test_neither_file_nor_text_nor_a_name(standin: StandIn) -> None:
    assert pages.forms(await bring(standin, "")) == []
    assert pages.forms(await bring(standin, "Stalker (1979)")) == []


async def test_five_hundred_films_are_published_while_others_are_answered(
    standin: StandIn, catalogue: Catalogue
) -> None:
    text = "\n".join(
        f"{number}. Unheard-of Film {number} ({1920 + number % 100})" for number in range(1, 501)
    )
    rehearsal = await bring(standin, ("many.txt", text.encode()), name="Many")
    while "rehearsal:doubts" in pages.forms(rehearsal):
        rehearsal = await press(
            standin, await press(standin, rehearsal, "rehearsal:doubts"), "rehearsal:none"
        )
    publishing = asyncio.create_task(press(standin, rehearsal, "rehearsal:publish"))
    answered = 0
    while not publishing.done():
        assert pages.film_of(await standin.slash("film", {"title": "Stalker"}))
        answered += 1
    made = await publishing
    assert answered
    list_id = int(pages.fields(pages.button(made, "curate:open")["custom_id"])[0], 36)
    assert len((await kept(catalogue, list_id)).entries) == 500
    shown = await standin.slash("list", {"name": "Many"})
    assert len(pages.offered(shown, "list:entry")) == 10
