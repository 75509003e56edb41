"""What all tables are made of: the columns that several have, each with the mark by which it is found."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, get_args

from sqlalchemy import BigInteger, CheckConstraint, Column, Integer, MetaData

metadata = MetaData(
    naming_convention={  # Alembic can only drop what has a name
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# Tables of details are kept in the order of their key (sqlite_with_rowid=False), so that what belongs to one
# film lies together on the disk.
StableId = BigInteger().with_variant(Integer, "sqlite")


def one_of(column: str, words: object) -> CheckConstraint:
    """That a column has one of the words of a Literal."""
    return CheckConstraint(among(column, get_args(words)), name=column)


def among(column: str, words: Iterable[str]) -> str:
    """The condition that a column has one of these words."""
    quoted = ", ".join(f"'{word}'" for word in words)
    return f"{column} IN ({quoted})"


def member(**options: Any) -> Column[int]:
    """The column with the id of the Discord user to whom a row belongs."""
    return Column("user_id", BigInteger, info={"member": True}, **options)


def owner() -> Column[int]:
    """To whom a film or list belongs: the id of a Discord server, or `types.GLOBAL`."""
    return server("owner", server_default="0")


def server(name: str, **options: Any) -> Column[int]:
    """The column with the id of the Discord server to which a row belongs: it goes when the server does.

    It is called "owner" where the row is something that the server's curators brought, else "server_id".
    """
    return Column(name, BigInteger, nullable=False, info={"server": True}, **options)


def moment(name: str, **options: Any) -> Column[int]:
    """A time in seconds since 1970, UTC."""
    return Column(name, BigInteger, nullable=False, info={"moment": True}, **options)


def day() -> Column[int]:
    """How the day of an imported row is known (`types.DayKnown`); none: the member marked it here."""
    return Column("day", Integer)
