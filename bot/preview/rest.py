"""The REST routes the bot may use; everything else is refused as Discord refuses it.

The bot asks for no permission, so it may only be itself, register commands and answer interactions.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import BodyPartReader, web

from bot.preview import world
from bot.preview.attachments import Upload
from bot.preview.conversation import Conversation
from bot.preview.rules import refusal
from bot.preview.rules.commands import check_commands
from bot.preview.rules.refusal import Refusal
from bot.preview.world import APPLICATION_ID, Json

PREFIX = "/api/v10"
MAX_REQUEST = 25 * 1024 * 1024
"""Bytes of a whole request (docs: reference, uploading files)."""


@dataclass(slots=True)
class Request:
    """One request of the bot."""

    method: str
    path: str
    """Without /api/v10 and without the query."""
    query: dict[str, str]
    json: Any
    """The body; of a multipart body its payload_json; None if there was none."""
    uploads: list[Upload]
    authorization: str
    status: int = 0
    """What we answered; 0 until then."""
    response: Any = None
    """The body we answered with."""

    @property
    def files(self) -> dict[str, bytes]:
        return {upload.filename: upload.content for upload in self.uploads}


Reply = tuple[int, Any]
_Handler = Callable[..., Reply]
_NO_CONTENT: Reply = (204, None)


@dataclass(slots=True)
class Rest:
    """Judges requests, one after the other as they come."""

    conversation: Conversation
    accepts: Callable[[str], bool]
    """Whether a token is the bot's."""
    requests: list[Request] = field(default_factory=list)
    observers: list[Callable[[Request], None]] = field(default_factory=list)
    commands: list[Json] = field(default_factory=list)
    syncs: int = 0

    async def serve(self, request: web.Request) -> web.Response:
        """Read, record, judge and answer one request."""
        try:
            record = await _read(request)
        except Refusal as refused:
            return _response(refused.status, refused.body)
        self.requests.append(record)
        for observer in self.observers:
            observer(record)
        record.status, record.response = self._answer(record, host=request.host)
        return _response(record.status, record.response)

    def _answer(self, request: Request, *, host: str) -> Reply:
        methods: set[str] = set()
        try:
            for method, pattern, handler in self._routes(host):
                if (match := re.fullmatch(pattern, request.path)) is None:
                    continue
                methods.add(method)
                if method == request.method:
                    return handler(request, *match.groups())
            raise refusal.wrong_method() if methods else refusal.unknown_endpoint()
        except Refusal as refused:
            return refused.status, refused.body

    def _routes(self, host: str) -> list[tuple[str, str, _Handler]]:
        gateway = {"url": f"ws://{host}/gateway"}
        limits = {"total": 1000, "remaining": 1000, "reset_after": 0, "max_concurrency": 1}
        own = self._for_the_bot
        message = r"/webhooks/(\d+)/([^/]+)/messages/(@original|\d+)"
        return [
            ("GET", "/gateway", lambda _request: (200, gateway)),
            ("GET", "/gateway/bot", own(gateway | {"shards": 1, "session_start_limit": limits})),
            ("GET", "/users/@me", own(world.bot_user_json())),
            ("GET", "/oauth2/applications/@me", own(world.application_json())),
            ("GET", "/applications/@me", own(world.application_json())),
            ("GET", r"/applications/(\d+)/commands", self._get_commands),
            ("PUT", r"/applications/(\d+)/commands", self._put_commands),
            ("POST", r"/interactions/(\d+)/([^/]+)/callback", self._callback),
            ("POST", r"/webhooks/(\d+)/([^/]+)", self._follow_up),
            ("GET", message, self._get_message),
            ("PATCH", message, self._edit_message),
            ("DELETE", message, self._delete_message),
        ]

    # Who the bot is, and its commands: these need the bot's token

    def _authorize(self, request: Request) -> None:
        scheme, _, token = request.authorization.partition(" ")
        if scheme != "Bot" or not self.accepts(token):
            raise refusal.unauthorized()

    def _for_the_bot(self, body: Json) -> _Handler:
        def handler(request: Request) -> Reply:
            self._authorize(request)
            return 200, body

        return handler

    def _get_commands(self, request: Request, application_id: str) -> Reply:
        self._authorize(request)
        _own_application(application_id)
        return 200, self.commands

    def _put_commands(self, request: Request, application_id: str) -> Reply:
        """Overwrite all commands; those that keep their name keep their id (docs: bulk overwrite)."""
        self._authorize(request)
        _own_application(application_id)
        check_commands(request.json)
        version = str(self.conversation.next_id())
        ids = {(one["type"], one["name"]): one["id"] for one in self.commands}
        commands = []
        for given in request.json:
            command = {"type": 1, "description": "", "options": []} | given
            known = ids.get((command["type"], command["name"]))
            command |= {
                "id": known or str(self.conversation.next_id()),
                "application_id": str(APPLICATION_ID),
                "version": version,
            }
            commands.append(command)
        self.commands[:] = commands
        self.syncs += 1
        self.conversation.changed()
        return 200, self.commands

    # Answers to interactions: the token in the path says who may

    def _callback(self, request: Request, interaction_id: str, token: str) -> Reply:
        with_response = request.query.get("with_response", "").lower() in ("1", "true")
        with _Noted(self.conversation, token):
            payload = _object(request)
            body = self.conversation.respond(int(interaction_id), token, payload, request.uploads)
        return (200, body) if with_response else _NO_CONTENT

    def _follow_up(self, request: Request, application_id: str, token: str) -> Reply:
        _own_webhook(application_id)
        with _Noted(self.conversation, token):
            return 200, self.conversation.follow_up(token, _object(request), request.uploads)

    def _get_message(self, _request: Request, application_id: str, token: str, which: str) -> Reply:
        _own_webhook(application_id)
        with _Noted(self.conversation, token):
            return 200, self.conversation.get(token, which)

    def _edit_message(self, request: Request, application_id: str, token: str, which: str) -> Reply:
        _own_webhook(application_id)
        with _Noted(self.conversation, token):
            return 200, self.conversation.edit(token, which, _object(request), request.uploads)

    def _delete_message(self, _request: Request, application_id: str, token: str, which: str) -> Reply:
        _own_webhook(application_id)
        with _Noted(self.conversation, token):
            self.conversation.delete(token, which)
        return _NO_CONTENT


class _Noted:
    """Remembers a refusal with the exchange it happened in."""

    def __init__(self, conversation: Conversation, token: str) -> None:
        self._conversation, self._token = conversation, token

    def __enter__(self) -> None:
        return

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, Refusal):
            self._conversation.note(self._token, error.body)


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


async def _read(request: web.Request) -> Request:
    """Raise Refusal if the body is too large or no JSON."""
    if (request.content_length or 0) > MAX_REQUEST:
        raise refusal.too_large()
    text, uploads = "", list[Upload]()
    if request.content_type == "multipart/form-data":
        async for part in await request.multipart():
            if not isinstance(part, BodyPartReader):
                raise refusal.invalid_json()
            if part.name == "payload_json":
                text = await part.text(encoding="utf-8")
            elif match := re.fullmatch(r"files\[(\d+)\]", part.name or ""):
                kind = part.headers.get("Content-Type", "application/octet-stream")
                content = await part.read(decode=True)
                uploads.append(Upload(int(match[1]), part.filename or "unknown", bytes(content), kind))
    else:
        text = (await request.read()).decode()
    try:
        body = json.loads(text) if text else None
    except ValueError:
        raise refusal.invalid_json() from None
    return Request(
        method=request.method,
        path=request.path.removeprefix(PREFIX),
        query=dict(request.query),
        json=body,
        uploads=uploads,
        authorization=request.headers.get("Authorization", ""),
    )


def _response(status: int, body: Any) -> web.Response:
    """Without a charset in the content type: clients compare it with "application/json"."""
    if body is None:
        return web.Response(status=status)
    content = json.dumps(body).encode()
    return web.Response(status=status, body=content, headers={"Content-Type": "application/json"})
