"""The rules of the house, as tests. Each was broken once on purpose and seen to fail."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("bot", "db", "seed")

# Room -> the rooms it may import, by longest prefix. What is not named here (client, __main__) wires everything.
MAY_IMPORT = {
    "bot.settings": {"db.address", "db.errors", "seed.env_file"},
    # The frozen data of domain, of db.types and of db.night_types may be named in every room above them.
    "bot.handlers": {
        "bot.handlers",
        "bot.ui",
        "bot.services",
        "bot.runtime",
        "bot.domain",
        "bot.art",
        "db.types",
        "db.night_types",
    },
    "bot.runtime": {"bot.runtime", "bot.ui.kit", "db.errors"},
    "bot.ui.kit": {"bot.ui.kit", "bot.domain", "db.types"},
    "bot.ui": {"bot.ui", "bot.art", "bot.domain", "db.types", "db.night_types"},
    "bot.services": {"bot.services", "bot.domain", "db"},
    "bot.domain": {"bot.domain", "db.types", "db.night_types"},
    "bot.art": {"bot.art", "db.types"},
    "bot.preview": {"bot.preview"},
    "seed": {"seed", "db", "bot.domain"},
    "db": {"db"},
}
ONLY_IN = {
    "discord": {"bot.client", "bot.runtime", "bot.handlers", "bot.ui", "bot.preview"},
    "sqlalchemy": {"db"},
    "alembic": {"db"},
    "aiosqlite": {"db.sqlite"},
    "asyncpg": {"db.postgres"},
}


def sources() -> list[Path]:
    found = sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))
    assert len(found) > 30, "nothing found: is the path right?"
    return found


def module_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def within(module: str, rooms: set[str]) -> bool:
    return any(module == room or module.startswith(f"{room}.") for room in rooms)


def imports(path: Path) -> list[tuple[int, str]]:
    """Line and module of every import, relative ones made whole."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    package = module_of(path).split(".") if path.name == "__init__.py" else module_of(path).split(".")[:-1]
    found: list[tuple[int, str]] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            found += [(node.lineno, f"{module}.{alias.name}") for alias in node.names]
    return found


def room_of(module: str) -> str | None:
    rooms = [room for room in MAY_IMPORT if within(module, {room})]
    return max(rooms, key=len) if rooms else None


def test_every_room_imports_only_what_it_may() -> None:
    wrong, seen = [], 0
    for path in sources():
        module = module_of(path)
        room = room_of(module)
        for line, imported in imports(path):
            top = imported.split(".")[0]
            if top in FOLDERS and room is not None:
                seen += 1
                if not within(imported, MAY_IMPORT[room]):
                    wrong.append(f"{path.relative_to(ROOT)}:{line} imports {imported}")
            if top in ONLY_IN and not within(module, ONLY_IN[top]):
                wrong.append(f"{path.relative_to(ROOT)}:{line} imports {imported}")
    assert seen > 100, "no imports between rooms were seen: is the reading right?"
    assert not wrong, "\n".join(wrong)


def test_statements_are_made_for_either_database() -> None:
    """An insert of SQLite's dialect is none of PostgreSQL's: `db.statement` has one for both."""
    of_one = [
        f"{path.relative_to(ROOT)}:{line} imports {imported}"
        for path in sources()
        for line, imported in imports(path)
        if imported.startswith("sqlalchemy.dialects") and module_of(path) != "db.statement"
    ]
    assert not of_one, "\n".join(of_one)


def test_files_stay_short() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in sources()
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert not long, f"one subject or two? {long}"


def test_no_drawers() -> None:
    drawers = {"utils", "util", "helpers", "helper", "common", "misc", "stuff"}
    assert not [path for path in sources() if drawers & set(module_of(path).split("."))]


def test_inits_hold_a_docstring_and_nothing_else() -> None:
    inits = [path for path in sources() if path.name == "__init__.py"]
    assert len(inits) > 5
    for path in inits:
        body = ast.parse(path.read_text(encoding="utf-8")).body
        assert len(body) <= 1, path
        assert not body or (isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant)), path


def test_importing_everything_does_nothing(tmp_path: Path) -> None:
    """No output, no file, no socket, no task, no setting read: in an empty folder with an empty environment."""
    modules = [module_of(path) for path in sources() if "migrations" not in path.parts]
    modules = [module for module in modules if not module.endswith("__main__")]
    script = f"""
import sys, os, logging, socket, asyncio, threading
before = dict(os.environ)
def refuse(*args, **kwargs): raise RuntimeError("work at import")
def watch(event, args):
    if event in ("socket.bind", "socket.connect", "subprocess.Popen", "sqlite3.connect", "os.mkdir"):
        raise RuntimeError(f"work at import: {{event}} {{args}}")
    if event == "open" and isinstance(args[1], str) and set(args[1]) & set("wax+"):
        raise RuntimeError(f"work at import: writes {{args[0]}}")
sys.dont_write_bytecode = True
sys.addaudithook(watch)
import importlib
for name in {modules!r}:
    importlib.import_module(name)
assert not logging.getLogger().handlers, "logging was configured"
assert threading.active_count() == 1, "a thread was started"
assert dict(os.environ) == before, "the environment was changed"
"""
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert not done.stdout
    assert not done.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("word", ["unittest.mock", "from mock", "AsyncMock", "MagicMock"])
def test_no_mocks_of_discord(word: str) -> None:
    tests = sorted((ROOT / "tests").rglob("*.py"))
    assert len(tests) > 3
    own = Path(__file__)
    assert not [path for path in tests if path != own and word in path.read_text(encoding="utf-8")]
