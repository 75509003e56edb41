"""Lists and films that belong to a server, and which of the global lists it does not show."""

from __future__ import annotations

from typing import Literal

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

STABLE_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    # What SQLite makes of a column that is added is not what it makes of a table that has it; so it is made anew.
    anew: Literal["always", "never"] = "always" if op.get_bind().dialect.name == "sqlite" else "never"
    with op.batch_alter_table("films", recreate=anew) as films:
        films.add_column(sa.Column("owner", sa.BigInteger(), nullable=False, server_default="0"))
        films.drop_constraint(op.f("uq_films_slug"), type_="unique")
        films.create_unique_constraint(op.f("uq_films_owner_slug"), ["owner", "slug"])
    with op.batch_alter_table("lists", recreate=anew) as lists:
        lists.add_column(sa.Column("owner", sa.BigInteger(), nullable=False, server_default="0"))
        lists.add_column(sa.Column("colour", sa.Integer()))
        lists.add_column(sa.Column("adult", sa.Boolean(), nullable=False, server_default=sa.false()))
        lists.add_column(sa.Column("hidden", sa.Boolean(), nullable=False, server_default=sa.false()))
        lists.add_column(sa.Column("position", sa.Integer(), nullable=False, server_default="0"))
        lists.drop_constraint(op.f("uq_lists_slug"), type_="unique")
        lists.create_unique_constraint(op.f("uq_lists_owner_slug"), ["owner", "slug"])
    with op.batch_alter_table("entries", recreate=anew) as entries:
        entries.add_column(sa.Column("owner", sa.BigInteger(), nullable=False, server_default="0"))
        entries.add_column(sa.Column("slug", sa.String(length=64)))
        entries.add_column(sa.Column("meant_film_id", STABLE_ID))
        entries.drop_index(op.f("ix_entries_film_id"))
        entries.create_index(op.f("ix_entries_film_id_owner"), ["film_id", "owner"])
    op.create_table(
        "servers",
        sa.Column("owner", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("absent_since", sa.BigInteger()),
        sa.PrimaryKeyConstraint("owner", name=op.f("pk_servers")),
    )
    op.create_table(
        "hidden_lists",
        sa.Column("owner", sa.BigInteger(), nullable=False),
        sa.Column("list_id", STABLE_ID, nullable=False),
        sa.PrimaryKeyConstraint("owner", "list_id", name=op.f("pk_hidden_lists")),
        sqlite_with_rowid=False,
    )
