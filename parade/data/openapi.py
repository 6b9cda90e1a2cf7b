"""The description of the API (OpenAPI 3.1), made from the fields.

It keeps those of the NL API Design Rules (Logius, 2.1) that can hold for files: nouns in kebab case, the version in the
address and in a header, answers that are objects, a contact, the document itself at `openapi.json`.
"""

from __future__ import annotations

from typing import Any

from parade.data.columns import Thing
from parade.data.json_files import GONE
from parade.data.versions import Version
from parade.model.fields import Field, Kind, Type
from parade.model.settings import Settings

DAY = r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"
FILE = {
    "name": "bestand",
    "in": "path",
    "required": True,
    "description": "Het id van het record, met `.json` erachter.",
    "schema": {"type": "string", "pattern": r"^[a-z0-9]+(-[a-z0-9]+)*\.json$"},
}


def document(settings: Settings, version: Version) -> Thing:
    """The description of one version."""
    kinds, lists = settings.kinds, settings.lists
    paths = {
        "/openapi.json": _get("openapi", "Deze beschrijving", "openapi", {"type": "object"}),
        "/alles/index.json": _get("alles", "Alle records en begrippen in één bestand", "alles", _ref("Alles")),
    }
    for name, kind in {**kinds, **lists}.items():
        schema = {"type": "object", "properties": {name: _list(kind)}, "required": [name]}
        paths[f"/{kind.address}/index.json"] = _get(name, f"{kind.plural}: allemaal", name, schema)
    for name, kind in kinds.items():
        either = {"type": "object", "anyOf": [_ref(kind.name), _ref("Verplaatst"), _ref("Vervallen")]}
        one = _get(f"{name}-een", f"{kind.plural}: één, of waar het gebleven is", name, either)
        paths[f"/{kind.address}/{{bestand}}"] = {"parameters": [FILE], **one}
    tags = [{"name": name, "description": kind.explanation} for name, kind in {**kinds, **lists}.items()]
    return {
        "openapi": "3.1.0",
        "info": _info(settings, version),
        "servers": [{"url": f"{settings.adres}{version.folder}".rstrip("/")}],
        "tags": [
            *tags,
            {"name": "alles", "description": "De hele verzameling."},
            {"name": "openapi", "description": "Wat er is."},
        ],
        "paths": paths,
        "components": {"headers": _headers(version), "schemas": version.schemas(_schemas(settings))},
    }


def _info(settings: Settings, version: Version) -> Thing:
    beheer = settings.beheer
    contact = {
        "name": beheer.get("organisatie", settings.naam),
        "url": beheer.get("contact", settings.adres),
        "email": beheer.get("mail", ""),
    }
    ends = f" Deze versie kan verdwijnen vanaf {version.ends}." if version.ends else ""
    licence = {"name": settings.licentie["naam"], "url": settings.licentie.get("url", "")}
    return {
        "title": settings.naam,
        "summary": settings.zin,
        "description": (
            "De records als bestanden: alleen lezen, zonder sleutel. Een veld dat niet bekend is, staat er niet. "
            "Er kunnen velden bij komen; verdwijnt een veld of verandert het van soort, dan komt er een nieuwe versie "
            "en blijft deze bestaan. Een id wordt nooit voor iets anders gebruikt: krijgt een record een andere naam, "
            f"dan staat op het oude adres waar het nu is; wordt het weggehaald, dan staat daar waarom.{ends}"
        ),
        "version": version.name,
        "contact": {name: value for name, value in contact.items() if value},
        "license": {name: value for name, value in licence.items() if value},
    }


def _headers(version: Version) -> Thing:
    told = {
        "API-Version": ("De versie van de data, als de webserver die meegeeft.", version.name),
        "ETag": ("Verandert als het bestand verandert, als de webserver die meegeeft.", '"5f2c"'),
        "access-control-allow-origin": ("Dat elke website mag lezen, als de webserver dat meegeeft.", "*"),
    }
    return {
        name: {"description": about, "schema": {"type": "string", "examples": [example]}}
        for name, (about, example) in told.items()
    }


def _get(name: str, summary: str, tag: str, schema: Thing) -> Thing:
    headers = {header: {"$ref": f"#/components/headers/{header}"} for header in _headers(Version(0))}
    answer = {"description": "Gevonden.", "headers": headers, "content": {"application/json": {"schema": schema}}}
    answers = {"200": answer, "404": {"description": "Dit bestand is er niet."}}
    told = {"operationId": name, "summary": summary, "description": f"{summary}.", "tags": [tag], "responses": answers}
    return {"get": told}


def _schemas(settings: Settings) -> Thing:
    kinds, lists = settings.kinds, settings.lists
    made = {kind.name: _record(kind) for kind in kinds.values()}
    if lists:
        made["Begrip"] = _record(next(iter(lists.values())))
    everything = {name: _list(kind) for name, kind in {**kinds, **lists}.items()}
    about = {name: {"type": "string"} for name in ("naam", "zin", "url", "versie")}
    licence = {"type": "object", "properties": {"naam": {"type": "string"}, "url": {"type": "string", "format": "uri"}}}
    collection = {"type": "object", "properties": {**about, "licentie": licence}, "required": [*about, "licentie"]}
    made |= _gone()
    properties = {"collectie": collection, **everything, GONE: {"type": "array", "items": _ref("Vervallen")}}
    made["Alles"] = {"type": "object", "properties": properties, "required": list(properties)}
    return made


def _gone() -> Thing:
    """What stands at the address of a record that has another name now, and of one that was taken away."""
    text, link = {"type": "string"}, {"type": "string", "format": "uri"}
    own = {
        "id": {**text, "description": "De naam waarnaar je vroeg."},
        "type": text,
        "url": {**link, "description": "De pagina op de site."},
    }
    moved = {**own, "verplaatst_naar": {**link, "description": "Waar het record nu staat, onder zijn nieuwe naam."}}
    taken = {
        **own,
        "titel": text,
        "was": {"type": "array", "items": text, "minItems": 1},
        "vervallen": {**text, "description": "Waarom het record is weggehaald."},
    }
    return {
        "Verplaatst": {
            "type": "object",
            "description": "Een record dat nu anders heet.",
            "properties": moved,
            "required": list(moved),
        },
        "Vervallen": {
            "type": "object",
            "description": "Een record dat is weggehaald: alleen wat het was, en waarom het weg is.",
            "properties": taken,
            "required": [name for name in taken if name != "was"],
        },
    }


def _record(kind: Kind) -> Thing:
    own: Thing = {
        "id": {"type": "string", "description": "De naam van het record; verandert niet."},
        "type": {"const": kind.name},
    }
    required = ["id", "type"]
    if kind.list_name:
        own["lijst"] = {"type": "string", "description": "De lijst waar het begrip in staat."}
        required.append("lijst")
    own["url"] = {"type": "string", "format": "uri", "description": "De pagina op de site, als die er is."}
    made = _group(kind.data_fields)
    about = "Een begrip uit een lijst." if kind.list_name else kind.explanation
    return {
        "type": "object",
        "description": about,
        "properties": {**own, **made["properties"]},
        "required": [*required, *made.get("required", [])],
    }


def _group(fields: tuple[Field, ...]) -> Thing:
    made: Thing = {"type": "object", "properties": {field.name: _field(field) for field in fields}}
    required = [field.name for field in fields if field.required and not field.unless]
    return {**made, "required": required} if required else made


def _field(field: Field) -> Thing:
    value = _group(field.fields) if field.type is Type.GROUP else _text(field)
    if field.many:
        value = {"type": "array", "items": value, "minItems": 1}
    about = " ".join(filter(None, [f"{field.label}.", field.question, field.help, field.deprecated]))
    return {**value, "description": about, **({"deprecated": True} if field.deprecated else {})}


def _text(field: Field) -> Thing:
    made: Thing = {"type": "string"}
    if field.choices:
        made["enum"] = list(field.choices)
    if field.type is Type.DATE:
        made["pattern"] = DAY
    if field.type is Type.URL:
        made["format"] = "uri"
    return made


def _list(kind: Kind) -> Thing:
    return {"type": "array", "items": _ref(kind.name)}


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}
