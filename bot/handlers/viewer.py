"""Who looks at an answer: the viewer of an interaction, and whether others see it, too."""

from __future__ import annotations

from bot.domain.viewer import NOWHERE, Viewer
from bot.runtime.reply import Interaction, reply_to, send
from bot.runtime.spoken import spoken
from bot.services.catalogue import Catalogue
from bot.services.view import View
from bot.ui.kit.message import Answer


def viewer_of(interaction: Interaction, *, private: bool) -> Viewer:
    """The member whose command or press this is, with the language of a new message for them alone, or for all."""
    known = spoken(interaction)
    code = (known.member if private else known.public).code
    # Of a thread Discord does not say it: there the channel above counts, which is not known here.
    age_restricted = bool(getattr(interaction.channel, "nsfw", False))
    return Viewer(interaction.user.id, interaction.guild_id or NOWHERE, code, age_restricted)


async def view_for(interaction: Interaction, catalogue: Catalogue) -> View:
    """What whoever this is sees of the catalogue."""
    return await catalogue.view(viewer_of(interaction, private=True))


def is_private(interaction: Interaction) -> bool:
    """Whether the message that was pressed is seen by the member alone."""
    return interaction.message is not None and interaction.message.flags.ephemeral


def is_alone(interaction: Interaction) -> bool:
    """Whether the member is alone with the bot: in a direct message, or at a message that only they see."""
    return interaction.context.dm_channel or is_private(interaction)


def is_own_message(interaction: Interaction) -> bool:
    """Whether the message that was pressed answers a command of this very member, as Discord remembers it.

    A message for the member alone is theirs. Where Discord does not say whose it is, it is nobody's.
    """
    message = interaction.message
    if message is None:
        return False
    asked = message.interaction_metadata
    return message.flags.ephemeral or (asked is not None and asked.user.id == interaction.user.id)


def will_be_shareable(interaction: Interaction) -> bool:
    """Whether `turn` answers with something only the member sees, in a place where others could."""
    return is_shareable(interaction, private=is_private(interaction) or not is_own_message(interaction))


def is_shareable(interaction: Interaction, *, private: bool) -> bool:
    """Whether a private answer here could be shown to others: not in a direct message, where there are none."""
    return private and not interaction.context.dm_channel


async def turn(interaction: Interaction, answer: Answer) -> None:
    """Answer a press in place of the member's own message; another member's press gets a private copy."""
    if is_own_message(interaction):
        await reply_to(interaction).turn(answer)
    else:
        await send(interaction, answer, private=True)
