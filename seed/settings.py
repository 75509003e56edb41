"""The two settings that filling the database needs, read as the bot reads them but without asking for a token."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from dotenv import dotenv_values

from db.engine import default_url


@dataclass(frozen=True, slots=True)
class SeedSettings:
    """DATABASE_URL and CONTENT_DIR."""

    database_url: str
    content_folders: tuple[Path, ...]
    """The operator's own content folders, in the order given; separated as in PATH."""


def load() -> SeedSettings:
    """From the environment or from `.env` in the working folder; what is empty counts as absent."""
    given = {**dotenv_values(".env"), **os.environ}
    folders = (given.get("CONTENT_DIR") or "").split(os.pathsep)
    return SeedSettings(
        given.get("DATABASE_URL") or default_url(),
        tuple(Path(folder).expanduser() for folder in folders if folder.strip()),
    )
