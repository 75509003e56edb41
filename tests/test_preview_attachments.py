"""Names and sizes of uploaded files."""

from __future__ import annotations

import pytest

from bot.preview.attachments import picture_size, stored_name


def webp(chunk: bytes, body: bytes) -> bytes:
    return b"RIFF" + bytes(4) + b"WEBP" + chunk + bytes(4) + body.ljust(20, b"\0")


@pytest.mark.parametrize(
    ("content", "size"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(4) + b"IHDR" + bytes([0, 0, 1, 44, 0, 0, 0, 200]), (300, 200)),
        (b"GIF89a" + bytes([44, 1, 200, 0]), (300, 200)),
        (webp(b"VP8 ", bytes(6) + bytes([44, 1, 200, 0])), (300, 200)),
        (webp(b"VP8L", b"\x2f" + (299 | 199 << 14).to_bytes(4, "little")), (300, 200)),
        (webp(b"VP8X", bytes(4) + (299).to_bytes(3, "little") + (199).to_bytes(3, "little")), (300, 200)),
        (webp(b"ALPH", b""), None),
        (b"\x89PNG\r\n\x1a\n", None),
        (b"%PDF-1.7", None),
        (b"", None),
    ],
)
def test_the_size_of_a_picture_is_in_its_head(content: bytes, size: tuple[int, int] | None) -> None:
    assert picture_size(content) == size


@pytest.mark.parametrize(
    ("name", "stored"),
    [
        ("poster-1.webp", "poster-1.webp"),
        ("my list.txt", "my_list.txt"),
        ("пост(1).png", "1.png"),
        ("??", "unknown"),
    ],
)
def test_only_ascii_survives_in_a_name(name: str, stored: str) -> None:
    assert stored_name(name) == stored
