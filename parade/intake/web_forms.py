"""The forms on the site as data: what they ask, and the rules of `parade check` for the script that asks it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from parade.check import checks, privacy, values
from parade.intake.headings import PERSONAL, Names, plain
from parade.intake.questions import UNASKED, first, questions
from parade.intake.schema import path as schema_path
from parade.intake.text_forms import schema_line
from parade.model.fields import Field, Kind, Type
from parade.model.problems import did_you_mean
from parade.model.record import Collection, Record
from parade.places.names import places

DATA = "assets/parade/formulier/vragen.json"
PLACES = "assets/parade/formulier/plaatsen.json"
RECORDS = "assets/parade/formulier/record/"
MARK = "zqxjkvw"  # a text that resembles nothing


@dataclass(frozen=True, slots=True)
class WebForm:
    """A form on the site: its page, the kind it asks about, what it asks first and what it fills in by itself."""

    page: str
    kind: str
    title: str
    lead: str
    asks: tuple[str, ...] = ()


FORMS = (
    WebForm(
        "voorbeeld-toevoegen",
        "voorbeelden",
        "Voorbeeld toevoegen",
        "Ken je een praktijk waarvan je denkt: dit zou een ander ook eens moeten doen? Voeg hem toe, ook als hij "
        "anders liep dan gedacht.",
    ),
    WebForm(
        "wij-doen-dit-ook",
        "toepassingen",
        "Vertel dat jullie dit ook doen",
        "Doen jullie hetzelfde als in een voorbeeld? Vertel sinds wanneer, en wat jullie anders deden.",
        ("voorbeeld", "titel", "gemeenten", "organisaties", "sinds", "aangepast", "status"),
    ),
    WebForm(
        "dit-ga-ik-doen",
        "voornemens",
        "Vertel wat je gaat doen",
        "Wat ga je doen met wat je zag of hoorde? Schrijf het op, dan kan een ander later vragen wat ervan werd.",
        ("voorbeelden", "titel", "wat", "met_wie", "uiterlijk", "wie"),
    ),
    WebForm(
        "dit-zou-jij-eens-moeten-doen",
        "gesprekken",
        "Dit zou jij eens moeten doen",
        "Wees je iemand op een voorbeeld, of een ander jou? Vertel wie jullie zijn, en waarom het past.",
        ("titel", "deelnemers", "verslag", "verschil"),
    ),
    WebForm(
        "klopt-iets-niet",
        "voorbeelden",
        "Klopt iets niet?",
        "Weet je meer, of klopt er iets niet? Verander alleen wat je zeker weet, en zeg waar het staat.",
    ),
)
"""The forms, each on a page of its own; the last one changes a record that is there."""


def forms(collection: Collection) -> list[WebForm]:
    """The forms about kinds that a collection uses."""
    return [form for form in FORMS if form.kind in collection.settings.kinds]


def files(collection: Collection, today: date) -> dict[str, str]:
    """The files that the script of the forms reads: path below the site's root, and text."""
    made = {DATA: _json(data(collection, today)), PLACES: _json(place_names())}
    for record in collection["voorbeelden"]:
        made[f"{RECORDS}{record.id}.json"] = _json({"id": record.id, "record": dict(record.data)})
    return made


def _json(told: Any) -> str:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def data(collection: Collection, today: date) -> dict[str, Any]:
    """Everything that the script asks and checks by."""
    settings = collection.settings
    used = {form.kind for form in forms(collection)}
    targets = {field.target for folder in used for field in _every(settings.kinds[folder].fields)}
    return {
        "formulieren": {form.page: _form(form, settings.kinds[form.kind], collection) for form in forms(collection)},
        "soorten": {folder: _kind(settings.kinds[folder], collection, today) for folder in sorted(used)},
        "personen": [plain(name) for name in PERSONAL.split(", ")],
        "begrippen": {
            name: [[term.naam, term.get("ook", [])] for term in collection[name]]
            for name in settings.lists
            if name in targets
        },
        "records": {
            folder: [[record.id, record.naam] for record in collection[folder]]
            for folder in settings.kinds
            if folder in targets
        },
        "regels": patterns(),
        "mail": settings.beheer.get("mail", ""),
        "formulier": settings.formulier,
        "broncode": settings.broncode,
        "vandaag": today.isoformat(),
    }


def _kind(kind: Kind, collection: Collection, today: date) -> dict[str, Any]:
    names = Names(kind, collection)
    return {
        "label": kind.label,
        "regel": schema_line(kind),
        "schema": schema_path(kind),
        "velden": described(kind, collection, today),
        "helpt": [field.name for field in kind.asked],
        "vertelt": [field.name for field in kind.story],
        "koppen": names.table(),
        "uitleg": sorted(names.texts),
    }


def _form(form: WebForm, kind: Kind, collection: Collection) -> dict[str, Any]:
    begin, _ = first(questions(kind, collection), kind)
    asks = form.asks or tuple(dict.fromkeys(question.way[0] for question in begin))
    return {"soort": kind.folder, "titel": form.title, "eerst": [name for name in asks if kind.field(name)]}


def _every(fields: tuple[Field, ...]) -> Iterator[Field]:
    for field in fields:
        yield field
        yield from _every(field.fields)


def described(kind: Kind, collection: Collection, today: date) -> list[dict[str, Any]]:
    """The fields of a kind as the script knows them, with the messages of the check about each."""
    return [_field(kind, field, (), collection, today) for field in kind.fields]


def _field(kind: Kind, field: Field, way: tuple[str, ...], collection: Collection, today: date) -> dict[str, Any]:
    here = (*way, field.name)
    told: dict[str, Any] = {
        "naam": field.name,
        "label": field.label,
        "vraag": field.question,
        "hulp": field.help,
        "voorbeeld": field.example,
        "type": str(field.type),
        "verplicht": field.required,
        "anders": field.unless,
        "lijst": field.many,
        "minstens": field.min_items,
        "hooguit": field.max_items,
        "tekens": field.max_length,
        "keuzes": list(field.choices),
        "doel": field.target,
        "voorbij": field.past,
        "gevraagd": field.name not in UNASKED or bool(way),
        "meldingen": _messages(kind, field, here, collection, today),
        "velden": [_field(kind, part, here, collection, today) for part in field.fields],
    }
    return {name: value for name, value in told.items() if value not in ("", [], {}, False, 0)}


def _messages(kind: Kind, field: Field, way: tuple[str, ...], collection: Collection, today: date) -> dict[str, str]:
    """What the check says about a field: asked from the check itself, with {0} for what was typed."""

    def said(value: Any, shown: str = MARK, starts: str = "") -> str:
        nested = value
        for name in reversed(way):
            nested = {name: nested}
        found = checks.check_record(Record(kind, "x", _lists(kind.fields, nested)), collection, today)
        mine = [each.message for each in found if re.sub(r"\.\d+", "", each.field) == ".".join(way)]
        told = next((message for message in mine if starts in message), "")
        return told.replace(did_you_mean(shown, []), "").replace(shown, "{0}", 1)

    def item(text: str) -> Any:
        return [text] if field.many else text

    made = {}
    if field.required:
        made["ontbreekt"] = said_missing(kind, way, collection, today)
    if field.many and field.type is not Type.GROUP:
        many = field.max_items + 1
        made["teveel"] = said([f"{MARK}{number}" for number in range(many)], str(many), "hooguit")
        made["dubbel"] = said([MARK, MARK], starts="twee keer")
    if field.type is Type.GROUP:
        return made
    long = field.max_length + 1
    made["lang"] = said(item("x" * long), str(long), "tekens")
    starts = {
        Type.TERM: ("begrip", "staat niet in"),
        Type.REFERENCE: ("verwijzing", "staat geen"),
        Type.DATE: ("datum", "geen datum"),
        Type.URL: ("webadres", "geen webadres"),
        Type.FILE: ("bestand", "kan niet"),
    }
    if field.choices:
        made["keuze"] = said(item(MARK), starts="geen keuze")
    elif field.type in starts:
        name, words = starts[field.type]
        made[name] = said(item(MARK), starts=words)
    if field.past:
        made["toekomst"] = said(item("9999"), "9999", "toekomst")
    return {name: message for name, message in made.items() if message}


def said_missing(kind: Kind, way: tuple[str, ...], collection: Collection, today: date) -> str:
    """What the check says when a required field is not there, though the group around it is."""
    nested: Any = {"": ""}
    for name in reversed(way[:-1]):
        nested = {name: nested}
    found = checks.check_record(Record(kind, "x", _lists(kind.fields, nested)), collection, today)
    return next((each.message for each in found if re.sub(r"\.\d+", "", each.field) == ".".join(way)), "")


def _lists(fields: tuple[Field, ...], told: dict[str, Any]) -> dict[str, Any]:
    """The same, with each group that may come more often as a list of one."""
    made = {}
    for field in fields:
        if field.name in told:
            value = _lists(field.fields, told[field.name]) if field.fields else told[field.name]
            made[field.name] = [value] if field.fields and field.many else value
    return made


def patterns() -> dict[str, Any]:
    """The patterns of the check as JavaScript has them, all with the flag u, and the oldest year."""
    return {
        "oudste": values.OLDEST,
        "nu": javascript(values.NOW),
        "loopt": values.STILL,
        "email": javascript(privacy.EMAIL),
        "gespeld": javascript(privacy.SPELLED),
        "telefoon": javascript(privacy.PHONE),
        "telefoons": [javascript(each) for each in privacy.OTHER_PHONES],
        "iban": javascript(privacy.IBAN),
        "mail_in_adres": javascript(privacy.IN_ADDRESS),
        "bsn": javascript(privacy.BSN),
        "opmaak": javascript(values.MARKUP),
        "host": javascript(values.HOST),
        "beeld": javascript(values.IMAGE),
    }


def javascript(pattern: re.Pattern[str]) -> str:
    r"""A pattern in which `\w` and `\d` are all letters and digits, as they are in Python."""
    text = re.sub(r"\[((?:[^\]\\]|\\.)*)\]", lambda found: f"[{_wide(found[1])}]", pattern.pattern)
    return re.sub(r"\\w(?![^\[]*\])", r"[\\p{L}\\p{N}_]", text).replace(r"\d", r"\p{Nd}")


def _wide(inside: str) -> str:
    return inside.replace(r"\w", r"\p{L}\p{N}_")


def place_names() -> dict[str, list[str]]:
    """Every name of a place as it is compared, with the municipalities of today that it stands for."""
    found = {}
    for name, kinds in places().items():
        best = next((kinds[kind] for kind in ("gemeente", "voormalig", "dorp") if kind in kinds), None)
        if best:
            found[name] = list(best.gemeenten)
    return found
