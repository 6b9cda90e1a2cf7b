"""A collection of any number of voorbeelden on disk, to build for real.

    python -m tests.benchmarks.collections NUMBER FOLDER

The voorbeelden are made by recombining real ones field by field; werkvormen, lists, settings and pages by hand are
the real ones.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from parade.model.record import Record
from parade.read.records import read_folder
from parade.read.write import write
from tests.benchmarks.recommend import EXAMPLES, recombined

ROOT = EXAMPLES.parent
UNKEPT = {"beeld", "overgenomen_van", "voorbeelden"}  # what refers to files and records that are not there


def make(count: int, folder: Path) -> Path:
    """Write a collection of `count` voorbeelden into a new folder; returns it."""
    real = read_folder(EXAMPLES)[0]
    folder.mkdir(parents=True)
    for name in ("parade.yml", "mkdocs.yml"):
        shutil.copy(ROOT / name, folder)
    shutil.copytree(ROOT / "docs", folder / "docs", ignore=shutil.ignore_patterns("screenshots"))
    shutil.copytree(EXAMPLES / "begrippen", folder / "examples" / "begrippen")
    made = recombined(real, count)
    for record in [*made["voorbeelden"], *made["werkvormen"]]:
        data = {name: value for name, value in record.data.items() if name not in UNKEPT}
        place = folder / "examples" / record.kind.folder / f"{record.id}.yml"
        place.parent.mkdir(exist_ok=True)
        place.write_text(write(Record(record.kind, record.id, data)), "utf-8")
    return folder


if __name__ == "__main__":
    make(int(sys.argv[1]), Path(sys.argv[2]))
