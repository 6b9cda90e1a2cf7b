"""What this program is, as one hash: its own files, and the versions of the packages that it works with."""

from __future__ import annotations

import re
import sys
from functools import cache
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from parade.keep.store import key

PACKAGE = Path(__file__).parent.parent


@cache
def program() -> bytes:
    """The same only while the same program would make the same results."""
    parts: list[str | bytes] = [sys.version]
    for path in files():
        parts += [path.relative_to(PACKAGE).as_posix(), path.read_bytes()]
    for name in sorted(_needed()):
        parts += [name, _version(name)]
    return key(*parts)


def files() -> list[Path]:
    """Every file of the program: code, templates, styles and tables."""
    return sorted(path for path in PACKAGE.rglob("*") if path.is_file() and "__pycache__" not in path.parts)


def _needed() -> set[str]:
    """The packages that the program asks for, and those of others that show in pages."""
    try:
        asked = [need for need in requires("parade") or [] if "extra ==" not in need]
    except PackageNotFoundError:  # used from its folder, without having been installed
        asked = ["markdown", "mkdocs", "mkdocs-material"]
    return {re.split(r"[^\w.-]", need)[0] for need in asked} | {"pymdown-extensions", "pygments"}


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
