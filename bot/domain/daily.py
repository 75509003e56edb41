"""When the film of the day is due: a local time on certain days of the week, in a zone with summer time.

A time that is skipped when the clocks go forward is the first moment after the gap; of one that comes twice when they
go back it is the first.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

from db.daily_types import DailySubscription

EVERY_DAY: Final = 0b1111111
WEEKDAYS: Final = 0b0011111
WINDOW: Final = 6 * 3600
"""Seconds after its time in which a post that could not be made is still made."""

_TIME = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?\s*(a\.?m\.?|p\.?m\.?)?", re.IGNORECASE)
_DAY = timedelta(days=1)
_FARTHEST: Final = 15
"""Days in which there is an occasion, whatever days of the week were chosen: two weeks, and one that a zone skips."""


def time_of_day(text: str) -> int | None:
    """Minutes since midnight, of "20:00", "8 pm", "8.30"; None if it is no time of day."""
    found = _TIME.fullmatch(text.strip())
    if found is None:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower().replace(".", "")
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    return hour * 60 + minute if hour < 24 and minute < 60 else None


@lru_cache(1)
def zones() -> tuple[str, ...]:
    """The names of all time zones that people live in, and UTC."""
    known = sorted(one for one in available_timezones() if "/" in one and not one.startswith("Etc/"))
    return (*known, "UTC")


def zones_like(text: str, most: int) -> list[str]:
    """Zones for an unfinished name: those with a part that begins like it first."""
    typed = text.strip().casefold().replace(" ", "_")
    parts = ((one, one.casefold()) for one in zones())
    ranked = sorted(
        (not any(part.startswith(typed) for part in (folded, *folded.split("/"))), one)
        for one, folded in parts
        if typed in folded
    )
    return [one for _, one in ranked[:most]]


def zone_called(text: str) -> str | None:
    """The name of the zone that was meant: its own name, or the one city of that name; None if there is none."""
    typed = text.strip().casefold().replace(" ", "_")
    found = [one for one in zones() if one.casefold() == typed]
    found = found or [one for one in zones() if one.casefold().rpartition("/")[2] == typed]
    return found[0] if len(found) == 1 else None


def moment(zone: tzinfo, day: date, minute: int) -> datetime | None:
    """When that minute of a local day is, UTC; None on a day that the zone skips as a whole."""
    local = datetime(day.year, day.month, day.day, minute // 60, minute % 60, tzinfo=zone)
    at = local.astimezone(UTC)
    if at.astimezone(zone).replace(tzinfo=None) != local.replace(tzinfo=None):
        at = _after_gap(zone, local)
    return at if at.astimezone(zone).date() == day else None


def _after_gap(zone: tzinfo, local: datetime) -> datetime:
    """The moment, UTC, at which the clocks went over a local time."""
    later, earlier = local.astimezone(UTC), local.replace(fold=1).astimezone(UTC)
    before = earlier.astimezone(zone).utcoffset()
    while later - earlier > timedelta(seconds=1):
        middle = earlier + timedelta(seconds=(later - earlier) // timedelta(seconds=2))
        if middle.astimezone(zone).utcoffset() == before:
            earlier = middle
        else:
            later = middle
    return later


def occasions(subscription: DailySubscription, first: datetime) -> Iterator[tuple[date, int]]:
    """The days from that moment's on on which a film is due, and when, in seconds since 1970."""
    zone = ZoneInfo(subscription.zone)
    day = first.astimezone(zone).date() - _DAY
    for _ in range(2 * _FARTHEST):
        if subscription.days >> day.weekday() & 1:
            at = moment(zone, day, subscription.minute)
            if at is not None and at >= first:
                yield day, int(at.timestamp())
        day += _DAY


def upcoming(
    subscription: DailySubscription, now: float, posted: Container[str] = (), most: int = 2
) -> list[tuple[date, int]]:
    """The next days on which a film is due, later than now, without those on which one was posted already."""
    first = datetime.fromtimestamp(int(now) + 1, UTC)
    found: list[tuple[date, int]] = []
    for day, at in occasions(subscription, first):
        if day.isoformat() not in posted:
            found.append((day, at))
        if len(found) == most:
            break
    return found


def latest(subscription: DailySubscription, now: float) -> tuple[date, int] | None:
    """The last day on which a film was due, from the subscription's next on and within the window; None: too late."""
    since = max(subscription.next_at, int(now) - WINDOW)
    found = None
    for day, at in occasions(subscription, datetime.fromtimestamp(since, UTC)):
        if at > now:
            break
        found = day, at
    return found
