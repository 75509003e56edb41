"""A bot that says everything a bot can say, so that the page can be seen rendering it. Not the bot of this project."""

from __future__ import annotations

import asyncio
import io
from typing import Any

import discord
from discord import app_commands, ui
from discord.http import Route

from tests.browser.looks import MARKDOWN, Form, OtherForm, counter, embed, everything, pictures
from tests.browser.pages import GoTo, page_view, turn

Interaction = discord.Interaction[Any]
Tree = app_commands.CommandTree[Any]


class Specimen(discord.AutoShardedClient):
    """Answers every kind of interaction, or does not, as its commands say."""

    def __init__(self, api_url: str) -> None:
        super().__init__(intents=discord.Intents.none(), guild_ready_timeout=0.1)
        Route.BASE = api_url
        self.tree = app_commands.CommandTree(self)
        self.asked: list[str] = []
        """What autocomplete was asked for."""
        self.go_on = asyncio.Event()
        """/slow waits for it, and the slow button."""
        self.suggest = asyncio.Event()
        """What is suggested for "slow" waits for it."""
        self.over = asyncio.Event()
        """What is suggested for "never" waits for it: until the page is closed."""
        self.long = False
        """Whether /slow has much to say."""
        self.silent = False
        """Whether modals get no answer."""
        add_looks(self.tree)
        add_answers(self.tree)
        add_options(self.tree, self)
        add_message_commands(self.tree)

    async def setup_hook(self) -> None:
        await self.tree.sync()

    async def close(self) -> None:
        self.over.set()
        await super().close()

    async def on_interaction(self, interaction: Interaction) -> None:
        data: Any = interaction.data
        if interaction.type is not discord.InteractionType.component:
            return
        custom_id = data["custom_id"]
        if custom_id.startswith("count:"):
            number = int(custom_id.split(":")[1]) + 1
            await interaction.response.edit_message(content=f"Counted to {number}", view=counter(number))
        elif custom_id == "slow":
            await interaction.response.defer(ephemeral=True, thinking=True)
            await self.go_on.wait()
            await interaction.edit_original_response(content="Done at last")
        elif custom_id.startswith("page:"):
            await turn(interaction, int(custom_id.split(":")[1]), marked=custom_id.endswith(":marked"))
        elif custom_id.startswith("goto:"):
            await interaction.response.send_modal(GoTo())
        elif custom_id == "show":
            await interaction.response.send_message("For all to see")
        elif custom_id == "form":
            await interaction.response.send_modal(Form())
        elif "values" in data:
            await interaction.response.send_message(f"You chose {', '.join(data['values'])}")


def add_looks(tree: Tree) -> None:
    """Commands to look at."""

    @tree.command(name="everything", description="Every component of a message")
    async def everything_(interaction: Interaction) -> None:
        view, files = everything()
        await interaction.response.send_message(view=view, files=files)

    @tree.command(name="words", description="All of the markdown")
    async def words(interaction: Interaction) -> None:
        await interaction.response.send_message(MARKDOWN)

    @tree.command(name="classic", description="Content, an embed, attachments and a button")
    async def classic(interaction: Interaction) -> None:
        files = [*pictures(1), discord.File(io.BytesIO(b"x" * 2048), filename="subtitles.srt")]
        await interaction.response.send_message("Classic", embed=embed(), files=files, view=counter(0))

    @tree.command(name="gallery", description="A gallery of so many pictures")
    @app_commands.describe(count="How many")
    async def gallery(interaction: Interaction, count: app_commands.Range[int, 1, 10]) -> None:
        view = ui.LayoutView(timeout=None)
        files = pictures(count)
        view.add_item(ui.MediaGallery(*(discord.MediaGalleryItem(file) for file in files)))
        view.stop()
        await interaction.response.send_message(view=view, files=files)

    @tree.command(name="pages", description="Three pages to turn and to mark")
    async def pages(interaction: Interaction) -> None:
        await interaction.response.send_message(view=page_view(1, marked=False))


def add_answers(tree: Tree) -> None:
    """Commands for every way to answer, and for not answering."""

    @tree.command(name="whisper", description="Only you can see the answer")
    async def whisper(interaction: Interaction) -> None:
        await interaction.response.send_message("Between us", ephemeral=True)
        await interaction.followup.send("And a follow-up", ephemeral=True)

    @tree.command(name="private", description="What can be shown to everyone")
    async def private(interaction: Interaction) -> None:
        view = ui.View(timeout=None)
        view.add_item(ui.Button(label="Show to everyone", custom_id="show"))
        view.stop()
        await interaction.response.send_message("Between us", view=view, ephemeral=True)

    @tree.command(name="form", description="A modal")
    @app_commands.describe(other="The other kinds of field")
    async def form(interaction: Interaction, other: bool = False) -> None:
        await interaction.response.send_modal(OtherForm() if other else Form())

    @tree.command(name="slow", description="Thinks before it answers")
    async def slow(interaction: Interaction) -> None:
        await interaction.response.defer()
        await interaction.client.go_on.wait()
        lines = "\nand on" * 60 if interaction.client.long else ""
        await interaction.edit_original_response(content=f"Thought about it{lines}")

    @tree.command(name="silent", description="Never answers")
    async def silent(_interaction: Interaction) -> None:
        return

    @tree.command(name="upload", description="Takes a file")
    @app_commands.describe(file="Any file")
    async def upload(interaction: Interaction, file: discord.Attachment) -> None:
        await interaction.response.send_message(f"Got {file.filename}, {file.size} bytes")

    @tree.command(name="refused", description="Answers with what Discord refuses")
    async def refused(interaction: Interaction) -> None:
        await interaction.response.send_message("x" * 2001)


def add_options(tree: Tree, bot: Specimen) -> None:
    """Commands to type: options, autocomplete, permissions, a group."""

    @tree.command(name="options", description="Every kind of option")
    @app_commands.describe(
        title="Any film",
        year="From 1895 on",
        who="Somebody here",
        kind="One of two",
        private="For you alone",
    )
    @app_commands.choices(
        kind=[app_commands.Choice(name=one, value=one.lower()) for one in ("Long", "Short")]
    )
    async def options_(
        interaction: Interaction,
        title: str,
        year: app_commands.Range[int, 1895, 2100] | None = None,
        who: discord.User | None = None,
        kind: app_commands.Choice[str] | None = None,
        private: bool = False,
    ) -> None:
        chosen = kind.value if kind else None
        name = who.display_name if who else None
        text = f"title={title} year={year} who={name} kind={chosen} private={private}"
        await interaction.response.send_message(text, ephemeral=private)

    @options_.autocomplete("title")
    async def titles(_interaction: Interaction, current: str) -> list[app_commands.Choice[str]]:
        bot.asked.append(current)
        if current == "slow":
            await bot.suggest.wait()
        if current == "never":
            await bot.over.wait()
        names = ["Solaris", "Stalker", "Mirror", "slowly"]
        found = [name for name in names if current.casefold() in name.casefold()]
        return [app_commands.Choice(name=name, value=f"id:{name.casefold()}") for name in found]

    @tree.command(name="manage", description="For those who manage the server")
    @app_commands.default_permissions(manage_guild=True)
    @app_commands.guild_only()
    async def manage(interaction: Interaction) -> None:
        await interaction.response.send_message("Managed")

    me = app_commands.Group(name="me", description="What is yours")

    @me.command(name="export", description="All that is kept of you")
    async def export(interaction: Interaction) -> None:
        await interaction.response.send_message("Nothing is kept", ephemeral=True)

    tree.add_command(me)


def add_message_commands(tree: Tree) -> None:
    """Commands that are used on a message."""

    @tree.context_menu(name="Count the words")
    async def count(interaction: Interaction, message: discord.Message) -> None:
        words = len(message.content.split())
        await interaction.response.send_message(f"{words} words of {message.author.display_name}")

    @tree.context_menu(name="Whisper about it")
    async def whisper(interaction: Interaction, message: discord.Message) -> None:
        await interaction.response.send_message(f"Between us: {message.content}", ephemeral=True)
