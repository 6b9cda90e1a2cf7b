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
from parade.model.problems import Level, ParadeError, Problem
from parade.model.record import Collection, Record
from parade.model.settings import Settings
from parade.read.convert import read_record, start_of
from parade.read.settings import read_settings
from parade.read.yaml_file import YamlFile, read_file

GOOD_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


MAX_NAME = 100


def existing(folder: Path) -> Path:
    """The folder itself; raises `ParadeError` when it is not there."""
    if not folder.is_dir():
        raise ParadeError(
            f'De map "{folder}" bestaat niet. Kies de map met de records, bijvoorbeeld: --examples examples.'
        )
    return folder


def read_folder(folder: Path) -> tuple[Collection, list[Problem]]:
    """All records below `folder`, and what is wrong with their files."""
    records: list[Record] = []
    problems: list[Problem] = []
    root = folder.resolve()
    told, wrong = read_settings(folder.parent)
    settings = Settings(told)
    problems += wrong
    for path in sorted(folder.rglob("*")):
        if path.suffix in {".yml", ".yaml"} or path.is_symlink():
            name = path.relative_to(folder.parent).as_posix() if folder.name else path.as_posix()
            found, wrong = _read_path(path, root, name, settings)
            records += found
            problems += wrong
    return Collection(records, settings), sorted([*problems, *_twice(records)])


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


def _read_path(path: Path, root: Path, name: str, settings: Settings) -> tuple[list[Record], list[Problem]]:
    def refuse(message: str) -> tuple[list[Record], list[Problem]]:
        return [], [Problem(name, 1, 1, Level.FOUT, "", message)]

    try:
        inside = path.resolve().is_relative_to(root)
    except (OSError, RuntimeError):  # a link that points to itself
        inside = False
    if not inside:
        return refuse("Dit is een verwijzing naar buiten de map. Zet het bestand zelf in de map.")
    if path.is_symlink() and path.suffix not in {".yml", ".yaml"}:
        return [], []
    if path.suffix == ".yaml":
        return refuse(f'De naam moet eindigen op .yml. Noem het bestand "{path.stem}.yml".')
    if not path.is_file():
        return refuse("Dit is geen gewoon bestand. Haal het weg.")
    kind = kind_of(path, settings)
    if kind is None:
        choices = ", ".join([*settings.kinds, *(kind.folder + ".yml" for kind in settings.lists.values())])
        return refuse(f"Dit bestand staat op een plek waar geen records horen. Kies uit: {choices}.")
    return read_record_file(path, kind, name)


def kind_of(path: Path, settings: Settings) -> Kind | None:
    """The kind of the records in a file, by where it stands."""
    if path.parent.name == "begrippen":
        return settings.lists.get(path.stem)
    return settings.kinds.get(path.parent.name)


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
            if not GOOD_NAME.fullmatch(id) or len(id) > MAX_NAME:
                better = slug(id)[:MAX_NAME].strip("-") or "naam-van-het-voorbeeld"
                message = "De bestandsnaam mag alleen kleine letters, cijfers en streepjes hebben"
                file.fout(1, 1, f'{message}, en hooguit {MAX_NAME} tekens. Noem het bestand "{better}.yml".')
            record = read_record(file, kind, id, file.node)
            records = [record] if record else []
    return records, sorted(file.problems)


def _read_terms(file: YamlFile, kind: Kind) -> list[Record]:
    assert file.node is not None
    if not isinstance(file.node, yaml.SequenceNode):
        file.fout(*start_of(file.node), "Dit bestand moet een lijst zijn. Begin elk begrip met: - naam: …")
        return []
    records = [read_record(file, kind, "", node) for node in file.node.value]
    return [record for record in records if record]
