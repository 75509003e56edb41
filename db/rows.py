"""Many rows at once, in portions: a million rows would fill the memory, and the event loop wants to breathe."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final

from sqlalchemy import Table, and_, bindparam, delete, exists, insert, select, update

from .engine import WriteSession

Row = Mapping[str, Any]

PORTION: Final = 5000


async def add(session: WriteSession, table: Table, rows: Iterable[Row]) -> None:
    """Insert rows that all have the same columns."""
    for portion in portions(rows):
        await session.change(insert(table), portion)


async def change(session: WriteSession, table: Table, rows: Iterable[Row]) -> None:
    """Overwrite rows found by their primary key; all have the same columns."""
    key = [column.name for column in table.primary_key]
    for portion in portions(rows):
        values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in portion[0] if name not in key}
        found = and_(*(table.c[name] == bindparam(f"old_{name}") for name in key))
        named = [
            {(f"old_{name}" if name in key else f"new_{name}"): value for name, value in row.items()}
            for row in portion
        ]
        await session.change(update(table).where(found).values(values), named)


async def remove(session: WriteSession, table: Table, rows: Iterable[Row]) -> None:
    """Delete the rows that have these values; what belongs to them goes too, as the tables say."""
    for portion in portions(rows):
        found = and_(*(table.c[name] == bindparam(f"old_{name}") for name in portion[0]))
        named = [{f"old_{name}": value for name, value in row.items()} for row in portion]
        await session.change(delete(table).where(found), named)


async def numbered(
    session: WriteSession, table: Table, columns: Sequence[str], wanted: Iterable[tuple[str, ...]]
) -> dict[tuple[str, ...], int]:
    """The ids of rows that are known by these columns (people by name …), added where they were missing."""
    known = await session.execute(select(table.c.id, *(table.c[name] for name in columns)))
    ids: dict[tuple[str, ...], int] = {tuple(row[1:]): row[0] for row in known}
    last = max(ids.values(), default=0)
    new = {values: number for number, values in enumerate(dict.fromkeys(wanted) - ids.keys(), last + 1)}
    await add(
        session,
        table,
        ({"id": number, **dict(zip(columns, values, strict=True))} for values, number in new.items()),
    )
    return ids | new


async def sweep(session: WriteSession, table: Table, *references: Any) -> None:
    """Delete the rows of `table` that none of the referring columns needs any more."""
    unused = and_(*(~exists(select(column).where(column == table.c.id)) for column in references))
    await session.change(delete(table).where(unused))


def portions(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """The rows in lists of as many as are handed to the database at once."""
    iterator = iter(rows)
    while portion := list(islice(iterator, PORTION)):
        yield portion
