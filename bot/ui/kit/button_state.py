"""What a button or select knows: all that its press needs, kept in its custom id (see `custom_id`).

Each state names the forms ("noun:verb") that carry it. Older messages have the id of the member whose message it was
between the fields; it is read and dropped, because Discord itself says whose message was pressed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Protocol, Self

from bot.domain.private_match import MOST
from bot.ui.kit.base36 import base36, number, read_id, read_seconds
from bot.ui.kit.curate_state import CURATE_STATES
from bot.ui.kit.filter_code import read_deal
from bot.ui.kit.night_state import NIGHT_STATES
from bot.ui.kit.quiz_state import QuizState, RoundState

TABS = frozenset({"lists", "watchlist", "seen", "settings"})
"""The pages of a member's own films."""
_LAST_OFFSET = 100_000
"""Films on lists before those shown."""


class State(Protocol):
    """What every state can do."""

    FORMS: ClassVar[tuple[str, ...]]
    """The forms whose custom ids carry this state."""

    def fields(self) -> str:
        """The state as a custom id has it after its form."""

    @classmethod
    def parse(cls, fields: list[str]) -> Self:
        """The state in the fields of a custom id; raise ValueError for what was never written."""


@dataclass(frozen=True, slots=True)
class CardState:
    """What a card shows, and where it was opened."""

    FORMS: ClassVar[tuple[str, ...]] = (
        "card:show", "card:prev", "card:next", "card:deal", "card:pick", "card:voice", "card:more", "card:less",
        "card:aside", "card:alike", "card:group", "card:share", "card:open",
    )  # fmt: skip

    film: int
    """A film's id; 0 for an entry without a film."""
    entry: int = 0
    """The voice; 0 for none."""
    deal: str = ""
    """Empty, or what `/random` deals from (see `write_deal`): "0" for everything, a list's id in base 36 …"""
    before: int = 0
    """Of a dealt card: the film shown before it in this message; 0 for none."""
    seen: str = ""
    """Of a card opened from a list of seen or unseen films: "s" or "u"."""

    def fields(self) -> str:
        origin = (
            self.deal
            + (f"~{base36(self.before)}" if self.before else "")
            + (f"!{self.seen}" if self.seen else "")
        )
        return f"{base36(self.film)}:{base36(self.entry)}:{origin}"

    @classmethod
    def parse(cls, fields: list[str]) -> CardState:
        film, entry, origin = _without_member(fields, 3, 2)
        rest, _, seen = origin.partition("!")
        deal, _, before = rest.partition("~")
        if deal:
            read_deal(deal)
        if seen not in {"", "s", "u"}:
            raise ValueError("neither seen nor unseen")
        return cls(read_id(film), read_id(entry), deal, read_id(before or "0"), seen)


@dataclass(frozen=True, slots=True)
class ListState:
    """Which list page, and which of its pages."""

    FORMS: ClassVar[tuple[str, ...]] = (
        "list:show", "list:back", "list:prev", "list:next", "list:pick", "list:entry", "list:about", "list:share",
        "list:open",
    )  # fmt: skip

    list_id: int
    """0: the page of all lists."""
    page: int
    """Counted from 0."""

    def fields(self) -> str:
        return f"{base36(self.list_id)}:{base36(self.page)}"

    @classmethod
    def parse(cls, fields: list[str]) -> ListState:
        list_id, page = _without_member(fields, 2, 2)
        return cls(read_id(list_id), number(page))


@dataclass(frozen=True, slots=True)
class FilteredListState:
    """A page of a list with only those of its films that whoever presses has seen, or has not."""

    FORMS: ClassVar[tuple[str, ...]] = ("sifted:show", "sifted:prev", "sifted:next", "sifted:entry")

    list_id: int
    page: int
    """Counted from 0."""
    seen: str
    """"u" for unseen, "s" for seen."""

    def fields(self) -> str:
        return f"{base36(self.list_id)}:{base36(self.page)}:{self.seen}"

    @classmethod
    def parse(cls, fields: list[str]) -> FilteredListState:
        list_id, page, seen = _without_member(fields, 3, 2)
        if seen not in {"u", "s"}:
            raise ValueError("neither seen nor unseen")
        return cls(read_id(list_id), number(page), seen)


@dataclass(frozen=True, slots=True)
class SourcesState:
    """Whose checks, and which page of them."""

    FORMS: ClassVar[tuple[str, ...]] = ("sources:show", "sources:prev", "sources:next")

    entry: int
    page: int = 0

    def fields(self) -> str:
        return f"{base36(self.entry)}:{base36(self.page)}"

    @classmethod
    def parse(cls, fields: list[str]) -> SourcesState:
        entry, page = fields
        return cls(read_id(entry), number(page))


@dataclass(frozen=True, slots=True)
class MarkState:
    """A film that is marked as seen or wanted, or unmarked; by whom, says the press."""

    FORMS: ClassVar[tuple[str, ...]] = (
        "seen:mark", "seen:undo", "seen:redo", "watchlist:add", "watchlist:undo", "watchlist:redo",
    )  # fmt: skip

    film: int
    list_id: int = 0
    """The list it was shown with, whose progress is told; 0 for none."""
    at: int = 0
    """A time in seconds since 1970, to be put back with; 0 for none."""

    def fields(self) -> str:
        return ":".join((base36(self.film), base36(self.list_id), base36(self.at)))

    @classmethod
    def parse(cls, fields: list[str]) -> MarkState:
        film, list_id, at = fields
        return cls(read_id(film), read_id(list_id), read_seconds(at))


@dataclass(frozen=True, slots=True)
class MineState:
    """A page of a member's own films."""

    FORMS: ClassVar[tuple[str, ...]] = (
        "mine:tab", "mine:prev", "mine:next", "mine:open", "mine:list", "mine:drop", "mine:deal", "mine:filter",
        "mine:allow", "mine:disallow", "mine:language",
    )  # fmt: skip

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
    """A film to be marked again as the page of one's own films had it."""

    FORMS: ClassVar[tuple[str, ...]] = ("mine:back",)

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
            raise ValueError("no such mark")
        return cls(tab, number(page), read_id(film), read_seconds(at))


@dataclass(frozen=True, slots=True)
class AskedState:
    """When something was asked that this answers, in seconds since 1970."""

    FORMS: ClassVar[tuple[str, ...]] = (
        "import:take",
        "import:drop",
        "import:undo",
        "forget:all",
        "forget:nothing",
    )

    at: int

    def fields(self) -> str:
        return base36(self.at)

    @classmethod
    def parse(cls, fields: list[str]) -> AskedState:
        (at,) = fields
        return cls(read_seconds(at))


@dataclass(frozen=True, slots=True)
class AboutState:
    """A page about the bot."""

    FORMS: ClassVar[tuple[str, ...]] = ("about:show", "about:stored")

    def fields(self) -> str:
        return ""

    @classmethod
    def parse(cls, fields: list[str]) -> AboutState:
        if fields != [""]:
            raise ValueError("nothing was written")
        return cls()


@dataclass(frozen=True, slots=True)
class CompanyState:
    """The people of a question for a film that none of them has seen, and who of them is in."""

    FORMS: ClassVar[tuple[str, ...]] = ("together:in", "together:again")

    members: tuple[int, ...]
    """Two to MOST users' ids, the asker first."""
    present: tuple[int, ...] = ()
    """Those of them who are in."""

    @property
    def is_complete(self) -> bool:
        """Whether everybody is in."""
        return set(self.members) <= set(self.present)

    def joined_by(self, member: int) -> CompanyState:
        """The same with one more who is in."""
        return CompanyState(self.members, tuple(m for m in self.members if m == member or m in self.present))

    def fields(self) -> str:
        mask = sum(1 << place for place, member in enumerate(self.members) if member in self.present)
        return f"{'.'.join(base36(member) for member in self.members)}:{base36(mask)}"

    @classmethod
    def parse(cls, fields: list[str]) -> CompanyState:
        written, mask = fields
        members = tuple(number(member) for member in written.split("."))
        if (
            not 2 <= len(members) <= MOST
            or len(set(members)) < len(members)
            or number(mask) >= 1 << len(members)
        ):
            raise ValueError("no company")
        return cls(members, tuple(m for place, m in enumerate(members) if number(mask) >> place & 1))


@dataclass(frozen=True, slots=True)
class MatchState:
    """What such a question asks for, and the film that came."""

    FORMS: ClassVar[tuple[str, ...]] = ("together:off", "together:card")

    film: int
    """0: none yet."""
    entry: int
    """The voice; 0 for none."""
    wanted: str
    """As `write_deal` writes it."""

    def fields(self) -> str:
        return f"{base36(self.film)}:{base36(self.entry)}:{self.wanted}"

    @classmethod
    def parse(cls, fields: list[str]) -> MatchState:
        film, entry, wanted = fields
        read_deal(wanted)
        return cls(read_id(film), read_id(entry), wanted)


@dataclass(frozen=True, slots=True)
class QuestionState:
    """A page of recommendations; the words that were asked for stand in the values of its select."""

    FORMS: ClassVar[tuple[str, ...]] = (
        "recommend:next",
        "recommend:more",
        "recommend:back",
        "recommend:open",
        "recommend:share",
        "recommend:theme",
    )

    offset: int
    """How many films come before those it shows, or leads to."""
    like: int
    """The film to be like; 0 for none."""
    wanted: str
    """As `write_deal` writes it."""

    def fields(self) -> str:
        return f"{base36(self.offset)}:{base36(self.like)}:{self.wanted}"

    @classmethod
    def parse(cls, fields: list[str]) -> QuestionState:
        offset, like, wanted = _without_member(fields, 3, 0)
        read_deal(wanted)
        return cls(min(number(offset), _LAST_OFFSET), read_id(like), wanted)


@dataclass(frozen=True, slots=True)
class DailyState:
    """A channel with a film of the day, on the page of its server's managers."""

    FORMS: ClassVar[tuple[str, ...]] = (
        "daily:show",
        "daily:choose",
        "daily:pause",
        "daily:resume",
        "daily:next",
        "daily:stop",
    )

    channel: int

    def fields(self) -> str:
        return base36(self.channel)

    @classmethod
    def parse(cls, fields: list[str]) -> DailyState:
        (channel,) = fields
        return cls(number(channel))


STATES: tuple[type[State], ...] = (
    CardState, ListState, FilteredListState, SourcesState, MarkState, MineState, PutBackState, AskedState,
    AboutState,
    CompanyState,
    MatchState,
    QuestionState,
    QuizState,
    RoundState,
    *CURATE_STATES,
    DailyState,
    *NIGHT_STATES,
)  # fmt: skip
"""Every state. A form of theirs without a handler, or a handler without such a form, stops the start."""


def _without_member(fields: list[str], count: int, position: int) -> list[str]:
    """`count` fields; a further one, the member of older messages, stood at this position."""
    if len(fields) == count + 1:
        number(fields[position])
        return [*fields[:position], *fields[position + 1 :]]
    return fields
