"""Files on disk: the pages that the site builder reads, and the finished site swapped in whole."""

from __future__ import annotations

import ctypes
import os
import shutil
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from parade.model.problems import ParadeError, why
from parade.read.metadata import without_metadata
from parade.read.pictures import ENDINGS
from parade.site.standing import Standing

PAGES = Path("build/pages")  # below the root of a collection: what the site builder reads
HAND_WRITTEN = Path("docs")  # pages that people wrote, below the same root
SCREENSHOTS = "screenshots"  # below those, for a README
PICTURES = {ending for endings in ENDINGS.values() for ending in endings}
BESIDE = "-parade-"  # in the name of what lies beside a site while it is made
OLD = "-oud"  # at the end of the name of an old site that makes room
MARK = ".parade"  # stands in every finished site, so that no other folder is ever replaced


def check_place(examples: Path, out: Path) -> Path:
    """Where a site at `out` really comes; raises `ParadeError` when that is in, or around, what it is made of."""
    root = examples.resolve().parent
    try:
        target = out.resolve()
    except (OSError, RuntimeError) as error:  # a link that leads to itself
        raise ParadeError(
            f'"{out}" is een verwijzing die nergens heen leidt. Kies met --out een andere map.'
        ) from error
    for place in (examples.resolve(), root / HAND_WRITTEN, root / PAGES):
        if target.is_relative_to(place) or place.is_relative_to(target):
            raise ParadeError(
                f'De site kan niet in "{out}": daar staat waar hij van gemaakt wordt. Kies met --out een andere map.'
            )
    return target


def check_target(out: Path) -> None:
    """Raise `ParadeError` when a site cannot come at `out`: told before the work, not after it."""
    try:
        if out.exists() and not out.is_dir():
            raise ParadeError(f'"{out}" is een bestand en geen map. Kies met --out een andere plek.')
        if out.is_dir() and any(out.iterdir()) and not (out / MARK).is_file():
            raise ParadeError(
                f'De map "{out}" is niet door Parade gemaakt en niet leeg. Kies met --out een andere map.'
            )
    except OSError as error:
        raise ParadeError(f'De map "{out}" is niet te lezen ({why(error)}). Kies met --out een andere map.') from error
    beside(out.resolve()).rmdir()


def beside(out: Path) -> Path:
    """A new empty folder next to `out`; raises `ParadeError` when none can be made there."""
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        return Path(tempfile.mkdtemp(prefix=f".{out.name}{BESIDE}", dir=out.parent))
    except OSError as error:
        raise ParadeError(
            f'In "{out.parent}" is niet te schrijven ({why(error)}). Kies met --out een andere map.'
        ) from error


def hand_written(root: Path, examples: Path) -> dict[str, bytes]:
    """The pages and pictures that people made, by their path within the site; of pictures only what they show."""
    found = {}
    for source, target in [(root / HAND_WRITTEN, Path()), (examples / "beeld", Path("beeld"))]:
        for path in sorted(source.rglob("*")):
            below = path.relative_to(source)
            if path.is_file() and not path.is_symlink() and below.parts[0] != SCREENSHOTS:
                content = path.read_bytes()
                picture = path.suffix.lower() in PICTURES
                found[(target / below).as_posix()] = without_metadata(content) if picture else content
    return found


def write_pages(made: Mapping[str, bytes], folder: Path, standing: Standing) -> None:
    """Make a folder hold those files and no others; only what changed is written."""
    wanted = {str(folder / path) for path in made}
    try:
        for place, _, names in os.walk(folder, topdown=False):
            for name in names:
                if (path := os.path.join(place, name)) not in wanted:  # noqa: PTH118  (of each file; Path is slow)
                    Path(path).unlink()
            with suppress(OSError):  # something stands in it
                Path(place).rmdir()
        for path, content in made.items():
            if not standing.holds(path, content):
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / path).write_bytes(content)
                standing.note(path, content)
        standing.forget(made)
    except OSError as error:
        raise ParadeError(f'De map "{folder}" is niet te beschrijven ({why(error)}). Controleer je rechten.') from error


def publish(files: Mapping[str, bytes], out: Path, standing: Standing) -> None:
    """Make a site in a new folder beside `out`, and swap it in when it is complete.

    A file that stands in the old site just so is not written again: both sites have it until the old one goes.
    """
    out = out.resolve()
    new = beside(out)
    made: set[Path] = set()
    try:
        for path, content in {**files, MARK: b"Gemaakt door parade build.\n"}.items():
            place = new / path
            if place.parent not in made:
                place.parent.mkdir(parents=True, exist_ok=True)
                made.add(place.parent)
            if not (standing.holds(path, content) and linked(out / path, place)):
                place.write_bytes(content)
                standing.note(path, content, place)
        standing.forget({*files, MARK})
        new.chmod(0o755)
        swap(new, out)
    except OSError as error:
        raise ParadeError(
            f'De site kon niet naar "{out}" ({why(error)}). Controleer je rechten en de ruimte.'
        ) from error
    finally:
        shutil.rmtree(new, ignore_errors=True)


def linked(old: Path, new: Path) -> bool:
    """Give a file a second name; whether that could be done: not every disk can."""
    try:
        os.link(old, new)
    except OSError:
        return False
    return True


def swap(new: Path, out: Path) -> None:
    """Put `new` where `out` is, in one step where the system can.

    Elsewhere two renames, and the old site back when the second one fails.
    """
    if out.exists() and exchanged(new, out):
        shutil.rmtree(new, ignore_errors=True)  # which is the old site now
        return
    old = new.with_name(new.name + OLD)
    if out.exists():
        out.rename(old)
    try:
        new.rename(out)
    except OSError:
        if old.exists():
            old.rename(out)
        raise
    shutil.rmtree(old, ignore_errors=True)


def exchanged(one: Path, other: Path) -> bool:
    """Whether two folders changed names in one step: Linux can on most disks (renameat2), others cannot."""
    try:
        rename = ctypes.CDLL(None).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    here, exchange = -100, 2  # AT_FDCWD, RENAME_EXCHANGE
    return bool(rename(here, os.fsencode(one), here, os.fsencode(other), exchange) == 0)
