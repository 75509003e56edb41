"""What the buttons, selects and modals of curators know; see `button_state`. The server is that of the press."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bot.ui.kit.base36 import base36, number, read_id, read_seconds


@dataclass(frozen=True, slots=True)
class RehearsalState:
    """A file that waits to be published."""

    FORMS: ClassVar[tuple[str, ...]] = (
        "rehearsal:show", "rehearsal:pick", "rehearsal:doubts", "rehearsal:mean", "rehearsal:none",
        "rehearsal:page", "rehearsal:prev", "rehearsal:next", "rehearsal:keep", "rehearsal:publish",
        "rehearsal:drop",
    )  # fmt: skip

    at: int
    """When it was read, in seconds since 1970."""
    place: int = 0
    """Of an entry, or of a page, counted from 0."""

    def fields(self) -> str:
        return f"{base36(self.at)}:{base36(self.place)}"

    @classmethod
    def parse(cls, fields: list[str]) -> RehearsalState:
        at, place = fields
        return cls(read_seconds(at), number(place))


@dataclass(frozen=True, slots=True)
class CuratedListState:
    """A list of the server in its curators' hands."""

    FORMS: ClassVar[tuple[str, ...]] = (
        "curate:lists", "curate:pick", "curate:open", "curate:prev", "curate:next", "curate:entry", "curate:about",
        "curate:add", "curate:edition", "curate:up", "curate:down", "curate:hide", "curate:show", "curate:versions",
        "curate:undo", "curate:version", "curate:export", "curate:delete", "curate:which", "curate:turn",
        "curate:before", "curate:after",
        # What is sent off in a modal:
        "curated:import", "curated:about", "curated:add", "curated:delete", "curated:everything",
    )  # fmt: skip

    list_id: int
    """0: none, or a new one."""
    page: int = 0
    """Counted from 0; of "curate:undo" the number of the version that is undone."""

    def fields(self) -> str:
        return f"{base36(self.list_id)}:{base36(self.page)}"

    @classmethod
    def parse(cls, fields: list[str]) -> CuratedListState:
        list_id, page = fields
        return cls(read_id(list_id), number(page))


@dataclass(frozen=True, slots=True)
class CuratedEntryState:
    """An entry of such a list."""

    FORMS: ClassVar[tuple[str, ...]] = (
        "entry:open", "entry:words", "entry:place", "entry:match", "entry:mean", "entry:file", "entry:remove",
        "entry:reworded", "entry:placed", "entry:search",
    )  # fmt: skip

    list_id: int
    entry: int
    """0: one that is being added."""

    def fields(self) -> str:
        return f"{base36(self.list_id)}:{base36(self.entry)}"

    @classmethod
    def parse(cls, fields: list[str]) -> CuratedEntryState:
        list_id, entry = fields
        return cls(read_id(list_id), read_id(entry))


@dataclass(frozen=True, slots=True)
class ReportState:
    """What members reported to the curators."""

    FORMS: ClassVar[tuple[str, ...]] = (
        "report:list",
        "report:prev",
        "report:next",
        "report:open",
        "report:done",
    )

    report: int
    """The id of one; 0: of none."""
    page: int = 0

    def fields(self) -> str:
        return f"{base36(self.report)}:{base36(self.page)}"

    @classmethod
    def parse(cls, fields: list[str]) -> ReportState:
        report, page = fields
        return cls(number(report), number(page))


@dataclass(frozen=True, slots=True)
class SuggestState:
    """A film, or an entry, of which a member wants to tell the curators something."""

    FORMS: ClassVar[tuple[str, ...]] = ("suggest:ask", "suggest:send", "mistake:ask", "mistake:send")

    film: int
    """0: of an entry without a film."""
    entry: int
    """0: none."""

    def fields(self) -> str:
        return f"{base36(self.film)}:{base36(self.entry)}"

    @classmethod
    def parse(cls, fields: list[str]) -> SuggestState:
        film, entry = fields
        return cls(read_id(film), read_id(entry))


CURATE_STATES = (RehearsalState, CuratedListState, CuratedEntryState, ReportState, SuggestState)
