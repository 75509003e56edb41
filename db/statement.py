"""Statements, compiled once from SQLAlchemy's and answered in one trip.

A trip to the connection's thread costs more than SQLite's own work. A film card asks for a film, its people, its
tags, its entries, their checks and sources; as one statement with nested JSON arrays that is one trip instead of
seven or more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, TextClause, func, select
from sqlalchemy.dialects.sqlite import dialect as sqlite_dialect
from sqlalchemy.sql.dml import UpdateBase


class Statement:
    """SQL as SQLite takes it, made from SQLAlchemy's. Rows come as SQLite gives them: integers, text and None."""

    def __init__(
        self, statement: Select[Any] | UpdateBase | TextClause, *, given: Iterable[str] = ()
    ) -> None:
        """`given`: the names of values that come with each execution, where a change does not name its columns."""
        compiled = statement.compile(
            dialect=sqlite_dialect(),
            column_keys=list(given) or None,
            compile_kwargs={"render_postcompile": True},  # lists of values have their length by now
        )
        self.sql = str(compiled)
        self._defaults = dict(compiled.params)
        self._names = tuple(compiled.positiontup or ())

    def arguments(self, parameters: Mapping[str, Any]) -> tuple[Any, ...]:
        """The values in the order of the question marks. Raises TypeError for a name the statement lacks."""
        if not parameters.keys() <= self._defaults.keys():
            raise TypeError(f"no such parameter: {sorted(parameters.keys() - self._defaults.keys())}")
        values = {**self._defaults, **parameters}
        return tuple([values[name] for name in self._names])


def prepared(build: Callable[[], Select[Any] | UpdateBase]) -> Callable[[], Statement]:
    """Decorate a function that builds a select or a change: it is built at the first call, never at import."""
    return cache(lambda: Statement(build()))


def array(*columns: ColumnElement[Any]) -> Any:
    """All rows of a nested select as one JSON text, an array of arrays. They have no order: sort after."""
    return func.json_group_array(func.json_array(*columns))


def inner(statement: Select[Any]) -> Any:
    """One JSON value inside another. SQLite may forget over a subquery that it is JSON and not a text."""
    return func.json(statement.scalar_subquery())


def nested(*columns: ColumnElement[Any]) -> Select[Any]:
    """A select of such an array; add its joins and its condition, then `.scalar_subquery()`."""
    return select(array(*columns))
