"""Rules on one record and across records; each is a generator of problems and never stops at the first.

What a rule asks of a field stands in `fields.py`; here stands how it is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import combinations
from typing import Any
from urllib.parse import urlsplit

from rapidfuzz import fuzz

from parade.dutch.words import fold
from parade.model.fields import LISTS, VOORBEELD, Field, Type
from parade.model.problems import Level, Problem, did_you_mean
from parade.model.record import Collection, Path_, Record
from parade.places import register

# Each starts only where a word or number starts and repeats within bounds: on any text they take linear time.
EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
PHONE = re.compile(
    r"(?<![\d/.,-])(?!\d\d?[-./ ]\d\d?[-./ ]\d{4}(?!\d))"  # not in a longer number, and not a day: 01-01-2015
    r"\(?(?:\+31|0031|0)(?:\s?\(0\))?(?:[\s()–-]{0,3}\d){9}(?![\d/]|[.,-]\d)"
)
BSN = re.compile(r"(?<![\d.,/-])\d{9}(?![\d.,/-]*\d)")
MARKUP = re.compile(r"</?[a-zA-Z][^>\n]{0,500}>|<!--|\]\(|\{\{|\{%|javascript:", re.IGNORECASE)
DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+")
IMAGE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\.(?:jpg|jpeg|png|webp)")
ENOUGH_USES = 3
ALIKE = 85  # of 100: how alike two texts must be to be reported as perhaps the same


def check(collection: Collection, today: date) -> list[Problem]:
    """All problems of a collection, in order of file and line. `today` decides what lies in the future."""
    problems: list[Problem] = []
    for record in collection:
        problems += check_record(record, collection, today)
    problems += near_duplicates(collection["voorbeelden"])
    problems += begrippen(collection)
    problems += settings(collection, today)
    problems += unused_pictures(collection)
    return sorted(problems)


def settings(collection: Collection, today: date) -> Iterator[Problem]:
    """Settings are checked like a record; without somebody to ask, a visitor who knows something cannot tell it."""
    told = collection.settings.data
    if not isinstance(told, Record):
        return
    if told.data:
        yield from check_record(told, collection, today)
    if not (collection.settings.beheer.get("contact") or collection.settings.beheer.get("mail")):
        message = "Er staat niet wie deze verzameling bijhoudt. Zet bij beheer een organisatie, en contact of mail."
        yield told.problem(Level.TIP, message, "beheer")


def check_record(record: Record, collection: Collection, today: date) -> Iterator[Problem]:
    """The problems of one record, looked at beside the others."""
    yield from _group(record, record.kind.fields, record.data, (), collection, today)
    if record.kind.name == VOORBEELD.name and "regio" in record and "gemeenten" in record:
        yield record.problem(Level.TIP, "Er staan gemeenten én een regio. Eén van de twee is genoeg.", "regio")
    yield from _periode(record)


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
        message = f'"{_short(min(item for _, item in same))}" staat er twee keer. Haal er één weg.'
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
            f'"{_short(text)}" is geen keuze. {did_you_mean(text, field.choices)}Kies uit: {", ".join(field.choices)}.'
        )
        yield record.problem(Level.FOUT, message, *way)
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
        message = f'"{_short(text)}" is geen e-mailadres. Schrijf het zo: {field.example}.'
        yield record.problem(Level.FOUT, message, *way)
    if field.type not in (Type.URL, Type.EMAIL):
        yield from _personal(record, text, way)
        yield from _markup(record, text, way)


def _picture(record: Record, field: Field, text: str, way: Path_, collection: Collection) -> Iterator[Problem]:
    """A picture is called by its file name, and stands in the folder of pictures."""
    if text.lower().endswith(".svg"):
        message = f'"{_short(text)}" kan niet: in een svg kan code zitten. Maak er een png van.'
        yield record.problem(Level.FOUT, message, *way)
    elif not IMAGE.fullmatch(text):
        message = f'"{_short(text)}" kan niet. Gebruik alleen een bestandsnaam, zoals: {field.example}.'
        yield record.problem(Level.FOUT, message, *way)
    elif collection.pictures is not None and text not in collection.pictures:
        suggestion = did_you_mean(text, collection.pictures)
        message = (
            f'In de map beeld staat geen "{_short(text)}". {suggestion}Zet het beeld daar, of haal beeld hier weg.'
        )
        yield record.problem(Level.FOUT, message, *way)


def unused_pictures(collection: Collection) -> Iterator[Problem]:
    """A picture that no record names stands on no page."""
    named = {record["beeld"].get("bestand") for record in collection if "beeld" in record}
    for name in collection.pictures or {}:
        if name not in named:
            message = "Geen record noemt dit beeld. Noem het bij beeld in een record, of haal het weg."
            yield Problem(f"{collection.folder}/beeld/{name}", 1, 1, Level.TIP, "", message)


def _term(record: Record, field: Field, text: str, way: Path_, collection: Collection) -> Iterator[Problem]:
    names = collection.terms(field.target)
    if text not in names:
        known_as = [
            term.naam
            for term in collection[field.target]
            if fold(text) in map(fold, [*term.get("ook", []), *term.get("alleen_zoeken", [])])
        ]
        suggestion = f'Bedoelde je "{known_as[0]}"? ' if known_as else did_you_mean(text, names)
        message = f'"{_short(text)}" staat niet in de lijst. {suggestion}Kies uit: {", ".join(names)}.'
        yield record.problem(Level.FOUT, message, *way)


def _reference(record: Record, field: Field, text: str, way: Path_, collection: Collection) -> Iterator[Problem]:
    if not collection.find(field.target, text):
        suggestion = did_you_mean(text, collection.ids(field.target))
        message = f'In de map {field.target} staat geen "{_short(text)}.yml". {suggestion}{field.help}'.strip()
        yield record.problem(Level.FOUT, message, *way)
    elif field.target == record.kind.folder and text == record.id:
        yield record.problem(Level.FOUT, "Dit verwijst naar zichzelf. Haal het weg.", *way)


def _date(record: Record, field: Field, text: str, way: Path_, today: date) -> Iterator[Problem]:
    found = DATE.fullmatch(text)
    try:
        if not found:
            raise ValueError
        first = date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        message = f'"{_short(text)}" is geen datum. {field.help}'
        yield record.problem(Level.FOUT, message, *way)
        return
    if field.past and first > today:
        message = f"{text} ligt in de toekomst. Vul een datum in die voorbij is."
        yield record.problem(Level.FOUT, message, *way)


def _periode(record: Record) -> Iterator[Problem]:
    periode = record.get("periode", {})
    van, tot = periode.get("van", ""), periode.get("tot", "")
    if DATE.fullmatch(van) and DATE.fullmatch(tot) and van[: len(tot)] > tot[: len(van)]:
        yield record.problem(
            Level.FOUT, f"Het eind ({tot}) ligt vóór het begin ({van}). Draai ze om.", "periode", "tot"
        )


def _url(record: Record, text: str, way: Path_) -> Iterator[Problem]:
    try:
        parts = urlsplit(text)
        good = parts.scheme in {"http", "https"} and HOST.fullmatch(parts.hostname or "") and not parts.username
    except ValueError:
        good, parts = False, urlsplit("")
    if not good or re.search(r"[\s<>\"'`\\]", text):
        message = f'"{_short(text)}" is geen webadres. Het begint met https:// en heeft geen spaties.'
        yield record.problem(Level.FOUT, message, *way)
    elif parts.scheme == "http":
        message = "Dit adres begint met http://. Werkt https:// ook? Gebruik dan dat."
        yield record.problem(Level.TIP, message, *way)


def _personal(record: Record, text: str, way: Path_) -> Iterator[Problem]:
    if found := EMAIL.search(text):
        message = f'"{_short(found[0])}" is een e-mailadres. Haal het weg; noem een functie en een organisatie.'
        yield record.problem(Level.FOUT, message, *way)
    if found := PHONE.search(text):
        message = f'"{found[0].strip()}" lijkt een telefoonnummer. Haal het weg; noem een functie en een organisatie.'
        yield record.problem(Level.FOUT, message, *way)
    for number in BSN.findall(text):
        if eleven_test(number):
            message = f'"{number}" lijkt een burgerservicenummer. Haal het weg.'
            yield record.problem(Level.FOUT, message, *way)


def eleven_test(number: str) -> bool:
    """Whether nine digits form a valid citizen service number.

    9a + 8b + 7c + 6d + 5e + 4f + 3g + 2h − i is a multiple of 11 (Logisch ontwerp BSN, Rijksdienst
    voor Identiteitsgegevens).
    """
    digits = [int(digit) for digit in number]
    return sum(digits) > 0 and (sum((9 - n) * digit for n, digit in enumerate(digits[:8])) - digits[8]) % 11 == 0


def _markup(record: Record, text: str, way: Path_) -> Iterator[Problem]:
    if found := MARKUP.search(text):
        message = f'"{_short(found[0])}" is opmaak of code. Schrijf gewone tekst; de pagina krijgt vanzelf opmaak.'
        yield record.problem(Level.FOUT, message, *way)


def near_duplicates(records: list[Record]) -> Iterator[Problem]:
    """A tip for every two voorbeelden with nearly the same title or text in the same place.

    Only records that share a place are compared, so the cost stays near linear.
    """
    by_place: dict[str, list[Record]] = {}
    for record in records:
        found = {name: register.find(name) for name in record.get("gemeenten", [record.get("regio", "")])}
        for name in {place.naam if place else fold(name) for name, place in found.items()}:
            by_place.setdefault(name, []).append(record)
    pairs = {pair for group in by_place.values() for pair in combinations(group, 2)}
    for one, other in pairs:
        titles = fuzz.token_sort_ratio(one.naam.casefold(), other.naam.casefold())
        texts = fuzz.ratio(_body(one), _body(other)) if _body(one) and _body(other) else 0
        if max(titles, texts) >= ALIKE:
            message = f'Dit lijkt veel op "{one.naam}" ({one.id}). Is het hetzelfde? Voeg ze dan samen.'
            yield other.problem(Level.TIP, message, "titel")


def _body(record: Record) -> str:
    return f"{record.get('kern', '')} {record.get('aanpak', '')}".strip()


def begrippen(collection: Collection) -> Iterator[Problem]:
    """Clashes between and within the lists of begrippen, and terms that too few records use."""
    owner: dict[str, Record] = {}
    terms = [term for name in LISTS for term in collection[name]]
    for term in terms:
        owner.setdefault(fold(term.naam), term)
    for term in terms:
        if owner[fold(term.naam)] is not term:
            other = owner[fold(term.naam)]
            message = f'"{term.naam}" heet al zo in {other.path}. Kies een andere naam.'
            yield term.problem(Level.FOUT, message, "naam")
        for name in ("ook", "alleen_zoeken"):
            for number, word in enumerate(term.get(name, [])):
                other = owner.setdefault(fold(word), term)
                if other is not term:
                    message = f'"{word}" hoort al bij "{other.naam}" ({other.path}). Laat het op één plek staan.'
                    yield term.problem(Level.FOUT, message, name, number)
        yield from _related(term, collection)
    yield from _unused(collection)


def _related(term: Record, collection: Collection) -> Iterator[Problem]:
    name = term.kind.list_name
    related: list[tuple[Path_, Any]] = [(("breder",), term.get("breder"))]
    related += [(("verwant", number), word) for number, word in enumerate(term.get("verwant", []))]
    for way, word in related:
        if word and (word == term.naam or not collection.term(name, word)):
            suggestion = did_you_mean(word, collection.terms(name))
            message = f'"{word}" staat niet in deze lijst. {suggestion}Gebruik de naam van een ander begrip.'
            yield term.problem(Level.FOUT, message, *way)


def _unused(collection: Collection) -> Iterator[Problem]:
    used: dict[tuple[str, str], int] = {}
    for record in collection:
        for target, word in _used_terms(record.kind.fields, record.data):
            used[target, word] = used.get((target, word), 0) + 1
    broader = {(name, term.get("breder")) for name in LISTS for term in collection[name]}
    for name in list(LISTS)[:5]:
        rare = [
            term
            for term in collection[name]
            if used.get((name, term.naam), 0) < ENOUGH_USES and (name, term.naam) not in broader
        ]
        if rare:
            names = ", ".join(f"{term.naam} ({used.get((name, term.naam), 0)})" for term in rare)
            message = (
                f"Minder dan {ENOUGH_USES} records gebruiken: {names}. Gebruik ze, of voeg ze bij een ander begrip."
            )
            yield Problem(rare[0].path, 1, 1, Level.TIP, "", message)


def _used_terms(fields: tuple[Field, ...], data: Any) -> Iterator[tuple[str, str]]:
    for field in fields:
        if field.name in data:
            items: Iterable[Any] = data[field.name] if field.many else [data[field.name]]
            for item in items:
                if field.type is Type.GROUP:
                    yield from _used_terms(field.fields, item)
                elif field.type is Type.TERM:
                    yield field.target, item


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 60 else text[:59] + "…"
