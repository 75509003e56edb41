"""Several members, and a question for a film that none of them has seen."""

from __future__ import annotations

from typing import Any

from bot.preview.channel import Exchange
from bot.preview.standin import StandIn
from bot.preview.world import ANNA, Member

VERA = Member(id=ANNA.id + 7, name="Vera")
"""A third member of the server."""
FROM_SURVIVAL = {"list": "survival"}


async def asked(standin: StandIn, *others: Member, member: Member = ANNA, **options: Any) -> Exchange:
    """A question to these members."""
    names = ("with", "with2", "with3", "with4")
    company = dict(zip(names, others, strict=False))
    return await standin.slash("random", {**FROM_SURVIVAL, **options, **company}, member=member)
