"""What a button of a club's night knows; see `button_state`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bot.ui.kit.base36 import base36, number, read_id

_LARGEST = 2**63
"""The first number that is too large for a database, and no id of Discord's."""


@dataclass(frozen=True, slots=True)
class NightState:
    """A night, from its sheet on."""

    FORMS: ClassVar[tuple[str, ...]] = (
        "night:swap", "night:remove", "night:ask", "night:add", "night:start", "night:mine", "night:in", "night:out",
        "night:count", "night:ignore", "night:close", "night:watched", "night:carry", "night:calendar",
        "night:event", "night:say", "night:said",
    )  # fmt: skip

    night_id: int
    """The id of the interaction that drafted it."""

    def fields(self) -> str:
        return base36(self.night_id)

    @classmethod
    def parse(cls, fields: list[str]) -> NightState:
        (night_id,) = fields
        return cls(_read(night_id))


@dataclass(frozen=True, slots=True)
class NightFilmState:
    """A film of a night."""

    FORMS: ClassVar[tuple[str, ...]] = ("night:vote",)

    night_id: int
    film: int

    def fields(self) -> str:
        return f"{base36(self.night_id)}:{base36(self.film)}"

    @classmethod
    def parse(cls, fields: list[str]) -> NightFilmState:
        night_id, film = fields
        return cls(_read(night_id), read_id(film))


@dataclass(frozen=True, slots=True)
class NightStarsState:
    """One to five stars for the film of a night."""

    FORMS: ClassVar[tuple[str, ...]] = ("night:rate",)

    night_id: int
    stars: int

    def fields(self) -> str:
        return f"{base36(self.night_id)}:{self.stars}"

    @classmethod
    def parse(cls, fields: list[str]) -> NightStarsState:
        night_id, stars = fields
        if stars not in {"1", "2", "3", "4", "5"}:
            raise ValueError("not one to five stars")
        return cls(_read(night_id), int(stars))


@dataclass(frozen=True, slots=True)
class NightLogState:
    """A page of what a club watched."""

    FORMS: ClassVar[tuple[str, ...]] = ("night:log", "night:export")

    first: int

    def fields(self) -> str:
        return base36(self.first)

    @classmethod
    def parse(cls, fields: list[str]) -> NightLogState:
        (first,) = fields
        if (value := number(first)) > 1_000_000:
            raise ValueError("no page of ours")
        return cls(value)


NIGHT_STATES = (NightState, NightFilmState, NightStarsState, NightLogState)


def _read(night_id: str) -> int:
    if (value := number(night_id)) >= _LARGEST:
        raise ValueError("no id of an interaction")
    return value
