"""Small payloads for the stand-in's rules, and what the rules say of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.preview.attachments import Upload
from bot.preview.channel import Kind, Message
from bot.preview.rules.callbacks import check_followup, check_response
from bot.preview.rules.refusal import Refusal
from bot.preview.world import SERVER

Json = dict[str, Any]
V2 = 1 << 15
PICTURE = Upload(0, "a.png", b"x")


def text(content: str = "hi") -> Json:
    return {"type": 10, "content": content}


def button(**changes: Any) -> Json:
    return {"type": 2, "style": 1, "label": "Go", "custom_id": "go"} | changes


def link(**changes: Any) -> Json:
    return {"type": 2, "style": 5, "label": "Read", "url": "https://example.org"} | changes


def select(**changes: Any) -> Json:
    return {"type": 3, "custom_id": "s", "options": [option("a"), option("b")]} | changes


def option(value: str, **changes: Any) -> Json:
    return {"label": value.upper(), "value": value} | changes


def row(*children: Json) -> Json:
    return {"type": 1, "components": list(children)}


def media(url: str = "https://example.org/a.png") -> Json:
    return {"url": url}


def v2(*components: Any, **more: Any) -> Json:
    return {"flags": V2, "components": list(components)} | more


def embed(**changes: Any) -> Json:
    return {"embeds": [{"title": "t"} | changes]}


def field(component: Json, **changes: Any) -> Json:
    label = {"type": 18, "label": "Name", "component": component} | changes
    return {"custom_id": "m", "title": "Tell us", "components": [label]}


def text_input(**changes: Any) -> Json:
    return {"type": 4, "custom_id": "t", "style": 1} | changes


def command(**changes: Any) -> Json:
    return {"name": "list", "description": "Lists", "type": 1} | changes


def opt(name: str = "title", **changes: Any) -> Json:
    return {"type": 3, "name": name, "description": "A title"} | changes


def existing(**data: Any) -> Message:
    empty: Json = {"flags": 0, "content": "", "embeds": [], "components": [], "attachments": []}
    return Message(1, SERVER, empty | data, ephemeral=False, visible_to=None)


def said(check: Any, *args: Any, **kwargs: Any) -> list[str]:
    """["path CODE", …] of the problems, ["code"] of a refusal without a form, [] if all is well."""
    try:
        check(*args, **kwargs)
    except Refusal as refused:
        if refused.body["code"] != 50035:
            return [str(refused.body["code"])]
        return sorted(flat(refused.body["errors"]))
    return []


def flat(errors: Json, path: str = "") -> Iterator[str]:
    for key, below in errors.items():
        if key == "_errors":
            yield from (f"{path} {one['code']}".strip() for one in below)
        else:
            yield from flat(below, f"{path}.{key}".removeprefix("."))


def of_message(data: Json, *, uploads: tuple[Upload, ...] = ()) -> list[str]:
    return said(check_followup, data, uploads=uploads)


def of_response(payload: Json, kind: Kind = "slash", origin: Message | None = None) -> list[str]:
    return said(check_response, payload, kind=kind, origin=origin, uploads=())
