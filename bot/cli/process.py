"""What concerns the process itself: signals, and the last word on standard error."""

from __future__ import annotations

import asyncio
import signal
import sys


def stop_on_signals() -> asyncio.Event:
    """Set by SIGTERM or Ctrl-C."""
    stop = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    return stop


def complain(error: Exception | str, status: int) -> int:
    """Say on standard error in one line what is wrong; return the exit status."""
    print(f"kinoteka: {error}", file=sys.stderr)
    return status
