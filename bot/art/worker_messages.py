"""What gallery and worker say to each other: four bytes of length and a pickle.

Both ends are ours and talk through pipes nobody else can reach.
"""

from __future__ import annotations

import pickle
from dataclasses import dataclass
from pathlib import Path

from bot.art.orders import Order
from bot.art.picture import DrawnPicture


@dataclass(frozen=True, slots=True)
class DrawRequest:
    order: Order
    folder: Path | None
    most_bytes: int


@dataclass(frozen=True, slots=True)
class Failure:
    """An order that could not be drawn, and why."""

    traceback: str


Reply = DrawnPicture | Failure


class GarbledError(Exception):
    """What came through the pipe is no message of ours."""


def packed(message: DrawRequest | Reply) -> bytes:
    """A message as it travels."""
    body = pickle.dumps(message)
    return len(body).to_bytes(4) + body


def request_of(body: bytes) -> DrawRequest:
    """The request in a body (without its length); raise GarbledError for anything else."""
    message = pickle.loads(body)  # noqa: S301 - from our own process, over our own pipe
    if not isinstance(message, DrawRequest):
        raise GarbledError(type(message))
    return message


def reply_of(body: bytes) -> Reply:
    """The reply in a body (without its length); raise GarbledError for anything else."""
    message = pickle.loads(body)  # noqa: S301 - from our own process, over our own pipe
    if not isinstance(message, DrawnPicture | Failure):
        raise GarbledError(type(message))
    return message
