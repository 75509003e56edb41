"""The decks that films are dealt from."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

STABLE_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "decks",
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("filter", sa.String(length=64), nullable=False),
        sa.Column("last_film_id", STABLE_ID, nullable=False),
        sa.PrimaryKeyConstraint("user_id", "channel_id", "filter", name=op.f("pk_decks")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "deck_cards",
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("filter", sa.String(length=64), nullable=False),
        sa.Column("film_id", STABLE_ID, nullable=False),
        sa.Column("standing", sa.String(length=8), nullable=False),
        sa.Column("run", sa.Integer()),
        sa.CheckConstraint(
            "standing IN ('dealt', 'aside', 'again', 'before')", name=op.f("ck_deck_cards_standing")
        ),
        sa.PrimaryKeyConstraint("user_id", "channel_id", "filter", "film_id", name=op.f("pk_deck_cards")),
        sqlite_with_rowid=False,
    )
