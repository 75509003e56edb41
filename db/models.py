"""The tables. Core tables rather than mapped classes: rows never leave this folder.

Films, lists and entries have ids made from their slugs (`types.stable_id`), so they are changed in place and
never deleted and inserted again: what members store about a film refers to its id. Everything that only
describes a film or an entry goes with it (ON DELETE CASCADE); an entry holds on to its film (no action), so a
loader lets go of entries first.

What belongs to a member stands in tables whose column with their id is made by `member` (or says so in its `info`).
members.py finds them by that mark: what is told, exported and forgotten about a member is all of them, always. They
refer to films by id but are not bound to them: a film taken out of the content takes no member's row with it, and
if it returns, its id does too.

A change here needs a migration; a test compares the two. Tables of one subject may stand in a file of their own, if
it is imported here, so that whoever asks for all tables has them.
"""

from __future__ import annotations

from typing import Any, get_args

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)

from . import channel_tables, columns, curated_tables, night_models
from .columns import StableId as _StableId
from .columns import among as _among
from .columns import day as _day
from .columns import member as _member
from .columns import moment as _moment
from .columns import one_of as _one_of
from .columns import owner as _owner
from .columns import server as _server
from .types import MAX_SLUG, Colour, Mark, Part, SeenFilter, Standing, TitleKind, Translated, Verdict

metadata = columns.metadata

film_sets = Table(  # films loaded in bulk, which go again as a whole
    "film_sets",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(64), nullable=False, unique=True),
    Column("source", Text, nullable=False),
    _moment("loaded_at"),
)

films = Table(
    "films",
    metadata,
    Column("id", _StableId, primary_key=True, autoincrement=False),
    _owner(),
    Column("slug", String(MAX_SLUG), nullable=False),
    Column("title", Text, nullable=False),
    Column("year", Integer, nullable=False),
    Column("release_year", Integer, nullable=False),
    Column("runtime_minutes", Integer),
    Column("runtime_note", Text),
    Column("colour", String(16)),
    Column("based_on", Text),
    Column("synopsis", Text),
    Column("imdb_id", String(16)),
    Column("digest", String(32), nullable=False),  # of the whole record: tells the loader what changed
    Column("set_id", ForeignKey("film_sets.id"), index=True),  # of a bulk; none: it is the content folders'
    Column("source_id", String(16)),  # what the bulk's source calls it
    UniqueConstraint("owner", "slug"),
    _one_of("colour", Colour),
)

titles = Table(
    "titles",
    metadata,
    Column("film_id", ForeignKey("films.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("text", Text, nullable=False),
    Column("note", Text),
    _one_of("kind", TitleKind),
    sqlite_with_rowid=False,
)

people = Table(
    "people",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
)

film_credits = Table(
    "film_credits",
    metadata,
    Column("film_id", ForeignKey("films.id", ondelete="CASCADE"), primary_key=True),
    Column(
        "job", String(16), primary_key=True
    ),  # a Job; the program knows which there are, no constraint does
    Column("position", Integer, primary_key=True),
    Column("person_id", ForeignKey("people.id"), nullable=False, index=True),
    Column("character", Text),
    Column("note", Text),
    sqlite_with_rowid=False,
)

tags = Table(
    "tags",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String(16), nullable=False),  # a TagKind, as with the jobs
    Column("name", Text, nullable=False),
    UniqueConstraint("kind", "name"),
)

film_tags = Table(
    "film_tags",
    metadata,
    Column("film_id", ForeignKey("films.id", ondelete="CASCADE"), primary_key=True),
    Column("tag_id", ForeignKey("tags.id"), primary_key=True, index=True),
    Column("position", Integer, nullable=False),  # within the kind
    sqlite_with_rowid=False,
)

lists = Table(
    "lists",
    metadata,
    Column("id", _StableId, primary_key=True, autoincrement=False),
    _owner(),
    Column("slug", String(MAX_SLUG), nullable=False),
    Column("title", Text, nullable=False),
    Column("introduction", Text, nullable=False),
    Column("digest", String(32), nullable=False),
    Column("colour", Integer),  # 0xRRGGBB; none: made from the slug
    Column("adult", Boolean, nullable=False, server_default=false()),  # for age-restricted channels only
    Column("hidden", Boolean, nullable=False, server_default=false()),  # from members of its server
    Column("position", Integer, nullable=False, server_default="0"),  # among those of its server
    UniqueConstraint("owner", "slug"),
)

servers = Table(  # a row for those that ever had a list of their own or hid one of ours
    "servers",
    metadata,
    _server("owner", primary_key=True, autoincrement=False),
    Column("version", BigInteger, nullable=False),  # grows with every change to what the server sees
    Column("absent_since", BigInteger),  # when the bot was first found not to be there (any more)
)

hidden_lists = Table(  # global lists that a server does not show; the list may be gone, and come back
    "hidden_lists",
    metadata,
    _server("owner", primary_key=True),
    Column("list_id", _StableId, primary_key=True),
    sqlite_with_rowid=False,
)

list_aliases = Table(
    "list_aliases",
    metadata,
    Column("list_id", ForeignKey("lists.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    sqlite_with_rowid=False,
)

entries = Table(
    "entries",
    metadata,
    Column("id", _StableId, primary_key=True, autoincrement=False),
    Column("list_id", ForeignKey("lists.id", ondelete="CASCADE"), nullable=False),
    Column("rank", Integer, nullable=False),
    Column("listed_title", Text, nullable=False),
    Column("listed_year", Integer),
    Column("description", Text, nullable=False),
    Column("fact", Text),
    Column("film_id", ForeignKey("films.id")),
    Column("nearest_film_id", ForeignKey("films.id", ondelete="SET NULL"), index=True),
    Column("note", Text),
    Column("digest", String(32), nullable=False),
    _owner(),  # the list's: many servers may list the same film, and each asks for its own entries alone
    Column("slug", String(MAX_SLUG)),  # of a server's entry
    Column("meant_film_id", _StableId),  # of a server's entry: stays where the catalogue has lost that film
    UniqueConstraint("list_id", "rank"),
    Index("ix_entries_film_id_owner", "film_id", "owner"),
)

checks = Table(
    "checks",
    metadata,
    Column("entry_id", ForeignKey("entries.id", ondelete="CASCADE"), primary_key=True),
    Column("key", String(16), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("part", String(16), nullable=False),
    Column("claim", Text, nullable=False),
    Column("verdict", String(16), nullable=False),
    Column("note", Text),
    Column("says", Text),  # sentences, one a line
    Column("digest", String(40), nullable=False),  # 32 characters, a colon and the position
    Column("spoils", Boolean),  # none: as false, in rows that older programs wrote
    _one_of("part", Part),
    _one_of("verdict", Verdict),
    sqlite_with_rowid=False,
)

sources = Table(
    "sources",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("url", Text, nullable=False),
    UniqueConstraint("name", "url"),
)

check_sources = Table(
    "check_sources",
    metadata,
    Column("entry_id", _StableId, primary_key=True),
    Column("key", String(16), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("source_id", ForeignKey("sources.id"), nullable=False, index=True),
    ForeignKeyConstraint(["entry_id", "key"], ["checks.entry_id", "checks.key"], ondelete="CASCADE"),
    sqlite_with_rowid=False,
)

translations = Table(  # of what has none, the words of the catalogue's own language are shown
    "translations",
    metadata,
    Column("language", String(2), primary_key=True),
    Column("kind", String(8), primary_key=True),
    Column("subject_id", _StableId, primary_key=True, autoincrement=False),  # of a film, a list or an entry
    Column("words", Text, nullable=False),  # JSON, see translations.py
    _one_of("kind", Translated),
    sqlite_with_rowid=False,
)

meta = Table(
    "meta",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("value", Text, nullable=False),
)

erasures = Table(  # see erasures.py; filled on PostgreSQL and in backups, beside an SQLite file it is a file
    "erasures",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),  # 0: the key
    Column("line", String(64), nullable=False),
    sqlite_with_rowid=False,
)

seen = Table(
    "seen",
    metadata,
    _member(primary_key=True),
    Column("film_id", _StableId, primary_key=True),
    _moment("at"),  # of what was imported: noon of the day
    _day(),
    sqlite_with_rowid=False,
)

watchlist = Table(
    "watchlist",
    metadata,
    _member(primary_key=True),
    Column("film_id", _StableId, primary_key=True),
    _moment("at"),
    _day(),
    sqlite_with_rowid=False,
)

member_settings = Table(  # a row only for those who asked for something
    "member_settings",
    metadata,
    _member(primary_key=True, autoincrement=False),
    Column("seen_filter", String(8), nullable=False),
    Column("together", Boolean, nullable=False),  # others may ask for films that neither has seen
    Column("language", String(8), nullable=False, server_default=""),  # "": that of their Discord
    _one_of("seen_filter", SeenFilter),
)

server_settings = Table(  # a row only for servers whose managers asked for something
    "server_settings",
    metadata,
    _server("server_id", primary_key=True, autoincrement=False),
    Column("language", String(8), nullable=False),  # of public answers; "": nobody chose one
    Column("zone", String(64), nullable=False, server_default=""),  # IANA name; "": nobody has said it
)

import_rows = Table(  # a file rehearsed and not yet taken in, or taken in and not yet past undoing; swept
    "import_rows",
    metadata,
    _member(primary_key=True),
    Column("shelf", String(16), primary_key=True),
    Column("film_id", _StableId, primary_key=True),
    _moment("at"),
    _moment("rehearsed_at", index=True),
    Column("done", Boolean, nullable=False),
    _day(),
    Column("before_at", BigInteger),  # what a mended row was before, for undoing
    Column("before_day", Integer),
    _one_of("shelf", Mark),
    sqlite_with_rowid=False,
)

decks = Table(
    "decks",
    metadata,
    _member(primary_key=True),  # 0: the deck is a channel's
    Column("channel_id", BigInteger, primary_key=True),  # 0: the deck is a person's
    Column("filter", String(64), primary_key=True),
    Column("last_film_id", _StableId, nullable=False),
    sqlite_with_rowid=False,
)

deck_cards = Table(  # what came in the round under way; films come and go, so nothing refers to them
    "deck_cards",
    metadata,
    _member(primary_key=True),
    Column("channel_id", BigInteger, primary_key=True),
    Column("filter", String(64), primary_key=True),
    Column("film_id", _StableId, primary_key=True),
    Column("standing", String(8), nullable=False),
    Column(
        "run", Integer
    ),  # as "before" below: written by older programs, which go on with this file as it is
    CheckConstraint(_among("standing", (*get_args(Standing), "before")), name="standing"),
    sqlite_with_rowid=False,
)

ELSEWHERE = (
    curated_tables.list_versions,
    curated_tables.list_version_makers,
    curated_tables.rehearsals,
    curated_tables.list_reports,
    channel_tables.quiz_rounds,
    channel_tables.quiz_answers,
    channel_tables.daily_subscriptions,
    channel_tables.daily_posts,
    *night_models.ALL,
)
"""Those in files of their own, named here so that whoever reads the tables has them all."""


def server_tables() -> list[tuple[Table, Column[Any]]]:
    """Every table that keeps something of servers, with the column that has the server's id.

    What refers to others stands before them.
    """
    return [
        (table, column)
        for table in reversed(metadata.sorted_tables)
        for column in table.c
        if column.info.get("server")
    ]


def member_tables() -> list[tuple[Table, Column[Any]]]:
    """Every table that keeps something of members, with the column that has the member's id."""
    return [
        (table, column) for table in metadata.sorted_tables for column in table.c if column.info.get("member")
    ]
