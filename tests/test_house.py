"""Rules that tests themselves follow (see README.md beside this file). Each was broken once and seen to fail."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

TESTS = Path(__file__).resolve().parent
ROOT = TESTS.parent
OURS = ("bot", "db", "seed", "tests")

PACED = {
    "bench": "sends so many interactions a second",
    "soak": "sends so many interactions a second, and lets faults come and go",
    "waiting.py": "the one place to wait in",
    "postgres_server.py": "waits for another process's lock, with a bound",
    "browser/screenshots.py": "waits for what moves, for a picture and no test",
}
"""Where time passes by itself, and why."""
ACROSS = {"architecture", "constraints", "contributing", "faults", "house", "main", "walk"}
"""What goes through several rooms."""
NOT_YET = {
    "test_domain_titles.py": "a timed test",
    "test_faults_answers.py": "until deadlines are handed in",
    "test_faults_gateway.py": "until deadlines are handed in",
    "test_faults_slow.py": "until deadlines are handed in",
    "test_runtime_dispatcher.py": "until deadlines are handed in",
    "test_runtime_logs.py": "until the figures are handed in",
    "test_runtime_supervisor.py": "until the stand-in tells of refused connections",
}
"""Files that break a rule still, and what they wait for; nothing is added here."""


def sources() -> Iterator[tuple[str, ast.Module]]:
    """Every file of the tests: its path from here, and its syntax."""
    paths = sorted(TESTS.rglob("*.py"))
    assert len(paths) > 80, "nothing found: is the path right?"
    for path in paths:
        yield path.relative_to(TESTS).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def test_no_fixed_sleep_decides() -> None:
    """asyncio.sleep(0) only lets others take their turn."""
    found = [
        f"{name}:{node.lineno}: {ast.unparse(node)}"
        for name, tree in sources()
        if not name.startswith((*PACED, *NOT_YET))
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).endswith(("sleep", "wait_for_timeout"))
        and [ast.unparse(one) for one in node.args] != ["0"]
    ]
    assert not found, "\n".join(found)


def private(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """What of ours is touched that begins with an underscore: attributes, imports, paths to be patched."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and is_private(node.attr):
            owner = ast.unparse(node.value)
            if owner not in {"self", "cls"}:
                yield node.lineno, f"{owner}.{node.attr}"
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in OURS:
            yield from ((node.lineno, one.name) for one in node.names if is_private(one.name))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            first, *parts = node.value.split(".")
            if first in OURS and all(part.isidentifier() for part in parts) and is_private(node.value):
                yield node.lineno, node.value
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("setattr"):
            names = [one.value for one in node.args if isinstance(one, ast.Constant)]
            yield from ((node.lineno, str(name)) for name in names if is_private(str(name)))


def is_private(name: str) -> bool:
    return any(part.startswith("_") and not part.endswith("__") for part in name.split("."))


def test_nothing_private_is_touched() -> None:
    """What a test needs to change, the code is handed: a clock, a deadline, a builder, a place."""
    found = [
        f"{name}:{line}: {what}"
        for name, tree in sources()
        if name not in NOT_YET
        for line, what in private(tree)
    ]
    assert not found, "\n".join(found)


def test_no_test_is_imported_by_another() -> None:
    """What two need stands in a file that is no test."""
    found = [
        f"{name}:{node.lineno}: {node.module}"
        for name, tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        and any(part.startswith("test_") for part in (node.module or "").split("."))
    ]
    assert not found, "\n".join(found)


def test_every_file_is_named_after_what_it_tests() -> None:
    """test_<room>_<file>.py, with something behind it where one file has several subjects."""
    modules = {
        "_".join(path.relative_to(ROOT).with_suffix("").parts).removeprefix("bot_").removeprefix("tests_")
        for folder in OURS
        for path in [*(ROOT / folder).rglob("*.py"), *(ROOT / folder).rglob("*/")]
    }
    rooms = {*OURS, *(path.name for path in (ROOT / "bot").glob("*/"))}
    unknown = []
    for path in sorted(TESTS.glob("test_*.py")):
        parts = path.stem.removeprefix("test_").split("_")
        beginnings = {"_".join(parts[:length]) for length in range(1, len(parts) + 1)}
        if not beginnings & ((modules - rooms) | ACROSS):
            unknown.append(path.name)
    assert not unknown
