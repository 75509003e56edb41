"""The group /me, made of the subcommands of several nouns."""

from __future__ import annotations

from collections.abc import Iterable

from discord import app_commands

from bot.handlers import descriptions
from bot.handlers.router import Command


def group(subcommands: Iterable[Command]) -> app_commands.Group:
    """/me with these subcommands; all of them answer privately."""
    me = app_commands.Group(name="me", description=descriptions.ME, extras=descriptions.ANSWERS_PRIVATELY)
    for command in subcommands:
        if isinstance(command, app_commands.ContextMenu):
            raise TypeError("a message command belongs to no group")
        me.add_command(command)
    return me
