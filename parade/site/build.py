"""The six steps from records to a finished site."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from multiprocessing import get_context
from pathlib import Path

from parade.check.checks import check
from parade.data.export import site_files
from parade.data.history import histories
from parade.index.index import Index
from parade.intake.office import handouts
from parade.model.problems import Problem, RecordErrors, has_errors
from parade.model.record import Collection
from parade.model.settings import FILE
from parade.model.today import today as clock
from parade.pages.addresses import OF_SITE, SHARE_PICTURES
from parade.pages.feeds import sitemap
from parade.pages.menu import menu
from parade.pages.overview import Site
from parade.pages.pages import pages
from parade.pages.render import page_path
from parade.pages.text import where
from parade.read.existing import existing
from parade.read.records import read_folder
from parade.recommend.likeness import neighbours
from parade.recommend.score import recommend
from parade.search.browser_files import browser_files
from parade.search.search import Search
from parade.site import builder
from parade.site.alone import one_at_a_time
from parade.site.kept import Kept
from parade.site.offline import offline
from parade.site.publish import HAND_WRITTEN, HTML, PAGES, check_target, hand_written, publish, write_pages
from parade.site.share_picture import Card, draw, shows

MOTTO = "Dit zou jij eens moeten doen"  # on the picture of pages without one of their own


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made: where the site stands, how many pages, and the tips on the records."""

    out: Path
    pages: int
    problems: list[Problem]


@one_at_a_time
def build(examples: Path, out: Path, today: date | None = None) -> Built:
    """From the records in `examples` to a finished site at `out`.

    The folder around `examples` is the root of the collection: its settings, its hand-written pages in `docs/`,
    and `build/` for what the site builder reads. Raises `RecordErrors` when a record has a `fout`, `ParadeError`
    when a folder or the site builder fails; the old site stays whole until the new one is complete.
    """
    root = existing(examples).resolve().parent
    check_target(out)
    today = today or clock()
    collection, problems = read_checked(examples, today)
    index = Index(collection)
    search = Search(index, neighbours(index))
    own, data = hand_written(root, examples), site_files(collection)
    changes = histories(existing(examples).resolve(), collection["voorbeelden"])
    made = pages(collection, recommend(index), today, search, list(own), data, changes)
    files: dict[str, str | bytes] = {**made, **data, **browser_files(search), **pictures(collection, root / PAGES)}
    files |= {**own, **handouts(collection, root / PAGES)}
    write_pages(files, root / PAGES)
    site = finished(root, collection, files, own)
    publish({**site, **offline(site, out)}, out)
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


def finished(
    root: Path, collection: Collection, files: Mapping[str, str | bytes], own: Iterable[str]
) -> dict[str, str | bytes]:
    """Every file of the site by its path: pages as HTML, made again only where they changed, and all else as it is.

    `own` are the paths of what people wrote: their pages may link to files of any kind.
    """
    texts = {path: as_text(file) for path, file in files.items() if path.endswith(".md")}
    others = {path: file for path, file in files.items() if path not in texts}
    linked = [path for path in others if any(path in texts[page] for page in own if page in texts)]
    config = builder.config(root, collection.settings, menu(Site(collection, {}), files))
    kept = Kept(root / HTML, builder.frame(config))
    changed = kept.changed(texts)
    cores = os.cpu_count() or 1
    with workers(cores if len(changed) > builder.SMALL else 1) as executor:
        html = builder.render(changed, linked, config, executor, cores) if changed else {}
    kept.keep(texts, html)
    assets = {path: file for path, file in builder.theme().items() if path.startswith("assets/")}
    gone = {page_path(record.url) for record in collection.lapsed}
    shown = [builder.target(path) for path in texts if path not in gone]
    return {**assets, **others, **kept.html(), **sitemap(collection.settings.adres, shown)}


@contextmanager
def workers(cores: int) -> Iterator[Executor | None]:
    """Processes to work side by side, or none on one core; each is started anew, as every system can."""
    if cores < 2:
        yield None
        return
    with ProcessPoolExecutor(cores, mp_context=get_context("spawn")) as executor:
        yield executor


def as_text(file: str | bytes) -> str:
    """A page as text, whoever wrote it."""
    return file if isinstance(file, str) else file.decode("utf-8", "replace")
