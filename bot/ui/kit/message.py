"""The frame of every message: Components V2, sent whole, remembered nowhere.

A layout is stopped as soon as it is built, so discord.py keeps neither a task nor a store entry for it; presses
are routed by custom id (see `presses`). So it may hold any button, and last year's message works like a new one.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import discord
from discord import ui

from bot.ui.kit import text
from bot.ui.kit.button_state import State
from bot.ui.kit.custom_id import form_of, write
from bot.ui.kit.limits import MAX_COMPONENTS, fit

log = logging.getLogger(__name__)


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


@dataclass(frozen=True, slots=True)
class Document:
    """A file to go with a message, for the member to keep."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Answer:
    """A message, ready to be sent or to take another's place."""

    items: tuple[ui.Item[Any], ...]
    accent: int | None = None
    pictures: tuple[Picture, ...] = ()
    documents: tuple[Document, ...] = ()

    def files(self) -> list[discord.File]:
        """Pictures and documents as attachments; new ones each time, since discord.py reads a file only once."""
        several: tuple[Picture | Document, ...] = (*self.pictures, *self.documents)
        return [discord.File(BytesIO(one.data), one.name) for one in several]

    def view(self) -> ui.LayoutView:
        """A fresh layout in a container with the accent colour, already stopped."""
        view = _Layout(timeout=None)
        view.add_item(ui.Container(*_at_most(self.items, MAX_COMPONENTS - 1), accent_colour=self.accent))
        view.stop()
        return view


class _Layout(ui.LayoutView):
    """Leaves within Discord's limits, whatever was put in."""

    def to_components(self) -> list[dict[str, Any]]:
        return fit(super().to_components())  # type: ignore[no-untyped-call]  # discord.py's own


def _at_most(items: Sequence[ui.Item[Any]], limit: int) -> Sequence[ui.Item[Any]]:
    """As many of the items, from the first on, as have no more than `limit` components together."""
    size = 0
    for position, item in enumerate(items):
        size += 1
        if isinstance(item, ui.ActionRow | ui.Section):
            size += sum(1 for _ in item.walk_children())
        if size > limit:
            log.error("A message had more than %s components", limit)
            return items[:position]
    return items


def custom_ids(message: discord.Message | None) -> Iterator[str]:
    """The custom ids of a message of ours, from top to bottom."""

    def walk(components: Sequence[Any]) -> Iterator[str]:
        for one in components:
            if isinstance(one, discord.Button | discord.SelectMenu) and one.custom_id:
                yield one.custom_id
            yield from walk(getattr(one, "children", ()))

    yield from walk(message.components if message else ())


def option_values(message: discord.Message | None, form: str) -> Iterator[str]:
    """The values of the options of a select on a message of ours, in their order; none without such a select."""

    def walk(components: Sequence[Any]) -> Iterator[str]:
        for one in components:
            if isinstance(one, discord.SelectMenu) and form_of(one.custom_id or "") == form:
                yield from (option.value for option in one.options)
            yield from walk(getattr(one, "children", ()))

    yield from walk(message.components if message else ())


def words(content: str) -> ui.TextDisplay[Any]:
    """A text display; `content` is markdown of ours with everything foreign in it escaped."""
    return ui.TextDisplay(content)


def picture(one: Picture) -> ui.MediaGallery[Any]:
    """A picture across the message; the answer must carry it as well."""
    return ui.MediaGallery(discord.MediaGalleryItem(f"attachment://{one.name}", description=one.alt))


def gallery(several: Sequence[Picture]) -> ui.MediaGallery[Any]:
    """Up to ten pictures together; the answer must carry them as well."""
    return ui.MediaGallery(
        *(discord.MediaGalleryItem(f"attachment://{one.name}", description=one.alt) for one in several[:10])
    )


def beside(text: ui.TextDisplay[Any], one: Picture) -> ui.Section[Any]:
    """A text with a small picture at its side; the answer must carry it as well."""
    return ui.Section(text, accessory=ui.Thumbnail(f"attachment://{one.name}", description=one.alt))


def document(one: Document) -> ui.File[Any]:
    """A file to be saved; the answer must carry it as well."""
    return ui.File(f"attachment://{one.name}")


def rule() -> ui.Separator[Any]:
    """A thin line between parts."""
    return ui.Separator(spacing=discord.SeparatorSpacing.small)


def space() -> ui.Separator[Any]:
    """Room between parts, without a line."""
    return ui.Separator(visible=False, spacing=discord.SeparatorSpacing.small)


def with_button(text: ui.TextDisplay[Any], one: ui.Button[Any]) -> ui.Section[Any]:
    """A text with a button at its side (a section takes a picture or a button, not both: components/reference)."""
    return ui.Section(text, accessory=one)


def button(
    form: str,
    state: State,
    label: str,
    *,
    enabled: bool = True,
    main: bool = False,
    danger: bool = False,
) -> ui.Button[Any]:
    """A button whose custom id is its whole state.

    `main` is for the one thing most people want next, `danger` for what cannot be undone.
    """
    plain = discord.ButtonStyle.danger if danger else discord.ButtonStyle.secondary
    return ui.Button(
        label=text.shorten(label, text.MAX_LABEL),
        custom_id=write(form, state),
        disabled=not enabled,
        style=discord.ButtonStyle.primary if main else plain,
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
            default=choice.chosen,
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
