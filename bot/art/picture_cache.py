"""Pictures on disk: named by what they hold, bounded, safe to delete at any time.

Nothing here raises: a cache that cannot be read or written is a slower bot, not a broken one.
"""

from __future__ import annotations

import logging
import os
import time
import zlib
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from tempfile import NamedTemporaryFile

log = logging.getLogger(__name__)

_MAGIC = b"\x89PNG\r\n\x1a\n"
_ABANDONED = 3600.0
"""Seconds after which a half-written file belongs to nobody."""


def digest(svg: str, renderer: str) -> str:
    """The name of a picture: it changes with every shape and with the renderer."""
    return blake2b(f"{renderer}\n{svg}".encode(), digest_size=16).hexdigest()


class PictureFolder:
    """A folder of PNG files. The least recently used go first once they outgrow the limit."""

    def __init__(self, folder: Path, most_bytes: int) -> None:
        self._folder, self._most_bytes = folder, most_bytes

    def read(self, name: str) -> bytes | None:
        """The picture, or None if it is absent, unreadable or damaged."""
        path = self._path(name)
        try:
            data = path.read_bytes()
        except OSError:
            return None
        if not whole(data):
            log.warning("%s is damaged and will be drawn again", path)
            return None
        with suppress(OSError):
            os.utime(path)
        return data

    def write(self, name: str, data: bytes) -> bool:
        """Keep a picture, wholly or not at all; whether it is kept."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile(dir=self._folder, prefix="new-", suffix=".part", delete=False) as file:
                part = Path(file.name)
                try:
                    file.write(data)
                    file.close()
                    part.replace(self._path(name))
                except OSError:
                    part.unlink(missing_ok=True)
                    raise
            self._prune()
        except OSError as error:
            log.warning("pictures cannot be kept in %s: %s", self._folder, error)
            return False
        return True

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.png"

    def _prune(self) -> None:
        """Delete the least recently used down to nine tenths of the limit, and what was left half-written."""
        kept: list[tuple[float, int, Path]] = []
        for path in self._folder.iterdir():
            with suppress(OSError):
                status = path.stat()
                if path.suffix == ".png":
                    kept.append((status.st_mtime, status.st_size, path))
                elif path.suffix == ".part" and status.st_mtime < time.time() - _ABANDONED:
                    path.unlink()
        total = sum(size for _, size, _ in kept)
        if total <= self._most_bytes:
            return
        for _, size, path in sorted(kept):
            if total <= self._most_bytes * 0.9:
                break
            with suppress(OSError):
                path.unlink()
                total -= size


def whole(data: bytes) -> bool:
    """Is this a PNG from its first byte to its last? Checks the sum of every chunk (PNG specification, 5.3)."""
    at = len(_MAGIC)
    if not data.startswith(_MAGIC):
        return False
    while at + 12 <= len(data):
        end = at + 12 + int.from_bytes(data[at : at + 4])
        body, kind = data[at + 4 : end - 4], data[at + 4 : at + 8]
        if zlib.crc32(body) != int.from_bytes(data[end - 4 : end]):
            return False
        if kind == b"IEND":
            return end == len(data)
        at = end
    return False
