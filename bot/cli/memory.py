"""The bot's memory: kept together, and given back where it can be."""

from __future__ import annotations

import ctypes
import gc
from contextlib import suppress

_ARENA_MAX = -8
"""M_ARENA_MAX of glibc's malloc.h."""
_MMAP_THRESHOLD = -3
"""M_MMAP_THRESHOLD of the same."""
_LARGE = 64 * 1024
"""Bytes; pictures have more, hardly anything else has."""
_ROUNDS = 2_000, 2, 5
"""When the collector comes round; Python's own figures are 700, 10, 10. A message is some hundred objects that are gone
a moment later, so who looks less often finds fewer still there: a twentieth of all time, for half a megabyte. With more
than that each look takes milliseconds. What is left to the slowest rounds is next to nothing once the catalogue is out
of them."""


def keep_together() -> None:
    """Have all threads allocate from one heap, but for what is large. To be called before there are any.

    glibc gives each thread a heap of its own, and what is free in one is of no use to the others: three megabytes. Only
    one thread runs Python at a time, so they hardly ever wait for one another. Pictures come and go between what stays;
    in the heap they would leave holes that make it grow: five to ten megabytes.
    """
    with suppress(AttributeError, OSError, TypeError):  # not glibc
        libc = ctypes.CDLL(None)
        libc.mallopt(_ARENA_MAX, 1)
        libc.mallopt(_MMAP_THRESHOLD, _LARGE)


def settle() -> None:
    """Take what was read in out of the garbage collector's rounds, and give back what reading took.

    Messages are laid out in objects that refer to one another, so the collector comes round often; looking through the
    whole catalogue each time would take a sixth of all the bot's time.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    gc.collect()  # so that it knows how little there is to look through: it waits until that has grown by a quarter
    gc.set_threshold(*_ROUNDS)
    give_back()


def give_back() -> None:
    """Give the system back what is free. glibc does so only with what is free at the very end of its heap."""
    with suppress(AttributeError, OSError, TypeError):  # not glibc
        ctypes.CDLL(None).malloc_trim(0)
