"""Every template, at three widths, light and dark and in its states, is for everybody: WCAG 2.2 A and AA.

`docs/toegankelijkheid.md` tells visitors what is tested here; its tables are made from this file.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_FILE_NAME
from conftest import ROOT
from playwright.sync_api import Browser, Page, expect

from tests.browser import axe_failures, served

expect.set_options(timeout=30_000)  # a busy machine is no failure
STORY = "ouderen die zich eenzaam voelen"
VOORBEELD = "voorbeelden/droomkaart-leusden/"
TOLD = ROOT / "docs/toegankelijkheid.md"
GOLDEN = Path(__file__).parent / "golden"

CHECKS = (Path(__file__).parent / "access.js").read_text("utf-8")
SHORTEN = """(inMain) => {
    for (const list of document.querySelectorAll(":is(ul, ol, tbody, select, datalist)")) {
        const most = list.closest("main") ? inMain : 1;
        [...list.children].slice(most).forEach((item) => item.remove());
    }
}"""
"""Of a list a few items stay: the others are made by the same lines of a template."""
COLOURS: set[str] = set()


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """One page for all tests, without motion: a colour on its way to another one is no colour to measure."""
    opened = browser.new_context(viewport={"width": 390, "height": 900}, reduced_motion="reduce").new_page()
    yield opened
    opened.context.close()


# --- which pages ---


def folders(site: Path) -> list[str]:
    """The folders of the site that have a page, as addresses."""
    return sorted(page.parent.name + "/" for page in site.glob("*/index.html"))


def by_size(site: Path, folder: str) -> list[str]:
    """The pages below a folder, the fullest last."""
    found = sorted((site / folder).glob("*/index.html"), key=lambda page: page.stat().st_size)
    return [f"{folder}{page.parent.name}/" for page in found]


def templates(site: Path) -> list[str]:
    """Home, of each folder its own page and the fullest below it, the barest of two kinds, and the page of 404."""
    fullest = [address for folder in folders(site) for address in by_size(site, folder)[-1:]]
    barest = [by_size(site, folder)[0] for folder in ("voorbeelden/", "gemeenten/")]
    return ["", *folders(site), *fullest, *barest, "404.html"]


def test_the_pages_are_all_kinds_of_pages(built_site: Path) -> None:
    """The list of pages to test has each template: every list, one of each kind, and the ends of both."""
    found = templates(built_site)
    assert len(found) == len(set(found))
    assert {"", "404.html", "zoeken/", "voorbeelden/", "tijdlijn/", "vergelijken/"} <= set(found)
    for folder in ("bijeenkomsten", "gesprekken", "voornemens", "werkvormen", "themas", "struikelpatronen"):
        assert any(re.fullmatch(f"{folder}/.+/", address) for address in found), folder
    assert sum(address.startswith("gemeenten/") for address in found) == 3


def open_page(page: Page, url: str, width: int = 390) -> None:
    """Open a page with the checks of tests/access.js in it."""
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("about:blank")  # or an address that differs in its # alone would load nothing
    page.goto(url)
    page.evaluate(CHECKS)


def zoomed(page: Page) -> list[str]:
    """What does not fit on 320 pixels, nor at 200 % on a screen of 1280."""
    wrong: list[str] = []
    for width in (320, 640):
        page.set_viewport_size({"width": width, "height": 640})
        wrong += page.evaluate("access.clipped()")
    return wrong


def spaced(page: Page) -> list[str]:
    """What does not fit with the spacing of WCAG 1.4.12."""
    page.evaluate("access.spaceOut(true)")
    wrong: list[str] = page.evaluate("access.clipped()")
    page.evaluate("access.spaceOut(false)")
    return wrong


def forced(page: Page) -> list[str]:
    """What has no edge where the visitor's own colours replace all of ours."""
    page.emulate_media(forced_colors="active")
    wrong: list[str] = page.evaluate("access.edgeless()")
    page.emulate_media(forced_colors="none")
    return wrong


def walked(page: Page) -> list[str]:
    """What is wrong when the keyboard goes through a whole page and back."""
    count = page.evaluate("access.reachable()")
    page.evaluate("access.follow()")
    for _ in range(count + 1):
        page.keyboard.down("Tab")
    page.keyboard.down("Shift")
    for _ in range(count + 1):
        page.keyboard.down("Tab")
    page.keyboard.up("Shift")
    wrong: list[str] = page.evaluate("count => access.walked(count)", count)
    return wrong


LOOKS: dict[str, Callable[[Page], list[str]]] = {
    "axe": lambda page: axe_failures(page, COLOURS),
    "structure": lambda page: list(page.evaluate("access.structure()")),
    "targets": lambda page: list(page.evaluate("access.small()")),
    "zoom": zoomed,
    "spacing": spaced,
    "motion": lambda page: list(page.evaluate("access.moving()")),
    "forced colours": forced,
    "keyboard": walked,
}
"""Every check of a page, and what it finds wrong."""


@pytest.fixture(scope="module")
def faults(page: Page, address: str, built_site: Path) -> dict[str, dict[str, list[str]]]:
    """For each check the pages on which it finds something wrong, and what; each page is opened once."""
    wrong: dict[str, dict[str, list[str]]] = {check: {} for check in LOOKS}
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    wrong["policy"] = {}
    for path in templates(built_site):
        complaints.clear()
        open_page(page, address + path)
        if path:  # the frame is the same everywhere: whole on home
            page.evaluate(SHORTEN, 6)
        for check, look in LOOKS.items():
            page.set_viewport_size({"width": 390, "height": 900})
            if found := look(page):
                wrong[check][path] = found
        if complaints:
            wrong["policy"][path] = [*complaints]
    return wrong


def test_axe_finds_no_failure(faults: dict[str, dict[str, list[str]]]) -> None:
    """Each kind of page, at each width, light and dark, meets what axe can check of WCAG 2.2 A and AA."""
    assert faults["axe"] == {}


def test_headings_and_language(faults: dict[str, dict[str, list[str]]]) -> None:
    """Each page has one h1, headings that skip no level, a title, Dutch as its language, and no id twice."""
    assert faults["structure"] == {}


def test_targets_are_large_enough(faults: dict[str, dict[str, list[str]]]) -> None:
    """On a phone every control has 24 by 24 pixels, or that much room, or stands in a sentence (WCAG 2.5.8)."""
    assert faults["targets"] == {}


def test_zoomed_in_nothing_is_lost(faults: dict[str, dict[str, list[str]]]) -> None:
    """At 320 pixels wide and at 200 % nothing scrolls sideways or is cut off (WCAG 1.4.4, 1.4.10)."""
    assert faults["zoom"] == {}


def test_more_space_in_text_cuts_off_nothing(faults: dict[str, dict[str, list[str]]]) -> None:
    """With the spacing of WCAG 1.4.12 all text still fits."""
    assert faults["spacing"] == {}


def test_nothing_moves_for_who_wants_that(faults: dict[str, dict[str, list[str]]]) -> None:
    """Asked for less motion, no element has an animation or a transition."""
    assert faults["motion"] == {}


def test_controls_have_an_edge_in_forced_colours(faults: dict[str, dict[str, list[str]]]) -> None:
    """Where the visitor's own colours replace all of ours, each button and field still has an edge."""
    assert faults["forced colours"] == {}


def test_keyboard_goes_through_every_page_and_back(faults: dict[str, dict[str, list[str]]]) -> None:
    """Tab reaches every control in sight, each marked and uncovered, and leads out again; Shift+Tab leads back."""
    assert faults["keyboard"] == {}


def test_the_policy_is_never_broken(faults: dict[str, dict[str, list[str]]]) -> None:
    """No page loads or runs what its Content-Security-Policy forbids, and no script complains."""
    assert faults["policy"] == {}
