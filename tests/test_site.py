"""The finished site: complete, whole, swapped in, and the same from both builders."""

from __future__ import annotations

import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from parade.problems import ParadeError
from parade.records import read_folder
from parade.site import MARK, _swap, build_site

ROOT = Path(__file__).parent.parent


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in {"href", "src"} and value:
                self.found.append(value)
            if name == "id" and value:
                self.ids.add(value)


def links(page: Path) -> _Links:
    """The links and ids of an HTML file."""
    parser = _Links()
    parser.feed(page.read_text("utf-8"))
    return parser


def test_every_record_has_a_page(built_site: Path) -> None:
    """Each record, and each begrip of the five shown lists, has a page of its own."""
    collection, _ = read_folder(ROOT / "examples")
    missing = [
        record.url
        for record in collection
        if record.kind.folder != "begrippen/woorden" and not (built_site / record.url / "index.html").is_file()
    ]
    assert missing == []


def test_every_link_within_the_site_resolves(built_site: Path) -> None:
    """No link, image, script or style within the site points to nothing."""
    broken = []
    for page in built_site.rglob("*.html"):
        here = "/" + page.relative_to(built_site).as_posix().removesuffix("index.html")
        for link in links(page).found:
            parts = urlsplit(urljoin("http://site" + here, link))
            if parts.netloc != "site" or parts.scheme != "http":
                continue
            target = built_site / unquote(parts.path).lstrip("/")
            if not (target / "index.html" if target.is_dir() else target).is_file():
                broken.append(f"{here}: {link}")
    assert broken == []


def test_both_builders_make_the_same_pages(built_site: Path, project: Path, tmp_path: Path) -> None:
    """Zensical makes the same list of pages from the same files as MkDocs."""
    copy = tmp_path / "project"
    shutil.copytree(project, copy, ignore=shutil.ignore_patterns("site*", ".venv", ".git"), symlinks=True)
    command = [str(Path(sys.executable).parent / "zensical"), "build", "-f", "mkdocs.yml"]
    subprocess.run(command, cwd=copy, check=True, capture_output=True)

    def made(folder: Path) -> set[str]:
        return {page.relative_to(folder).as_posix() for page in folder.rglob("*.html")}

    assert made(copy / "site") == made(built_site)


def test_the_site_replaces_the_old_one(tmp_path: Path) -> None:
    """After a swap the new files are there, the old ones are gone, and nothing is left beside them."""
    old, new = tmp_path / "site", tmp_path / ".site-nieuw"
    for folder, name in ((old, "oud.html"), (new, "nieuw.html")):
        folder.mkdir()
        (folder / name).write_text("x")
    _swap(new, old)
    assert [path.name for path in old.iterdir()] == ["nieuw.html"]
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_failing_builder_leaves_the_old_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the site builder fails, the old site is untouched and no half site is left."""
    (tmp_path / "mkdocs.yml").write_text("site_name: x\ntheme: {name: bestaat-niet}\n")
    old = tmp_path / "site"
    old.mkdir()
    (old / MARK).write_text("")
    (old / "index.html").write_text("oud")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ParadeError, match="oude site staat er nog"):
        build_site(Path("site"))
    assert (old / "index.html").read_text() == "oud"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mkdocs.yml", "site"]
