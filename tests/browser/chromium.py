"""Which browser the tests and the screenshots use, and how it is started."""

from __future__ import annotations

import shutil

ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-dev-shm-usage",  # a container has 64 MB there; a full one ends the page, and who waits for it waits on
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def executable() -> str | None:
    """Debian's Chromium, or None where there is none."""
    return shutil.which("chromium") or shutil.which("chromium-browser")
