"""An evening as a file that any calendar takes (RFC 5545): one event, nothing that repeats, no zones.

Written by hand: a library for the whole standard would cost ten megabytes of memory for these lines.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

_LINE: Final = 75
"""Bytes of a line without its end; a longer one goes on in the next, behind a space (RFC 5545, 3.1)."""


def calendar_file(uid: str, title: str, *, begins: datetime, ends: datetime, made: datetime) -> bytes:
    """The file. `uid` names the event: whoever opens the file twice has it once."""
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Kinoteka//Night//EN",
        "BEGIN:VEVENT",
        f"UID:{uid}",
        f"DTSTAMP:{_at(made)}",
        f"DTSTART:{_at(begins)}",
        f"DTEND:{_at(ends)}",
        f"SUMMARY:{_escaped(title)}",
        "END:VEVENT",
        "END:VCALENDAR",
    )
    return b"".join(_folded(line) for line in lines)


def _at(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _escaped(text: str) -> str:
    """RFC 5545, 3.3.11."""
    for one in "\\;,":
        text = text.replace(one, f"\\{one}")
    return " ".join(text.split())


def _folded(line: str) -> bytes:
    folded, room = bytearray(), _LINE
    for character in line:
        encoded = character.encode()
        if len(encoded) > room:
            folded += b"\r\n "
            room = _LINE - 1
        folded += encoded
        room -= len(encoded)
    return bytes(folded + b"\r\n")
