"""What a button of the quiz knows; see `button_state`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bot.ui.kit.base36 import base36, number, read_id

_LARGEST = 2**63
"""The first number that is too large for a database, and no id of Discord's."""


@dataclass(frozen=True, slots=True)
class QuizState:
    """A claim that is asked, and among which claims the next one is found."""

    FORMS: ClassVar[tuple[str, ...]] = (
        "quiz:true", "quiz:partly", "quiz:false", "quiz:ask", "quiz:another",
    )  # fmt: skip

    entry: int
    check: int
    """The check among those of the entry (see `domain.quiz.check_id`)."""
    list_id: int = 0
    """The list to ask about; 0 for all."""
    spoilers: bool = False
    """Whether claims that give away an ending are wanted."""

    def fields(self) -> str:
        return (
            f"{base36(self.entry)}:{base36(self.check)}:{base36(self.list_id)}:{'s' if self.spoilers else ''}"
        )

    @classmethod
    def parse(cls, fields: list[str]) -> QuizState:
        entry, check, list_id, spoilers = fields
        if spoilers not in {"", "s"}:
            raise ValueError("neither with spoilers nor without")
        return cls(read_id(entry), read_id(check), read_id(list_id), spoilers == "s")


@dataclass(frozen=True, slots=True)
class RoundState:
    """A round of the quiz that a channel is asked."""

    FORMS: ClassVar[tuple[str, ...]] = ("round:true", "round:partly", "round:false", "round:reveal")

    round_id: int
    """The id of the interaction that began it."""

    def fields(self) -> str:
        return base36(self.round_id)

    @classmethod
    def parse(cls, fields: list[str]) -> RoundState:
        (round_id,) = fields
        if (value := number(round_id)) >= _LARGEST:
            raise ValueError("no id of an interaction")
        return cls(value)
