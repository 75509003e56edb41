"""In which order the tests run where several processes share them: each begins with what takes long.

With `--dist worksteal` every process is first given an equal stretch of the tests, in order, and who is through takes
over from the end of another's. So what takes long, for its work or for its waiting, stands at the beginnings.
"""

from __future__ import annotations

import pytest

LONG = (
    ("test_walk.py",),
    ("test_soak.py", "test_services_random_durability.py", "test_services_member_films_durability.py"),
    ("test_faults_slow.py",),
    (
        "browser/test_composer.py",
        "browser/test_faults.py",
        "browser/test_kinoteka.py",
        "browser/test_messages.py",
        "browser/test_modals.py",
        "browser/test_my_films.py",
        "browser/test_people.py",
    ),
    ("test_faults_answers.py", "test_faults_gateway.py"),
    ("test_runtime_supervisor.py",),
    ("test_preview_standin.py", "test_preview_switches.py"),
)
"""Files that take ten seconds and more. A group begins in one process: one browser, one that others are forked off."""


def shared_out(items: list[pytest.Item], processes: int) -> list[pytest.Item]:
    """The same tests, the long ones at the beginnings of so many equal stretches."""
    groups: list[list[pytest.Item]] = [[] for _ in LONG]
    others: list[pytest.Item] = []
    for item in items:
        group = next(
            (number for number, files in enumerate(LONG) if item.path.as_posix().endswith(files)), None
        )
        (others if group is None else groups[group]).append(item)
    ordered: list[pytest.Item] = []
    for process in range(processes):
        stretch = [item for group in groups[process::processes] for item in group]
        left = (len(items) - len(ordered)) // (processes - process) - len(stretch)
        ordered += stretch + others[: max(left, 0)]
        del others[: max(left, 0)]
    return ordered + others
