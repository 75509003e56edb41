"""What Discord shows of commands while a member types, in every language.

Names of commands and options stay English: mentions of commands are never localised, and two names for one thing
confuse people who help each other. A message command has no name but what is read in the menu, so that is translated.
"""

from __future__ import annotations

import discord
from discord import app_commands
from discord.app_commands import TranslationContextLocation as Location
from discord.app_commands import TranslationContextTypes, locale_str

from bot.ui.kit.language import ENGLISH, code_of, language

_DESCRIPTIONS = frozenset(
    {Location.command_description, Location.group_description, Location.parameter_description}
)


class CommandTexts(app_commands.Translator):
    """discord.py asks it for every text of every command, in every language of Discord's."""

    async def translate(
        self, string: locale_str, locale: discord.Locale, context: TranslationContextTypes
    ) -> str | None:
        """The text in that language; None where there is none, or it is the English one."""
        code = code_of(locale.value)
        if code is None or code == ENGLISH:
            return None
        spoken = language(code)
        message = string.message
        if context.location in _DESCRIPTIONS or isinstance(context.data, app_commands.ContextMenu):
            said = spoken.gettext(message)
        elif context.location is Location.choice_name:
            said = spoken.pgettext("choice", message)
        else:
            return None
        return said if said != message else None
