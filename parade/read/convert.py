"""The nodes of a YAML file → one record, by the definition of its kind.

Every value stays text, and is taken apart only as its field's definition says: `10:30` and `no` are
what the writer typed.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

import yaml

from parade.dutch.words import slug
from parade.model.fields import Field, Kind, Type
from parade.model.problems import Level, Problem, did_you_mean
from parade.model.record import Path_, Place, Record, dotted
from parade.read import signs
from parade.read.addresses import without_tracking
from parade.read.place_names import understand
from parade.read.quoting import bare, colon_inside, cure
from parade.read.strangers import is_english, is_stranger, ours, stranger
from parade.read.yaml_file import YamlFile

RESERVED = {"index", "blad", "feeds", "404", "assets", "con", "prn", "aux", "nul"}
"""Names that a page or file of our own has, or that some computers keep for themselves."""
BULLETS = "–—−‐‑•·●▪◦*+"
_DEVICE = re.compile(r"(com|lpt)[0-9]")
_EXACT = {Type.TERM, Type.GEMEENTE, Type.REFERENCE, Type.DATE, Type.URL, Type.FILE, Type.EMAIL}


def read_record(file: YamlFile, kind: Kind, id: str, node: yaml.Node) -> Record | None:
    """The record below a node; None, with a `fout` in the file, when it holds no fields, or hardly one of ours."""
    if not isinstance(node, yaml.MappingNode):
        file.fout(*start_of(node), _no_fields(node, kind))
        return None
    names = [(_name(key), key.start_mark.line + 1) for key, _ in node.value]
    if is_stranger([name for name, _ in names], kind):
        texts = " ".join(value.value for _, value in node.value if isinstance(value, yaml.ScalarNode))
        for message in stranger(names, kind, is_english(texts)):
            file.fout(*start_of(node), message)
        return None
    reader = _Reader(file)
    data = reader.group(node, kind.fields, ())
    reader.places[()] = start_of(node)
    if not id:  # a term without a name keeps an id of its own, or the next one would fall out
        id = slug(str(data.get(kind.named_by, ""))) or f"regel-{node.start_mark.line + 1}"
    if is_reserved(id):
        file.fout(*start_of(node), f'De naam "{id}" is al in gebruik. Kies een andere naam.')
    return Record(kind, id, data, file.name, reader.places)


def is_reserved(id: str) -> bool:
    """Whether a name is that of a page or file of our own, or of a device."""
    return id in RESERVED or _DEVICE.fullmatch(id) is not None


def _no_fields(node: yaml.Node, kind: Kind) -> str:
    first = kind.fields[0].name
    if not isinstance(node, yaml.SequenceNode):
        return f"Hier moeten velden staan. Begin met: {first}: …"
    if len(node.value) > 1:
        return (
            f"Dit is een lijst van {len(node.value)}. Zet elk {kind.label} in een eigen bestand, "
            f"zonder streepje ervoor. Begin met: {first}: …"
        )
    return f"Een {kind.label} is geen lijst. Haal het streepje weg, en zet alle velden vooraan. Begin met: {first}: …"


def _name(key: yaml.Node) -> str:
    return " ".join(key.value.split()) if isinstance(key, yaml.ScalarNode) else ""


class _Reader:
    """Turns the nodes of one record into data, and notes where each value stands."""

    def __init__(self, file: YamlFile) -> None:
        self.file = file
        self.places: dict[Path_, Place] = {}

    def fout(self, node: yaml.Node, way: Path_, message: str) -> None:
        self.file.problems.append(Problem(self.file.name, *start_of(node), Level.FOUT, dotted(way), message))

    def tip(self, node: yaml.Node, way: Path_, message: str) -> None:
        self.file.problems.append(Problem(self.file.name, *start_of(node), Level.TIP, dotted(way), message))

    def group(self, node: yaml.MappingNode, fields: tuple[Field, ...], way: Path_) -> dict[str, Any]:
        data: dict[str, Any] = {}
        seen: set[str] = set()
        known = {field.name: field for field in fields}
        listed = False
        before: tuple[str, yaml.Node] | None = None
        for key, value in node.value:
            name = _name(key)
            if name in seen:
                self.fout(key, (*way, name), f'Het veld "{name}" staat er twee keer. Haal er één weg.')
            elif name not in known:
                choices = "" if listed else f"Kies uit: {', '.join(known)}."
                listed = True
                meant = _meant(name, known) or self.text_above(name, before, known)
                self.fout(key, way, f'Het veld "{name[:60]}" bestaat niet. {meant}{choices}'.strip())
            else:
                seen.add(name)
                before = (name, value)
                self.places[(*way, name)] = start_of(value)
                converted = self.field(value, known[name], (*way, name))
                if converted is not None:
                    data[name] = converted
        # The order of a record's fields is that of their definition, whatever the writer's order.
        return {field.name: data[field.name] for field in fields if field.name in data}

    def text_above(self, name: str, before: tuple[str, yaml.Node] | None, known: dict[str, Field]) -> str:
        """The cure for a line like `Let op: dit` below a text: it looks like a field and belongs to that text."""
        if not before or not isinstance(before[1], yaml.ScalarNode) or not (" " in name or name[:1].isupper()):
            return ""
        if known[before[0]].type is not Type.PROSE or known[before[0]].many:
            return ""
        return (
            f'Hoort deze regel bij de tekst van "{before[0]}"? Zet dan |- achter {before[0]}: en zet de hele tekst '
            "eronder, elke regel met twee spaties ervoor. "
        )

    def field(self, node: yaml.Node, field: Field, way: Path_) -> Any:
        if isinstance(node, yaml.ScalarNode) and not node.value.strip() and not node.style:
            return self.empty(node, field, way)
        if not field.many:
            return self.value(node, field, way)
        if not isinstance(node, yaml.SequenceNode):
            return self.no_list(node, field, way)
        items: list[Any] = []
        for item in node.value:
            # Counted over what is kept, so that the way of a value is its index in the data.
            here = (*way, len(items))
            self.places[here] = start_of(item)
            converted = self.value(item, field, here)
            if field.type is Type.GEMEENTE and converted:
                self.gemeente(item, converted, items, way)
            elif converted is not None:
                items.append(converted)
        return items or None

    def gemeente(self, node: yaml.Node, text: str, items: list[Any], way: Path_) -> None:
        """Add the municipalities of today that a name stands for; a name that is not the official one is told."""
        found = understand(text)
        here = (*way, len(items))
        if found.message:
            (self.fout if found.wrong else self.tip)(node, here, found.message)
        for name in found.gemeenten or (text,):
            if name in items and name != text:
                message = f'"{text}" en "{name}" zijn dezelfde gemeente. Haal er één weg.'
                self.fout(node, way, message)
            else:
                self.places[(*way, len(items))] = start_of(node)
                items.append(name)

    def no_list(self, node: yaml.Node, field: Field, way: Path_) -> Any:
        """What a list field holds when its writer made no list; read as the list that was meant."""
        if not isinstance(node, yaml.ScalarNode):
            first = node.value[0][0].value if isinstance(node, yaml.MappingNode) and node.value else "…"
            dash = f" Schrijf: - {first}: …" if field.type is Type.GROUP else ""
            self.fout(
                node,
                way,
                f"Dit moet een lijst zijn. Zet elk onderdeel op een eigen regel, met een streepje ervoor.{dash}",
            )
            return None
        bullet = re.match(rf"[{BULLETS}-](?=[^\s\d])|[{BULLETS}] ", node.value)
        if bullet and len(bullet[0]) == 1 and bullet[0] in "-–—−‐‑":
            message = "Achter het streepje hoort een spatie, en het is een gewoon streepje. Schrijf: - "
        elif bullet:
            message = f"{bullet[0].strip()} is geen gewoon streepje. Schrijf: - "
        else:
            message = (
                "Dit moet een lijst zijn. Zet elk onderdeel op een eigen regel, met een streepje ervoor. Schrijf: - "
            )
        parts = [node.value]
        if bullet:
            parts = re.split(rf"(?:^|\s)(?:{re.escape(bullet[0].strip())}|[{BULLETS}])\s*", node.value)
        elif field.type in _EXACT:
            parts = re.split(r"\s*[,;\n]\s*", node.value)
        items = [part for part in map(str.strip, parts) if part]
        first = items[0] if items else "…"
        shown = f"{field.fields[0].name}: {first}" if field.type is Type.GROUP else first
        self.fout(node, way, f"{message}{shown[:60]}")
        if field.type is Type.GROUP:
            return None
        for number in range(len(items)):
            self.places[(*way, number)] = start_of(node)
        return [unicodedata.normalize("NFC", item) for item in items] or None

    def value(self, node: yaml.Node, field: Field, way: Path_) -> Any:
        if field.type is Type.GROUP:
            if isinstance(node, yaml.MappingNode):
                return self.group(node, field.fields, way) or None
            names = ", ".join(part.name for part in field.fields)
            self.fout(node, way, f"Hier horen losse velden onder elkaar: {names}.")
            return None
        if not isinstance(node, yaml.ScalarNode):
            return self.no_text(node, field, way)
        if field.type is not Type.PROSE and "\n" in node.value.strip():
            self.fout(node, way, "Dit moet op één regel. Haal de regeleinden weg.")
        text = self.plain(node, node.value, field, way)
        if not text:
            return self.empty(node, field, way)
        self.hidden_comment(node, way)
        return text

    def plain(self, node: yaml.Node, text: str, field: Field, way: Path_) -> str:
        """The text without what nobody meant to type."""
        if found := signs.INVISIBLE.search(text):  # the file's own text has none left: this was written as \x1b or so
            code = ascii(found[0]).strip("'")
            message = f"Hier staat een onzichtbaar teken ({signs.named(found[0])}), als code: {code} . Haal het weg."
            self.fout(node, way, message)
        if (field.type in _EXACT or field.choices) and (odd := signs.ODD_SPACE.search(text)):
            message = f'In "{signs.visible(text)[:60]}" staat een onzichtbaar teken ({signs.named(odd[0])}). '
            self.tip(node, way, message + "Tik een gewone spatie.")
        text = unicodedata.normalize("NFC", signs.visible(text)).strip()
        if field.type is Type.URL:
            text, parts = without_tracking(text)
            if parts:
                message = f"In dit adres volgt {parts[0]} de bezoeker. De pagina laat dat weg. Schrijf: {text}"
                self.tip(node, way, message)
        return text

    def no_text(self, node: yaml.Node, field: Field, way: Path_) -> str | None:
        """What a text field holds when YAML made a list or group of it; on one line it is read as the text it was."""
        before = "-" if way and isinstance(way[-1], int) else f"{field.name}:"
        begin = node.start_mark
        if begin.line == _last_line(node):
            text = self.file.lines[begin.line][begin.column :].strip()
            if text[0] in "[{":
                self.fout(node, way, f"Een tekst mag niet beginnen met {text[0]} . {cure(text, before)}")
            elif isinstance(node, yaml.MappingNode):
                self.fout(node, way, colon_inside(text, before))
            else:
                self.fout(node, way, "Hier moet één tekst staan, geen lijst. Haal het streepje weg.")
                text = text.removeprefix("- ")
            return self.plain(node, bare(text) if text[0] in "\"'" else text, field, way) or None
        if isinstance(node, yaml.MappingNode):
            where = "het streepje" if before == "-" else before
            message = f"Hier moet één tekst staan. Zet |- achter {where} en laat de regels eronder zo staan."
        else:
            message = "Hier moet één tekst staan, geen lijst. Haal de streepjes weg."
        self.fout(node, way, message)
        return None

    def empty(self, node: yaml.Node, field: Field, way: Path_) -> str | None:
        """A field without a text; what stands behind a # may have been meant as one, and is then read."""
        mark = node.end_mark
        rest = self.file.lines[mark.line][mark.column :].strip() if mark.line < len(self.file.lines) else ""
        if re.match(r"#[^\s#]", rest) and isinstance(node, yaml.ScalarNode) and not node.style:
            before = "-" if field.many else f"{field.name}:"
            self.fout(node, way, f"Een tekst mag niet beginnen met # . {cure(rest, before)}")
            return None if field.many else rest
        message = "Dit veld is leeg. Vul het in, of haal de regel weg."
        self.tip(node, way, message)
        return None

    def hidden_comment(self, node: yaml.ScalarNode, way: Path_) -> None:
        """Tell of text that YAML drops without a word: all that follows ` #`."""
        if node.style or node.end_mark.line >= len(self.file.lines):
            return
        rest = self.file.lines[node.end_mark.line][node.end_mark.column :]
        if rest.lstrip().startswith("#"):
            message = "Wat na # staat, valt weg. Hoort het bij de tekst? Zet de hele tekst tussen aanhalingstekens."
            self.tip(node, way, message)


def _last_line(node: yaml.Node) -> int:
    """The line (from 0) on which the last value in a node ends; YAML itself says where the next thing begins."""
    while isinstance(node, yaml.CollectionNode) and node.value and not node.flow_style:
        node = node.value[-1][1] if isinstance(node, yaml.MappingNode) else node.value[-1]
    return int(node.end_mark.line)


def _meant(name: str, known: dict[str, Field]) -> str:
    """The sentence "Bedoelde je …? " for a field that does not exist."""
    meant = ours(name, known)
    return f'Bedoelde je "{meant}"? ' if meant else did_you_mean(name, known)


def start_of(node: yaml.Node) -> Place:
    """Line and column, from 1, where a node begins."""
    return node.start_mark.line + 1, node.start_mark.column + 1
