"""What changed in a record and when, as git tells it; nothing where git, or a part of its history, is not there."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from parade.model.fields import Kind
from parade.model.record import Record
from parade.read.records import read

MOST = 100  # versions that are looked at, the newest first


@dataclass(frozen=True, slots=True)
class Change:
    """One change: its day (2026-11-28), and the labels of the fields that differ; none when the record began there."""

    day: str
    labels: tuple[str, ...]


def history(path: Path, kind: Kind) -> list[Change]:
    """The changes of the record in a file, the newest first; one in which no field changed is left out.

    Empty without git, outside a repository, and in a shallow clone, which would tell a beginning that was none.
    """
    folder = path.parent
    if _git(folder, "rev-parse", "--is-shallow-repository").strip() != "false":
        return []
    versions: list[tuple[str, Record | None]] = []
    told = _git(folder, "log", f"-{MOST}", "--follow", "-M", "--name-only", "--format=%x00%H %as", "--", path.name)
    for part in told.split("\0")[1:]:
        commit, day, *names = part.split(maxsplit=2)
        if names:
            content = _git(folder, "show", f"{commit}:{names[0].strip()}").encode()
            records = read(content, kind, path.stem)[0] if content else []
            versions.append((day, records[0] if records else None))
    return _changes(versions, kind, whole=len(versions) < MOST)


def as_text(record: Record, changes: list[Change]) -> str:
    """The history for who keeps the collection, as Markdown."""
    lines = [f"- {change.day}: {', '.join(change.labels) if change.labels else 'begonnen'}" for change in changes]
    nothing = "Git weet niets van dit record, of niet alles. Haal de hele geschiedenis op met: git fetch --unshallow"
    return "\n".join([f"# {record.naam}", "", *(lines or [nothing])])


def _changes(versions: list[tuple[str, Record | None]], kind: Kind, whole: bool) -> list[Change]:
    found = []
    for (day, now), (_, before) in pairwise(versions):
        if now is not None and before is not None:
            labels = tuple(field.label for field in kind.fields if now.get(field.name) != before.get(field.name))
            found += [Change(day, labels)] if labels else []
    return [*found, Change(versions[-1][0], ())] if versions and whole else found


def _git(folder: Path, *arguments: str) -> str:
    """What git says; nothing when it fails or is not there."""
    command = ["git", "-c", "core.quotePath=false", *arguments]
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return "" if done.returncode else done.stdout.decode("utf-8", "replace")
