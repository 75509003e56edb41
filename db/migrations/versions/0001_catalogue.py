"""The catalogue: films, lists, entries and checks."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

STABLE_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "films",
        sa.Column("id", STABLE_ID, autoincrement=False, nullable=False),
        sa.Column("slug", sa.String(length=64), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("release_year", sa.Integer(), nullable=False),
        sa.Column("runtime_minutes", sa.Integer()),
        sa.Column("based_on", sa.Text()),
        sa.Column("synopsis", sa.Text()),
        sa.Column("imdb_id", sa.String(length=16)),
        sa.Column("digest", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_films")),
        sa.UniqueConstraint("slug", name=op.f("uq_films_slug")),
    )
    op.create_table(
        "lists",
        sa.Column("id", STABLE_ID, autoincrement=False, nullable=False),
        sa.Column("slug", sa.String(length=64), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("introduction", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lists")),
        sa.UniqueConstraint("slug", name=op.f("uq_lists_slug")),
    )
    op.create_table(
        "meta",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_meta")),
    )
    op.create_table(
        "people",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
        sa.UniqueConstraint("name", name=op.f("uq_people_name")),
    )
    op.create_table(
        "sources",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sources")),
        sa.UniqueConstraint("name", "url", name=op.f("uq_sources_name_url")),
    )
    op.create_table(
        "tags",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('country', 'language', 'genre', 'theme', 'studio', 'award')", name=op.f("ck_tags_kind")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tags")),
        sa.UniqueConstraint("kind", "name", name=op.f("uq_tags_kind_name")),
    )
    op.create_table(
        "film_credits",
        sa.Column("film_id", STABLE_ID, nullable=False),
        sa.Column("job", sa.String(length=16), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("character", sa.Text()),
        sa.CheckConstraint(
            "job IN ('director', 'writer', 'cast', 'cinematographer', 'composer')",
            name=op.f("ck_film_credits_job"),
        ),
        sa.ForeignKeyConstraint(
            ["film_id"], ["films.id"], name=op.f("fk_film_credits_film_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_film_credits_person_id")),
        sa.PrimaryKeyConstraint("film_id", "job", "position", name=op.f("pk_film_credits")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_film_credits_person_id"), "film_credits", ["person_id"], unique=False)
    op.create_table(
        "entries",
        sa.Column("id", STABLE_ID, autoincrement=False, nullable=False),
        sa.Column("list_id", STABLE_ID, nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("listed_title", sa.Text(), nullable=False),
        sa.Column("listed_year", sa.Integer(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("fact", sa.Text()),
        sa.Column("film_id", STABLE_ID),
        sa.Column("nearest_film_id", STABLE_ID),
        sa.Column("note", sa.Text()),
        sa.Column("digest", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["film_id"], ["films.id"], name=op.f("fk_entries_film_id")),
        sa.ForeignKeyConstraint(
            ["list_id"], ["lists.id"], name=op.f("fk_entries_list_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["nearest_film_id"], ["films.id"], name=op.f("fk_entries_nearest_film_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entries")),
        sa.UniqueConstraint("list_id", "rank", name=op.f("uq_entries_list_id_rank")),
    )
    op.create_index(op.f("ix_entries_film_id"), "entries", ["film_id"], unique=False)
    op.create_index(op.f("ix_entries_nearest_film_id"), "entries", ["nearest_film_id"], unique=False)
    op.create_table(
        "film_tags",
        sa.Column("film_id", STABLE_ID, nullable=False),
        sa.Column("tag_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["film_id"], ["films.id"], name=op.f("fk_film_tags_film_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["tag_id"], ["tags.id"], name=op.f("fk_film_tags_tag_id")),
        sa.PrimaryKeyConstraint("film_id", "tag_id", name=op.f("pk_film_tags")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_film_tags_tag_id"), "film_tags", ["tag_id"], unique=False)
    op.create_table(
        "list_aliases",
        sa.Column("list_id", STABLE_ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["list_id"], ["lists.id"], name=op.f("fk_list_aliases_list_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("list_id", "position", name=op.f("pk_list_aliases")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "titles",
        sa.Column("film_id", STABLE_ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("note", sa.Text()),
        sa.CheckConstraint(
            "kind IN ('main', 'original', 'romanised', 'alternative')", name=op.f("ck_titles_kind")
        ),
        sa.ForeignKeyConstraint(
            ["film_id"], ["films.id"], name=op.f("fk_titles_film_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("film_id", "position", name=op.f("pk_titles")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "checks",
        sa.Column("entry_id", STABLE_ID, nullable=False),
        sa.Column("key", sa.String(length=16), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=16), nullable=False),
        sa.Column("claim", sa.Text(), nullable=False),
        sa.Column("verdict", sa.String(length=16), nullable=False),
        sa.Column("note", sa.Text()),
        sa.Column("digest", sa.String(length=32), nullable=False),
        sa.CheckConstraint("part IN ('description', 'fact')", name=op.f("ck_checks_part")),
        sa.CheckConstraint(
            "verdict IN ('confirmed', 'misleading', 'wrong', 'unverifiable')", name=op.f("ck_checks_verdict")
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entries.id"], name=op.f("fk_checks_entry_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("entry_id", "key", name=op.f("pk_checks")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "check_sources",
        sa.Column("entry_id", STABLE_ID, nullable=False),
        sa.Column("key", sa.String(length=16), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id", "key"],
            ["checks.entry_id", "checks.key"],
            name=op.f("fk_check_sources_entry_id_key"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_check_sources_source_id")),
        sa.PrimaryKeyConstraint("entry_id", "key", "position", name=op.f("pk_check_sources")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_check_sources_source_id"), "check_sources", ["source_id"], unique=False)
