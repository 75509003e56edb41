"""What the doctor says of one thing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Outcome = Literal["ok", "note", "wrong"]

_MARKS: dict[Outcome, str] = {"ok": "ok", "note": "note", "wrong": "WRONG"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: what was looked at, and what was found."""

    subject: str
    outcome: Outcome
    said: str

    def __str__(self) -> str:
        return f"{_MARKS[self.outcome]:<5}  {self.subject:<9}  {self.said}"
