"""When an evening begins, as people write it."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.domain.evening_time import NotAnEveningError, read_start, zone_called

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 12, 1, 17, 0, tzinfo=UTC)
"""A Tuesday, 18:00 in Berlin."""


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("20:30", "2026-12-01 20:30"),
        ("17:00", "2026-12-02 17:00"),
        ("8 pm", "2026-12-01 20:00"),
        ("at 21", "2026-12-01 21:00"),
        ("tomorrow 21:00", "2026-12-02 21:00"),
        ("Friday 20:00", "2026-12-04 20:00"),
        ("on fri at 20:00", "2026-12-04 20:00"),
        ("tuesday 17:30", "2026-12-08 17:30"),
        ("2026-12-05 20:00", "2026-12-05 20:00"),
        ("05.12 20:00", "2026-12-05 20:00"),
        ("05.01. 20:00", "2027-01-05 20:00"),
        ("Завтра в 21:00", "2026-12-02 21:00"),
        ("в пятницу в 20:00", "2026-12-04 20:00"),
        ("сегодня 20.30", "2026-12-01 20:30"),
        ("в 9 вечера", "2026-12-01 21:00"),
        ("послезавтра 19:00", "2026-12-03 19:00"),
    ],
)
def test_it_is_read(said: str, meant: str) -> None:
    assert read_start(said, now=NOW, zone=BERLIN) == datetime.fromisoformat(meant).replace(tzinfo=BERLIN)


@pytest.mark.parametrize(
    "said",
    [
        "",
        "soon",
        "20",
        "25:00",
        "2026-13-05 20:00",
        "2026-11-05 20:00",
        "2027-12-05 20:00",
        "today 9:00",
        "😀 20:00",
    ],
)
def test_it_is_refused(said: str) -> None:
    with pytest.raises(NotAnEveningError):
        read_start(said, now=NOW, zone=BERLIN)


def test_what_summer_time_skips_is_later() -> None:
    now = datetime(2026, 3, 28, 20, 0, tzinfo=UTC)
    assert read_start("2026-03-29 02:30", now=now, zone=BERLIN) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize("name", ["", "Mars/Base", "../etc/passwd", "/etc/passwd", "Europe"])
def test_no_such_zone(name: str) -> None:
    assert zone_called(name) is None
