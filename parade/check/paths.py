"""`parade check` on a folder or on some files."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from parade.check.checks import check
from parade.model.problems import Level, ParadeError, Problem
from parade.model.record import Collection
from parade.read.existing import existing
from parade.read.history import changed, has_history
from parade.read.records import read_folder, with_files


def check_folder(examples: Path, today: date) -> list[Problem]:
    """All problems of the collection in a folder."""
    collection, found = read_folder(existing(examples))
    return sorted([*found, *check(collection, today)])


def mine(problems: list[Problem], examples: Path) -> list[Problem]:
    """What somebody wants to hear who asks for no file: each fout, and the tips on files that were changed here.

    Without git nobody knows what was changed, and all tips are told.
    """
    if not has_history(examples):
        return problems
    here = changed(examples) | {problem.path for problem in problems if problem.level is Level.FOUT}
    return [problem for problem in problems if problem.path in here]


def check_paths(paths: tuple[Path, ...], examples: Path, today: date) -> list[Problem]:
    """The problems of some files and folders: each file gets every check that one in the collection gets."""
    for path in paths:
        if not path.exists() and not path.is_symlink():
            raise ParadeError(f'"{path}" bestaat niet. Controleer het pad.')
    collection, problems = read_folder(existing(examples))
    root = examples.resolve()
    inside = [path for path in paths if (path.parent.resolve() / path.name).is_relative_to(root)]
    names = [(examples.name / (path.parent.resolve() / path.name).relative_to(root)).as_posix() for path in inside]
    found: list[Problem] = []
    files: list[Path] = []
    for path in paths:
        if path not in inside and path.is_dir() and _is_collection(path, collection):
            found += check_folder(path, today)
        elif path not in inside and path.is_dir():
            files += sorted(each for each in path.iterdir() if each.name != ".gitkeep")
        elif path not in inside:
            files.append(path)
    collection, wrong = with_files(collection, files)
    names += [path.as_posix() for path in files]
    asked = frozenset(record.path for record in collection if _below(record.path, names))
    problems = [*problems, *wrong, *check(collection, today, asked)]
    found += [problem for problem in problems if _below(problem.path, names)]
    return sorted(dict.fromkeys(found))


def _below(path: str, names: list[str]) -> bool:
    return any(path == name or path.startswith(name.rstrip("/") + "/") for name in names)


def _is_collection(path: Path, collection: Collection) -> bool:
    """Whether a folder is one of records: it has a folder of some kind in it."""
    return any((path / name).is_dir() for name in [*collection.settings.kinds, "begrippen"])
