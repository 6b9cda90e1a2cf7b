"""The built site as a visitor meets it, in a real Chromium."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.browser import WIDTHS, requests_of


def test_visitor_opens_searches_and_follows_a_recommendation(browser: Browser, address: str) -> None:
    """From home a visitor searches, opens a result and follows a recommendation with its reason."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(address)
    page.get_by_label("Waar loop je tegenaan?").fill("Ambtenaren gaan de kernen in en praten met inwoners")
    page.locator(".zoek__lijst a", has_text="Samen Doen").click()
    expect(page).to_have_url(address + "voorbeelden/samen-doen-reusel-de-mierden/")
    first = page.locator("#dit-zou-jij-eens-moeten-doen ~ ul.kaarten > li").first
    expect(first).to_contain_text("Roerdalen")
    expect(first).to_contain_text("raadde dit aan op de parade")
    first.get_by_role("link").click()
    expect(page).to_have_url(address + "voorbeelden/sturen-op-geluk-roerdalen/")
    page.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_no_request_leaves_the_site(browser: Browser, address: str, width: int) -> None:
    """Home, a list, an example, a meeting and the menu ask nothing of another host."""
    page = browser.new_page(viewport={"width": width, "height": 900})
    asked = requests_of(page)
    for path in ("", "voorbeelden/", "voorbeelden/droomkaart-leusden/", "bijeenkomsten/transitiebijeenkomst-2014/"):
        page.goto(address + path, wait_until="networkidle")
    assert asked
    assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []
    page.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_are_readable_without_javascript(browser: Browser, address: str, width: int) -> None:
    """Without JavaScript the text, the recommendations and the way to other pages are there."""
    page = browser.new_context(java_script_enabled=False, viewport={"width": width, "height": 900}).new_page()
    page.goto(address + "voorbeelden/droomkaart-leusden/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator(".verhaal h2").first).to_be_visible()
    page.locator("ul.kaarten a").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.context.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_scrolls_sideways(browser: Browser, address: str, width: int) -> None:
    """No text or card is wider than the screen."""
    page = browser.new_page(viewport={"width": width, "height": 900})
    for path in ("", "voorbeelden/", "voorbeelden/dronter-koers/", "werkvormen/droomkaart/", "themas/"):
        page.goto(address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    page.close()
