"""What a member does on the page: JSON -> an act in the stand-in -> what the page needs to know of it.

Every act is answered with {exchange, modal, error}: error is a sentence for the member, or null.
"""

from __future__ import annotations

import base64
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from bot.preview import view
from bot.preview.channel import Component, Exchange, Impossible, Message, NoAnswer, walk
from bot.preview.standin import StandIn
from bot.preview.switches import Switches
from bot.preview.view import Onlooker
from bot.preview.world import DM, LOCALES, MEMBERS, SERVER, Json, Member

_USERS_IN_OPTIONS = {6, 9}
_IDS_IN_OPTIONS = {7, 8, 9}
_FILE_OPTION = 11
_USERS_IN_SELECTS = {Component.USER_SELECT, Component.MENTIONABLE_SELECT}

# Discord's words for a press and for a modal that the application leaves without an answer.
_PRESS_FAILED = "This interaction failed"
_MODAL_FAILED = "Something went wrong. Try again."


class BadRequestError(ValueError):
    """What was sent is none of the acts described in `web`."""


def viewer(said: Any) -> Onlooker:
    """Who speaks. Raise BadRequestError if there is no such member, place or language."""
    if not isinstance(said, Mapping):
        raise BadRequestError("not an object")
    member = _somebody(said.get("member"))
    place = {"server": SERVER, "dm": DM}.get(said.get("place", ""))
    if member is None or place is None or said.get("locale") not in LOCALES:
        raise BadRequestError("unknown member, place or locale")
    return Onlooker(member, place, said["locale"])


class Acts:
    """The acts by name. Each raises Impossible where Discord's client would not let the member do it."""

    def __init__(self, standin: StandIn, switches: Switches) -> None:
        self._standin = standin
        self._switches = switches
        self._dismissed: set[tuple[int, str]] = set()

    def by_name(self) -> dict[str, Callable[[Onlooker, Json], Awaitable[Json]]]:
        return {
            "slash": self.slash,
            "message": self.message,
            "message_command": self.message_command,
            "autocomplete": self.autocomplete,
            "component": self.component,
            "modal": self.modal,
            "dismiss": self.dismiss,
            "fault": self.fault,
            "calm": self.calm,
            "guild_locale": self.guild_locale,
        }

    def rows(self, viewer: Onlooker) -> list[Json]:
        """The channel as the viewer sees it, without what they dismissed."""
        rows = view.rows(self._standin, viewer, self._switches.befell)
        return [row for row in rows if (viewer.member.id, row["id"]) not in self._dismissed]

    async def slash(self, viewer: Onlooker, body: Json) -> Json:
        kinds = {
            option["name"]: option["type"]
            for command in view.commands(self._standin.commands, viewer)
            if command["path"] == body["command"]
            for option in command["options"]
        }
        options = {name: _option_value(kinds.get(name, 0), value) for name, value in body["options"].items()}
        exchange = await self._standin.slash(
            body["command"], options, member=viewer.member, place=viewer.place, locale=viewer.locale
        )
        return _outcome(exchange, failed=None)  # a command without an answer has a row of its own

    async def message(self, viewer: Onlooker, body: Json) -> Json:
        """Write to the others; the bot does not hear it."""
        self._standin.write(str(body["text"]), member=viewer.member, place=viewer.place)
        return {}

    async def message_command(self, viewer: Onlooker, body: Json) -> Json:
        message = self._message(body["row"], viewer)
        exchange = await self._standin.message_command(
            body["command"], message, member=viewer.member, locale=viewer.locale
        )
        return _outcome(exchange, failed=None)  # a command without an answer has a row of its own

    async def autocomplete(self, viewer: Onlooker, body: Json) -> Json:
        """{choices}: the rows, or null if there was no answer."""
        try:
            choices = await self._standin.autocomplete(
                body["command"],
                body["option"],
                body["text"],
                others=body["others"],
                member=viewer.member,
                place=viewer.place,
                locale=viewer.locale,
            )
        except (NoAnswer, Impossible):
            return {"choices": None}
        return {"choices": choices}

    async def component(self, viewer: Onlooker, body: Json) -> Json:
        message = self._message(body["row"], viewer)
        custom_id = body["custom_id"]
        if body["values"] is None:
            exchange = await self._standin.press(
                message, custom_id, member=viewer.member, locale=viewer.locale
            )
        else:
            kind = _kinds(message.data["components"]).get(custom_id, 0)
            values = [_select_value(kind, value) for value in body["values"]]
            exchange = await self._standin.select(
                message, custom_id, values, member=viewer.member, locale=viewer.locale
            )
        return _outcome(exchange, failed=_PRESS_FAILED)

    async def modal(self, viewer: Onlooker, body: Json) -> Json:
        opened = self._opened(body["exchange"], viewer)
        kinds = _kinds((opened.modal or {})["components"])
        values = {key: _field_value(kinds.get(key, 0), value) for key, value in body["values"].items()}
        exchange = await self._standin.submit(opened, values, member=viewer.member, locale=viewer.locale)
        return _outcome(exchange, failed=_MODAL_FAILED)

    async def dismiss(self, viewer: Onlooker, body: Json) -> Json:
        row = next((row for row in self.rows(viewer) if row["id"] == body["row"]), None)
        if row is None or not row["ephemeral"]:
            raise Impossible("only a message that nobody else sees can be dismissed")
        self._dismissed.add((viewer.member.id, row["id"]))
        return {}

    async def fault(self, _viewer: Onlooker, body: Json) -> Json:
        """Switch one; `times` null: until it is switched off."""
        times = body["times"]
        self._switches.switch(str(body["fault"]), None if times is None else int(times))
        return {}

    async def calm(self, _viewer: Onlooker, _body: Json) -> Json:
        """Switch all off."""
        self._switches.calm()
        return {}

    async def guild_locale(self, _viewer: Onlooker, body: Json) -> Json:
        """Change the server's language for all."""
        self._standin.guild_locale = str(body["guild_locale"])
        return {}

    def _message(self, row: str, viewer: Onlooker) -> Message:
        for message in self._standin.messages:
            if message.data["id"] == row and message.place == viewer.place:
                return message
        raise Impossible("this message is not there any more")

    def _opened(self, exchange_id: str, viewer: Onlooker) -> Exchange:
        for exchange in self._standin.exchanges:
            if str(exchange.id) == exchange_id and exchange.modal and exchange.member.id == viewer.member.id:
                return exchange
        raise Impossible("this modal is not open")


def _outcome(exchange: Exchange, *, failed: str | None) -> Json:
    error = failed if exchange.state == "no_answer" else None
    return {"exchange": str(exchange.id), "modal": exchange.modal, "error": error}


def _kinds(components: list[Json]) -> dict[str, int]:
    return {one["custom_id"]: one["type"] for one in walk(components) if "custom_id" in one}


def _somebody(member_id: object) -> Member | None:
    return next((member for member in MEMBERS if str(member.id) == member_id), None)


def _option_value(kind: int, value: Any) -> Any:
    """What the page sends for an option, as the stand-in takes it."""
    if kind == _FILE_OPTION:
        return _upload(value)
    if kind in _USERS_IN_OPTIONS and (somebody := _somebody(value)):
        return somebody
    return int(value) if kind in _IDS_IN_OPTIONS else value


def _select_value(kind: int, value: Any) -> Any:
    return (_somebody(value) or value) if kind in _USERS_IN_SELECTS else value


def _field_value(kind: int, value: Any) -> Any:
    if kind == Component.FILE_UPLOAD:
        return [_upload(one) for one in value]
    return [_select_value(kind, one) for one in value] if isinstance(value, list) else value


def _upload(file: Json) -> tuple[str, bytes]:
    return file["filename"], base64.b64decode(file["base64"], validate=True)
