"""What the page shows: the channel as one member sees it, and the commands they may use, as JSON."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import discord

from bot.preview.channel import COMMANDS, LOADING, Exchange, Message
from bot.preview.rules.commands import CHAT_INPUT, MESSAGE
from bot.preview.standin import StandIn
from bot.preview.world import DM, LOCALES, MEMBERS, ROLES, SERVER, Json, Member, Place, bot_user_json

PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp")
"""Kinds of file that are shown; all others are offered to download."""

_SUBCOMMAND, _GROUP = 1, 2
_IN_SERVER, _IN_DM = 0, 1


@dataclass(frozen=True, slots=True)
class Onlooker:
    """Who looks, from where, in which language."""

    member: Member
    place: Place
    locale: str


def about() -> Json:
    """The world the page needs to know once: who is there, where, and in which languages."""
    bot = bot_user_json()
    channel = SERVER.channel_json(MEMBERS[0])
    return {
        "bot": {"id": bot["id"], "name": bot["username"], "bot": True},
        "server": "Film club",
        "members": [
            {
                "id": str(member.id),
                "name": member.name,
                "manager": member.manager,
                "locale": member.locale,
                "tint": tint,
            }
            for tint, member in enumerate(MEMBERS)
        ],
        "roles": [{"id": str(role.id), "name": role.name} for role in ROLES],
        "channels": [{key: channel[key] for key in ("id", "name", "type")}],
        "places": [{"kind": "server", "name": channel["name"]}, {"kind": "dm", "name": bot["username"]}],
        "locales": list(LOCALES),
    }


# The channel


def rows(standin: StandIn, viewer: Onlooker, befell: Callable[[Exchange], list[str]]) -> list[Json]:
    """Messages the viewer sees, and their commands that got no answer; oldest first. `befell`: faults on the way."""
    exchanges = {str(exchange.id): exchange for exchange in standin.exchanges}
    latest = {one.id: exchange for exchange in standin.exchanges for one in _said(exchange)}
    found = [
        (message.id, _message(message, exchanges, standin.url) | _fate(latest.get(message.id), befell))
        for message in standin.messages
        if message.place == viewer.place and message.seen_by(viewer.member)
    ]
    found += [
        (exchange.id, _unanswered(exchange) | _fate(exchange, befell))
        for exchange in standin.exchanges
        if exchange.kind in COMMANDS
        and exchange.state == "no_answer"
        and exchange.place == viewer.place
        and exchange.member.id == viewer.member.id
    ]
    return [row for _, row in sorted(found, key=lambda one: one[0])]


def _message(message: Message, exchanges: dict[str, Exchange], files_url: str) -> Json:
    data = message.data
    exchange = exchanges.get(data.get("interaction_metadata", {}).get("id", ""))
    reply = data.get("message_reference")
    shown = {key: data[key] for key in ("content", "embeds", "components", "attachments", "flags")}
    shown["attachments"] = [
        attachment | {"content_type": content_type(attachment["filename"])}
        for attachment in data["attachments"]
    ]
    return {
        "id": data["id"],
        "author": None if message.author is None else str(message.author.id),
        "at": data["timestamp"],
        "edited": data["edited_timestamp"],
        "ephemeral": message.ephemeral,
        "thinking": bool(data["flags"] & LOADING),
        "failed": None,
        "used": _used(exchange) if exchange is not None and exchange.message is message else None,
        "reply": reply["message_id"] if reply else None,
        "thread": data["thread"]["name"] if "thread" in data else None,
        "data": _same_origin(shown, files_url),
        "payload": message.sent or None,
        "refusals": exchange.refusals if exchange is not None else [],
    }


def _unanswered(exchange: Exchange) -> Json:
    return {
        "id": str(exchange.id),
        "author": None,
        "at": discord.utils.snowflake_time(exchange.id).isoformat(),
        "edited": None,
        "ephemeral": True,
        "thinking": False,
        "failed": "The application did not respond",
        "used": _used(exchange),
        "reply": exchange.target.data["id"] if exchange.target is not None else None,
        "data": None,
        "payload": None,
        "refusals": exchange.refusals,
    }


def _said(exchange: Exchange) -> list[Message]:
    return [one for one in (exchange.message, *exchange.followups) if one is not None]


def _fate(exchange: Exchange | None, befell: Callable[[Exchange], list[str]]) -> Json:
    """What befell the exchange that a row is, or was last changed by; null where nothing did."""
    faults = befell(exchange) if exchange is not None else []
    if exchange is None or not faults:
        return {"befallen": None}
    return {"befallen": {"faults": faults, "answered_after": exchange.answered_after}}


def _used(exchange: Exchange) -> Json | None:
    if exchange.kind not in COMMANDS:
        return None
    member = str(exchange.member.id)
    step = exchange.payload["data"]
    path = [step["name"]]
    while (options := step.get("options")) and options[0]["type"] in (_SUBCOMMAND, _GROUP):
        step = options[0]
        path.append(step["name"])
    return {"member": member, "name": " ".join(path), "slash": exchange.kind == "slash"}


def content_type(filename: str) -> str:
    """What a file is, by its name: discord.py does not say it when it uploads, and Discord looks by itself."""
    return mimetypes.guess_type(filename, strict=False)[0] or "application/octet-stream"


def _same_origin(value: Any, files_url: str) -> Any:
    """The page may load from its own address only, so that is where files are for it."""
    if isinstance(value, str):
        prefix = f"{files_url}/attachments/"
        return value.replace(prefix, "/api/files/", 1) if value.startswith(prefix) else value
    if isinstance(value, dict):
        return {key: _same_origin(one, files_url) for key, one in value.items()}
    if isinstance(value, list):
        return [_same_origin(one, files_url) for one in value]
    return value


# The commands


def commands(registered: Sequence[Json], viewer: Onlooker) -> list[Json]:
    """Slash commands the viewer may use where they are, subcommands one by one, in their language."""
    return [
        flat
        for command in registered
        if command["type"] == CHAT_INPUT and _offered(command, viewer)
        for flat in _flattened(command, command, [], [], viewer.locale)
    ]


def message_commands(registered: Sequence[Json], viewer: Onlooker) -> list[Json]:
    """What "Apps" in the context menu of a message offers the viewer: {name, label}, label in their language."""
    return [
        {"name": command["name"], "label": _localised(command, "name", viewer.locale)}
        for command in registered
        if command["type"] == MESSAGE and _offered(command, viewer)
    ]


def _offered(command: Json, viewer: Onlooker) -> bool:
    """Whether Discord's client would list it (docs: application commands, contexts and permissions)."""
    contexts = command.get("contexts")
    here = _IN_DM if viewer.place == DM else _IN_SERVER
    if contexts is not None and here not in contexts:
        return False
    needed = command.get("default_member_permissions")
    if needed is None or viewer.place == DM:
        return True
    return int(needed) != 0 and viewer.member.permissions & int(needed) == int(needed)


def _flattened(root: Json, node: Json, path: list[str], labels: list[str], locale: str) -> Iterator[Json]:
    path = [*path, node["name"]]
    labels = [*labels, _localised(node, "name", locale)]
    options = node.get("options") or []
    inner = [option for option in options if option["type"] in (_SUBCOMMAND, _GROUP)]
    for one in inner:
        yield from _flattened(root, one, path, labels, locale)
    if not inner:
        yield {
            "path": " ".join(path),
            "label": " ".join(labels),
            "id": root["id"],
            "description": _localised(node, "description", locale),
            "options": [_option(option, locale) for option in options],
        }


def _option(option: Json, locale: str) -> Json:
    limits = ("min_value", "max_value", "min_length", "max_length", "channel_types")
    return {
        "name": option["name"],
        "label": _localised(option, "name", locale),
        "description": _localised(option, "description", locale),
        "type": option["type"],
        "required": option.get("required", False),
        "autocomplete": option.get("autocomplete", False),
        "choices": [
            {"label": _localised(choice, "name", locale), "value": choice["value"]}
            for choice in option.get("choices") or []
        ],
        **{key: option[key] for key in limits if option.get(key) is not None},
    }


def _localised(thing: Json, key: str, locale: str) -> str:
    return str((thing.get(f"{key}_localizations") or {}).get(locale) or thing[key])
