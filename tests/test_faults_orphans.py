"""The processes that draw and that read files, when their bot was killed while it asked: they end and say nothing."""

from __future__ import annotations

import pickle
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.art.orders import PosterOrder
from bot.art.worker_messages import DrawRequest, packed
from bot.services.member_file_messages import ReadingRequest
from db.types import Film

ROOT = Path(__file__).resolve().parents[1]
DRAWING = packed(DrawRequest(PosterOrder(Film(1, "stalker", "Stalker", 1979, 1979), "tall"), None, 0))
READING = pickle.dumps(
    ReadingRequest("films.csv", b"Name,Year\nStalker,1979\n", datetime(2026, 1, 1, tzinfo=UTC))
)
WORKERS = {
    "drawing": ([sys.executable, "-m", "bot.art.worker"], DRAWING),
    "reading": ([sys.executable, "-m", "bot.services.member_file_worker", "60", str(2 * 1024**3)], READING),
}


@pytest.mark.parametrize("which", WORKERS)
@pytest.mark.parametrize("share", [0.0, 0.1, 0.9])
def test_a_request_that_breaks_off_is_none(which: str, share: float) -> None:
    command, request = WORKERS[which]
    part = request[: int(len(request) * share)]
    done = subprocess.run(command, input=part, cwd=ROOT, capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
