"""Nights: a club's vote on what to watch, who comes, and what it thought of the film; a server's time zone."""

from __future__ import annotations

from typing import Literal

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

STABLE_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    anew: Literal["always", "never"] = "always" if op.get_bind().dialect.name == "sqlite" else "never"
    with op.batch_alter_table("server_settings", recreate=anew) as server_settings:
        server_settings.add_column(sa.Column("zone", sa.String(length=64), nullable=False, server_default=""))
    op.create_table(
        "nights",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("server_id", sa.BigInteger(), nullable=False),
        sa.Column("list_id", STABLE_ID, nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.BigInteger()),
        sa.Column("closes_at", sa.BigInteger(), nullable=False),
        sa.Column("watched_at", sa.BigInteger()),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("winner_id", STABLE_ID, nullable=False),
        sa.Column("tie", sa.String(length=8), nullable=False),
        sa.CheckConstraint("state IN ('draft', 'open', 'closed', 'watched')", name=op.f("ck_nights_state")),
        sa.CheckConstraint("tie IN ('none', 'seen', 'order')", name=op.f("ck_nights_tie")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nights")),
    )
    op.create_index(op.f("ix_nights_server_id"), "nights", ["server_id"])
    op.create_table(
        "night_films",
        sa.Column("night_id", sa.BigInteger(), nullable=False),
        sa.Column("film_id", STABLE_ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["night_id"], ["nights.id"], name=op.f("fk_night_films_night_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("night_id", "film_id", name=op.f("pk_night_films")),
        sqlite_with_rowid=False,
    )
    _of_members(
        "night_members",
        sa.Column("host", sa.Boolean(), nullable=False),
        sa.Column("picker", sa.Boolean(), nullable=False),
        sa.Column("coming", sa.Boolean()),
        sa.Column("counts", sa.Boolean(), nullable=False),
    )
    _of_members(
        "night_votes",
        sa.Column("film_id", STABLE_ID, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        key=("film_id",),
    )
    _of_members(
        "night_ratings",
        sa.Column("stars", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
    )
    _of_members(
        "night_reactions",
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
    )
    op.create_table(
        "nominations",
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("server_id", sa.BigInteger(), nullable=False),
        sa.Column("film_id", STABLE_ID, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("user_id", "server_id", "film_id", name=op.f("pk_nominations")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_nominations_server_id"), "nominations", ["server_id"])


def _of_members(name: str, *columns: sa.Column[object], key: tuple[str, ...] = ()) -> None:
    op.create_table(
        name,
        sa.Column("night_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        *columns,
        sa.ForeignKeyConstraint(
            ["night_id"], ["nights.id"], name=op.f(f"fk_{name}_night_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("night_id", "user_id", *key, name=op.f(f"pk_{name}")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f(f"ix_{name}_user_id"), name, ["user_id"])
