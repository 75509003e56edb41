"""The stand-in: a small Discord on loopback that an unmodified discord.py logs in to.

It speaks real HTTP and WebSocket, lets members act, and refuses what Discord refuses with Discord's error bodies.
Point the client at `api_url` (discord.py: `discord.http.Route.BASE`, with `AutoShardedClient`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.preview import commands, interactions
from bot.preview.attachments import stored_name
from bot.preview.channel import Exchange, Impossible, Kind, Message, NoAnswer
from bot.preview.endpoint import LoopbackDiscord
from bot.preview.interactions import Resolved
from bot.preview.world import ANNA, SERVER, Json, Member, Place

LONGEST_MESSAGE = 2000
"""Characters of a message (docs: resources/message, create message)."""


class StandIn(LoopbackDiscord):
    """One application on one server, with members who act through the methods below.

    Each acting method sends an interaction and returns its exchange when there is something to see: the first
    response, for a deferred one the first edit, or nothing at all after `patience` seconds, which is how long
    Discord waits. A `forged` action skips what the member's client would check; else it raises Impossible.
    """

    # What members do

    async def slash(
        self,
        name: str,
        options: Mapping[str, Any] | None = None,
        *,
        member: Member = ANNA,
        place: Place = SERVER,
        locale: str | None = None,
        forged: bool = False,
    ) -> Exchange:
        """Use a command; "me export" is the subcommand export of me.

        Options: str, int, bool, float, a Member for a user, (name, content) for an attachment, ids for the rest.
        """
        member = _speaking(member, locale)
        options = options or {}
        resolved = Resolved(place, member, self._keep(member, place))
        data = commands.command_data(self.commands, name, options, resolved, forged=forged)
        return await self._act("slash", _typed(name, options), data, member, place)

    async def message_command(
        self,
        name: str,
        message: Message,
        *,
        member: Member = ANNA,
        locale: str | None = None,
        forged: bool = False,
    ) -> Exchange:
        """Use a message command ("Apps" in the context menu of a message)."""
        member = self._at(message, _speaking(member, locale), forged=forged)
        resolved = Resolved(message.place, member, self._keep(member, message.place))
        data = commands.message_command_data(self.commands, name, message, resolved, forged=forged)
        return await self._act("message_command", name, data, member, message.place, target=message)

    def write(self, text: str, *, member: Member = ANNA, place: Place = SERVER) -> Message:
        """Write a message as people do, 1 to 2000 characters. The bot is not told: it has no intent for messages."""
        if not 1 <= len(text.strip()) <= LONGEST_MESSAGE:
            raise Impossible(f"a message has 1 to {LONGEST_MESSAGE} characters")
        return self._conversation.write(text.strip(), member, place)

    async def autocomplete(
        self,
        name: str,
        option: str,
        text: str,
        *,
        others: Mapping[str, Any] | None = None,
        member: Member = ANNA,
        place: Place = SERVER,
        locale: str | None = None,
        forged: bool = False,
    ) -> list[Json]:
        """Type `text` into an option and return the rows the bot suggests. Raise NoAnswer."""
        member = _speaking(member, locale)
        resolved = Resolved(place, member, self._keep(member, place))
        typed = {**(others or {}), option: text}
        data = commands.command_data(self.commands, name, typed, resolved, forged=forged, focused=option)
        exchange = await self._act("autocomplete", _typed(name, typed), data, member, place)
        if exchange.choices is None:
            raise NoAnswer(exchange)
        return exchange.choices

    async def press(
        self,
        message: Message,
        custom_id: str,
        *,
        member: Member = ANNA,
        locale: str | None = None,
        forged: bool = False,
    ) -> Exchange:
        """Press a button."""
        member = self._at(message, _speaking(member, locale), forged=forged)
        data = interactions.press_data(message, custom_id, forged=forged)
        return await self._act("component", custom_id, data, member, message.place, message)

    async def select(
        self,
        message: Message,
        custom_id: str,
        values: Sequence[Any],
        *,
        member: Member = ANNA,
        locale: str | None = None,
        forged: bool = False,
    ) -> Exchange:
        """Choose in a select menu: values of its options, or Members where it lists users."""
        member = self._at(message, _speaking(member, locale), forged=forged)
        resolved = Resolved(message.place, member, self._keep(member, message.place))
        data = interactions.select_data(message, custom_id, values, resolved, forged=forged)
        return await self._act("component", custom_id, data, member, message.place, message)

    async def submit(
        self,
        exchange: Exchange,
        values: Mapping[str, Any],
        *,
        member: Member | None = None,
        locale: str | None = None,
        forged: bool = False,
    ) -> Exchange:
        """Fill in and send off the modal an exchange opened; `values` by custom id. Only who opened it can."""
        member = _speaking(member or exchange.member, locale)
        if exchange.modal is None or (member.id != exchange.member.id and not forged):
            raise Impossible(f"{exchange.about!r} opened no modal for {member.name}")
        resolved = Resolved(exchange.place, member, self._keep(member, exchange.place))
        data = interactions.submit_data(exchange.modal, values, resolved, forged=forged)
        return await self._act("modal", data["custom_id"], data, member, exchange.place, exchange.origin)

    async def _act(
        self,
        kind: Kind,
        about: str,
        data: Json,
        member: Member,
        place: Place,
        origin: Message | None = None,
        target: Message | None = None,
    ) -> Exchange:
        exchange = self._conversation.open(
            kind, about, data, member=member, place=place, origin=origin, target=target
        )
        send = self._gateway.dispatch if self.sender is None else self.sender.dispatch
        await self.faults.deliver(send, self._gateway.drop, "INTERACTION_CREATE", exchange.payload)
        await self._conversation.settle(exchange)
        return exchange

    @staticmethod
    def _at(message: Message, member: Member, *, forged: bool) -> Member:
        if not forged and not message.seen_by(member):
            raise Impossible(f"{member.name} does not see this message")
        return member

    def _keep(self, member: Member, place: Place) -> interactions.Keep:
        def keep(name: str, content: bytes) -> Json:
            attachment_id = self._conversation.next_id()
            channel_id = place.channel_of(member)
            url = f"{self.url}/attachments/{channel_id}/{attachment_id}/{stored_name(name)}"
            self._conversation.files[url] = content
            return interactions.upload_json(name, content, attachment_id=attachment_id, url=url)

        return keep


def _typed(name: str, options: Mapping[str, Any]) -> str:
    """A command as its member sees it: /film title: Solaris, with @Boris for a user."""

    def shown(value: Any) -> Any:
        match value:
            case Member():
                return f"@{value.name}"
            case (filename, bytes()):
                return filename
            case _:
                return value

    return " ".join([f"/{name.removeprefix('/')}", *(f"{key}: {shown(one)}" for key, one in options.items())])


def _speaking(member: Member, locale: str | None) -> Member:
    return member if locale is None else replace(member, locale=locale)
