"""Where a night's message stands, in which language, whether an event was made of it; which press changed a vote."""

from __future__ import annotations

from typing import Literal

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # What SQLite makes of a column that is added is not what it makes of a table that has it; so it is made anew.
    anew: Literal["always", "never"] = "always" if op.get_bind().dialect.name == "sqlite" else "never"
    with op.batch_alter_table("nights", recreate=anew) as nights:
        nights.add_column(sa.Column("language", sa.String(length=8), nullable=False, server_default=""))
        nights.add_column(sa.Column("channel_id", sa.BigInteger(), nullable=False, server_default="0"))
        nights.add_column(sa.Column("message_id", sa.BigInteger(), nullable=False, server_default="0"))
        nights.add_column(sa.Column("has_event", sa.Boolean(), nullable=False, server_default=sa.false()))
        nights.create_index("ix_nights_state_closes_at", ["state", "closes_at"])
    with op.batch_alter_table(
        "night_votes", recreate=anew, table_kwargs={"sqlite_with_rowid": False}
    ) as votes:
        votes.add_column(sa.Column("voted", sa.Boolean(), nullable=False, server_default=sa.true()))
        votes.add_column(sa.Column("press_id", sa.BigInteger(), nullable=False, server_default="0"))
