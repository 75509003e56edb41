"""The tables of what channels share: rounds of the quiz, and the film of the day. See models.py for all others."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Integer, String, Table

from .columns import StableId, member, metadata, moment, one_of, server
from .daily_types import DailyPause, DailyState
from .types import Said

quiz_rounds = Table(  # a claim that a channel is asked; content comes and goes, so nothing refers to it
    "quiz_rounds",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),  # of the interaction that began it
    server("server_id", index=True),  # 0: asked in no server
    Column("entry_id", StableId, nullable=False),
    Column("key", String(16), nullable=False),
    Column("answered", Integer),  # how many answered; none until it is revealed
    Column("right_ones", Integer),  # how many of them were right
)

quiz_answers = Table(  # until the round is revealed
    "quiz_answers",
    metadata,
    member(primary_key=True),
    Column(
        "round_id",
        ForeignKey("quiz_rounds.id", ondelete="CASCADE"),
        primary_key=True,
        index=True,
    ),
    Column("said", String(16), nullable=False),
    one_of("said", Said),
    sqlite_with_rowid=False,
)

daily_subscriptions = Table(  # a channel that is posted a film of the day; see daily.py
    "daily_subscriptions",
    metadata,
    Column("channel_id", BigInteger, primary_key=True, autoincrement=False),
    server("server_id", index=True),
    Column("zone", String(64), nullable=False),
    Column("minute", Integer, nullable=False),  # of the local day
    Column("days", Integer, nullable=False),  # a bit for each day of the week, Monday's the lowest
    Column("list_id", StableId, nullable=False),  # 0: all lists
    Column("role_id", BigInteger, nullable=False),  # 0: nobody is pinged
    Column("thread", Boolean, nullable=False),
    Column("language", String(8), nullable=False),
    Column("missing", String(64), nullable=False),  # rights that posts do without, separated by spaces
    Column("paused", String(16), nullable=False),
    moment("next_at", index=True),
    one_of("paused", DailyPause),
)

daily_posts = Table(  # no key to the subscription: what was posted today stays known when it is set up anew
    "daily_posts",
    metadata,
    Column("channel_id", BigInteger, primary_key=True, autoincrement=False),
    Column("occasion", String(24), primary_key=True),  # a local date, or what a manager pressed
    server("server_id", index=True),
    Column("state", String(16), nullable=False),
    moment("due_at"),
    moment("claimed_at", index=True),
    Column("film_id", StableId, nullable=False),  # 0: not dealt yet
    Column("entry_id", StableId, nullable=False),
    Column("position", Integer, nullable=False),
    Column("of", Integer, nullable=False),
    Column("message_id", BigInteger, nullable=False),  # 0: none that is known of
    one_of("state", DailyState),
)
