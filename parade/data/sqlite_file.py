"""The records as one SQLite file, which Datasette shows with facets and full text; and back.

A table a kind, one of all begrippen, one about the collection. A list stands in its column as JSON.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Any

from parade.data.columns import OWN, Thing, address, table_of, tables
from parade.model.fields import Field, Kind, Type
from parade.model.record import Collection, Record
from parade.model.settings import Settings

NAME = "alles"
ABOUT = "collectie"
MAX_STEPS = 50_000_000  # of the database's machine, for one file that is taken in


def files(collection: Collection) -> dict[str, bytes]:
    """The database and what Datasette may be told about it, by name."""
    told = json.dumps(metadata(collection.settings), ensure_ascii=False, indent=1) + "\n"
    return {f"{NAME}.sqlite": database(collection), "metadata.json": told.encode()}


def database(collection: Collection) -> bytes:
    """The database; the same records give the same bytes."""
    settings = collection.settings
    with closing(sqlite3.connect(":memory:")) as connection:
        for name, kind in tables(settings).items():
            columns = [*_own(kind), *map(column, ways(kind.data_fields))]
            key = "id" if name in settings.kinds else "lijst, id"
            told = ", ".join(f'"{each}" TEXT' for each in columns)
            connection.execute(f'CREATE TABLE "{name}" ({told}, PRIMARY KEY ({key}))')
            places = ", ".join("?" * len(columns))
            rows = (_row(record, kind, settings) for record in collection if table_of(record) == name)
            connection.executemany(f'INSERT INTO "{name}" VALUES ({places})', rows)
            _full_text(connection, name, kind)
        connection.execute(f'CREATE TABLE "{ABOUT}" (naam TEXT PRIMARY KEY, waarde TEXT)')
        about = {
            "naam": settings.naam,
            "zin": settings.zin,
            "url": settings.adres,
            "licentie": settings.licentie["naam"],
            "licentie_url": settings.licentie.get("url", ""),
        }
        connection.executemany(f'INSERT INTO "{ABOUT}" VALUES (?, ?)', about.items())
        connection.commit()
        connection.execute("VACUUM")
        return bytes(connection.serialize())


def ways(fields: tuple[Field, ...], before: tuple[Field, ...] = ()) -> Iterator[tuple[Field, ...]]:
    """The way to each column: into a group, but not into a list."""
    for field in fields:
        if field.type is Type.GROUP and not field.many:
            yield from ways(field.fields, (*before, field))
        else:
            yield (*before, field)


def column(way: tuple[Field, ...]) -> str:
    """The name of a column: `periode_van`."""
    return "_".join(field.name for field in way)


def metadata(settings: Settings) -> Thing:
    """What Datasette shows beside the tables: source, licence, facets, and what each column means."""
    told = {}
    for name, kind in tables(settings).items():
        told[name] = {
            "title": kind.plural if name in settings.kinds else "Begrippen",
            "description": kind.explanation if name in settings.kinds else "De begrippen van alle lijsten.",
            "facets": _facets(kind) if name in settings.kinds else ["lijst"],
            "columns": {
                column(way): " ".join([way[-1].question, way[-1].help]).strip() for way in ways(kind.data_fields)
            },
        }
    return {
        "title": settings.naam,
        "description": settings.zin,
        "source": settings.naam,
        "source_url": settings.adres,
        "license": settings.licentie["naam"],
        "license_url": settings.licentie.get("url", ""),
        "databases": {NAME: {"tables": told}},
    }


def records(content: bytes, settings: Settings) -> Iterator[Thing]:
    """The records of such a database as `described` tells them; what is none raises `sqlite3.Error` or `ValueError`.

    A stranger's file: its views and triggers never run, and nothing in it runs for long.
    """
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(content)
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA query_only = ON")
        connection.row_factory = sqlite3.Row
        steps = iter(range(MAX_STEPS // 100_000))
        connection.set_progress_handler(lambda: next(steps, None) is None, 100_000)
        there = {each[0] for each in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        for name, kind in tables(settings).items():
            if name in there:
                yield from (
                    _described(told, kind) for told in connection.execute(f'SELECT * FROM "{name}" ORDER BY id')
                )


def _own(kind: Kind) -> list[str]:
    return [name for name in OWN if name != "lijst" or kind.list_name]


def _row(record: Record, kind: Kind, settings: Settings) -> list[str | None]:
    own = {
        "id": record.id,
        "type": record.kind.name,
        "lijst": record.kind.list_name,
        "url": address(record, settings) or None,
    }
    return [*(own[name] for name in _own(kind)), *(_value(record.data, way) for way in ways(kind.data_fields))]


def _value(data: Any, way: tuple[Field, ...]) -> str | None:
    for field in way:
        data = data.get(field.name) if data else None
    return json.dumps(data, ensure_ascii=False) if isinstance(data, list) else data


def _described(row: sqlite3.Row, kind: Kind) -> Thing:
    there = set(row.keys())
    made: Thing = {name: row[name] for name in OWN if name in there and row[name]}
    for way in ways(kind.data_fields):
        name = column(way)
        value = row[name] if name in there else None
        if value is None:
            continue
        inside = made
        for field in way[:-1]:
            inside = inside.setdefault(field.name, {})
        inside[way[-1].name] = json.loads(value) if way[-1].many else value
    return made


def _facets(kind: Kind) -> list[str | dict[str, str]]:
    """The columns that few words stand in."""
    made: list[str | dict[str, str]] = []
    for way in ways(kind.data_fields):
        field = way[-1]
        if field.many and field.type in (Type.TERM, Type.GEMEENTE):
            made.append({"array": column(way)})
        elif field.choices and not field.many:
            made.append(column(way))
    return made


def _full_text(connection: sqlite3.Connection, name: str, kind: Kind) -> None:
    """An index of the words in what search looks in, which Datasette finds by its name."""
    texts = [column(way) for way in ways(kind.data_fields) if way[-1].weight or way[-1].many]
    told = ", ".join(f'"{text}"' for text in texts)
    connection.execute(
        f"""CREATE VIRTUAL TABLE "{name}_fts" USING fts5({told}, content="{name}",
            tokenize="unicode61 remove_diacritics 2")"""
    )
    connection.execute(f'INSERT INTO "{name}_fts" ("{name}_fts") VALUES (\'rebuild\')')
