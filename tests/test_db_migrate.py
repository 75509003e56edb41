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
from db import errors, migrate
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
def followed_by(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Puts a second revision, with this body, after the first one in place of what really follows it."""
    migrations = tmp_path / "migrations"
    (migrations / "versions").mkdir(parents=True)
    shipped = Path(migrate.__file__).parent / "migrations"
    for name in ("script.py.mako", "versions/0001_catalogue.py"):
        (migrations / name).write_text((shipped / name).read_text())

    def follow(body: str) -> None:
        head = "import sqlalchemy as sa\nfrom alembic import op\nrevision = '2'\ndown_revision = '0001'\n\n\n"
        (migrations / "versions" / "2.py").write_text(f"{head}def upgrade():\n{body}")
        monkeypatch.setattr(migrate, "_scripts", lambda: ScriptDirectory(str(migrations)))

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
    tmp_path: Path, followed_by: Callable[[str], None]
) -> None:
    """A second revision that changes the tables and then breaks a reference is rolled back whole."""
    path = tmp_path / "films.sqlite3"
    await migrate.upgrade(url_of(path), revision="0001")
    followed_by(
        "    op.execute('CREATE TABLE wreck (id INTEGER)')\n"
        "    op.execute(\"INSERT INTO list_aliases VALUES (7, 0, 'no such list')\")\n"
    )
    before = schema(path)
    with pytest.raises(errors.BrokenReferencesError) as raised:
        await migrate.upgrade(url_of(path))
    assert raised.value.tables == ("list_aliases",)
    assert schema(path) == before
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == ("0001",)


async def test_a_migration_that_rebuilds_a_table_keeps_what_refers_to_it(
    tmp_path: Path, followed_by: Callable[[str], None]
) -> None:
    """SQLite would cascade the drop if foreign keys were on."""
    path = tmp_path / "films.sqlite3"
    await migrate.upgrade(url_of(path), revision="0001")
    with sqlite3.connect(path) as connection:
        connection.execute("INSERT INTO lists VALUES (1, 'survival', 'Survival', '', '')")
        connection.execute("INSERT INTO list_aliases VALUES (1, 0, 'alive')")
    followed_by(
        "    with op.batch_alter_table('lists', recreate='always') as batch:\n"
        "        batch.add_column(sa.Column('colour', sa.Integer()))\n"
    )
    assert await migrate.upgrade(url_of(path)) is True
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
    assert newest() == migrate._scripts().get_current_head()


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
