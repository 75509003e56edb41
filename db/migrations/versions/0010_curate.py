"""Curating: versions of a server's lists, a file that waits to be published, and what members report."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "list_versions",
        sa.Column("list_id", _Id, autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("owner", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("list_id", "number", name=op.f("pk_list_versions")),
    )
    op.create_index(op.f("ix_list_versions_owner"), "list_versions", ["owner"])
    op.create_table(
        "list_version_makers",
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("list_id", _Id, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("owner", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("user_id", "list_id", "number", name=op.f("pk_list_version_makers")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_list_version_makers_owner"), "list_version_makers", ["owner"])
    op.create_table(
        "rehearsals",
        sa.Column("owner", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("owner", name=op.f("pk_rehearsals")),
    )
    op.create_table(
        "list_reports",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("owner", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("list_id", _Id, nullable=False),
        sa.Column("film_id", _Id, nullable=False),
        sa.Column("entry_id", _Id, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_list_reports")),
    )
    op.create_index(op.f("ix_list_reports_owner"), "list_reports", ["owner"])
    op.create_index(op.f("ix_list_reports_user_id"), "list_reports", ["user_id"])
