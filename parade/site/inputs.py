"""What a site is made of, as one hash: when it is the same, so is the site."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from parade.keep.program import program
from parade.keep.store import key
from parade.model.settings import FILE, OVERRIDDEN
from parade.read.history import state
from parade.site import builder
from parade.site.publish import HAND_WRITTEN, SCREENSHOTS


def made_of(root: Path, examples: Path, today: date) -> bytes:
    """The hash of the program, of the day, of every file that a site is made of, and of what git knows of them."""
    parts: list[str | bytes] = [program(), today.isoformat(), str(examples), state(examples)]
    parts += [os.environ.get(name, "") for name in OVERRIDDEN]
    for path in files(root, examples):
        parts += [str(path), _content(path)]
    return key(*parts)


def _content(path: Path) -> str | bytes:
    """What a file holds; of a pipe or device, from which reading may never end, only what it is."""
    try:
        told = path.stat()
        return path.read_bytes() if stat.S_ISREG(told.st_mode) else str(told.st_mode)
    except OSError as error:  # gone between listing and reading, or not to be read
        return str(error.errno)


def files(root: Path, examples: Path) -> Iterator[Path]:
    """Those files: the records and pictures, the pages by hand, and the settings."""
    yield from (path for path in (root / FILE, root / builder.CONFIG) if path.is_file())
    for folder in (examples, root / HAND_WRITTEN):
        for place, folders, names in os.walk(folder):
            folders[:] = sorted(name for name in folders if name != SCREENSHOTS or Path(place) != root / HAND_WRITTEN)
            yield from (Path(place) / name for name in sorted(names))
