"""Forms that are text: the template of a record, issue forms for the code host, and the documentation of fields."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from parade.intake import schema
from parade.intake.questions import Question, first, questions
from parade.model.fields import UPKEEP, Field, Kind, Type

MADE = "Gemaakt door `parade forms`; wijzig dit bestand niet."
PLAIN = {Type.LINE, Type.DATE, Type.URL, Type.FILE, Type.EMAIL, Type.REFERENCE, Type.GEMEENTE}
"""What is answered on one line."""


def schema_line(kind: Kind) -> str:
    """The first line of a record, by which an editor knows its fields; seen from where a record stands."""
    return f"# yaml-language-server: $schema=../../docs/{schema.path(kind)}"


def template(kind: Kind) -> str:
    """A record of that kind to fill in: each field empty, below what it asks."""
    lines = [
        schema_line(kind),
        f"# {kind.label.capitalize()}: {kind.explanation}",
        "# Vul in wat je weet en haal de rest weg. Schrijf gewone tekst, zonder opmaak. Noem mensen bij hun functie.",
        "# Staat er een dubbele punt in je tekst? Zet de hele tekst tussen aanhalingstekens.",
        f"# {MADE}",
    ]
    for field in kind.fields:
        if field not in UPKEEP:
            lines += ["", *_lines(field, "")]
    return "\n".join(lines) + "\n"


def _lines(field: Field, indent: str) -> Iterator[str]:
    yield f"{indent}# {about(field)}"
    if field.type is not Type.GROUP:
        yield f"{indent}{field.name}:" + (f"\n{indent}  -" if field.many else "")
        return
    yield f"{indent}{field.name}:"
    inner = indent + ("    " if field.many else "  ")
    parts = [line for part in field.fields for line in _lines(part, inner)]
    if field.many:
        dash = next(number for number, line in enumerate(parts) if not line.lstrip().startswith("#"))
        parts[dash] = f"{indent}  - {parts[dash].lstrip()}"
    yield from parts


def about(field: Field) -> str:
    """All there is to know about a field, in a line."""
    said = [field.question]
    if field.required:
        said.append(f"Verplicht, of anders {field.unless}." if field.unless else "Verplicht.")
    said.append(field.help)
    if field.choices:
        said.append(f"Kies uit: {', '.join(field.choices)}.")
    if field.type is Type.TERM:
        said.append(f"De keuzes staan in examples/begrippen/{field.target}.yml.")
    if field.many and field.max_items < 20:
        said.append(f"Hooguit {field.max_items}.")
    if field.type in (Type.LINE, Type.PROSE) and not field.choices and field.max_length <= 300:
        said.append(f"Hooguit {field.max_length} tekens.")
    if field.example and not field.choices:
        said.append(f"Bijvoorbeeld: {field.example}")
    return " ".join(filter(None, said))


def issue_form(kind: Kind) -> str:
    """The questions about a record as an issue form, in the YAML that GitHub and Forgejo read."""
    asked, rest = first(questions(kind), kind)
    note = "Noem mensen bij hun functie, niet bij hun naam. Wat je hier schrijft, kan iedereen lezen."
    body: list[dict[str, Any]] = [{"type": "markdown", "attributes": {"value": f"{kind.explanation} {note}"}}]
    body += [_input(question) for question in asked]
    if rest:
        body.append(
            {"type": "markdown", "attributes": {"value": "Wat hieronder staat, hoeft niet. Wat je weet, helpt."}}
        )
        body += [_input(question) for question in rest]
    form = {
        "name": f"{kind.label.capitalize()} insturen",
        "description": kind.explanation,
        "title": f"{kind.label.capitalize()}: ",
        "body": body,
    }
    return f"# {MADE}\n" + yaml.dump(form, allow_unicode=True, sort_keys=False, width=100)


def _input(question: Question) -> dict[str, Any]:
    field = question.field
    described = {"label": question.heading, "description": f"{question.text} {question.help}".strip()}
    made: dict[str, Any] = {"type": "textarea", "id": "-".join(question.way), "attributes": described}
    if question.parts:
        parts = " ".join(f"{part.heading}: …" for part in question.parts[:3])
        described["description"] += (
            f" Zet elk onderdeel op een eigen regel, zoals {parts} Een witregel begint de volgende."
        )
    elif field.choices and not field.many:
        made["type"] = "dropdown"
        described["options"] = list(field.choices)  # type: ignore[assignment]
    elif field.many:
        described["description"] += " Is het er meer dan één? Zet elk op een eigen regel."
    elif field.type in PLAIN:
        made["type"] = "input"
    if field.type is Type.TERM:
        described["description"] += " Weet je niet hoe wij het noemen? Schrijf het in je eigen woorden."
    if question.example and not question.parts:
        described["placeholder"] = question.example
    needed = question.required and not field.unless
    return {**made, "validations": {"required": True}} if needed else made


def documentation(kinds: list[Kind]) -> str:
    """A page that tells all fields of all kinds."""
    lines = [
        "---",
        "title: Alle velden",
        "description: Wat er in een record kan staan, per soort en per veld.",
        "---",
        "",
        f"<!-- {MADE} -->",
        "",
        "# Alle velden",
        "",
        "Elk record is een bestand met velden. Wat je niet weet, laat je weg. Hier staat per soort wat erin kan. Is er "
        "een groep, dan staan de velden van die groep eronder, met een punt ertussen.",
    ]
    for kind in kinds:
        lines += ["", f"## {kind.label.capitalize()}", "", kind.explanation, ""]
        lines += [_links(kind), ""]
        lines += ["| Veld | Wat het is |", "|---|---|", *_rows(kind.fields, "")]
    return "\n".join(lines) + "\n"


def _links(kind: Kind) -> str:
    """The ways to the other forms of a kind, seen from the page of all fields."""
    empty = f'<a href="../{schema.FOLDER}{kind.label}.yml">Leeg bestand om in te vullen</a>'
    return f'{empty}. <a href="../{schema.path(kind)}">Schema</a>.'


def _rows(fields: tuple[Field, ...], before: str) -> Iterator[str]:
    for field in fields:
        if field.name == "inzending":
            said = "Van welke inzending dit komt. Vult `parade import` in."
        else:
            said = about(field).replace("|", "\\|")
        yield f"| `{before}{field.name}` | {said} |"
        if field.fields:
            yield from _rows(field.fields, f"{before}{field.name}.")
