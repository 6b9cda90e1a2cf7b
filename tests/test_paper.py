"""What the pages are on paper, in a real Chromium."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

PAGE = re.compile(rb"/Type\s*/Page\b")
A4 = re.compile(rb"/MediaBox\s*\[\s*0\s+0\s+(594|595|596)(\.\d+)?\s+(841|842)(\.\d+)?\s*\]")


@pytest.fixture(scope="module")
def sample(built_site: Path) -> list[str]:
    """The longest page among the voorbeelden but two, and each twentieth one."""
    pages = sorted((built_site / "voorbeelden").glob("*/index.html"))
    longest = sorted(pages, key=lambda page: page.stat().st_size)[-10:-2:3]
    return [page.parent.name for page in [*pages[::20], *longest]]


def test_a_voorbeeld_is_one_a4(browser: Browser, address: str, sample: list[str]) -> None:
    """A voorbeeld prints on one A4, whatever it tells."""
    page = browser.new_page()
    for id in sample:
        page.goto(f"{address}voorbeelden/{id}/")
        paper = page.pdf(prefer_css_page_size=True)
        assert len(PAGE.findall(paper)) == 1, id
        assert A4.search(paper), id
    page.close()


def test_paper_has_the_story_and_no_frame(browser: Browser, address: str) -> None:
    """On paper stand title, story, recommendations with reasons and sources; not the menu, search or the foot."""
    page = browser.new_page()
    page.goto(f"{address}voorbeelden/samen-doen-reusel-de-mierden/")
    page.emulate_media(media="print")
    shown = page.locator("body").inner_text()
    for text in ("Samen Doen", "Aanpak", "raadde dit aan op de parade", "Bronnen", "Citeer zo"):
        assert text in shown
    for text in ("Menu", "Zoek een voorbeeld", "Wijzig dit voorbeeld", "Alle bijeenkomsten", "CC BY 4.0). Deze site"):
        assert text not in shown
    page.close()
