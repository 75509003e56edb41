"""Languages: what a member is answered in, and what a server is."""

from __future__ import annotations

from typing import Literal

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # What SQLite makes of a column that is added is not what it makes of a table that has it; so it is made anew.
    anew: Literal["always", "never"] = "always" if op.get_bind().dialect.name == "sqlite" else "never"
    with op.batch_alter_table("member_settings", recreate=anew) as member_settings:
        member_settings.add_column(
            sa.Column("language", sa.String(length=8), nullable=False, server_default="")
        )
    op.create_table(
        "server_settings",
        sa.Column("server_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.PrimaryKeyConstraint("server_id", name=op.f("pk_server_settings")),
    )
