"""The film of the day: what a channel has set up, and its posts. Frozen, as all of types.py."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

DailyPause = Literal["", "manager", "rights", "access", "channel", "list"]
"""Why nothing is posted: "" it is; a manager; the bot may not send, or not see the channel; channel or list is gone."""
DailyState = Literal["claimed", "sending", "sent", "refused", "missed"]
"""How far a post is. "claimed": no request was begun; "sending": one may have been; "sent": or counted as such."""


@dataclass(frozen=True, slots=True)
class DailySubscription:
    """A film of the day for a channel."""

    channel_id: int
    server_id: int
    zone: str
    minute: int
    """Of the local day."""
    days: int
    """A bit for each day of the week, Monday's the lowest."""
    list_id: int  # 0: all lists
    role_id: int  # 0: nobody is pinged
    thread: bool
    """Whether one is wanted at each post."""
    language: str
    """Two letters: what its posts are in where nobody chose a language for the server."""
    missing: frozenset[str] = frozenset()
    """Rights that the bot was found to lack and does without."""
    paused: DailyPause = ""
    next_at: int = 0
    """Seconds since 1970: when the next post is due."""


@dataclass(frozen=True, slots=True)
class DailyPost:
    """A post of a channel's film of the day; a moment is in seconds since 1970."""

    channel_id: int
    server_id: int
    occasion: str
    """Which one it is, and there is only one of it: a local date, "2026-12-01", or what a manager pressed."""
    due_at: int
    claimed_at: int
    state: DailyState = "claimed"
    film_id: int = 0
    entry_id: int = 0
    position: int = 0
    """Its number in the round of the deck, from 1."""
    of: int = 0
    message_id: int = 0  # 0: none that is known of
