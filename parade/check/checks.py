"""All rules, in order. Each is a generator of problems and never stops at the first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from parade.check.contradictions import contradictions
from parade.check.doubles import doubles
from parade.check.names import names
from parade.check.pictures import unused_pictures
from parade.check.privacy import in_name
from parade.check.term_lists import begrippen
from parade.check.values import values
from parade.model.problems import Level, Problem, bounded, fouten_first
from parade.model.record import Collection, Record


def check(collection: Collection, today: date, asked: frozenset[str] = frozenset()) -> list[Problem]:
    """All problems of a collection, in order of file and line.

    `today` decides what lies in the future; `asked` are the paths of the files that somebody checks.
    """
    problems: list[Problem] = []
    for record in [*collection, *collection.lapsed]:
        problems += bounded(fouten_first(sorted(check_record(record, collection, today))))
    problems += names(collection)
    problems += doubles(collection, asked)
    problems += begrippen(collection)
    problems += settings(collection, today)
    problems += unused_pictures(collection)
    return sorted(problems)


def check_record(record: Record, collection: Collection, today: date) -> Iterator[Problem]:
    """The problems of one record, looked at beside the others."""
    yield from values(record, collection, today)
    if "vervallen" not in record:
        yield from contradictions(record, today)
    yield from in_name(record)


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
