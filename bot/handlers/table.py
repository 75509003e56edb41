"""All handlers: the one place that names every noun."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import tzinfo

from bot.handlers import curate, me, night
from bot.handlers.about import AboutHandlers
from bot.handlers.attachments import Attachments
from bot.handlers.curate_entry import CurateEntryHandlers
from bot.handlers.curate_import import CurateImportHandlers
from bot.handlers.curate_lists import CurateListHandlers
from bot.handlers.curate_reports import CurateReportHandlers
from bot.handlers.daily import DailyHandlers
from bot.handlers.film import FilmHandlers
from bot.handlers.lists import ListHandlers
from bot.handlers.marks import MarkHandlers
from bot.handlers.member_data import MemberDataHandlers
from bot.handlers.member_films import MemberFilmHandlers
from bot.handlers.mentions import MentionHandlers
from bot.handlers.night import NightHandlers
from bot.handlers.night_log import NightLogHandlers
from bot.handlers.night_sheet import NightSheetHandlers
from bot.handlers.quiz import QuizHandlers
from bot.handlers.random import RandomHandlers
from bot.handlers.recommend import RecommendHandlers
from bot.handlers.router import Command, Router
from bot.handlers.settings import SettingsHandlers
from bot.handlers.sources import SourcesHandlers
from bot.handlers.watch_with import WatchWithHandlers
from bot.runtime.downloads import Downloads
from bot.runtime.server_events import ServerEvents
from bot.services.catalogue import Catalogue
from bot.services.member_file_reader import MemberFileReader
from bot.services.random import Dealer


@dataclass(frozen=True, slots=True)
class HandlerTable:
    """What members can do: type a command, press a button."""

    commands: tuple[Command, ...]
    router: Router


def table(
    catalogue: Catalogue,
    dealer: Dealer,
    dice: random.Random,
    attachments: Attachments,
    zone: tzinfo,
    command_ids: Mapping[str, int],
    downloads: Downloads,
    reader: MemberFileReader,
    daily: DailyHandlers,
    events: ServerEvents,
) -> HandlerTable:
    """Every handler, wired. Raise IncompleteTableError where a form has no handler or a handler no form."""
    watch_with = WatchWithHandlers(catalogue, dice, attachments)
    member_films = MemberFilmHandlers(catalogue, dice, attachments)
    member_data = MemberDataHandlers(catalogue, downloads, reader)
    nouns = (
        ListHandlers(catalogue, attachments),
        FilmHandlers(catalogue, attachments),
        RandomHandlers(catalogue, dealer, attachments, watch_with, zone),
        RecommendHandlers(catalogue, attachments, zone),
        AboutHandlers(catalogue, command_ids),
        MentionHandlers(catalogue),
        SettingsHandlers(catalogue),
        daily,
        SourcesHandlers(catalogue),
        MarkHandlers(catalogue, attachments),
        watch_with,
        QuizHandlers(catalogue, dice),
    )
    of_member = (member_films, member_data)
    of_curator = (
        CurateImportHandlers(catalogue, downloads, reader),
        CurateListHandlers(catalogue),
        CurateEntryHandlers(catalogue),
        CurateReportHandlers(catalogue),
    )
    of_night = (
        NightSheetHandlers(catalogue, dice, attachments),
        NightHandlers(catalogue, attachments, events),
        NightLogHandlers(catalogue),
    )
    commands = [command for one in nouns for command in one.commands()]
    commands.append(me.group(command for one in of_member for command in one.commands()))
    commands.append(curate.group(command for one in of_curator for command in one.commands()))
    commands.append(night.group(command for one in of_night for command in one.commands()))
    return HandlerTable(tuple(commands), Router((*nouns, *of_member, *of_curator, *of_night)))
