"""The languages that members and servers chose."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, bindparam, delete, select, update

from .engine import ReadSession, WriteSession
from .models import member_settings, server_settings
from .statement import insert, prepared
from .types import ChosenLanguages


async def chosen(session: ReadSession, user_id: int, server_id: int) -> ChosenLanguages:
    """What was chosen by a member and for a server."""
    ((member, server),) = await session.fetch(_chosen(), user_id=user_id, server_id=server_id)
    return ChosenLanguages(member or "", server or "")


async def choose_for_server(session: WriteSession, server_id: int, language: str) -> None:
    """Public answers in this server are in this language (two letters); empty: whatever Discord says."""
    if not language:
        this = server_settings.c.server_id == server_id
        await session.change(delete(server_settings).where(this, server_settings.c.zone == ""))
        await session.change(update(server_settings).where(this).values(language=""))
        return
    statement = insert(server_settings).values(server_id=server_id, language=language)
    await session.change(
        statement.on_conflict_do_update(index_elements=["server_id"], set_={"language": language})
    )


@prepared
def _chosen() -> Select[Any]:
    member, server = member_settings.c, server_settings.c
    return select(
        select(member.language).where(member.user_id == bindparam("user_id")).scalar_subquery(),
        select(server.language).where(server.server_id == bindparam("server_id")).scalar_subquery(),
    )
