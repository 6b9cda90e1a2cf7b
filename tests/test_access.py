"""Every template, at three widths, light and dark and in its states, is for everybody: WCAG 2.2 A and AA.

`docs/toegankelijkheid.md` tells visitors what is tested here; its tables are made from this file.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import AXE, ask, axe_failures, served, tab_to
from tests.conftest import ROOT

expect.set_options(timeout=30_000)  # a busy machine is no failure
STORY = "ouderen die zich eenzaam voelen"
VOORBEELD = "voorbeelden/droomkaart-leusden/"
TOLD = ROOT / "docs/toegankelijkheid.md"
GOLDEN = Path(__file__).parent / "golden"

CHECKS = (Path(__file__).parent / "access.js").read_text("utf-8")
SHORTEN = """(inMain) => {
    for (const list of document.querySelectorAll(":is(ul, ol, tbody, select, datalist, svg g:has(> a))")) {
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
    assert {
        "",
        "404.html",
        "zoeken/",
        "voorbeelden/",
        "tijdlijn/",
        "vergelijken/",
        "kaart/",
        "toegankelijkheid/",
    } <= set(found)
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


# --- states ---


def asked(question: str) -> Callable[[Page], None]:
    """Ask a question."""
    return lambda page: ask(page, question)


def filtered(page: Page) -> None:
    """Results with the filters open and one chosen."""
    ask(page, STORY)
    if not page.locator("[data-filters][open]").count():
        page.locator("[data-filters] > summary").click()
    page.locator("[data-keuze]").first.check()
    expect(page.locator("[data-gekozen] button")).to_be_visible()


def failed(page: Page) -> None:
    """Searching while nothing can be loaded."""
    page.route("**/search.json", lambda route: route.abort())
    ask(page, STORY)
    page.unroute("**/search.json")


def unfolded(page: Page) -> None:
    """All that can be unfolded in the text, is."""
    page.evaluate("document.querySelectorAll('main details').forEach((details) => { details.open = true; })")


def compared(count: int) -> Callable[[Page], None]:
    """That many voorbeelden stand side by side."""
    return lambda page: expect(page.get_by_role("columnheader")).to_have_count(count)


def found_beside(page: Page) -> None:
    """Voorbeelden to choose from stand below the field."""
    page.get_by_role("searchbox", name="Zet er een voorbeeld bij").fill("schulden")
    page.keyboard.press("Enter")
    expect(page.locator(".vergelijk__keuze button").first).to_be_visible()


def at_home(page: Page) -> None:
    """A municipality is chosen, and the list has what is like it first."""
    page.evaluate("localStorage.setItem('parade-gemeente', 'gm0327')")
    page.reload()
    expect(page.locator(".lijkt").first).to_be_visible()
    page.evaluate("localStorage.clear()")


def narrowed(page: Page) -> None:
    """A list of which only a part is shown."""
    page.get_by_text("Kies en sorteer", exact=True).click()
    page.locator("#kies-anders").check()
    expect(page.locator("[data-gekozen-hier] button").first).to_be_visible()


STATES: dict[str, tuple[str, Callable[[Page], None]]] = {
    "menu open": ("", lambda page: page.get_by_text("Menu", exact=True).click()),
    "zoeken, met resultaten": ("zoeken/", asked(STORY)),
    "zoeken, met filters open en een gekozen": ("zoeken/", filtered),
    "zoeken, met een verbeterde tikfout": ("zoeken/", asked("eenzaamhied in de kelder")),
    "zoeken, zonder iets dat past": ("zoeken/", asked("quantum computer")),
    "zoeken, terwijl het laden mislukt": ("zoeken/", failed),
    "voorbeeld, met het blad Zou dit bij ons werken? open": (VOORBEELD, unfolded),
    "gemeenten, alles uitgeklapt": ("gemeenten/", unfolded),
    "bijeenkomst, alles uitgeklapt": ("bijeenkomsten/transitiebijeenkomst-2014/", unfolded),
    "werkvorm, alles uitgeklapt": ("werkvormen/droomkaart/", unfolded),
    "vergelijken, met twee voorbeelden": ("vergelijken/#droomkaart-leusden,dronter-koers", compared(2)),
    "vergelijken, met drie voorbeelden": (
        "vergelijken/#droomkaart-leusden,dronter-koers,basisbaan-groningen",
        compared(3),
    ),
    "vergelijken, met een adres dat niet klopt": ("vergelijken/#bestaat-niet,dronter-koers", compared(1)),
    "vergelijken, met gevonden voorbeelden": ("vergelijken/", found_beside),
    "voorbeelden, met de lijst verfijnd": ("voorbeelden/", narrowed),
    "kaart, met een thema gekozen": ("kaart/", lambda page: page.locator("#familie-3").check(force=True)),
    "thema, met een gekozen gemeente": ("themas/eenzaamheid/", at_home),
}
"""States of pages, as visitors are told of them: where, and how a page comes into it."""


@pytest.mark.parametrize("state", STATES)
def test_states(page: Page, address: str, state: str) -> None:
    """In each state axe finds nothing at any width, light or dark, targets are large enough and all fits."""
    path, bring = STATES[state]
    open_page(page, address + path)
    bring(page)
    page.evaluate(CHECKS)  # a state may come by a reload
    page.evaluate(SHORTEN, 6)
    wrong = axe_failures(page, COLOURS) + zoomed(page)
    page.set_viewport_size({"width": 390, "height": 900})
    assert wrong + page.evaluate("[...access.small(), ...access.structure()]") == []


# --- journeys by keyboard alone ---


def test_an_official_goes_from_a_theme_to_a_recommendation(page: Page, address: str) -> None:
    """Keys alone: past the header by the skip link, to a thema, a voorbeeld, and one that is recommended there."""
    page.goto(address)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Ga naar inhoud")).to_be_focused()
    page.keyboard.press("Enter")
    tab_to(page, "main a[href*='themas/jeugd-en-gezin']")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Jeugd en gezin")
    tab_to(page, "[data-keuzes] a", most=80)
    title = page.locator(":focus").inner_text()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)
    tab_to(page, ".kaart a", most=80)
    recommended = page.locator(":focus").inner_text()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(recommended)


def test_an_attendee_goes_from_a_story_to_the_own_sheet(page: Page, address: str) -> None:
    """Keys alone: a story, a result, and the sheet "Zou dit bij ons werken?" to write on."""
    page.goto(address)
    tab_to(page, "[data-vraag]", most=30)
    page.keyboard.type("bij ons in het dorp zijn veel ouderen alleen en niemand die het merkt")
    expect(page.locator("[data-lijst] > li").first).to_be_visible()
    tab_to(page, "[data-lijst] a")
    title = page.locator(":focus").inner_text()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)
    tab_to(page, "a[href$='#zou-dit-bij-ons-werken']")
    page.keyboard.press("Enter")
    tab_to(page, "details.blad > summary", most=3)
    page.keyboard.press("Enter")
    tab_to(page, "details.blad textarea", most=4)
    page.keyboard.type("Wij hebben ook zo'n kern")
    expect(page.locator(":focus")).to_have_value("Wij hebben ook zo'n kern")


def test_an_organiser_finds_how_to_add(page: Page, address: str) -> None:
    """Keys alone: the menu opens, leads to how to add a voorbeeld, and closes by Escape."""
    page.goto(address)
    tab_to(page, "[data-menu] summary", most=20)
    page.keyboard.press("Enter")
    expect(page.get_by_role("navigation", name="Menu", exact=True)).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("navigation", name="Menu", exact=True)).to_be_hidden()
    expect(page.locator("[data-menu] summary")).to_be_focused()
    page.keyboard.press("Enter")
    tab_to(page, "[data-menu] a[href*='voorbeeld-toevoegen']", most=30)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Voorbeeld toevoegen")


# --- spoken names ---

SPOKEN = {
    *("banner", "navigation", "main", "contentinfo", "search", "form", "region", "complementary", "heading", "link"),
    *(
        "button",
        "DisclosureTriangle",
        "textbox",
        "searchbox",
        "combobox",
        "checkbox",
        "status",
        "table",
        "img",
        "image",
    ),
}


@pytest.mark.parametrize("path", ["", "voorbeelden/buurthuis-utrecht/"])
def test_spoken_names(page: Page, small_project: Path, path: str) -> None:
    """What a screen reader hears of landmarks, headings, links and controls is what the golden file says."""
    page.set_viewport_size({"width": 390, "height": 900})
    with served(small_project / "site") as url:
        page.goto(url + path)
        nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    heard = [
        f"{node['role']['value']}: {node.get('name', {}).get('value', '')}".rstrip()
        for node in nodes
        if not node["ignored"] and node["role"]["value"] in SPOKEN
    ]
    golden = GOLDEN / f"gehoord-{path.strip('/').replace('/', '-') or 'home'}.txt"
    if os.environ.get("PARADE_GOLDEN"):
        golden.write_text("\n".join(heard) + "\n", encoding="utf-8")
    assert heard == golden.read_text("utf-8").splitlines()


# --- colours of the tokens ---


def tokens() -> dict[str, dict[str, str]]:
    """The colours of parade/pages/styles/10-tokens.css, light and dark."""
    text = (ROOT / "parade/pages/styles/10-tokens.css").read_text("utf-8")
    light, dark = text.split("@media (prefers-color-scheme: dark)")
    found = {
        name: re.findall(r"(--[\w-]+): (#[0-9a-f]{3,6});", part) for name, part in (("light", light), ("dark", dark))
    }
    return {"light": dict(found["light"]), "dark": {**dict(found["light"]), **dict(found["dark"])}}


def luminance(colour: str) -> float:
    """The relative luminance of #rgb or #rrggbb, as WCAG defines it."""
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast of two colours: 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_pair_of_tokens_has_contrast(scheme: str) -> None:
    """Texts have 4.5:1 on each ground, edges of controls and the mark of focus 3:1 (WCAG 1.4.3, 1.4.11)."""
    colour = tokens()[scheme]
    grounds = ("--papier", "--vlak", "--vlak-zacht")
    texts = ["--inkt", "--inkt-zacht", "--link", "--accent", *(f"--familie-{number}" for number in range(1, 9))]
    pairs = [(text, ground, 4.5) for text in texts for ground in grounds] + [("--op-accent", "--accent", 4.5)]
    pairs += [(edge, ground, 3.0) for edge in ("--rand", "--focus") for ground in grounds]
    poor = [
        f"{one} on {other}: {contrast(colour[one], colour[other]):.2f}"
        for one, other, least in pairs
        if contrast(colour[one], colour[other]) < least
    ]
    assert poor == []
    assert contrast("#000", "#fff") == 21 and round(contrast("#777777", "#fff"), 2) == 4.48


# --- what visitors are told ---


def being_tested(site: Path) -> str:
    """The part of docs/toegankelijkheid.md that tells which pages and states are tested."""
    found = templates(site)
    version = re.search(r"axe v([\d.]+)", AXE)
    assert version
    rows = ["| de startpagina | ook met het hele menu |", "| een adres dat niet bestaat | de pagina die dat zegt |"]
    for folder in folders(site):
        below = sum(address.startswith(folder) for address in found) - 1
        rows.append(
            f"| {folder} | {('de pagina zelf', 'ook de volste eronder', 'ook de volste en de kaalste')[below]} |"
        )
    pages = ["| Pagina | Getest |", "|---|---|", *rows]
    states = ["En ook in deze standen:", "", *(f"- {state}" for state in STATES)]
    return "\n".join(["", f"Getest met axe-core {version[1]}:", "", *pages, "", *states, ""])


def test_visitors_are_told_what_is_tested(built_site: Path) -> None:
    """The page on accessibility names the version of axe, the pages and the states as they are tested here."""
    before, start, rest = TOLD.read_text("utf-8").partition("<!-- getest -->\n")
    told, end, after = rest.partition("<!-- /getest -->")
    if os.environ.get("PARADE_GOLDEN"):
        TOLD.write_text(before + start + being_tested(built_site) + "\n" + end + after, encoding="utf-8")
        told = TOLD.read_text("utf-8").partition(start)[2].partition(end)[0]
    assert told == being_tested(built_site) + "\n"
