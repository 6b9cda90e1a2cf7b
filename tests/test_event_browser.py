"""At the event, in a real Chromium: what a visitor keeps, promises, hands over and takes along."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import segno
from playwright.sync_api import Browser, Page, expect

from tests.browser import WIDTHS, axe_failures, served
from tests.conftest import EXAMPLES, ROOT, make_project

VOORBEELD = "voorbeelden/buurthuis-utrecht/"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small built project with a whole parade."""
    examples: Path = tmp_path_factory.mktemp("records") / "examples"
    shutil.copytree(ROOT / EXAMPLES, examples)
    shutil.copytree(ROOT / "tests/records/parade", examples, dirs_exist_ok=True)
    return make_project(tmp_path_factory.mktemp("dag"), examples)


@pytest.fixture(scope="module")
def address(project: Path) -> Iterator[str]:
    """Where its site is served."""
    with served(project / "site") as url:
        yield url


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that keeps nothing of other tests, and lets no script complain."""
    page = browser.new_context(viewport={"width": 390, "height": 800}, has_touch=True).new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    yield page
    page.context.close()
    assert wrong == []


@pytest.mark.parametrize("length", [17, 53, 106, 154, 271, 458, 858, 1273])
def test_a_code_is_the_one_that_segno_draws(page: Page, address: str, length: int) -> None:
    """The QR code that the browser draws is, dot for dot, the one of the library that the build uses.

    Each text fills its code: what stands behind a text is padding, in which segno puts a byte of its own.
    """
    text = ("https://voorbeelden.example/#" * 50)[:length]
    page.goto(address + "mijn-lijst/")
    ours = page.evaluate(
        "async ([text]) => (await import(new URL('../assets/parade/qr.js', location))).matrix(text, 2)", [text]
    )
    theirs = segno.make_qr(text.encode(), error="l", mask=2, boost_error=False, mode="byte")
    assert ours == [list(row) for row in theirs.matrix]


def test_a_star_keeps_and_the_list_tells(page: Page, address: str, tmp_path: Path) -> None:
    """A star on page, card and result keeps a voorbeeld on the device, and says so; the list has notes and order."""
    page.goto(address + VOORBEELD)
    assert page.evaluate("localStorage.length") == 0
    page.locator("article .ster").first.tap()
    expect(page.locator(".ster__stand")).to_contain_text("alleen op dit apparaat")
    page.goto(address + "voorbeelden/")
    page.locator(".zoek__kop").tap()
    page.locator("[data-vraag]").fill("schulden")
    page.locator(".zoek__lijst [data-ster=schulden-dronten]").tap()
    page.goto(address + "mijn-lijst/")
    titles = page.locator("[data-lijst] h2")
    expect(titles).to_have_count(2)
    first = titles.first.inner_text()
    page.get_by_label(f"Notitie bij {first}").fill("<b>Vragen</b> aan Jan")
    page.get_by_role("button", name=f"Lager: {first}").tap()
    expect(titles.nth(1)).to_have_text(first)
    page.reload()
    expect(titles.nth(1)).to_have_text(first)
    expect(page.get_by_label(f"Notitie bij {first}")).to_have_value("<b>Vragen</b> aan Jan")
    page.get_by_role("button", name="Toon QR-code").tap()
    expect(page.get_by_role("img", name=re.compile("QR-code"))).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Bewaar als bestand").tap()
    path = tmp_path / "lijst.json"
    shutil.copy(download.value.path(), path)
    assert [each["id"] for each in json.loads(path.read_text())["lijst"]] == ["schulden-dronten", "buurthuis-utrecht"]
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Wis mijn lijst").tap()
    expect(titles).to_have_count(0)
    assert page.evaluate("localStorage.length") == 0
    page.locator("input[type=file]").set_input_files(path)
    expect(titles).to_have_count(2)


def test_a_shared_list_is_kept_only_when_the_visitor_says_so(page: Page, address: str) -> None:
    """A link holds only ids; what it names is shown, what is no id is not, and nothing is kept until it is asked."""
    page.goto(address + "mijn-lijst/#buurthuis-utrecht,<script>,bestaat-niet")
    expect(page.get_by_role("link", name="Bewoners beheren hun buurthuis")).to_be_visible()
    assert page.evaluate("localStorage.length") == 0
    page.get_by_role("button", name="Zet op mijn lijst").tap()
    expect(page.locator("[data-lijst] > li")).to_have_count(2)
    expect(page.get_by_text("Dit voorbeeld staat hier niet meer.")).to_be_visible()


@pytest.mark.parametrize("path", ["mijn-lijst/#buurthuis-utrecht"])
def test_axe_finds_no_failure(page: Page, address: str, path: str) -> None:
    """What a visitor keeps and makes meets what axe can check of WCAG 2.2 A and AA, and fits the screen."""
    page.goto(address + VOORBEELD)
    page.locator("article .ster").first.tap()
    page.goto(address + path)
    assert axe_failures(page, set()) == []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
