"""Results kept by the hash of what they depend on, so that nothing is done twice.

One SQLite file, safe to delete, to copy to another machine and to share between branches: an entry is found by the
hash of all that made it, and one that was damaged is as if it were not there. Values are bytes and never code, so
that a file of others can bring wrong results but run nothing.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

STORE = Path("build/bewaard.sqlite")  # below the root of a collection
FRESH = 10  # runs after which the use of an entry is noted anew
OLD = 50  # runs after which an entry that nobody used is dropped
PATIENCE = 5  # seconds to wait for another process
_TABLES = """
CREATE TABLE IF NOT EXISTS runs (number INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS kept (
    step TEXT NOT NULL, key BLOB NOT NULL, used INTEGER NOT NULL, proof BLOB NOT NULL, value BLOB NOT NULL,
    PRIMARY KEY (step, key)
);
"""


def key(*parts: str | bytes) -> bytes:
    """The hash of some parts: the same only when each of them is."""
    made = hashlib.blake2b(digest_size=20)
    for part in parts:
        content = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        made.update(len(content).to_bytes(8, "big") + content)
    return made.digest()


class Store:
    """Entries by step and key, in a file or, without one, for this run only; `close` writes what is new.

    Whatever is wrong with the file costs time and never a result: then it is begun anew, or not written. `found` and
    `missed` count by step.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.found: Counter[str] = Counter()
        self.missed: Counter[str] = Counter()
        self._new: dict[tuple[str, bytes], bytes] = {}
        self._used: set[tuple[str, bytes]] = set()
        self._path = path
        self._file = self._open()
        self._run = self._last_run()

    def _open(self) -> sqlite3.Connection | None:
        for _ in range(2 if self._path else 0):
            assert self._path
            try:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                file = sqlite3.connect(self._path, timeout=PATIENCE, isolation_level=None, check_same_thread=False)
                file.execute("PRAGMA synchronous = OFF")  # what a power cut damages is made anew
                file.executescript(_TABLES)
                return file
            except sqlite3.OperationalError:
                return None  # busy, or no place to write in
            except sqlite3.DatabaseError:  # no store of ours
                with suppress(OSError):
                    self._path.unlink()
            except OSError:
                return None
        return None

    def _last_run(self) -> int:
        if self._file:
            try:
                return int(self._file.execute("SELECT max(number) FROM runs").fetchone()[0] or 0)
            except (sqlite3.DatabaseError, ValueError):
                self._begin_anew()
        return 0

    def _begin_anew(self) -> None:
        if self._file and self._path:
            self._file.close()
            with suppress(OSError):
                self._path.unlink()
            self._file = self._open()

    def get(self, step: str, key: bytes) -> bytes | None:
        """The result of a step that is kept under a key, or None."""
        value = self._new.get((step, key))
        if value is None and self._file:
            try:
                question = "SELECT proof, value, used FROM kept WHERE step = ? AND key = ?"
                row = self._file.execute(question, (step, key)).fetchone()
            except sqlite3.DatabaseError:
                self._begin_anew()
                row = None
            if row and _proof(step, key, row[1]) == row[0]:
                value = row[1]
                if self._run - row[2] >= FRESH:
                    self._used.add((step, key))
        (self.missed if value is None else self.found)[step] += 1
        return value

    def put(self, step: str, key: bytes, value: bytes) -> None:
        """Keep a result."""
        self._new[step, key] = value

    def kept(self, step: str, key: bytes, make: Callable[[], bytes]) -> bytes:
        """The result under a key: the one that was kept, or made now."""
        value = self.get(step, key)
        if value is None:
            value = make()
            self.put(step, key, value)
        return value

    def each(self, step: str, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """Those of some keys that are kept, with their results."""
        return {key: value for key in keys if (value := self.get(step, key)) is not None}

    def write(self) -> None:
        """Write what is new; entries that no run used for long are dropped."""
        if not self._file:
            return
        run = self._run + 1
        try:
            self._file.execute("BEGIN IMMEDIATE")
            self._file.execute("DELETE FROM runs")
            self._file.execute("INSERT INTO runs VALUES (?)", (run,))
            rows = [(step, key, run, _proof(step, key, value), value) for (step, key), value in self._new.items()]
            self._file.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?, ?)", rows)
            used = [(run, step, key) for step, key in self._used]
            self._file.executemany("UPDATE kept SET used = ? WHERE step = ? AND key = ?", used)
            if run % FRESH == 0:
                self._file.execute("DELETE FROM kept WHERE used < ?", (run - OLD,))
            self._file.execute("COMMIT")
            self._run = run
            self._new.clear()
            self._used.clear()
        except sqlite3.OperationalError:  # busy, or the disk is full: then this run is not kept
            with suppress(sqlite3.Error):
                self._file.execute("ROLLBACK")
        except sqlite3.DatabaseError:
            self._begin_anew()

    def close(self) -> None:
        """Write what is new, and let go of the file."""
        self.write()
        if self._file:
            self._file.close()
            self._file = None


def _proof(step: str, key: bytes, value: bytes) -> bytes:
    return hashlib.blake2b(value, digest_size=16, key=key, person=step.encode()[:16]).digest()
