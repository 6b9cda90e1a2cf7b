"""The page for who reuses the records: what it says is there is there, and its calls work as they stand."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from html import unescape

import openpyxl
import pytest
from playwright.sync_api import Browser

from parade.model import fields
from parade.model.fields import VOORBEELD
from parade.model.settings import Settings
from parade.pages import reuse
from tests.browser import WIDTHS, axe_failures, served
from tests.conftest import EXAMPLES, ROOT, run


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the small fixed collection is served, built with that very address in it."""
    root = tmp_path_factory.mktemp("reuse")
    for name in ("mkdocs.yml", "parade.yml"):
        shutil.copy(ROOT / name, root)
    shutil.copytree(ROOT / EXAMPLES, root / "examples")
    (root / "site").mkdir()
    with served(root / "site") as url:
        done = run("build", cwd=root, env={"PARADE_SITE_URL": url})
        assert done.returncode == 0, done.stderr
        yield url


def read(url: str) -> bytes:
    """What stands at an address."""
    with urllib.request.urlopen(url, timeout=20) as answer:
        return bytes(answer.read())


@pytest.fixture(scope="module")
def page(address: str) -> str:
    """The page, as HTML."""
    return read(f"{address}hergebruik/").decode()


def call(page: str, program: str) -> str:
    """The call that the page gives for a program."""
    found = re.search(rf'<code tabindex="0" data-programma="{program}">(.*?)</code>', page, re.DOTALL)
    assert found
    return unescape(found[1])


def answer(command: list[str], text: str = "") -> str:
    """What a program says; it must end well."""
    done = subprocess.run(command, input=text, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_curl(page: str) -> None:
    """The call for curl gives one record as JSON."""
    assert '"type":"Voorbeeld"' in answer(["sh", "-c", call(page, "curl")])


def test_python(page: str) -> None:
    """The call for Python counts the themas of the small fixed collection."""
    assert re.search(r"^ontmoeten +2$", answer([sys.executable, "-"], call(page, "Python")), re.MULTILINE)


def test_r(page: str) -> None:
    """The call for R counts the same."""
    assert shutil.which("Rscript"), "R is missing: run make test, or install the package r-base-core"
    names, counts = answer(["Rscript", "-e", call(page, "R")]).splitlines()[1:3]
    assert dict(zip(names.split(), counts.split(), strict=True))["ontmoeten"] == "2"


def test_excel(page: str, address: str) -> None:
    """The address to give to Excel is that of a workbook with the records."""
    found = re.search(r"Plak dit adres: <code>(.*?)</code>", page)
    assert found
    book = openpyxl.load_workbook(io.BytesIO(read(found[1])))
    assert [cell.value for cell in book["voorbeelden"][1]][:4] == ["id", "type", "url", "titel"]


def test_every_file_is_there_with_its_size(page: str, address: str) -> None:
    """Each file that the page names can be taken, and is as large as it says."""
    rows = re.findall(r'<li><a href="\.\./([^"]+)">[^<]*</a> \(([^)]+)\): ', page)
    assert len(rows) > 10
    assert [(path, reuse.in_words(len(read(address + path)))) for path, _ in rows] == rows


def test_a_page_leads_to_its_data(address: str) -> None:
    """The page of a record names the JSON of that record in its head."""
    found = re.search(
        r'<link rel="alternate" type="application/json" href="([^"]+)"',
        read(f"{address}voorbeelden/buurthuis-utrecht/").decode(),
    )
    assert found
    assert b'"id":"buurthuis-utrecht"' in read(f"{address}voorbeelden/buurthuis-utrecht/{found[1]}")


def test_the_page_fits_and_is_accessible(address: str, browser: Browser) -> None:
    """Nothing sticks out beside the page at either width, a call scrolls in a box with focus, and axe finds nothing."""
    with browser.new_page() as tab:
        tab.goto(f"{address}hergebruik/")
        assert axe_failures(tab, set()) == []
        for width in WIDTHS:
            tab.set_viewport_size({"width": width, "height": 900})
            assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize(("size", "words"), [(640, "640 bytes"), (12_400, "12 kB"), (3_440_000, "3,4 MB")])
def test_sizes_in_words(size: int, words: str) -> None:
    """A size is told as people say it."""
    assert reuse.in_words(size) == words


def test_how_to_cite_names_who_keeps_it() -> None:
    """The citation names the organisation when the settings do, and the collection's own licence."""
    told = Settings({"naam": "Buurtboek", "zin": "Uit de buurt", "beheer": {"organisatie": "gemeente Rhenen"}})
    assert told.citaat == "gemeente Rhenen. Buurtboek. Uit de buurt. CC BY 4.0."
    assert Settings().citaat.startswith("Parade. ")


def test_a_field_that_will_go_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who reuses the data reads which field will go, and what comes instead."""
    assert reuse.leaving(Settings()) == []
    leaving = tuple(
        replace(each, deprecated="Gebruik kern.") if each.name == "regio" else each for each in VOORBEELD.fields
    )
    monkeypatch.setitem(fields.KINDS, "voorbeelden", replace(VOORBEELD, fields=leaving))
    assert [(kind, field.name) for kind, field in reuse.leaving(Settings())] == [("Voorbeeld", "regio")]


def test_a_collection_without_voorbeelden() -> None:
    """Where no voorbeeld is, no call asks for one."""
    assert "curl" not in reuse.calls(Settings(), "")
