"""Ids are never used again: an address that once told of one thing never tells of another."""

from __future__ import annotations

from collections.abc import Iterator

from parade.check.wording import short
from parade.dutch.words import slug
from parade.model.problems import Level, Problem
from parade.model.record import Collection, Record, folder_of
from parade.read.records import is_id


def names(collection: Collection) -> Iterator[Problem]:
    """A `was` is an id that a file may have, that no record of its kind has now, and that none but one had before."""
    every = sorted([*collection, *collection.lapsed], key=lambda record: (folder_of(record), record.id))
    now = {(folder_of(record), record.id): record for record in every}
    before: dict[tuple[str, str], Record] = {}
    for record in every:
        if "vervallen" in record and " " not in record["vervallen"]:
            message = f'"{short(record["vervallen"])}" is geen reden. Zeg in een zin waarom het weg is.'
            yield record.problem(Level.FOUT, message, "vervallen")
        for number, id in enumerate(record.get("was", [])):
            here = (folder_of(record), id)
            one = before.setdefault(here, record)
            if not is_id(id):
                better = slug(id.rstrip("/").rpartition("/")[2].removesuffix(".yml"))
                cure = f"Schrijf: {better}" if is_id(better) else "Schrijf de oude bestandsnaam, zonder .yml."
                message = f'"{short(id)}" kan geen naam van een record zijn. {cure}'
                yield record.problem(Level.FOUT, message, "was", number)
            elif id == record.id:
                message = "Zo heet dit record nu. Haal dit weg, of geef het bestand zijn nieuwe naam."
                yield record.problem(Level.FOUT, message, "was", number)
            elif here in now:
                other = now[here]
                message = (
                    f'Er is nu een record dat "{id}" heet, in {other.path}. Haal dit weg, of geef dat een andere naam.'
                )
                yield record.problem(Level.FOUT, message, "was", number)
                message = (
                    f'"{id}" is een oude naam van "{record.id}", en zijn adres leidt daarheen. Kies een andere naam.'
                )
                yield other.problem(Level.FOUT, message)
            elif one is not record:
                message = (
                    f'"{id}" staat ook bij was in {one.path}. Een adres kan naar één record leiden: haal er één weg.'
                )
                yield record.problem(Level.FOUT, message, "was", number)
