"""What the specimen bot shows: every component, all markdown, every field of a modal."""

from __future__ import annotations

import functools
import io
import struct
import zlib
from typing import Any

import discord
from discord import ui

HTML = '<img src=x onerror="document.title=1"><b>not bold</b>'
Interaction = discord.Interaction[Any]

MARKDOWN = f"""\
# Heading one
## Heading two
### Heading three
-# Subtext, small and grey
**bold** *italics* _also_ ***both*** __underline__ ~~strike~~ `inline *code*` ||a spoiler||
> a quote
> of two lines
- first
- second **bold**
  - nested
    1. numbered
    2. again
- third
7. seven
8. eight
[Come and See](https://en.wikipedia.org/wiki/Come_and_See_(film)) and https://example.org/a_(b). <https://example.org/c>
[https://liar.example](https://example.org) [script](javascript:alert(1))
\\*not italics\\* \\# {HTML}
<t:0:D> <t:0:R> <@1290000000000000101> <#1290000000000000202> </words:1> <:reel:123456789> snake_case_name
```py
print("**raw** <b>")
```
>>> a long quote
that runs on

to the end"""


@functools.cache
def png(width: int, height: int, colour: tuple[int, int, int]) -> bytes:
    """A picture of one colour with a lighter diagonal, so that cropping can be seen."""
    lighter = bytes(min(255, value + 50) for value in colour)
    rows = b"".join(
        b"\0"
        + b"".join(
            lighter if abs(x * height - y * width) < 3 * width else bytes(colour) for x in range(width)
        )
        for y in range(height)
    )

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def pictures(count: int) -> list[discord.File]:
    sizes = [(80, 120), (120, 80), (100, 100)]
    return [
        discord.File(
            io.BytesIO(png(*sizes[at % 3], (30 + 22 * at, 60, 150 - 12 * at))),
            filename=f"picture{at}.png",
            description=f"Picture number {at}",
        )
        for at in range(count)
    ]


def everything() -> tuple[ui.LayoutView, list[discord.File]]:
    """Every component a message can have."""
    files = [*pictures(3), discord.File(io.BytesIO(b"one line\n" * 300), filename="notes.txt")]
    view = ui.LayoutView(timeout=None)
    view.add_item(
        ui.Container(
            ui.Section(
                ui.TextDisplay("## A section"),
                ui.TextDisplay(f"With a thumbnail. {HTML}"),
                accessory=ui.Thumbnail("attachment://picture0.png", description="A thumbnail"),
            ),
            ui.Separator(),
            ui.Section(
                ui.TextDisplay("A section with a button"),
                accessory=ui.Button(label="Count", custom_id="count:0", emoji="🔢"),
            ),
            ui.Separator(visible=False, spacing=discord.SeparatorSpacing.large),
            ui.MediaGallery(
                *(
                    discord.MediaGalleryItem(
                        f"attachment://picture{at}.png", description=f"Picture number {at}"
                    )
                    for at in range(3)
                )
            ),
            ui.File("attachment://notes.txt"),
            buttons(),
            ui.ActionRow(ui.Select(custom_id="one", placeholder="Choose one", options=options())),
            accent_colour=0xC8102E,
        )
    )
    view.add_item(
        ui.ActionRow(
            ui.Select(
                custom_id="many",
                placeholder="Choose two or three",
                options=options(),
                min_values=2,
                max_values=3,
            )
        )
    )
    view.add_item(ui.ActionRow(ui.UserSelect(custom_id="user", placeholder="Somebody")))
    view.add_item(ui.ActionRow(ui.MentionableSelect(custom_id="mentionable", placeholder="Anybody")))
    view.add_item(ui.ActionRow(ui.RoleSelect(custom_id="role", placeholder="A role")))
    view.add_item(ui.ActionRow(ui.ChannelSelect(custom_id="channel", placeholder="Where")))
    view.add_item(ui.Container(ui.TextDisplay("What happens in the end"), spoiler=True))
    view.stop()
    return view, files


def buttons() -> ui.ActionRow[Any]:
    style = discord.ButtonStyle
    return ui.ActionRow(
        ui.Button(label="Primary", style=style.primary, custom_id="silent"),
        ui.Button(label="Secondary", style=style.secondary, custom_id="slow"),
        ui.Button(label="Success", style=style.success, custom_id="form", emoji="📝"),
        ui.Button(label="Danger", style=style.danger, custom_id="never", disabled=True),
        ui.Button(label="Link", style=style.link, url="https://example.org/"),
    )


def options() -> list[discord.SelectOption]:
    return [
        discord.SelectOption(
            label="Solaris", value="solaris", description="An ocean that thinks", emoji="🌊"
        ),
        discord.SelectOption(label="Stalker", value="stalker", description="A zone"),
        discord.SelectOption(label="Mirror", value="mirror"),
        discord.SelectOption(label=HTML[:100], value="html"),
    ]


class Form(ui.Modal, title="Every kind of field"):
    """Five at most go into one modal: this is the first half."""

    about: ui.Item[Any] = ui.TextDisplay("Fields marked with a star are **required**.")
    name: ui.Item[Any] = ui.Label(
        text="Title",
        description="As on the poster",
        component=ui.TextInput(custom_id="title", min_length=3, max_length=20, placeholder="Come and See"),
    )
    words: ui.Item[Any] = ui.Label(
        text="Words",
        component=ui.TextInput(custom_id="words", style=discord.TextStyle.paragraph, required=False),
    )
    pick: ui.Item[Any] = ui.Label(
        text="Mood",
        component=ui.RadioGroup(
            custom_id="mood",
            options=[
                discord.RadioGroupOption(label="Quiet", value="quiet", description="Nobody raises his voice"),
                discord.RadioGroupOption(label="Loud", value="loud"),
            ],
        ),
    )
    film: ui.Item[Any] = ui.Label(
        text="Film",
        component=ui.Select(custom_id="film", options=options(), required=True, placeholder="One of these"),
    )

    def __init__(self) -> None:
        super().__init__(custom_id="form", timeout=600)

    async def on_submit(self, interaction: Interaction, /) -> None:
        await interaction.response.send_message(sent(interaction), ephemeral=True)


class OtherForm(ui.Modal, title="The other kinds"):
    """The second half."""

    tags: ui.Item[Any] = ui.Label(
        text="Tags",
        description="Two at most",
        component=ui.CheckboxGroup(
            custom_id="tags",
            options=[discord.CheckboxGroupOption(label=one, value=one) for one in ("war", "sea", "ice")],
            max_values=2,
        ),
    )
    seen: ui.Item[Any] = ui.Label(text="I have seen it", component=ui.Checkbox(custom_id="seen"))
    files: ui.Item[Any] = ui.Label(
        text="Stills", component=ui.FileUpload(custom_id="stills", max_values=2, required=False)
    )
    who: ui.Item[Any] = ui.Label(text="With whom", component=ui.UserSelect(custom_id="who", required=False))
    where: ui.Item[Any] = ui.Label(
        text="Where", component=ui.ChannelSelect(custom_id="where", required=False)
    )

    def __init__(self) -> None:
        super().__init__(custom_id="other", timeout=600)

    async def on_submit(self, interaction: Interaction, /) -> None:
        if not interaction.client.silent:
            await interaction.response.send_message(sent(interaction))


def sent(interaction: Interaction) -> str:
    """What came in, for the test to read."""
    data: Any = interaction.data
    fields = [row.get("component", {}) for row in data["components"]]
    given = {one["custom_id"]: one.get("value", one.get("values")) for one in fields if one}
    names = [one["filename"] for one in data.get("resolved", {}).get("attachments", {}).values()]
    return f"Got {given} {names}"


def counter(number: int) -> ui.View:
    view = ui.View(timeout=None)
    view.add_item(ui.Button(label=f"Count {number}", custom_id=f"count:{number}"))
    view.stop()
    return view


def embed() -> discord.Embed:
    embed = discord.Embed(
        title="An embed", url="https://example.org/", description=f"**Described**. {HTML}", colour=0x2FA864
    )
    embed.set_author(name="The author").set_footer(text="The footer")
    embed.set_thumbnail(url="attachment://picture0.png").set_image(url="https://elsewhere.example/poster.png")
    for name, inline in (("One", True), ("Two", True), ("Three", True), ("Alone", False)):
        embed.add_field(name=name, value=f"Value of *{name}*", inline=inline)
    embed.timestamp = discord.utils.snowflake_time(1290000000000000000)
    return embed
