"""Processor seconds and peak memory of recommendations beside those of the index, at 1,000, 3,000, 10,000 records.

    python -m tests.benchmarks.recommend [NUMBER …]

The records are made in memory by recombining real ones field by field. Each size runs in a process of its own.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
from pathlib import Path
from time import process_time

from parade.index.index import Index
from parade.model.fields import VOORBEELD
from parade.model.record import Collection, Record
from parade.places import register
from parade.read.records import read_folder
from parade.recommend.likeness import neighbours
from parade.recommend.score import recommend

SIZES = (1_000, 3_000, 10_000)
EXAMPLES = Path(__file__).parent.parent.parent / "examples"
TOGETHER = (
    ("titel", "kern", "vragen", "themas", "doelgroepen"),
    ("aanpak", "werkzame_elementen"),
    ("resultaat", "lessen"),
)
"""Fields that are taken from one and the same real record."""


def recombined(collection: Collection, count: int) -> Collection:
    """The collection with `count` voorbeelden, each made of parts of several real ones."""
    lot = random.Random(count)
    real = collection["voorbeelden"]
    names = list(register.gemeenten())
    made = [record for record in collection if record.kind.folder != "voorbeelden"]
    fields = [field.name for field in VOORBEELD.fields]
    for number in range(count):
        source = {name: part for group in TOGETHER for part in [lot.choice(real)] for name in group}
        data = {name: (source.get(name) or lot.choice(real)).get(name) for name in fields if name != "gemeenten"}
        data["gemeenten"] = [lot.choice(names)]
        made.append(Record(VOORBEELD, f"r{number:05}", {name: value for name, value in data.items() if value}))
    return Collection(made)


def measure(count: int) -> None:
    """Print one line: seconds and megabytes of each step."""
    collection = recombined(read_folder(EXAMPLES)[0], count)
    told = [f"{count:6} records"]
    start = _told(told, "before", process_time())
    index = Index(collection)
    index.key_words(0, 1)  # the impacts too are made once
    start = _told(told, "index", start)
    neighbours(index)
    start = _told(told, "neighbours", start)
    recommend(index)
    _told(told, "recommend", start)
    print(" | ".join(told), flush=True)


def _told(told: list[str], name: str, start: float) -> float:
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told.append(f"{name} {process_time() - start:.1f} s, peak {megabytes:.0f} MB")
    return process_time()


if __name__ == "__main__":
    if len(sys.argv) == 3 and sys.argv[1] == "--one":
        measure(int(sys.argv[2]))
    else:
        for size in map(int, sys.argv[1:] or SIZES):
            subprocess.run([sys.executable, "-m", "tests.benchmarks.recommend", "--one", str(size)], check=True)
