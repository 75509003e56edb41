from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.time_limit import UnreadableTimeError, read_evening

NOW = datetime(2026, 11, 22, 19, 15, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("120", 120),
        ("2h", 120),
        ("2 h", 120),
        ("2", 120),
        ("1:45", 105),
        ("2h15", 135),
        ("2h 15m", 135),
        ("2 hours and 10 minutes", 130),
        ("90 min", 90),
        ("1.5h", 90),
        ("under 2h", 120),
        ("an hour and a half", 90),
        ("2 ч", 120),
        ("2 ч 15 мин", 135),
        ("90 минут", 90),
        ("1,5 часа", 90),
        ("полтора часа", 90),
        ("не больше 2 часов", 120),
    ],
)
def test_lengths(text: str, minutes: int) -> None:
    assert read_evening(text, now=NOW, zone=UTC).minutes == minutes


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("until 23:00", "2026-11-22T22:00"),
        ("until 23", "2026-11-22T22:00"),
        ("Until 11pm", "2026-11-22T22:00"),
        ("until 11", "2026-11-22T22:00"),
        ("by 23.30", "2026-11-22T22:30"),
        ("till midnight", "2026-11-22T23:00"),
        ("by 1 am", "2026-11-23T00:00"),
        ("until 11:00", "2026-11-23T10:00"),
        ("until 23:00 UTC", "2026-11-22T23:00"),
        ("until 23:00 UTC-5", "2026-11-23T04:00"),
        ("до 23:00", "2026-11-22T22:00"),
        ("до 23:00 мск", "2026-11-22T20:00"),
        ("до 11 вечера", "2026-11-22T22:00"),
        ("до полуночи", "2026-11-22T23:00"),
        ("until 24:00", "2026-11-22T23:00"),
    ],
)
def test_times_of_day_are_the_next_in_the_zone(text: str, until: str) -> None:
    evening = read_evening(text, now=NOW, zone=BERLIN)
    assert evening.minutes is None
    assert evening.until is not None
    assert evening.until.astimezone(UTC).strftime("%Y-%m-%dT%H:%M") == until


@pytest.mark.parametrize(
    "text", ["", "0", "abc", "h", "until", "until 25:00", "99999", "-5", "1:99", "until 9 UTC+99"]
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(UnreadableTimeError):
        read_evening(text, now=NOW, zone=UTC)


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        evening = read_evening(text, now=NOW, zone=UTC)
    except UnreadableTimeError:
        return
    assert (evening.minutes is None) != (evening.until is None)
    assert evening.until is None or evening.until > NOW
