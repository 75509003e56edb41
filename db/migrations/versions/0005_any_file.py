"""Entries without a year, how a day on a shelf is known, and sets of films that are loaded in bulk."""

from __future__ import annotations

from typing import Literal

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

WITHOUT_ROWID = {"sqlite_with_rowid": False}  # a table made anew on SQLite forgets it


def upgrade() -> None:
    op.create_table(
        "film_sets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("loaded_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_film_sets")),
        sa.UniqueConstraint("name", name=op.f("uq_film_sets_name")),
    )
    with op.batch_alter_table("films") as films:
        films.add_column(sa.Column("set_id", sa.Integer()))
        films.add_column(sa.Column("source_id", sa.String(length=16)))
        films.create_foreign_key(op.f("fk_films_set_id"), "film_sets", ["set_id"], ["id"])
        films.create_index(op.f("ix_films_set_id"), ["set_id"])
    with op.batch_alter_table("entries") as entries:
        entries.alter_column("listed_year", existing_type=sa.Integer(), nullable=True)
    # What SQLite makes of a column that is added is not what it makes of a table that has it; so it is made anew.
    anew: Literal["always", "never"] = "always" if op.get_bind().dialect.name == "sqlite" else "never"
    for shelf in ("seen", "watchlist"):
        with op.batch_alter_table(shelf, recreate=anew, table_kwargs=WITHOUT_ROWID) as table:
            table.add_column(sa.Column("day", sa.Integer()))
    with op.batch_alter_table("import_rows", recreate=anew, table_kwargs=WITHOUT_ROWID) as rows:
        rows.add_column(sa.Column("day", sa.Integer()))
        rows.add_column(sa.Column("before_at", sa.BigInteger()))
        rows.add_column(sa.Column("before_day", sa.Integer()))
