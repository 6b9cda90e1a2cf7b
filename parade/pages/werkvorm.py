"""The sheet of a werkvorm: its paper, sides, and the bands of boxes on them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import quote

from parade.dutch.words import slug
from parade.model.record import Record
from parade.pages.bijeenkomst import Part, Table

TEXT, CARDS, LIST = "tekst", "kaarten", "lijst"
BESIDE = {0: 1, 1: 1, 2: 2, 3: 3, 4: 2}  # so many boxes stand beside each other on a sheet, for so many in all
LINES = 6  # of a list that does not tell how many


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list: its key in what people fill in, its name, and what goes into it."""

    key: str
    naam: str
    soort: str


@dataclass(frozen=True, slots=True)
class Box:
    """One box of a sheet; `key` names it in what people fill in, `lines` are the rows of a list on paper."""

    key: str
    naam: str
    uitleg: str
    vorm: str
    columns: list[Column]
    lines: int
    groups: bool
    proposals: bool
    tafel: str
    oogst: str


@dataclass(frozen=True, slots=True)
class Band:
    """Boxes of one form that follow each other, so many beside each other."""

    vorm: str
    beside: int
    boxes: list[Box]


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a sheet."""

    titel: str
    bands: list[Band]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet to fill in: its paper (A4 or A3), whether it lies on its side, its sides."""

    paper: str
    lying: bool
    sides: list[Side]

    @property
    def boxes(self) -> list[Box]:
        """All boxes of all sides."""
        return [box for side in self.sides for band in side.bands for box in band.boxes]


def sheet(record: Record) -> Sheet | None:
    """The sheet of a werkvorm; all its sides lie when one needs the width."""
    told = record.get("blad", {})
    if not told.get("zijden"):
        return None
    keys: set[str] = set()
    sides = [Side(side.get("titel", ""), list(_bands(side, keys))) for side in told["zijden"]]
    wide = any(_wide(band) > 2 for side in sides for band in side.bands)
    return Sheet("A3" if told.get("formaat") == "A3" else "A4", wide, sides)


def _wide(band: Band) -> int:
    return max((len(box.columns) for box in band.boxes), default=0) if band.vorm == LIST else band.beside


def _bands(side: Part, keys: set[str]) -> Iterator[Band]:
    """Boxes of one form stand in one band; a list has a band to itself."""
    boxes = [_box(told, keys) for told in side.get("vakken", [])]
    if not boxes:
        yield Band(TEXT, 1, [])
    for _, alike in groupby(enumerate(boxes), lambda each: (each[1].vorm, each[0] if each[1].vorm == LIST else 0)):
        band = [box for _, box in alike]
        yield Band(band[0].vorm, _number(side.get("naast", ""), _beside(len(band))), band)


def _beside(count: int) -> int:
    return BESIDE.get(count, 3 if count <= 9 else 4)


def _box(told: Part, keys: set[str]) -> Box:
    columns: list[Column] = []
    for column in told.get("kolommen", []):
        key = _key(column.get("naam", ""), {other.key for other in columns})
        columns.append(Column(key, column.get("naam", ""), column.get("soort", TEXT)))
    key = _key(told.get("naam", ""), keys)
    keys.add(key)
    return Box(
        key,
        told.get("naam", ""),
        told.get("uitleg", ""),
        LIST if columns else told.get("vorm", TEXT),
        columns or ([Column("wat", "Wat", TEXT)] if told.get("vorm") == LIST else []),
        _number(told.get("regels", ""), LINES),
        told.get("groepen") == "ja",
        told.get("voorstellen") == "ja",
        told.get("tafel", ""),
        told.get("oogst", ""),
    )


def _number(told: str, otherwise: int) -> int:
    return int(told) if told.isdecimal() else otherwise


def _key(naam: str, taken: set[str]) -> str:
    """A name for what is filled in there: it outlives another order of the boxes."""
    key = made = slug(naam) or "vak"
    number = 2
    while key in taken:
        key, number = f"{made}-{number}", number + 1
    return key


def begun(found: Sheet, number: int, table: Table, meeting: Record) -> str:
    """What a sheet for a table already says, as the part of an address after the #; empty when it takes nothing."""
    texts = {
        "titel": [table.told.get("titel", "")],
        "toelichting": [table.told.get("toelichting", "")],
        "vragen": table.told.get("vragen", []),
        "voorbeelden": [other.naam for other in table.voorbeelden],
    }
    filled = {box.key: texts[box.tafel] for box in found.boxes if box.tafel and any(texts[box.tafel])}
    name = f"Tafel {number}: {table.told.get('titel', '')}"
    told = json.dumps(
        {"naam": name, "bijeenkomst": meeting.id, "vakken": filled}, ensure_ascii=False, separators=(",", ":")
    )
    return f"begin={quote(told, safe='')}" if filled else ""


def for_tables(meeting: Record, tables: list[Table], werkvormen: list[Record]) -> list[list[tuple[Record, str]]]:
    """For each table the werkvormen whose sheet takes what it tells, with what the sheet begins with."""
    fitting = [(each, found) for each in werkvormen if (found := sheet(each))]
    return [
        [(each, start) for each, found in fitting if (start := begun(found, number, table, meeting))]
        for number, table in enumerate(tables, 1)
    ]


def for_meeting(meeting: Record, werkvormen: list[Record]) -> list[tuple[Record, str]]:
    """The werkvormen with a sheet, each with what makes its sheet one of that bijeenkomst."""
    told = json.dumps({"naam": meeting.naam, "bijeenkomst": meeting.id, "vakken": {}}, ensure_ascii=False)
    return [(each, f"begin={quote(told, safe='')}") for each in werkvormen if sheet(each)]
