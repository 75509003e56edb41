"""Every setting, from the environment or from a file `.env` in the working folder.

`.env.example` shows each of them; a test keeps the two equal. Nothing is read at import.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from db.engine import default_url, sqlite_path
from db.errors import UnsupportedDatabaseError

LogLevel = Literal["DEBUG", "INFO", "WARNING", "ERROR"]
LogFormat = Literal["text", "json"]


def _default_database() -> str:
    """A function of its own: pydantic would hand `default_url` the settings as its name."""
    return default_url()


EX_CONFIG = 78
"""Exit status for a setting that is missing or wrong (sysexits.h)."""


class SettingsError(Exception):
    """A setting is missing or wrong; the message is one line for the operator."""


class Settings(BaseSettings):
    """What an operator may set. Field names in capitals are the names in the environment."""

    model_config = SettingsConfigDict(env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True)

    discord_token: SecretStr | None = Field(None, description="The bot's token; only `run` needs it.")
    database_url: str = Field(
        default_factory=_default_database, description="The catalogue: an SQLite file, made when absent."
    )
    content_dir: str = Field(
        "", description="Folders with lists, films and checks of your own, separated as in PATH."
    )
    discord_api_url: str = Field(
        "https://discord.com/api/v10",
        description="Discord, or any server that speaks its API; REST and gateway are found from it.",
    )
    picture_dir: str = Field(
        "", description="Where drawn posters and covers are kept; may be deleted at any time."
    )
    timezone: str = Field(
        "UTC", description="Where your members live (Europe/Berlin): what “until 23:00” means to them."
    )
    log_level: LogLevel = Field("INFO", description="DEBUG, INFO, WARNING or ERROR.")
    log_format: LogFormat = Field(
        "text", description="text for people, json for machines: one object a line."
    )
    metrics_port: int = Field(
        0, ge=0, le=65535, description="Where figures for Prometheus are served, on loopback; 0: nowhere."
    )

    @field_validator("log_level", mode="before")
    @classmethod
    def _upper(cls, value: object) -> object:
        return value.upper() if isinstance(value, str) else value

    @field_validator("log_format", mode="before")
    @classmethod
    def _lower(cls, value: object) -> object:
        return value.lower() if isinstance(value, str) else value

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError("must be a time zone as Europe/Berlin or UTC") from None
        return value

    @field_validator("database_url")
    @classmethod
    def _sqlite(cls, value: str) -> str:
        try:
            sqlite_path(value)
        except UnsupportedDatabaseError as error:
            raise ValueError(error.reason) from None
        return value

    @field_validator("content_dir")
    @classmethod
    def _there(cls, value: str) -> str:
        if missing := [folder for folder in _folders(value) if not folder.is_dir()]:
            raise ValueError(f"there is no folder {missing[0]}")
        return value

    @field_validator("discord_api_url")
    @classmethod
    def _api(cls, value: str) -> str:
        """The address with Discord's path: a bare host gets `/api/v10`, `…/api` gets its version."""
        value = value.rstrip("/")
        scheme, _, rest = value.partition("://")
        if scheme not in {"http", "https"} or not rest:
            raise ValueError("must be an http or https address")
        _, _, path = rest.partition("/")
        if not path:
            return f"{value}/api/v10"
        return f"{value}/v10" if path.endswith("api") else value

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


def _folders(value: str) -> tuple[Path, ...]:
    return tuple(Path(part).expanduser() for part in value.split(os.pathsep) if part.strip())


def load() -> Settings:
    """The settings of this process; raise SettingsError with one readable line."""
    try:
        return Settings()  # type: ignore[call-arg]  # every field has a default; the values come from outside
    except ValidationError as error:
        wrong = [
            f"{str(e['loc'][0]).upper()}: {e['msg'].removeprefix('Value error, ')}" for e in error.errors()
        ]
        raise SettingsError("; ".join(wrong)) from None
