"""A second collection, of another field and without municipalities: the software names nothing of the first."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from playwright.sync_api import Browser

from tests.browser import axe_failures, served
from tests.conftest import RECORDS, ROOT, run

OF_THE_FIRST = re.compile(
    r"sociaal domein|gemeente|provincie|wethouder|Wmo|jeugdwet|mantelzorg|kaart\\.geojson",
    re.IGNORECASE,
)
KINDS = (
    "",
    "zoeken/",
    "voorbeelden/",
    "voorbeelden/wadi-in-de-wijk/",
    "themas/wateroverlast/",
    "bijeenkomsten/dag-van-het-water/",
)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The collection, built."""
    root = tmp_path_factory.mktemp("elders") / "klimaat"
    shutil.copytree(ROOT / RECORDS / "klimaat", root)
    done = run("build", cwd=root)
    assert done.returncode == 0, done.stderr
    return root


@pytest.fixture(scope="module")
def pages(root: Path) -> dict[str, str]:
    """Each page of its site by address."""
    site = root / "site"
    return {page.relative_to(site).as_posix(): page.read_text("utf-8") for page in site.rglob("*.html")}


def test_no_word_of_the_first(pages: dict[str, str]) -> None:
    """What can be read on a page names neither the field, the lists nor the places of another collection."""
    read = {page: re.sub(r"<script.*?</script>|<[^>]+>", " ", text, flags=re.DOTALL) for page, text in pages.items()}
    found = {page: sorted(set(OF_THE_FIRST.findall(text))) for page, text in read.items()}
    assert {page: words for page, words in found.items() if words} == {}


def test_every_link_leads_somewhere(pages: dict[str, str], root: Path) -> None:
    """Kinds, lists and places that this collection does not use have no pages, and nothing leads to them."""
    broken = []
    for page, text in pages.items():
        for link in re.findall(r'(?:href|src)="([^"]+)"', text):
            address = urlsplit(urljoin(f"https://x.example/{page}", link))
            if address.netloc == "x.example":
                place = root / "site" / unquote(address.path).lstrip("/")
                broken += [] if (place / "index.html").is_file() or place.is_file() else [f"{page}: {link}"]
    assert broken == []


def test_it_says_who_keeps_it(pages: dict[str, str]) -> None:
    """Who keeps the collection and how to reach them stands on every page."""
    told = "Stichting Droge Voeten"
    assert [
        page for page, text in pages.items() if told not in text or "redactie@drogevoeten.example" not in text
    ] == []


def test_it_searches_and_recommends(root: Path) -> None:
    """A sentence finds what fits, and an example has others beside it with a reason."""
    found = json.loads(run("search", "mijn kelder loopt onder als het hoost", "--json", cwd=root).stdout)
    assert found[0]["id"] in {"wadi-in-de-wijk", "beek-weer-boven", "regenton-bij-elk-huis"}
    near = json.loads(run("similar", "wadi-in-de-wijk", "--json", cwd=root).stdout)
    assert near and all(each["redenen"] for each in near)


@pytest.fixture(scope="module")
def address(root: Path) -> Iterator[str]:
    """Where it is served."""
    with served(root / "site") as url:
        yield url


@pytest.mark.parametrize("path", KINDS)
def test_it_is_accessible(browser: Browser, address: str, path: str) -> None:
    """axe finds no failure on a page of each kind."""
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.goto(address + path)
    assert axe_failures(page, set()) == []
    page.close()
