"""The stand-in is Discord enough for an unmodified discord.py: everything here goes over real sockets."""

from __future__ import annotations

import asyncio
import io
import time
from collections.abc import AsyncIterator, Callable
from typing import Any, Self

import aiohttp
import discord
import pytest
import pytest_asyncio
from discord import app_commands, ui

from bot.preview.channel import Exchange, Impossible, NoAnswer
from bot.preview.rest import Request
from bot.preview.standin import StandIn
from bot.preview.world import ANNA, BORIS, DM, SERVER
from tests.openapi import DiscordDescription

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000030000000208020000001216f14d"
    "0000000c4944415408d763f8cfc0c000000301010018dd8db00000000049454e44ae426082"
)
"""The head of a PNG three wide and two high; nobody here decodes it."""


pytestmark = pytest.mark.usefixtures("bot")


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


def http_base() -> str:
    return discord.http.Route.BASE


class Clock:
    """The time, or one that is ahead of it by so many seconds."""

    ahead = 0.0

    def __call__(self) -> float:
        return time.time() + self.ahead


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest_asyncio.fixture
async def standin(clock: Clock) -> AsyncIterator[StandIn]:
    async with StandIn(patience=2.0, clock=clock) as standin:
        yield standin


@pytest_asyncio.fixture
async def bot(standin: StandIn, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Bot]:
    monkeypatch.setattr(discord.http.Route, "BASE", standin.api_url)
    bot = Bot()
    running = asyncio.create_task(bot.start("any.token.will-do"))
    await standin.ready()
    yield bot
    bot.go_on.set()
    await bot.close()
    await asyncio.wait({running})


def said(exchange: Exchange) -> list[str]:
    assert exchange.message is not None, exchange
    return exchange.message.texts()


async def test_it_logs_in_and_registers_its_commands(standin: StandIn, bot: Bot) -> None:
    assert standin.syncs == 1
    assert {command["name"] for command in standin.commands} >= {"ping", "slow", "me"}
    assert [(r.method, r.path, r.status) for r in standin.requests[:2]] == [
        ("GET", "/users/@me", 200),
        ("GET", "/oauth2/applications/@me", 200),
    ]
    before = {command["name"]: command["id"] for command in standin.commands}
    bot.tree.remove_command("silent")
    await bot.tree.sync()
    after = {command["name"]: command["id"] for command in standin.commands}
    assert "silent" not in after
    assert after.items() <= before.items()


async def test_a_command_is_answered(standin: StandIn) -> None:
    exchange = await standin.slash("ping", {"text": "hi", "who": BORIS}, locale="ru")
    assert exchange.state == "answered"
    assert said(exchange) == [f"hi boris {SERVER.guild_id} ru False"]
    assert exchange.answered_after is not None
    assert not exchange.message.ephemeral if exchange.message else False
    managed = await standin.slash("ping", {"text": "hi"}, member=BORIS, place=DM)
    assert said(managed) == ["hi None dm en-US False"]
    assert managed.message is not None
    assert managed.message.seen_by(BORIS)
    assert not managed.message.seen_by(ANNA)


async def test_a_bot_that_says_nothing_did_not_respond(standin: StandIn) -> None:
    exchange = await standin.slash("silent")
    assert (exchange.state, exchange.message, exchange.answered_after) == ("no_answer", None, None)


async def test_a_late_answer_is_refused(standin: StandIn, bot: Bot) -> None:
    exchange = await standin.slash("late")
    assert exchange.state == "no_answer"
    bot.go_on.set()
    await until(standin, lambda: bool(exchange.refusals))
    assert [body["code"] for body in exchange.refusals] == [10062]


async def test_a_second_answer_is_refused(standin: StandIn) -> None:
    exchange = await standin.slash("twice")
    await until(standin, lambda: bool(exchange.followups))
    assert exchange.followups[0].texts() == ["[(204, 0), (400, 40060)]"]
    assert standin.messages == [exchange.message, exchange.followups[0]]


async def test_a_deferred_answer_settles_with_its_edit(standin: StandIn) -> None:
    exchange = await standin.slash("slow")
    assert exchange.state == "answered"
    assert said(exchange) == ["# 0"]
    assert exchange.message is not None
    assert exchange.message.ephemeral
    assert exchange.message.edits == 0
    assert exchange.message.data["flags"] == 64 | 1 << 15


async def test_a_button_edits_in_place(standin: StandIn) -> None:
    message = (await standin.slash("slow")).message
    assert message is not None
    assert [button["label"] for button in message.buttons()] == ["Pressed 0"]
    pressed = await standin.press(message, "count:0")
    assert (pressed.state, pressed.message, message.edits) == ("updated", message, 1)
    assert message.texts() == ["# 1"]
    forged = await standin.press(message, "count:41", forged=True)
    assert forged.state == "no_answer"  # discord.py looks the item up on the message


async def test_what_a_client_would_not_let_a_member_do(standin: StandIn) -> None:
    whisper = (await standin.slash("hidden")).message
    assert whisper is not None
    for impossible in (
        standin.press(whisper, "count:7", member=BORIS),
        standin.press(whisper, "count:8"),
        standin.slash("nothing"),
        standin.slash("me"),
        standin.slash("ping"),
        standin.slash("ping", {"text": "x" * 101}),
        standin.slash("ping", {"text": 1}),
        standin.slash("ping", {"text": "x", "colour": "red"}),
        standin.slash("choose", {"one": "c"}),
        standin.slash("choose", {"one": "a", "count": 6}),
        standin.slash("manage"),
        standin.slash("manage", member=BORIS, place=DM),
    ):
        with pytest.raises(Impossible):
            await impossible
    assert said(await standin.slash("manage", member=BORIS)) == ["managed"]
    assert said(await standin.slash("manage", forged=True)) == ["managed"]


async def test_a_select_sends_its_values(standin: StandIn) -> None:
    message = (await standin.slash("pick")).message
    assert message is not None
    (select,) = message.selects()
    assert [option["value"] for option in select["options"]] == ["0", "1", "2"]
    exchange = await standin.select(message, "pick", ["1", "2"])
    assert exchange.state == "updated"
    assert message.texts() == ["1 2"]
    for values in (["7"], [], ["0", "1", "2"]):
        with pytest.raises(Impossible):
            await standin.select(message, "pick", values)


async def test_a_modal_takes_every_kind_of_field(standin: StandIn) -> None:
    opened = await standin.slash("ask")
    assert opened.state == "modal"
    assert opened.modal is not None
    assert [field["component"]["type"] for field in opened.modal["components"]] == [4, 3, 19, 5, 21]
    values = {"name": "Larisa", "list": ["war"], "file": [("a.txt", b"abc")], "who": [BORIS], "mood": "Good"}
    sent = await standin.submit(opened, values)
    assert said(sent) == ["['Larisa', ['war'], [b'abc'], ['boris'], 'Good']"]
    wrongs: list[dict[str, Any]] = [
        {"name": "x" * 21},
        {"name": ""},
        {"mood": "Ugly"},
        {"list": []},
        {"nobody": 1},
    ]
    for wrong in wrongs:
        with pytest.raises(Impossible):
            await standin.submit(opened, values | wrong)


async def test_autocomplete_gives_rows_or_nothing(standin: StandIn) -> None:
    rows = await standin.autocomplete("ping", "text", "so", others={"who": BORIS})
    assert [(row["name"], row["value"]) for row in rows] == [("so boris 0", "0"), ("so boris 1", "1")]
    with pytest.raises(NoAnswer) as many:
        await standin.autocomplete("ping", "text", "many")
    assert many.value.exchange.refusals[0]["errors"] == {
        "data": {
            "choices": {
                "_errors": [{"code": "BASE_TYPE_MAX_LENGTH", "message": "Must be 25 or fewer in length."}]
            }
        }
    }
    with pytest.raises(NoAnswer):
        await standin.autocomplete("ping", "text", "silence")
    with pytest.raises(Impossible):
        await standin.autocomplete("choose", "one", "a")


async def test_follow_ups_edits_and_deletions(standin: StandIn) -> None:
    exchange = await standin.slash("follow")
    await until(standin, lambda: said(exchange) == ["one!"])
    assert [(one.texts(), one.deleted, one.edits) for one in exchange.followups] == [
        (["two and a half"], False, 1),
        (["three"], True, 0),
    ]
    assert [message.texts() for message in standin.messages] == [["one!"], ["two and a half"]]


async def test_an_attachment_is_shown_and_served(standin: StandIn, bot: Bot) -> None:
    exchange = await standin.slash("poster")
    message = exchange.message
    assert message is not None
    assert message.files == {"poster.png": PIXEL}
    (attachment,) = message.data["attachments"]
    assert (attachment["width"], attachment["height"], attachment["description"]) == (3, 2, "Three by two")
    (gallery,) = message.data["components"]
    media = gallery["items"][0]["media"]
    assert (media["url"], media["width"], media["height"]) == (attachment["url"], 3, 2)
    assert await bot.http.get_from_cdn(media["url"]) == PIXEL
    request = next(one for one in standin.requests if one.path.endswith("/callback"))
    assert request.files == {"poster.png": PIXEL}
    assert request.json["data"]["attachments"][0]["filename"] == "poster.png"


async def test_a_subcommand_and_a_member_s_file(standin: StandIn) -> None:
    assert said(await standin.slash("me export", {"file": ("list.txt", b"four")})) == ["list.txt 4"]


async def test_a_new_bot_answers_on_the_old_one_s_messages(standin: StandIn, bot: Bot) -> None:
    message = (await standin.slash("slow", place=DM)).message
    assert message is not None
    await bot.close()
    assert (await standin.press(message, "count:0")).state == "no_answer"
    async with Bot() as second:
        running = asyncio.create_task(second.start("another.token"))
        await standin.ready()
        assert (await standin.press(message, "count:0")).state == "updated"
        assert message.texts() == ["# 1"]
    await asyncio.wait({running})


async def test_all_of_this_is_as_discord_describes_it(
    standin: StandIn, description: DiscordDescription | None
) -> None:
    if description is None:
        pytest.skip("DISCORD_OPENAPI names no copy of Discord's description")
    for name in ("slow", "poster", "ask", "follow", "pick", "hidden"):
        exchange = await standin.slash(name)
    await until(standin, exchange.settled.is_set)
    await standin.autocomplete("ping", "text", "so")
    problems = [
        line for one in standin.requests for line in description.check(one.method, one.path, one.json)
    ]
    assert len(standin.requests) > 12
    assert problems == []


@pytest.mark.parametrize("how", ["cut", "before"])
async def test_after_a_drop_the_bot_resumes_and_nothing_is_lost(standin: StandIn, how: str) -> None:
    standin.drop_gateway()
    if how == "cut":
        await standin.ready()
    assert said(await standin.slash("ping", {"text": "again"}))[0].startswith("again")
    assert (standin.gateway.identifies, standin.gateway.resumes) == (1, 1)


async def test_everybody_hears_of_changes(standin: StandIn) -> None:
    changes: list[int] = []
    seen: list[Request] = []
    standin.on_change.append(lambda: changes.append(len(standin.messages)))
    standin.observers.append(seen.append)
    await standin.slash("ping", {"text": "hi"})
    assert changes[0] == 0
    assert changes[-1] == 1
    assert [request.status for request in seen] == [200]


async def test_what_is_old_is_forgotten_and_what_is_new_goes_on(standin: StandIn, clock: Clock) -> None:
    old = await standin.slash("ping", {"text": "old"})
    clock.ahead = 3600
    new = await standin.slash("ping", {"text": "new"})
    standin.forget(older_than=1800)
    assert standin.exchanges == [new]
    assert standin.messages == [new.message]
    assert old.message is not None
    assert said(await standin.slash("ping", {"text": "again"}))[0].startswith("again")
    standin.forget()
    assert not standin.exchanges
    assert not standin.messages


async def until(standin: StandIn, happened: Callable[[], bool]) -> None:
    changed = asyncio.Event()
    standin.on_change.append(changed.set)
    async with asyncio.timeout(10):
        while not happened():
            await changed.wait()
            changed.clear()
