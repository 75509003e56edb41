"""The languages in which an interaction is answered: what only the member sees in theirs, what all see in the server's.

What was chosen in the settings comes first; it is looked up when the interaction arrives, and noted here. Else it is
what Discord says: of a member their client's language; of a server the one it set, which only Community servers can,
so that "en-US" there mostly says nothing (reference, locales; resources/guild, preferred_locale).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import discord

from bot.ui.kit.language import ENGLISH, Language, code_of, language

Interaction = discord.Interaction[Any]

_SPOKEN = "spoken"


@dataclass(frozen=True, slots=True)
class Spoken:
    """The languages of one interaction."""

    member: Language
    """Of what only they see."""
    public: Language
    """Of what all see."""


def note_chosen(interaction: Interaction, *, member: str, server: str) -> None:
    """Note what the member and the server chose, each two letters or empty."""
    interaction.extras[_SPOKEN] = _spoken(interaction, member, server)


def spoken(interaction: Interaction) -> Spoken:
    """The languages of an interaction; by what Discord says where nothing chosen was noted."""
    noted: Spoken | None = interaction.extras.get(_SPOKEN)
    return noted or _spoken(interaction, "", "")


def _spoken(interaction: Interaction, member: str, server: str) -> Spoken:
    own = member or code_of(interaction.locale.value) or ENGLISH
    if interaction.guild_id is None:
        return Spoken(language(own), language(own))
    said = interaction.guild_locale
    of_server = (
        code_of(said.value) if said is not None and said is not discord.Locale.american_english else None
    )
    return Spoken(language(own), language(server or of_server or own))
