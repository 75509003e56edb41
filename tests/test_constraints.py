"""What is installed: exactly what constraints.txt names, and nothing whose hash differs."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
LOCK = (ROOT / "constraints.txt").read_text(encoding="utf-8")
PINNED = {
    canonicalize_name(pinned[1]): (pinned[2], pinned[4])
    for pinned in re.finditer(
        r"(?m)^([\w.-]+)==(\S+?)( ; [^\\\n]+)? \\\n((?: {4}--hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", LOCK
    )
}
"""By name: the version, and the lines with hashes."""


def test_everything_asked_for_is_pinned_within_its_bounds() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = [
        *project["build-system"]["requires"],
        *project["project"]["dependencies"],
        *project["project"]["optional-dependencies"]["dev"],
    ]
    wrong = []
    for line in asked:
        requirement = Requirement(line)
        version, _ = PINNED.get(canonicalize_name(requirement.name), (None, ""))
        if version is None or not requirement.specifier.contains(version):
            wrong.append(f"{line}: pinned is {version}; run `make lock`")
    assert not wrong, "\n".join(wrong)


def test_every_pin_has_hashes_and_no_line_says_from_where() -> None:
    assert len(PINNED) == len(re.findall(r"(?m)^[^\s#]", LOCK)) > 40
    assert len(PINNED[canonicalize_name("numpy")][1].splitlines()) > 40, "for every platform"
    assert "://" not in LOCK
    assert "\n-" not in LOCK, "no option, as --index-url"


def wheel(folder: Path, name: str) -> str:
    """A package that does nothing; return the hash of its file."""
    file = folder / f"{name}-1.0-py3-none-any.whl"
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr(
            f"{name}-1.0.dist-info/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n"
        )
        packed.writestr(f"{name}-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        packed.writestr(f"{name}-1.0.dist-info/RECORD", "")
    return hashlib.sha256(file.read_bytes()).hexdigest()


MAKE = shutil.which("make")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of a project: its .venv is made once, which takes longest."""
    return tmp_path_factory.mktemp("project")


@pytest.mark.skipif(MAKE is None, reason="there is no make")
@pytest.mark.parametrize("change", ["another hash", "no hash"])
def test_what_differs_is_not_installed(folder: Path, change: str) -> None:
    """`make setup` on a project of one dependency, which lies in a folder: no network."""
    digest = wheel(folder, "tiny")
    lines = {
        "another hash": f"tiny==1.0 --hash=sha256:{digest[::-1]}\n",
        "no hash": "tiny==1.0\n",
    }
    (folder / "constraints.txt").write_text(lines[change])
    shutil.copy(ROOT / "pyproject.toml", folder)
    shutil.copy(ROOT / "Makefile", folder)
    environment = os.environ | {
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": str(folder),
        "PIP_CONFIG_FILE": os.devnull,
    }
    done = subprocess.run(
        [str(MAKE), "setup", f"PYTHON={sys.executable}"],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 2
    assert not (folder / ".venv" / ".ready").exists()
    assert "hash" in done.stderr.casefold(), done.stderr
