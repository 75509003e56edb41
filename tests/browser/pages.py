"""A message whose every press gives it another text, other custom ids, other names and another number of buttons."""

from __future__ import annotations

from typing import Any

import discord
from discord import ui

PAGES = 3


def page_view(number: int, *, marked: bool) -> ui.LayoutView:
    """One of the pages. On the second stands a link more than on the others, above the buttons."""
    view = ui.LayoutView(timeout=None)
    text = f"Page {number}, at length [with a link](https://example.org)" if number == 2 else f"Page {number}"
    view.add_item(ui.TextDisplay(text))
    state = "marked" if marked else "open"
    other = "open" if marked else "marked"
    view.add_item(
        ui.ActionRow(
            ui.Button(label="Previous", custom_id=f"page:{number - 1}:{state}", disabled=number == 1),
            ui.Button(label="Go to", custom_id=f"goto:{number}"),
            ui.Button(label="Undo" if marked else "Mark", custom_id=f"page:{number}:{other}"),
            ui.Button(label="Next", custom_id=f"page:{number + 1}:{state}", disabled=number == PAGES),
        )
    )
    view.stop()
    return view


async def turn(interaction: discord.Interaction[Any], number: int, *, marked: bool) -> None:
    """Show a page in place of the one that was pressed."""
    await interaction.response.edit_message(view=page_view(number, marked=marked))


class GoTo(ui.Modal, title="Go to a page"):
    """Turns the page it was opened from."""

    number: ui.Item[Any] = ui.Label(text="Page", component=ui.TextInput(custom_id="number"))

    async def on_submit(self, interaction: discord.Interaction[Any]) -> None:
        data: Any = interaction.data
        await turn(interaction, int(data["components"][0]["component"]["value"]), marked=False)
