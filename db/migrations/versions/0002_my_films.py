"""My films: what members have seen and want to see, what they asked to be remembered, and imports under way."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

STABLE_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    for shelf in ("seen", "watchlist"):
        op.create_table(
            shelf,
            sa.Column("user_id", sa.BigInteger(), nullable=False),
            sa.Column("film_id", STABLE_ID, nullable=False),
            sa.Column("at", sa.BigInteger(), nullable=False),
            sa.PrimaryKeyConstraint("user_id", "film_id", name=op.f(f"pk_{shelf}")),
            sqlite_with_rowid=False,
        )
    op.create_table(
        "member_settings",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("seen_filter", sa.String(length=8), nullable=False),
        sa.Column("together", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "seen_filter IN ('any', 'unseen', 'seen')", name=op.f("ck_member_settings_seen_filter")
        ),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_member_settings")),
    )
    op.create_table(
        "import_rows",
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("shelf", sa.String(length=16), nullable=False),
        sa.Column("film_id", STABLE_ID, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("rehearsed_at", sa.BigInteger(), nullable=False),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.CheckConstraint("shelf IN ('seen', 'watchlist')", name=op.f("ck_import_rows_shelf")),
        sa.PrimaryKeyConstraint("user_id", "shelf", "film_id", name=op.f("pk_import_rows")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_import_rows_rehearsed_at"), "import_rows", ["rehearsed_at"], unique=False)
