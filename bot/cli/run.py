"""`python -m bot run`: connect to Discord and answer until SIGTERM or Ctrl-C."""

from __future__ import annotations

import argparse
from importlib import import_module

from bot.cli import premigrate as preparing
from bot.cli import reachable
from bot.cli.process import stop_on_signals
from bot.settings import Settings, SettingsError
from db import upkeep


async def main(settings: Settings, _options: argparse.Namespace) -> int:
    """Raises SettingsError without a token, for a port that is taken, or where nobody answers; DatabaseInUseError."""
    if settings.discord_token is None:
        raise SettingsError("DISCORD_TOKEN is not set; put the bot's token there or into .env")
    stop = stop_on_signals()
    with upkeep.only_bot(settings.database_url):
        filling = await preparing.begin(settings)
        serving = import_module(
            "bot.cli.serving"
        )  # it takes half a second, of which the other process makes use
        if filling is not None:
            await preparing.end(filling, stop)
        await reachable.check(settings, stop, reachable.PATIENCE)
        if stop.is_set():
            return 0
        status: int = await serving.serve(settings, settings.discord_token, stop)
        return status
