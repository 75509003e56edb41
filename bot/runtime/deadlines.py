"""Every deadline of the running bot, in one place: how long anything is waited for, and why so long.

They are handed in from the command line down, so that a test, or whoever runs the bot beside something that is not
Discord, hands in their own.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadlines:
    """All in seconds. Discord gives three for a first response (interactions/receiving-and-responding)."""

    # An answer on its way to Discord

    defer_after: float = 1.5
    """From an interaction's making until its answer is deferred: half of what Discord gives, so that a deferral may
    fail once."""
    first_response: float = 2.8
    """From an interaction's arrival until its first response must have left: Discord's three, less the way."""
    later: float = 10.0
    """For an edit or a further message, which has fifteen minutes: longer, nobody is looking any more."""
    silence: float = 1.0
    """That Discord is given to answer a request before it is asked again, at the least."""
    last_chance: float = 0.4
    """That a request is given even when its time has passed: only Discord knows how late it is."""

    channel_message: float = 25.0
    """For a message that answers nobody; discord.py repeats the request within it."""

    # What an answer waits for

    lock: float = 10.0
    """For a lock of the database, or a free connection to it. The answer is deferred long before, so that a press waits
    while `seed` or a restore writes, instead of failing."""
    titles: float = 2.0
    """For the titles to be read in after the start."""
    picture: float = 1.5
    """For a picture that was never drawn before."""
    download: float = 10.0
    """For a file that Discord keeps for us."""
    reading: float = 15.0
    """For reading a member's file, in a process that is ended then. Twenty thousand films take one."""

    # The connection

    login: float = 30.0
    """For the requests before the gateway; aiohttp alone would wait 300 for each."""
    registration: float = 10.0
    """For registering the commands with Discord before the bot goes on without."""
    lost: float = 60.0
    """Without a connection until a new one is begun."""
    pace: float = 5.5
    """Between two sessions of a bucket of shards: Discord takes one in five, by its own clock (events/gateway, rate
    limiting)."""
    body: float = 2.5
    """For the body of an interaction by HTTP: later it would be too late for an answer."""

    # The end

    last_arrivals: float = 0.25
    """In which what Discord has sent already still arrives."""
    drain: float = 2.5
    """For answers under way; Discord would not take them much later anyway."""
    close: float = 1.5
    """For a goodbye to Discord."""
