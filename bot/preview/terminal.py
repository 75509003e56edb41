"""A message as text: for `ask` in a terminal, with or without colour, and for a screen reader.

Discord's markdown is turned into plain words; colour and boldness only underline what the words already say.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

from bot.preview.channel import Message

Json = dict[str, Any]

_WIDTH = 100
_ESCAPED = re.compile(r"\\([^0-9A-Za-z\s])")
_MASKED_LINK = re.compile(r"(?<!\\)\[((?:\\.|[^\]\\])+)\]\(([^)\s]+)\)")
_COMMAND = re.compile(r"</([^:>]+):\d+>")
_TIMESTAMP = re.compile(r"<t:(-?\d+)(?::[tTdDfFsSR])?>")
_EMPHASIS = re.compile(r"(?<!\\)(\*\*\*|\*\*|\*|__|~~|\|\||`)")


_LINE = re.compile(r"(#{1,3} |-# |> )?(.*)")


class Ink:
    """ANSI sequences, or nothing."""

    def __init__(self, *, colour: bool) -> None:
        self._on = colour

    def strong(self, text: str) -> str:
        return self._wrap("1", text)

    def faint(self, text: str) -> str:
        return self._wrap("2", text)

    def accent(self, text: str) -> str:
        return self._wrap("36", text)

    def _wrap(self, code: str, text: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self._on and text else text


def as_text(message: Message, *, colour: bool = False, width: int = _WIDTH) -> str:
    """The message from top to bottom, lines of at most `width` characters; buttons and selects are named as such."""
    ink = Ink(colour=colour)
    lines: list[str] = []
    if message.ephemeral:
        lines.append(ink.faint("(Only you see this)"))
    if message.data.get("content"):
        lines += _markdown(message.data["content"], ink, width)
    for embed in message.data.get("embeds", []):
        for key in ("title", "description"):
            if embed.get(key):
                lines += _markdown(embed[key], ink, width)
    for component in message.data.get("components", []):
        lines += _component(component, ink, width)
    return "\n".join(lines)


def _component(component: Json, ink: Ink, width: int) -> Iterator[str]:
    kind = component["type"]
    if kind == 10:
        yield from _markdown(component["content"], ink, width)
    elif kind == 14:
        yield ""
    elif kind == 1:
        yield from _row(component, ink)
    elif kind == 12:
        for item in component["items"]:
            if item.get("description"):
                yield ink.faint(f"[Picture: {item['description']}]")
    else:
        for child in component.get("components", []):
            yield from _component(child, ink, width)
        accessory = component.get("accessory", {})
        if accessory.get("type") == 2:
            yield ink.accent(f"[Button] {accessory.get('label', '')}")
        elif accessory.get("description"):
            yield ink.faint(f"[Picture: {accessory['description']}]")


def _row(row: Json, ink: Ink) -> Iterator[str]:
    buttons = [_button(c) for c in row["components"] if c["type"] == 2]
    if buttons:
        yield ""
        yield ink.accent("Buttons: " + ", ".join(buttons))
    for select in row["components"]:
        if select["type"] == 3:
            yield ""
            yield ink.accent(f"Choice: {select.get('placeholder') or ''}")
            for option in select["options"]:
                about = option.get("description")
                yield f"  - {option['label']}" + (ink.faint(f" ({about})") if about else "")


def _button(button: Json) -> str:
    label = button.get("label") or button.get("emoji", {}).get("name", "")
    if button.get("disabled"):
        return f"{label} (not now)"
    return f"{label} <{button['url']}>" if button.get("url") else str(label)


def _markdown(text: str, ink: Ink, width: int) -> Iterator[str]:
    for line in text.split("\n"):
        mark, rest = _LINE.fullmatch(line).groups("")  # type: ignore[union-attr]  # it matches every line
        paint = {"#": ink.strong, "-": ink.faint}.get(mark[:1], _as_is)
        yield from _wrapped(_plain(rest), "  | " if mark == "> " else "", width, paint)


def _as_is(text: str) -> str:
    return text


def _wrapped(text: str, start: str, width: int, paint: Callable[[str], str]) -> Iterator[str]:
    lines = textwrap.wrap(
        text,
        width - len(start),
        break_long_words=False,
        break_on_hyphens=False,
        subsequent_indent=_hang(text),
    )
    for line in lines or [""]:
        yield start + paint(line)


def _hang(text: str) -> str:
    listed = re.match(r"(- |\d+\. )", text)
    return " " * listed.end() if listed else ""


def _plain(text: str) -> str:
    text = _MASKED_LINK.sub(lambda m: f"{m[1]} <{m[2]}>", text)
    text = _COMMAND.sub(r"/\1", text)
    text = _TIMESTAMP.sub(_moment, text)
    text = _EMPHASIS.sub("", text)
    return _ESCAPED.sub(r"\1", text)


def _moment(found: re.Match[str]) -> str:
    return f"{datetime.fromtimestamp(int(found[1]), UTC):%Y-%m-%d %H:%M} UTC"
