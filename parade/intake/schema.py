"""A kind of record as JSON Schema (2020-12), for editors and for who sends records by program.

It accepts every record that `parade check` accepts, and refuses what that refuses, but for the rules in `NOT_HERE`.
"""

from __future__ import annotations

import re
from typing import Any

from parade.check import privacy, values
from parade.model.fields import VERVALLEN, Field, Kind, Type
from parade.model.settings import Settings
from parade.places import register

VERSION = 1  # one more when a record that was good is not any more, or a field goes
FOLDER = "formulieren/"
NOT_HERE = (
    "een begrip moet in de lijst staan",
    "een record waarnaar wordt verwezen moet er zijn",
    "een datum die voorbij moet zijn, ligt niet in de toekomst",
    "het eind van een periode ligt niet vóór het begin",
    "een datum bestaat (31 februari niet)",
    "hetzelfde staat niet twee keer in een lijst, ook niet met een hoofdletter of accent verschil",
    "een getal van negen cijfers is geen burgerservicenummer, en er staat geen rekeningnummer",
    "een e-mailadres staat er ook niet in woorden, en een telefoonnummer ook niet met punten of strepen",
    "de bestandsnaam is in orde en er is maar één bestand van die naam",
)
"""The rules of `parade check` that look beyond the record, or that JSON Schema cannot say."""


INVISIBLE = r"[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]"
URL = r"""^\s*[hH][tT][tT][pP][sS]?://[^\s<>"'`\\/?#@]+\.[^\s<>"'`\\/?#@]+([/?#][^\s<>"'`\\]*)?\s*$"""


def path(kind: Kind) -> str:
    """Where the schema of a kind stands within the site; the lists of begrippen share one."""
    return f"{FOLDER}{'begrippen' if kind.list_name else kind.label}-{VERSION}.schema.json"


def schema(kind: Kind, settings: Settings) -> dict[str, Any]:
    """The schema of a record of a kind, or of a list of begrippen."""
    named = kind.name.lower() if kind.list_name else kind.label
    about = "Een lijst van begrippen." if kind.list_name else kind.explanation
    record = _unless_lapsed(_group(kind.fields), kind)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": settings.adres + path(kind),
        "title": named,
        "description": about,
        "$comment": "Wat alleen `parade check` ziet: " + "; ".join(NOT_HERE) + ".",
        **({"type": "array", "items": record} if kind.list_name else record),
        "$defs": _shared(),
    }


def _unless_lapsed(record: dict[str, Any], kind: Kind) -> dict[str, Any]:
    """A record that was taken away needs no more than its name."""
    if not kind.field(VERVALLEN.name):
        return record
    asked = {name: record.pop(name) for name in ("required", "allOf") if name in record}
    taken = {"required": [VERVALLEN.name], "properties": {VERVALLEN.name: {"type": ["string", "number", "boolean"]}}}
    return {**record, "if": taken, "then": {"required": [kind.named_by]}, "else": asked}


def _group(fields: tuple[Field, ...]) -> dict[str, Any]:
    made: dict[str, Any] = {
        "type": "object",
        "properties": {field.name: _field(field) for field in fields},
        "additionalProperties": False,
    }
    if required := [field.name for field in fields if field.required and not field.unless]:
        made["required"] = required
    instead = [
        {"anyOf": [{"required": [field.name]}, {"required": [field.unless]}]}
        for field in fields
        if field.required and field.unless
    ]
    return {**made, "allOf": instead} if instead else made


def _field(field: Field) -> dict[str, Any]:
    value = _group(field.fields) if field.type is Type.GROUP else _text(field)
    if field.many:
        value = {"type": "array", "items": value, "minItems": 1, "maxItems": field.max_items}
    told: dict[str, Any] = {"title": field.label, "description": " ".join([field.question, field.help]).strip()}
    if field.example and field.type is not Type.GROUP:
        told["examples"] = [[field.example] if field.many else field.example]
    # An empty field is a tip, and counts as one that is not there.
    return {**told, **value} if field.required else {**told, "anyOf": [value, {"type": "null"}]}


def _text(field: Field) -> dict[str, Any]:
    """One text; what YAML reads as a number or as true was typed as text too."""
    if field.choices:
        return {"enum": [*field.choices, *(int(choice) for choice in field.choices if choice.isdigit())]}
    shared = {"$ref": f"#/$defs/{field.type}"}
    return shared if field.type in (Type.GEMEENTE, Type.DATE) else {**shared, "maxLength": field.max_length}


def _shared() -> dict[str, Any]:
    """What a text of each type must be, by the name of the type."""
    day = "[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?"
    refused = [_everywhere(privacy.EMAIL), _everywhere(privacy.PHONE), _any_case(_everywhere(values.MARKUP)), INVISIBLE]
    prose = _any_text(r"\S", refused)
    line = _any_text(r"\S", [*refused, r"\S\s*\n\s*\S"])
    return {
        Type.PROSE: prose,
        Type.LINE: line,
        Type.TERM: line,
        Type.REFERENCE: {"type": "string", "pattern": _whole("[a-z0-9]+(-[a-z0-9]+)*")},
        Type.GEMEENTE: {"enum": sorted({*register.names(), *register.merged()})},
        Type.DATE: {"type": ["string", "integer"], "pattern": _whole(day), "minimum": 1000, "maximum": 9999},
        Type.URL: {"type": "string", "pattern": URL},
        Type.EMAIL: {"type": "string", "pattern": _whole(_everywhere(privacy.EMAIL))},
        Type.FILE: {"type": "string", "pattern": _whole(_everywhere(values.IMAGE))},
    }


def _any_text(pattern: str, refused: list[str]) -> dict[str, Any]:
    wrong = {"type": "string", "anyOf": [{"pattern": each} for each in refused]}
    return {"type": ["string", "number", "boolean"], "pattern": pattern, "not": wrong}


def _whole(pattern: str) -> str:
    return rf"^\s*({pattern})\s*$"


def _everywhere(pattern: re.Pattern[str]) -> str:
    r"""A pattern that means the same in Python and ECMAScript: letters written out, for `\w` differs."""
    text = pattern.pattern.replace(r"[\w", r"[A-Za-z0-9_\u00c0-\u024f").replace(r"\w", r"[A-Za-z0-9_\u00c0-\u024f]")
    return re.sub(r"\\-", "-", text)


def _any_case(pattern: str) -> str:
    """The word `javascript` in whatever case; a schema has no flags."""
    return pattern.replace("javascript", "".join(f"[{letter}{letter.upper()}]" for letter in "javascript"))
