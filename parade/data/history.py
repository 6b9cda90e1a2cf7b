"""What changed in a record and when, as git tells it; nothing where git, or a part of its history, is not there."""

from __future__ import annotations

import re
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

from parade.model.fields import UPKEEP, Kind
from parade.model.record import Record
from parade.read.records import read

MOST = 100  # versions that are looked at, the newest first
SHOWN = 5  # changes on a page
FIELD = re.compile(r"^([a-z_]+):", re.MULTILINE)


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


def histories(folder: Path, records: Iterable[Record]) -> dict[str, list[Change]]:
    """The newest changes of every record by its path, from two calls of git; without those that git cannot know whole.

    Only the fields that differ as text are read, as plain YAML; another way to write the same is no change.
    """
    if _git(folder, "rev-parse", "--is-shallow-repository").strip() != "false":
        return {}
    kinds = {record.path: record.kind for record in records}
    versions: dict[str, list[tuple[str, str]]] = defaultdict(list)
    moved: dict[str, str] = {}
    told = _git(folder, "log", "--raw", "--no-abbrev", "-M", "--relative", "--format=%x00%as", "-z", "--", ".")
    for day, blob, path, before in _entries(told):
        now = moved.get(path, f"{folder.name}/{path}")
        if before:
            moved[before] = now
        if now in kinds and len(versions[now]) <= SHOWN:
            versions[now].append((day, blob))
    texts = _blobs(folder, {blob for some in versions.values() for _, blob in some})
    found = {}
    for path, some in versions.items():
        parts = [(day, _parts(texts.get(blob, ""))) for day, blob in some]
        whole = len(some) <= SHOWN
        changes = [
            Change(day, labels)
            for (day, now), (_, before) in pairwise(parts)
            if (labels := tuple(field.label for field in kinds[path].fields if _differ(field.name, now, before)))
        ]
        found[path] = [*changes, *([Change(some[-1][0], ())] if whole else [])]
    return found


def _entries(told: str) -> Iterator[tuple[str, str, str, str]]:
    """The day, the content, the path and, when it was renamed, the path before of each change of a file."""
    words = iter(told.split("\0"))
    day = ""
    for word in words:
        entry = word.strip()  # the first one of a commit stands on a line of its own
        if not entry.startswith(":"):
            day = entry or day
            continue
        _, _, _, blob, status = entry.split()
        path = next(words)
        before, path = (path, next(words)) if status[0] in "RC" else ("", path)
        if status[0] != "D":
            yield day, blob, path, before if status[0] == "R" else ""


def _blobs(folder: Path, names: set[str]) -> dict[str, str]:
    """The texts of contents by their name."""
    asked = "".join(f"{name}\n" for name in sorted(names)).encode()
    try:
        done = subprocess.run(
            ["git", "cat-file", "--batch"], cwd=folder, input=asked, capture_output=True, timeout=60, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return {}
    texts, at, told = {}, 0, done.stdout
    while at < len(told):
        end = told.index(b"\n", at)
        name, *rest = told[at:end].decode().split()
        at = end + 1
        if len(rest) == 2:
            size = int(rest[1])
            texts[name] = told[at : at + size].decode("utf-8", "replace")
            at += size + 1
    return texts


def _parts(text: str) -> dict[str, str]:
    """The text of each field of a record."""
    starts = [*FIELD.finditer(text)]
    ends = [*(match.start() for match in starts[1:]), len(text)]
    return {match[1]: text[match.start() : end] for match, end in zip(starts, ends, strict=True)}


def _differ(name: str, now: Mapping[str, str], before: Mapping[str, str]) -> bool:
    """Whether a field has another value, and not only another way of writing."""
    if now.get(name) == before.get(name) or name in {field.name for field in UPKEEP}:
        return False
    return bool(_value(now.get(name, "")) != _value(before.get(name, "")))


def _value(text: str) -> Any:
    try:
        return yaml.load(text, yaml.CBaseLoader if yaml.__with_libyaml__ else yaml.BaseLoader)  # texts only
    except (yaml.YAMLError, RecursionError):
        return text


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
