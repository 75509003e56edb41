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
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from db.address import check, default_url, is_sqlite, sqlite_path
from db.errors import UnsupportedDatabaseError
from seed import env_file

EX_CONFIG = 78
"""Exit status for a setting that is missing or wrong (sysexits.h)."""


class SettingsError(Exception):
    """A setting is missing or wrong; the message is one line for the operator."""

    def __init__(self, message: str) -> None:
        super().__init__(" ".join(message.split()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What an operator may set. Field names in capitals are the names in the environment."""

    discord_token: str | None = field(default=None, repr=False)
    """The bot's token; only `run` needs it. Never shown."""
    database_url: str = field(default_factory=default_url, repr=False)
    """An SQLite file, made when absent, or a PostgreSQL database. Holds a password there."""
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
    shard_count: int = 0
    """Into how many shards the bot's servers are divided; 0: as Discord recommends."""
    shard_ids: str = ""
    """Those of this process, where several share them: 0-19 or 0,2,4; empty: all."""
    interactions_port: int = 0
    """Where Discord's interactions are taken by HTTP, behind a reverse proxy; 0: they come through the gateway."""
    interactions_host: str = "127.0.0.1"
    """The address at which that is listened to."""

    @property
    def picture_folder(self) -> Path:
        """Where drawn pictures are kept: beside the file unless told otherwise, with PostgreSQL where it would be."""
        if self.picture_dir:
            return Path(self.picture_dir).expanduser()
        url = self.database_url if is_sqlite(self.database_url) else default_url()
        return sqlite_path(url).parent / "pictures"

    @property
    def zone(self) -> ZoneInfo:
        """The time zone in which members mean times of day."""
        return ZoneInfo(self.timezone)

    @property
    def shards(self) -> tuple[int, ...] | None:
        """The shards of this process in order; None: all."""
        return _shard_ids(self.shard_ids) if self.shard_ids else None

    @property
    def content_folders(self) -> tuple[Path, ...]:
        """The operator's own content folders, in the order given."""
        return _folders(self.content_dir)


def load(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings of this process; what is empty counts as absent. Raises SettingsError with one readable line."""
    try:
        given = {**env_file.read(), **(os.environ if environment is None else environment)}
    except env_file.EnvFileError as error:
        raise SettingsError(str(error)) from None
    values: dict[str, Any] = {}
    wrong: list[str] = []
    for setting in fields(Settings):
        name = setting.name.upper()
        if not (text := given.get(name)):
            continue
        try:
            values[setting.name] = _READ[name](_plain(text))
        except ValueError as error:
            wrong.append(f"{name}: {error}")
    if wrong:
        raise SettingsError("; ".join(wrong))
    settings = Settings(**values)
    _check_shards(settings)
    return settings


def _check_shards(settings: Settings) -> None:
    """Raises SettingsError for settings of which each is right, but not with the others."""
    shards = settings.shards
    if shards is None:
        return
    if settings.interactions_port:
        raise SettingsError("SHARD_IDS: by HTTP there are no shards; unset it, or INTERACTIONS_PORT")
    if not settings.shard_count:
        raise SettingsError("SHARD_IDS: SHARD_COUNT must say of how many")
    if shards[-1] >= settings.shard_count:
        raise SettingsError(
            f"SHARD_IDS: of {settings.shard_count} shards the last is {settings.shard_count - 1}"
        )
    if is_sqlite(settings.database_url):
        raise SettingsError(
            "SHARD_IDS: an SQLite file serves one process; several need PostgreSQL (DATABASE_URL)"
        )


def _folders(value: str) -> tuple[Path, ...]:
    return tuple(_path(part) for part in value.split(os.pathsep) if part.strip())


def _path(text: str) -> Path:
    """A path, `~` being whose home it is. Raises ValueError."""
    try:
        return Path(text).expanduser()
    except RuntimeError:
        raise ValueError(f"{text}: there is no such home folder") from None


def _plain(text: str) -> str:
    """Text that can be part of a file's name, an address or a header. Raises ValueError."""
    if any(character < " " or character == "\x7f" for character in text):
        raise ValueError("has a control character or a line break in it")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ValueError("is not in UTF-8") from None
    return text


def _token(text: str) -> str:
    """The token without spaces around it. Its parts are not looked at here: that is the doctor's, and Discord's."""
    text = text.strip()
    if not text.isascii() or " " in text:
        raise ValueError("must be the token alone, without “Bot” before it and without spaces in it")
    return text


def _one_of(*known: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        for one in known:
            if text.casefold() == one.casefold():
                return one
        raise ValueError(f"must be one of {', '.join(known)}")

    return read


def _database(text: str) -> str:
    try:
        check(text)
    except UnsupportedDatabaseError as error:
        raise ValueError(error.reason) from None
    return text


def _existing_folders(text: str) -> str:
    for folder in _folders(text):
        try:
            there = folder.is_dir()
        except OSError as error:  # as a name too long for any
            raise ValueError(f"{folder}: {error.strerror}") from None
        if not there:
            raise ValueError(f"there is no folder {folder}")
    return text


def _any_folder(text: str) -> str:
    """A folder that need not be there yet."""
    try:
        if (path := _path(text)).exists() and not path.is_dir():
            raise ValueError(f"{path} is no folder")
    except OSError as error:
        raise ValueError(f"{text}: {error.strerror}") from None
    return text


def _api(text: str) -> str:
    """The address with Discord's path: a bare host gets `/api/v10`, `…/api` gets its version."""
    address = urlsplit(text)  # ValueError for some of what is wrong in brackets
    if address.scheme not in {"http", "https"} or not address.hostname:
        raise ValueError("must be an http or https address")
    if " " in text or address.query or address.fragment or address.username is not None:
        raise ValueError("must be a plain address: no spaces, no name or password, nothing after the path")
    try:
        address.hostname.encode("idna")
        _ = address.port
    except ValueError:  # too long, an empty part, a port that is none
        raise ValueError("has no host or port that can be") from None
    text, path = text.rstrip("/"), address.path.rstrip("/")
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
    if not text.isascii() or not text.isdigit() or len(text) > 5 or int(text) > 65535:
        raise ValueError("must be a port from 0 to 65535")
    return int(text)


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 5:
        raise ValueError("must be a number, or 0")
    return int(text)


def _shard_ids(text: str) -> tuple[int, ...]:
    """Numbers and ranges of them, in order and each once. Raises ValueError."""
    found: set[int] = set()
    for part in text.replace(" ", "").split(","):
        first, dash, last = part.partition("-")
        begin = _number(first)
        end = _number(last) if dash else begin
        if end < begin:
            raise ValueError(f"{part} ends before it begins")
        found.update(range(begin, end + 1))
    return tuple(sorted(found))


def _shards(text: str) -> str:
    try:
        _shard_ids(text)
    except ValueError:
        raise ValueError("must be as 0-19 or 0,2,4") from None
    return text


def _host(text: str) -> str:
    if any(character.isspace() or character in "/@[]" for character in text):
        raise ValueError("must be an address or name of this machine, as 127.0.0.1, 0.0.0.0 or ::")
    return text


_READ: dict[str, Callable[[str], Any]] = {
    "DISCORD_TOKEN": _token,
    "DATABASE_URL": _database,
    "CONTENT_DIR": _existing_folders,
    "DISCORD_API_URL": _api,
    "PICTURE_DIR": _any_folder,
    "TIMEZONE": _zone,
    "LOG_LEVEL": _one_of("DEBUG", "INFO", "WARNING", "ERROR"),
    "LOG_FORMAT": _one_of("text", "json"),
    "METRICS_PORT": _port,
    "SHARD_COUNT": _number,
    "SHARD_IDS": _shards,
    "INTERACTIONS_PORT": _port,
    "INTERACTIONS_HOST": _host,
}
"""How each setting is read; raises ValueError."""
