"""What curators keep beside what is published: versions of their lists, a file that waits, what members report.

A version is the whole list as text (its form is not this folder's business), the newest is the one that is published.
Who made it stands in a table of its own, so that to forget a member takes no list away.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final, Literal

from sqlalchemy import delete, func, select

from .curated_tables import list_reports, list_version_makers, list_versions, rehearsals
from .engine import ReadSession, WriteSession
from .statement import insert

VERSIONS: Final = 20
"""Of a list that are kept."""
KEPT: Final = timedelta(hours=24)
"""How long a file waits to be published."""
OTHERS: Final = timedelta(minutes=15)
"""How long another curator's file keeps one's own from being read: as long as Discord lets its page be changed."""
MOST_OF_MEMBER: Final = 10
"""Reports of one member in one server that wait for a curator."""
MOST_OF_SERVER: Final = 250

ReportKind = Literal["suggestion", "mistake"]


@dataclass(frozen=True, slots=True)
class Version:
    """A list as it once was."""

    number: int
    at: datetime
    what: str
    """What changed from the version before, as text."""
    document: str
    """Empty where only what changed was asked for."""
    made_by: int = 0
    """The member's id; 0: nobody knows any more."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file that was read and waits to be published."""

    member: int
    at: datetime
    document: str


@dataclass(frozen=True, slots=True)
class Report:
    """What a member wants curators to know."""

    id: int
    """Of the interaction that brought it."""
    kind: ReportKind
    at: datetime
    film_id: int
    """0: of an entry without a film."""
    entry_id: int
    """0: none, the film itself is suggested."""
    text: str
    list_id: int = 0
    """0: for any list."""


async def newest(session: ReadSession, owner: int, list_id: int) -> Version | None:
    """The version that is published; None if the list is not one that is curated here."""
    c = list_versions.c
    found = await session.execute(
        select(c.number, c.at, c.what, c.document)
        .where(c.owner == owner, c.list_id == list_id)
        .order_by(c.number.desc())
        .limit(1)
    )
    return Version(found[0][0], _moment(found[0][1]), found[0][2], found[0][3]) if found else None


async def version(session: ReadSession, owner: int, list_id: int, number: int) -> Version | None:
    """One of them; None if it is not kept (any more)."""
    c = list_versions.c
    found = await session.execute(
        select(c.number, c.at, c.what, c.document).where(
            c.owner == owner, c.list_id == list_id, c.number == number
        )
    )
    return Version(found[0][0], _moment(found[0][1]), found[0][2], found[0][3]) if found else None


async def versions(session: ReadSession, owner: int, list_id: int) -> list[Version]:
    """All that are kept, the newest first, without their documents."""
    c, by = list_versions.c, list_version_makers.c
    joined = list_versions.outerjoin(list_version_makers, (by.list_id == c.list_id) & (by.number == c.number))
    rows = await session.execute(
        select(c.number, c.at, c.what, by.user_id)
        .select_from(joined)
        .where(c.owner == owner, c.list_id == list_id)
        .order_by(c.number.desc())
    )
    return [Version(number, _moment(at), what, "", maker or 0) for number, at, what, maker in rows]


async def add_version(
    session: WriteSession, owner: int, list_id: int, member: int, at: datetime, what: str, document: str
) -> int:
    """Keep a version and let the oldest go; its number. The server must be locked (`server_lists.lock`)."""
    c = list_versions.c
    last = await session.execute(select(func.max(c.number)).where(c.list_id == list_id))
    number = int(last[0][0] or 0) + 1
    row = {"list_id": list_id, "number": number, "owner": owner, "at": _seconds(at), "what": what}
    await session.change(insert(list_versions).values(**row, document=document))
    maker = {"user_id": member, "list_id": list_id, "number": number, "owner": owner}
    await session.change(insert(list_version_makers).values(**maker))
    old = number - VERSIONS
    await session.change(delete(list_versions).where(c.list_id == list_id, c.number <= old))
    by = list_version_makers.c
    await session.change(delete(list_version_makers).where(by.list_id == list_id, by.number <= old))
    return number


async def forget_list(session: WriteSession, list_id: int) -> None:
    """Keep nothing of a list. Of a whole server `server_lists.delete_everything` sees to that."""
    for table in (list_version_makers, list_versions):
        await session.change(delete(table).where(table.c.list_id == list_id))
    await session.change(delete(list_reports).where(list_reports.c.list_id == list_id))


# A file that waits


async def wait(session: WriteSession, owner: int, member: int, at: datetime, document: str) -> bool:
    """Keep a file in place of what waited; False if another curator's has waited for a short time only."""
    c = rehearsals.c
    row = {"owner": owner, "user_id": member, "at": _seconds(at), "document": document}
    upsert = insert(rehearsals).values(**row)
    free = (c.user_id == member) | (c.at < _seconds(at - OTHERS))
    kept = await session.execute(
        upsert.on_conflict_do_update(index_elements=["owner"], set_=row, where=free).returning(c.owner)
    )
    return bool(kept)


async def waiting(session: ReadSession, owner: int, *, lock: bool = False) -> Waiting | None:
    """The file that waits in a server; with `lock` until this transaction ends nobody else changes it."""
    c = rehearsals.c
    asked = select(c.user_id, c.at, c.document).where(c.owner == owner)
    found = await session.execute(asked.with_for_update() if lock else asked)
    return Waiting(found[0][0], _moment(found[0][1]), found[0][2]) if found else None


async def change_waiting(session: WriteSession, owner: int, at: datetime, document: str) -> None:
    """Keep what was chosen since; the row must be locked."""
    c = rehearsals.c
    await session.change(
        rehearsals.update().where(c.owner == owner, c.at == _seconds(at)).values(document=document)
    )


async def drop_waiting(session: WriteSession, owner: int, at: datetime) -> None:
    """Let go of it."""
    c = rehearsals.c
    await session.change(delete(rehearsals).where(c.owner == owner, c.at == _seconds(at)))


async def sweep(session: WriteSession, now: datetime) -> None:
    """Let go of what has waited too long."""
    await session.change(delete(rehearsals).where(rehearsals.c.at < _seconds(now - KEPT)))


# What members report


async def report(session: WriteSession, owner: int, member: int, one: Report) -> bool:
    """Keep a report; False if too many wait already."""
    c = list_reports.c
    own, all_ = (
        await session.execute(
            select(
                select(func.count()).where(c.owner == owner, c.user_id == member).scalar_subquery(),
                select(func.count()).where(c.owner == owner).scalar_subquery(),
            )
        )
    )[0]
    if own >= MOST_OF_MEMBER or all_ >= MOST_OF_SERVER:
        return False
    made = insert(list_reports).values(
        id=one.id,
        owner=owner,
        user_id=member,
        at=_seconds(one.at),
        kind=one.kind,
        list_id=one.list_id,
        film_id=one.film_id,
        entry_id=one.entry_id,
        text=one.text,
    )
    await session.change(made.on_conflict_do_nothing())
    return True


async def reports(session: ReadSession, owner: int) -> Sequence[Report]:
    """All that wait in a server, the oldest first."""
    c = list_reports.c
    rows = await session.execute(
        select(c.id, c.kind, c.at, c.film_id, c.entry_id, c.text, c.list_id)
        .where(c.owner == owner)
        .order_by(c.id)
    )
    return [Report(id_, kind, _moment(at), *rest) for id_, kind, at, *rest in rows]


async def report_count(session: ReadSession, owner: int) -> int:
    """How many wait in a server."""
    asked = select(func.count()).select_from(list_reports).where(list_reports.c.owner == owner)
    return int((await session.execute(asked))[0][0])


async def done(session: WriteSession, owner: int, report_id: int) -> None:
    """A report that was seen to is not kept."""
    c = list_reports.c
    await session.change(delete(list_reports).where(c.owner == owner, c.id == report_id))


def _seconds(at: datetime) -> int:
    return int(at.timestamp())


def _moment(seconds: Any) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
