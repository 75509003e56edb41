"""`python -m bot run`: connect to Discord and answer until SIGTERM or Ctrl-C."""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterable

from bot.cli.opening import complain, gallery_of, opened, stop_on_signals
from bot.client import Kinoteka
from bot.figures import Exposition, Figures, Reading
from bot.life import LoginRefusedError, live
from bot.settings import EX_CONFIG, Settings, SettingsError


async def main(settings: Settings, _options: argparse.Namespace) -> int:
    """Raise SettingsError without a token, or for a port that is taken."""
    if settings.discord_token is None:
        raise SettingsError("DISCORD_TOKEN is not set; put the bot's token there or into .env")
    stop = stop_on_signals()
    dice = random.SystemRandom()
    figures = Figures()
    clients: list[Kinoteka] = []

    def connect() -> Kinoteka:
        client = Kinoteka(
            catalogue,
            dice,
            api_url=settings.discord_api_url,
            gallery=gallery,
            figures=figures,
            zone=settings.zone,
        )
        clients[:] = [client]
        return client

    def readings() -> Iterable[Reading]:
        return clients[0].readings() if clients else ()

    def healthy() -> bool:
        return bool(clients) and clients[0].connected

    exposition = Exposition(figures, healthy=healthy, port=settings.metrics_port)
    async with opened(settings) as catalogue, gallery_of(settings) as gallery:
        catalogue.watch()
        figures.watch(readings)
        if settings.metrics_port:
            try:
                await exposition.start()
            except OSError as error:
                raise SettingsError(f"METRICS_PORT: {settings.metrics_port}: {error.strerror}") from error
        try:
            await live(connect, settings.discord_token.get_secret_value(), stop, dice)
        except LoginRefusedError as error:
            return complain(error, EX_CONFIG)
        finally:
            await exposition.close()
    return 0
