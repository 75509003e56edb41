"""A film of the day: which channels are posted one, and what was posted."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "daily_subscriptions",
        sa.Column("channel_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("server_id", sa.BigInteger(), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("minute", sa.Integer(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("list_id", _ID, nullable=False),
        sa.Column("role_id", sa.BigInteger(), nullable=False),
        sa.Column("thread", sa.Boolean(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("missing", sa.String(length=64), nullable=False),
        sa.Column("paused", sa.String(length=16), nullable=False),
        sa.Column("next_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "paused IN ('', 'manager', 'rights', 'access', 'channel', 'list')",
            name=op.f("ck_daily_subscriptions_paused"),
        ),
        sa.PrimaryKeyConstraint("channel_id", name=op.f("pk_daily_subscriptions")),
    )
    op.create_index(op.f("ix_daily_subscriptions_server_id"), "daily_subscriptions", ["server_id"])
    op.create_index(op.f("ix_daily_subscriptions_next_at"), "daily_subscriptions", ["next_at"])
    op.create_table(
        "daily_posts",
        sa.Column("channel_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("occasion", sa.String(length=24), nullable=False),
        sa.Column("server_id", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("claimed_at", sa.BigInteger(), nullable=False),
        sa.Column("film_id", _ID, nullable=False),
        sa.Column("entry_id", _ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("of", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "state IN ('claimed', 'sending', 'sent', 'refused', 'missed')", name=op.f("ck_daily_posts_state")
        ),
        sa.PrimaryKeyConstraint("channel_id", "occasion", name=op.f("pk_daily_posts")),
    )
    op.create_index(op.f("ix_daily_posts_server_id"), "daily_posts", ["server_id"])
    op.create_index(op.f("ix_daily_posts_claimed_at"), "daily_posts", ["claimed_at"])
