"""What tables are made of: the one `metadata` that has them all, and columns that mean the same everywhere."""

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
stable_id = BigInteger().with_variant(Integer, "sqlite")
"""The type of `types.stable_id`."""


def one_of(column: str, words: object) -> CheckConstraint:
    """The column holds one of the words of a Literal."""
    return CheckConstraint(among(column, get_args(words)), name=column)


def among(column: str, words: Iterable[str]) -> str:
    """The condition that the column holds one of these words."""
    quoted = ", ".join(f"'{word}'" for word in words)
    return f"{column} IN ({quoted})"


def member(**options: Any) -> Column[int]:
    """The column with the id of the Discord user to whom a row belongs."""
    return Column("user_id", BigInteger, info={"member": True}, **options)


def moment(name: str, **options: Any) -> Column[int]:
    """A time in seconds since 1970, UTC."""
    return Column(name, BigInteger, nullable=False, info={"moment": True}, **options)


def day() -> Column[int]:
    """How the day of an imported row is known (`types.DayKnown`); none: the member marked it here."""
    return Column("day", Integer)
