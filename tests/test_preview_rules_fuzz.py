"""Whatever a bot sends, the stand-in judges it: with a refusal, never with an error of its own."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.preview.attachments import Upload
from bot.preview.rules.callbacks import check_edit, check_followup, check_response
from bot.preview.rules.commands import check_commands
from bot.preview.rules.refusal import Refusal
from tests.payloads import (
    Json,
    button,
    command,
    embed,
    existing,
    field,
    link,
    media,
    opt,
    row,
    select,
    text,
    text_input,
    v2,
)

JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
PICTURE = (Upload(0, "a.png", b"x"),)
GROUP = opt("a", type=2, options=[opt("b", type=1, options=[opt(choices=[{"name": "A", "value": "a"}])])])
RICH = v2(
    {"type": 17, "components": [row(button(), link()), row(select()), text()], "accent_color": 1},
    {"type": 9, "components": [text()], "accessory": {"type": 11, "media": media("attachment://a.png")}},
    {"type": 12, "items": [{"media": media(), "description": "x"}]},
    row({"type": 5, "custom_id": "u", "default_values": [{"id": "1", "type": "user"}]}),
    attachments=[{"id": 0, "filename": "a.png"}],
    allowed_mentions={"parse": ["users"]},
)
LEGACY = embed(fields=[{"name": "a", "value": "b"}], image=media(), footer={"text": "x"}) | {
    "content": "x",
    "poll": {"question": {"text": "?"}, "answers": [{"poll_media": {"text": "a"}}], "duration": 24},
}
MODAL = {"type": 9, "data": field(text_input())}
SELECT_MODAL = {"type": 9, "data": field(select())}


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in a payload, as the keys that lead there."""
    for key, below in value.items() if isinstance(value, dict) else enumerate(value):
        yield (*path, key)
        if isinstance(below, dict | list):
            yield from places(below, (*path, key))


def follow_up(payload: Json) -> None:
    check_followup(payload, uploads=PICTURE)


def edit(payload: Json) -> None:
    check_edit(payload, message=existing(content="x"), uploads=PICTURE)


def response(payload: Json) -> None:
    check_response(payload, kind="slash", origin=None, uploads=())


@pytest.mark.parametrize(
    ("check", "payload"),
    [
        (follow_up, RICH),
        (follow_up, LEGACY),
        (edit, RICH | {"content": None}),
        (response, {"type": 4, "data": LEGACY}),
        (response, MODAL),
        (response, SELECT_MODAL),
        (
            check_commands,
            [command(options=[opt(), opt("b", type=4, min_value=1)]), command(name="g", options=[GROUP])],
        ),
    ],
)
@settings(max_examples=50)
@given(data=st.data())
def test_a_payload_with_junk_in_it_is_judged(
    check: Callable[[Any], None], payload: Any, data: st.DataObject
) -> None:
    check(payload)
    spoilt = copy.deepcopy(payload)
    *path, last = data.draw(st.sampled_from(list(places(payload))))
    holder = spoilt
    for step in path:
        holder = holder[step]
    holder[last] = data.draw(JUNK)
    try:
        check(spoilt)
    except Refusal as refused:
        assert refused.status in (400, 413)  # noqa: PT017  (a refusal is one of two good ends)
