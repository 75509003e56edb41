"""In which languages a member is answered: what they chose, and what their server did."""

from __future__ import annotations

from bot.domain.viewer import Viewer
from bot.services.catalogue import Catalogue
from db import languages
from db.types import ChosenLanguages


async def chosen(catalogue: Catalogue, member: int, server: int) -> ChosenLanguages:
    """What a member chose, and what was chosen for the server they are on (0: none)."""
    async with catalogue.database.read(snapshot=False) as session:
        return await languages.chosen(session, member, server)


async def choose_for_server(catalogue: Catalogue, viewer: Viewer, code: str) -> None:
    """Public answers in the viewer's server are in this language; empty: whatever Discord says."""
    async with catalogue.database.write() as session:
        await languages.choose_for_server(session, viewer.server, code)
