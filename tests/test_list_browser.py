"""Long lists in a real Chromium: narrowed and sorted by keys alone, told aloud, plain without JavaScript."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser import WIDTHS, axe_failures, requests_of

LIST, TERM = "voorbeelden/", "themas/zorg-en-gezondheid/"
FITTING = """() => [...document.querySelectorAll("[data-keuzes]")].map((item) => item.dataset.keuzes.split(" "))"""


PAGE = 20  # items at a time


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page with storage of its own; when a test is done, no script may have complained."""
    opened = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    complaints: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    assert complaints == []
    opened.context.close()


def ready(page: Page, where: str) -> None:
    """Open a list and wait until its form works."""
    page.goto(where)
    expect(page.locator("[data-telling]")).not_to_be_empty()


def choice(page: Page, name: str) -> Locator:
    """The field of the form with that name; search has an order of its own."""
    return page.locator(f"#kies-{name}")


def shown(page: Page) -> Locator:
    """The voorbeelden that are to be seen."""
    return page.locator("[data-keuzes]:visible")


def titles(page: Page) -> list[str]:
    """The titles of all that fit, from above to below."""
    while page.get_by_role("button", name="Toon meer").last.is_visible():
        page.locator("[data-meer] button").last.click()
    return [text.strip() for text in shown(page).locator("a:first-of-type").all_inner_texts()]


@pytest.mark.parametrize("path", [LIST, TERM])
def test_every_count_is_what_choosing_it_gives(page: Page, address: str, path: str) -> None:
    """Beside a chosen provincie each value that is still offered leaves as many as it says, and none leaves nothing."""
    ready(page, address + path)
    choice(page, "provincie").select_option("utrecht")
    expect(page.locator("[data-telling]")).to_contain_text("van de")
    fitting = page.evaluate(FITTING)
    wrong = []
    for name, value, text, disabled in page.evaluate(
        """() => [...document.querySelectorAll("[data-verfijn] option[data-naam]")].map((option) =>
               [option.closest("select").name, option.value, option.textContent, option.disabled])"""
    ):
        chosen = {f"{name}={value}"} | ({"provincie=utrecht"} if name != "provincie" else set())
        count = sum(chosen <= set(keys) for keys in fitting)
        if not text.endswith(f" ({count})") or disabled == bool(count):
            wrong.append((name, value, text, disabled, count))
    assert wrong == []
    otherwise = sum({"anders=ja", "provincie=utrecht"} <= set(keys) for keys in fitting)
    expect(choice(page, "anders")).to_have_accessible_name(f"Vertelt ook wat tegenviel ({otherwise})")


def test_choices_together_leave_what_has_them_all(page: Page, address: str) -> None:
    """Two choices leave the records that have both; the live region tells how many; empty groups and jumps go."""
    ready(page, address + LIST)
    choice(page, "rol").select_option("meedenken")
    choice(page, "anders").check()
    expect(page.get_by_role("button", name="Haal filter vertelt ook wat tegenviel weg")).to_be_visible()
    total = len(page.evaluate(FITTING))
    count = sum({"rol=meedenken", "anders=ja"} <= set(keys) for keys in page.evaluate(FITTING))
    expect(shown(page)).to_have_count(min(count, PAGE))
    telling = page.locator(".lijst").get_by_role("status")
    expect(telling).to_have_attribute("aria-live", "polite")
    expect(telling).to_have_text(f"{count} van de {total} voorbeelden.")
    for group in page.locator("[data-groep]:visible").all():
        expect(group.locator("[data-keuzes]:visible").first).to_be_visible()
    page.get_by_role("button", name="Wis alle filters").click()
    expect(shown(page)).to_have_count(min(total, PAGE))
    expect(telling).to_have_text(f"{total} voorbeelden.")
    assert page.url == address + LIST


def test_sorted_by_title_place_and_begin(page: Page, address: str) -> None:
    """Each order holds for all records together, under a heading of its own; the first order brings the groups back."""
    ready(page, address + LIST)
    grouped = titles(page)
    order = choice(page, "volgorde")
    order.select_option("titel")
    expect(page.get_by_role("heading", name="Voorbeelden, op titel")).to_be_visible()
    expect(page.locator("[data-groep]:visible")).to_have_count(0)
    by_title = titles(page)
    assert sorted(by_title) == sorted(grouped)
    assert by_title == page.evaluate("all => all.sort((one, two) => one.localeCompare(two, 'nl'))", by_title)
    order.select_option("plaats")
    titles(page)
    expect(page.get_by_role("heading", name="Voorbeelden, op plaats")).to_be_visible()
    where = shown(page).locator("[data-plaats]").all_inner_texts()
    assert where == page.evaluate("all => all.sort((one, two) => one.localeCompare(two, 'nl'))", where)
    order.select_option("nieuwste")
    expect(page.get_by_role("heading", name="Voorbeelden, laatst begonnen eerst")).to_be_visible()
    began = page.evaluate(
        "() => [...document.querySelectorAll('[data-plat] li')].map((li) => li.querySelector('time')?.dateTime ?? '')"
    )
    assert began == sorted(began, reverse=True) and began[0] > began[-1]
    order.select_option("")
    assert titles(page) == grouped


def test_the_address_keeps_the_choices_and_back_works(page: Page, address: str) -> None:
    """Choices stand in the address as ids; after a voorbeeld, Back shows the same list; a copied address does too."""
    ready(page, address + LIST)
    choice(page, "thema").select_option("schulden")
    choice(page, "volgorde").select_option("titel")
    expect(page).to_have_url(address + LIST + "?thema=schulden&volgorde=titel")
    before = titles(page)
    shown(page).first.get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(before[0])
    page.go_back()
    expect(page.locator("[data-telling]")).to_contain_text("van de")
    assert titles(page) == before
    expect(choice(page, "thema")).to_have_value("schulden")
    ready(page, page.url)
    assert titles(page) == before
    page.get_by_role("button", name="Haal filter schulden weg").click()
    assert page.url == address + LIST + "?volgorde=titel"


@pytest.mark.parametrize(
    "query",
    [
        "?thema=bestaat-niet",
        "?thema=<img src=x onerror=alert(1)>",
        "?constructor=x&__proto__=y&toString=z",
        "?volgorde=constructor",
        "?volgorde=lijkt",
        "?%E0%A4%A&&==",
        "?vraag=geheim",
    ],
)
def test_any_address(page: Page, address: str, query: str) -> None:
    """What the address asks that does not exist is let go: the whole list stands there."""
    ready(page, address + LIST + query)
    expect(page.locator("[data-telling]")).to_have_text(re.compile(r"^\d+ voorbeelden\.$"))
    expect(page.locator("[data-groep]").first).to_be_visible()
    assert page.locator(".lijst img").count() == 0


def test_nothing_found_says_what_to_leave_out(page: Page, address: str) -> None:
    """Where no record has all choices, the page says which one to drop and what that gives, and leads to search."""
    ready(page, address + LIST + "?thema=werk&rol=meebeslissen&provincie=zeeland")
    expect(shown(page)).to_have_count(0)
    empty = page.locator("[data-niets]")
    expect(empty).to_contain_text("Geen voorbeeld past bij alles wat je koos. Laat er een weg:")
    expect(empty.get_by_role("link")).to_have_attribute("href", "../zoeken/")
    offered = empty.get_by_role("button").first
    count = int(re.findall(r"(\d+) voorbeeld", offered.inner_text())[0])
    offered.click()
    expect(empty).to_be_hidden()
    expect(shown(page)).to_have_count(count)
    expect(choice(page, "volgorde")).to_be_focused()


def test_far_from_anything_all_can_be_wiped(page: Page, address: str) -> None:
    """Where leaving out one choice is not enough, the page says so."""
    ready(
        page, address + LIST + "?thema=vervoer-en-hulpmiddelen&rol=meebeslissen&provincie=zeeland&status=plan&anders=ja"
    )
    expect(page.locator("[data-niets]")).to_contain_text("Laat er een paar weg, of wis alle filters.")
    page.get_by_role("button", name="Wis alle filters").click()
    expect(page.locator("[data-niets]")).to_be_hidden()


def tab_to(page: Page, target: Locator, most: int = 40) -> None:
    """Press Tab until the focus is there."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"Tab does not lead to {target}")


@pytest.mark.parametrize("width", WIDTHS)
def test_all_by_keyboard(page: Page, address: str, width: int) -> None:
    """Keys alone open the form on a phone, choose, sort, undo and go to a voorbeeld; the focus stays put."""
    page.set_viewport_size({"width": width, "height": 900})
    ready(page, address + LIST)
    summary = page.get_by_text("Kies en sorteer")
    if width < 960:
        expect(choice(page, "thema")).to_be_hidden()
        tab_to(page, summary)
        page.keyboard.press("Enter")
    else:
        expect(summary).to_be_hidden()
    order, role = choice(page, "volgorde"), choice(page, "rol")
    tab_to(page, order)
    page.keyboard.type("op t")
    page.keyboard.type("itel")
    expect(order).to_be_focused()
    expect(order).to_have_value("titel")
    tab_to(page, choice(page, "anders"))
    page.keyboard.press("Space")
    tab_to(page, role)
    page.keyboard.type("meedoen")
    expect(role).to_have_value("meedoen")
    expect(role).to_be_focused()
    expect(page.locator("[data-telling]")).to_contain_text("van de")
    tab_to(page, page.get_by_role("button", name="Haal filter meedoen weg"))
    page.keyboard.press("Enter")
    expect(role).to_have_value("")
    expect(summary if width < 960 else order).to_be_focused()
    tab_to(page, shown(page).first.get_by_role("link").first)
    title = page.locator(":focus").inner_text()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)


def test_without_javascript_plain_links_lead_through_the_whole_list(browser: Browser, address: str) -> None:
    """Without JavaScript the list stands on a few pages, with plain links between them; no dead form."""
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(address + LIST)
    expect(page.locator("[data-verfijn]")).to_be_hidden()
    expect(page.locator("[data-niets]")).to_be_hidden()
    expect(page.get_by_role("button")).to_have_count(page.locator(".zoek button:visible").count())
    assert page.locator(".lijst").bounding_box()["width"] > 1000  # type: ignore[index]
    assert page.locator(".lijst__inhoud").bounding_box()["width"] > 1000  # type: ignore[index]
    found = page.locator("[data-keuzes]:visible a:first-of-type").all_inner_texts()
    while (following := page.get_by_role("link", name="Volgende")).count():
        following.click()
        found += page.locator("[data-keuzes]:visible a:first-of-type").all_inner_texts()
    told = page.get_by_role("heading", level=1).inner_text()
    assert (
        len(found) == len(set(found)) and told == f"Voorbeelden, blad {len(found) // 50 + 1} van {len(found) // 50 + 1}"
    )
    page.context.close()


def test_a_part_that_does_not_come_leaves_the_links(page: Page, address: str) -> None:
    """Where the other parts cannot be read nothing is chosen, the page says so, and the links to them stay."""
    ready(page, address + LIST)
    expect(page.locator("[data-vervolg]")).to_be_hidden()
    page.evaluate("() => { globalThis.fetch = () => Promise.reject(new TypeError('offline')); }")
    choice(page, "anders").click()
    expect(page.locator("[data-telling]")).to_contain_text("komt nu niet binnen")
    expect(choice(page, "anders")).not_to_be_checked()
    expect(page.get_by_role("link", name="Volgende")).to_be_visible()


def test_nothing_goes_to_another_host_or_is_kept(page: Page, address: str) -> None:
    """Choosing asks nothing of another host, tells no server what is chosen, and leaves nothing stored."""
    ready(page, address + LIST)
    asked = requests_of(page)
    choice(page, "thema").select_option("werk")
    choice(page, "volgorde").select_option("plaats")
    expect(page.locator("[data-telling]")).to_contain_text("van de")
    assert [url for url in asked if not url.startswith(address) or "werk" in url] == []  # at most the page's own icon
    assert page.evaluate("localStorage.length + sessionStorage.length + document.cookie.length") == 0


# --- mijn gemeente ---


@pytest.fixture
def mine(page: Page, address: str) -> Page:
    """A page of a visitor from Leusden."""
    page.goto(address)
    page.evaluate("localStorage.setItem('parade-gemeente', 'gm0327')")
    return page


def test_the_order_of_comparable_places_is_offered_only_with_a_choice(page: Page, address: str) -> None:
    """Who chose no municipality is not offered an order that needs one."""
    ready(page, address + LIST)
    expect(choice(page, "volgorde").locator("option:not([disabled])")).to_have_count(4)


@pytest.mark.parametrize("path", [LIST, TERM])
def test_comparable_places_can_come_first(mine: Page, address: str, path: str) -> None:
    """Sorted so, all records of comparable places come first, the most comparable at the top, each with why."""
    ready(mine, address + path)
    grouped = titles(mine)
    choice(mine, "volgorde").select_option(label="gemeenten zoals Leusden eerst")
    expect(mine.get_by_role("heading", name="Voorbeelden, gemeenten zoals Leusden eerst")).to_be_visible()
    ranks = mine.evaluate(
        "() => [...document.querySelectorAll('[data-plat] li[data-keuzes]')].map((li) => +(li.dataset.lijkt ?? 999))"
    )
    assert ranks == sorted(ranks) and ranks[0] < 999
    expect(shown(mine).first.locator(".lijkt")).to_have_text("Uit je eigen gemeente.")
    expect(
        mine.get_by_text("Voorbeelden uit Leusden en uit gemeenten die daarop lijken, staan in elke lijst vooraan.")
    ).to_be_visible()
    assert sorted(titles(mine)) == sorted(grouped)
    choice(mine, "volgorde").select_option("titel")
    expect(
        mine.get_by_text("Voorbeelden uit Leusden en uit gemeenten die daarop lijken, staan in elke lijst vooraan.")
    ).to_be_hidden()
    choice(mine, "volgorde").select_option("")
    assert titles(mine) == grouped


def test_search_says_which_places_are_alike(mine: Page, address: str) -> None:
    """Results from places like the chosen one, and from that one, say so."""
    mine.goto(address + "zoeken/")
    mine.locator("[data-vraag]").fill("eenzame ouderen")
    expect(mine.locator("[data-lijst] .lijkt").first).to_be_visible()


def test_patterns_put_comparable_places_first(mine: Page, address: str, built_site: Path) -> None:
    """On the pages of what went otherwise, too, the stories of comparable places come first."""
    marked = []
    for folder in sorted((built_site / "struikelpatronen").iterdir()):
        if folder.is_dir():
            mine.goto(f"{address}struikelpatronen/{folder.name}/", wait_until="networkidle")
            expect(mine.get_by_role("heading", level=1)).to_be_visible()
            marks = mine.locator("section.struikel").evaluate_all(
                "all => all.map((one) => Number(Boolean(one.querySelector('.lijkt'))))"
            )
            assert marks == sorted(marks, reverse=True)
            marked += marks
    assert any(marked)


# --- accessible and light ---


def test_accessible_in_each_state(browser: Browser, address: str) -> None:
    """The axe rules for WCAG 2.2 A and AA find nothing: narrowed, sorted, with nothing found; all fits."""
    page = browser.new_context(viewport={"width": 390, "height": 900}).new_page()
    known: set[str] = set()
    page.goto(address)
    page.evaluate("localStorage.setItem('parade-gemeente', 'gm0327')")
    for path in (
        LIST + "?provincie=utrecht&anders=ja",
        LIST + "?volgorde=lijkt&rol=meedoen",
        LIST + "?thema=werk&provincie=zeeland&rol=meebeslissen",
        TERM + "?volgorde=plaats",
        "toepassingen/",
        "gemeenten/aalten/",
    ):
        page.set_viewport_size({"width": 390, "height": 900})
        page.goto(address + path, wait_until="networkidle")
        if page.locator("[data-verfijn]").count():
            page.get_by_text("Kies en sorteer").click()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, path
        small = page.locator(".lijst :is(button, select, input, summary):visible").evaluate_all(
            "all => all.filter((one) => one.getBoundingClientRect().height < 24).map((one) => one.outerHTML)"
        )
        assert small == [], path
        assert axe_failures(page, known) == [], path
    page.context.close()


def test_the_list_is_light(built_site: Path) -> None:
    """The page of all voorbeelden stays within 20 kB, its scripts within 4 kB (gzip)."""
    assert len(gzip.compress((built_site / LIST / "index.html").read_bytes())) < 20_000
    scripts = b"".join((built_site / f"assets/parade/{name}.js").read_bytes() for name in ("lijst", "vervolg"))
    assert len(gzip.compress(scripts)) < 4_000
