"""A message, ready to be sent: Components V2, sent whole, remembered nowhere.

discord.py keeps neither a task nor a store entry for it; presses are routed by custom id (see `handlers/router.py`). So
it may hold any button, and last year's message works like a new one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from io import BytesIO
from typing import Any

import discord

from bot.ui.kit import text
from bot.ui.kit.components import CONTAINER, Component, Picture, words
from bot.ui.kit.custom_id import form_of, in_language
from bot.ui.kit.language import Language
from bot.ui.kit.limits import fit, walk


@dataclass(frozen=True, slots=True)
class Document:
    """A file to go with a message, for the member to keep."""

    name: str
    data: bytes


@dataclass(frozen=True)
class Answer:
    """A message, ready to be sent or to take another's place."""

    language: Language
    """What it is written in: a press on it is answered in the same."""
    items: tuple[Component, ...]
    accent: int | None = None
    pictures: tuple[Picture, ...] = ()
    documents: tuple[Document, ...] = ()

    @cached_property
    def components(self) -> list[Component]:
        """What Discord is sent: a container with the accent colour, within Discord's limits. Laid out once."""
        container = {"type": CONTAINER, "accent_color": self.accent, "components": list(self.items)}
        for one in walk([container]):
            if "custom_id" in one:
                one["custom_id"] = in_language(one["custom_id"], self.language.code)
        return fit([container])

    def carrying(self, *pictures: Picture) -> Answer:
        """The same message, not laid out again, with these pictures."""
        made = replace(self, pictures=pictures)
        vars(made)["components"] = self.components
        return made

    def files(self) -> list[discord.File]:
        """Pictures and documents as attachments; new ones each time, since discord.py reads a file only once."""
        several: tuple[Picture | Document, ...] = (*self.pictures, *self.documents)
        return [discord.File(BytesIO(one.data), one.name) for one in several]


def notice(language: Language, content: str, *items: Component) -> Answer:
    """A plain sentence, perhaps with a way on below it."""
    return Answer(language, (words(text.shorten(content, text.MAX_TEXT)), *items))


def custom_ids(message: discord.Message | None) -> Iterator[str]:
    """The custom ids of a message of ours, from top to bottom."""
    yield from (one.custom_id for one in _pressable(message) if one.custom_id)


def option_values(message: discord.Message | None, form: str) -> Iterator[str]:
    """The values of the options of a select on a message of ours, in their order; none without such a select."""
    for one in _pressable(message):
        if isinstance(one, discord.SelectMenu) and form_of(one.custom_id or "") == form:
            yield from (option.value for option in one.options)


def _pressable(message: discord.Message | None) -> Iterator[discord.Button | discord.SelectMenu]:
    def found(components: Sequence[Any]) -> Iterator[discord.Button | discord.SelectMenu]:
        for one in components:
            if isinstance(one, discord.Button | discord.SelectMenu):
                yield one
            accessory = getattr(one, "accessory", None)
            yield from found([*getattr(one, "children", ()), *([accessory] if accessory else [])])

    yield from found(message.components if message else ())
