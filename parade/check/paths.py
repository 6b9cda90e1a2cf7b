"""`parade check` on a folder or on some files."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from parade.check.checks import check, check_record
from parade.model.fields import VOORBEELD
from parade.model.problems import ParadeError, Problem
from parade.read.records import existing, kind_of, read_folder, read_record_file


def check_folder(examples: Path, today: date) -> list[Problem]:
    """All problems of the collection in a folder."""
    collection, found = read_folder(existing(examples))
    return sorted([*found, *check(collection, today)])


def check_paths(paths: tuple[Path, ...], examples: Path, today: date) -> list[Problem]:
    """The problems of some files: those in the collection beside it, others as a voorbeeld of their own."""
    found: list[Problem] = []
    inside = [path for path in paths if path.resolve().is_relative_to(examples.resolve())]
    if inside:
        names = [(examples.name / path.resolve().relative_to(examples.resolve())).as_posix() for path in inside]
        for problem in check_folder(examples, today):
            if any(problem.path == name or problem.path.startswith(name.rstrip("/") + "/") for name in names):
                found.append(problem)
    for path in paths:
        if not path.exists():
            raise ParadeError(f'"{path}" bestaat niet. Controleer het pad.')
        if path in inside:
            continue
        if path.is_dir():
            found += check_folder(path, today)
        else:
            collection, _ = read_folder(existing(examples))
            records, wrong = read_record_file(path, kind_of(path, collection.settings) or VOORBEELD, path.as_posix())
            found += wrong
            for record in records:
                found += check_record(record, collection, today)
    return sorted(set(found))
