"""Short versions of the long runs in tests/soak."""

from __future__ import annotations

from pathlib import Path

from tests.soak import anything, kills


def test_whatever_is_sent_is_answered() -> None:
    done = anything.run(250, random_seed=19)
    assert sum(done.values()) > 200
    assert not [what for what in done if what.split()[1] not in {"answered", "updated", "choices", "modal"}]


async def test_kill_9_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    killing = await kills.kill(tmp_path, rounds=3, random_seed=9)
    assert killing.presses > 3
