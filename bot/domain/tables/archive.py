"""The files within a zip archive, read with a bound on what they unpack to: what it says of that is not trusted."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bot.domain.film_rows import FileRefusedError

MAX_UNPACKED: Final = 32 * 1024 * 1024
"""Bytes that all files of an archive may unpack to: four times the largest file that is taken."""
MAX_MEMBERS: Final = 2000
_CHUNK: Final = 1024 * 1024
_UNREADABLE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    OSError,
    EOFError,
    ValueError,
)


@dataclass(frozen=True, slots=True)
class ArchiveFile:
    """A file of an archive."""

    name: str
    """With its folders, as the archive says."""
    content: bytes


def is_archive(content: bytes) -> bool:
    """Whether the bytes begin as a zip does."""
    return content.startswith(b"PK\x03\x04")


def is_workbook(content: bytes) -> bool:
    """Whether an archive is a spreadsheet in Excel's format (ECMA-376)."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return any(name.startswith("xl/") for name in archive.namelist())
    except _UNREADABLE:
        return False


def members(content: bytes, wanted: tuple[str, ...]) -> Iterator[ArchiveFile]:
    """The files whose names end in one of `wanted`, in the archive's order. Raises FileRefusedError: "archive"."""
    left = MAX_UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            files = archive.infolist()
            if len(files) > MAX_MEMBERS:
                raise FileRefusedError("archive")
            for info in files:
                if info.is_dir() or not info.filename.casefold().endswith(wanted):
                    continue
                with archive.open(info) as file:
                    unpacked = file.read(left + 1)
                left -= len(unpacked)
                if left < 0:
                    raise FileRefusedError("archive")
                yield ArchiveFile(info.filename, unpacked)
    except _UNREADABLE:
        raise FileRefusedError("archive") from None


def check_bounds(content: bytes) -> None:
    """Unpack everything once and keep nothing. Raises FileRefusedError, "archive", if it is damaged or too much."""
    left = MAX_UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            files = archive.infolist()
            if len(files) > MAX_MEMBERS:
                raise FileRefusedError("archive")
            for info in files:
                with archive.open(info) as file:
                    while chunk := file.read(_CHUNK):
                        left -= len(chunk)
                        if left < 0:
                            raise FileRefusedError("archive")
    except _UNREADABLE:
        raise FileRefusedError("archive") from None
