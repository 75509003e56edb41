"""What members tell a server's curators: kept until one of them is done with it."""

from __future__ import annotations

from datetime import datetime

from bot.domain.curate.shown import ReportRow
from bot.domain.curate.text import paragraphs
from bot.domain.viewer import Viewer
from bot.services import curate
from bot.services.catalogue import Catalogue
from db import curated
from db.curated import Report
from db.errors import EntryNotFoundError, FilmNotFoundError
from db.types import GLOBAL, ListSummary

_LONGEST = 500


async def lists(catalogue: Catalogue, viewer: Viewer) -> tuple[ListSummary, ...]:
    """The server's own lists that the viewer sees; none in a direct message."""
    seen = (await catalogue.view(viewer)).snapshot.lists
    return tuple(one for one in seen if one.owner == viewer.server != GLOBAL)


async def list_ids(catalogue: Catalogue, viewer: Viewer) -> frozenset[int]:
    """Their ids."""
    return frozenset(one.id for one in await lists(catalogue, viewer))


async def keep(
    catalogue: Catalogue,
    viewer: Viewer,
    *,
    report_id: int,
    at: datetime,
    mistake: bool,
    list_id: int,
    film_id: int,
    entry_id: int,
    text: str,
) -> bool:
    """Keep a report; False if too many wait already, or the list is none of this server's."""
    if list_id and list_id not in await list_ids(catalogue, viewer):
        return False
    kind: curated.ReportKind = "mistake" if mistake else "suggestion"
    one = Report(report_id, kind, at, film_id, entry_id, paragraphs(text, _LONGEST), list_id)
    async with catalogue.database.write() as session:
        return await curated.report(session, viewer.server, viewer.member, one)


async def all_reports(catalogue: Catalogue, viewer: Viewer) -> list[ReportRow]:
    """All that wait in the server, the oldest first."""
    async with catalogue.database.read() as session:
        found = await curated.reports(session, viewer.server)
    return [await _row(catalogue, viewer, one) for one in found]


async def done(catalogue: Catalogue, viewer: Viewer, report_id: int) -> None:
    """A report that was seen to."""
    async with catalogue.database.write() as session:
        await curated.done(session, viewer.server, report_id)


async def _row(catalogue: Catalogue, viewer: Viewer, one: Report) -> ReportRow:
    film, title = "", ""
    view = await catalogue.view(viewer)
    try:
        if one.entry_id:
            entry = await view.entry(one.entry_id, viewer.language)
            film = f"{entry.listed_title} ({entry.listed_year})" if entry.listed_year else entry.listed_title
        elif one.film_id:
            page = await view.page(one.film_id, viewer.language)
            film = f"{page.film.title} ({page.film.year})"
    except (EntryNotFoundError, FilmNotFoundError):
        pass
    if one.list_id:
        try:
            title = (await curate.managed(catalogue, viewer.server, one.list_id)).document.title
        except curate.GoneError:
            title = ""
    return ReportRow(
        one.id,
        one.kind == "mistake",
        one.at,
        one.text,
        film,
        one.film_id,
        title,
        one.list_id if title else 0,
        one.entry_id,
    )
