"""Statements, made once from SQLAlchemy's and compiled for the database at hand; answered in one trip.

A trip to a connection's thread or server costs more than the database's own work. A film card asks for a film, its
people, its tags, its entries, their checks and sources; as one statement with nested JSON arrays (see jsons.py) that is
one trip instead of seven or more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib import import_module
from typing import Any, Literal

from sqlalchemy import Dialect, Select, SelectBase, Table, TextClause
from sqlalchemy.dialects import sqlite
from sqlalchemy.sql.dml import UpdateBase

DialectName = Literal["sqlite", "postgresql"]


class Compiled:
    """SQL as one database takes it, and the order in which it takes the values."""

    def __init__(
        self, statement: SelectBase | UpdateBase | TextClause, dialect: DialectName, given: Iterable[str]
    ) -> None:
        compiled = statement.compile(
            dialect=_dialect(dialect),
            column_keys=list(given) or None,
            compile_kwargs={"render_postcompile": True},  # lists of values have their length by now
        )
        self.sql = str(compiled)
        self._defaults = dict(compiled.params)
        self._names = tuple(compiled.positiontup or ())

    def arguments(self, parameters: Mapping[str, Any]) -> tuple[Any, ...]:
        """The values in the order of their places. Raises TypeError for a name the statement lacks."""
        if not parameters.keys() <= self._defaults.keys():
            raise TypeError(f"no such parameter: {sorted(parameters.keys() - self._defaults.keys())}")
        values = {**self._defaults, **parameters}
        return tuple([values[name] for name in self._names])


class Statement:
    """A statement of SQLAlchemy's, compiled at first use. Rows come as tuples of numbers, text, bool and None."""

    def __init__(self, statement: SelectBase | UpdateBase | TextClause, *, given: Iterable[str] = ()) -> None:
        """`given`: the names of values that come with each execution, where a change does not name its columns."""
        self._statement = statement
        self._given = tuple(given)
        self._compiled: dict[DialectName, Compiled] = {}

    def on(self, dialect: DialectName) -> Compiled:
        """The statement as this database takes it."""
        compiled = self._compiled.get(dialect)
        if compiled is None:
            compiled = self._compiled[dialect] = Compiled(self._statement, dialect, self._given)
        return compiled


class Insert(sqlite.Insert):
    """INSERT … ON CONFLICT … for either database: what both know of it is the same.

    PostgreSQL's compiler also asks whether a constraint was named instead of columns, which is not possible here.
    SQLAlchemy's own class for PostgreSQL would take two megabytes that a bot on SQLite does not need.
    """

    inherit_cache = False

    def on_conflict_do_nothing(self, *args: Any, **kwargs: Any) -> Any:
        made: Any = super().on_conflict_do_nothing(*args, **kwargs)
        made._post_values_clause.constraint_target = None
        return made

    def on_conflict_do_update(self, *args: Any, **kwargs: Any) -> Any:
        made: Any = super().on_conflict_do_update(*args, **kwargs)
        made._post_values_clause.constraint_target = None
        return made


def insert(table: Table) -> Insert:
    """An insert that may say what to do where the row is there already; name its key by `index_elements`."""
    return Insert(table)


def key_of(table: Table) -> list[str]:
    """The columns of a table's primary key, for `index_elements`."""
    return [column.name for column in table.primary_key]


def prepared(build: Callable[[], Select[Any] | UpdateBase]) -> Callable[[], Statement]:
    """Decorate a function that builds a select or a change: it is built at the first call, never at import."""
    return cache(lambda: Statement(build()))


@cache
def _dialect(name: DialectName) -> Dialect:
    if name == "sqlite":
        return sqlite.dialect()
    # Only now: a bot on SQLite need not carry it.
    made: Dialect = import_module("sqlalchemy.dialects.postgresql.asyncpg").dialect()
    return made
