"""What the stand-in refuses in a message, and where it says so; what Discord takes, it takes."""

from __future__ import annotations

import pytest

from bot.preview.attachments import Upload
from bot.preview.channel import Message
from bot.preview.rules.callbacks import check_edit
from tests.payloads import (
    PICTURE,
    V2,
    Json,
    button,
    embed,
    existing,
    link,
    media,
    of_message,
    option,
    row,
    said,
    select,
    text,
    v2,
)

FORTY = [text("x") for _ in range(39)]


@pytest.mark.parametrize(
    "data",
    [
        {"content": "x" * 2000},
        {"content": "hi", "tts": False, "flags": 64, "allowed_mentions": {"parse": []}, "embeds": None},
        {"embeds": [{"title": "x" * 256, "description": "x" * 4096, "footer": {"text": "x" * 1648}}]},
        {"embeds": [{"fields": [{"name": "a", "value": "b", "inline": True}] * 25, "color": 0xFFFFFF}]},
        {"embeds": [{"image": media(), "color": 0, "timestamp": "2026-11-21T18:00:00+00:00"}]},
        {"content": "hi", "allowed_mentions": {"parse": ["users", "roles", "everyone"]}},
        {"content": "hi", "allowed_mentions": {"parse": ["roles"], "users": [str(n) for n in range(100)]}},
        {"content": "hi", "components": [row(button(), link()), row(select(max_values=2, min_values=0))]},
        {"content": "hi", "components": [row(button(label=None, emoji={"name": "🎬"}))]},
        {"content": "hi", "components": [row({"type": 5, "custom_id": "u", "max_values": 25})]},
        v2({"type": 17, "components": FORTY}),
        v2(text("x" * 4000)),
        v2({"type": 9, "components": [text()] * 3, "accessory": {"type": 11, "media": media()}}),
        v2({"type": 9, "components": [text()], "accessory": button()}, row(link())),
        v2({"type": 12, "items": [{"media": media(), "description": "x" * 1024}] * 10}),
        v2({"type": 14, "spacing": 2, "divider": False}, {"type": 14, "spacing": 1, "id": 2**31 - 1}, text()),
        v2(
            {"type": 17, "components": [text()], "accent_color": 0},
            row({"type": 2, "style": 6, "sku_id": "5"}),
        ),
        v2({"type": 12, "items": [{"media": media("https://example.org/".ljust(2048, "x"))}]}),
        v2(row(link(url="https://example.org/" + "x" * 492))),
        v2(text(), content=None, embeds=[]),
        {"poll": {"question": {"text": "?"}, "answers": [{"poll_media": {"text": "a"}}], "duration": 24.0}},
    ],
)
def test_messages_discord_takes(data: Json) -> None:
    assert of_message(data) == []


@pytest.mark.parametrize(
    ("data", "problems"),
    [
        ({}, ["50006"]),
        ({"content": " \n"}, ["50006"]),
        (v2(), ["50006"]),
        ({"content": "x" * 2001}, ["content BASE_TYPE_MAX_LENGTH"]),
        ({"content": 5}, ["content STRING_TYPE_CONVERT"]),
        ({"contents": "x"}, ["contents UNKNOWN_FIELD"]),
        ({"content": "x", "flags": 1}, ["flags MESSAGE_FLAGS_INVALID"]),
        (embed(title="x" * 257), ["embeds.0.title BASE_TYPE_MAX_LENGTH"]),
        (embed(description="x" * 4097), ["embeds.0.description BASE_TYPE_MAX_LENGTH"]),
        (embed(footer={"text": "x" * 2049}), ["embeds.0.footer.text BASE_TYPE_BAD_LENGTH"]),
        (embed(author={"name": "x" * 257}), ["embeds.0.author.name BASE_TYPE_BAD_LENGTH"]),
        (
            embed(author={}, footer={"text": ""}),
            ["embeds.0.author.name BASE_TYPE_REQUIRED", "embeds.0.footer.text BASE_TYPE_REQUIRED"],
        ),
        (embed(timestamp="yesterday"), ["embeds.0.timestamp DATETIME_TYPE_PARSE"]),
        (embed(url="https://example.org/".ljust(2049, "x")), ["embeds.0.url BASE_TYPE_MAX_LENGTH"]),
        (
            embed(fields=[{"name": "x" * 257}]),
            ["embeds.0.fields.0.name BASE_TYPE_BAD_LENGTH", "embeds.0.fields.0.value BASE_TYPE_REQUIRED"],
        ),
        (
            {"embeds": [{"description": "x" * 3001}, {"description": "x" * 3000}]},
            ["embeds MAX_EMBED_SIZE_EXCEEDED"],
        ),
        (
            {"content": "x", "allowed_mentions": {"users": ["1"] * 101}},
            ["allowed_mentions.users BASE_TYPE_MAX_LENGTH"],
        ),
        (
            {"poll": {"answers": [{"poll_media": {"text": "x" * 56}}] * 11}},
            [
                "poll.answers BASE_TYPE_BAD_LENGTH",
                *[
                    f"poll.answers.{n}.poll_media.text BASE_TYPE_MAX_LENGTH"
                    for n in (0, 1, 10, 2, 3, 4, 5, 6, 7, 8, 9)
                ],
                "poll.question BASE_TYPE_REQUIRED",
            ],
        ),
        (
            {"poll": {"question": {"text": "x" * 301}}},
            ["poll.answers BASE_TYPE_REQUIRED", "poll.question.text BASE_TYPE_BAD_LENGTH"],
        ),
        (embed(fields=[{"name": "", "value": "x"}]), ["embeds.0.fields.0.name BASE_TYPE_REQUIRED"]),
        (
            embed(fields=[{"name": "x", "value": "x" * 1025}]),
            ["embeds.0.fields.0.value BASE_TYPE_BAD_LENGTH"],
        ),
        (embed(fields=[{"name": "x", "value": "x"}] * 26), ["embeds.0.fields BASE_TYPE_MAX_LENGTH"]),
        (embed(color=1 << 24), ["embeds.0.color NUMBER_TYPE_MAX"]),
        (embed(url="ftp://example.org"), ["embeds.0.url URL_TYPE_INVALID_SCHEME"]),
        (embed(image=media("attachment://b.png")), ["embeds.0.image.url MEDIA_ATTACHMENT_NOT_FOUND"]),
        ({"embeds": [{"color": 1}]}, ["embeds.0.description BASE_TYPE_REQUIRED"]),
        ({"embeds": [{"title": "t"}] * 11}, ["embeds BASE_TYPE_MAX_LENGTH"]),
        ({"embeds": [{"description": "x" * 3001}] * 2}, ["embeds MAX_EMBED_SIZE_EXCEEDED"]),
        (
            {"content": "x", "allowed_mentions": {"parse": ["user"]}},
            ["allowed_mentions.parse.0 BASE_TYPE_CHOICES"],
        ),
        (
            {"content": "x", "allowed_mentions": {"parse": ["users"], "users": [1]}},
            ["allowed_mentions MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE"],
        ),
        (
            {"poll": {"question": {"text": "?"}, "answers": [], "duration": 1.5}},
            ["poll.answers BASE_TYPE_BAD_LENGTH", "poll.duration NUMBER_TYPE_COERCE"],
        ),
        # components without the flag
        (
            {"content": "x", "components": [row(button(custom_id=str(n))) for n in range(6)]},
            ["components BASE_TYPE_MAX_LENGTH"],
        ),
        ({"content": "x", "components": [text()]}, ["components.0.type UNION_TYPE_CHOICES"]),
        ({"content": "x", "components": [button()]}, ["components.0.type UNION_TYPE_CHOICES"]),
        # components with it
        (v2(text(), content="x"), ["content MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"]),
        (v2(text(), **embed()), ["embeds MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"]),
        (
            v2({"type": 17, "components": [*FORTY, text("x")]}),
            ["components COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED"],
        ),
        (v2(text("x" * 2001), text("x" * 2000)), ["components COMPONENT_MAX_TOTAL_TEXT_EXCEEDED"]),
        (
            v2(text("x" * 4001)),
            ["components COMPONENT_MAX_TOTAL_TEXT_EXCEEDED", "components.0.content BASE_TYPE_BAD_LENGTH"],
        ),
        (v2(text("")), ["components.0.content BASE_TYPE_REQUIRED"]),
        (
            v2({"type": 17, "components": [{"type": 17, "components": [text()]}]}),
            ["components.0.components.0.type UNION_TYPE_CHOICES"],
        ),
        (v2({"type": 17, "components": []}), ["components.0.components BASE_TYPE_BAD_LENGTH"]),
        (
            v2({"type": 17, "components": [text()], "accent_color": -1}),
            ["components.0.accent_color NUMBER_TYPE_MIN"],
        ),
        (v2({"type": 9, "components": [text()]}), ["components.0.accessory BASE_TYPE_REQUIRED"]),
        (
            v2({"type": 9, "components": [text()] * 4, "accessory": button()}),
            ["components.0.components BASE_TYPE_BAD_LENGTH"],
        ),
        (
            v2({"type": 9, "components": [row(button())], "accessory": link()}),
            ["components.0.components.0.type UNION_TYPE_CHOICES"],
        ),
        (v2({"type": 11, "media": media()}), ["components.0.type UNION_TYPE_CHOICES"]),
        (v2({"type": 12, "items": []}), ["components.0.items BASE_TYPE_BAD_LENGTH"]),
        (v2({"type": 12, "items": [{"media": media()}] * 11}), ["components.0.items BASE_TYPE_BAD_LENGTH"]),
        (
            v2({"type": 12, "items": [{"media": media("attachment://b.png")}]}),
            ["components.0.items.0.media.url MEDIA_ATTACHMENT_NOT_FOUND"],
        ),
        (
            v2({"type": 12, "items": [{"media": media(), "description": "x" * 1025}]}),
            ["components.0.items.0.description BASE_TYPE_BAD_LENGTH"],
        ),
        (
            v2({"type": 12, "items": [{"media": media("/a.png")}]}),
            ["components.0.items.0.media.url URL_TYPE_INVALID_SCHEME"],
        ),
        (v2({"type": 13, "file": media()}), ["components.0.file.url URL_TYPE_INVALID_SCHEME"]),
        (v2({"type": 14, "spacing": 3}), ["components.0.spacing BASE_TYPE_CHOICES"]),
        (v2({"type": 14, "id": 2**31}), ["components.0.id NUMBER_TYPE_MAX"]),
        (v2({"type": 1}), ["components.0.components BASE_TYPE_REQUIRED"]),
        (v2({"type": 9, "accessory": button()}), ["components.0.components BASE_TYPE_REQUIRED"]),
        (v2({"type": 17}), ["components.0.components BASE_TYPE_REQUIRED"]),
        (v2({"type": 12}), ["components.0.items BASE_TYPE_REQUIRED"]),
        (v2({"type": 12, "items": [{}]}), ["components.0.items.0.media BASE_TYPE_REQUIRED"]),
        (v2({"type": 12, "items": [{"media": {}}]}), ["components.0.items.0.media.url BASE_TYPE_REQUIRED"]),
        (
            v2({"type": 12, "items": [{"media": media("https://example.org/".ljust(2049, "x"))}]}),
            ["components.0.items.0.media.url BASE_TYPE_BAD_LENGTH"],
        ),
        (
            v2({"type": 12, "items": [{"media": media(), "description": ""}]}),
            ["components.0.items.0.description BASE_TYPE_BAD_LENGTH"],
        ),
        (v2({"type": 13}), ["components.0.file BASE_TYPE_REQUIRED"]),
        (v2({"type": 14, "space": 1}), ["components.0.space UNKNOWN_FIELD"]),
        (
            v2({"type": 10, "content": "a", "id": 7}, {"type": 10, "content": "b", "id": 7}),
            ["components.1.id COMPONENT_ID_DUPLICATED"],
        ),
        (v2(row()), ["components.0.components BASE_TYPE_BAD_LENGTH"]),
        (
            v2(row(*[button(custom_id=str(n)) for n in range(6)])),
            ["components.0.components BASE_TYPE_BAD_LENGTH"],
        ),
        (v2(row(select(), button())), ["components.0 COMPONENT_LAYOUT_WIDTH_EXCEEDED"]),
        (v2(row(text())), ["components.0.components.0.type UNION_TYPE_CHOICES"]),
        (
            v2(row(button()), row(button())),
            ["components.1.components.0.custom_id COMPONENT_CUSTOM_ID_DUPLICATED"],
        ),
        (
            v2(*[text("x")] * 41),
            ["components BASE_TYPE_MAX_LENGTH", "components COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED"],
        ),
        (v2("text"), ["components.0 DICT_TYPE_CONVERT"]),
        (v2({"type": "10", "content": "x"}), ["components.0.type UNION_TYPE_CHOICES"]),
    ],
)
def test_messages_discord_refuses(data: Json, problems: list[str]) -> None:
    assert of_message(data) == problems


@pytest.mark.parametrize(
    ("child", "problems"),
    [
        (button(custom_id="x" * 101), ["custom_id BASE_TYPE_BAD_LENGTH"]),
        (button(custom_id=""), ["custom_id BASE_TYPE_REQUIRED"]),
        (button(custom_id=None), ["custom_id BASE_TYPE_REQUIRED"]),
        (button(label="x" * 81), ["label BASE_TYPE_MAX_LENGTH"]),
        (button(label=None), ["label BUTTON_COMPONENT_EMPTY"]),
        (button(url="https://example.org"), ["url BUTTON_COMPONENT_FIELD_NOT_ALLOWED"]),
        (button(style=7), ["style BASE_TYPE_CHOICES"]),
        (button(style=None), ["style BASE_TYPE_REQUIRED"]),
        (
            button(style=6),
            [
                "custom_id BUTTON_COMPONENT_FIELD_NOT_ALLOWED",
                "label BUTTON_COMPONENT_FIELD_NOT_ALLOWED",
                "sku_id BASE_TYPE_REQUIRED",
            ],
        ),
        (button(emoji={"name": "film"}), ["emoji.name COMPONENT_INVALID_EMOJI"]),
        (button(disabled="no"), ["disabled BOOLEAN_TYPE_CONVERT"]),
        (link(custom_id="x"), ["custom_id BUTTON_COMPONENT_FIELD_NOT_ALLOWED"]),
        (link(url=None), ["url BASE_TYPE_REQUIRED"]),
        (link(url="https://example.org/" + "x" * 493), ["url BASE_TYPE_BAD_LENGTH"]),
        (link(url="example.org"), ["url URL_TYPE_INVALID_SCHEME"]),
        (link(url="https://"), ["url URL_TYPE_INVALID_URL"]),
        (select(placeholder="x" * 151), ["placeholder BASE_TYPE_MAX_LENGTH"]),
        (select(options=[]), ["options BASE_TYPE_BAD_LENGTH"]),
        (select(options=[option(str(n)) for n in range(26)]), ["options BASE_TYPE_BAD_LENGTH"]),
        (select(options=[option("a", label="x" * 101)]), ["options.0.label BASE_TYPE_BAD_LENGTH"]),
        (select(options=[option("x" * 101, label="a")]), ["options.0.value BASE_TYPE_BAD_LENGTH"]),
        (
            select(options=[option("a", description="x" * 101)]),
            ["options.0.description BASE_TYPE_MAX_LENGTH"],
        ),
        (
            select(options=[option("a"), option("a")]),
            ["options.1.value SELECT_COMPONENT_OPTION_VALUE_DUPLICATED"],
        ),
        (
            select(options=[option("a", default=True), option("b", default=True)]),
            ["options SELECT_COMPONENT_DEFAULTS_EXCEEDED"],
        ),
        (select(max_values=3), ["options BASE_TYPE_BAD_LENGTH"]),
        (select(max_values=26), ["max_values NUMBER_TYPE_MAX", "options BASE_TYPE_BAD_LENGTH"]),
        (select(min_values=2), ["min_values SELECT_COMPONENT_MIN_VALUES_GREATER_THAN_MAX_VALUES"]),
        ({"type": 5, "custom_id": "u", "options": [option("a")]}, ["options UNKNOWN_FIELD"]),
        (
            {"type": 6, "custom_id": "u", "default_values": [{"id": "1", "type": "user"}]},
            ["default_values.0.type BASE_TYPE_CHOICES"],
        ),
        (
            {
                "type": 8,
                "custom_id": "u",
                "channel_types": [0],
                "default_values": [{"id": "1", "type": "channel"}] * 2,
            },
            ["default_values BASE_TYPE_BAD_LENGTH"],
        ),
    ],
)
def test_buttons_and_selects_discord_refuses(child: Json, problems: list[str]) -> None:
    where = "components.0.components.0."
    assert [one.removeprefix(where) for one in of_message(v2(row(child)))] == problems


def test_attachments_are_named_and_there() -> None:
    gallery = v2({"type": 12, "items": [{"media": media("attachment://a.png")}]})
    assert of_message(gallery) == ["components.0.items.0.media.url MEDIA_ATTACHMENT_NOT_FOUND"]
    assert of_message(gallery, uploads=(PICTURE,)) == []
    assert of_message({}, uploads=(PICTURE,)) == []
    file = {"type": 13, "file": media("attachment://a.png")}
    assert of_message(v2(file), uploads=(PICTURE,)) == []
    assert of_message({"attachments": [{"id": 3}]}, uploads=(PICTURE,)) == [
        "attachments.0.id ATTACHMENT_NOT_FOUND"
    ]
    assert of_message({"attachments": [{}]}, uploads=(PICTURE,)) == [
        "attachments.0.id ATTACHMENT_NOT_FOUND",
        "attachments.0.id BASE_TYPE_REQUIRED",
    ]
    long = [{"id": 0, "filename": "x" * 1025, "description": "x" * 1025}]
    assert of_message({"attachments": long}, uploads=(PICTURE,)) == [
        "attachments.0.description BASE_TYPE_MAX_LENGTH",
        "attachments.0.filename BASE_TYPE_MAX_LENGTH",
    ]
    named = {"type": 13, "file": media("attachment://b.png")}
    assert of_message(v2(named, attachments=[{"id": 0, "filename": "b.png"}]), uploads=(PICTURE,)) == []
    eleven = tuple(Upload(n, f"{n}.png", b"x") for n in range(11))
    assert of_message({}, uploads=eleven) == ["attachments BASE_TYPE_MAX_LENGTH"]
    assert of_message({}, uploads=(Upload(0, "a.bin", bytes(10 * 1024 * 1024 + 1)),)) == ["40005"]
    renamed = v2({"type": 12, "items": [{"media": media("attachment://é.png")}]})
    problems = of_message(renamed, uploads=(Upload(0, "é.png", b"x"),))
    assert problems == ["components.0.items.0.media.url MEDIA_ATTACHMENT_NOT_FOUND"]


def test_edits_are_judged_with_what_stays() -> None:
    def of_edit(message: Message, payload: Json, *uploads: Upload) -> list[str]:
        return said(check_edit, payload, message=message, uploads=uploads)

    old = existing(content="hi")
    legacy = "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"
    assert of_edit(old, {"content": "", "components": []}) == ["50006"]
    assert of_edit(old, v2(text())) == [f"content {legacy}"]
    assert of_edit(old, v2(text(), content=None)) == []
    assert of_edit(existing(flags=V2), {"components": [text()]}) == []
    assert of_edit(existing(flags=V2), {"content": "hi", "components": [text()]}) == [f"content {legacy}"]
    assert of_edit(old, {"flags": 64}) == ["flags MESSAGE_FLAGS_INVALID"]
    kept = existing(flags=V2, attachments=[{"id": "5", "filename": "a.png"}])
    gallery = {"components": [{"type": 12, "items": [{"media": media("attachment://a.png")}]}]}
    gone = ["components.0.items.0.media.url MEDIA_ATTACHMENT_NOT_FOUND"]
    assert of_edit(kept, gallery) == []
    assert of_edit(kept, gallery | {"attachments": [{"id": "5"}]}) == []
    assert of_edit(kept, gallery | {"attachments": []}) == gone
    assert of_edit(kept, gallery | {"attachments": [{"id": 0, "filename": "a.png"}]}, PICTURE) == []
