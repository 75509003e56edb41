"""/daily, for a server's managers: a film of the day or week for a channel.

Who is a manager, Discord decides (see `settings`). What is set up is for the channel in which the command is used: only
of that one Discord says what the bot may do there (interactions/receiving-and-responding, app_permissions).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import discord
from discord import app_commands

from bot.domain import daily as rules
from bot.handlers import descriptions, lists
from bot.handlers.autocomplete import Completion, chosen, completion
from bot.handlers.router import Command, Press, press
from bot.handlers.viewer import view_for, viewer_of
from bot.runtime.reply import Interaction, reply_to, send
from bot.runtime.spoken import spoken
from bot.services import daily as daily_service
from bot.services import lists as list_service
from bot.services.catalogue import Catalogue
from bot.services.daily_posts import DailyPosts
from bot.services.view import View
from bot.ui import daily as pages
from bot.ui import list_page
from bot.ui.kit.base36 import base36, number
from bot.ui.kit.button_state import DailyState
from bot.ui.kit.custom_id import CustomIdError
from bot.ui.kit.language import Language
from bot.ui.kit.language import language as language_of
from bot.ui.kit.message import Answer
from bot.ui.kit.text import MAX_OPTIONS
from db.daily_types import DailySubscription

_THREADS = frozenset(
    {discord.ChannelType.public_thread, discord.ChannelType.private_thread, discord.ChannelType.news_thread}
)
_WITH_THREADS = frozenset({discord.ChannelType.text, discord.ChannelType.news})
"""Channels where a thread can be opened at a message (topics/threads)."""


class DailyHandlers:
    """What managers set up, and their page of it."""

    def __init__(self, catalogue: Catalogue, posts: DailyPosts, clock: Callable[[], float]) -> None:
        """`clock` gives seconds since 1970."""
        self._catalogue = catalogue
        self._posts = posts
        self._clock = clock

    def commands(self) -> Iterable[Command]:
        daily = app_commands.Group(
            name="daily",
            description=descriptions.DAILY,
            allowed_contexts=app_commands.AppCommandContext(
                guild=True, dm_channel=False, private_channel=False
            ),
            default_permissions=discord.Permissions(manage_guild=True),
            extras=descriptions.ANSWERS_PRIVATELY,
            allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
        )
        daily.add_command(self._set())
        daily.add_command(self._show())
        return [daily]

    def _set(self) -> app_commands.Command[Any, ..., None]:
        @app_commands.command(
            name="set", description=descriptions.DAILY_SET, extras=descriptions.ANSWERS_PRIVATELY
        )
        @app_commands.describe(
            time=descriptions.DAILY_TIME,
            zone=descriptions.DAILY_ZONE,
            days=descriptions.DAILY_DAYS,
            list_=descriptions.RANDOM_LIST,
            role=descriptions.DAILY_ROLE,
            thread=descriptions.DAILY_THREAD,
        )
        @app_commands.rename(list_="list")
        @app_commands.choices(
            days=[app_commands.Choice(name=name, value=value) for value, name in descriptions.DAYS.items()]
        )
        async def set_up(
            interaction: discord.Interaction[Any],
            time: app_commands.Range[str, 1, 20],
            zone: app_commands.Range[str, 1, 64],
            days: str = str(rules.EVERY_DAY),
            list_: app_commands.Range[str, 1, 200] | None = None,
            role: discord.Role | None = None,
            thread: bool = False,
        ) -> None:
            language = spoken(interaction).member
            minute, found_zone = rules.time_of_day(time), rules.zone_called(zone)
            refused: Answer | None = None
            if minute is None:
                refused = pages.not_a_time(language, time)
            elif days not in descriptions.DAYS:  # no client of Discord's sends that
                refused = pages.not_a_time(language, days)
            elif found_zone is None:
                refused = pages.not_a_zone(language, zone)
            elif role is not None and role.id == interaction.guild_id:
                refused = pages.not_for_everyone(language)
            elif lacking := _needed(interaction):
                refused = pages.lacking(language, lacking)
            list_id = 0
            if refused is None and list_ is not None:
                summary, nearest = list_service.named(
                    await view_for(interaction, self._catalogue),
                    list_,
                    chosen=chosen(list_),
                    language=language.code,
                )
                if summary is None:
                    refused = list_page.nothing_found(language, list_, nearest)
                else:
                    list_id = summary.id
            if refused is not None or minute is None or found_zone is None:
                await send(interaction, refused or pages.not_a_time(language, time), private=True)
                return
            viewer = viewer_of(interaction, private=True)
            wanted = DailySubscription(
                channel_id=interaction.channel_id or 0,
                server_id=viewer.server,
                zone=found_zone,
                minute=minute,
                days=int(days),
                list_id=list_id,
                role_id=role.id if role else 0,
                thread=thread and _type_of(interaction) in _WITH_THREADS,
                language=spoken(interaction).public.code,
                missing=_missing(interaction, role),
            )
            kept, moments = await daily_service.set_up(self._catalogue, wanted, self._clock())
            everything = await daily_service.of_server(self._catalogue, viewer.server)
            others = [one for one in everything if one.channel_id != kept.channel_id]
            title = await self._title(language, kept)
            await send(interaction, pages.set_up(language, kept, title, moments, others), private=True)

        set_up.autocomplete("zone")(self._zones())
        set_up.autocomplete("list_")(lists.names(self._catalogue))
        return set_up

    def _show(self) -> app_commands.Command[Any, ..., None]:
        @app_commands.command(
            name="show", description=descriptions.DAILY_SHOW, extras=descriptions.ANSWERS_PRIVATELY
        )
        async def show(interaction: discord.Interaction[Any]) -> None:
            viewer = viewer_of(interaction, private=True)
            page = await self._panel(language_of(viewer.language), viewer.server, interaction.channel_id or 0)
            await send(interaction, page, private=True)

        return show

    @press("daily:show")
    async def show(self, press: Press[DailyState]) -> None:
        """The page of a channel."""
        await self._turn(press, press.state.channel)

    @press("daily:choose")
    async def choose(self, press: Press[DailyState]) -> None:
        """The page of another channel."""
        try:
            channel = number(press.value)
        except ValueError:
            raise CustomIdError(press.form) from None
        await self._turn(press, channel)

    @press("daily:pause")
    async def pause(self, press: Press[DailyState]) -> None:
        """Post nothing until it is resumed."""
        await daily_service.pause(self._catalogue, press.viewer.server, press.state.channel)
        await self._turn(press, press.state.channel)

    @press("daily:resume")
    async def resume(self, press: Press[DailyState]) -> None:
        """Post again; in the channel itself the bot's rights there are known, and looked at anew."""
        interaction, missing = press.interaction, None
        server, channel = press.viewer.server, press.state.channel
        found = await daily_service.one(self._catalogue, server, channel)
        if interaction.channel_id == channel:
            if lacking := _needed(interaction):
                await send(interaction, pages.lacking(press.members_language, lacking), private=True)
                return
            missing = _missing(interaction, None) | (found.missing & {"mention"})
        await daily_service.resume(self._catalogue, server, channel, missing, self._clock())
        await self._turn(press, channel)

    @press("daily:next")
    async def post_next(self, press: Press[DailyState]) -> None:
        """Post one at once, beside what is due."""
        server, channel = press.viewer.server, press.state.channel
        found = await daily_service.one(self._catalogue, server, channel)
        state = await self._posts.post_now(found, f"now{base36(press.interaction.id)}")
        said = {"sent": pages.posted, "refused": pages.not_posted}.get(state, pages.perhaps_posted)
        await self._turn(press, channel, said(press.language))

    @press("daily:stop")
    async def stop(self, press: Press[DailyState]) -> None:
        """Post nothing any more."""
        server, channel = press.viewer.server, press.state.channel
        await daily_service.stop(self._catalogue, server, channel)
        left = await daily_service.of_server(self._catalogue, server)
        if left:
            page = await self._panel(press.language, server, 0, pages.stopped(press.language, channel))
        else:
            page = pages.nothing_set_up(press.language, stopped=channel)
        await reply_to(press.interaction).turn(page)

    async def _turn(self, press: Press[DailyState], channel: int, said: str = "") -> None:
        page = await self._panel(press.language, press.viewer.server, channel, said)
        await reply_to(press.interaction).turn(page)

    async def _panel(self, language: Language, server: int, channel: int, said: str = "") -> Answer:
        """The page of this channel, else of one that is in trouble, else of the first there is."""
        everything = await daily_service.of_server(self._catalogue, server)
        if not everything:
            return pages.nothing_set_up(language)
        in_trouble = [one for one in everything if one.paused not in {"", "manager"}]
        here = [one for one in everything if one.channel_id == channel]
        shown = [*here, *in_trouble, *everything][0]
        moments = await daily_service.moments(self._catalogue, shown, self._clock())
        return pages.panel(
            language, shown, await self._title(language, shown), moments, everything, said=said
        )

    async def _title(self, language: Language, subscription: DailySubscription) -> str | None:
        return await daily_service.list_title(self._catalogue, subscription, language.code)

    def _zones(self) -> Completion:
        @completion(self._catalogue)
        def rows(_view: View, _language: Language, current: str) -> list[tuple[str, str]]:
            now = datetime.fromtimestamp(self._clock(), UTC)
            found = rules.zones_like(current, MAX_OPTIONS)
            return [
                (f"{one.replace('_', ' ')} · {now.astimezone(ZoneInfo(one)):%H:%M}", one) for one in found
            ]

        return rows


def _needed(interaction: Interaction) -> list[str]:
    """Rights without which nothing can be posted here, and which the bot lacks."""
    rights = interaction.app_permissions
    in_thread = _type_of(interaction) in _THREADS
    may_send = rights.send_messages_in_threads if in_thread else rights.send_messages
    held = {"view": rights.view_channel, "send_in_threads" if in_thread else "send": may_send}
    return [right for right, is_held in held.items() if not is_held]


def _missing(interaction: Interaction, role: discord.Role | None) -> frozenset[str]:
    """Rights that posts can do without, and that the bot lacks."""
    rights = interaction.app_permissions
    held = {
        "attach": rights.attach_files,
        "history": rights.read_message_history,
        "threads": rights.create_public_threads,
        "mention": role is None or role.mentionable or rights.mention_everyone,
    }
    return frozenset(right for right, is_held in held.items() if not is_held)


def _type_of(interaction: Interaction) -> discord.ChannelType | None:
    return getattr(interaction.channel, "type", None)
