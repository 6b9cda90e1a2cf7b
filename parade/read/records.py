"""YAML files → frozen records that know file, line and column of each field.

Reading never raises on content and never stops at the first problem.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from parade.dutch.words import slug
from parade.model.fields import Kind
from parade.model.problems import Level, Problem, bounded
from parade.model.record import Collection, Record
from parade.model.settings import Settings
from parade.read.convert import is_reserved, read_record, start_of
from parade.read.folder import PICTURES, entries, from_elsewhere
from parade.read.history import history
from parade.read.pictures import wrong_with
from parade.read.settings import read_settings
from parade.read.yaml_file import YamlFile, holds_fields, read_file

GOOD_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

MAX_NAME = 100


def read_folder(folder: Path) -> tuple[Collection, list[Problem]]:
    """All records below `folder`, and what is wrong with their files. Each file is a record, a picture or a problem."""
    records: list[Record] = []
    pictures: dict[str, str] = {}
    told, problems = read_settings(folder.parent)
    settings = Settings(told)
    for entry in entries(folder, settings):
        name = entry.path.relative_to(folder.parent).as_posix() if folder.name else entry.path.as_posix()
        if entry.message:
            problems.append(Problem(name, 1, 1, entry.level, "", entry.message))
        if entry.kind and (not entry.message or holds_fields(entry.path)):
            found, wrong = read_record_file(entry.path, entry.kind, name)
            problems += wrong
            records += [] if entry.message else found
        elif not entry.message:
            message, placed = wrong_with(entry.path)
            pictures[entry.path.name] = message
            if message:
                problems.append(Problem(name, 1, 1, Level.FOUT, "", message))
            if placed:
                message = "In dit beeld staat waar het gemaakt is. Haal dat eruit voordat je het instuurt."
                problems.append(Problem(name, 1, 1, Level.TIP, "", message))
    found_in = Collection(records, settings, pictures, folder.name, history(folder))
    return found_in, sorted([*problems, *_twice(records)])


def with_files(collection: Collection, paths: list[Path]) -> tuple[Collection, list[Problem]]:
    """The collection with the records of some files from elsewhere in it, and what is wrong with those files.

    A file takes the place of the record of its name, as one that is a changed copy would.
    """
    records: list[Record] = []
    problems: list[Problem] = []
    pictures = dict(collection.pictures or {})
    for path in paths:
        entry = from_elsewhere(path, collection.settings)
        name = path.as_posix()
        if entry.message:
            problems.append(Problem(name, 1, 1, entry.level, "", entry.message))
        if entry.kind and (not entry.message or holds_fields(path)):
            found, wrong = read_record_file(path, entry.kind, name)
            records += found
            problems += wrong
            for near in (path.parent, path.parent / PICTURES, path.parent.parent / PICTURES):
                named = [record["beeld"].get("bestand", "") for record in found if "beeld" in record]
                pictures.update({each: wrong_with(near / each)[0] for each in named if (near / each).is_file()})
    return collection.with_records(records, pictures), problems


def _twice(records: list[Record]) -> Iterator[Problem]:
    """A collection holds one record of each kind and id: tell which ones it leaves out."""
    first: dict[tuple[str, str], Record] = {}
    for record in records:
        other = first.setdefault((record.kind.folder, record.id), record)
        if other is not record:
            line, _ = other.place()
            message = (
                f"Dit heet net zo als het record in {other.path}, regel {line}. Kies een andere naam, of voeg ze samen."
            )
            yield record.problem(Level.FOUT, message)


def read_record_file(path: Path, kind: Kind, name: str) -> tuple[list[Record], list[Problem]]:
    """The record, or for a list of begrippen the records, in one file."""
    return _convert_file(read_file(path, name), kind, path.stem)


def read(content: bytes, kind: Kind, id: str, name: str = "") -> tuple[list[Record], list[Problem]]:
    """The same for content that is not on disk."""
    return _convert_file(YamlFile(name or f"{id}.yml", content), kind, id)


def _convert_file(file: YamlFile, kind: Kind, id: str) -> tuple[list[Record], list[Problem]]:
    records = []
    if file.node is not None:
        if kind.list_name:
            records = _read_terms(file, kind)
        else:
            if not is_named_well(id):
                better = slug(id)[:MAX_NAME].strip("-") or "naam-van-het-voorbeeld"
                message = "De bestandsnaam mag alleen kleine letters, cijfers en streepjes hebben"
                file.fout(1, 1, f'{message}, en hooguit {MAX_NAME} tekens. Noem het bestand "{better}.yml".')
            record = read_record(file, kind, id, file.node)
            records = [] if record is None else [record]
    return records, bounded(sorted(file.problems))


def is_named_well(id: str) -> bool:
    """Whether a name has the shape of an id."""
    return GOOD_NAME.fullmatch(id) is not None and len(id) <= MAX_NAME


def is_id(id: str) -> bool:
    """Whether a record may be called so."""
    return is_named_well(id) and not is_reserved(id)


def _read_terms(file: YamlFile, kind: Kind) -> list[Record]:
    assert file.node is not None
    if not isinstance(file.node, yaml.SequenceNode):
        message = "Dit bestand is een lijst. Zet - voor naam, en alles eronder twee spaties naar rechts: - naam: …"
        file.fout(*start_of(file.node), message)
        return []
    records = [read_record(file, kind, "", node) for node in file.node.value]
    return [record for record in records if record is not None]
