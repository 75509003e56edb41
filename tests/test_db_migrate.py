"""Migrations: all or nothing, and equal to the tables."""

from __future__ import annotations

import importlib
import pkgutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine

import db
from db import errors, films, migrate, nights
from db.engine import Database
from db.models import metadata
from db.revision import is_current, newest, revision


def url_of(path: Path) -> str:
    return f"sqlite:///{path}"


def schema(path: Path) -> dict[str, list[str]]:
    """The lines that made each table and index, in no order, because Alembic sorts constraints its own way."""
    with sqlite3.connect(path) as connection:
        rows = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name <> 'alembic_version'"
        ).fetchall()
    return {
        name: sorted(
            line.strip(" \t,").replace(
                f'TABLE "{name}"', f"TABLE {name}"
            )  # so written when a table is made anew
            for line in sql.splitlines()
        )
        for name, sql in rows
    }


@pytest.fixture
def followed_by(tmp_path: Path) -> Callable[[str], Path]:
    """Makes a folder of migrations in which a second revision, with this body, follows the first one."""
    migrations = tmp_path / "migrations"
    (migrations / "versions").mkdir(parents=True)
    for name in ("script.py.mako", "versions/0001_catalogue.py"):
        (migrations / name).write_text((migrate.MIGRATIONS / name).read_text())

    def follow(body: str) -> Path:
        head = "import sqlalchemy as sa\nfrom alembic import op\nrevision = '2'\ndown_revision = '0001'\n\n\n"
        (migrations / "versions" / "2.py").write_text(f"{head}def upgrade():\n{body}")
        return migrations

    return follow


async def test_migrations_make_exactly_the_tables(tmp_path: Path) -> None:
    for module in pkgutil.iter_modules(db.__path__, "db."):
        importlib.import_module(module.name)  # whatever tables they add
    migrated, created = tmp_path / "migrated.sqlite3", tmp_path / "created.sqlite3"
    await migrate.upgrade(url_of(migrated))
    engine = create_engine(url_of(created))
    metadata.create_all(engine)
    engine.dispose()
    assert len(schema(created)) > 14, "nothing looked at"
    assert schema(migrated) == schema(created)
    engine = create_engine(url_of(migrated))
    with engine.connect() as connection:
        assert migrate.differences(connection) == []
    engine.dispose()


OLDER = [script.revision for script in ScriptDirectory(str(migrate.MIGRATIONS)).walk_revisions()][1:]
FILLED = """
INSERT INTO films (id, slug, title, year, release_year, digest) VALUES (1, 'wings', 'Wings', 1966, 1966, 'x');
INSERT INTO people VALUES (2, 'Larisa Shepitko');
INSERT INTO film_credits (film_id, job, position, person_id) VALUES (1, 'director', 0, 2);
INSERT INTO tags VALUES (3, 'theme', 'flying');
INSERT INTO film_tags VALUES (1, 3, 0);
INSERT INTO lists (id, slug, title, introduction, digest) VALUES (4, 'air', 'Air', '', 'x');
INSERT INTO entries (id, list_id, rank, listed_title, listed_year, description, film_id, digest)
    VALUES (5, 4, 1, 'Wings', 1966, 'A pilot without a plane.', 1, 'x');
INSERT INTO checks (entry_id, key, position, part, claim, verdict, digest)
    VALUES (5, 'a', 0, 'description', 'There is a pilot.', 'confirmed', 'x');
INSERT INTO sources VALUES (6, 'Mosfilm', 'https://mosfilm.example/wings');
INSERT INTO check_sources VALUES (5, 'a', 0, 6);
"""
"""A row in each table of the first version, of films and what refers to them."""


@pytest.mark.parametrize("older", OLDER)
async def test_every_older_version_comes_up_to_date_with_all_that_it_holds(
    tmp_path: Path, older: str
) -> None:
    path = tmp_path / "films.sqlite3"
    await migrate.upgrade(url_of(path), revision=older)
    with sqlite3.connect(path) as connection:
        connection.executescript(FILLED)
    assert await migrate.upgrade(url_of(path)) is True
    database = Database(url_of(path))
    async with database.read() as session:
        (found,) = await films.pages_on_lists(session)
    await database.close()
    assert (found.film.people("director"), found.film.themes) == (("Larisa Shepitko",), ("flying",))
    assert (found.film.colour, found.film.runtime_note, found.film.tones) == (None, None, ())
    ((check,),) = (entry.checks for entry in found.entries)
    assert (check.claim, check.says, [source.name for source in check.sources]) == (
        "There is a pilot.",
        (),
        ["Mosfilm"],
    )


async def test_the_folder_is_made_and_the_second_time_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "films #1.sqlite3"
    assert await migrate.upgrade(url_of(path)) is True
    assert await migrate.upgrade(url_of(path)) is False
    assert path.exists()


async def test_a_newer_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "films.sqlite3"
    await migrate.upgrade(url_of(path))
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(errors.DatabaseNewerError) as raised:
        await migrate.upgrade(url_of(path))
    assert raised.value.revision == "9999"
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == ("9999",)


async def test_a_locked_database_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "films.sqlite3"
    await migrate.upgrade(url_of(path))
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(errors.DatabaseBusyError):
        await migrate.upgrade(url_of(path), patience=0.2)
    other.close()


async def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(errors.DatabaseUnreachableError):
        await migrate.upgrade(url_of(tmp_path / "file" / "films.sqlite3"))


async def test_no_database_at_all(tmp_path: Path) -> None:
    path = tmp_path / "films.sqlite3"
    path.write_text("Dear Rybak, " * 200)
    with pytest.raises(errors.DatabaseCorruptError):
        await migrate.upgrade(url_of(path))


async def test_a_migration_that_fails_leaves_nothing_behind(
    tmp_path: Path, followed_by: Callable[[str], Path]
) -> None:
    """A second revision that changes the tables and then breaks a reference is rolled back whole."""
    path = tmp_path / "films.sqlite3"
    await migrate.upgrade(url_of(path), revision="0001")
    migrations = followed_by(
        "    op.execute('CREATE TABLE wreck (id INTEGER)')\n"
        "    op.execute(\"INSERT INTO list_aliases VALUES (7, 0, 'no such list')\")\n"
    )
    before = schema(path)
    with pytest.raises(errors.BrokenReferencesError) as raised:
        await migrate.upgrade(url_of(path), migrations=migrations)
    assert raised.value.tables == ("list_aliases",)
    assert schema(path) == before
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == ("0001",)


async def test_a_migration_that_rebuilds_a_table_keeps_what_refers_to_it(
    tmp_path: Path, followed_by: Callable[[str], Path]
) -> None:
    """SQLite would cascade the drop if foreign keys were on."""
    path = tmp_path / "films.sqlite3"
    await migrate.upgrade(url_of(path), revision="0001")
    with sqlite3.connect(path) as connection:
        connection.execute("INSERT INTO lists VALUES (1, 'survival', 'Survival', '', '')")
        connection.execute("INSERT INTO list_aliases VALUES (1, 0, 'alive')")
    migrations = followed_by(
        "    with op.batch_alter_table('lists', recreate='always') as batch:\n"
        "        batch.add_column(sa.Column('colour', sa.Integer()))\n"
    )
    assert await migrate.upgrade(url_of(path), migrations=migrations) is True
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT name FROM list_aliases").fetchall() == [("alive",)]


def test_differences_are_seen(tmp_path: Path) -> None:
    engine = create_engine(url_of(tmp_path / "films.sqlite3"))

    def found(connection: Connection) -> list[Any]:
        return migrate.differences(connection)

    with engine.connect() as connection:
        assert len(found(connection)) > 14
    engine.dispose()


async def test_the_light_look_knows_the_same_newest_revision(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'one.sqlite3'}"
    assert not is_current(url)
    await migrate.upgrade(url, revision="0001")
    assert (revision(url), is_current(url)) == ("0001", False)
    await migrate.upgrade(url)
    assert is_current(url)
    assert newest() == ScriptDirectory(str(migrate.MIGRATIONS)).get_current_head()


async def test_what_was_kept_before_any_file_could_be_read_stays(tmp_path: Path) -> None:
    """0005 makes tables anew: entries without a year, how a day is known, sets of films."""
    path = tmp_path / "films.sqlite3"
    await migrate.upgrade(url_of(path), revision="0003")
    with sqlite3.connect(path) as connection:
        connection.executescript(
            """
            INSERT INTO lists VALUES (4, 'air', 'Air', '', 'x');
            INSERT INTO entries (id, list_id, rank, listed_title, listed_year, description, digest)
                VALUES (5, 4, 1, 'Wings', 1966, 'A pilot without a plane.', 'x');
            INSERT INTO seen VALUES (7, 1, 100);
            INSERT INTO watchlist VALUES (7, 2, 200);
            INSERT INTO import_rows VALUES (7, 'seen', 3, 300, 400, 0);
            """
        )
    assert await migrate.upgrade(url_of(path)) is True
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT listed_title, listed_year FROM entries").fetchall() == [
            ("Wings", 1966)
        ]
        assert connection.execute("SELECT * FROM seen").fetchall() == [(7, 1, 100, None)]
        assert connection.execute("SELECT * FROM watchlist").fetchall() == [(7, 2, 200, None)]
        assert connection.execute("SELECT * FROM import_rows").fetchall() == [
            (7, "seen", 3, 300, 400, 0, None, None, None)
        ]
        connection.execute("UPDATE entries SET listed_year = NULL")


async def test_a_night_with_its_votes_comes_up_to_date(tmp_path: Path) -> None:
    """SQLite makes the table of nights anew; nothing that refers to it goes with the old one."""
    path = tmp_path / "films.sqlite3"
    await migrate.upgrade(url_of(path), revision="0013")
    with sqlite3.connect(path) as connection:
        connection.executescript(
            """
            INSERT INTO nights VALUES (1, 7, 0, 0, NULL, 9, NULL, 'open', 2, 0, 'none');
            INSERT INTO night_films VALUES (1, 11, 1);
            INSERT INTO night_members VALUES (1, 5, 1, 0, 1, 0);
            INSERT INTO night_votes VALUES (1, 5, 11, 8);
            """
        )
    await migrate.upgrade(url_of(path))
    database = Database(url_of(path))
    async with database.read() as session:
        night = await nights.get(session, 1)
    await database.close()
    assert (night.films, night.votes, night.host, night.coming) == ((11,), {11: 1}, 5, (5,))
    assert (night.language, night.message_id, night.has_event) == ("", 0, False)
