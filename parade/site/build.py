"""The six steps from records to a finished site.

The old site stays whole until the new one is complete, and is then swapped out.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from parade.check.checks import check
from parade.index.index import Index
from parade.model.problems import ParadeError, Problem, RecordErrors, has_errors
from parade.model.record import Collection
from parade.pages.overview import Site
from parade.pages.pages import pages
from parade.pages.structured_data import DESCRIPTION, OF_SITE, PICTURES, where
from parade.read.records import read_folder
from parade.recommend.likeness import neighbours
from parade.recommend.score import recommend
from parade.search.browser_files import browser_files
from parade.search.search import Search
from parade.site import builder
from parade.site.share_picture import Card, draw, shows

BUILD = Path("build/pages")


HAND_WRITTEN = Path("docs")


SCREENSHOTS = HAND_WRITTEN / "screenshots"  # for the README


MARK = ".parade"  # stands in every finished site, so that no other folder is ever replaced


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made: where the site stands, how many pages, and the tips on the records."""

    out: Path
    pages: int
    problems: list[Problem]


def build(examples: Path, out: Path) -> Built:
    """From records to a finished site at `out`, in six steps.

    Raises `RecordErrors` when a record has a `fout`, `ParadeError` when a folder or the site builder fails.
    """
    _check_folders(examples, out)
    collection, problems = read_checked(examples)
    index = Index(collection)
    search = Search(index, neighbours(index))
    told = pages(collection, recommend(index), search=search, address=address(), edit=edit_address())
    write_pages({**told, **browser_files(search), **pictures(collection)}, examples)
    build_site(out)
    return Built(out, sum(path.endswith(".md") for path in told), problems)


def read_checked(examples: Path) -> tuple[Collection, list[Problem]]:
    """The records of a folder and their tips; raises `RecordErrors` when one has a `fout`."""
    collection, problems = read_folder(existing(examples))
    problems = sorted([*problems, *check(collection, date.today())])
    if has_errors(problems):
        raise RecordErrors(problems)
    return collection, problems


def existing(folder: Path) -> Path:
    """The folder itself; raises `ParadeError` when it is not there."""
    if not folder.is_dir():
        raise ParadeError(
            f'De map "{folder}" bestaat niet. Kies de map met de records, bijvoorbeeld: --examples examples.'
        )
    return folder


def address() -> str:
    """Where the site will stand, as mkdocs.yml and the environment say; with a slash at the end."""
    return _checked(builder.config().get("site_url", ""), "site", "PARADE_SITE_URL")


def edit_address() -> str:
    """Where the folder of records can be changed at the code host, or nothing when that is not known."""
    told = builder.config().get("extra", {}).get("wijzigen", "")
    return _checked(told, "broncode", "PARADE_EDIT_URL") if told else ""


def _checked(told: object, what: str, variable: str) -> str:
    if not re.fullmatch(r"""https?://[^\s/?#"'<>&]+(/[^\s?#"'<>&]*)?""", str(told)):
        raise ParadeError(
            f'Het adres van de {what} "{told}" klopt niet. Zet in {variable} een heel adres, '
            "bijvoorbeeld: https://parade.example/"
        )
    return str(told).rstrip("/") + "/"


def pictures(collection: Collection) -> dict[str, bytes]:
    """A picture to share for each voorbeeld, and one for all other pages; what the build folder has is not redrawn."""
    site = Site(collection, {})
    cards = {record.id: Card(record.naam, where(record), site.familie(record)) for record in collection["voorbeelden"]}
    cards[OF_SITE] = Card("Dit zou jij eens moeten doen", DESCRIPTION)
    made = {}
    for name, card in cards.items():
        path = BUILD / PICTURES / f"{name}.png"
        before = path.read_bytes() if path.is_file() else b""
        made[f"{PICTURES}{name}.png"] = before if shows(before, card) else draw(card)
    return made


def _check_folders(examples: Path, out: Path) -> None:
    existing(examples)
    if not builder.CONFIG.is_file():
        raise ParadeError(f'Hier staat geen "{builder.CONFIG}". Ga eerst naar de map van het project.')
    if out.exists() and not out.is_dir():
        raise ParadeError(f'"{out}" is een bestand en geen map. Kies met --out een andere plek.')
    if out.is_dir() and any(out.iterdir()) and not (out / MARK).is_file():
        raise ParadeError(f'De map "{out}" is niet door Parade gemaakt en niet leeg. Kies met --out een andere map.')
    _beside(out.resolve()).rmdir()  # told before the work, not after it


def _beside(out: Path) -> Path:
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        return Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    except OSError as error:
        raise ParadeError(
            f'In "{out.parent}" is niet te schrijven ({error.strerror}). Kies met --out een andere map.'
        ) from error


def write_pages(made: Mapping[str, str | bytes], examples: Path) -> None:
    """Put the pages in the build folder beside the hand-written ones; only what changed is written."""
    wanted = {BUILD / path: file if isinstance(file, bytes) else file.encode() for path, file in made.items()}
    for source, target in [(HAND_WRITTEN, BUILD), (examples / "beeld", BUILD / "beeld")]:
        for path in sorted(source.rglob("*")):
            if path.is_file() and not path.is_symlink() and SCREENSHOTS not in path.parents:
                wanted[target / path.relative_to(source)] = path.read_bytes()
    try:
        for path in sorted(BUILD.rglob("*"), reverse=True):
            if path.is_file() and path not in wanted:
                path.unlink()
            elif path.is_dir() and not any(path.iterdir()):
                path.rmdir()
        for path, content in wanted.items():
            if not path.is_file() or path.read_bytes() != content:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
    except OSError as error:
        raise ParadeError(
            f'De map "{BUILD}" is niet te beschrijven ({error.strerror}). Controleer uw rechten.'
        ) from error


def build_site(out: Path) -> None:
    """Run the site builder into a new folder beside `out`, and swap it in when it is complete."""
    out = out.resolve()
    new = _beside(out)
    try:
        builder.run(new)
        (new / MARK).write_text("Gemaakt door parade build.\n", encoding="utf-8")
        new.chmod(0o755)
        _swap(new, out)
    except OSError as error:
        raise ParadeError(
            f'De site kon niet naar "{out}" ({error.strerror}). Controleer uw rechten en de ruimte.'
        ) from error
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _swap(new: Path, out: Path) -> None:
    """Put `new` where `out` is; two renames, and the old site back when the second one fails."""
    old = new.with_name(new.name + "-oud")
    if out.exists():
        out.rename(old)
    try:
        new.rename(out)
    except OSError:
        if old.exists():
            old.rename(out)
        raise
    shutil.rmtree(old, ignore_errors=True)
