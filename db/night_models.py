"""The tables of clubs' nights; see models.py, which has all others."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    false,
    true,
)

from .columns import StableId, member, metadata, moment, one_of, server
from .night_types import NightState, Tie

nights = Table(  # its host and all else that is a member's stands in tables of members, so that it goes with them alone
    "nights",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),  # of the interaction that asked for it
    server("server_id", index=True),
    Column("list_id", StableId, nullable=False),  # 0: from all lists
    Column("minutes", Integer, nullable=False),  # at most so long; 0: any length
    Column("starts_at", BigInteger),  # none: nobody said when the evening begins
    moment("closes_at"),  # 0: a draft that is to be open for a day
    Column("watched_at", BigInteger),
    Column("state", String(8), nullable=False),
    Column("version", Integer, nullable=False),  # counts changes; each change takes the row first
    Column("winner_id", StableId, nullable=False),  # 0: none
    Column("tie", String(8), nullable=False),
    Column("language", String(8), nullable=False, server_default=""),  # of its message
    Column(
        "channel_id", BigInteger, nullable=False, server_default="0"
    ),  # where its message stands; 0: not known yet
    Column("message_id", BigInteger, nullable=False, server_default="0"),
    Column(
        "has_event", Boolean, nullable=False, server_default=false()
    ),  # an event of Discord's was made of it
    one_of("state", NightState),
    one_of("tie", Tie),
    Index("ix_nights_state_closes_at", "state", "closes_at"),
)


def _night() -> Column[int]:
    return Column("night_id", BigInteger, ForeignKey("nights.id", ondelete="CASCADE"), primary_key=True)


night_films = Table(
    "night_films",
    metadata,
    _night(),
    Column("film_id", StableId, primary_key=True),
    Column("position", Integer, nullable=False),  # in the order they were nominated
    sqlite_with_rowid=False,
)

night_members = Table(
    "night_members",
    metadata,
    _night(),
    member(primary_key=True, index=True),
    Column("host", Boolean, nullable=False),
    Column("picker", Boolean, nullable=False),  # chooses alone
    Column("coming", Boolean),  # none: has not said
    Column("counts", Boolean, nullable=False),  # what they have seen may decide a tie
    sqlite_with_rowid=False,
)

night_votes = Table(
    "night_votes",
    metadata,
    _night(),
    member(primary_key=True, index=True),
    Column("film_id", StableId, primary_key=True),
    Column("voted", Boolean, nullable=False, server_default=true()),  # False: a vote that was taken back
    Column(
        "press_id", BigInteger, nullable=False, server_default="0"
    ),  # of the last press: one that arrives twice counts once
    moment("at"),
    sqlite_with_rowid=False,
)

night_ratings = Table(
    "night_ratings",
    metadata,
    _night(),
    member(primary_key=True, index=True),
    Column("stars", Integer, nullable=False),
    moment("at"),
    sqlite_with_rowid=False,
)

night_reactions = Table(
    "night_reactions",
    metadata,
    _night(),
    member(primary_key=True, index=True),
    Column("text", Text, nullable=False),
    moment("at"),
    sqlite_with_rowid=False,
)

nominations = Table(  # for a server's next night; those that were on one are gone from here
    "nominations",
    metadata,
    member(primary_key=True),
    server("server_id", primary_key=True, index=True),
    Column("film_id", StableId, primary_key=True),
    moment("at"),
    sqlite_with_rowid=False,
)

ALL = (nights, night_films, night_members, night_votes, night_ratings, night_reactions, nominations)
"""All of them, in the order in which they refer to each other."""
