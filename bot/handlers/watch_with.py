"""Watch with: the card of a film that none of several people has seen, and what is said where there is none.

The card names whom it is for; a press on "Another one" reads them from there.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.domain.deck import Filter
from bot.handlers.attachments import Pictures
from bot.runtime.reply import Interaction, send, turn
from bot.services import private_match as together_service
from bot.services.catalogue import Catalogue
from bot.services.private_match import Unasked
from bot.ui.deal import ending, minute_of
from bot.ui.film_card import film_card
from bot.ui.kit.button_state import CardState
from bot.ui.kit.custom_id import CustomIdError
from bot.ui.kit.filter_code import read_deal, write_deal
from bot.ui.kit.message import Answer, button, notice, row, texts_of

MOST: Final = 4
"""People somebody can ask for besides himself."""
_FOR: Final = "👥 For "
_MENTION = re.compile(r"<@(\d{1,20})>")


async def answer_command(
    interaction: Interaction,
    catalogue: Catalogue,
    dice: random.Random,
    pictures: Pictures,
    company: Sequence[int],
    wanted: Filter,
    *,
    private: bool,
) -> None:
    """Deal for the asker and his company."""
    answer, found = await _deal(interaction, catalogue, dice, pictures, company, wanted)
    await send(interaction, answer, private=private or not found)


async def answer_press(
    interaction: Interaction, catalogue: Catalogue, dice: random.Random, pictures: Pictures, state: CardState
) -> None:
    """Deal another one for whoever presses and all whom the card names. Raise CustomIdError if it names nobody."""
    line = next((text for text in texts_of(interaction.message) if text.startswith(_FOR)), "")
    company = [int(found) for found in _MENTION.findall(line.split("\n", 1)[0])]
    if not company:
        raise CustomIdError(line)
    wanted = read_deal(state.deal or "0")
    answer, found = await _deal(interaction, catalogue, dice, pictures, company, wanted, not_film=state.film)
    if found:
        await turn(interaction, answer, owner=state.owner)
    else:
        await send(interaction, answer, private=True)


async def _deal(
    interaction: Interaction,
    catalogue: Catalogue,
    dice: random.Random,
    pictures: Pictures,
    company: Sequence[int],
    wanted: Filter,
    *,
    not_film: int = 0,
) -> tuple[Answer, bool]:
    """The answer, and whether it is a card."""
    now, asker = interaction.created_at, interaction.user.id
    wanted = replace(wanted, seen="any")  # unseen by all of them is the whole point
    card = await together_service.deal(
        catalogue, dice, asker, company, wanted, now=minute_of(now), not_film=not_film
    )
    if isinstance(card, Unasked):
        return _unasked(card), False
    if card is None or card.page is None:
        return _nothing_left(), False
    film = card.page.film
    everyone = list(dict.fromkeys([asker, *company]))[: MOST + 1]
    lines = [f"{_FOR}{', '.join(f'<@{member}>' for member in everyone)}: none of you has seen it"]
    if end := ending(film, wanted, now):
        lines.append(f"-# It {end} if you start now")
    poster = await pictures.poster(interaction, card)
    shown = film_card(card, owner=asker, poster=poster, note="\n".join(lines))
    state = CardState(film.id, card.voice.id if card.voice else 0, asker, write_deal(wanted))
    another = row(button("card:group", state, "🎲 Another one for all of you", main=True))
    return replace(shown, items=(*shown.items, another)), True


def _unasked(unasked: Unasked) -> Answer:
    several = ", ".join(f"<@{member}>" for member in unasked.members)
    have = "has" if len(unasked.members) == 1 else "have"
    return notice(
        f"{several} {have} not allowed it. Everybody allows it for himself, with `/me settings` under “Watch with”; "
        "only then do I look at what he has seen, and nobody is told."
    )


def _nothing_left() -> Answer:
    return notice("I have nothing to offer you together here. Ask for more: another list, or more time.")
