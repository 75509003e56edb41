"""/settings, for a server's managers: how the bot behaves there.

Who is a manager, Discord decides: the group is theirs by default, and others can be let in on the server's own page of
integrations (application commands, permissions).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import discord
from discord import app_commands

from bot.handlers import descriptions
from bot.handlers.router import Command
from bot.handlers.viewer import viewer_of
from bot.runtime.reply import send
from bot.services import languages as language_service
from bot.services.catalogue import Catalogue
from bot.ui import server_settings as pages
from bot.ui.kit.language import language, languages

AUTOMATIC = "auto"


class SettingsHandlers:
    """What a server's managers choose for it."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def commands(self) -> Iterable[Command]:
        settings = app_commands.Group(
            name="settings",
            description=descriptions.SETTINGS,
            allowed_contexts=app_commands.AppCommandContext(
                guild=True, dm_channel=False, private_channel=False
            ),
            default_permissions=discord.Permissions(manage_guild=True),
            extras=descriptions.ANSWERS_PRIVATELY,
            allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
        )
        settings.add_command(self._language())
        return [settings]

    def _language(self) -> app_commands.Command[Any, ..., None]:
        @app_commands.command(
            name="language",
            description=descriptions.SETTINGS_LANGUAGE,
            extras=descriptions.ANSWERS_PRIVATELY,
        )
        @app_commands.describe(spoken=descriptions.SETTINGS_LANGUAGE_CHOICE)
        @app_commands.rename(spoken="language")
        @app_commands.choices(
            spoken=[
                *(app_commands.Choice(name=one.name, value=one.code) for one in languages().values()),
                app_commands.Choice(name=descriptions.AUTOMATIC, value=AUTOMATIC),
            ]
        )
        async def set_language(interaction: discord.Interaction[Any], spoken: str) -> None:
            viewer = viewer_of(interaction, private=True)
            code = "" if spoken == AUTOMATIC else language(spoken).code
            await language_service.choose_for_server(self._catalogue, viewer, code)
            chosen = language(code) if code else None
            await send(interaction, pages.language_chosen(language(viewer.language), chosen), private=True)

        return set_language
