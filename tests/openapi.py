"""Holds a request of the bot against Discord's own OpenAPI description.

OpenAPI 3.1 schemas are JSON Schema 2020-12, so the whole document is registered once under a URN and every schema
in it can be referred to. What the description does not say (sums, unknown keys, custom ids) the stand-in judges.

jsonschema_rs takes some 20 µs for a message where the Python package of that name takes 30 ms: with it, a third of the
tests' time went by here.
"""

from __future__ import annotations

import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jsonschema_rs import Draft202012, Draft202012Validator, Registry, ValidationError

_DOCUMENT = "urn:discord:openapi"


class DiscordDescription:
    """Discord's API as Discord describes it."""

    def __init__(self, path: Path) -> None:
        """Raise OSError or ValueError if there is no OpenAPI document at `path`."""
        document = json.loads(path.read_text(encoding="utf-8"))
        # Discord takes snowflakes as numbers too, and discord.py sends the ids of attachments so.
        document["components"]["schemas"]["SnowflakeType"]["type"] = ["string", "integer"]
        self._paths: dict[str, Any] = document["paths"]
        # The longest literal path first: "/users/@me" before "/users/{user_id}".
        templates = sorted(self._paths, key=lambda template: (template.count("{"), template))
        self._templates = {template: _pattern(template) for template in templates}
        self._registry = Registry([(_DOCUMENT, document)], draft=Draft202012)
        self._validators: dict[str, Draft202012Validator] = {}

    def check(self, method: str, path: str, payload: Any) -> list[str]:
        """What is wrong with a request; nothing if it is as described.

        `path` is what follows /api/v10. `payload` is the JSON body, of a multipart body its payload_json, or None.
        """
        template = self._template(path)
        operation = self._paths[template].get(method.lower()) if template else None
        if operation is None:
            return [f"{method} {path}: Discord has no such endpoint"]
        body = operation.get("requestBody")
        if body is None:
            return [] if payload is None else [f"{method} {path}: Discord expects no body"]
        if payload is None:
            return [f"{method} {path}: the body is missing"] if body.get("required") else []
        errors = self._validator(template, method.lower()).iter_errors(payload)
        return [f"{method} {path}: {line}" for error in errors for line in _lines(error)]

    def _template(self, path: str) -> str | None:
        return next((one for one, pattern in self._templates.items() if pattern.fullmatch(path)), None)

    def _validator(self, template: str | None, method: str) -> Draft202012Validator:
        pointer = quote(str(template).replace("~", "~0").replace("/", "~1"))
        reference = f"{_DOCUMENT}#/paths/{pointer}/{method}/requestBody/content/application~1json/schema"
        if reference not in self._validators:
            self._validators[reference] = Draft202012Validator(
                {"$ref": reference}, registry=self._registry, formats=_FORMATS, validate_formats=True
            )
        return self._validators[reference]


def _pattern(template: str) -> re.Pattern[str]:
    parts = re.split(r"\{[^}]+\}", template)
    return re.compile("[^/]+".join(re.escape(part) for part in parts))


def _lines(error: ValidationError) -> list[str]:
    """The innermost reasons; of alternatives (oneOf, anyOf) those of the one that came nearest."""
    alternatives: list[list[ValidationError]] = getattr(error.kind, "context", [])
    if not any(alternatives):
        path = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in error.instance_path)
        return [f"${path}: {_shorten(error.message)}"]
    depth = len(error.instance_path)
    branches = [
        (any(_is_other_kind(one, depth) for one in errors), [line for one in errors for line in _lines(one)])
        for errors in alternatives
    ]
    _, lines = min(branches, key=lambda branch: (branch[0], len(branch[1])))
    return lines


def _is_other_kind(error: ValidationError, depth: int) -> bool:
    """Whether a value is of another kind altogether: not null, or a component of another `type`."""
    where = error.instance_path[depth:]
    return where == ["type"] or (not where and error.kind.name == "type")


def _shorten(message: str) -> str:
    return message if len(message) <= 200 else f"{message[:120]} … {message[-70:]}"


def _is_date_time(value: str) -> bool:
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


_FORMATS = {
    "uri": lambda value: bool(re.match(r"[a-z]+://\S+$", value)),
    "date-time": _is_date_time,
}
"""Formats of strings as Discord means them: an address may be attachment:// too. Numbers have bounds or an enum."""
