"""The process that reads one member's file: `python -m bot.services.member_file_worker SECONDS BYTES`.

A process of its own, because a stranger's file may cost any amount of time and memory, and the bot's other answers must
not pay for it. It sets its own bounds first, so that they hold even when the bot is gone, reads one request from its
standard input, writes one reply to its output, and ends. It knows the domain and nothing else.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import traceback
from contextlib import suppress

from bot.domain.film_rows import FileRefusedError
from bot.domain.list_formats.reading import read_file
from bot.domain.member_files.reading import read_member_file
from bot.services.member_file_messages import ReadingFailure, ReadingReply, ReadingRequest


def answer(request: ReadingRequest) -> ReadingReply:
    """The film rows or the lists of the file, or why it was refused. Raises MemoryError."""
    try:
        if request.lists:
            return read_file(request.name, request.content, this_year=request.now.year)
        return read_member_file(request.name, request.content, now=request.now)
    except FileRefusedError as refused:
        return refused.reason
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001  (told to the bot, which logs it)
        return ReadingFailure(f"{type(error).__name__}\n{''.join(traceback.format_tb(error.__traceback__))}")


def _bound(seconds: int, memory: int) -> None:
    """Let the system end this process when it takes more (setrlimit(2)); where there is none, only the bot does."""
    try:
        import resource  # noqa: PLC0415  (not on Windows)
    except ImportError:
        return
    for which, most in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):  # macOS takes no bound of the address space
            resource.setrlimit(which, (most, most))


def main(seconds: int, memory: int) -> None:
    outbox, sys.stdout = sys.stdout.buffer, sys.stderr  # whatever prints must not spoil the pipe
    _bound(seconds, memory)
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # where the bot is gone, nobody waits for a traceback
    if hasattr(os, "nice"):
        os.nice(5)  # a file can wait, an answer cannot
    try:
        request = pickle.load(sys.stdin.buffer)  # noqa: S301 - from our own process, over our own pipe
        packed = pickle.dumps(answer(request))
    except (EOFError, pickle.UnpicklingError):  # the bot is gone, and has not said all
        return
    except MemoryError:
        packed = pickle.dumps("too costly")
    outbox.write(packed)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
