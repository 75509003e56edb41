"""A port for a process of ours."""

from __future__ import annotations

import socket


def free_port() -> int:
    """One that nobody listens to on loopback."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port
