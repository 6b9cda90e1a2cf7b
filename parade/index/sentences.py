"""The texts of a record: by field for the index, by sentence for the proof of a hit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from parade.model.fields import VOORBEELD, Field, Type
from parade.model.record import Record

# In this order a sentence is preferred; fields not named here come between.
FIRST = ("kern", "aanpak", "resultaat", "anders_gelopen", "lessen", "aanleiding", "afwegingen")
LAST = (
    "vragen", "titel", "themas", "doelgroepen", "wetten", "werkzame_elementen", "organisaties", "partners", "gemeenten",
    "regio",
)  # fmt: skip

_END = re.compile(r"(?<=[.!?])[\"'”’)]*\s+(?=[\"'“‘(]*[A-Z0-9À-Þ])")
_SHORT = re.compile(
    r"(?:^|[\s(])(?:[a-z]|bijv|bv|ca|circa|dr|drs|enz|etc|evt|incl|ing|ir|jl|max|min|mevr|mr|nr|prof|resp|st|zgn)\.$",
    re.IGNORECASE,
)


def sentences(record: Record) -> list[tuple[str, str]]:
    """Each sentence of the searched fields with its field, white space folded, the preferred fields first."""
    names = sorted(searched(), key=_rank)
    return [
        (name, sentence)
        for name in names
        for line in field_text(record, name).split("\n")
        for sentence in split(" ".join(line.split()))
    ]


def _rank(name: str) -> int:
    if name in FIRST:
        return FIRST.index(name)
    return len(FIRST) + (1 + LAST.index(name) if name in LAST else 0)


def split(text: str) -> list[str]:
    """The sentences of a line; `bijv.` and initials end none."""
    found: list[str] = []
    start = 0
    for end in _END.finditer(text):
        if not _SHORT.search(text[start : end.start()]):
            found.append(text[start : end.end()].strip())
            start = end.end()
    return [*found, text[start:].strip()] if text[start:].strip() else found


def searched(fields: tuple[Field, ...] = VOORBEELD.fields) -> dict[str, float]:
    """The weight of each searched field of a voorbeeld, by its top-level name."""
    weights: dict[str, float] = {}
    for field in fields:
        own = [field.weight, *(part.weight for part in field.fields)]
        if max(own):
            weights[field.name] = max(own)
    return weights


def field_text(record: Record, name: str) -> str:
    """All searched text of one field, its parts a line each."""
    field = record.kind.field(name)
    if field is None:  # this collection does not use it
        return ""
    return "\n".join(_texts(field, record.get(name)))


def _texts(field: Field, value: Any) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value] if value else []:
        if field.type is Type.GROUP:
            for part in field.fields:
                if part.weight:
                    yield from _texts(part, item.get(part.name))
        else:
            yield item
