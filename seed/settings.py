"""The two settings that filling the database needs, read as the bot reads them but without asking for a token."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from db.address import default_url

from . import env_file


@dataclass(frozen=True, slots=True)
class SeedSettings:
    """DATABASE_URL and CONTENT_DIR."""

    database_url: str
    content_folders: tuple[Path, ...]
    """The operator's own content folders, in the order given; separated as in PATH."""


def load() -> SeedSettings:
    """From the environment or from `.env` in the working folder; what is empty counts as absent.

    Raises env_file.EnvFileError, and ValueError for a folder that cannot be.
    """
    given = {**env_file.read(), **os.environ}
    folders = (given.get("CONTENT_DIR") or "").split(os.pathsep)
    try:
        paths = tuple(Path(folder).expanduser() for folder in folders if folder.strip())
    except RuntimeError as error:  # ~ without a home, or of a user who is none
        raise ValueError(f"CONTENT_DIR: {error}") from None
    return SeedSettings(given.get("DATABASE_URL") or default_url(), paths)
