"""What a field asks of its value. What that is stands in `fields.py`; here stands how it is told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from parade.check.privacy import EMAIL, in_address, personal
from parade.check.wording import short
from parade.dutch.dates import read_date
from parade.dutch.words import fold
from parade.model.fields import Field, Type
from parade.model.problems import Level, Problem, did_you_mean
from parade.model.record import Collection, Path_, Record, folder_of

MARKUP = re.compile(r"</?[a-zA-Z][^>\n]{0,500}>|<!--|\]\(|\{\{|\{%|javascript:", re.IGNORECASE)
DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+")
IMAGE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\.(?:jpg|jpeg|png|webp)")
NOW = re.compile(r"heden|nu|nog (bezig|steeds)|lopend|loopt( nog)?|doorlopend|onbekend|\?+|-+", re.IGNORECASE)
STILL = "Loopt het nog? Haal dit veld dan weg. "
EMPTY = re.compile(
    r"\W+|(x{2,9}|n\.?\s?v\.?\s?t\.?|todo|tbd|invullen|nog in te vullen|volgt( nog)?|nog niet bekend|lorem ipsum.*)\W*",
    re.IGNORECASE | re.DOTALL,
)
"""What stands where somebody had nothing to say yet."""
OLDEST = 1500
"""A year before this one is a typing error."""
AROUND = {"“": "”“", "„": "”“", "‘": "’", "«": "»", "»": "«"}
"""Quotes of a word processor, with what closes them."""


def values(record: Record, collection: Collection, today: date) -> Iterator[Problem]:
    """Every value of a record is what its field asks, and every required field is there.

    A record that was taken away needs no more than its name.
    """
    fields = record.kind.fields
    if "vervallen" in record:
        fields = tuple(replace(field, required=field.name == record.kind.named_by) for field in fields)
    yield from _group(record, fields, record.data, (), collection, today)


def _group(
    record: Record,
    fields: tuple[Field, ...],
    data: dict[str, Any] | Any,
    way: Path_,
    collection: Collection,
    today: date,
) -> Iterator[Problem]:
    for field in fields:
        here = (*way, field.name)
        if field.name not in data:
            if field.required and not (field.unless and field.unless in data):
                yield _missing(record, field, way)
            continue
        value = data[field.name]
        if field.many:
            yield from _count(record, field, value, here)
        for number, item in enumerate(value if field.many else [value]):
            spot = (*here, number) if field.many else here
            if field.type is Type.GROUP:
                yield from _group(record, field.fields, item, spot, collection, today)
            else:
                yield from _text(record, field, item, spot, collection, today)


def _missing(record: Record, field: Field, way: Path_) -> Problem:
    instead = f" (of {field.unless})" if field.unless else ""
    place = record.place(*way)
    message = f'Het veld "{field.name}"{instead} ontbreekt. {field.question} {field.help}'.strip()
    return Problem(record.path, *place, Level.FOUT, ".".join([*_steps(way), field.name]), message)


def _steps(way: Path_) -> list[str]:
    return [str(step + 1) if isinstance(step, int) else step for step in way]


def _count(record: Record, field: Field, items: list[Any], way: Path_) -> Iterator[Problem]:
    if len(items) > field.max_items:
        message = f"Er staan er {len(items)}; hooguit {field.max_items} mag. Houd de belangrijkste over."
        yield record.problem(Level.FOUT, message, *way)
    if len(items) < field.min_items:
        message = f"Er staan er {len(items)}; minstens {field.min_items} is beter. {field.help}".strip()
        yield record.problem(Level.TIP, message, *way)
    alike: dict[str, list[tuple[int, str]]] = {}
    for number, item in enumerate(items):
        if isinstance(item, str):
            alike.setdefault(fold(item), []).append((number, item))
    for same in alike.values():
        # One name for all of them: the message does not depend on the order of the list.
        message = f'"{short(min(item for _, item in same))}" staat er twee keer. Haal er één weg.'
        for number, _ in same[1:]:
            yield record.problem(Level.FOUT, message, *way, number)


def _text(
    record: Record, field: Field, text: str, way: Path_, collection: Collection, today: date
) -> Iterator[Problem]:
    if len(text) > field.max_length and field.type is not Type.DATE:  # a long date is no date
        message = f"Deze tekst heeft {len(text)} tekens; hooguit {field.max_length} mag. Maak hem korter."
        yield record.problem(Level.FOUT, message, *way)
    if field.choices and text not in field.choices:
        message = (
            f'"{short(text)}" is geen keuze. {did_you_mean(text, field.choices)}Kies uit: {", ".join(field.choices)}.'
        )
        yield record.problem(Level.FOUT, message, *way)
    if field.type is Type.LINE and len(text) > 2 and text[-1] in AROUND.get(text[0], ""):
        message = f"{text[0]} en {text[-1]} komen zo op de pagina. Horen ze niet bij de tekst? Haal ze weg."
        yield record.problem(Level.TIP, message, *way)
    if field.type in (Type.LINE, Type.PROSE) and not field.choices and EMPTY.fullmatch(text.strip()):
        message = f'"{short(text)}" zegt een lezer niets. Vul het in, of haal dit veld weg als je het niet weet.'
        yield record.problem(Level.TIP, message, *way)
    if field.type is Type.TERM:
        yield from _term(record, field, text, way, collection)
    elif field.type is Type.REFERENCE:
        yield from _reference(record, field, text, way, collection)
    elif field.type is Type.DATE:
        yield from _date(record, field, text, way, today)
    elif field.type is Type.URL:
        yield from _url(record, text, way)
    elif field.type is Type.FILE:
        yield from _picture(record, field, text, way, collection)
    elif field.type is Type.EMAIL and not EMAIL.fullmatch(text):
        message = f'"{short(text)}" is geen e-mailadres. Schrijf het zo: {field.example}.'
        yield record.problem(Level.FOUT, message, *way)
    if field.type not in (Type.URL, Type.EMAIL):
        yield from personal(record, text, way)
        yield from _markup(record, text, way)


def _picture(record: Record, field: Field, text: str, way: Path_, collection: Collection) -> Iterator[Problem]:
    """A picture is called by its file name, and stands in the folder of pictures."""
    if text.lower().endswith(".svg"):
        message = f'"{short(text)}" kan niet: in een svg kan code zitten. Maak er een png van.'
        yield record.problem(Level.FOUT, message, *way)
    elif not IMAGE.fullmatch(text):
        message = f'"{short(text)}" kan niet. Gebruik alleen een bestandsnaam, zoals: {field.example}.'
        yield record.problem(Level.FOUT, message, *way)
    elif collection.pictures is not None and text not in collection.pictures:
        suggestion = did_you_mean(text, collection.pictures)
        message = f'In de map beeld staat geen "{short(text)}". {suggestion}Zet het beeld daar, of haal beeld hier weg.'
        yield record.problem(Level.FOUT, message, *way)


def _term(record: Record, field: Field, text: str, way: Path_, collection: Collection) -> Iterator[Problem]:
    names = collection.terms(field.target)
    if text not in names:
        known_as = [
            term.naam
            for term in collection[field.target]
            if fold(text) in map(fold, [*term.get("ook", []), *term.get("alleen_zoeken", [])])
        ]
        suggestion = f'Bedoelde je "{known_as[0]}"? ' if known_as else did_you_mean(text, names)
        message = f'"{short(text)}" staat niet in de lijst. {suggestion}Kies uit: {", ".join(names)}.'
        yield record.problem(Level.FOUT, message, *way)


def _reference(record: Record, field: Field, text: str, way: Path_, collection: Collection) -> Iterator[Problem]:
    if collection.find(field.target, text):
        if field.target == record.kind.folder and text == record.id:
            yield record.problem(Level.FOUT, "Dit verwijst naar zichzelf. Haal het weg.", *way)
    elif moved := collection.moved(field.target, text):
        message = f'"{text}" heet nu anders. Schrijf: {moved.id}'
        yield record.problem(Level.FOUT, message, *way)
    elif any(text == lapsed.id and field.target == folder_of(lapsed) for lapsed in collection.lapsed):
        if "vervallen" not in record:
            message = f'"{text}" is vervallen. Haal deze verwijzing weg, of laat dit record ook vervallen.'
            yield record.problem(Level.FOUT, message, *way)
    else:
        suggestion = did_you_mean(text, collection.ids(field.target))
        message = f'In de map {field.target} staat geen "{short(text)}.yml". {suggestion}{field.help}'.strip()
        yield record.problem(Level.FOUT, message, *way)


def _date(record: Record, field: Field, text: str, way: Path_, today: date) -> Iterator[Problem]:
    found = DATE.fullmatch(text)
    try:
        if not found or int(found[1]) < OLDEST:
            raise ValueError
        first = date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        meant = read_date(text)
        suggestion = f'Bedoelde je "{meant}"? ' if meant and is_day(meant) else ""
        if NOW.fullmatch(text):
            suggestion = STILL
        message = f'"{short(text)}" is geen datum. {suggestion}{field.help}'
        yield record.problem(Level.FOUT, message, *way)
        return
    if field.past and first > today:
        message = f"{text} ligt in de toekomst. Vul een datum in die voorbij is."
        yield record.problem(Level.FOUT, message, *way)


def is_day(text: str) -> bool:
    """Whether a date, of a year, a month or a day, exists."""
    try:
        return date.fromisoformat(f"{text}{'-01-01'[len(text) - 4 :]}").year >= OLDEST
    except ValueError:
        return False


def _url(record: Record, text: str, way: Path_) -> Iterator[Problem]:
    try:
        parts = urlsplit(text)
        good = parts.scheme in {"http", "https"} and HOST.fullmatch(parts.hostname or "") and not parts.username
        good = good and (parts.port is None or parts.port > 0)  # a port that is no number, or too high, raises
    except ValueError:
        good, parts = False, urlsplit("")
    if not good or re.search(r"[\s<>\"'`\\]", text):
        message = f'"{short(text)}" is geen webadres. Het begint met https:// en heeft geen spaties.'
        yield record.problem(Level.FOUT, message, *way)
    elif parts.scheme == "http":
        message = "Dit adres begint met http://. Werkt https:// ook? Gebruik dan dat."
        yield record.problem(Level.TIP, message, *way)
    if good:
        yield from in_address(record, text, way)


def _markup(record: Record, text: str, way: Path_) -> Iterator[Problem]:
    if found := MARKUP.search(text):
        message = f'"{short(found[0])}" is opmaak of code. Schrijf gewone tekst; de pagina krijgt vanzelf opmaak.'
        yield record.problem(Level.FOUT, message, *way)
