"""What the bot does on the server by itself: posts, the channel's history, threads, events; and what it may do there.

Docs: resources/message (create message, get channel messages), resources/channel (start thread from message),
resources/guild-scheduled-event, topics/permissions.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from bot.preview.attachments import Upload
from bot.preview.channel import COMPONENTS_V2, SUPPRESS_EMBEDS, SUPPRESS_NOTIFICATIONS, Message
from bot.preview.conversation import Conversation
from bot.preview.rules import refusal
from bot.preview.rules.form import Form
from bot.preview.rules.messages import check_message
from bot.preview.world import (
    ATTACH_FILES,
    CREATE_EVENTS,
    CREATE_PUBLIC_THREADS,
    READ_MESSAGE_HISTORY,
    SEND_MESSAGES,
    SERVER,
    VIEW_CHANNEL,
    Json,
)

NONCE_SECONDS = 300.0
"""How long a nonce is known: "the past few minutes", says Discord."""
MAX_NONCE = 25
POST_FLAGS = SUPPRESS_EMBEDS | SUPPRESS_NOTIFICATIONS | COMPONENTS_V2
_PAGE, _MOST = 50, 100
_THREAD_NAME = 100
_EVENT_NAME, _EVENT_PLACE, _TIME = 100, 100, 40


class OwnMessages:
    """Judges what the bot asks of a channel. The server has one: all others are unknown."""

    def __init__(self, conversation: Conversation, *, clock: Callable[[], float]) -> None:
        self._conversation = conversation
        self._clock = clock
        self._nonces: dict[str, tuple[float, Message]] = {}
        self.events: list[Json] = []
        """Events of the server that the bot made."""
        self.is_gone = False
        """Whether the channel was deleted."""

    @property
    def withheld(self) -> int:
        """Rights that the bot was robbed of on the server; interactions there tell it, too."""
        return self._conversation.withheld

    @withheld.setter
    def withheld(self, rights: int) -> None:
        self._conversation.withheld = rights
        self._conversation.changed()

    def create(self, channel_id: int, payload: Json, uploads: Sequence[Upload]) -> Json:
        """Post a message, or return the one that there is of this nonce. Raise Refusal."""
        self._allow(channel_id, SEND_MESSAGES | (ATTACH_FILES if uploads else 0))
        form = Form({key: value for key, value in payload.items() if key not in ("nonce", "enforce_nonce")})
        nonce = payload.get("nonce")
        if nonce is not None and len(str(nonce)) > MAX_NONCE:
            form.refuse("BASE_TYPE_MAX_LENGTH", f"Must be {MAX_NONCE} or fewer in length.", "nonce")
        check_message(form, uploads=uploads, flags=POST_FLAGS)
        enforced = nonce is not None and payload.get("enforce_nonce") is True
        if enforced and (known := self._of_nonce(str(nonce))) is not None:
            if known.deleted:
                raise refusal.unknown_message()
            return known.data | {"nonce": nonce}
        message = self._conversation.post(SERVER, payload, uploads)
        if enforced:
            self._nonces[str(nonce)] = self._clock(), message
        return message.data | ({"nonce": nonce} if nonce is not None else {})

    def edit(self, channel_id: int, message_id: int, payload: Json, uploads: Sequence[Upload]) -> Json:
        """Change a message that all see. Raise Refusal."""
        self._allow(channel_id, ATTACH_FILES if uploads else 0)
        message = self._message(message_id)
        self._conversation.change(message, payload, uploads)
        return message.data

    def after(self, channel_id: int, query: Mapping[str, str]) -> list[Json]:
        """Messages of the channel, newest first: the last ones, or those next after an id. Raise Refusal.

        Without the right to read the history there are none.
        """
        self._allow(channel_id, 0)
        limit = int(query.get("limit", _PAGE))
        if not 1 <= limit <= _MOST:
            raise refusal.invalid_form(
                {"limit": {"_errors": [{"code": "NUMBER_TYPE_MAX", "message": "1 to 100"}]}}
            )
        if not self._may(READ_MESSAGE_HISTORY):
            return []
        there = [
            one for one in self._conversation.messages if one.place.kind == "server" and not one.ephemeral
        ]
        if "after" in query:
            there = [one for one in there if one.id > int(query["after"])][:limit]
        return [one.data for one in reversed(there[-limit:])]

    def start_thread(self, channel_id: int, message_id: int, payload: Json) -> Json:
        """Open a thread at a message. Raise Refusal."""
        self._allow(channel_id, CREATE_PUBLIC_THREADS)
        form = Form(payload)
        form.only("name", "auto_archive_duration", "rate_limit_per_user")
        form.text("name", _THREAD_NAME, least=1, required=True)
        form.judge()
        message = self._message(message_id)
        if "thread" in message.data:
            raise refusal.thread_exists()
        message.data["thread"] = {
            "id": str(message_id),
            "type": 11,
            "parent_id": str(channel_id),
            "guild_id": str(SERVER.guild_id),
            "name": payload["name"],
        }
        self._conversation.changed()
        thread: Json = message.data["thread"]
        return thread

    def create_event(self, guild_id: int, payload: Json) -> Json:
        """Make an event of the server. Raise Refusal."""
        if guild_id != SERVER.guild_id:
            raise refusal.missing_access()
        if not self._may(CREATE_EVENTS):
            raise refusal.missing_permissions()
        form = Form(payload)
        form.only(
            "name", "privacy_level", "entity_type", "entity_metadata", "scheduled_start_time", "scheduled_end_time"
        )  # fmt: skip
        form.text("name", _EVENT_NAME, least=1, required=True)
        for field in ("scheduled_start_time", "scheduled_end_time"):
            form.text(field, _TIME, least=1, required=True)
        form.judge()
        begins, ends = (
            datetime.fromisoformat(payload[field]).timestamp()
            for field in ("scheduled_start_time", "scheduled_end_time")
        )
        place = str((payload.get("entity_metadata") or {}).get("location", ""))
        if not 0 < len(place) <= _EVENT_PLACE or not self._clock() < begins < ends:
            raise refusal.invalid_form(
                {"entity_metadata": {"_errors": [{"code": "INVALID", "message": "no"}]}}
            )
        event = payload | {"id": str(self._conversation.next_id()), "guild_id": str(guild_id), "status": 1}
        self.events.append(event)
        return event

    def delete(self, message: Message) -> None:
        """A moderator deletes a message."""
        message.deleted = True
        self._conversation.messages.remove(message)
        self._conversation.changed()

    def _message(self, message_id: int) -> Message:
        there = (one for one in self._conversation.messages if one.id == message_id and not one.ephemeral)
        message = next(there, None)
        if message is None:
            raise refusal.unknown_message()
        return message

    def _of_nonce(self, nonce: str) -> Message | None:
        until = self._clock() - NONCE_SECONDS
        self._nonces = {key: one for key, one in self._nonces.items() if one[0] > until}
        return self._nonces[nonce][1] if nonce in self._nonces else None

    def _allow(self, channel_id: int, rights: int) -> None:
        if channel_id != SERVER.channel_id or self.is_gone:
            raise refusal.unknown_channel()
        if not self._may(VIEW_CHANNEL):
            raise refusal.missing_access()
        if not self._may(rights):
            raise refusal.missing_permissions()

    def _may(self, rights: int) -> bool:
        return SERVER.bot_permissions & ~self._conversation.withheld & rights == rights
