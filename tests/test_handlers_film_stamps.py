"""What cards of films claim to be checked, and what they leave to Details: every entry, through the wire."""

from __future__ import annotations

import pytest

from bot.domain.sentences import sentences
from bot.preview.standin import StandIn
from bot.services.catalogue import Catalogue
from bot.ui.kit.text import prose
from db.types import Entry
from tests.pages import open_entry, press, text_of
from tests.shipped import entries_on, lists_of

pytestmark = pytest.mark.usefixtures("bot")

CHECKED, PARTLY = "✓ Checked", "✓ Partly checked"


def vouched_for(entry: Entry) -> list[bool]:
    """Of each sentence of the fact, whether checks confirm it and none doubts it."""
    checks = [one for one in entry.checks if one.part == "fact"]
    return [
        {one.verdict for one in checks if sentence in one.says} == {"confirmed"}
        for sentence in sentences(entry.fact or "")
    ]


async def test_no_card_is_stamped_for_more_than_was_checked(standin: StandIn, catalogue: Catalogue) -> None:
    shown = 0
    for one in lists_of(catalogue):
        page = await standin.slash("list", {"name": one.slug})
        for line in await entries_on(catalogue, one.id):
            entry = await catalogue.entry(line.id)
            said = text_of(await open_entry(standin, page, "list:entry", line.id))
            if line.film is not None:
                shown += 1
                vouched = vouched_for(entry)
                assert (CHECKED in said) is (bool(vouched) and all(vouched)), entry.listed_title
                assert (PARTLY in said) is (any(vouched) and not all(vouched)), entry.listed_title
            page = await standin.slash("list", {"name": one.slug})
    assert shown > 30


async def test_what_the_first_edition_got_wrong_stands_under_details_alone(
    standin: StandIn, catalogue: Catalogue
) -> None:
    told = 0
    for one in lists_of(catalogue):
        for line in await entries_on(catalogue, one.id):
            if line.film is None:
                continue
            page = await standin.slash("list", {"name": one.slug})
            entry = await catalogue.entry(line.id)
            card = await open_entry(standin, page, "list:entry", line.id)
            history = [prose(check.note or check.claim, 400) for check in entry.checks if check.history]
            on_card = text_of(card)
            details = text_of(await press(standin, card, "card:more"))
            for said in history:
                assert said not in on_card, entry.listed_title
                assert said in details, entry.listed_title
                told += 1
    assert told > 10
