"""`python -m bot --help`."""

import sys

from bot.cli.command_line import main

if __name__ == "__main__":
    sys.exit(main())
