"""The process that draws: `python -m bot.art.worker`, asked over its standard input, answering on its output.

A process of our own rather than a `ProcessPoolExecutor`: a pool would import the bot's whole main module into its
worker (four times the memory and a second of start-up). This one knows the art room and nothing else, and it ends
when its input does, so it never outlives the bot.
"""

from __future__ import annotations

import os
import signal
import sys
import traceback
from typing import BinaryIO

from bot.art.lettering import DISPLAY, set_line
from bot.art.worker_messages import DrawRequest, Failure, Reply, packed, request_of
from bot.art.workshop import fill


def serve(inbox: BinaryIO, outbox: BinaryIO) -> None:
    """Answer requests, one after another, until the input ends, be it in the midst of one."""
    while len(length := inbox.read(4)) == 4:
        body = inbox.read(int.from_bytes(length))
        if len(body) < int.from_bytes(length):
            return
        outbox.write(packed(_answer(request_of(body))))
        outbox.flush()


def _answer(request: DrawRequest) -> Reply:
    try:
        return fill(request.order, request.folder, request.most_bytes)
    except Exception:  # noqa: BLE001 - reported to the gallery, which logs it
        return Failure(traceback.format_exc())


def main() -> None:
    outbox, sys.stdout = sys.stdout.buffer, sys.stderr  # whatever prints must not spoil the pipe
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # where the bot is gone, nobody waits for a traceback
    if hasattr(os, "nice"):
        os.nice(5)  # a picture can wait, an answer cannot
    set_line("Kinoteka", DISPLAY)  # the typeface is better read before the first order than during it
    serve(sys.stdin.buffer, outbox)


if __name__ == "__main__":
    main()
