"""Sentences that checks vouch for; notes of credits; colour, cuts and tone of films.

Which jobs of credits and kinds of tags there are is no longer said by the tables: a further one needs no migration.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("films") as films:
        films.add_column(sa.Column("runtime_note", sa.Text()))
        films.add_column(sa.Column("colour", sa.String(length=16)))
        films.create_check_constraint(
            op.f("ck_films_colour"), "colour IN ('colour', 'black and white', 'both')"
        )
    with op.batch_alter_table("film_credits") as film_credits:
        film_credits.add_column(sa.Column("note", sa.Text()))
        film_credits.drop_constraint(op.f("ck_film_credits_job"), type_="check")
    with op.batch_alter_table("tags") as tags:
        tags.drop_constraint(op.f("ck_tags_kind"), type_="check")
    with op.batch_alter_table("checks") as checks:
        checks.add_column(sa.Column("says", sa.Text()))
        checks.alter_column("digest", type_=sa.String(length=40), existing_type=sa.String(length=32))
