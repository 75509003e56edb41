"""Watch with: the card of a film that none of several people has seen, and what is said where there is none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

import discord

from bot.domain.card import Card
from bot.domain.deck import Filter
from bot.ui.deal import ending
from bot.ui.film_card import film_card
from bot.ui.kit.button_state import CardState
from bot.ui.kit.custom_id import CustomIdError
from bot.ui.kit.filter_code import write_deal
from bot.ui.kit.message import Answer, Picture, button, notice, row, texts_of

MOST: Final = 4
"""People somebody can ask for besides themselves."""
_FOR: Final = "👥 For "
_MENTION = re.compile(r"<@(\d{1,20})>")


def company_of(message: discord.Message | None) -> list[int]:
    """Whom a card names. Raise CustomIdError if it names nobody."""
    line = next((text for text in texts_of(message) if text.startswith(_FOR)), "")
    company = [int(found) for found in _MENTION.findall(line.split("\n", 1)[0])]
    if not company:
        raise CustomIdError(line)
    return company


def card(
    card: Card, company: Sequence[int], wanted: Filter, now: datetime, poster: Picture | None = None
) -> Answer:
    """The card of a film that none of the company has seen, with the way to another one."""
    if card.page is None:
        raise ValueError("an entry without a film is for nobody")
    film = card.page.film
    everyone = list(dict.fromkeys(company))[: MOST + 1]
    lines = [f"{_FOR}{', '.join(f'<@{member}>' for member in everyone)}: none of you has seen it"]
    if end := ending(film, wanted, now):
        lines.append(f"-# It {end} if you start now")
    shown = film_card(card, poster=poster, note="\n".join(lines))
    state = CardState(film.id, card.voice.id if card.voice else 0, write_deal(wanted))
    another = row(button("card:group", state, "🎲 Another one for all of you", main=True))
    return replace(shown, items=(*shown.items[:-1], another))


def unasked(members: Sequence[int]) -> Answer:
    """Some have not allowed it."""
    several = ", ".join(f"<@{member}>" for member in members)
    have = "has" if len(members) == 1 else "have"
    return notice(
        f"{several} {have} not allowed it. Everybody allows it for themselves, with `/me settings` under “Watch with”; "
        "only then do I look at what they have seen, and nobody is told."
    )


def nothing_left() -> Answer:
    """Nothing is left that none of them has seen."""
    return notice("I have nothing to offer you together here. Ask for more: another list, or more time.")
