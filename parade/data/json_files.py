"""The records as JSON: one by one, by kind, by list, all in one, and one a line."""

from __future__ import annotations

import json
from typing import Any

from parade.data.columns import Thing, address, described
from parade.data.versions import NEWEST, Version
from parade.model.record import Collection, Record
from parade.model.settings import Settings

Files = dict[str, bytes]
GONE = "vervallen"  # the list of what was taken away, in the file with everything


def exported(collection: Collection) -> Files:
    """All records in one file, and one a line."""
    return {"alles.json": as_bytes(whole(collection, NEWEST)), **lines(collection)}


def lines(collection: Collection) -> Files:
    """All records, one a line."""
    return {"alles.jsonl": b"".join(as_bytes(described(record, collection.settings)) for record in collection)}


def api(collection: Collection, version: Version) -> Files:
    """The files of the API in that version, by their path below it."""
    everything = whole(collection, version)
    made = {"alles/index.json": as_bytes(everything)}
    settings = collection.settings
    for name in [*settings.kinds, *settings.lists]:
        kind = {**settings.kinds, **settings.lists}[name]
        made[f"{kind.address}/index.json"] = as_bytes({name: everything[name]})
        if not kind.list_name:
            made |= {f"{kind.address}/{told['id']}.json": as_bytes(told) for told in everything[name]}
    made |= {path(record): as_bytes(told) for record, told in _taken_away(collection)}
    for record in [*collection, *collection.lapsed]:
        if not record.kind.list_name:
            made |= moved(record, settings, version)
    return made


def moved(record: Record, settings: Settings, version: Version) -> Files:
    """For each name that a record had before, a file that says where it is now."""
    now = {
        "type": record.kind.name,
        "verplaatst_naar": f"{settings.adres}{version.folder}{path(record)}",
        "url": address(record, settings),
    }
    return {f"{record.kind.address}/{id}.json": as_bytes({"id": id, **now}) for id in record.get("was", [])}


def _taken_away(collection: Collection) -> list[tuple[Record, Thing]]:
    """The records that were taken away, with what is left to tell of each."""
    left = ("id", "type", "url", "titel", "was", "vervallen")
    return [
        (record, {name: value for name, value in described(record, collection.settings).items() if name in left})
        for record in collection.lapsed
    ]


def path(record: Record) -> str:
    """Where a record stands below the API; a begrip stands in its list."""
    return f"{record.kind.address}/{'index' if record.kind.list_name else record.id}.json"


def whole(collection: Collection, version: Version) -> Thing:
    """The collection: what it is, and its records by kind and by list."""
    settings = collection.settings
    about = {
        "naam": settings.naam,
        "zin": settings.zin,
        "url": settings.adres,
        "licentie": settings.licentie,
        "versie": version.name,
    }
    told = {
        name: [version.record(described(record, settings)) for record in collection[name]]
        for name in [*settings.kinds, *settings.lists]
    }
    return {"collectie": about, **told, GONE: [thing for _, thing in _taken_away(collection)]}


def as_bytes(value: Any) -> bytes:
    """A value as JSON on one line."""
    return (json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
