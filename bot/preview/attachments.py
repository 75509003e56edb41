"""Uploaded files: their names, their sizes as pictures, and the attachment objects Discord makes of them.

Docs: reference (uploading files), resources/message (attachment object).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.preview.world import Json


@dataclass(frozen=True, slots=True)
class Upload:
    """One file of a multipart request."""

    index: int
    """n of files[n]."""
    filename: str
    content: bytes
    content_type: str = "application/octet-stream"


def stored_name(filename: str) -> str:
    """The name Discord gives a file: only ASCII letters, digits, "_", "-" and "." survive."""
    return re.sub(r"[^A-Za-z0-9_.-]", "", filename.replace(" ", "_")) or "unknown"


def attachment_json(upload: Upload, *, attachment_id: int, url: str, about: Json) -> Json:
    """The attachment object of an upload. `about` is its entry in the payload's `attachments`, or empty."""
    attachment: Json = {
        "id": str(attachment_id),
        "filename": stored_name(about.get("filename") or upload.filename),
        "size": len(upload.content),
        "url": url,
        "proxy_url": url,
        "content_type": upload.content_type,
    }
    if about.get("description"):
        attachment["description"] = about["description"]
    if size := picture_size(upload.content):
        attachment |= {"width": size[0], "height": size[1]}
    return attachment


def picture_size(content: bytes) -> tuple[int, int] | None:
    """Width and height in pixels from the header of a PNG, WebP or GIF; None for anything else."""
    if content[:8] == b"\x89PNG\r\n\x1a\n" and len(content) >= 24:
        return int.from_bytes(content[16:20]), int.from_bytes(content[20:24])
    if content[:6] in (b"GIF87a", b"GIF89a") and len(content) >= 10:
        return int.from_bytes(content[6:8], "little"), int.from_bytes(content[8:10], "little")
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP" and len(content) >= 30:
        return _webp_size(content)
    return None


def _webp_size(content: bytes) -> tuple[int, int] | None:
    """Lossy, lossless and extended WebP each keep the size elsewhere (RFC 9649, sections 2.5 to 2.7)."""
    match content[12:16]:
        case b"VP8 ":
            return (
                int.from_bytes(content[26:28], "little") & 0x3FFF,
                int.from_bytes(content[28:30], "little") & 0x3FFF,
            )
        case b"VP8L":
            bits = int.from_bytes(content[21:25], "little")
            return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        case b"VP8X":
            return int.from_bytes(content[24:27], "little") + 1, int.from_bytes(content[27:30], "little") + 1
        case _:
            return None
