"""What the bot does about its memory before it begins."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

BEGIN = "import sys; from bot.cli.memory import without_docstrings; without_docstrings(); print(sys.flags.optimize)"


def test_it_begins_anew_without_docstrings_where_such_bytecode_is_at_hand(tmp_path: Path) -> None:
    surroundings = {**os.environ, "PYTHONPYCACHEPREFIX": str(tmp_path), "PYTHONDONTWRITEBYTECODE": ""}

    def python(*words: str) -> str:
        return subprocess.run(
            [sys.executable, *words], env=surroundings, check=True, capture_output=True, text=True
        ).stdout

    assert python("-c", BEGIN) == "0\n"
    python("-OO", "-c", "import bot.cli.memory")
    assert python("-c", BEGIN) == "2\n"
