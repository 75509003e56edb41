"""From what the bot sent to the message Discord makes of it: numbered components, resolved media, mentions.

Docs: resources/message (message object), components/reference (component ids, unfurled media items).
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

from bot.preview.attachments import Upload, attachment_json, stored_name
from bot.preview.channel import COMMANDS, EPHEMERAL, LOADING, Component, Exchange, Message, Response, walk
from bot.preview.world import APPLICATION_ID, MEMBERS, ROLES, Json, Member, Place, bot_user_json

_DEFAULT, _REPLY, _CHAT_INPUT_COMMAND, _CONTEXT_MENU_COMMAND = 0, 19, 20, 23
_INTERACTION_TYPES = {"slash": 2, "message_command": 2, "component": 3, "autocomplete": 4, "modal": 5}


def interaction_type(exchange: Exchange) -> int:
    return _INTERACTION_TYPES[exchange.kind]


def new_message(
    exchange: Exchange, *, message_id: int, now: float, flags: int, reply_to: Message | None
) -> Message:
    """A message that says nothing yet, in the exchange's place."""
    place, member = exchange.place, exchange.member
    ephemeral = bool(flags & EPHEMERAL)
    data = _message(message_id, bot_user_json(), str(place.channel_of(member)), now) | {
        "type": _type(exchange, reply_to),
        "flags": flags,
        "webhook_id": str(APPLICATION_ID),
        "application_id": str(APPLICATION_ID),
        "interaction_metadata": _metadata(exchange),
    }
    if exchange.kind in COMMANDS:
        command = exchange.payload["data"]
        user = member.user_json()
        data["interaction"] = {"id": str(exchange.id), "type": 2, "name": command["name"], "user": user}
    if reply_to is not None:
        where = {"channel_id": reply_to.data["channel_id"], "message_id": reply_to.data["id"]}
        data["message_reference"] = {"type": 0} | where
        if reply_to is exchange.target:
            data["referenced_message"] = {k: v for k, v in reply_to.data.items() if k != "referenced_message"}
    private = ephemeral or place.kind == "dm"
    return Message(message_id, place, data, ephemeral, visible_to=member.id if private else None)


def members_message(text: str, member: Member, place: Place, *, message_id: int, now: float) -> Message:
    """What a member wrote themselves."""
    data = _message(message_id, member.user_json(), str(place.channel_of(member)), now) | {"content": text}
    visible_to = member.id if place.kind == "dm" else None
    return Message(message_id, place, data, False, visible_to, author=member)


def own_message(place: Place, *, message_id: int, now: float, flags: int) -> Message:
    """A message that the bot sends to the server's channel by itself; it says nothing yet."""
    data = _message(message_id, bot_user_json(), str(place.channel_id), now) | {"flags": flags}
    return Message(message_id, place, data, ephemeral=False, visible_to=None)


def _message(message_id: int, author: Json, channel_id: str, now: float) -> Json:
    """A message object that says nothing yet."""
    return {
        "id": str(message_id),
        "channel_id": channel_id,
        "type": _DEFAULT,
        "author": author,
        "content": "",
        "timestamp": _iso(now),
        "edited_timestamp": None,
        "tts": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "attachments": [],
        "embeds": [],
        "components": [],
        "pinned": False,
        "flags": 0,
    }


def _type(exchange: Exchange, reply_to: Message | None) -> int:
    """Docs: resources/message (message types)."""
    if reply_to is None:
        return _CHAT_INPUT_COMMAND
    return _CONTEXT_MENU_COMMAND if reply_to is exchange.target else _REPLY


def write(
    message: Message,
    payload: Json,
    uploads: Iterable[Upload],
    *,
    next_id: Callable[[], int],
    files_url: str,
) -> None:
    """Put a payload, new or an edit, into a message.

    What the payload does not name stays as it is; `attachments`, when named, lists all that shall remain.
    """
    data = message.data
    entries = payload.get("attachments")
    listed = {str(entry["id"]): entry for entry in entries or []}
    if entries is not None:
        data["attachments"] = [kept for kept in data["attachments"] if kept["id"] in listed]
    for upload in uploads:
        about = listed.get(str(upload.index), {})
        attachment_id, name = next_id(), stored_name(about.get("filename") or upload.filename)
        url = f"{files_url}/attachments/{data['channel_id']}/{attachment_id}/{name}"
        data["attachments"].append(
            attachment_json(upload, attachment_id=attachment_id, url=url, about=about)
            | ({"ephemeral": True} if message.ephemeral else {})
        )
        message.files[name] = upload.content
    names = {attachment["filename"]: attachment for attachment in data["attachments"]}
    message.files = {name: content for name, content in message.files.items() if name in names}

    # Whether a message is ephemeral was decided when it was made.
    data["flags"] = (data["flags"] & ~LOADING) | ((payload.get("flags") or 0) & ~EPHEMERAL)
    if "content" in payload:
        data["content"] = payload["content"] or ""
    if "embeds" in payload:
        data["embeds"] = [_embed(embed, names) for embed in payload["embeds"] or []]
    if "components" in payload:
        data["components"] = _components(payload["components"] or [], names)
    if payload.get("poll"):
        data["poll"] = copy.deepcopy(payload["poll"])
    data |= _mentions(message, payload.get("allowed_mentions"))
    message.sent = payload


def _iso(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="microseconds")


def mark_edited(message: Message, now: float) -> None:
    message.edits += 1
    message.data["edited_timestamp"] = _iso(now)


def callback_response(exchange: Exchange, response_type: int, message: Message | None) -> Json:
    """The interaction callback response object, which a callback with ?with_response=1 gets."""
    interaction: Json = {"id": str(exchange.id), "type": interaction_type(exchange)}
    if message is None:
        return {"interaction": interaction}
    interaction |= {
        "response_message_id": message.data["id"],
        "response_message_loading": bool(message.data["flags"] & LOADING),
        "response_message_ephemeral": message.ephemeral,
    }
    resource: Json = {"type": response_type}
    if response_type in (Response.MESSAGE, Response.UPDATE):
        resource["message"] = message.data
    return {"interaction": interaction, "resource": resource}


def _metadata(exchange: Exchange) -> Json:
    metadata: Json = {
        "id": str(exchange.id),
        "type": interaction_type(exchange),
        "user": exchange.member.user_json(),
        "authorizing_integration_owners": exchange.payload["authorizing_integration_owners"],
    }
    if exchange.kind in COMMANDS:
        metadata["name"] = exchange.payload["data"]["name"]
        metadata["command_type"] = exchange.payload["data"]["type"]
    if exchange.target is not None:
        metadata["target_message_id"] = exchange.target.data["id"]
    elif exchange.origin is not None:
        metadata["interacted_message_id"] = exchange.origin.data["id"]
    return metadata


def _components(payload: list[Json], names: dict[str, Json]) -> list[Json]:
    """Number the components and give every picture an address."""
    components = numbered(payload)
    for component in walk(components):
        for holder in (component, *component.get("items", ())):
            for key in ("media", "file"):
                if key in holder:
                    holder[key] = _media(holder[key], names)
        if component["type"] == Component.FILE:
            attachment = names[component["file"]["url"].rpartition("/")[2]]
            component |= {"name": attachment["filename"], "size": attachment["size"]}
    return components


def numbered(payload: list[Json]) -> list[Json]:
    """A copy in which every component has an id: in order, sparing those the bot gave."""
    components: list[Json] = _without_nulls(copy.deepcopy(payload))
    taken = {component.get("id") for component in walk(components)}
    number = 0
    for component in walk(components):
        if not component.get("id"):
            number += 1
            while number in taken:
                number += 1
            component["id"] = number
    return components


def _media(media: Json, names: dict[str, Json]) -> Json:
    """An unfurled media item: attachment://name becomes the address of the file, with its size."""
    attachment = _referenced(media["url"], names)
    if attachment is None:
        return {"url": media["url"], "proxy_url": media["url"], "loading_state": 2}
    kept = ("url", "proxy_url", "content_type", "width", "height")
    resolved: Json = {key: attachment[key] for key in kept if key in attachment}
    return resolved | {"loading_state": 2, "attachment_id": attachment["id"]}


def _embed(payload: Json, names: dict[str, Json]) -> Json:
    embed: Json = {"type": "rich"} | _without_nulls(copy.deepcopy(payload))
    for key in ("image", "thumbnail"):
        if key in embed:
            attachment = _referenced(embed[key]["url"], names)
            found = attachment or embed[key]
            embed[key] = {k: found[k] for k in ("url", "proxy_url", "width", "height") if k in found}
    for key in ("author", "footer"):
        icon = embed.get(key, {}).get("icon_url")
        if icon and (attachment := _referenced(icon, names)):
            embed[key]["icon_url"] = attachment["url"]
    return embed


def _referenced(url: str, names: dict[str, Json]) -> Json | None:
    return names.get(url.removeprefix("attachment://")) if url.startswith("attachment://") else None


def _without_nulls(value: Any) -> Any:
    """Discord leaves out what is null in components and embeds."""
    if isinstance(value, dict):
        return {key: _without_nulls(one) for key, one in value.items() if one is not None}
    if isinstance(value, list):
        return [_without_nulls(one) for one in value]
    return value


def _mentions(message: Message, allowed: Json | None) -> Json:
    """Who is pinged. Without allowed_mentions an interaction's answer pings users, and nobody else.

    Docs: resources/message (allowed mentions object). Embeds never ping, text displays do.
    """
    allowed = allowed if allowed is not None else {"parse": ["users"]}
    parse = allowed.get("parse") or []
    displays = [c["content"] for c in walk(message.data["components"]) if c["type"] == Component.TEXT_DISPLAY]
    text = "\n".join([message.data["content"], *displays])
    pinged = set(re.findall(r"<@!?(\d+)>", text))
    if "users" not in parse:
        pinged &= {str(one) for one in allowed.get("users") or []}
    roles = set(re.findall(r"<@&(\d+)>", text))
    if "roles" not in parse:
        roles &= {str(one) for one in allowed.get("roles") or []}
    return {
        "mentions": [member.user_json() for member in MEMBERS if str(member.id) in pinged],
        "mention_roles": [str(role.id) for role in ROLES if role.mentionable and str(role.id) in roles],
        "mention_everyone": "everyone" in parse and bool(re.search(r"@(everyone|here)\b", text)),
    }
