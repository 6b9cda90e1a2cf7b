"""A PostgreSQL of our own in a temporary folder, which listens on a socket there and nowhere else."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SETTINGS = {"listen_addresses": "", "fsync": "off", "full_page_writes": "off", "max_connections": "60"}


def program(name: str) -> str:
    """The path of a program of PostgreSQL, the newest there is."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[4]))
    return str(found[-1]) if found else (shutil.which(name) or name)


def _run(*words: str) -> None:
    """Run one of its programs; as another user than root, which PostgreSQL refuses to be."""
    drop = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"] if os.getuid() == 0 else []
    environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
    done = subprocess.run([*drop, *words], env=environment, cwd="/", capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr


@contextmanager
def server(**settings: str) -> Iterator[str]:
    """The address of its database `postgres`, as the user who owns everything; gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="pg") as name:  # short: the path of a socket may have 107 characters
        folder = Path(name)
        data = folder / "data"
        if os.getuid() == 0:
            shutil.chown(folder, "nobody", "nogroup")
        _run(program("initdb"), "-D", str(data), "-U", "owner", "-A", "trust", "-E", "UTF8", "--no-sync")
        given = {**SETTINGS, **settings, "unix_socket_directories": str(folder)}
        told = " ".join(f"-c {key}='{value}'" for key, value in given.items())
        control, log = program("pg_ctl"), str(folder / "log")
        _run(control, "-D", str(data), "-w", "-l", log, "-o", told, "start")
        try:
            yield f"postgresql://owner@/postgres?host={folder}"
        finally:
            _run(control, "-D", str(data), "-m", "immediate", "stop")


@contextmanager
def database(where: str, name: str) -> Iterator[str]:
    """The address of an empty database on a server."""
    import psycopg

    with psycopg.connect(where, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
    yield where.replace("/postgres?", f"/{name}?")
