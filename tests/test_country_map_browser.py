"""The map in a real Chromium: by keyboard, filtered, without JavaScript, on a phone, and for everybody."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import axe_failures, requests_of, tab_to

DOTS = ".landkaart [data-plek]"
ROWS = ".landkaart__lijst .namen > li"


@pytest.fixture
def page(browser: Browser, address: str) -> Any:
    """The page of the map."""
    opened = browser.new_page(viewport={"width": 1280, "height": 900})
    opened.goto(address + "kaart/")
    yield opened
    opened.close()


def test_keys_lead_to_the_list(page: Page) -> None:
    """Tab reaches the filter, then the list, and Enter opens a municipality; the drawing holds no stop."""
    tab_to(page, "input[name=familie]")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#familie-1")).to_be_checked()
    tab_to(page, f"{ROWS} a", most=3)
    naam = page.locator(":focus").inner_text()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(naam)


def test_the_name_of_a_dot_is_told(page: Page) -> None:
    """Pointing at a dot tells its name beside it and as a link; Escape takes it away, a click opens the page."""
    dot = page.locator(DOTS).first
    told = page.locator(".landkaart__tik")
    expect(told).to_contain_text("Wijs of tik een stip aan")
    box = dot.locator("circle:visible").bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    naam = str(dot.get_attribute("data-naam"))
    expect(told.get_by_role("link")).to_have_text(naam)
    expect(page.locator(".landkaart__naam")).to_have_text(naam.split(":")[0])
    page.keyboard.press("Escape")
    expect(told.get_by_role("link")).to_have_count(0)
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.get_by_role("heading", level=1)).to_have_text(naam.split(":")[0])


def test_a_touch_tells_the_name(browser: Browser, address: str) -> None:
    """On a phone the whole country fits, and a touch names the nearest dot without leaving the page."""
    context = browser.new_context(viewport={"width": 390, "height": 900}, has_touch=True)
    page = context.new_page()
    page.goto(address + "kaart/")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    box = page.locator(".landkaart svg").bounding_box()
    assert box and box["width"] <= 390 and box["x"] >= 0
    dot = page.locator(DOTS).first.locator("circle:visible")
    dot.scroll_into_view_if_needed()
    at = dot.bounding_box()
    assert at
    page.touchscreen.tap(at["x"] + at["width"] / 2, at["y"] + at["height"] / 2)
    expect(page.locator(".landkaart__tik").get_by_role("link")).to_have_count(1)
    assert page.url.endswith("/kaart/")
    context.close()


@pytest.mark.parametrize("javascript", [True, False])
def test_filter_leaves_only_that_thema(browser: Browser, address: str, javascript: bool) -> None:
    """Each thema leaves the dots and rows that have it, also without JavaScript; the number told is what is shown."""
    context = browser.new_context(java_script_enabled=javascript)
    page = context.new_page()
    page.goto(address + "kaart/")
    everything = page.locator(DOTS).count()
    for number in ("3", "5"):
        page.locator(f"#familie-{number}").check()
        wanted = page.locator(f'{DOTS}[data-familie~="{number}"]').count()
        assert 0 < wanted < everything
        visible = page.locator(f"{DOTS}:visible")
        expect(visible).to_have_count(wanted)
        expect(page.locator(f".landkaart g.voor-{number}:visible")).to_have_count(wanted)
        expect(page.locator(".landkaart g.voor-alle:visible")).to_have_count(0)
        expect(page.locator(f"{ROWS}:visible")).to_have_count(wanted)
        if javascript:
            expect(page.locator(".landkaart__stand")).to_contain_text(f": {wanted} gemeente")
    page.locator("#familie-alle").check()
    expect(page.locator(f"{DOTS}:visible")).to_have_count(everything)
    context.close()


def test_no_other_host(browser: Browser, address: str) -> None:
    """The page of the map asks nothing of any other host."""
    page = browser.new_page()
    asked = requests_of(page)
    page.goto(address + "kaart/", wait_until="networkidle")
    assert asked and all(each.startswith(address) for each in asked)
    page.close()


def test_axe_finds_no_failure(browser: Browser, address: str) -> None:
    """Filtered, the map meets what axe can check, in each width and colour."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    known: set[str] = set()
    page.goto(address + "kaart/")
    page.locator("#familie-5").check()
    page.locator(f"{ROWS}:nth-child(n + 7)").evaluate_all("rows => rows.forEach((row) => row.remove())")  # all alike
    assert axe_failures(page, known) == []
    page.close()
