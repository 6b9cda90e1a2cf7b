"""The six steps from records to a finished site."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from multiprocessing import get_context
from pathlib import Path

from parade.check.checks import check
from parade.data.export import site_files
from parade.data.history import histories
from parade.index.index import Index
from parade.intake.office import handouts
from parade.keep.program import program
from parade.keep.steps import Steps
from parade.keep.store import STORE, Store, key
from parade.model.problems import Level, Problem, RecordErrors, has_errors
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
from parade.site import builder, inputs
from parade.site.alone import one_at_a_time
from parade.site.offline import offline
from parade.site.publish import HAND_WRITTEN, PAGES, check_target, hand_written, publish, write_pages
from parade.site.share_picture import Card, colours, draw
from parade.site.standing import Standing

MANY = 200  # pictures: fewer are not worth a second process
MOTTO = "Dit zou jij eens moeten doen"  # on the picture of pages without one of their own


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made: where the site stands, how many pages, and the tips on the records."""

    out: Path
    pages: int
    problems: list[Problem]

    def as_text(self) -> str:
        """All but the folder, to keep."""
        return json.dumps({"pages": self.pages, "problems": [asdict(problem) for problem in self.problems]})

    @classmethod
    def from_text(cls, out: Path, text: str) -> Built:
        """What `as_text` gave."""
        told = json.loads(text)
        problems = [Problem(**{**each, "level": Level(each["level"])}) for each in told["problems"]]
        return cls(out, told["pages"], problems)


@one_at_a_time
def build(examples: Path, out: Path, today: date | None = None, steps: Steps | None = None) -> Built:
    """From the records in `examples` to a finished site at `out`.

    The folder around `examples` is the root of the collection: its settings, its hand-written pages in `docs/`,
    and `build/` for what the site builder reads and what is kept for the next time. Where nothing changed since, the
    site that stands is the answer. Raises `RecordErrors` when a record has a `fout`, `ParadeError` when a folder or the
    site builder fails; the old site stays whole until the new one is complete.
    """
    root = existing(examples).resolve().parent
    check_target(out)
    today, steps = today or clock(), steps or Steps()
    with closing(Store(root / STORE)) as store:
        with steps.step("kijken"):
            made_of = inputs.made_of(root, examples, today)
            standing = Standing(out, store)
            if standing.made_of == made_of.hex() and standing.is_whole():
                return Built.from_text(out, standing.told)
        built = _build(root, examples, out, today, steps, store, standing)
        with steps.step("bewaren"):
            whole = inputs.made_of(root, examples, today) == made_of  # nobody typed on while it was made
            standing.write(made_of.hex() if whole else "", built.as_text())
            store.write()
    return built


def _build(root: Path, examples: Path, out: Path, today: date, steps: Steps, store: Store, standing: Standing) -> Built:
    with steps.step("records"):
        collection, problems = read_checked(examples, today)
    with steps.step("zoekindex"):
        index = Index(collection, store=store)
        index.key_words(0, 0)
    with steps.step("buren"):
        near = neighbours(index)
    with steps.step("woordtabellen", store):
        search = Search(index, near)
    with steps.step("aanbevelingen"):
        recommended = recommend(index)
    with steps.step("open data"):
        own, data = hand_written(root, examples), site_files(collection)
    with steps.step("geschiedenis"):
        changes = histories(existing(examples).resolve(), collection["voorbeelden"])
    with steps.step("pagina's"):
        made = pages(collection, recommended, today, search, list(own), data, changes)
    with steps.step("zoekbestanden"):
        files: dict[str, str | bytes] = {**made, **data, **browser_files(search)}
    with steps.step("formulieren"):
        files |= {**own, **handouts(collection, root / PAGES)}
    with steps.step("deelplaatjes", store):
        files |= pictures(collection, store, steps.advance)
    with steps.step("html", store):
        site = finished(root, collection, files, own, store)
    with steps.step("zonder internet"):
        site |= offline(site, out)
    with steps.step("schrijven"):
        pages_standing = Standing(root / PAGES, store)
        write_pages(as_bytes(files), root / PAGES, pages_standing)
        pages_standing.write()
        publish(as_bytes(site), out, standing)
    return Built(out, sum(path.endswith(".md") for path in files), problems)


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


def pictures(
    collection: Collection, store: Store, advance: Callable[[int, int], None] = lambda done, total: None
) -> dict[str, bytes]:
    """A picture to share for each voorbeeld, and one for all other pages; `advance` is told how many are drawn."""
    site, name = Site(collection, {}), collection.settings.naam
    cards = {
        record.id: Card(record.naam, where(record), site.familie(record), name) for record in collection["voorbeelden"]
    }
    cards[OF_SITE] = Card(MOTTO, collection.settings.zin, 0, name)
    look = key(program(), *colours().values())
    keys = {id: key(look, card.key) for id, card in cards.items()}
    made = store.each("deelplaatjes", keys.values())
    lacking = {keys[id]: card for id, card in cards.items() if keys[id] not in made}
    with workers(os.cpu_count() or 1 if len(lacking) > MANY else 1) as executor:
        drawn = executor.map(draw, lacking.values(), chunksize=MANY // 8) if executor else map(draw, lacking.values())
        for number, (shown, picture) in enumerate(zip(lacking, drawn, strict=True), 1):
            store.put("deelplaatjes", shown, picture)
            made[shown] = picture
            advance(number, len(lacking))
    return {f"{SHARE_PICTURES}{id}.png": made[shown] for id, shown in keys.items()}


def finished(
    root: Path, collection: Collection, files: Mapping[str, str | bytes], own: Iterable[str], store: Store
) -> dict[str, str | bytes]:
    """Every file of the site by its path: pages as HTML, made again only where they changed, and all else as it is.

    `own` are the paths of what people wrote: their pages may link to files of any kind.
    """
    texts = {path: as_text(file) for path, file in files.items() if path.endswith(".md")}
    others = {path: file for path, file in files.items() if path not in texts}
    written = {page: texts[page] for page in own if page in texts}
    linked = [path for path in files if any(path in text or _name(path) in text for text in written.values())]
    config = builder.config(root, collection.settings, menu(Site(collection, {}), files))
    frame = builder.frame(config)
    # Whether links of a page by hand lead anywhere follows from what else there is.
    beside = {page: "\n".join(linked) for page in written}
    keys = {path: key(frame, path, text, beside.get(path, "")) for path, text in texts.items()}
    keys[builder.NOT_FOUND] = key(frame, builder.NOT_FOUND)
    kept = {path: page for path, name in keys.items() if (page := store.get("html", name)) is not None}
    changed = {path: text for path, text in texts.items() if path not in kept}
    if not changed and builder.NOT_FOUND not in kept:
        changed = dict(list(texts.items())[:1])
    cores = os.cpu_count() or 1
    with workers(cores if len(changed) > builder.SMALL else 1) as executor:
        made = builder.render(changed, linked, config, executor, cores) if changed else {}
    for path in keys.keys() & {*changed, builder.NOT_FOUND} if made else ():
        kept[path] = made[builder.target(path)]
        store.put("html", keys[path], kept[path])
    told = {builder.target(path): kept[path] for path in keys}
    assets = {path: file for path, file in builder.theme().items() if path.startswith("assets/")}
    gone = {page_path(record.url) for record in collection.lapsed}
    shown = [builder.target(path) for path in texts if path not in gone]
    return {**assets, **others, **told, **sitemap(collection.settings.adres, shown)}


def _name(path: str) -> str:
    """How a page beside it links to a file; as many are called index.md, those are linked by their whole path."""
    name = path.rpartition("/")[2]
    return path if name == "index.md" else name


@contextmanager
def workers(cores: int) -> Iterator[Executor | None]:
    """Processes to work side by side, or none on one core; each is started anew, as every system can."""
    if cores < 2:
        yield None
        return
    with ProcessPoolExecutor(cores, mp_context=get_context("spawn")) as executor:
        yield executor


def as_bytes(files: Mapping[str, str | bytes]) -> dict[str, bytes]:
    """Files as they stand on disk."""
    return {path: file if isinstance(file, bytes) else file.encode() for path, file in files.items()}


def as_text(file: str | bytes) -> str:
    """A page as text, whoever wrote it."""
    return file if isinstance(file, str) else file.decode("utf-8", "replace")
