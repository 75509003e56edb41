"""`python -m bot --help`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module

from bot.cli.memory import without_docstrings


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command of the command line; return its exit status."""
    status: int = import_module("bot.cli.command_line").main(arguments)
    return status


if __name__ == "__main__":
    if sys.argv[1:] == ["run"]:
        without_docstrings()  # before anything large is imported
    sys.exit(main())
