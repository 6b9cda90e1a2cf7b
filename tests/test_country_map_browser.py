"""The map in a real Chromium: by keyboard, filtered, without JavaScript, on a phone, and for everybody."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import WIDTHS, axe_failures, requests_of, tab_to

DOTS = ".landkaart svg a"


@pytest.fixture
def page(browser: Browser, address: str) -> Any:
    """The page of the map."""
    opened = browser.new_page(viewport={"width": 1280, "height": 900})
    opened.goto(address + "kaart/")
    yield opened
    opened.close()


def test_keys_lead_over_or_along_the_map(page: Page, address: str) -> None:
    """Tab reaches the filter, then the way past the map, then the dots by name, and Enter opens a municipality."""
    tab_to(page, "input[name=familie]")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#familie-1")).to_be_checked()
    tab_to(page, ".landkaart__over")
    tab_to(page, DOTS)
    focused = page.locator(f"{DOTS}:focus")
    naam = str(focused.text_content())
    assert re.fullmatch(r".+: \d+ voorbeeld(en)?", naam)
    assert focused.locator("text").evaluate("text => getComputedStyle(text).opacity") == "1"
    assert focused.locator("circle").evaluate("ring => getComputedStyle(ring).strokeWidth") == "3px"
    page.keyboard.press("Escape")
    assert focused.locator("text").evaluate("text => getComputedStyle(text).opacity") == "0"
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(naam.split(":")[0])


def test_way_past_the_map_leads_to_the_table(page: Page) -> None:
    """After it the next Tab is on the first link of the table."""
    tab_to(page, ".landkaart__over")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator(".landkaart__tabel a").first).to_be_focused()


def test_dots_are_links_with_names(page: Page) -> None:
    """Who hears the page gets for each dot the place and its number, and a table of four columns."""
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    names = [node["name"]["value"] for node in tree if node.get("role", {}).get("value") == "link"]
    dots = page.locator(DOTS).all_text_contents()
    assert len(dots) > 100 and all(re.fullmatch(r".+: \d+ voorbeeld(en)?", naam) for naam in dots)
    assert [naam for naam in names if naam in dots] == dots
    expect(page.get_by_role("group", name="Kaart van Nederland")).to_have_count(1)
    expect(page.get_by_role("radio", name="werk", exact=True)).to_have_count(1)
    expect(page.get_by_role("columnheader")).to_have_count(4)
    page.set_viewport_size({"width": 390, "height": 900})
    expect(page.get_by_role("table", name="Gemeenten met hun voorbeelden")).to_have_count(1)
    expect(page.get_by_role("columnheader")).to_have_count(4)


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
        rows = page.locator(f'.landkaart tbody tr[data-familie~="{number}"]').count()
        expect(page.locator(".landkaart tbody tr:visible")).to_have_count(rows)
        if javascript:
            expect(page.locator(".landkaart [role=status]")).to_contain_text(f": {wanted} gemeente")
    page.locator("#familie-alle").check()
    expect(page.locator(f"{DOTS}:visible")).to_have_count(everything)
    context.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_dots_are_large_enough_to_hit(page: Page, width: int) -> None:
    """At each width every dot is a target of 24 pixels of its own, and the page itself does not scroll sideways."""
    page.set_viewport_size({"width": width, "height": 900})
    boxes = page.locator(f"{DOTS} circle").evaluate_all(
        "all => all.map((each) => { const box = each.getBoundingClientRect(); return [box.x, box.y, box.width]; })"
    )
    assert min(box[2] for box in boxes) >= 24 - 0.01
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_narrow_screen_starts_in_the_middle(browser: Browser, address: str) -> None:
    """On a phone the map can be moved aside, and begins where most dots are."""
    page = browser.new_page(viewport={"width": 390, "height": 900})
    page.goto(address + "kaart/")
    expect(page.locator(".landkaart [role=status]")).not_to_be_empty()
    assert page.locator(".landkaart__vlak").evaluate("frame => frame.scrollLeft") > 100
    page.close()


def test_no_other_host(browser: Browser, address: str) -> None:
    """The page of the map asks nothing of any other host."""
    page = browser.new_page()
    asked = requests_of(page)
    page.goto(address + "kaart/", wait_until="networkidle")
    assert asked and all(each.startswith(address) for each in asked)
    page.close()


def test_axe_finds_no_failure(browser: Browser, address: str) -> None:
    """Filtered and with a dot in focus, the map meets what axe can check, in each width and colour."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    known: set[str] = set()
    page.goto(address + "kaart/")
    page.locator("#familie-5").check()
    tab_to(page, DOTS)
    page.locator("tbody tr:nth-child(n + 7)").evaluate_all("rows => rows.forEach((row) => row.remove())")  # all alike
    assert axe_failures(page, known) == []
    page.close()
