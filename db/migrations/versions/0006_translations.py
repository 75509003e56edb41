"""What the content says in other languages.

Nothing else changes: the words of the catalogue's own language stay where they are.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_STABLE_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "translations",
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("subject_id", _STABLE_ID, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('film', 'list', 'entry')", name=op.f("ck_translations_kind")),
        sa.PrimaryKeyConstraint("language", "kind", "subject_id", name=op.f("pk_translations")),
        sqlite_with_rowid=False,
    )
