"""How long a film may be, as a member says it: "120", "2h", "1:45", "until 23:00", "до 23:00", "2 ч 15 мин"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Final

_HOURS_MINUTES = re.compile(
    r"(?:(?P<hours>\d{1,2}(?:[.,]\d+)?)\s*(?:h|hrs?|hours?|ч|час\w*)\.?)?\s*(?:and|и)?\s*"
    r"(?:(?P<minutes>\d{1,4})\s*(?:m|mins?|minutes?|мин\w*|м)?\.?)?",
    re.IGNORECASE,
)
_CLOCK_LENGTH = re.compile(r"(\d{1,2}):([0-5]\d)(?::[0-5]\d)?")
_UNTIL = re.compile(
    r"(?:until|till|til|by|before|to end by|end by|ends? at|до|к)\s*"
    r"(?P<hour>\d{1,2}|midnight|noon|полуноч\w*|полуд\w*)(?:[:.h](?P<minute>[0-5]\d))?\s*"
    r"(?P<half>a\.?m\.?|p\.?m\.?|утра|вечера|ночи|дня)?\s*"
    r"(?P<zone>(?:utc|gmt|z|msk|мск)?\s*(?:[+\-−]\s*\d{1,2}(?::?[0-5]\d)?)?)",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^(?:at most|up to|max(?:imum)?|under|within|less than|не (?:больше|более|дольше)|<=?|≤)\s*",
    re.IGNORECASE,
)
_WORDS: Final = {
    "an hour": 60, "one hour": 60, "hour": 60, "half an hour": 30, "an hour and a half": 90, "two hours": 120,
    "three hours": 180, "час": 60, "полчаса": 30, "полтора часа": 90, "два часа": 120, "три часа": 180,
    "two and a half hours": 150, "два с половиной часа": 150,
}  # fmt: skip
_LONGEST: Final = 24 * 60
_HOURS_AT_MOST: Final = 9
"""A bare "2" is two hours; nobody has an evening of two minutes."""


class UnreadableTimeError(ValueError):
    """Not a length of time, and no time of day either."""

    def __init__(self, text: str) -> None:
        super().__init__(f"not a time: {text[:40]!r}")
        self.text = text


@dataclass(frozen=True, slots=True)
class Evening:
    """How long a film may be: so many minutes, or until a moment. The other of the two is None."""

    minutes: int | None
    until: datetime | None
    """Aware, a whole minute."""


def read_evening(text: str, *, now: datetime, zone: tzinfo) -> Evening:
    """What a member means. A time of day is the next such moment after `now`, in `zone` unless they name another.

    A length is between one minute and a day. Raise UnreadableTimeError.
    """
    said = " ".join(text.casefold().replace("ё", "е").split())
    until = _UNTIL.fullmatch(said)
    if until:
        return Evening(None, _moment(until, text, now, zone))
    said = _LEAD.sub("", said)
    clock = _CLOCK_LENGTH.fullmatch(said)
    length = _HOURS_MINUTES.fullmatch(said) if said else None
    if said in _WORDS:
        minutes = _WORDS[said]
    elif clock:
        minutes = int(clock[1]) * 60 + int(clock[2])
    elif length:
        hours, rest = length["hours"], length["minutes"]
        minutes = round(float((hours or "0").replace(",", ".")) * 60) + int(rest or 0)
        if not hours and said.isdigit() and minutes <= _HOURS_AT_MOST:
            minutes *= 60
    else:
        raise UnreadableTimeError(text)
    if not 0 < minutes <= _LONGEST:
        raise UnreadableTimeError(text)
    return Evening(minutes, None)


def _moment(match: re.Match[str], text: str, now: datetime, zone: tzinfo) -> datetime:
    word, half = match["hour"], (match["half"] or "").replace(".", "")
    if word.isdigit():
        hour = int(word)
        if half in {"pm", "вечера", "дня"} and hour < 12:  # half a day
            hour += 12
        if half in {"am", "ночи", "утра"} and hour == 12:  # 12 am is midnight
            hour = 0
    else:
        hour = 12 if word.startswith(("noon", "полуд")) else 0
    if hour > 24:  # 24:00 is midnight
        raise UnreadableTimeError(text)
    here = now.astimezone(_zone(match["zone"]) or zone)
    moment = here.replace(hour=hour % 24, minute=int(match["minute"] or 0), second=0, microsecond=0)
    # "until 11" in the evening means eleven at night, "until 11:00" means what it says
    step = timedelta(hours=12 if word.isdigit() and hour <= 12 and not match["minute"] and not half else 24)
    while moment <= here:
        moment += step
    return moment


def _zone(text: str) -> tzinfo | None:
    """A zone named by its distance from UTC, or Moscow's; None for nothing said."""
    said = text.replace(" ", "").replace("−", "-")
    if not said:
        return None
    if said.startswith(("msk", "мск")):
        return timezone(timedelta(hours=3))
    offset = re.search(r"([+-])(\d{1,2}):?(\d{2})?", said)
    if not offset:
        return UTC
    distance = timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0))
    if distance > timedelta(hours=14):
        raise UnreadableTimeError(text)
    return timezone(distance if offset[1] == "+" else -distance)
