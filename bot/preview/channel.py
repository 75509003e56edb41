"""What has been said in the stand-in: messages, and the exchanges they came from."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any, Literal

from bot.preview.world import Json, Member, Place

# Flags of a message (docs: resources/message, message flags).
SUPPRESS_EMBEDS = 1 << 2
EPHEMERAL = 1 << 6
LOADING = 1 << 7
SUPPRESS_NOTIFICATIONS = 1 << 12
COMPONENTS_V2 = 1 << 15


class Response(IntEnum):
    """What a first response does (docs: receiving-and-responding, interaction callback type)."""

    MESSAGE = 4
    DEFERRED_MESSAGE = 5
    DEFERRED_UPDATE = 6
    UPDATE = 7
    CHOICES = 8
    MODAL = 9


DEFERRALS = frozenset({Response.DEFERRED_MESSAGE, Response.DEFERRED_UPDATE})
"""Responses that only promise one."""


class Component(IntEnum):
    """Discord's component types (docs: components/reference)."""

    ACTION_ROW = 1
    BUTTON = 2
    STRING_SELECT = 3
    TEXT_INPUT = 4
    USER_SELECT = 5
    ROLE_SELECT = 6
    MENTIONABLE_SELECT = 7
    CHANNEL_SELECT = 8
    SECTION = 9
    TEXT_DISPLAY = 10
    THUMBNAIL = 11
    MEDIA_GALLERY = 12
    FILE = 13
    SEPARATOR = 14
    CONTAINER = 17
    LABEL = 18
    FILE_UPLOAD = 19
    RADIO_GROUP = 21
    CHECKBOX_GROUP = 22
    CHECKBOX = 23


SELECTS = frozenset(
    {
        Component.STRING_SELECT,
        Component.USER_SELECT,
        Component.ROLE_SELECT,
        Component.MENTIONABLE_SELECT,
        Component.CHANNEL_SELECT,
    }
)

Kind = Literal["slash", "message_command", "autocomplete", "component", "modal"]
COMMANDS = frozenset({"slash", "message_command"})
"""Kinds of exchange that a command begins."""
State = Literal["waiting", "answered", "deferred", "updated", "modal", "choices", "no_answer"]


class NoAnswer(Exception):  # noqa: N818  (it is what the member sees: "The application did not respond")
    """The bot gave no answer that Discord would accept, in the time Discord gives it."""

    def __init__(self, exchange: Exchange) -> None:
        refusals = "; ".join(str(body) for body in exchange.refusals) or "none reached us"
        super().__init__(f"no answer to {exchange.kind} {exchange.about!r} (refused: {refusals})")
        self.exchange = exchange


class Impossible(ValueError):  # noqa: N818  (named after what it says)
    """A member's client would not let them do this: an option that does not exist, a disabled button."""


@dataclass(slots=True)
class Message:
    """One message, as it stands now."""

    id: int
    place: Place
    data: Json
    """The message object as Discord returns it."""
    ephemeral: bool
    visible_to: int | None
    """The only member who sees it (ephemeral messages and DMs), or None: everybody."""
    edits: int = 0
    files: dict[str, bytes] = field(default_factory=dict)
    """Attachments by file name."""
    deleted: bool = False
    sent: Json = field(default_factory=dict)
    """The payload of the bot that made or last changed it; empty for a member's message."""
    author: Member | None = None
    """Who wrote it, or None: the bot."""

    def seen_by(self, member: Member) -> bool:
        return not self.deleted and self.visible_to in (None, member.id)

    def texts(self) -> list[str]:
        """Every text a reader sees, from top to bottom: content, embeds, text displays."""
        found = [self.data["content"]] if self.data["content"] else []
        for embed in self.data["embeds"]:
            found += _embed_texts(embed)
        found += [c["content"] for c in walk(self.data["components"]) if c["type"] == Component.TEXT_DISPLAY]
        return found

    def buttons(self) -> list[Json]:
        """Buttons in order: label, disabled, style and custom_id or url."""
        return [
            {
                "label": c.get("label") or c.get("emoji", {}).get("name") or "",
                "disabled": c.get("disabled", False),
                "style": c["style"],
                **{key: c[key] for key in ("custom_id", "url") if key in c},
            }
            for c in walk(self.data["components"])
            if c["type"] == Component.BUTTON
        ]

    def selects(self) -> list[Json]:
        """Select menus in order; `options` is empty for selects of users, roles and channels."""
        return [
            {
                "custom_id": c["custom_id"],
                "placeholder": c.get("placeholder"),
                "options": c.get("options", []),
                "disabled": c.get("disabled", False),
            }
            for c in walk(self.data["components"])
            if c["type"] in SELECTS
        ]


@dataclass(slots=True)
class Exchange:
    """One interaction of a member and everything the bot said to it."""

    id: int
    kind: Kind
    about: str
    """What the member did: "/film title: Solaris", the name of a message command, the custom id of a button."""
    member: Member
    place: Place
    token: str
    created: float
    """By the stand-in's clock, in seconds."""
    payload: Json
    """The interaction as the bot received it."""
    origin: Message | None = None
    """The message whose button, select or modal this is."""
    target: Message | None = None
    """The message that a message command was used on."""
    state: State = "waiting"
    message: Message | None = None
    """The message sent or updated. While deferred: the "thinking…" message."""
    followups: list[Message] = field(default_factory=list)
    modal: Json | None = None
    choices: list[Json] | None = None
    answered_after: float | None = None
    """Seconds until the first response that Discord accepted."""
    refusals: list[Json] = field(default_factory=list)
    """The error bodies the bot got in this exchange."""
    acknowledged: asyncio.Event = field(default_factory=asyncio.Event)
    """Set by the first response that Discord accepted."""
    settled: asyncio.Event = field(default_factory=asyncio.Event)
    """Set once there is something to see, or nothing will come any more."""


def walk(components: list[Json]) -> Iterator[Json]:
    """Every component, nested ones too, in the order in which they are shown."""
    for component in components:
        yield component
        yield from walk(component.get("components", []))
        for key in ("accessory", "component"):
            if key in component:
                yield from walk([component[key]])


def _embed_texts(embed: Json) -> list[str]:
    parts: list[Any] = [embed.get("author", {}).get("name"), embed.get("title"), embed.get("description")]
    for one in embed.get("fields", []):
        parts += [one["name"], one["value"]]
    parts.append(embed.get("footer", {}).get("text"))
    return [part for part in parts if part]
