"""The two settings that filling the database needs, read as the bot reads them but without asking for a token."""

from __future__ import annotations

import os
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from db.engine import default_url


class SeedSettings(BaseSettings):
    """DATABASE_URL and CONTENT_DIR, from the environment or from `.env` in the working folder."""

    model_config = SettingsConfigDict(env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True)

    database_url: str = Field(default_factory=default_url)
    content_dir: str = ""

    @property
    def content_folders(self) -> list[Path]:
        """The operator's own content folders, in the order given; separated as in PATH."""
        return [Path(part).expanduser() for part in self.content_dir.split(os.pathsep) if part.strip()]
