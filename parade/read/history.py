"""When each file came into a collection, as git knows it."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

SECONDS = 20


def history(folder: Path) -> Callable[[], Mapping[str, str]]:
    """A function that asks git once, and only when somebody wants to know."""

    @cache
    def first_days() -> Mapping[str, str]:
        return _first_days(folder)

    return first_days


def changed(folder: Path) -> frozenset[str]:
    """The files below a folder that git has not, or not as they are now; by path as problems tell it."""
    told = _git(folder, "status", "--porcelain", "-z", "--untracked-files=all", "--no-renames", "--", ".")
    prefix = _git(folder, "rev-parse", "--show-prefix").strip()
    names = (entry[3:] for entry in told.split("\0") if len(entry) > 3)
    return frozenset(f"{folder.name}/{name.removeprefix(prefix)}" for name in names)


def state(folder: Path) -> str:
    """What the history of a folder follows from: the commit that stands there, and whether git has all before it."""
    return _git(folder, "rev-parse", "HEAD", "--is-shallow-repository").strip()


def has_history(folder: Path) -> bool:
    """Whether a folder lies in a repository of git."""
    return _git(folder, "rev-parse", "--is-inside-work-tree").strip() == "true"


def _first_days(folder: Path) -> dict[str, str]:
    """The day of the first commit of each file, by path as problems tell it: with the name of the folder before it."""
    told = _git(
        folder, "-c", "core.quotePath=false", "log", "--no-renames", "--diff-filter=A", "--format=%x00%as",
        "--name-only", "--relative", "--", ".",
    )  # fmt: skip
    days: dict[str, str] = {}
    for part in told.split("\0")[1:]:  # the newest first: the oldest day of a file stays
        day, *names = part.strip().split("\n")
        if re.fullmatch(r"\d{4}-\d\d-\d\d", day):
            days.update({f"{folder.name}/{name}": day for name in names if name})
    return days


def _git(folder: Path, *words: str) -> str:
    """What git says of a folder; nothing when it knows nothing."""
    try:
        done = subprocess.run(
            ["git", "--no-optional-locks", *words], cwd=folder, capture_output=True, timeout=SECONDS, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.decode("utf-8", "replace")
