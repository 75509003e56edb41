"""Waiting for what rings no bell."""

from __future__ import annotations

import asyncio
from collections.abc import Callable


async def until(so: Callable[[], bool], within: float = 20) -> None:
    """Return as soon as it is so; raise TimeoutError. A busy machine is no finding, hence the patience."""
    async with asyncio.timeout(within):
        while not so():  # noqa: ASYNC110  # as the first line says
            await asyncio.sleep(0.01)
