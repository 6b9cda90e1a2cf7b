"""Sites of a given number of records to measure on: Parade's, Material's own search, and Pagefind's."""

from __future__ import annotations

import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import TypeVar

import yaml

from parade.index.index import Index
from parade.pages.pages import pages
from parade.read.records import read_folder
from parade.recommend.likeness import neighbours
from parade.search.browser_files import browser_files
from parade.search.search import Search
from tests.benchmarks.recommend import EXAMPLES, recombined

ROOT = EXAMPLES.parent
LONGEST = 600  # seconds that the site builder gets
PAGEFIND = "pagefind@1.6.0"
T = TypeVar("T")


def make(count: int, folder: Path) -> None:
    """Write the pages and search files of `count` recombined records below `folder`; print time and memory of each."""
    collection = recombined(read_folder(EXAMPLES)[0], count)
    index = _timed("index", lambda: Index(collection))
    _timed("weights", lambda: index.key_words(0, 1))
    near = _timed("neighbours", lambda: neighbours(index))
    search = _timed("lexicon", lambda: Search(index, near))
    files = _timed("export", lambda: browser_files(search))
    made = pages(collection, {record.id: [] for record in index.records})
    _write(folder / "search", files)
    _write(folder / "frame", {name: made[name] for name in ("index.md", "zoeken.md")})
    _write(folder / "pages", {name: text for name, text in made.items() if name.startswith("voorbeelden/r")})


def _timed(name: str, work: Callable[[], T]) -> T:
    start = perf_counter()
    result = work()
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"  {name}: {perf_counter() - start:.1f} s, peak so far {megabytes:.0f} MB", flush=True)
    return result


def _write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def parade_site(folder: Path) -> Path:
    """Parade's home and search page in its own frame, with the search files of all records."""
    project = folder / "parade"
    shutil.copytree(folder / "frame", project / "build" / "pages")
    shutil.copy(ROOT / "mkdocs.yml", project)
    (project / "parade").symlink_to(ROOT / "parade")
    _mkdocs(project)
    shutil.copytree(folder / "search", project / "site", dirs_exist_ok=True)
    (project / "site" / "leeg.html").write_text("<!doctype html><html lang=nl><title>Leeg</title>", "utf-8")
    return project / "site"


def material_site(folder: Path) -> Path:
    """The same voorbeelden as plain pages with Material's own search."""
    project = folder / "material"
    shutil.copytree(folder / "pages", project / "docs")
    (project / "docs" / "index.md").write_text("# Voorbeelden\n", "utf-8")
    return _stock(project)


def stock_site(folder: Path, pages: Path, names: list[str]) -> Path:
    """Some finished pages as plain pages of Material, with its own everything."""
    project = folder / "stock"
    for name in names:
        (project / "docs" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(pages / name, project / "docs" / name)
    return _stock(project)


def _stock(project: Path) -> Path:
    settings = {
        "site_name": "Voorbeelden",
        "theme": {"name": "material", "language": "nl", "font": False},
        "plugins": [{"search": {"lang": "nl"}}],
        "not_in_nav": "*",
        "nav": [{"Home": "index.md"}],
    }
    (project / "mkdocs.yml").write_text(yaml.safe_dump(settings), "utf-8")
    _mkdocs(project)
    return project / "site"


def _mkdocs(project: Path) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    subprocess.run(command, cwd=project, check=True, timeout=LONGEST, stderr=subprocess.DEVNULL)


def add_pagefind(site: Path, tools: Path) -> bool:
    """Add Pagefind's search to a finished site; False when it is not to be had."""
    command = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(tools), PAGEFIND]
    try:
        subprocess.run(command, check=True, timeout=300, capture_output=True)
        program = tools / "node_modules" / ".bin" / "pagefind"
        subprocess.run([program, "--site", site, "--quiet"], check=True, timeout=LONGEST, capture_output=True)
    except (OSError, subprocess.SubprocessError):
        return False
    (site / "leeg.html").write_text("<!doctype html><html lang=nl><title>Leeg</title>", "utf-8")
    return True
