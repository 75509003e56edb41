"""Rounds of the quiz and their answers; which checks give away how a film ends."""

from __future__ import annotations

from typing import Literal

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_STABLE_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    # What SQLite makes of a column that is added is not what it makes of a table that has it; so it is made anew.
    anew: Literal["always", "never"] = "always" if op.get_bind().dialect.name == "sqlite" else "never"
    with op.batch_alter_table("checks", recreate=anew) as checks:
        checks.add_column(sa.Column("spoils", sa.Boolean()))
    op.create_table(
        "quiz_rounds",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("server_id", sa.BigInteger(), nullable=False),
        sa.Column("entry_id", _STABLE_ID, nullable=False),
        sa.Column("key", sa.String(length=16), nullable=False),
        sa.Column("answered", sa.Integer()),
        sa.Column("right_ones", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quiz_rounds")),
    )
    op.create_index(op.f("ix_quiz_rounds_server_id"), "quiz_rounds", ["server_id"])
    op.create_table(
        "quiz_answers",
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("round_id", sa.BigInteger(), nullable=False),
        sa.Column("said", sa.String(length=16), nullable=False),
        sa.CheckConstraint("said IN ('confirmed', 'misleading', 'wrong')", name=op.f("ck_quiz_answers_said")),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["quiz_rounds.id"],
            name=op.f("fk_quiz_answers_round_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("user_id", "round_id", name=op.f("pk_quiz_answers")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_quiz_answers_round_id"), "quiz_answers", ["round_id"])
