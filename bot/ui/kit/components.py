"""The components of a message, as the plain data that Discord takes (components/reference, Components V2).

Not discord.py's own item classes: a page is data, equal pages are equal, and one laid out once can be sent again. What
leaves is within Discord's limits by `limits.fit`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from bot.ui.kit import text
from bot.ui.kit.button_state import State
from bot.ui.kit.custom_id import write

Component = dict[str, Any]

ROW: Final = 1
BUTTON: Final = 2
SELECT: Final = 3
SECTION: Final = 9
TEXT: Final = 10
THUMBNAIL: Final = 11
GALLERY: Final = 12
FILE: Final = 13
SEPARATOR: Final = 14
CONTAINER: Final = 17
"""Types of components."""
_PRIMARY, _SECONDARY, _DANGER = 1, 2, 4
_MOST_PICTURES: Final = 10


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a select."""

    value: str
    label: str
    description: str = ""
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture to go with a message; `alt` says what is on it (at most 1,024 characters)."""

    name: str
    """The file's name: ASCII letters, digits, `_`, `-` and `.`, which Discord keeps as they are."""
    data: bytes
    alt: str

    def without_data(self) -> Picture:
        """The picture as a laid out page refers to it."""
        return Picture(self.name, b"", self.alt)


def words(content: str) -> Component:
    """A text display; `content` is markdown of ours with everything foreign in it escaped."""
    return {"type": TEXT, "content": content}


def picture(one: Picture) -> Component:
    """A picture across the message; the answer must carry it as well."""
    return gallery([one])


def gallery(several: Sequence[Picture]) -> Component:
    """Up to ten pictures together; the answer must carry them as well."""
    return {"type": GALLERY, "items": [_media(one) for one in several[:_MOST_PICTURES]]}


def with_picture(words: Component, one: Picture) -> Component:
    """A text with a small picture at its side; the answer must carry it as well."""
    return {"type": SECTION, "components": [words], "accessory": {"type": THUMBNAIL, **_media(one)}}


def with_button(words: Component, one: Component) -> Component:
    """A text with a button at its side (a section takes a picture or a button, not both)."""
    return {"type": SECTION, "components": [words], "accessory": one}


def file(name: str) -> Component:
    """A file to be saved; the answer must carry it as well."""
    return {"type": FILE, "file": {"url": f"attachment://{name}"}}


def rule() -> Component:
    """A thin line between parts."""
    return {"type": SEPARATOR, "divider": True, "spacing": 1}


def space() -> Component:
    """Room between parts, without a line."""
    return {"type": SEPARATOR, "divider": False, "spacing": 1}


def button(
    form: str,
    state: State,
    label: str,
    *,
    enabled: bool = True,
    kind: Literal["plain", "main", "danger"] = "plain",
) -> Component:
    """A button whose custom id is its whole state.

    "main" is for the one thing most people want next, "danger" for what cannot be undone.
    """
    style = {"plain": _SECONDARY, "main": _PRIMARY, "danger": _DANGER}[kind]
    made = {
        "type": BUTTON,
        "style": style,
        "label": text.shorten(label, text.MAX_LABEL),
        "custom_id": write(form, state),
    }
    return made if enabled else made | {"disabled": True}


def row(*buttons: Component | None) -> Component:
    """One row of at most five buttons; None is left out."""
    return {"type": ROW, "components": [one for one in buttons if one is not None]}


def select(form: str, state: State, placeholder: str, choices: Sequence[Choice]) -> Component:
    """A row with a select of the first 25 choices."""
    options = []
    for choice in choices[: text.MAX_OPTIONS]:
        option: Component = {"label": text.shorten(choice.label, text.MAX_OPTION), "value": choice.value}
        if choice.description:
            option["description"] = text.shorten(choice.description, text.MAX_OPTION)
        if choice.chosen:
            option["default"] = True
        options.append(option)
    made = {
        "type": SELECT,
        "custom_id": write(form, state),
        "placeholder": text.shorten(placeholder, text.MAX_PLACEHOLDER),
        "options": options,
    }
    return {"type": ROW, "components": [made]}


def _media(one: Picture) -> Component:
    return {"media": {"url": f"attachment://{one.name}"}, "description": one.alt}
