"""`python -m bot --help`."""

import sys
from importlib import import_module

from bot.cli.memory import without_docstrings

if __name__ == "__main__":
    if sys.argv[1:] == ["run"]:
        without_docstrings()  # before anything large is imported
    sys.exit(import_module("bot.cli.command_line").main())
