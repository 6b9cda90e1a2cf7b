"""What a folder held when it was last written, so that a file that still stands there just so is not written again."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Collection
from pathlib import Path

from parade.keep.store import Store, key

STEP = "bestanden"


class Standing:
    """By path the content, size and time of each file of a folder, as it was written.

    A file that was touched since is not believed; a list that does not fit the folder is an empty one.
    """

    def __init__(self, folder: Path, store: Store) -> None:
        self.folder = folder.resolve()
        self.store = store
        self.key = key(str(self.folder))
        try:
            told = json.loads(store.get(STEP, self.key) or b"{}")
            self.made_of: str = told.get("made_of", "")
            self.told: str = told.get("told", "")
            self.files: dict[str, list[str | int]] = told.get("files", {})
        except (ValueError, AttributeError):
            self.made_of, self.told, self.files = "", "", {}

    def holds(self, path: str, content: bytes) -> bool:
        """Whether the file at that path is there, untouched, with that content."""
        known = self.files.get(path)
        return known is not None and known[0] == _hash(content) and known[1:] == _stat(f"{self.folder}/{path}")

    def is_whole(self) -> bool:
        """Whether the folder holds all that was written, untouched, and nothing else."""
        seen = 0
        for place, _, names in os.walk(self.folder):
            below = place[len(str(self.folder)) + 1 :].replace(os.sep, "/")
            for name in names:
                known = self.files.get(f"{below}/{name}" if below else name)
                if known is None or known[1:] != _stat(f"{place}/{name}"):
                    return False
            seen += len(names)
        return 0 < seen == len(self.files)

    def note(self, path: str, content: bytes, place: Path | None = None) -> None:
        """That file was written; at `place`, when the folder is not yet where it will be."""
        self.files[path] = [_hash(content), *_stat(str(place or self.folder / path))]

    def forget(self, kept: Collection[str]) -> None:
        """Only those files are there now."""
        for path in [path for path in self.files if path not in kept]:
            del self.files[path]

    def write(self, made_of: str = "", told: str = "") -> None:
        """Keep the list, with the hash of what the folder was made of and what is to be told of it."""
        text = json.dumps({"made_of": made_of, "told": told, "files": self.files}, separators=(",", ":"))
        self.store.put(STEP, self.key, text.encode())


def _hash(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=16).hexdigest()


def _stat(path: str) -> list[str | int]:
    """Size and time of change; empty when it is no file."""
    try:
        found = os.lstat(path)
    except OSError:
        return []
    return [found.st_size, found.st_mtime_ns]
