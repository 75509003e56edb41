"""A question to the database, compiled once and answered in one trip.

SQLAlchemy's asyncio layer makes four trips to the connection's thread for each statement (cursor, execute,
fetch, close), and each costs more than SQLite's own work. A film card asks for a film, its people, its tags,
its entries, their checks and sources; as one statement with nested JSON arrays that is one trip instead of
some thirty.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.dialects.sqlite.aiosqlite import dialect as sqlite_dialect


class Question:
    """A compiled select. Its rows are as SQLite gives them: integers, text and None, no converted types."""

    def __init__(self, statement: Select[Any]) -> None:
        compiled = statement.compile(dialect=sqlite_dialect())
        self.sql = str(compiled)
        self._defaults = dict(compiled.params)
        self._names = tuple(compiled.positiontup or ())

    def arguments(self, parameters: dict[str, Any]) -> tuple[Any, ...]:
        """The values in the order of the question marks. Raises TypeError for a name the question lacks."""
        if not parameters.keys() <= self._defaults.keys():
            raise TypeError(f"no such parameter: {sorted(parameters.keys() - self._defaults.keys())}")
        values = self._defaults | parameters
        return tuple(values[name] for name in self._names)


def question(build: Callable[[], Select[Any]]) -> Callable[[], Question]:
    """Decorate a function that builds a select: it is built at the first call, never at import."""
    return cache(lambda: Question(build()))


def array(*columns: ColumnElement[Any]) -> Any:
    """All rows of a nested select as one JSON text, an array of arrays. They have no order: sort after."""
    return func.json_group_array(func.json_array(*columns))


def inner(statement: Select[Any]) -> Any:
    """One JSON value inside another. SQLite may forget over a subquery that it is JSON and not a text."""
    return func.json(statement.scalar_subquery())


def nested(*columns: ColumnElement[Any]) -> Select[Any]:
    """A select of such an array; add its joins and its condition, then `.scalar_subquery()`."""
    return select(array(*columns))
