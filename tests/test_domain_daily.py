"""When the film of the day is due: zones, summer time, days of the week, what managers type."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.daily import (
    EVERY_DAY,
    WEEKDAYS,
    WINDOW,
    latest,
    moment,
    time_of_day,
    upcoming,
    zone_called,
    zones,
    zones_like,
)
from db.daily_types import DailySubscription


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def every(days: int, zone: str = "UTC", minute: int = 720) -> DailySubscription:
    return DailySubscription(1, 2, zone, minute, days, 0, 0, False, "en")


@pytest.mark.parametrize(
    ("zone", "day", "minute", "expected"),
    [
        ("Europe/Berlin", date(2026, 7, 1), 1200, "2026-07-01 18:00"),
        ("Europe/Berlin", date(2026, 3, 29), 150, "2026-03-29 01:00"),  # 02:30 is skipped: 03:00
        ("Europe/Berlin", date(2026, 10, 25), 150, "2026-10-25 00:30"),  # 02:30 comes twice: the first
        ("America/New_York", date(2026, 3, 8), 135, "2026-03-08 07:00"),
        ("America/New_York", date(2026, 11, 1), 90, "2026-11-01 05:30"),
        ("Australia/Lord_Howe", date(2026, 10, 4), 135, "2026-10-03 15:30"),  # half an hour is skipped
        ("Australia/Lord_Howe", date(2026, 4, 5), 105, "2026-04-04 14:45"),
        ("America/Santiago", date(2026, 9, 6), 0, "2026-09-06 04:00"),  # midnight is skipped
        ("Pacific/Kiritimati", date(2026, 1, 1), 1439, "2026-01-01 09:59"),
    ],
)
def test_the_moment_of_a_local_time(zone: str, day: date, minute: int, expected: str) -> None:
    assert moment(ZoneInfo(zone), day, minute) == at(expected)


def test_a_day_that_a_zone_skips_has_no_moment() -> None:
    assert moment(ZoneInfo("Pacific/Apia"), date(2011, 12, 30), 600) is None
    skipping = every(EVERY_DAY, "Pacific/Apia", 600)
    days = [day.day for day, _ in upcoming(skipping, at("2011-12-29 00:00").timestamp(), most=3)]
    assert days == [29, 31, 1]


@given(
    zone=st.sampled_from(zones()),
    day=st.dates(date(2024, 1, 1), date(2030, 12, 31)),
    minute=st.integers(0, 1439),
)
def test_a_moment_is_on_its_day_and_at_its_time_unless_that_is_skipped(
    zone: str, day: date, minute: int
) -> None:
    place = ZoneInfo(zone)
    found = moment(place, day, minute)
    assert found is not None
    local = found.astimezone(place)
    assert local.date() == day
    wanted = datetime(day.year, day.month, day.day, minute // 60, minute % 60)  # noqa: DTZ001  # a local time
    if local.replace(tzinfo=None) != wanted:
        second = timedelta(seconds=1)
        assert local.replace(tzinfo=None) > wanted
        assert (found - second).astimezone(place).replace(tzinfo=None) < wanted


def test_days_of_the_week() -> None:
    friday = at("2026-12-04 13:00").timestamp()
    assert [day.day for day, _ in upcoming(every(EVERY_DAY), friday)] == [5, 6]
    assert [day.day for day, _ in upcoming(every(WEEKDAYS), friday)] == [7, 8]
    assert [day.day for day, _ in upcoming(every(1 << 4), friday)] == [11, 18]


def test_days_on_which_one_was_posted_are_over() -> None:
    friday = at("2026-12-04 11:00").timestamp()
    assert [day.day for day, _ in upcoming(every(EVERY_DAY), friday, {"2026-12-04"})] == [5, 6]


def test_the_latest_is_within_the_window() -> None:
    due = int(at("2026-12-04 12:00").timestamp())
    one = replace(every(EVERY_DAY), next_at=due)
    assert latest(one, due - 1) is None
    assert latest(one, due) == latest(one, due + WINDOW) == (date(2026, 12, 4), due)
    assert latest(one, due + WINDOW + 1) is None
    assert latest(one, due + 86400) == (date(2026, 12, 5), due + 86400)


@pytest.mark.parametrize(
    ("typed", "minute"),
    [
        ("20:00", 1200), ("8 pm", 1200), ("8:30pm", 1230), ("8.30", 510), (" 7 ", 420), ("12 am", 0), ("12 p.m.", 720),
        ("0:00", 0), ("23h59", 1439), ("24:00", None), ("8:60", None), ("13 pm", None), ("soon", None), ("", None),
    ],
)  # fmt: skip
def test_a_time_of_day(typed: str, minute: int | None) -> None:
    assert time_of_day(typed) == minute


def test_zones_are_found_by_a_city() -> None:
    assert zones_like("new y", 5) == ["America/New_York"]
    assert zones_like("europe/ber", 5) == ["Europe/Berlin"]
    assert len(zones_like("", 25)) == 25
    assert zone_called("berlin") == zone_called("Europe/Berlin") == "Europe/Berlin"
    assert zone_called("UTC") == "UTC"
    assert zone_called("Atlantis") is None
