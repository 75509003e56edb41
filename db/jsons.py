"""Nested answers: rows of rows as JSON, in the words of either database."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, Text, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class one_array(FunctionElement[str]):  # noqa: N801  # named like a function of SQL, which it is
    """The columns of one row as a JSON array."""

    name = "one_array"
    type = Text()
    inherit_cache = True


class _all_arrays(FunctionElement[str]):  # noqa: N801
    """All rows as a JSON array of such arrays; an empty one where there are none."""

    name = "all_arrays"
    type = Text()
    inherit_cache = True


class _json_of(FunctionElement[str]):  # noqa: N801
    """A nested select, of which SQLite may forget that it is JSON and not a text."""

    name = "json_of"
    type = Text()
    inherit_cache = True


@compiles(one_array)
def _one_array(element: Any, compiler: SQLCompiler, **options: Any) -> str:
    return f"json_array({compiler.process(element.clauses, **options)})"


@compiles(one_array, "postgresql")
def _one_array_postgresql(element: Any, compiler: SQLCompiler, **options: Any) -> str:
    return f"json_build_array({compiler.process(element.clauses, **options)})"


@compiles(_all_arrays)
def _all_arrays_sqlite(element: Any, compiler: SQLCompiler, **options: Any) -> str:
    return f"json_group_array(json_array({compiler.process(element.clauses, **options)}))"


@compiles(_all_arrays, "postgresql")
def _all_arrays_postgresql(element: Any, compiler: SQLCompiler, **options: Any) -> str:
    rows = f"json_agg(json_build_array({compiler.process(element.clauses, **options)}))"
    return f"coalesce({rows}, '[]'::json)"  # of no rows, json_agg makes NULL


@compiles(_json_of)
def _json_of_sqlite(element: Any, compiler: SQLCompiler, **options: Any) -> str:
    return f"json({compiler.process(element.clauses, **options)})"


@compiles(_json_of, "postgresql")
def _json_of_postgresql(element: Any, compiler: SQLCompiler, **options: Any) -> str:
    return compiler.process(element.clauses, **options)


def array(*columns: ColumnElement[Any]) -> Any:
    """All rows of a nested select as one JSON text, an array of arrays. They have no order: sort after."""
    return _all_arrays(*columns)


def inner(statement: Select[Any]) -> Any:
    """One JSON value inside another."""
    return _json_of(statement.scalar_subquery())


def nested(*columns: ColumnElement[Any]) -> Select[Any]:
    """A select of such an array; add its joins and its condition, then `.scalar_subquery()`."""
    return select(array(*columns))
