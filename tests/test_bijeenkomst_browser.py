"""Pages of meeting and method in a real Chromium: for everybody, without JavaScript, and on paper."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser import WIDTHS, axe_failures, served, sheets
from tests.conftest import EXAMPLES, ROOT, make_project

A4, A4_LYING, A3_LYING = (595, 842), (842, 595), (1191, 842)  # points
PAGES = (
    *("bijeenkomsten/", "bijeenkomsten/grote-parade/", "bijeenkomsten/kleine-avond/"),
    *("gesprekken/sleutel-en-kaart/", "voornemens/om-de-sleutel-vragen/", "voornemens/verder-dromen/"),
    *("werkvormen/", "werkvormen/kaart-van-dromen/", "werkvormen/kaart-van-dromen/blad/", "werkvormen/afspraken/blad/"),
)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a site with a whole parade is served: the small fixed collection and tests/records/parade."""
    examples: Path = tmp_path_factory.mktemp("records") / "examples"
    shutil.copytree(ROOT / EXAMPLES, examples)
    shutil.copytree(ROOT / "tests/records/parade", examples, dirs_exist_ok=True)
    with served(make_project(tmp_path_factory.mktemp("parade"), examples) / "site") as url:
        yield url


def test_axe_finds_no_failure(browser: Browser, address: str) -> None:
    """At each width and in each colour a page meets what axe can check of WCAG 2.2 A and AA, and fits the screen."""
    page = browser.new_page()
    known: set[str] = set()
    for path in PAGES:
        page.goto(address + path)
        assert axe_failures(page, known) == [], path
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    page.close()


def test_a_programme_is_a_table_on_a_desk_and_blocks_on_a_phone(browser: Browser, address: str) -> None:
    """On a wide screen rooms stand beside each other under their names; on a phone each part tells its room."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(address + "bijeenkomsten/grote-parade/")
    expect(page.get_by_role("columnheader")).to_have_text(["Ronde", "Grote zaal", "Foyer"])
    expect(page.get_by_role("rowheader")).to_have_text(["10.00 uur", "Ronde 1", "Ronde 2"])
    expect(page.locator(".programma__ruimte").first).to_be_hidden()
    page.set_viewport_size({"width": 390, "height": 900})
    expect(page.locator(".programma__ruimte")).to_have_text(["Grote zaal", "Foyer", "Foyer"])
    expect(page.locator(".programma__ruimte").first).to_be_visible()
    page.close()


def test_from_a_bijeenkomst_to_paper_without_javascript(browser: Browser, address: str) -> None:
    """Without JavaScript one goes from a bijeenkomst to its werkvorm, and from there to the sheet."""
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(address + "bijeenkomsten/grote-parade/")
    page.locator("dl").get_by_role("link", name="Kaart van dromen").click()
    page.get_by_role("link", name="Open het werkblad").click()
    expect(page).to_have_url(address + "werkvormen/kaart-van-dromen/blad/")
    expect(page.get_by_role("heading", name="Onze dromen")).to_be_visible()
    page.context.close()


@pytest.mark.parametrize(
    ("path", "papers"),
    [
        ("werkvormen/kaart-van-dromen/blad/", [A3_LYING, A3_LYING]),
        ("werkvormen/een-vraag/blad/", [A4]),
        ("werkvormen/afspraken/blad/", [A4_LYING]),
        ("bijeenkomsten/kleine-avond/", [A4]),
    ],
)
def test_on_paper(browser: Browser, address: str, path: str, papers: list[tuple[int, int]]) -> None:
    """Each side of a sheet is one page of the paper that its record asks; a short bijeenkomst fits one A4."""
    page = browser.new_page()
    page.goto(address + path)
    assert sheets(page.pdf(prefer_css_page_size=True, print_background=True)) == papers
    page.close()


def test_only_the_sheet_goes_to_paper(browser: Browser, address: str) -> None:
    """On paper stand the boxes, large and empty, and neither title nor help of the page; nothing is cut off."""
    page = browser.new_context(java_script_enabled=False, viewport={"width": 1512, "height": 1000}).new_page()
    page.goto(address + "werkvormen/kaart-van-dromen/blad/")
    page.emulate_media(media="print")
    for hidden in (
        page.get_by_role("heading", level=1),
        page.get_by_text("Druk deze pagina af"),
        page.locator(".zoek"),
    ):
        expect(hidden).to_be_hidden()
    expect(page.locator(".vak")).to_have_count(9)
    boxes = [box.bounding_box() for box in page.locator(".vak").all()]
    assert all(box and box["width"] > 350 and box["height"] > 300 for box in boxes)
    for side in page.locator(".zijde").all():
        assert side.evaluate("side => side.scrollHeight <= side.clientHeight + 1")
    page.context.close()
