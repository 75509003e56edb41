"""The tables of curating; see curated.py for what stands in them, and models.py for the others."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Integer, String, Table, Text

from .columns import StableId, member, metadata, moment, server

list_versions = Table(  # see curated.py: a server's list as it was after each change
    "list_versions",
    metadata,
    Column("list_id", StableId, primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    server("owner", index=True),
    moment("at"),
    Column("what", Text, nullable=False),
    Column("document", Text, nullable=False),
)

list_version_makers = Table(  # apart from the versions, so that these stay when a member is forgotten
    "list_version_makers",
    metadata,
    member(primary_key=True),
    Column("list_id", StableId, primary_key=True),
    Column("number", Integer, primary_key=True),
    server("owner", index=True),
    sqlite_with_rowid=False,
)

rehearsals = Table(  # a curator's file that was read and not yet published, one a server; swept
    "rehearsals",
    metadata,
    server("owner", primary_key=True, autoincrement=False),
    member(nullable=False),
    moment("at"),
    Column("document", Text, nullable=False),
)

list_reports = Table(  # what members suggest for a server's lists or find wrong there; gone once seen to
    "list_reports",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),  # of the interaction
    server("owner", index=True),
    member(nullable=False, index=True),
    moment("at"),
    Column("kind", String(16), nullable=False),
    Column("list_id", StableId, nullable=False),  # 0: none
    Column("film_id", StableId, nullable=False),  # 0: none
    Column("entry_id", StableId, nullable=False),  # 0: none
    Column("text", Text, nullable=False),
)
