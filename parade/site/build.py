"""The six steps from records to a finished site."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from parade.check.checks import check
from parade.index.index import Index
from parade.model.problems import Problem, RecordErrors, has_errors
from parade.model.record import Collection
from parade.model.settings import FILE
from parade.pages.addresses import OF_SITE, SHARE_PICTURES
from parade.pages.menu import menu
from parade.pages.overview import Site
from parade.pages.pages import pages
from parade.pages.text import where
from parade.read.records import existing, read_folder
from parade.recommend.likeness import neighbours
from parade.recommend.score import recommend
from parade.search.browser_files import browser_files
from parade.search.search import Search
from parade.site import builder
from parade.site.publish import HAND_WRITTEN, PAGES, beside, check_target, hand_written, publish, write_pages
from parade.site.share_picture import Card, draw, shows

MOTTO = "Dit zou jij eens moeten doen"  # on the picture of pages without one of their own


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made: where the site stands, how many pages, and the tips on the records."""

    out: Path
    pages: int
    problems: list[Problem]


def build(examples: Path, out: Path, today: date | None = None) -> Built:
    """From the records in `examples` to a finished site at `out`.

    The folder around `examples` is the root of the collection: its settings, its hand-written pages in `docs/`,
    and `build/` for what the site builder reads. Raises `RecordErrors` when a record has a `fout`, `ParadeError`
    when a folder or the site builder fails; the old site stays whole until the new one is complete.
    """
    root = existing(examples).resolve().parent
    check_target(out)
    today = today or date.today()
    collection, problems = read_checked(examples, today)
    index = Index(collection)
    search = Search(index, neighbours(index))
    made = pages(collection, recommend(index), today, search)
    files: dict[str, str | bytes] = {**made, **browser_files(search)}
    files |= pictures(collection, root / PAGES) | hand_written(root, examples)
    write_pages(files, root / PAGES)
    site(root, out, collection, set(files))
    return Built(out, sum(path.endswith(".md") for path in made), problems)


def watched(examples: Path) -> list[Path]:
    """What a site is made of, and may change while it is served."""
    root = existing(examples).resolve().parent
    return [examples, root / FILE, root / HAND_WRITTEN, root / builder.CONFIG]


def read_checked(examples: Path, today: date) -> tuple[Collection, list[Problem]]:
    """The records of a folder and their tips; raises `RecordErrors` when one has a `fout`."""
    collection, problems = read_folder(existing(examples))
    problems = sorted([*problems, *check(collection, today)])
    if has_errors(problems):
        raise RecordErrors(problems)
    return collection, problems


def pictures(collection: Collection, before: Path) -> dict[str, bytes]:
    """A picture to share for each voorbeeld, and one for all other pages; what stands in `before` is not redrawn."""
    site, name = Site(collection, {}), collection.settings.naam
    cards = {
        record.id: Card(record.naam, where(record), site.familie(record), name) for record in collection["voorbeelden"]
    }
    cards[OF_SITE] = Card(MOTTO, collection.settings.zin, 0, name)
    made = {}
    for id, card in cards.items():
        path = before / SHARE_PICTURES / f"{id}.png"
        drawn = path.read_bytes() if path.is_file() else b""
        made[f"{SHARE_PICTURES}{id}.png"] = drawn if shows(drawn, card) else draw(card)
    return made


def site(root: Path, out: Path, collection: Collection, files: set[str]) -> None:
    """Run the site builder into a new folder beside `out`, and swap it in when it is complete."""
    out = out.resolve()
    new = beside(out)
    try:
        builder.run(root, root / PAGES, new, collection.settings, menu(Site(collection, {}), files))
        publish(new, out)
    finally:
        shutil.rmtree(new, ignore_errors=True)
