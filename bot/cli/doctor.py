"""`python -m bot doctor`: is everything in order? One line for each thing; the exit status is for scripts."""

from __future__ import annotations

import argparse
import asyncio
import base64
import binascii
import re
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import aiohttp

from bot.art.orders import PosterOrder
from bot.art.workshop import fill
from bot.cli.finding import Finding
from bot.cli.way_in import of_interactions
from bot.settings import Settings
from db import backup, revision
from db.address import is_sqlite, shown, sqlite_path
from db.errors import DatabaseError
from db.types import Film, stable_id
from seed import content, curated

_TOKEN = re.compile(r"([\w-]{18,})\.[\w-]{5,}\.[\w-]{20,}", re.ASCII)
_SKEW = 2.0
"""Seconds of difference that matter: Discord counts the three it gives an answer by its own clock."""
_PATIENCE = 10.0
"""Seconds for Discord to answer the doctor."""


async def main(settings: Settings, options: argparse.Namespace) -> int:
    """Look at everything and tell it line by line; 0 if nothing is wrong, else 1. A note is nothing wrong."""
    status = 0
    looks: list[Callable[[Settings], Iterator[Finding]]] = [
        of_settings,
        of_token,
        of_database,
        of_content,
        of_pictures,
        of_fonts,
    ]
    for look in looks:
        for finding in await asyncio.to_thread(_all, look, settings):
            status |= _tell(finding)
    online = (
        [*await of_discord(settings), *await of_interactions(settings)] if options.online else [_NOT_ASKED]
    )
    for finding in online:
        status |= _tell(finding)
    return status


_NOT_ASKED = Finding("discord", "note", "not asked; --online asks it, and compares its clock with this one")


def _tell(finding: Finding) -> int:
    print(finding, flush=True)
    return int(finding.outcome == "wrong")


def _all(look: Callable[[Settings], Iterator[Finding]], settings: Settings) -> list[Finding]:
    """What a look found; a look that breaks down is a finding too."""
    found = []
    try:
        for finding in look(settings):
            found.append(finding)  # noqa: PERF402  # what was found before a breakdown stays
    except Exception as error:  # noqa: BLE001
        subject = look.__name__.removeprefix("of_")
        found.append(Finding(subject, "wrong", f"{type(error).__name__}: {error}"))
    return found


def of_settings(settings: Settings) -> Iterator[Finding]:
    """They were read, or we would not be here."""
    yield Finding("settings", "ok", f"log level {settings.log_level}, time zone {settings.zone}")


def of_token(settings: Settings) -> Iterator[Finding]:
    """Three parts, the first of which is the bot's id (Discord's tokens have been so for years; no rule says it)."""
    if settings.discord_token is None:
        yield Finding("token", "note", "DISCORD_TOKEN is not set; `run` needs it, all else works without")
        return
    shape = _TOKEN.fullmatch(settings.discord_token)
    try:
        bot_id = base64.urlsafe_b64decode(f"{shape[1]}==").decode() if shape else ""
    except (binascii.Error, UnicodeDecodeError):
        bot_id = ""
    if bot_id.isdecimal():
        yield Finding("token", "ok", f"of the bot {bot_id}; whether Discord takes it, only `run` finds out")
    else:
        yield Finding(
            "token", "wrong", "DISCORD_TOKEN does not look like a bot's token; copy it again, whole"
        )


def of_database(settings: Settings) -> Iterator[Finding]:
    """There, sound, of a version that this program knows, and writable."""
    if not is_sqlite(settings.database_url):
        yield from _of_server(settings.database_url)
        return
    path = sqlite_path(settings.database_url)
    if not path.exists():
        yield Finding("database", "note", f"{path} is not there yet; the first start makes it")
        return
    try:
        problem = backup.problem(path)
    except DatabaseError as error:
        yield Finding("database", "wrong", f"{error}. {error.remedy}")
        return
    if problem:
        yield Finding("database", "wrong", f"{problem}. Restore the last backup: python -m bot restore FILE")
        return
    yield Finding("database", "ok", f"{path}, {path.stat().st_size / 1_000_000:.1f} MB, sound")
    yield from _version(settings.database_url)


def _of_server(url: str) -> Iterator[Finding]:
    """It lets us in, and is of a version that this program knows. What it keeps is the server's to look after."""
    try:
        there = asyncio.run(revision.server_revision(url))
    except DatabaseError as error:
        yield Finding("database", "wrong", f"{error}. {error.remedy}")
        return
    yield Finding("database", "ok", f"{shown(url)} answers")
    if there is None:
        yield Finding(
            "version", "note", "the database is empty; the first start, or python -m seed, fills it"
        )
    elif there < revision.newest():
        yield Finding(
            "version", "wrong", f"{there}, this program wants {revision.newest()}: python -m bot migrate"
        )
    elif there > revision.newest():
        yield Finding(
            "version", "note", f"{there}: of a newer Kinoteka ({revision.newest()} here), which it allows"
        )
    else:
        yield from _version(url)


def _version(url: str) -> Iterator[Finding]:
    """Of which version it is, and whether all is there that this version needs."""
    there, newest = revision.revision(url), revision.newest()
    lacking = revision.lacking(url) if there == newest else []
    if lacking:
        said = (
            f"{there}, but without {', '.join(lacking)}. Restore the last backup: python -m bot restore FILE"
        )
        yield Finding("version", "wrong", said)
    elif there == newest:
        yield Finding("version", "ok", f"{there}, the newest")
    elif there is not None and there > newest:
        yield Finding(
            "version", "wrong", f"{there}: of a newer Kinoteka than this one ({newest}); install that"
        )
    else:
        yield Finding("version", "note", f"{there or 'none'}; the next start brings it to {newest}")


def of_content(settings: Settings) -> Iterator[Finding]:
    """All that `python -m seed` would read, with every problem in it."""
    files = content.collect([content.SHIPPED, *settings.content_folders])
    read = curated.read(files, this_year=datetime.now(UTC).year)
    for problem in read.problems:
        yield Finding("content", "wrong", str(problem))
    for hint in read.hints:
        yield Finding("content", "note", str(hint))
    if not read.problems:
        entries = sum(len(one.parsed.entries) for one in read.lists)
        yield Finding("content", "ok", f"{len(read.lists)} lists, {entries} entries, {len(read.films)} films")


def of_pictures(settings: Settings) -> Iterator[Finding]:
    """The folder of drawn pictures can be written to."""
    folder = settings.picture_folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder):
            pass
    except OSError as error:
        yield Finding("pictures", "note", f"{error}; pictures are drawn anew each time, which takes longer")
        return
    kept = [path.stat().st_size for path in folder.glob("*.png")]
    yield Finding("pictures", "ok", f"{folder}, {len(kept)} kept, {sum(kept) / 1_000_000:.1f} MB")


def of_fonts(_settings: Settings) -> Iterator[Finding]:
    """A poster with Latin and Cyrillic letters can be drawn."""
    film = Film(stable_id("doctor"), "doctor", "Doctor", 1957, 1957, original_title="Доктор")
    drawn = fill(PosterOrder(film, "tall"))
    yield Finding(
        "fonts", "ok", f"a poster was drawn, {len(drawn.data) // 1000} kB, lettered {drawn.lettering}"
    )


async def of_discord(settings: Settings) -> list[Finding]:
    """Whether Discord answers, and how far this clock is from its own."""
    url = f"{settings.discord_api_url}/gateway"
    begun = datetime.now(UTC)
    try:
        async with (
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=_PATIENCE)) as session,
            session.get(url) as answer,
        ):
            date, status = answer.headers.get("Date"), answer.status
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        why = str(error) or type(error).__name__
        return [
            Finding("discord", "wrong", f"{url} does not answer ({why}); look at network and DISCORD_API_URL")
        ]
    took = (datetime.now(UTC) - begun).total_seconds()
    if status >= 500:
        return [Finding("discord", "wrong", f"{url} answers {status}; wait, or see discordstatus.com")]
    found = [Finding("discord", "ok", f"{url} answers in {took * 1000:.0f} ms")]
    if date:
        # The header has whole seconds, and was written somewhere between question and answer.
        apart = abs((parsedate_to_datetime(date) - begun).total_seconds()) - took - 1
        if apart > _SKEW:
            said = (
                f"this clock is about {apart:.0f} s away from Discord's; let the machine set its time (NTP)"
            )
            found.append(Finding("clock", "wrong", said))
        else:
            found.append(Finding("clock", "ok", "agrees with Discord's"))
    return found
