"""Custom ids: all the state a button or select needs, for as long as its message lives.

The form is `noun:verb:field:…`, numbers in base 36. Old messages keep their ids for years, so a form once published
is never changed or given another meaning; a new one gets a new verb. `tests/test_ui_custom_id.py` pins them. A custom
id comes back from the outside and is untrusted input. Discord allows 100 characters (components/reference).
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.deck import Filter
from db.types import SeenFilter

MAX_CUSTOM_ID = 100
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_MAX_NUMBER = 2**64


class CustomIdError(ValueError):
    """A custom id of no form that we ever gave out."""

    def __init__(self, custom_id: str) -> None:
        super().__init__(f"not one of our custom ids: {custom_id[:MAX_CUSTOM_ID]!r}")


def base36(number: int) -> str:
    """A number from 0 to 2**64 in base 36, at most 13 characters."""
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits or "0"


def number(text: str) -> int:
    """The number that `base36` wrote; raise ValueError for anything else."""
    if not 0 < len(text) <= 13 or not set(text) <= set(_DIGITS):
        raise ValueError(f"not a number in base 36: {text[:20]!r}")
    value = int(text, 36)
    if value >= _MAX_NUMBER:
        raise ValueError("too large")
    return value


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
        return cls(read_id(film), read_id(list_id), _seconds(at))


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
        return cls(tab, number(page), read_id(film), _seconds(at))


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
        return cls(_seconds(at))


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


TABS = frozenset({"lists", "watchlist", "seen", "settings"})
_LATEST = 2**33
"""Seconds since 1970: the year 2242."""
_MAX_ID = 2**60
_LAST_OFFSET = 100_000
"""Films on lists before those shown."""
_MOST_MINUTES = 24 * 60
_LATEST_MINUTE = _LATEST // 60
_SEEN: tuple[SeenFilter, ...] = ("any", "unseen", "seen")
_FIRST_DECADE, _LAST_DECADE = 1870, 2200


def read_id(text: str) -> int:
    """The id of a film, list or entry that `base36` wrote; raise ValueError for what can be none (`stable_id`)."""
    if (value := number(text)) >= _MAX_ID:
        raise ValueError("no id of ours")
    return value


def _seconds(text: str) -> int:
    if (value := number(text)) > _LATEST:
        raise ValueError("no time of ours")
    return value


OwnState = ShelfState | MineState | PutBackState | SiftedState | AskedState
"""What belongs to whoever presses."""
State = CardState | ListState | SourcesState | AskState | OwnState

FORMS: dict[str, type[State]] = {
    "card:show": CardState,
    "card:prev": CardState,
    "card:next": CardState,
    "card:deal": CardState,
    "card:pick": CardState,
    "card:voice": CardState,
    "card:more": CardState,
    "card:less": CardState,
    "card:aside": CardState,
    "card:alike": CardState,
    "card:group": CardState,
    "list:show": ListState,
    "list:back": ListState,
    "list:prev": ListState,
    "list:next": ListState,
    "list:pick": ListState,
    "list:entry": ListState,
    "sources:show": SourcesState,
    "sources:prev": SourcesState,
    "sources:next": SourcesState,
    "seen:mark": ShelfState,
    "seen:undo": ShelfState,
    "seen:redo": ShelfState,
    "watchlist:add": ShelfState,
    "watchlist:undo": ShelfState,
    "watchlist:redo": ShelfState,
    "mine:tab": MineState,
    "mine:prev": MineState,
    "mine:next": MineState,
    "mine:open": MineState,
    "mine:list": MineState,
    "mine:drop": MineState,
    "mine:back": PutBackState,
    "mine:deal": MineState,
    "mine:filter": MineState,
    "mine:allow": MineState,
    "mine:disallow": MineState,
    "sifted:prev": SiftedState,
    "sifted:next": SiftedState,
    "sifted:entry": SiftedState,
    "import:take": AskedState,
    "import:drop": AskedState,
    "import:undo": AskedState,
    "forget:all": AskedState,
    "forget:nothing": AskedState,
    "recommend:next": AskState,
    "recommend:open": AskState,
}


def write(form: str, state: State) -> str:
    """The custom id of a button or select; `form` is a key of FORMS."""
    if not isinstance(state, FORMS[form]):
        raise TypeError(f"{form} does not take {type(state).__name__}")
    return f"{form}:{state.fields()}"


def read(custom_id: str) -> tuple[str, State]:
    """The form and state of a custom id; raise CustomIdError for what we never gave out."""
    noun, _, rest = custom_id.partition(":")
    verb, *fields = rest.split(":")
    form = f"{noun}:{verb}"
    try:
        return form, FORMS[form].parse(fields)
    except (KeyError, ValueError):
        raise CustomIdError(custom_id) from None


def write_choice(film: int, entry: int) -> str:
    """The value of a select option that opens a card."""
    return f"{base36(film)}:{base36(entry)}"


def read_choice(value: str) -> tuple[int, int]:
    """Film and entry of a select option; raise CustomIdError for anything else."""
    film, _, entry = value.partition(":")
    try:
        return read_id(film), read_id(entry)
    except ValueError:
        raise CustomIdError(value) from None


def write_deal(wanted: Filter) -> str:
    """What is dealt from: the list (0: all), then ".m" minutes, ".u" until, ".d" decade, ".t" theme; base 36.

    ".s1" asks for unseen films, ".s2" for seen ones.
    """
    parts = (
        ("m", wanted.minutes),
        ("u", wanted.until),
        ("d", wanted.decade // 10),
        ("t", wanted.theme),
        ("s", _SEEN.index(wanted.seen)),
    )
    return base36(wanted.list_id) + "".join(f".{name}{base36(value)}" for name, value in parts if value)


def read_deal(text: str) -> Filter:
    """What `write_deal` wrote; raise ValueError for anything else."""
    list_id, *parts = text.split(".")
    values = dict.fromkeys("mudts", 0)
    for part in parts:
        if values.get(part[:1], 1):
            raise ValueError("not a condition of ours, or twice")
        values[part[0]] = number(part[1:])
    decade = values["d"] * 10
    if (
        values["m"] > _MOST_MINUTES
        or values["u"] > _LATEST_MINUTE
        or (decade and not _FIRST_DECADE <= decade <= _LAST_DECADE)
        or values["s"] >= len(_SEEN)
    ):
        raise ValueError("not a condition of ours")
    theme = read_id(base36(values["t"]))
    return Filter(read_id(list_id), values["m"], values["u"], decade, theme, _SEEN[values["s"]])
