"""The REST routes the bot may use; everything else is refused as Discord refuses it.

The bot may be itself, register commands and answer interactions without any permission; and post in the channel and
make events, with those it takes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import BodyPartReader, web

from bot.preview import readable, world
from bot.preview.attachments import Upload
from bot.preview.conversation import Conversation
from bot.preview.own_messages import OwnMessages
from bot.preview.rules import refusal
from bot.preview.rules.commands import check_commands
from bot.preview.rules.refusal import Refusal
from bot.preview.world import APPLICATION_ID, Json

PREFIX = "/api/v10"
MAX_REQUEST = 25 * 1024 * 1024
"""Bytes of a whole request (docs: reference, uploading files)."""
_ID = "[0-9]{1,20}"
"""A snowflake in a path: 64 bits."""


@dataclass(slots=True)
class Request:
    """One request of the bot."""

    method: str
    path: str
    """Without /api/v10 and without the query."""
    query: dict[str, str]
    authorization: str
    json: Any = None
    """The body; of a multipart body its payload_json; None if there was none."""
    uploads: list[Upload] = field(default_factory=list)
    status: int = 0
    """What we answered; 0 until then."""
    response: Any = None
    """The body we answered with."""

    @property
    def files(self) -> dict[str, bytes]:
        return {upload.filename: upload.content for upload in self.uploads}


Reply = tuple[int, Any]
_Handler = Callable[..., Reply]


class Rest:
    """Judges requests, one after the other as they come."""

    def __init__(
        self,
        conversation: Conversation,
        own: OwnMessages,
        *,
        accepts: Callable[[str], bool],
        gateway_url: Callable[[], str],
    ) -> None:
        """`accepts` says whether a token is the bot's."""
        self._conversation = conversation
        self._own = own
        self._accepts = accepts
        self._gateway_url = gateway_url
        self.requests: list[Request] = []
        self.observers: list[Callable[[Request], None]] = []
        self.commands: list[Json] = []
        self.syncs = 0
        self.guilds = {world.SERVER.guild_id or 0, world.OTHER_SERVER.guild_id or 0}
        """The servers that the bot is in."""
        self.guild_pages: int | None = None
        """How many pages of them are answered still; None: all."""
        self.recommended_shards = 1
        """How many the bot is told to use."""
        self.application = world.application_json()
        self.session_start_limit = {"total": 1000, "remaining": 1000, "reset_after": 0, "max_concurrency": 1}
        """How many sessions the bot may still begin, and milliseconds until it may again (docs: events/gateway)."""
        commands = rf"/applications/({_ID})/commands"
        webhook = rf"/webhooks/({_ID})/([^/]+)"
        message = webhook + rf"/messages/(@original|{_ID})"
        routes: dict[str, dict[str, _Handler]] = {
            rf"/interactions/({_ID})/([^/]+)/callback": {"POST": self._callback},
            webhook: {"POST": self._follow_up},
            message: {"GET": self._get, "PATCH": self._edit, "DELETE": self._delete},
            commands: {"GET": self._get_commands, "PUT": self._put_commands},
            rf"/channels/({_ID})/messages": {"GET": self._get_channel_messages, "POST": self._post},
            rf"/channels/({_ID})/messages/({_ID})": {"PATCH": self._edit_own},
            rf"/guilds/({_ID})/scheduled-events": {"POST": self._create_event},
            rf"/channels/({_ID})/messages/({_ID})/threads": {"POST": self._start_thread},
            "/gateway": {"GET": self._get_gateway},
            "/gateway/bot": {"GET": self._get_gateway_bot},
            "/users/@me": {"GET": self._get_bot_user},
            "/users/@me/guilds": {"GET": self._get_guilds},
            "/oauth2/applications/@me": {"GET": self._get_application},
            "/applications/@me": {"GET": self._get_application},
        }
        self._routes = [(re.compile(pattern), methods) for pattern, methods in routes.items()]

    async def serve(self, request: web.Request) -> web.Response:
        """Read, record, judge and answer one request."""
        record = Request(
            method=request.method,
            path=request.path.removeprefix(PREFIX),
            query=dict(request.query),
            authorization=request.headers.get("Authorization", ""),
        )
        unreadable = await _read_body(request, record)
        self.requests.append(record)
        for observer in self.observers:
            observer(record)
        record.status, record.response = unreadable or self._answer(record)
        return _response(record.status, record.response)

    def _answer(self, request: Request) -> Reply:
        try:
            for pattern, methods in self._routes:
                if match := pattern.fullmatch(request.path):
                    if request.method not in methods:
                        raise refusal.wrong_method()
                    return methods[request.method](request, *match.groups())
            raise refusal.unknown_endpoint()
        except Refusal as refused:
            return refused.reply

    # Who the bot is, and its commands: these need the bot's token

    def _authorize(self, request: Request) -> None:
        scheme, _, token = request.authorization.partition(" ")
        if scheme != "Bot" or not self._accepts(token):
            raise refusal.unauthorized()

    def _get_gateway(self, _request: Request) -> Reply:
        return 200, {"url": self._gateway_url()}

    def _get_gateway_bot(self, request: Request) -> Reply:
        self._authorize(request)
        limit = self.session_start_limit
        return 200, {
            "url": self._gateway_url(),
            "shards": self.recommended_shards,
            "session_start_limit": limit,
        }

    def _get_bot_user(self, request: Request) -> Reply:
        self._authorize(request)
        return 200, world.bot_user_json()

    def _get_guilds(self, request: Request) -> Reply:
        """Docs: resources/user, get current user guilds."""
        self._authorize(request)
        if self.guild_pages is not None:
            if not self.guild_pages:
                raise refusal.missing_access()
            self.guild_pages -= 1
        after, most = int(request.query.get("after", 0)), int(request.query.get("limit", 200))
        return 200, [world.guild_json(one) for one in sorted(self.guilds) if one > after][:most]

    def _get_application(self, request: Request) -> Reply:
        self._authorize(request)
        return 200, self.application

    def _get_commands(self, request: Request, application_id: str) -> Reply:
        self._authorize(request)
        _own_application(application_id)
        return 200, self.commands

    def _put_commands(self, request: Request, application_id: str) -> Reply:
        """Overwrite all commands; those that keep their name keep their id (docs: bulk overwrite)."""
        self._authorize(request)
        _own_application(application_id)
        check_commands(request.json)
        version = str(self._conversation.next_id())
        ids = {(one["type"], one["name"]): one["id"] for one in self.commands}
        commands = []
        for given in request.json:
            command = {"type": 1, "description": "", "options": []} | given
            known = ids.get((command["type"], command["name"]))
            command |= {
                "id": known or str(self._conversation.next_id()),
                "application_id": str(APPLICATION_ID),
                "version": version,
            }
            commands.append(command)
        self.commands[:] = commands
        self.syncs += 1
        self._conversation.changed()
        return 200, self.commands

    # What the bot says by itself

    def _post(self, request: Request, channel_id: str) -> Reply:
        self._authorize(request)
        return 200, self._own.create(int(channel_id), _object(request), request.uploads)

    def _get_channel_messages(self, request: Request, channel_id: str) -> Reply:
        self._authorize(request)
        return 200, self._own.after(int(channel_id), request.query)

    def _edit_own(self, request: Request, channel_id: str, message_id: str) -> Reply:
        self._authorize(request)
        return 200, self._own.edit(int(channel_id), int(message_id), _object(request), request.uploads)

    def _create_event(self, request: Request, guild_id: str) -> Reply:
        self._authorize(request)
        return 200, self._own.create_event(int(guild_id), _object(request))

    def _start_thread(self, request: Request, channel_id: str, message_id: str) -> Reply:
        self._authorize(request)
        return 201, self._own.start_thread(int(channel_id), int(message_id), _object(request))

    # Answers to interactions: the token in the path says who may

    def _callback(self, request: Request, interaction_id: str, token: str) -> Reply:
        with self._conversation.noting(token):
            payload = _object(request)
            body = self._conversation.respond(int(interaction_id), token, payload, request.uploads)
        with_response = request.query.get("with_response", "").lower() in ("1", "true")
        return (200, body) if with_response else (204, None)

    def _follow_up(self, request: Request, application_id: str, token: str) -> Reply:
        _own_webhook(application_id)
        with self._conversation.noting(token):
            return 200, self._conversation.follow_up(token, _object(request), request.uploads)

    def _get(self, _request: Request, application_id: str, token: str, which: str) -> Reply:
        _own_webhook(application_id)
        with self._conversation.noting(token):
            return 200, self._conversation.get(token, which)

    def _edit(self, request: Request, application_id: str, token: str, which: str) -> Reply:
        _own_webhook(application_id)
        with self._conversation.noting(token):
            return 200, self._conversation.edit(token, which, _object(request), request.uploads)

    def _delete(self, _request: Request, application_id: str, token: str, which: str) -> Reply:
        _own_webhook(application_id)
        with self._conversation.noting(token):
            self._conversation.delete(token, which)
        return 204, None


def _own_application(application_id: str) -> None:
    if application_id != str(APPLICATION_ID):
        raise refusal.unknown_application()


def _own_webhook(application_id: str) -> None:
    if application_id != str(APPLICATION_ID):
        raise refusal.unknown_webhook()


def _object(request: Request) -> Json:
    if not isinstance(request.json, dict):
        raise refusal.invalid_json()
    return request.json


async def _read_body(request: web.Request, record: Request) -> Reply | None:
    """Fill in json and uploads. Return the refusal of a body that is too large or no JSON."""
    try:
        if (request.content_length or 0) > MAX_REQUEST:
            raise refusal.too_large()
        if request.content_type == "multipart/form-data":
            text = await _read_multipart(request, record.uploads)
        else:
            text = (await request.read()).decode()
        record.json = readable.loads(text) if text else None
    except (ValueError, RuntimeError):  # RuntimeError: a part in a transfer encoding nobody knows
        return refusal.invalid_json().reply
    except Refusal as refused:
        return refused.reply
    return None


async def _read_multipart(request: web.Request, uploads: list[Upload]) -> str:
    """Return payload_json, put files[n] into `uploads` (docs: reference, uploading files)."""
    text = ""
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader):
            raise refusal.invalid_json()
        if part.name == "payload_json":
            text = await part.text(encoding="utf-8")
        elif match := re.fullmatch(r"files\[([0-9]{1,3})\]", part.name or ""):
            kind = part.headers.get("Content-Type", "application/octet-stream")
            content = bytes(await part.read(decode=True))
            uploads.append(Upload(int(match[1]), part.filename or "unknown", content, kind))
    return text


def _response(status: int, body: Any) -> web.Response:
    """Without a charset in the content type: clients compare it with "application/json"."""
    if body is None:
        return web.Response(status=status)
    content = json.dumps(body).encode()
    return web.Response(status=status, body=content, headers={"Content-Type": "application/json"})
