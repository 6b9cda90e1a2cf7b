"""The nodes of a YAML file → one record, by the definition of its kind.

Every value stays text, and is taken apart only as its field's definition says: `10:30` and `no` are
what the writer typed.
"""

from __future__ import annotations

import unicodedata
from typing import Any

import yaml

from parade.dutch.words import slug
from parade.model.fields import Field, Kind, Type
from parade.model.problems import Level, Problem, did_you_mean
from parade.model.record import Path_, Place, Record, dotted
from parade.read.yaml_file import INVISIBLE, YamlFile

# What YAML makes of text, lists and fields when the writer gives no tag; every other tag was typed, as in `!!python/…`.
OWN_NAMES = ("str", "int", "float", "bool", "null", "timestamp", "merge", "value", "seq", "map")


OWN_TAGS = {f"tag:yaml.org,2002:{name}" for name in OWN_NAMES}


def read_record(file: YamlFile, kind: Kind, id: str, node: yaml.Node) -> Record | None:
    """The record below a node; None, with a `fout` in the file, when it holds no fields."""
    if not isinstance(node, yaml.MappingNode):
        file.fout(*start_of(node), f"Hier moeten velden staan. Begin met: {kind.fields[0].name}: …")
        return None
    reader = _Reader(file)
    data = reader.group(node, kind.fields, ())
    reader.places[()] = start_of(node)
    if not id:  # a term without a name keeps an id of its own, or the next one would fall out
        id = slug(str(data.get(kind.named_by, ""))) or f"regel-{node.start_mark.line + 1}"
    if id == "index":  # its page would be the list's own
        file.fout(*start_of(node), 'De naam "index" is al van de lijst zelf. Kies een andere naam.')
    return Record(kind, id, data, file.name, reader.places)


class _Reader:
    """Turns the nodes of one record into data, and notes where each value stands."""

    def __init__(self, file: YamlFile) -> None:
        self.file = file
        self.places: dict[Path_, Place] = {}

    def fout(self, node: yaml.Node, way: Path_, message: str) -> None:
        self.file.problems.append(Problem(self.file.name, *start_of(node), Level.FOUT, dotted(way), message))

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
                self.places[(*way, name)] = start_of(value)
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
            self.places[here] = start_of(item)
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
        self.file.problems.append(Problem(self.file.name, *start_of(node), Level.TIP, dotted(way), message))

    def hidden_comment(self, node: yaml.ScalarNode, way: Path_) -> None:
        """Tell of text that YAML drops without a word: all that follows ` #`."""
        if node.style or node.end_mark.line >= len(self.file.lines):
            return
        rest = self.file.lines[node.end_mark.line][node.end_mark.column :]
        if rest.lstrip().startswith("#"):
            message = "Wat na # staat, valt weg. Hoort het bij de tekst? Zet de hele tekst tussen aanhalingstekens."
            self.file.problems.append(Problem(self.file.name, *start_of(node), Level.TIP, dotted(way), message))


def _not_text(node: yaml.Node) -> str:
    if isinstance(node, yaml.MappingNode):
        return "Hier moet een tekst staan. Staat er een dubbele punt in? Zet de hele tekst tussen aanhalingstekens."
    return "Hier moet één tekst staan, geen lijst. Haal het streepje of de haken weg."


def start_of(node: yaml.Node) -> Place:
    """Line and column, from 1, where a node begins."""
    return node.start_mark.line + 1, node.start_mark.column + 1
