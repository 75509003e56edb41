"""An unmodified discord.py bot with one command for each thing that an interaction can do."""

from __future__ import annotations

import asyncio
import io
from typing import Any, Self

import aiohttp
import discord
from discord import app_commands, ui

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000030000000208020000001216f14d"
    "0000000c4944415408d763f8cfc0c000000301010018dd8db00000000049454e44ae426082"
)
"""The head of a PNG three wide and two high; nobody here decodes it."""


def http_base() -> str:
    return discord.http.Route.BASE


class Counter(ui.DynamicItem[ui.Button[Any]], template=r"count:(?P<number>\d+)"):
    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(ui.Button(label=f"Pressed {number}", custom_id=f"count:{number}"))

    @classmethod
    async def from_custom_id(cls, _interaction: Any, _item: Any, match: Any, /) -> Self:
        return cls(int(match["number"]))

    async def callback(self, interaction: discord.Interaction[Any]) -> Any:
        await interaction.response.edit_message(view=counter(self.number + 1))


def counter(number: int) -> ui.LayoutView:
    view = ui.LayoutView(timeout=None)
    row: ui.ActionRow[Any] = ui.ActionRow(Counter(number))
    view.add_item(ui.Container(ui.TextDisplay(f"# {number}"), row, accent_colour=0xAA3311))
    return view


class Form(ui.Modal, title="Tell us"):
    name: ui.Label[Any] = ui.Label(text="Name", component=ui.TextInput(custom_id="name", max_length=20))
    list: ui.Label[Any] = ui.Label(
        text="List",
        component=ui.Select(
            custom_id="list",
            options=[discord.SelectOption(label="War", value="war"), discord.SelectOption(label="Home")],
        ),
    )
    file: ui.Label[Any] = ui.Label(
        text="File", component=ui.FileUpload(custom_id="file", required=False, min_values=0)
    )
    who: ui.Label[Any] = ui.Label(
        text="Who", component=ui.UserSelect(custom_id="who", required=False, min_values=0)
    )
    mood: ui.Label[Any] = ui.Label(
        text="Mood",
        component=ui.RadioGroup(
            custom_id="mood",
            options=[discord.RadioGroupOption(label="Good"), discord.RadioGroupOption(label="Bad")],
        ),
    )

    async def on_submit(self, interaction: discord.Interaction[Any]) -> None:
        parts = [self.name.component, self.list.component, self.file.component, self.who.component]
        name, chosen, files, who = parts
        assert isinstance(name, ui.TextInput)
        assert isinstance(chosen, ui.Select)
        assert isinstance(files, ui.FileUpload)
        assert isinstance(who, ui.UserSelect)
        assert isinstance(self.mood.component, ui.RadioGroup)
        read = [await file.read() for file in files.values]
        said = [name.value, chosen.values, read, [str(one) for one in who.values], self.mood.component.value]
        await interaction.response.send_message(repr(said), ephemeral=True)


class Bot(discord.AutoShardedClient):
    """One command for each thing an interaction can do."""

    def __init__(self) -> None:
        super().__init__(intents=discord.Intents.none(), allowed_mentions=discord.AllowedMentions.none())
        self.tree = app_commands.CommandTree(self)
        self.go_on = asyncio.Event()
        """/late and the silent autocomplete wait for it."""
        commands: list[app_commands.Command[Any, ..., Any]] = [
            *(ping, slow, hidden, poster, ask, follow, silent, twice, late, manage, pick, choose)
        ]
        for command in commands:
            self.tree.add_command(command)
        self.tree.add_command(Me())

    async def setup_hook(self) -> None:
        self.add_dynamic_items(Counter)
        await self.tree.sync()

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        data: dict[str, Any] = dict(interaction.data or {})
        if data.get("custom_id") == "pick":
            await interaction.response.edit_message(content=" ".join(data["values"]))


Here = discord.Interaction[Bot]


@app_commands.command(description="Answers")
async def ping(
    interaction: Here, text: app_commands.Range[str, 1, 100], who: discord.User | None = None
) -> None:
    place = "dm" if interaction.guild_id is None else f"{interaction.guild_id}"
    content = f"{text} {who} {place} {interaction.locale} {interaction.permissions.manage_guild}"
    await interaction.response.send_message(content)


@ping.autocomplete("text")
async def suggest(interaction: Here, current: str) -> list[app_commands.Choice[str]]:
    number = {"many": 26, "silence": 0}.get(current, 2)
    if current == "silence":
        await interaction.client.go_on.wait()
    name = str(interaction.namespace.who or "nobody")
    return [app_commands.Choice(name=f"{current} {name} {n}", value=f"{n}") for n in range(number)]


@app_commands.command(description="Thinks first")
async def slow(interaction: Here) -> None:
    await interaction.response.defer(ephemeral=True)
    await interaction.edit_original_response(view=counter(0))


@app_commands.command(description="Whispers")
async def hidden(interaction: Here) -> None:
    await interaction.response.send_message(view=counter(7), ephemeral=True)


@app_commands.command(description="Shows a picture")
async def poster(interaction: Here) -> None:
    file = discord.File(io.BytesIO(PIXEL), "poster.png", description="Three by two")
    view = ui.LayoutView(timeout=None)
    view.add_item(
        ui.MediaGallery(discord.MediaGalleryItem("attachment://poster.png", description="A poster"))
    )
    view.stop()
    await interaction.response.send_message(view=view, file=file)


@app_commands.command(description="Opens a form")
async def ask(interaction: Here) -> None:
    await interaction.response.send_modal(Form(timeout=60))


@app_commands.command(description="Says more")
async def follow(interaction: Here) -> None:
    await interaction.response.send_message("one")
    two = await interaction.followup.send("two", wait=True)
    await two.edit(content="two and a half")
    await (await interaction.followup.send("three", wait=True)).delete()
    original = await interaction.original_response()
    await original.edit(content=f"{original.content}!")


@app_commands.command(description="Says nothing")
async def silent(_interaction: Here) -> None:
    return


@app_commands.command(description="Answers twice")
async def twice(interaction: Here) -> None:
    url = f"{http_base()}/interactions/{interaction.id}/{interaction.token}/callback"
    codes = []
    async with aiohttp.ClientSession() as session:
        for _ in range(2):
            async with session.post(url, json={"type": 4, "data": {"content": "once"}}) as response:
                refused = await response.json() if response.status != 204 else {}
                codes.append((response.status, refused.get("code", 0)))
    interaction.extras["codes"] = codes
    await interaction.followup.send(repr(codes))


@app_commands.command(description="Answers too late")
async def late(interaction: Here) -> None:
    await interaction.client.go_on.wait()
    await interaction.response.send_message("sorry")


@app_commands.command(description="For managers")
@app_commands.default_permissions(manage_guild=True)
@app_commands.guild_only()
async def manage(interaction: Here) -> None:
    await interaction.response.send_message("managed")


@app_commands.command(description="Has a select")
async def pick(interaction: Here) -> None:
    view = ui.View(timeout=None)
    options = [discord.SelectOption(label=str(n)) for n in range(3)]
    view.add_item(ui.Select(custom_id="pick", options=options, max_values=2))
    view.stop()
    await interaction.response.send_message("0", view=view)


@app_commands.command(description="Takes one of two")
@app_commands.choices(
    one=[app_commands.Choice(name="A", value="a"), app_commands.Choice(name="B", value="b")]
)
async def choose(interaction: Here, one: str, count: app_commands.Range[int, 1, 5] = 1) -> None:
    await interaction.response.send_message(one * count)


class Me(app_commands.Group, name="me", description="What is yours"):
    @app_commands.command(description="Everything")
    async def export(self, interaction: Here, file: discord.Attachment) -> None:
        await interaction.response.send_message(f"{file.filename} {len(await file.read())}")
