"""The bot as an operator runs it: a process of its own."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, Process
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

ROOT = Path(__file__).resolve().parents[2]
_ENDING = 30.0
"""Seconds that an orderly end may take, on a busy machine, too."""


@dataclass(frozen=True, slots=True)
class Bot:
    """`python -m bot run` with its database, pictures and log in a folder."""

    process: Process
    folder: Path

    @classmethod
    async def start(cls, api_url: str, folder: Path, **settings: str) -> Self:
        """Start it, with further settings or others than these; the log is continued."""
        with cls._log(folder).open("ab") as log:
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", "run",
                cwd=folder,
                env={
                    "PATH": os.environ["PATH"],
                    "PYTHONPATH": str(ROOT),
                    "DISCORD_TOKEN": "any.token.will-do",
                    "DISCORD_API_URL": api_url,
                    "DATABASE_URL": f"sqlite:///{folder / 'kinoteka.sqlite3'}",
                    "PICTURE_DIR": str(folder / "pictures"),
                }
                | settings,
                stdout=DEVNULL,
                stderr=log,
            )  # fmt: skip
        return cls(process, folder)

    @staticmethod
    def _log(folder: Path) -> Path:
        return folder / "bot.log"

    @property
    def log(self) -> str:
        """Everything it and its predecessors in this folder have said."""
        return self._log(self.folder).read_text(encoding="utf-8", errors="replace")

    @property
    def megabytes(self) -> float:
        """Resident memory."""
        lines = Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024

    def kill(self) -> None:
        """If it still runs. For the end of a run that has failed: else it would outlive the run."""
        with suppress(ProcessLookupError):
            self.process.kill()

    async def end(self, how: signal.Signals = signal.SIGTERM) -> int:
        """The exit status. Raise TimeoutError if it does not end by itself."""
        if self.process.returncode is None:
            self.process.send_signal(how)
        return await asyncio.wait_for(self.process.wait(), _ENDING)
