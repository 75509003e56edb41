"""Every setting, from the environment or from a file `.env` in the working folder.

`.env.example` shows each of them; a test keeps the two equal. Nothing is read at import. A dataclass and python-dotenv
do all that is needed; pydantic-settings took ten megabytes of the bot's memory for nine values.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dotenv import dotenv_values

from db.engine import default_url, sqlite_path
from db.errors import UnsupportedDatabaseError

EX_CONFIG = 78
"""Exit status for a setting that is missing or wrong (sysexits.h)."""


class SettingsError(Exception):
    """A setting is missing or wrong; the message is one line for the operator."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What an operator may set. Field names in capitals are the names in the environment."""

    discord_token: str | None = field(default=None, repr=False)
    """The bot's token; only `run` needs it. Never shown."""
    database_url: str = field(default_factory=default_url)
    """The catalogue: an SQLite file, made when absent."""
    content_dir: str = ""
    """Folders with lists, films and checks of the operator's own, separated as in PATH."""
    discord_api_url: str = "https://discord.com/api/v10"
    """Discord, or any server that speaks its API; REST and gateway are found from it."""
    picture_dir: str = ""
    """Where drawn posters and covers are kept; may be deleted at any time."""
    timezone: str = "UTC"
    """Where members live (Europe/Berlin): what “until 23:00” means to them."""
    log_level: str = "INFO"
    """DEBUG, INFO, WARNING or ERROR."""
    log_format: Literal["text", "json"] = "text"
    """text for people, json for machines: one object a line."""
    metrics_port: int = 0
    """Where figures for Prometheus are served, on loopback; 0: nowhere."""

    @property
    def picture_folder(self) -> Path:
        """Where drawn pictures are kept: beside the database unless told otherwise."""
        if self.picture_dir:
            return Path(self.picture_dir).expanduser()
        return sqlite_path(self.database_url).parent / "pictures"

    @property
    def zone(self) -> ZoneInfo:
        """The time zone in which members mean times of day."""
        return ZoneInfo(self.timezone)

    @property
    def content_folders(self) -> tuple[Path, ...]:
        """The operator's own content folders, in the order given."""
        return _folders(self.content_dir)


def load(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings of this process; what is empty counts as absent. Raise SettingsError with one readable line."""
    given = {**dotenv_values(".env"), **(os.environ if environment is None else environment)}
    values: dict[str, Any] = {}
    wrong: list[str] = []
    for setting in fields(Settings):
        name = setting.name.upper()
        if not (text := given.get(name)):
            continue
        try:
            values[setting.name] = _READ.get(name, str)(text)
        except ValueError as error:
            wrong.append(f"{name}: {error}")
    if wrong:
        raise SettingsError("; ".join(wrong))
    return Settings(**values)


def _folders(value: str) -> tuple[Path, ...]:
    return tuple(Path(part).expanduser() for part in value.split(os.pathsep) if part.strip())


def _one_of(*known: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        for one in known:
            if text.casefold() == one.casefold():
                return one
        raise ValueError(f"must be one of {', '.join(known)}")

    return read


def _sqlite(text: str) -> str:
    try:
        sqlite_path(text)
    except UnsupportedDatabaseError as error:
        raise ValueError(error.reason) from None
    return text


def _existing_folders(text: str) -> str:
    if missing := [folder for folder in _folders(text) if not folder.is_dir()]:
        raise ValueError(f"there is no folder {missing[0]}")
    return text


def _api(text: str) -> str:
    """The address with Discord's path: a bare host gets `/api/v10`, `…/api` gets its version."""
    text = text.rstrip("/")
    scheme, _, rest = text.partition("://")
    if scheme not in {"http", "https"} or not rest:
        raise ValueError("must be an http or https address")
    _, _, path = rest.partition("/")
    if not path:
        return f"{text}/api/v10"
    return f"{text}/v10" if path.endswith("api") else text


def _zone(text: str) -> str:
    try:
        ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError("must be a time zone as Europe/Berlin or UTC") from None
    return text


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > 65535:
        raise ValueError("must be a port from 0 to 65535")
    return int(text)


_READ: dict[str, Callable[[str], Any]] = {
    "DATABASE_URL": _sqlite,
    "CONTENT_DIR": _existing_folders,
    "DISCORD_API_URL": _api,
    "TIMEZONE": _zone,
    "LOG_LEVEL": _one_of("DEBUG", "INFO", "WARNING", "ERROR"),
    "LOG_FORMAT": _one_of("text", "json"),
    "METRICS_PORT": _port,
}
"""How a setting is read, where it is not any text; raises ValueError."""
