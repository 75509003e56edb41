"""When an evening begins, as people write it: "20:30", "8 pm", "tomorrow 21:00", "friday 20:00", "2026-12-05 20:00",
"завтра в 21:00", "в пятницу 20:00", "05.12 20:00".
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_FARTHEST: Final = timedelta(days=60)
_TIME = re.compile(
    r"(?:(?:at|в|к)\s+)?(?P<hour>\d{1,2})(?:[:.h](?P<minute>[0-5]\d))?\s*(?P<half>[ap]\.?m\.?|утра|вечера|дня|ночи)?$"
)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DAY_MONTH = re.compile(r"(\d{1,2})\.(\d{1,2})\.?(\d{4})?")
_TODAY: Final = {"today", "tonight", "сегодня"}
_TOMORROW: Final = {"tomorrow", "завтра"}
_AFTER_TOMORROW: Final = {"послезавтра"}
_WEEKDAYS: Final = (
    r"mon(day)?|понедельник|пн", r"tue(s|sday)?|вторник|вт", r"wed(nesday)?|сред[ау]|ср",
    r"thu(rs|rsday)?|четверг|чт", r"fri(day)?|пятниц[ау]|пт", r"sat(urday)?|суббот[ау]|сб",
    r"sun(day)?|воскресенье|вс",
)  # fmt: skip


class NotAnEveningError(ValueError):
    """Not a time that can be read, or one that has passed or is too far away."""


def zone_called(name: str) -> ZoneInfo | None:
    """The time zone of this IANA name, as "Europe/Berlin"; None if there is none."""
    try:
        return ZoneInfo(name.strip())
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def read_start(text: str, *, now: datetime, zone: ZoneInfo) -> datetime:
    """The moment that a member means, the next such after `now`, at most 60 days ahead; aware, in UTC.

    A time that summer time skips is as much later. Raise NotAnEveningError.
    """
    said = " ".join(text.casefold().replace("ё", "е").replace(",", " ").split())
    found = _TIME.search(said)
    if not found:
        raise NotAnEveningError(text)
    clock, day = _clock(found, text), said[: found.start()].strip()
    here = now.astimezone(zone)
    begun = _moment(_date(day, here.date(), text), clock, zone)
    if begun <= now and _is_weekday(day):
        begun = _moment(_date(day, here.date(), text) + timedelta(days=7), clock, zone)
    elif begun <= now and not day:
        begun = _moment(here.date() + timedelta(days=1), clock, zone)
    if not now < begun <= now + _FARTHEST:
        raise NotAnEveningError(text)
    return begun


def _clock(found: re.Match[str], text: str) -> time:
    hour, half = int(found["hour"]), (found["half"] or "").replace(".", "")
    if not found["minute"] and not half and not found[0].startswith(("at", "в", "к")):
        raise NotAnEveningError(text)  # a bare number may be anything
    if half in {"pm", "вечера", "дня"} and hour < 12:
        hour += 12
    elif half in {"am", "ночи", "утра"} and hour == 12:
        hour = 0
    if hour > 23:
        raise NotAnEveningError(text)
    return time(hour, int(found["minute"] or 0))


def _date(day: str, today: date, text: str) -> date:
    said = re.sub(r"^(on|next|во|в)\s+", "", day)
    for weekday, names in enumerate(_WEEKDAYS):
        if re.fullmatch(names, said):
            return today + timedelta(days=(weekday - today.weekday()) % 7)
    iso, short = _ISO.fullmatch(said), _DAY_MONTH.fullmatch(said)
    try:
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        if short:
            named = date(int(short[3] or today.year), int(short[2]), int(short[1]))
            return named if short[3] or named >= today else named.replace(year=today.year + 1)
    except ValueError:
        raise NotAnEveningError(text) from None
    ahead = {
        **dict.fromkeys(("", *_TODAY), 0),
        **dict.fromkeys(_TOMORROW, 1),
        **dict.fromkeys(_AFTER_TOMORROW, 2),
    }
    if said not in ahead:
        raise NotAnEveningError(text)
    return today + timedelta(days=ahead[said])


def _is_weekday(day: str) -> bool:
    said = re.sub(r"^(on|next|во|в)\s+", "", day)
    return any(re.fullmatch(names, said) for names in _WEEKDAYS)


def _moment(day: date, clock: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, clock, zone).astimezone(UTC)
