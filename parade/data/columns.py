"""The fields of a kind as columns of a table, and a record as the cells of a row; and back, without loss.

A list stands in one cell, its items between bars: `Leusden | Dronten`. A bar or backslash in an item gets a backslash
before it; a list in a list does so twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from parade.model.fields import KINDS, LISTS, Field, Kind, Type
from parade.model.record import Record
from parade.model.settings import Settings

BETWEEN = " | "
OWN = ("id", "type", "lijst", "url")  # what a record is told with, beside its fields; no field has these names
TERMS = "begrippen"  # the table of all lists

Thing = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the way to its field through groups, as in (bronnen, url)."""

    way: tuple[Field, ...]

    @property
    def name(self) -> str:
        """Its name: `bronnen.url`."""
        return ".".join(field.name for field in self.way)

    @property
    def field(self) -> Field:
        """The field whose values stand in it."""
        return self.way[-1]


def columns(fields: tuple[Field, ...], before: tuple[Field, ...] = ()) -> Iterator[Column]:
    """A column for each field that holds text, those in groups too, in the order of their definition."""
    for field in fields:
        if field.type is Type.GROUP:
            yield from columns(field.fields, (*before, field))
        else:
            yield Column((*before, field))


def tables(settings: Settings) -> dict[str, Kind]:
    """The tables of a collection by name: one a kind, and one of all begrippen."""
    return {**settings.kinds, TERMS: next(iter(settings.lists.values()))}


def table_of(record: Record) -> str:
    """The name of the table that a record stands in."""
    return TERMS if record.kind.list_name else record.kind.folder


def address(record: Record, settings: Settings) -> str:
    """The whole address of the page of a record; empty when it has no page."""
    return settings.adres + record.url if record.kind.shown else ""


def described(record: Record, settings: Settings) -> Thing:
    """A record as data: its id, type and address, and its fields as they were written."""
    told = {"id": record.id, "type": record.kind.name, "lijst": record.kind.list_name, "url": address(record, settings)}
    return {**{name: value for name, value in told.items() if value}, **record.data}


def header(kind: Kind) -> list[str]:
    """The names of the columns of a table."""
    own = [name for name in OWN if name != "lijst" or kind.list_name]
    return [*own, *(column.name for column in columns(kind.data_fields))]


def row(record: Record, kind: Kind, settings: Settings) -> list[str]:
    """The cells of a record, as `header` names them for that kind."""
    told = described(record, settings)
    own = [told.get(name, "") for name in OWN if name != "lijst" or kind.list_name]
    return [*own, *(_cell(record.data, column.way) for column in columns(kind.data_fields))]


def from_row(cells: Mapping[str, str], kind: Kind) -> Thing:
    """The fields of a record out of the cells of its row, by the name of their column."""
    return _group(cells, kind.data_fields, "")


def kind_of(type: str, list_name: str) -> Kind | None:
    """The kind that data names as `type`, a begrip with its list; None when there is none."""
    if list_name:
        return LISTS.get(list_name)
    return next((kind for kind in KINDS.values() if kind.name == type), None)


def _cell(group: Mapping[str, Any], way: tuple[Field, ...]) -> str:
    field, *rest = way
    value = group.get(field.name)
    if value is None:
        return ""
    if not field.many:
        return _cell(value, tuple(rest)) if rest else str(value)
    return BETWEEN.join(_escaped(_cell(item, tuple(rest)) if rest else str(item)) for item in value)


def _group(cells: Mapping[str, str], fields: tuple[Field, ...], before: str) -> Thing:
    made: Thing = {}
    for field in fields:
        name = before + field.name
        value: Any
        if field.type is not Type.GROUP:
            cell = cells.get(name, "")
            value = _items(cell) if field.many and cell else cell
        elif field.many:
            value = _groups(cells, field, f"{name}.")
        else:
            value = _group(cells, field.fields, f"{name}.")
        if value:
            made[field.name] = value
    return made


def _groups(cells: Mapping[str, str], field: Field, before: str) -> list[Thing]:
    told = {name: _items(cell) for name, cell in cells.items() if name.startswith(before) and cell}
    number = max(map(len, told.values()), default=0)
    items = [{name: each[at] if at < len(each) else "" for name, each in told.items()} for at in range(number)]
    return [_group(item, field.fields, before) for item in items]


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|")


def _items(cell: str) -> list[str]:
    """The items of a cell: parted at bars that have no backslash before them, which are then taken away."""
    items, item = [], ""
    letters = iter(cell)
    for letter in letters:
        if letter == "\\":
            item += next(letters, "")
        elif letter == "|":
            items.append(item.strip(" "))
            item = ""
        else:
            item += letter
    return [*items, item.strip(" ")]
