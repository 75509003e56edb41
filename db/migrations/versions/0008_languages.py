"""Languages: what a member is answered in, and what a server is."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "member_settings", sa.Column("language", sa.String(length=8), nullable=False, server_default="")
    )
    op.create_table(
        "server_settings",
        sa.Column("server_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.PrimaryKeyConstraint("server_id", name=op.f("pk_server_settings")),
    )
