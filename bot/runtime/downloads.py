"""Files that members attach, fetched from where Discord keeps them, and from nowhere else.

discord.py's own `Attachment.read` goes to any address, follows redirects, and takes as many bytes as come.
"""

from __future__ import annotations

import asyncio

import aiohttp
from yarl import URL

_DISCORDS = frozenset({URL("https://cdn.discordapp.com"), URL("https://media.discordapp.net")})
"""Where Discord keeps files (reference, image formatting; media.discordapp.net is what `proxy_url` names)."""
_TRIES = 2


class BrokenDownloadError(Exception):
    """The file did not come, or not whole."""


class LargeDownloadError(Exception):
    """More bytes came than are taken, whatever was declared."""

    def __init__(self, most_bytes: int) -> None:
        super().__init__(f"more than {most_bytes} bytes")
        self.most_bytes = most_bytes


class Downloads:
    """Fetches files of Discord's, or of the server that stands in for it."""

    def __init__(self, api_url: str, *, patience: float) -> None:
        """`patience`: seconds for one file, however often it is tried."""
        self._origins = _DISCORDS | {URL(api_url).origin()}
        self._patience = patience

    async def read(self, address: str, *, most_bytes: int) -> bytes:
        """The file. What breaks on the way is tried once more.

        Raises BrokenDownloadError or LargeDownloadError.
        """
        timeout = aiohttp.ClientTimeout(
            total=None, sock_connect=self._patience / 2, sock_read=self._patience / 2
        )
        try:
            url = URL(address)
            if url.origin() not in self._origins:
                raise BrokenDownloadError("kept by somebody else than Discord")
            async with (
                asyncio.timeout(self._patience),
                # Neither cookies nor compressed bodies, which may be a thousand times as large as what came.
                aiohttp.ClientSession(
                    timeout=timeout, auto_decompress=False, cookie_jar=aiohttp.DummyCookieJar()
                ) as session,
            ):
                return await _read(session, url, most_bytes)
        except (aiohttp.ClientError, OSError, ValueError) as error:  # TimeoutError is an OSError
            raise BrokenDownloadError(type(error).__name__) from error


async def _read(session: aiohttp.ClientSession, url: URL, most_bytes: int) -> bytes:
    """Raise aiohttp.ClientError, OSError or LargeDownloadError."""
    for left in reversed(range(_TRIES)):
        try:
            async with session.get(
                url, allow_redirects=False, headers={"Accept-Encoding": "identity"}
            ) as response:
                if response.status != 200:
                    raise aiohttp.ClientPayloadError(f"status {response.status}")
                content = bytearray()
                async for part in response.content.iter_any():
                    content += part
                    if len(content) > most_bytes:
                        raise LargeDownloadError(most_bytes)
                return bytes(content)
        except (aiohttp.ClientError, OSError):
            if not left:
                raise
    raise AssertionError("tried")
