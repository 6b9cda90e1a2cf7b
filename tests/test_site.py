"""The finished site: complete, whole, swapped in, and the same from both builders."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree

import pytest
import yaml

from parade.model.problems import Level
from parade.model.settings import NO_ADDRESS as ADDRESS
from parade.model.settings import Settings
from parade.pages.menu import menu
from parade.pages.overview import Site
from parade.read.records import read_folder
from parade.read.settings import read_settings
from parade.site import builder
from parade.site.publish import swap
from tests.conftest import PACKAGE, run

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


class _Head(HTMLParser):
    """The title, the meta values and the structured data of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.told: dict[str, str] = {}
        self.data: list[str] = []
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "meta":
            self.told[found.get("property") or found.get("name", "")] = found.get("content", "")
        if tag == "link":
            self.told[found["rel"]] = found["href"]
        self._inside = found.get("type", tag)

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "title":
            self.told["title"] = data
        if self._inside == "application/ld+json":
            self.data.append(data)


def head(page: Path) -> _Head:
    """The head of an HTML file."""
    parser = _Head()
    parser.feed(page.read_text("utf-8").split("</head>")[0])
    return parser


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
    shutil.copytree(project / "build/pages", copy / "pages")
    site, generated = Site(read_folder(project / "examples")[0], {}), project / "build/pages"
    names = {path.relative_to(generated).as_posix() for path in generated.rglob("*.md")}
    config = builder.config(tmp_path, site.collection.settings, menu(site, names))
    # Zensical knows its own theme only, with the templates of ours over it.
    theme = {**builder.USUAL["theme"], "name": "material", "custom_dir": str(PACKAGE / "site/theme")}
    config |= {"theme": theme, "site_dir": "site"}
    (copy / "mkdocs.yml").write_text(yaml.safe_dump(config), "utf-8")
    command = [str(Path(sys.executable).parent / "zensical"), "build", "-f", "mkdocs.yml"]
    subprocess.run(command, cwd=copy, check=True, capture_output=True)

    def made(folder: Path) -> set[str]:
        return {page.relative_to(folder).as_posix() for page in folder.rglob("*.html")}

    assert made(copy / "site") == made(built_site)


def test_every_page_has_a_title_and_a_description_of_its_own(built_site: Path) -> None:
    """No two pages have the same title; each has a description of at most 160 characters, and pictures to share."""
    heads = {page: head(page).told for page in built_site.rglob("*.html")}
    assert [
        title for title, times in Counter(told.get("title", "") for told in heads.values()).items() if times > 1
    ] == []
    assert [page for page, told in heads.items() if not 0 < len(told.get("description", "")) <= 160] == []
    for page, told in heads.items():
        if page.name != "404.html":
            here = ADDRESS + page.relative_to(built_site).as_posix().removesuffix("index.html")
            assert told["og:url"] == told["canonical"] == here
            assert told["title"].startswith(told["og:title"])
            assert told["og:description"] == told["description"]
            assert told["og:image:alt"]
            assert (built_site / unquote(told["og:image"].removeprefix(ADDRESS))).is_file()


def test_structured_data_survives_the_builder(built_site: Path) -> None:
    """What stands in a built page is valid JSON, and a voorbeeld is an Article with the title of its record."""
    collection, _ = read_folder(ROOT / "examples")
    for record in collection["voorbeelden"]:
        (text,) = head(built_site / record.url / "index.html").data
        article, crumbs = json.loads(text)["@graph"]
        assert (article["@type"], article["headline"]) == ("Article", record.naam)
        assert crumbs["itemListElement"][-1]["item"] == ADDRESS + record.url


def test_the_sitemap_holds_every_page(built_site: Path) -> None:
    """Each page stands in it once, with its whole address; robots are told where it is."""
    found = ElementTree.parse(built_site / "sitemap.xml").iterfind(".//{*}loc")
    pages = [
        page.relative_to(built_site).as_posix().removesuffix("index.html") for page in built_site.rglob("index.html")
    ]
    assert sorted(place.text or "" for place in found) == sorted(ADDRESS + page for page in pages)
    assert f"Sitemap: {ADDRESS}sitemap.xml" in (built_site / "robots.txt").read_text("utf-8")


def test_the_page_for_what_is_not_there_works_at_any_depth(built_site: Path) -> None:
    """All its links within the site are absolute, and it asks not to be found."""
    page = built_site / "404.html"
    assert [link for link in links(page).found if not link.startswith(("/", "#", "https:"))] == []
    assert head(page).told["robots"] == "noindex"


def test_the_environment_goes_before_the_settings(tmp_path: Path) -> None:
    """An address in the environment replaces that in parade.yml; a slash is added."""
    (tmp_path / "parade.yml").write_text("naam: x\nzin: y\nadres: https://een.example/\n")
    told, problems = read_settings(tmp_path, {})
    assert (Settings(told).adres, problems) == ("https://een.example/", [])
    told, problems = read_settings(tmp_path, {"PARADE_SITE_URL": "https://delen.example/parade"})
    assert (Settings(told).adres, problems) == ("https://delen.example/parade/", [])
    told, _ = read_settings(tmp_path / "leeg", {})
    assert Settings(told).adres == ADDRESS


@pytest.mark.parametrize(
    "wrong",
    ["parade.example", "ftp://parade.example/", "https://", "https://a.example/ b", 'https://a.example/">x'],
)
def test_an_address_that_is_none_is_refused(tmp_path: Path, wrong: str) -> None:
    """What is no web address gives a fout that names the variable."""
    _, problems = read_settings(tmp_path, {"PARADE_SITE_URL": wrong})
    assert [problem.level for problem in problems] == [Level.FOUT]
    assert "PARADE_SITE_URL" in problems[0].message


def test_settings_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    """A mistake in parade.yml gives a problem with its place, and no traceback."""
    (tmp_path / "parade.yml").write_text("naam: Parade\nzin: [\n")
    _, problems = read_settings(tmp_path, {})
    assert problems and problems[0].path == "parade.yml"


def test_the_site_replaces_the_old_one(tmp_path: Path) -> None:
    """After a swap the new files are there, the old ones are gone, and nothing is left beside them."""
    old, new = tmp_path / "site", tmp_path / ".site-nieuw"
    for folder, name in ((old, "oud.html"), (new, "nieuw.html")):
        folder.mkdir()
        (folder / name).write_text("x")
    swap(new, old)
    assert [path.name for path in old.iterdir()] == ["nieuw.html"]
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_failing_builder_leaves_the_old_site(tmp_path: Path) -> None:
    """When the site builder fails, the old site is untouched and no half site is left."""
    shutil.copytree(ROOT / "tests/records/examples", tmp_path / "examples")
    assert run("build", cwd=tmp_path).returncode == 0
    before = (tmp_path / "site/index.html").read_bytes()
    (tmp_path / "mkdocs.yml").write_text("site_name: x\ntheme: {name: bestaat-niet}\n")
    done = run("build", cwd=tmp_path)
    assert done.returncode == 1 and "oude site staat er nog" in done.stderr
    assert (tmp_path / "site/index.html").read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["build", "examples", "mkdocs.yml", "site"]
