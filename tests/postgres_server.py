"""A PostgreSQL server of the tests' own: one for all processes of a run, on a socket, gone with the run.

It uses whatever server programs are installed: those in POSTGRES_BIN or PATH, else the newest of Debian's. Where there
are none, tests are skipped, or fail with POSTGRES_REQUIRED=1. Nothing it keeps need survive, so it never waits for the
disk.
"""

from __future__ import annotations

import asyncio
import fcntl
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import asyncpg

FOLDER = "KINOTEKA_TEST_POSTGRES"
"""In the environment of all processes of a run: where the server lives."""
RUN = "KINOTEKA_TEST_RUN"
"""Likewise: the process whose end is the run's."""
MISSING = "no PostgreSQL server here: apt install postgresql"
_PATIENCE = 120.0
"""Seconds that anything here may take, on a busy machine, too: a server that has stopped answering is a failure."""
_ROOM = 2 * 1024**3
"""Bytes that must be free in memory, else the server is on the disk: a container often has 64 MB there."""


class ServerMissingError(Exception):
    """No server program was found."""


def announce() -> None:
    """Say to all processes of this run where the server will be; to be called by the first of them."""
    memory = Path("/dev/shm")  # noqa: S108  # a folder of one's own is made in it
    has_room = memory.is_dir() and shutil.disk_usage(memory).free >= _ROOM
    os.environ[RUN] = str(os.getpid())
    os.environ[FOLDER] = tempfile.mkdtemp(prefix="kinoteka-pg-", dir=memory if has_room else None)


def end() -> None:
    """Stop the server if anybody started it, and forget everything."""
    folder = Path(os.environ.pop(FOLDER))
    if (folder / "started").exists():
        _run("pg_ctl", "--wait", "-D", folder / "data", "--mode=fast", "stop")
    shutil.rmtree(folder, ignore_errors=True)


class Server:
    """The server, started by whoever needs it first."""

    _numbers = count()

    def __init__(self, *, durable: bool = False) -> None:
        """`durable`: it waits for the disk, as one in earnest does. Raises ServerMissingError."""
        self._durable = durable
        self._folder = Path(os.environ[FOLDER])
        _programs()
        with self._alone():
            if not (self._folder / "started").exists():
                self._start()
                (self._folder / "started").touch()

    def url(self, name: str = "postgres") -> str:
        return f"postgresql://postgres@/{name}?host={self._folder}"

    def template(self, name: str, fill: Callable[[str], Coroutine[Any, Any, None]]) -> None:
        """A database to be copied, filled once for all processes."""
        with self._alone():
            done = self._folder / f"filled-{name}"
            if not done.exists():
                self._say(f"CREATE DATABASE {name}")
                asyncio.run(asyncio.wait_for(fill(self.url(name)), _PATIENCE))
                done.touch()

    @contextmanager
    def copy(self, template: str) -> Iterator[str]:
        """A database of one's own for as long as the block lasts; its address."""
        name = f"test_{os.getpid()}_{next(self._numbers)}"
        # Copying files is three times as quick as copying through the log, which is what PostgreSQL 15 would do.
        self._say(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        try:
            yield self.url(name)
        finally:
            self._say(f"DROP DATABASE {name} WITH (FORCE)")

    def _say(self, command: str) -> None:
        async def say() -> None:
            connection: Any = await asyncpg.connect(self.url(), timeout=_PATIENCE, command_timeout=_PATIENCE)
            try:
                await connection.execute(command)
            finally:
                await connection.close()

        with ThreadPoolExecutor(1) as elsewhere:  # an event loop may be running here
            elsewhere.submit(asyncio.run, say()).result()

    def _start(self) -> None:
        user = _other_user()
        if user is not None:
            shutil.chown(self._folder, user)
        data = self._folder / "data"
        _run("initdb", "--no-sync", "--auth=trust", "--username=postgres", "--locale=C.UTF-8", data)
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self._folder),
            "fsync": "on" if self._durable else "off",
            "full_page_writes": "on" if self._durable else "off",
            "max_connections": "200",
            "shared_buffers": "32MB",
        }
        options = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
        _run("pg_ctl", "--wait", "-D", data, "-l", self._folder / "log", "-o", options, "start")
        # A run that is killed leaves nothing behind.
        server = (data / "postmaster.pid").read_text().splitlines()[0]
        watching = (
            f"while kill -0 {os.environ[RUN]}; do sleep 2; done; kill -QUIT {server}; rm -rf {self._folder}"
        )
        subprocess.Popen(
            ["/bin/sh", "-c", watching],
            start_new_session=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,  # who reads what the run says need not wait for this one's end
            stderr=subprocess.DEVNULL,
        )

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """No other process of this run is within. What is done there has a bound, so waiting for it has one, too."""
        with (self._folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def _run(program: str, *arguments: Any) -> None:
    """One of the server's programs, not as root."""
    user = _other_user()
    subprocess.run(
        [_programs() / program, *map(str, arguments)],
        check=True,
        cwd="/",
        user=user,
        group=None if user is None else pwd.getpwnam(user).pw_gid,
        env={"PATH": os.defpath, "LC_ALL": "C.UTF-8", "LD_PRELOAD": os.environ.get("LD_PRELOAD", "")},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,  # a pipe would be the server's, too, and never end
        timeout=_PATIENCE,
    )


def _programs() -> Path:
    """The folder with initdb, pg_ctl and postgres."""
    given = os.environ.get("POSTGRES_BIN")
    found = [Path(given)] if given else []
    if in_path := shutil.which("postgres"):
        found.append(Path(in_path).resolve().parent)
    debian = Path("/usr/lib/postgresql").glob("*/bin")
    found += sorted(debian, key=lambda path: float(path.parent.name), reverse=True)
    for folder in found:
        if (folder / "initdb").exists():
            return folder
    raise ServerMissingError(MISSING)


def _other_user() -> str | None:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    known = {one.pw_name for one in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"
