"""The frame of every message: Components V2, sent whole, remembered nowhere.

A layout is stopped as soon as it is built, so discord.py keeps neither a task nor a store entry for it; presses
are routed by custom id (see `presses`). So it may hold any button, and last year's message works like a new one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import discord
from discord import ui

from bot.ui import text
from bot.ui.custom_id import State, write


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a select."""

    value: str
    label: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture to go with a message; `alt` says what is on it (at most 1,024 characters)."""

    name: str
    """The file's name: ASCII letters, digits, `_`, `-` and `.`, which Discord keeps as they are."""
    data: bytes
    alt: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A message, ready to be sent or to take another's place."""

    items: tuple[ui.Item[Any], ...]
    accent: int | None = None
    pictures: tuple[Picture, ...] = ()

    def files(self) -> list[discord.File]:
        """The pictures as attachments; new ones at each call, since discord.py reads a file only once."""
        return [discord.File(BytesIO(one.data), one.name) for one in self.pictures]

    def view(self) -> ui.LayoutView:
        """A fresh layout in a container with the accent colour, already stopped."""
        view = ui.LayoutView(timeout=None)
        view.add_item(ui.Container(*self.items, accent_colour=self.accent))
        view.stop()
        return view


def words(content: str) -> ui.TextDisplay[Any]:
    """A text display; `content` is markdown of ours with everything foreign in it escaped."""
    return ui.TextDisplay(content)


def picture(one: Picture) -> ui.MediaGallery[Any]:
    """A picture across the message; the answer must carry it as well."""
    return ui.MediaGallery(discord.MediaGalleryItem(f"attachment://{one.name}", description=one.alt))


def rule() -> ui.Separator[Any]:
    """A thin line between parts."""
    return ui.Separator(spacing=discord.SeparatorSpacing.small)


def button(
    form: str,
    state: State,
    label: str,
    *,
    enabled: bool = True,
    main: bool = False,
) -> ui.Button[Any]:
    """A button whose custom id is its whole state; `main` is for the one thing most people want next."""
    return ui.Button(
        label=text.shorten(label, text.MAX_LABEL),
        custom_id=write(form, state),
        disabled=not enabled,
        style=discord.ButtonStyle.primary if main else discord.ButtonStyle.secondary,
    )


def row(*buttons: ui.Button[Any] | None) -> ui.ActionRow[Any]:
    """One row of at most five buttons; None is left out."""
    return ui.ActionRow(*(b for b in buttons if b is not None))


def select(form: str, state: State, placeholder: str, choices: Sequence[Choice]) -> ui.ActionRow[Any]:
    """A row with a select of the first 25 choices."""
    options = [
        discord.SelectOption(
            value=choice.value,
            label=text.shorten(choice.label, text.MAX_OPTION),
            description=text.shorten(choice.description, text.MAX_OPTION) or None,
        )
        for choice in choices[: text.MAX_OPTIONS]
    ]
    return ui.ActionRow(
        ui.Select(
            custom_id=write(form, state),
            placeholder=text.shorten(placeholder, text.MAX_PLACEHOLDER),
            options=options,
        )
    )


def notice(content: str, *items: ui.Item[Any]) -> Answer:
    """A plain sentence, perhaps with a way on below it."""
    return Answer((words(text.shorten(content, text.MAX_TEXT)), *items))
