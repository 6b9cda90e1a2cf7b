"""YAML files → frozen records that know file, line and column of each field.

Every value stays text, and is taken apart only as its field's definition says: `10:30` and `no` are
what the writer typed. Reading never raises on content and never stops at the first problem.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from parade.dutch.words import slug
from parade.model.fields import KINDS, LISTS, Field, Kind, Type
from parade.model.problems import Level, Problem, did_you_mean
from parade.model.record import Collection, Path_, Place, Record, dotted
from parade.read.yaml_file import INVISIBLE, YamlFile, read_file

GOOD_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


MAX_NAME = 100


# What YAML makes of text, lists and fields when the writer gives no tag; every other tag was typed, as in `!!python/…`.
OWN_NAMES = ("str", "int", "float", "bool", "null", "timestamp", "merge", "value", "seq", "map")


OWN_TAGS = {f"tag:yaml.org,2002:{name}" for name in OWN_NAMES}


def read_folder(folder: Path) -> tuple[Collection, list[Problem]]:
    """All records below `folder`, and what is wrong with their files."""
    records: list[Record] = []
    problems: list[Problem] = []
    root = folder.resolve()
    for path in sorted(folder.rglob("*")):
        if path.suffix in {".yml", ".yaml"} or path.is_symlink():
            name = path.relative_to(folder.parent).as_posix() if folder.name else path.as_posix()
            found, wrong = _read_path(path, root, name)
            records += found
            problems += wrong
    return Collection(records), sorted([*problems, *_twice(records)])


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


def _read_path(path: Path, root: Path, name: str) -> tuple[list[Record], list[Problem]]:
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
    kind = kind_of(path)
    if kind is None:
        choices = ", ".join([*KINDS, *(kind.folder + ".yml" for kind in LISTS.values())])
        return refuse(f"Dit bestand staat op een plek waar geen records horen. Kies uit: {choices}.")
    return read_record_file(path, kind, name)


def kind_of(path: Path) -> Kind | None:
    """The kind of the records in a file, by where it stands."""
    if path.parent.name == "begrippen":
        return LISTS.get(path.stem)
    return KINDS.get(path.parent.name)


def read_record_file(path: Path, kind: Kind, name: str) -> tuple[list[Record], list[Problem]]:
    """The record, or for a list of begrippen the records, in one file."""
    return _convert_file(read_file(path, name), kind, path.stem)


def read(content: bytes, kind: Kind, id: str, name: str = "") -> tuple[list[Record], list[Problem]]:
    """The same for content that is not on disk."""
    return _convert_file(YamlFile(name or f"{id}.yml", content), kind, id)


def _convert_file(file: YamlFile, kind: Kind, id: str) -> tuple[list[Record], list[Problem]]:
    records = []
    if file.node is not None:
        if kind.folder.startswith("begrippen/"):
            records = _read_terms(file, kind)
        else:
            if not GOOD_NAME.fullmatch(id) or len(id) > MAX_NAME:
                better = slug(id)[:MAX_NAME].strip("-") or "naam-van-het-voorbeeld"
                message = "De bestandsnaam mag alleen kleine letters, cijfers en streepjes hebben"
                file.fout(1, 1, f'{message}, en hooguit {MAX_NAME} tekens. Noem het bestand "{better}.yml".')
            record = _read_record(file, kind, id, file.node)
            records = [record] if record else []
    return records, sorted(file.problems)


def _read_terms(file: YamlFile, kind: Kind) -> list[Record]:
    assert file.node is not None
    if not isinstance(file.node, yaml.SequenceNode):
        file.fout(*_start(file.node), "Dit bestand moet een lijst zijn. Begin elk begrip met: - naam: …")
        return []
    records = [_read_record(file, kind, "", node) for node in file.node.value]
    return [record for record in records if record]


def _read_record(file: YamlFile, kind: Kind, id: str, node: yaml.Node) -> Record | None:
    if not isinstance(node, yaml.MappingNode):
        file.fout(*_start(node), f"Hier moeten velden staan. Begin met: {kind.fields[0].name}: …")
        return None
    reader = _Reader(file)
    data = reader.group(node, kind.fields, ())
    reader.places[()] = _start(node)
    if not id:  # a term without a name keeps an id of its own, or the next one would fall out
        id = slug(str(data.get(kind.named_by, ""))) or f"regel-{node.start_mark.line + 1}"
    if id == "index":  # its page would be the list's own
        file.fout(*_start(node), 'De naam "index" is al van de lijst zelf. Kies een andere naam.')
    return Record(kind, id, data, file.name, reader.places)


class _Reader:
    """Turns the nodes of one record into data, and notes where each value stands."""

    def __init__(self, file: YamlFile) -> None:
        self.file = file
        self.places: dict[Path_, Place] = {}

    def fout(self, node: yaml.Node, way: Path_, message: str) -> None:
        self.file.problems.append(Problem(self.file.name, *_start(node), Level.FOUT, dotted(way), message))

    def group(self, node: yaml.MappingNode, fields: tuple[Field, ...], way: Path_) -> dict[str, Any]:
        data: dict[str, Any] = {}
        seen: set[str] = set()
        known = {field.name: field for field in fields}
        for key, value in node.value:
            name = " ".join(key.value.split()) if isinstance(key, yaml.ScalarNode) else ""
            if name in seen:
                self.fout(key, (*way, name), f'Het veld "{name}" staat er twee keer. Haal er één weg.')
            elif name not in known:
                choices = f"Kies uit: {', '.join(known)}."
                self.fout(key, way, f'Het veld "{name[:60]}" bestaat niet. {did_you_mean(name, known)}{choices}')
            else:
                seen.add(name)
                self.places[(*way, name)] = _start(value)
                converted = self.field(value, known[name], (*way, name))
                if converted is not None:
                    data[name] = converted
        # The order of a record's fields is that of their definition, whatever the writer's order.
        return {field.name: data[field.name] for field in fields if field.name in data}

    def field(self, node: yaml.Node, field: Field, way: Path_) -> Any:
        if isinstance(node, yaml.CollectionNode) and node.tag not in OWN_TAGS:
            self.fout(node, way, "Een lijst of groep mag niet beginnen met ! . Haal dat woord weg.")
            return None
        if isinstance(node, yaml.ScalarNode) and not node.value.strip() and not node.style:
            self.empty(node, way)
            return None
        if not field.many:
            return self.value(node, field, way)
        if not isinstance(node, yaml.SequenceNode):
            self.fout(
                node, way, "Dit moet een lijst zijn. Zet elk onderdeel op een eigen regel, met een streepje ervoor."
            )
            return None
        items: list[Any] = []
        for item in node.value:
            # Counted over what is kept, so that the way of a value is its index in the data.
            here = (*way, len(items))
            self.places[here] = _start(item)
            converted = self.value(item, field, here)
            if converted is not None:
                items.append(converted)
        return items or None

    def value(self, node: yaml.Node, field: Field, way: Path_) -> Any:
        if field.type is Type.GROUP:
            if isinstance(node, yaml.MappingNode):
                return self.group(node, field.fields, way) or None
            names = ", ".join(part.name for part in field.fields)
            self.fout(node, way, f"Hier horen losse velden onder elkaar: {names}.")
            return None
        if not isinstance(node, yaml.ScalarNode):
            self.fout(node, way, _not_text(node))
            return None
        if node.tag not in OWN_TAGS:
            self.fout(node, way, "Een tekst mag niet beginnen met ! . Zet de hele tekst tussen aanhalingstekens.")
            return None
        if field.type is not Type.PROSE and "\n" in node.value.strip():
            self.fout(node, way, "Dit moet op één regel. Haal de regeleinden weg.")
        text = node.value
        if found := INVISIBLE.search(text):  # the file's own text has none left: this one was written as \x1b or so
            message = f"Hier staat een onzichtbaar teken (U+{ord(found[0]):04X}), als code met \\ . Haal het weg."
            self.fout(node, way, message)
            text = INVISIBLE.sub(" ", text)
        text = unicodedata.normalize("NFC", text).strip()
        if not text:
            self.empty(node, way)
            return None
        self.hidden_comment(node, way)
        return text

    def empty(self, node: yaml.Node, way: Path_) -> None:
        message = "Dit veld is leeg. Vul het in, of haal de regel weg."
        self.file.problems.append(Problem(self.file.name, *_start(node), Level.TIP, dotted(way), message))

    def hidden_comment(self, node: yaml.ScalarNode, way: Path_) -> None:
        """Tell of text that YAML drops without a word: all that follows ` #`."""
        if node.style or node.end_mark.line >= len(self.file.lines):
            return
        rest = self.file.lines[node.end_mark.line][node.end_mark.column :]
        if rest.lstrip().startswith("#"):
            message = "Wat na # staat, valt weg. Hoort het bij de tekst? Zet de hele tekst tussen aanhalingstekens."
            self.file.problems.append(Problem(self.file.name, *_start(node), Level.TIP, dotted(way), message))


def _not_text(node: yaml.Node) -> str:
    if isinstance(node, yaml.MappingNode):
        return "Hier moet een tekst staan. Staat er een dubbele punt in? Zet de hele tekst tussen aanhalingstekens."
    return "Hier moet één tekst staan, geen lijst. Haal het streepje of de haken weg."


def _start(node: yaml.Node) -> Place:
    return node.start_mark.line + 1, node.start_mark.column + 1
