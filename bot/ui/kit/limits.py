"""The last guard before Discord: whatever was laid out, what leaves is within Discord's limits.

Every text is cut where it is written (see `text`), so nothing should ever be left for this guard; but Discord refuses
a whole message for one character too many, and a member must not pay for our mistake. What it changes, it logs.
Limits of Discord's documentation: components/reference, resources/message.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

from bot.ui.kit.custom_id import MAX_CUSTOM_ID
from bot.ui.kit.text import MAX_LABEL, MAX_OPTION, MAX_OPTIONS, MAX_PLACEHOLDER, MAX_TEXT, shorten

log = logging.getLogger(__name__)

MAX_COMPONENTS = 40
"""Components of one message, nested ones counted."""
MAX_ALT = 1024
"""Characters of a picture's description."""

_ROW, _BUTTON, _SELECT, _TEXT, _GALLERY = 1, 2, 3, 10, 12
_NOTHING = "\u200b"
"""Zero width space: what stands where a text is empty, which Discord refuses."""


def fit(components: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same components (changed in place), with their number and every text and id within Discord's limits."""
    for one in components:
        if "components" in one:
            one["components"] = _at_most(one["components"], MAX_COMPONENTS - len(components))
    texts: list[dict[str, Any]] = []
    seen: set[str] = set()
    for one in walk(components):
        kind = one["type"]
        if kind == _TEXT:
            texts.append(one)
        elif kind == _BUTTON:
            _cut(one, "label", MAX_LABEL)
        elif kind == _SELECT:
            _fit_select(one)
        elif kind == _GALLERY:
            for item in one["items"]:
                _cut(item, "description", MAX_ALT)
        custom_id = one.get("custom_id")
        if custom_id is not None:
            if len(custom_id) > MAX_CUSTOM_ID or custom_id in seen:
                form = ":".join(custom_id.split(":")[:2])  # what follows may name a member
                log.error("A custom id was too long or given twice: %.40s", form)
                one["custom_id"] = custom_id = f"none:{len(seen)}"
                one["disabled"] = True  # it leads nowhere; the rest of the message works
            seen.add(custom_id)
    _fit_texts(texts)
    return components


def _at_most(components: list[dict[str, Any]], limit: int) -> list[dict[str, Any]]:
    """As many components, from the first on, as are no more than `limit` together; without empty rows."""
    kept: list[dict[str, Any]] = []
    size = 0
    for one in components:
        if one["type"] == _ROW and not one["components"]:
            continue
        size += sum(1 for _ in walk([one]))
        if size > limit:
            log.error("A message had more than %s components", limit)
            break
        kept.append(one)
    return kept


def walk(components: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Every component, nested ones too."""
    for one in components:
        yield one
        if "components" in one:
            yield from walk(one["components"])
        if "accessory" in one:
            yield one["accessory"]


def _fit_select(one: dict[str, Any]) -> None:
    _cut(one, "placeholder", MAX_PLACEHOLDER)
    if len(one["options"]) > MAX_OPTIONS:
        log.error("A select had %s options", len(one["options"]))
        one["options"] = one["options"][:MAX_OPTIONS]
    for option in one["options"]:
        _cut(option, "label", MAX_OPTION)
        _cut(option, "description", MAX_OPTION)


def _fit_texts(texts: list[dict[str, Any]]) -> None:
    """At most 4,000 characters in all; the longest text gives way first, and none is empty."""
    over = sum(len(one["content"]) for one in texts) - MAX_TEXT
    if over > 0:
        log.error("A message was %s characters too long", over)
    while over > 0:
        longest = max(texts, key=lambda one: len(one["content"]))
        before = len(longest["content"])
        longest["content"] = shorten(longest["content"], max(1, before - over))
        over -= before - len(longest["content"])
    for one in texts:
        if not one["content"].strip():
            one["content"] = _NOTHING


def _cut(one: dict[str, Any], key: str, limit: int) -> None:
    value = one.get(key)
    if value is not None and len(value) > limit:
        log.error("A %s was %s characters too long", key, len(value) - limit)
        one[key] = shorten(value, limit)
