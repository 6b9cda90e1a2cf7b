"""What `parade export` wrote, taken back as records: so a collection can move house, whole.

The file may come from a stranger. What it tells is written as YAML and read as every record is: what a person may not
type, a file may not bring either.
"""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from parade.data import csv_files, sqlite_file
from parade.data.columns import OWN, Thing, from_row, kind_of
from parade.model.fields import Kind
from parade.model.problems import Level, ParadeError, Problem
from parade.model.record import Record
from parade.model.settings import Settings
from parade.read.records import read
from parade.read.write import write

MAX_BYTES = 500 * 1024 * 1024
SUFFIXES = {".json", ".jsonl", ".sqlite", ".csv"}
OWN_HEADER = "id,type,"  # a CSV file that begins otherwise is a sheet of somebody's own


def is_export(path: Path) -> bool:
    """Whether a file, or a folder of CSV files, was written by `parade export`, as far as its outside tells."""
    if path.is_dir():
        found = sorted(path.glob("*.csv"))
        return bool(found) and all(map(is_export, found))
    if path.suffix.lower() not in SUFFIXES or not path.is_file():
        return False
    if path.suffix.lower() != ".csv":
        return True
    with path.open("rb") as stream:
        return stream.read(100).decode("utf-8", "replace").removeprefix(csv_files.MARK).startswith(OWN_HEADER)


def take_back(path: Path) -> tuple[dict[str, str], list[Problem]]:
    """The files of a collection out of an export: the text of each by its path below the folder of records.

    And what is wrong with the records that are left out of it; `path` in a problem is where that record would stand.
    Raises `ParadeError` when the file cannot be read as an export.
    """
    files = sorted(path.glob("*.csv")) if path.is_dir() else [path]
    things = [thing for file in files for thing in _things(file)]
    if not things:
        raise ParadeError(f'In "{path}" staan geen records. Kies een bestand dat met parade export is gemaakt.')
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    for thing in things:
        where, text, wrong = _as_yaml(thing, path.name)
        if not wrong and where in texts and not thing.get("lijst"):
            wrong = [Problem(where, 1, 1, Level.FOUT, "", "Dit record staat er twee keer in. Haal er één weg.")]
        if not wrong:
            texts[where] = texts.get(where, "") + text
        problems += wrong
    return texts, problems


def save(texts: dict[str, str], folder: Path) -> list[Path]:
    """Write those files below a folder; raises `ParadeError`, and writes nothing, when one is there and differs."""
    targets = {folder / where: text.encode() for where, text in texts.items()}
    for target, content in targets.items():
        if target.exists() and (not target.is_file() or target.read_bytes() != content):
            raise ParadeError(f'"{target}" bestaat al en is anders. Kies met --out een nieuwe map.')
    for target, content in targets.items():
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return list(targets)


def _things(path: Path) -> Iterable[Thing]:
    if path.stat().st_size > MAX_BYTES:
        raise ParadeError(f'"{path.name}" is groter dan {MAX_BYTES // 1024**2} MB. Neem de soorten apart.')
    readers: dict[str, Callable[[bytes], Iterable[Thing]]] = {
        ".json": _from_json,
        ".jsonl": _from_lines,
        ".sqlite": lambda content: sqlite_file.records(content, Settings()),
        ".csv": _from_csv,
    }
    try:
        return list(readers[path.suffix.lower()](path.read_bytes()))
    except (ValueError, csv.Error, sqlite3.Error, RecursionError) as error:
        raise ParadeError(
            f'"{path.name}" is niet te lezen als open data van Parade ({error}). Maak het opnieuw met: parade export'
        ) from error


def _from_json(content: bytes) -> list[Thing]:
    """One record, the records of a kind or list, or a whole collection."""
    told = json.loads(content)
    if not isinstance(told, dict):
        raise ValueError("er staat geen object in")
    if "type" in told:
        return [told]
    return [thing for name, things in told.items() if name != "collectie" for thing in _listed(things)]


def _from_lines(content: bytes) -> list[Thing]:
    return _listed([json.loads(line) for line in content.splitlines() if line.strip()])


def _listed(things: Any) -> list[Thing]:
    if not isinstance(things, list) or not all(isinstance(thing, dict) for thing in things):
        raise ValueError("er staan geen records in")
    return things


def _from_csv(content: bytes) -> list[Thing]:
    found = []
    for row in csv_files.rows(content):
        kind = kind_of(row.get("type", ""), row.get("lijst", ""))
        told = {name: row[name] for name in OWN if row.get(name)}
        found.append({**told, **(from_row(row, kind) if kind else {})})
    return found


def _as_yaml(thing: Thing, source: str) -> tuple[str, str, list[Problem]]:
    """Where a record is to stand, its text, and what is wrong with it."""
    kind = kind_of(str(thing.get("type", "")), str(thing.get("lijst", "")))
    id = str(thing.get("id", ""))
    if kind is None:
        message = f'"{id[:60]}" is van een soort die niet bestaat. Maak het bestand opnieuw met: parade export'
        return "", "", [Problem(source, 1, 1, Level.FOUT, "type", message)]
    where = _path(kind, id)
    record = Record(kind, id, {name: value for name, value in thing.items() if name not in OWN})
    try:
        text = write(record)
    except RecursionError:
        message = "De lijsten zitten te diep in elkaar. Maak het bestand opnieuw met: parade export"
        return where, "", [Problem(where, 1, 1, Level.FOUT, "", message)]
    # The name of a file is checked as a name, before anything is done with it as a path.
    _, problems = read(text.encode("utf-8", "replace"), kind, kind.list_name or id, where)
    return where, text, [problem for problem in problems if problem.level is Level.FOUT]


def _path(kind: Kind, id: str) -> str:
    return f"{kind.folder}.yml" if kind.list_name else f"{kind.folder}/{id}.yml"
