"""/random with company: a film that none of several people has seen.

The card names whom it is for; a press on "Another one" reads them from there.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.domain.deck import Filter
from bot.handlers.attachments import Attachments
from bot.handlers.router import Command, Press, press
from bot.handlers.viewer import turn, viewer_of
from bot.runtime.reply import Interaction, send
from bot.services import private_match
from bot.services.catalogue import Catalogue
from bot.services.private_match import Unasked
from bot.ui import watch_with as pages
from bot.ui.deal import minute_of
from bot.ui.kit.button_state import CardState
from bot.ui.kit.filter_code import read_deal
from bot.ui.kit.message import Answer


class WatchWithHandlers:
    """Films for several people. The dice fall where there is no deck."""

    def __init__(self, catalogue: Catalogue, dice: random.Random, attachments: Attachments) -> None:
        self._catalogue = catalogue
        self._dice = dice
        self._attachments = attachments

    def commands(self) -> Iterable[Command]:
        """None of its own: company is an option of /random."""
        return []

    async def deal_for(
        self, interaction: Interaction, company: Sequence[int], wanted: Filter, *, private: bool
    ) -> None:
        """Deal for the asker and their company."""
        answer, found = await self._deal(interaction, company, wanted)
        await send(interaction, answer, private=private or not found)

    @press("card:group")
    async def deal_another(self, press: Press[CardState]) -> None:
        """Another one for whoever presses and all whom the card names."""
        company = pages.company_of(press.interaction.message)
        wanted = read_deal(press.state.deal or "0")
        answer, found = await self._deal(press.interaction, company, wanted, not_film=press.state.film)
        if found:
            await turn(press.interaction, answer)
        else:
            await send(press.interaction, answer, private=True)

    async def _deal(
        self, interaction: Interaction, company: Sequence[int], wanted: Filter, *, not_film: int = 0
    ) -> tuple[Answer, bool]:
        """The answer, and whether it is a card."""
        now, viewer = interaction.created_at, viewer_of(interaction)
        wanted = replace(wanted, seen="any")  # unseen by all of them is the whole point
        card = await private_match.deal(
            self._catalogue, self._dice, viewer, company, wanted, now=minute_of(now), not_film=not_film
        )
        if isinstance(card, Unasked):
            return pages.unasked(card.members), False
        if card is None or card.page is None:
            return pages.nothing_left(), False
        poster = await self._attachments.poster(interaction, card)
        return pages.card(card, [viewer.member, *company], wanted, now, poster), True
