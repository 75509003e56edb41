"""Waiting for what rings no bell: the only place of the tests where time passes by itself."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable


async def until(so: Callable[[], bool | Awaitable[bool]], within: float = 60) -> None:
    """Return as soon as it is so; raise TimeoutError. A busy machine is no finding, hence the patience."""
    async with asyncio.timeout(within):
        while True:
            found = so()
            if found if isinstance(found, bool) else await found:
                return
            await asyncio.sleep(0.01)
