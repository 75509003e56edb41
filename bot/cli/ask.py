"""`python -m bot ask`: answer one command here in the terminal; the real bot, connected to the stand-in."""

from __future__ import annotations

import argparse
import sys
from secrets import token_urlsafe

from bot.cli.bootstrap import opened
from bot.cli.process import complain
from bot.cli.standin_client import connected
from bot.preview.channel import Impossible, NoAnswer
from bot.preview.standin import StandIn
from bot.preview.terminal import as_text
from bot.preview.typed import TypingError, parse
from bot.preview.world import Member
from bot.runtime.deadlines import Deadlines
from bot.settings import Settings

_NO_ANSWER = "The application did not respond"
_PATIENCE = 60.0
"""Seconds for an answer, and for what a deferred one promised: nobody gives up here after Discord's three."""


async def main(settings: Settings, options: argparse.Namespace) -> int:
    member: Member = options.member
    words, locale = " ".join(options.words), options.language
    colour = options.colour == "always" or (options.colour == "auto" and sys.stdout.isatty())
    async with (
        opened(settings, Deadlines()) as catalogue,
        StandIn(token=token_urlsafe(), patience=_PATIENCE) as standin,
        connected(settings, catalogue, standin),
    ):
        await catalogue.titles(patience=60)
        try:
            if options.message is not None:
                message = standin.write(options.message, member=member)
                exchange = await standin.message_command(words, message, member=member, locale=locale)
            else:
                name, values = parse(words, standin.commands)
                exchange = await standin.slash(name, values, member=member, locale=locale)
        except (TypingError, Impossible) as error:
            return complain(error, 2)
        except NoAnswer:
            return complain(_NO_ANSWER, 1)
        if exchange.message is None or exchange.state == "deferred":  # promised, and never said
            return complain(_NO_ANSWER, 1)
        print(as_text(exchange.message, colour=colour))
    return 0
