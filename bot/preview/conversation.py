"""What the bot may say when: first responses, edits, follow-ups, and Discord's two clocks.

Docs: interactions/receiving-and-responding. The first response is due within three seconds (`patience`); the
token then serves fifteen minutes for edits and follow-ups.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from secrets import token_urlsafe

from bot.preview import messages
from bot.preview.attachments import Upload
from bot.preview.channel import DEFERRALS, EPHEMERAL, LOADING, Exchange, Kind, Message, Response
from bot.preview.rules import refusal
from bot.preview.rules.callbacks import check_edit, check_followup, check_response
from bot.preview.rules.refusal import Refusal
from bot.preview.world import APPLICATION_ID, Json, Member, Place

TOKEN_SECONDS = 15 * 60
"""How long an interaction's token is good for edits and follow-ups."""

_DISCORD_EPOCH = 1_420_070_400.0


class Conversation:
    """All exchanges and messages, and the only code that changes them."""

    def __init__(self, *, clock: Callable[[], float], patience: float, files_url: Callable[[], str]) -> None:
        self._clock = clock
        self._patience = patience
        self._files_url = files_url
        self._last_id = 0
        self._by_id: dict[int, Exchange] = {}
        self._by_token: dict[str, Exchange] = {}
        self.exchanges: list[Exchange] = []
        self.messages: list[Message] = []
        self.files: dict[str, bytes] = {}
        """Everything uploaded, by URL."""
        self.on_change: list[Callable[[], None]] = []
        self.guild_locale = "en-US"
        """The server's language, told to the bot with every interaction there."""
        self.withheld = 0
        """Rights that the bot was robbed of on the server."""

    def next_id(self) -> int:
        """A snowflake: the clock's milliseconds, made unique (docs: reference, snowflakes)."""
        milliseconds = int((self._clock() - _DISCORD_EPOCH) * 1000)
        self._last_id = max(milliseconds << 22, self._last_id + 1)
        return self._last_id

    def open(
        self,
        kind: Kind,
        about: str,
        data: Json,
        *,
        member: Member,
        place: Place,
        origin: Message | None = None,
        target: Message | None = None,
    ) -> Exchange:
        """A member did something: make the interaction, with a new token and the clock started."""
        exchange_id, token = self.next_id(), token_urlsafe(48)
        payload: Json = {
            "id": str(exchange_id),
            "application_id": str(APPLICATION_ID),
            "token": token,
            "version": 1,
            "data": data,
        } | place.interaction_json(member, self.guild_locale, self.withheld)
        if origin is not None:
            payload["message"] = origin.data
        exchange = Exchange(
            exchange_id,
            kind,
            about,
            member,
            place,
            token,
            self._clock(),
            payload,
            origin=origin,
            target=target,
        )
        payload["type"] = messages.interaction_type(exchange)
        self._by_id[exchange_id] = self._by_token[token] = exchange
        self.exchanges.append(exchange)
        self.changed()
        return exchange

    def write(self, text: str, member: Member, place: Place) -> Message:
        """A member writes a message of their own. The bot hears nothing of it: it has no intent for messages."""
        message = messages.members_message(text, member, place, message_id=self.next_id(), now=self._clock())
        self.messages.append(message)
        self.changed()
        return message

    def post(self, place: Place, payload: Json, uploads: Sequence[Upload]) -> Message:
        """The bot says something that answers nobody; its payload was judged (see `own_messages`)."""
        message = messages.own_message(
            place, message_id=self.next_id(), now=self._clock(), flags=payload.get("flags") or 0
        )
        self.messages.append(message)
        self._write(message, payload, uploads)
        self.changed()
        return message

    async def settle(self, exchange: Exchange) -> None:
        """Wait for the first response, and for what a deferred one promised: `patience` seconds each."""
        try:
            async with asyncio.timeout(self._patience):
                await exchange.acknowledged.wait()
        except TimeoutError:
            exchange.state = "no_answer"
            self._settled(exchange)
            return
        if exchange.state == "deferred":
            with suppress(TimeoutError):
                async with asyncio.timeout(self._patience):
                    await exchange.settled.wait()

    def forget(self, older_than: float) -> None:
        """Let go of messages and exchanges of that age in seconds; what the bot still says to them is refused."""
        until = self._clock() - older_than
        for exchange in self.exchanges:
            if exchange.created < until:
                del self._by_id[exchange.id], self._by_token[exchange.token]
        self.exchanges[:] = [one for one in self.exchanges if one.created >= until]
        last_gone = int((until - _DISCORD_EPOCH) * 1000)  # in milliseconds, as ids tell the time
        self.messages[:] = [one for one in self.messages if one.id >> 22 > last_gone]
        for url in [url for url in self.files if int(url.split("/")[-2]) >> 22 <= last_gone]:
            del self.files[url]

    @contextmanager
    def noting(self, token: str) -> Iterator[None]:
        """Remember with its exchange what the bot is refused."""
        try:
            yield
        except Refusal as refused:
            if token in self._by_token:
                self._by_token[token].refusals.append(refused.body)
                self.changed()
            raise

    def changed(self) -> None:
        for callback in self.on_change:
            callback()

    # What the bot asks of us

    def respond(self, exchange_id: int, token: str, payload: Json, uploads: Sequence[Upload]) -> Json:
        """The first response. Return Discord's callback response object; raise Refusal."""
        exchange = self._by_id.get(exchange_id)
        if exchange is None or exchange.token != token:
            raise refusal.unknown_interaction()
        passed = self._clock() - exchange.created
        if exchange.state == "no_answer" or (exchange.state == "waiting" and passed > self._patience):
            raise refusal.unknown_interaction()
        if exchange.state != "waiting":
            raise refusal.already_acknowledged()
        check_response(payload, kind=exchange.kind, origin=exchange.origin, uploads=uploads)
        message = self._first_response(exchange, payload["type"], payload.get("data") or {}, uploads)
        exchange.answered_after = passed
        exchange.acknowledged.set()
        if payload["type"] not in DEFERRALS:  # those are settled by what they promise
            exchange.settled.set()
        self.changed()
        return messages.callback_response(exchange, payload["type"], message)

    def _first_response(
        self, exchange: Exchange, kind: int, data: Json, uploads: Sequence[Upload]
    ) -> Message | None:
        match kind:
            case Response.MESSAGE:
                exchange.state = "answered"
                exchange.message = self._say(
                    exchange, data, uploads, reply_to=exchange.origin or exchange.target
                )
            case Response.DEFERRED_MESSAGE:
                exchange.state = "deferred"
                flags = (data.get("flags") or 0) & EPHEMERAL | LOADING
                exchange.message = self._add(exchange, flags, reply_to=exchange.origin or exchange.target)
            case Response.DEFERRED_UPDATE:
                exchange.state = "deferred"
                exchange.message = exchange.origin
                return None
            case Response.UPDATE:
                if exchange.origin is None or exchange.origin.deleted:
                    raise refusal.unknown_message()
                exchange.state = "updated"
                exchange.message = exchange.origin
                self._rewrite(exchange.origin, data, uploads)
            case Response.CHOICES:
                exchange.state, exchange.choices = "choices", data["choices"]
            case Response.MODAL:
                exchange.state = "modal"
                exchange.modal = data | {"components": messages.numbered(data["components"])}
        return exchange.message

    def follow_up(self, token: str, payload: Json, uploads: Sequence[Upload]) -> Json:
        """A further message. Right after a deferral it fills the promised one (docs: followup messages)."""
        exchange = self._answered(token)
        check_followup(payload, uploads=uploads)
        message = exchange.message
        if message is not None and message.data["flags"] & LOADING and not message.deleted:
            self._rewrite(message, payload, uploads)
            exchange.state = "answered"
        else:
            message = self._say(exchange, payload, uploads, reply_to=exchange.message)
            exchange.followups.append(message)
        self._settled(exchange)
        return message.data

    def change(self, message: Message, payload: Json, uploads: Sequence[Upload]) -> None:
        """The bot changes a message of its own, in answer to nothing. Raise Refusal."""
        check_edit(payload, message=message, uploads=uploads)
        self._rewrite(message, payload, uploads)
        self.changed()

    def edit(self, token: str, which: str, payload: Json, uploads: Sequence[Upload]) -> Json:
        """Change a message of this exchange; `which` is its id or "@original"."""
        exchange = self._answered(token)
        message = self._find(exchange, which)
        check_edit(payload, message=message, uploads=uploads)
        self._rewrite(message, payload, uploads)
        if message is exchange.message:
            if exchange.state == "deferred":
                exchange.state = "updated" if message is exchange.origin else "answered"
            self._settled(exchange)
        else:
            self.changed()
        return message.data

    def get(self, token: str, which: str) -> Json:
        return self._find(self._answered(token), which).data

    def delete(self, token: str, which: str) -> None:
        exchange = self._answered(token)
        message = self._find(exchange, which)
        message.deleted = True
        if message in self.messages:  # else it was forgotten
            self.messages.remove(message)
        self._forget_files(message)
        self._settled(exchange)

    def _answered(self, token: str) -> Exchange:
        """The exchange of a token that may edit and follow up, which it may from the first response on."""
        exchange = self._by_token.get(token)
        if exchange is None or exchange.state in ("waiting", "no_answer", "choices"):
            raise refusal.unknown_webhook()
        if self._clock() - exchange.created > TOKEN_SECONDS:
            raise refusal.token_expired()
        return exchange

    @staticmethod
    def _find(exchange: Exchange, which: str) -> Message:
        if which == "@original":
            found = exchange.message
        else:
            ours = [exchange.message, *exchange.followups]
            found = next((one for one in ours if one is not None and str(one.id) == which), None)
        if found is None or found.deleted:
            raise refusal.unknown_message()
        return found

    # Messages

    def _add(self, exchange: Exchange, flags: int, reply_to: Message | None) -> Message:
        message = messages.new_message(
            exchange, message_id=self.next_id(), now=self._clock(), flags=flags, reply_to=reply_to
        )
        self.messages.append(message)
        return message

    def _say(
        self, exchange: Exchange, payload: Json, uploads: Sequence[Upload], reply_to: Message | None
    ) -> Message:
        message = self._add(exchange, payload.get("flags") or 0, reply_to)
        self._write(message, payload, uploads)
        return message

    def _rewrite(self, message: Message, payload: Json, uploads: Sequence[Upload]) -> None:
        was_promise = message.data["flags"] & LOADING
        self._write(message, payload, uploads)
        if not was_promise:
            messages.mark_edited(message, self._clock())

    def _write(self, message: Message, payload: Json, uploads: Sequence[Upload]) -> None:
        self._forget_files(message)
        messages.write(message, payload, uploads, next_id=self.next_id, files_url=self._files_url())
        self.files |= {one["url"]: message.files[one["filename"]] for one in message.data["attachments"]}

    def _forget_files(self, message: Message) -> None:
        for attachment in message.data["attachments"]:
            self.files.pop(attachment["url"], None)

    def _settled(self, exchange: Exchange) -> None:
        exchange.settled.set()
        self.changed()
