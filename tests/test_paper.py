"""What the pages are on paper, in a real Chromium."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import sheets

A4 = (595, 842)  # points


@pytest.fixture(scope="module")
def sample(built_site: Path) -> list[str]:
    """Each twentieth voorbeeld."""
    return [page.parent.name for page in sorted((built_site / "voorbeelden").glob("*/index.html"))[::20]]


def test_a_voorbeeld_is_one_a4(browser: Browser, address: str, sample: list[str]) -> None:
    """A voorbeeld prints on one A4, or on two when it tells very much; nine of ten need one."""
    page = browser.new_page()
    papers = {}
    for id in sample:
        page.goto(f"{address}voorbeelden/{id}/")
        papers[id] = sheets(page.pdf(prefer_css_page_size=True))
    page.close()
    assert all(paper in ([A4], [A4, A4]) for paper in papers.values()), papers
    assert sum(paper == [A4] for paper in papers.values()) >= 0.9 * len(papers), papers


def test_paper_has_the_story_and_no_frame(browser: Browser, address: str) -> None:
    """On paper stand title, story, recommendations with reasons and sources; not the menu, search or the foot."""
    page = browser.new_page()
    page.goto(f"{address}voorbeelden/samen-doen-reusel-de-mierden/")
    page.emulate_media(media="print")
    shown = page.locator("body").inner_text()
    for text in ("Samen Doen", "Wat ze doen", "Dit zou jij eens moeten doen", "Bronnen", "Citeer zo"):
        assert text in shown
    for text in ("Menu", "Zoek een voorbeeld", "Klopt iets niet", "Alle bijeenkomsten", "CC BY 4.0). Wij volgen"):
        assert text not in shown
    page.close()
