"""Films for several people, without telling what any of them has seen.

Whoever asks for films that neither he nor another has seen could ask until he knows which never come, and take them
for those the other has seen. So of each person's films some are held back, chosen once for all by a secret: a film
that never comes may be one of these, and that proves nothing (randomised response, S. L. Warner, 1965). They are
chosen for a person and a film, not for the group, so that asking in other company holds back the same ones.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from typing import Final

HELD_BACK: Final = 5
"""One film in so many is held back."""


def offered(films: Iterable[int], others: Iterable[int], secret: bytes) -> list[int]:
    """Those of the films that are not held back for any of these people. `secret`: at most 64 bytes."""
    people = list(others)
    return [film for film in films if not any(held_back(film, person, secret) for person in people)]


def held_back(film: int, person: int, secret: bytes) -> bool:
    """Whether a film never comes when somebody asks for himself and this person."""
    digest = blake2b(f"{person}:{film}".encode(), key=secret, digest_size=8).digest()
    return int.from_bytes(digest) % HELD_BACK == 0
