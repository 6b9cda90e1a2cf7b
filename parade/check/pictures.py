"""Pictures that stand in the folder and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator

from parade.model.problems import Level, Problem
from parade.model.record import Collection


def unused_pictures(collection: Collection) -> Iterator[Problem]:
    """A picture that no record names stands on no page."""
    named = {record["beeld"].get("bestand") for record in collection if "beeld" in record}
    for name in collection.pictures or {}:
        if name not in named:
            message = "Geen record noemt dit beeld. Noem het bij beeld in een record, of haal het weg."
            yield Problem(f"{collection.folder}/beeld/{name}", 1, 1, Level.TIP, "", message)
