"""What the browser lays beside each other: two or three voorbeelden, and places like the visitor's own.

Each is a small JSON file, so that a page loads only what its visitor asks for.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from parade.dutch.dates import dutch_date
from parade.dutch.sentences import listed
from parade.model.fields import Field, Type
from parade.model.record import Record
from parade.pages import text
from parade.pages.overview import Site
from parade.places import register

FOLDER = "assets/parade"


def files(site: Site) -> dict[str, str]:
    """For each voorbeeld its fields, for each municipality the places like it that have a voorbeeld, and all names."""
    made = {}
    for record in site.collection["voorbeelden"]:
        made[f"{FOLDER}/vergelijk/{record.id}.json"] = _json(fields(record))
    for place in register.gemeenten().values() if site.collection.settings.plaatsen else ():
        made[f"{FOLDER}/gemeente/{place.code}.json"] = _json({"naam": place.naam, "lijkt": alike(site, place.naam)})
    if site.collection.settings.plaatsen:
        named = sorted(register.gemeenten().values(), key=lambda place: register.alphabetical(place.naam))
        made[f"{FOLDER}/gemeenten.json"] = _json({place.code: place.naam for place in named})
    return made


def fields(record: Record) -> dict[str, Any]:
    """The title, address and fields of a voorbeeld as text; every file has all fields, unknown ones without text."""
    rows = [["Waar", list(_where(record))]]
    for field in record.kind.fields:
        if field.compared:
            rows.append([field.label, list(_texts(field, record.get(field.name)))])
    return {"titel": record.naam, "url": record.url, "velden": rows}


def alike(site: Site, naam: str) -> dict[str, str]:
    """The codes of places with a voorbeeld, and what they have in common: itself first, then the most comparable."""
    own = register.find(naam)
    found = {own.code: ""} if own and naam in site.places else {}
    for place, comparison in register.comparable(naam):
        if place.naam in site.places:
            found[place.code] = listed(list(comparison.redenen))
    return found


def _where(record: Record) -> Iterator[str]:
    for name in record.get("gemeenten", []):
        place = register.find(name)
        yield f"{name}: {place.inwoners} inwoners, {place.provincie}" if place else name
    if not record.get("gemeenten"):
        yield from register.place_names(record)


def _texts(field: Field, value: Any) -> Iterator[str]:
    """The paragraphs of a value; short items in one."""
    items = value if isinstance(value, list) else [] if value is None else [value]
    if field.type in (Type.TERM, Type.LINE) and items:
        yield ", ".join(items)
        return
    for item in items:
        if field.type is Type.GROUP:
            for part in field.fields:
                yield from (f"{part.label}: {text}" for text in _texts(part, item.get(part.name)))
        elif field.type is Type.DATE:
            yield dutch_date(item)
        elif field.type is not Type.URL:
            yield from text.paragraphs(item)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"
