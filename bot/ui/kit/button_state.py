"""What a button or select knows: all that its press needs, kept in its custom id (see `custom_id`)."""

from __future__ import annotations

from dataclasses import dataclass

from bot.ui.kit.base36 import base36, number, read_id, read_seconds
from bot.ui.kit.filter_code import read_deal

TABS = frozenset({"lists", "watchlist", "seen", "settings"})
"""The pages of a member's own films."""
_LAST_OFFSET = 100_000
"""Films on lists before those shown."""


@dataclass(frozen=True, slots=True)
class CardState:
    """What a card shows and whose it is."""

    film: int
    """A film's id; 0 for an entry without a film."""
    entry: int = 0
    """The voice; 0 for none."""
    owner: int = 0
    """The member whose press turns this message; 0 nobody's."""
    deal: str = ""
    """Empty, or what `/random` deals from (see `write_deal`): "0" for everything, a list's id in base 36 …"""

    def fields(self) -> str:
        return ":".join((base36(self.film), base36(self.entry), base36(self.owner), self.deal))

    @classmethod
    def parse(cls, fields: list[str]) -> CardState:
        film, entry, owner, deal = fields
        if deal:
            read_deal(deal)
        return cls(read_id(film), read_id(entry), number(owner), deal)


@dataclass(frozen=True, slots=True)
class ListState:
    """Which list page, which of its pages, and whose it is."""

    list_id: int
    """0: the page of all lists."""
    page: int
    """Counted from 0."""
    owner: int

    def fields(self) -> str:
        return ":".join((base36(self.list_id), base36(self.page), base36(self.owner)))

    @classmethod
    def parse(cls, fields: list[str]) -> ListState:
        list_id, page, owner = fields
        return cls(read_id(list_id), number(page), number(owner))


@dataclass(frozen=True, slots=True)
class SourcesState:
    """Whose checks, and which page of them."""

    entry: int
    page: int = 0

    def fields(self) -> str:
        return f"{base36(self.entry)}:{base36(self.page)}"

    @classmethod
    def parse(cls, fields: list[str]) -> SourcesState:
        entry, page = fields
        return cls(read_id(entry), number(page))


@dataclass(frozen=True, slots=True)
class ShelfState:
    """A film on its way to one of a member's shelves or off it; whose shelf, says the press."""

    film: int
    list_id: int = 0
    """The list it was shown with, whose progress is told; 0 for none."""
    at: int = 0
    """A time in seconds since 1970, to be put back with; 0 for none."""

    def fields(self) -> str:
        return ":".join((base36(self.film), base36(self.list_id), base36(self.at)))

    @classmethod
    def parse(cls, fields: list[str]) -> ShelfState:
        film, list_id, at = fields
        return cls(read_id(film), read_id(list_id), read_seconds(at))


@dataclass(frozen=True, slots=True)
class MineState:
    """A page of a member's own films."""

    tab: str
    """A key of TABS."""
    page: int = 0
    """Counted from 0."""

    def fields(self) -> str:
        return f"{self.tab}:{base36(self.page)}"

    @classmethod
    def parse(cls, fields: list[str]) -> MineState:
        tab, page = fields
        if tab not in TABS:
            raise ValueError("no such page")
        return cls(tab, number(page))


@dataclass(frozen=True, slots=True)
class PutBackState:
    """A film to be put back on the shelf that a page of one's own films shows."""

    tab: str
    page: int
    film: int
    at: int

    def fields(self) -> str:
        return f"{self.tab}:{base36(self.page)}:{base36(self.film)}:{base36(self.at)}"

    @classmethod
    def parse(cls, fields: list[str]) -> PutBackState:
        tab, page, film, at = fields
        if tab not in {"seen", "watchlist"}:
            raise ValueError("no such shelf")
        return cls(tab, number(page), read_id(film), read_seconds(at))


@dataclass(frozen=True, slots=True)
class SiftedState:
    """A page of a list with only those of its films that whoever presses has seen, or has not."""

    list_id: int
    page: int
    """Counted from 0."""
    owner: int
    seen: str
    """"u" for unseen, "s" for seen."""

    def fields(self) -> str:
        return ":".join((base36(self.list_id), base36(self.page), base36(self.owner), self.seen))

    @classmethod
    def parse(cls, fields: list[str]) -> SiftedState:
        list_id, page, owner, seen = fields
        if seen not in {"u", "s"}:
            raise ValueError("neither seen nor unseen")
        return cls(read_id(list_id), number(page), number(owner), seen)


@dataclass(frozen=True, slots=True)
class AskedState:
    """When something was asked that this answers, in seconds since 1970."""

    at: int

    def fields(self) -> str:
        return base36(self.at)

    @classmethod
    def parse(cls, fields: list[str]) -> AskedState:
        (at,) = fields
        return cls(read_seconds(at))


@dataclass(frozen=True, slots=True)
class AskState:
    """A page of recommendations; the words that were asked for stand in the message itself."""

    owner: int
    offset: int
    """How many films came before."""
    like: int
    """The film to be like; 0 for none."""
    wanted: str
    """As `write_deal` writes it."""

    def fields(self) -> str:
        return f"{base36(self.owner)}:{base36(self.offset)}:{base36(self.like)}:{self.wanted}"

    @classmethod
    def parse(cls, fields: list[str]) -> AskState:
        owner, offset, like, wanted = fields
        read_deal(wanted)
        return cls(number(owner), min(number(offset), _LAST_OFFSET), read_id(like), wanted)


OwnState = ShelfState | MineState | PutBackState | SiftedState | AskedState
"""What belongs to whoever presses."""
State = CardState | ListState | SourcesState | AskState | OwnState
