"""Records made from the definition: one in which every field is told well, and many with one thing wrong."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

from parade.model.fields import UPKEEP, Field, Kind, Type
from parade.model.record import Collection

Case = tuple[Kind, tuple[str | int, ...], dict[str, Any]]
WRONG_TEXTS = (
    "",
    "   ",
    "mail naar iris@voorbeeld.nl graag",
    "bel 06-12345678",
    "bel (0318) 12 34 56 nu",
    "+31 6 12 34 56 78",
    "mijn nummer is 111222333",
    "mijn nummer is 1112.22.333",
    "iris [at] voorbeeld [punt] nl",
    "Iris(apenstaartje)voorbeeld.nl",
    "bel 06/12345678 of 030/1234567",
    "bel 31 6 12345678, of o6-12345678",
    "bel 06.12.34.56.78",
    "op 01.02.2015, 31/12/2019 en 0123/456",
    "naar NL91 ABNA 0417 1643 00 graag",
    "naar nl91abna0417164300 of NL92ABNA0417164300",
    "BE68539007547034",
    "<b>vet</b>",
    "[hier](https://voorbeeld.nl)",
    "{{ titel }}",
    "javascript:alert(1)",
    "<!-- weg -->",
    "x" * 5000,
    "één regel\nen nog een",
    "2019-02-31",
    "2019-13",
    "31-12-2019",
    "2999-01-01",
    "0000",
    "www.voorbeeld.nl",
    "ftp://voorbeeld.nl",
    "https://",
    "https://iemand@voorbeeld.nl",
    "https://voorbeeld.nl/a b",
    "http://voorbeeld.nl",
    "../geheim.png",
    "foto.exe",
    "Amersfort",
    "bestaat niet",
    "LOOPT",
    "nee",
    "5",
    "=1+1",
    "Ëén élfde ĳsberg",
)
"""Texts of which nearly every field refuses some."""


def good(kind: Kind, collection: Collection) -> dict[str, Any]:
    """A record of that kind with every field told, so far as the collection has what they refer to."""
    return _group(kind.fields, collection)


def _group(fields: tuple[Field, ...], collection: Collection) -> dict[str, Any]:
    made = {}
    for field in fields:
        if field in UPKEEP[1:]:  # a form never asks these, and a record that was taken away needs no other field
            continue
        value = _group(field.fields, collection) if field.type is Type.GROUP else _value(field, collection)
        if value:
            items = max(field.min_items, 1)
            made[field.name] = [copy.deepcopy(value) for _ in range(items)] if field.many else value
            if field.many and isinstance(value, str):
                made[field.name] = [value, *(f"{value} {number}" for number in range(2, items + 1))]
    return made


def _value(field: Field, collection: Collection) -> str:
    if field.choices:
        return field.choices[0]
    known = {
        Type.TERM: lambda: collection.terms(field.target),
        Type.REFERENCE: lambda: collection.ids(field.target),
        Type.GEMEENTE: lambda: ["Reusel-De Mierden"],
        Type.DATE: lambda: ["2019-02"],
        Type.URL: lambda: ["https://www.voorbeeld.nl/verslag"],
        Type.FILE: lambda: ["dorpshuis.jpg"],
    }
    found = known[field.type]() if field.type in known else [field.example or f"Een tekst over {field.label}."]
    return found[0] if found else ""


def bad_inputs(kinds: list[Kind], collection: Collection) -> Iterator[Case]:
    """Every kind with one field left out, with one wrong text, with too many of it, or with it twice."""
    for kind in kinds:
        whole = good(kind, collection)
        for way, field in _ways(kind.fields, whole, ()):
            yield kind, way, _changed(whole, way, None)
            if field.type is Type.GROUP:
                continue
            for text in WRONG_TEXTS:
                yield kind, way, _changed(whole, way, [text] if field.many else text)
            if field.many:
                one = _at(whole, way)[0]
                yield kind, way, _changed(whole, way, [one, one.upper()])
                yield kind, way, _changed(whole, way, [f"{one} {number}" for number in range(field.max_items + 1)])


def _ways(fields: tuple[Field, ...], data: Any, way: tuple[str | int, ...]) -> Iterator[tuple[Any, Field]]:
    for field in fields:
        if field.name in data:
            here = (*way, field.name)
            yield here, field
            if field.type is Type.GROUP:
                inner = data[field.name]
                spot = (*here, 0) if field.many else here
                yield from _ways(field.fields, inner[0] if field.many else inner, spot)


def _at(data: Any, way: tuple[str | int, ...]) -> Any:
    for step in way:
        data = data[step]
    return data


def _changed(data: dict[str, Any], way: tuple[str | int, ...], value: Any) -> dict[str, Any]:
    made = copy.deepcopy(data)
    around = _at(made, way[:-1])
    if value is None:
        del around[way[-1]]
    else:
        around[way[-1]] = value
    return made
