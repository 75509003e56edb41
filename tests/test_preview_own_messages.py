"""What the stand-in takes when the bot posts by itself: nonces, rights, history, threads, as Discord documents them."""

from __future__ import annotations

import pytest

from bot.preview.conversation import Conversation
from bot.preview.own_messages import NONCE_SECONDS, OwnMessages
from bot.preview.rules.refusal import Refusal
from bot.preview.world import (
    ANNA,
    CREATE_PUBLIC_THREADS,
    FANS,
    READ_MESSAGE_HISTORY,
    SEND_MESSAGES,
    SERVER,
    VIEW_CHANNEL,
    Json,
)

CHANNEL = SERVER.channel_id


class Room:
    """A channel with its time."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0
        self.talk = Conversation(clock=lambda: self.now, patience=3, files_url=lambda: "http://127.0.0.1")
        self.own = OwnMessages(self.talk, clock=lambda: self.now)

    def post(self, content: str = "Good evening", **more: object) -> Json:
        return self.own.create(CHANNEL, {"content": content, **more}, ())

    def once(self, nonce: str) -> Json:
        return self.post(nonce=nonce, enforce_nonce=True)


@pytest.fixture
def room() -> Room:
    return Room()


def code(refused: pytest.ExceptionInfo[Refusal]) -> int:
    return int(refused.value.body["code"])


def test_a_nonce_is_known_for_some_minutes(room: Room) -> None:
    first = room.once("a")
    room.now += NONCE_SECONDS - 1
    assert room.once("a")["id"] == first["id"]
    assert room.once("b")["id"] != first["id"]
    room.now += 2
    assert room.once("a")["id"] != first["id"]
    assert len(room.talk.messages) == 3


def test_a_nonce_that_is_not_enforced_says_nothing(room: Room) -> None:
    assert room.post(nonce="a")["id"] != room.post(nonce="a")["id"]


def test_what_was_deleted_meanwhile_is_unknown(room: Room) -> None:
    room.once("a")
    room.own.delete(room.talk.messages[0])
    with pytest.raises(Refusal) as refused:
        room.once("a")
    assert code(refused) == 10008


def test_a_long_nonce_is_refused(room: Room) -> None:
    room.once("n" * 25)
    with pytest.raises(Refusal) as refused:
        room.once("n" * 26)
    assert code(refused) == 50035


def test_flags_of_answers_are_refused(room: Room) -> None:
    assert room.post(flags=1 << 12)["flags"] == 1 << 12
    with pytest.raises(Refusal) as refused:
        room.post(flags=1 << 6)
    assert code(refused) == 50035


@pytest.mark.parametrize(("right", "said"), [(VIEW_CHANNEL, 50001), (SEND_MESSAGES, 50013)])
def test_a_right_that_is_missing(room: Room, right: int, said: int) -> None:
    room.own.withheld = right
    with pytest.raises(Refusal) as refused:
        room.post()
    assert code(refused) == said


def test_a_channel_that_is_gone_or_never_was(room: Room) -> None:
    for channel, is_gone in ((1, False), (CHANNEL, True)):
        room.own.is_gone = is_gone
        with pytest.raises(Refusal) as refused:
            room.own.create(channel, {"content": "Hello"}, ())
        assert code(refused) == 10003


def test_a_role_is_pinged_where_it_is_allowed(room: Room) -> None:
    text = f"<@&{FANS.id}>"
    assert room.post(text, allowed_mentions={"parse": []})["mention_roles"] == []
    named = {"parse": [], "roles": [str(FANS.id)]}
    assert room.post(text, allowed_mentions=named)["mention_roles"] == [str(FANS.id)]


def test_the_history(room: Room) -> None:
    room.talk.write("First", ANNA, SERVER)
    second, third = room.post("Second"), room.post("Third")
    assert [one["content"] for one in room.own.after(CHANNEL, {})] == ["Third", "Second", "First"]
    assert [one["content"] for one in room.own.after(CHANNEL, {"limit": "1"})] == ["Third"]
    next_ones = room.own.after(CHANNEL, {"after": room.talk.messages[0].data["id"], "limit": "1"})
    assert [one["id"] for one in next_ones] == [second["id"]]
    assert room.own.after(CHANNEL, {"after": third["id"]}) == []
    room.own.withheld = READ_MESSAGE_HISTORY
    assert room.own.after(CHANNEL, {}) == []


def test_threads(room: Room) -> None:
    message = int(room.post()["id"])
    assert room.own.start_thread(CHANNEL, message, {"name": "Talk"})["name"] == "Talk"
    for target, name, said in ((message, "Again", 160004), (1, "Talk", 10008), (message, "", 50035)):
        with pytest.raises(Refusal) as refused:
            room.own.start_thread(CHANNEL, target, {"name": name})
        assert code(refused) == said
    room.own.withheld = CREATE_PUBLIC_THREADS
    with pytest.raises(Refusal) as refused:
        room.own.start_thread(CHANNEL, message, {"name": "Talk"})
    assert code(refused) == 50013
