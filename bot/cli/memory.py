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
_THRESHOLDS = 2_000, 2, 5
"""The collector's thresholds; Python's own are 700, 10, 10. A message is some hundred objects that are gone a moment
later, so the less often the collector looks, the fewer it still finds: a twentieth of all time, for half a megabyte.
With more than that each look takes milliseconds."""


def keep_together() -> None:
    """Have all threads allocate from one heap, but for what is large. To be called before there are any.

    glibc gives each thread a heap of its own, and what is free in one is of no use to the others; only one thread runs
    Python at a time, so they hardly ever wait for one another. Pictures come and go between what stays; in the heap
    they would leave holes that make it grow. Measured: without this 15 to 20 megabytes more once pictures are sent.
    """
    with suppress(AttributeError, OSError, TypeError):  # not glibc
        libc = ctypes.CDLL(None)
        libc.mallopt(_ARENA_MAX, 1)
        libc.mallopt(_MMAP_THRESHOLD, _LARGE)


def settle() -> None:
    """Take what was read in out of the garbage collector's rounds, and give back what reading took.

    Else a full round looks through the whole catalogue. Measured with 16 answers under way: the slowest hundredth took
    twice as long, and an answer a fourteenth more of the processor.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    gc.collect()  # so that it knows how little there is to look through: it waits until that has grown by a quarter
    gc.set_threshold(*_THRESHOLDS)
    give_back()


def give_back() -> None:
    """Give the system back what is free. glibc does so only with what is free at the very end of its heap."""
    with suppress(AttributeError, OSError, TypeError):  # not glibc
        ctypes.CDLL(None).malloc_trim(0)
