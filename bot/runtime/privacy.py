"""Who sees an answer, as far as that decides what may stand in it."""

from __future__ import annotations

from bot.runtime.reply import Interaction


def alone(interaction: Interaction) -> bool:
    """Whether the member is alone with the bot: in a direct message, or at a message that only he sees."""
    message = interaction.message
    return interaction.context.dm_channel or (message is not None and message.flags.ephemeral)
