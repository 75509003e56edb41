"""The group /curate, made of the subcommands of several nouns: everything a server's curators do, and nothing else.

Who is a curator, Discord decides: the group belongs to whoever may manage the server, until its administrators hand it
to a role on the server's page of integrations (application commands, permissions). A press is not asked again: every
page is private, so only who was let in can press, and asking would shut out whom an administrator has let in.
"""

from __future__ import annotations

from collections.abc import Iterable

import discord
from discord import app_commands

from bot.handlers import descriptions
from bot.handlers.router import Command, Press
from bot.runtime.reply import reply_to, send
from bot.ui.kit.message import Answer


def group(subcommands: Iterable[Command]) -> app_commands.Group:
    """/curate with these subcommands; all of them answer privately."""
    curate = app_commands.Group(
        name="curate",
        description=descriptions.CURATE,
        allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False),
        default_permissions=discord.Permissions(manage_guild=True),
        extras=descriptions.ANSWERS_PRIVATELY,
        allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
    )
    for command in subcommands:
        if isinstance(command, app_commands.ContextMenu):
            raise TypeError("a message command belongs to no group")
        curate.add_command(command)
    return curate


async def show(press: Press[object], answer: Answer) -> None:
    """In place of the page that was pressed; a modal that a command opened stands on none, so it gets a new one."""
    if press.interaction.message is None:
        await send(press.interaction, answer, private=True)
    else:
        await reply_to(press.interaction).turn(answer)
