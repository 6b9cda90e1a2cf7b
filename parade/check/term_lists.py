"""The lists of begrippen: names that clash, terms that lie under or beside each other, terms that nobody uses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from parade.dutch.words import fold
from parade.model.fields import LISTS, Field, Type
from parade.model.problems import Level, Problem, did_you_mean
from parade.model.record import Collection, Path_, Record

ENOUGH_USES = 3


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
                named = owner.get(fold(word), term)
                if named is not term and named.kind is term.kind:
                    message = f'"{word}" is in deze lijst al de naam van een begrip. Haal het hier weg.'
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
