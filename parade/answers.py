"""What `parade search` and `parade similar` ask, from what is kept on disk while nothing changed.

It stands in `build/zoek/` beside the records; see `read/kept.py` for when it is believed.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from parade.read.kept import keep, sealed_key, source_key

if TYPE_CHECKING:
    from parade.model.record import Record
    from parade.search.search import Search

KEPT = Path("build/zoek")
ROOMS = ("dutch", "model", "places", "read", "index", "search", "recommend")
INDEX, ANSWER = "index", "antwoord.json"


def searcher(examples: Path) -> tuple[Search, list[str]]:
    """Search in a folder of records, and what is wrong with its files."""
    from parade.index.on_disk import open_kept
    from parade.search.search import Search

    folder, key = place(examples) / INDEX, source_key(examples, ROOMS)
    if kept := open_kept(folder, key):
        return Search(kept, kept.neighbours), kept.problems
    return _made(examples, folder, key)


def _made(examples: Path, folder: Path, key: str) -> tuple[Search, list[str]]:
    from parade.index.index import Index
    from parade.index.on_disk import kept_readings, save
    from parade.read.records import read_folder
    from parade.recommend.likeness import neighbours
    from parade.search.search import Search

    collection, problems = read_folder(examples)
    index = Index(collection, kept_readings(folder))
    near, wrong = neighbours(index), [str(problem) for problem in problems]
    save(folder, key, index, near, wrong)
    return Search(index, near), wrong


Recommended = tuple[dict[str, list[dict[str, Any]]], dict[str, str], list[str]]
"""For each voorbeeld by id what is recommended, as told; ids of now by those of before; what is wrong with files."""


def recommended(examples: Path, limit: int) -> Recommended:
    """What is recommended in a folder of records, at most so many for each."""
    folder, key = place(examples) / f"past-bij-{limit}", source_key(examples, ROOMS)
    if sealed_key(folder) == key:
        found, moved, wrong = json.loads((folder / ANSWER).read_text("utf-8"))
        return found, moved, wrong
    made = _recommended(examples, limit)

    def fill(into: Path) -> None:
        (into / ANSWER).write_text(json.dumps(made, ensure_ascii=False), "utf-8")

    keep(folder, key, fill)
    return made


def _recommended(examples: Path, limit: int) -> Recommended:
    from parade.index.index import Index
    from parade.index.on_disk import kept_readings
    from parade.read.records import read_folder
    from parade.recommend.score import recommend

    collection, problems = read_folder(examples)
    made = recommend(Index(collection, kept_readings(place(examples) / INDEX)), limit)
    found = {id: [as_told(each.record, round(each.score, 3), each.redenen) for each in row] for id, row in made.items()}
    moved = {old: record.id for record in collection["voorbeelden"] for old in record.get("was", [])}
    return found, moved, [str(problem) for problem in problems]


def as_told(record: Record, score: float, redenen: tuple[str, ...]) -> dict[str, Any]:
    """A found record as it is told, of search and of recommendations alike."""
    return {"id": record.id, "titel": record.naam, "url": record.url, "score": score, "redenen": list(redenen)}


def place(examples: Path) -> Path:
    """Where the results of a folder of records are kept."""
    return examples.resolve().parent / KEPT
