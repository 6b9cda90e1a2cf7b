"""Comparing, "mijn gemeente" and the sheet on paper, in a real Chromium."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, Page, Route, expect

from tests.browser import WIDTHS, requests_of, sheets

TWO = ("droomkaart-leusden", "basisbaan-groningen")
A4 = (595, 842)  # points, standing


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page with storage of its own."""
    opened = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    yield opened
    opened.context.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_two_side_by_side(page: Page, address: str, width: int) -> None:
    """The page named by its address shows both voorbeelden field by field, fits the screen, and says so."""
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address + "vergelijken/#" + ",".join(TWO))
    expect(page.get_by_role("columnheader")).to_have_count(2)
    expect(page.get_by_role("rowheader", name="Aanpak", exact=True)).to_be_visible()
    expect(page.get_by_text("Voor vergelijken is JavaScript nodig.")).to_be_hidden()
    expect(page.get_by_role("row", name="Wetten")).to_contain_text("Nog niet bekend.")
    expect(page.get_by_role("row", name="Wetten")).to_contain_text("Participatiewet")
    expect(page.locator(".vergelijk [role=status]")).to_have_text("Twee voorbeelden naast elkaar.")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_by_keyboard_a_second_is_added_and_taken_away(page: Page, address: str) -> None:
    """From a voorbeeld's page, keys alone find another, put it beside, and remove it; Back undoes that."""
    page.goto(address + f"voorbeelden/{TWO[0]}/")
    page.get_by_role("link", name="Vergelijk", exact=True).focus()
    page.keyboard.press("Enter")
    field = page.get_by_role("searchbox", name="Zet er een voorbeeld bij")
    field.focus()
    page.keyboard.type("basisbaan in groningen")
    page.keyboard.press("Enter")
    expect(page.locator(".vergelijk [role=status]")).to_contain_text("gevonden. Kies er een uit de lijst.")
    for _ in range(7):
        page.keyboard.press("Tab")
        if "Basisbaan in Groningen" in page.locator(":focus").inner_text():
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("columnheader")).to_have_count(2)
    expect(field).to_be_focused()
    assert page.url == address + "vergelijken/#" + ",".join(TWO)
    page.get_by_role("button", name=re.compile("Verwijder: Droomkaart")).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("columnheader")).to_have_count(1)
    expect(field).to_be_focused()
    assert page.url == address + "vergelijken/#" + TWO[1]
    page.go_back()
    expect(page.get_by_role("columnheader")).to_have_count(2)


def test_what_is_typed_and_chosen_stays_here(page: Page, address: str) -> None:
    """No request goes to another host or holds what was typed, and the address holds ids only."""
    asked = requests_of(page)
    page.goto(address + "vergelijken/#" + TWO[0])
    page.get_by_role("searchbox", name="Zet er een voorbeeld bij").fill("mijn geheime plan met een buurthuis")
    page.keyboard.press("Enter")
    page.locator(".vergelijk__keuze button").first.click()
    expect(page.get_by_role("columnheader")).to_have_count(2)
    assert re.fullmatch(re.escape(address) + r"vergelijken/#[a-z0-9-]+(,[a-z0-9-]+)*", page.url)
    assert [url for url in asked if not url.startswith((address, "blob:", "data:"))] == []
    assert [url for url in asked if "geheim" in url] == []
    assert page.evaluate("localStorage.length + sessionStorage.length") in (
        0,
        1,
    )  # Material keeps its own colour scheme
    assert "geheim" not in page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")


@pytest.mark.parametrize(
    ("ids", "columns", "said"),
    [
        ("bestaat-niet," + TWO[0], 1, "Er is geen voorbeeld “bestaat-niet”. Zoek het hierboven op titel."),
        ("../../index.html", 0, "Er is geen voorbeeld “../../index.html”."),
        ("<img src=x onerror=alert(1)>", 0, "Er is geen voorbeeld “<img src=x onerror=alert(1)>”."),
        ("%E0%A4%A," + TWO[0], 1, "Er is geen voorbeeld “%E0%A4%A”."),
        (",".join([*TWO, "zwembad-de-fuut-reeuwijk", "dronter-koers"]), 3, "Er passen er hooguit 3 naast elkaar."),
        (f"{TWO[0]},{TWO[0]},", 1, "Eén voorbeeld."),
        ("", 0, "Nog niets gekozen. Zoek hierboven wat je ernaast wilt leggen."),
    ],
)
def test_any_address(page: Page, address: str, ids: str, columns: int, said: str) -> None:
    """Whatever stands in the address, the good ids are shown and the wrong ones are told as text."""
    dialogs: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", dismiss)
    page.goto(address + "vergelijken/")
    page.evaluate("hash => { location.hash = hash; }", ids)
    expect(page.locator(".vergelijk [role=status]")).to_contain_text(said)
    expect(page.get_by_role("columnheader")).to_have_count(columns)
    assert page.locator(".vergelijk img").count() == 0
    assert dialogs == []


def test_a_hostile_title_stays_text(page: Page, address: str) -> None:
    """HTML in a title or a field is shown as it was typed."""
    hostile = "<img src=x onerror=alert(1)><b>vet</b>"
    told = {"titel": hostile, "url": "voorbeelden/x/", "velden": [["Waar", [hostile]]]}

    def answer(route: Route) -> None:
        route.fulfill(body=json.dumps(told), content_type="application/json")

    page.route("**/vergelijk/hostiel.json", answer)
    page.goto(address + "vergelijken/#hostiel")
    expect(page.get_by_role("columnheader").get_by_role("link")).to_have_text(hostile)
    expect(page.get_by_role("cell").last).to_contain_text(hostile)
    assert page.locator(".vergelijk :is(img, b)").count() == 0


def test_without_javascript_it_says_so(browser: Browser, address: str) -> None:
    """Without JavaScript the page says that it needs it and leads to the list; no choice that cannot work is shown."""
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(address + "vergelijken/")
    expect(page.get_by_text("Voor vergelijken is JavaScript nodig.")).to_be_visible()
    expect(page.locator("[data-vergelijken]")).to_be_hidden()
    page.get_by_role("link", name="alle voorbeelden").click()
    expect(page).to_have_url(address + "voorbeelden/")
    page.goto(address + "gemeenten/")
    expect(page.locator("[data-mijn-gemeente]")).to_be_hidden()
    page.context.close()


def test_compared_on_lying_paper(page: Page, address: str) -> None:
    """Three voorbeelden print on lying A4, without the form and the buttons."""
    page.goto(address + "vergelijken/#" + ",".join([*TWO, "dronter-koers"]))
    expect(page.get_by_role("columnheader")).to_have_count(3)
    found = sheets(page.pdf(prefer_css_page_size=True))
    assert set(found) == {(A4[1], A4[0])}
    assert len(found) <= 5
    page.emulate_media(media="print")
    expect(page.get_by_role("searchbox", name="Zet er een voorbeeld bij")).to_be_hidden()
    expect(page.get_by_role("button", name="Druk af")).to_be_hidden()


def longest(built_site: Path) -> list[str]:
    """The three voorbeelden with the fullest sheet, and a plain one."""

    def size(path: Path) -> int:
        text = path.read_text("utf-8")
        return len(text[text.find('class="blad"') : text.find('id="trefwoorden"')])

    every = sorted((built_site / "voorbeelden").glob("*/index.html"), key=size, reverse=True)
    return [*(path.parent.name for path in every[:3]), TWO[0]]


def test_the_sheet_is_one_page_of_paper(page: Page, address: str, built_site: Path) -> None:
    """Opened, the sheet "Zou dit bij ons werken?" prints alone on one standing A4, also for the fullest records."""
    for id in longest(built_site):
        page.goto(address + f"voorbeelden/{id}/")
        page.get_by_text("Open het blad en leg je eigen situatie ernaast").click()
        assert sheets(page.pdf(prefer_css_page_size=True)) == [A4], id


# --- mijn gemeente ---


def choose(page: Page, address: str, name: str) -> None:
    """Choose a municipality, with keys."""
    page.goto(address + "gemeenten/")
    page.get_by_label("Mijn gemeente").focus()
    page.keyboard.type(name)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("[data-mijn-gemeente] [role=status]")).to_have_text(
        f"Je gemeente is {name}. Dat staat alleen op dit apparaat."
    )


def test_nothing_is_loaded_without_a_choice(page: Page, address: str) -> None:
    """Who chose nothing loads no table of likeness, only where one can choose the names; lists stand as built."""
    asked = requests_of(page)
    for path in ("themas/eenzaamheid/", "voorbeelden/droomkaart-leusden/", "gemeenten/"):
        page.goto(address + path, wait_until="networkidle")
        assert page.locator(".lijkt").count() == 0
    assert {url for url in asked if url.endswith(".json")} <= {address + "assets/parade/gemeenten.json"}


@pytest.mark.parametrize("path", ["themas/eenzaamheid/", "voorbeelden/", "voorbeelden/droomkaart-leusden/"])
def test_comparable_places_come_first_and_are_told(page: Page, address: str, path: str) -> None:
    """After a choice each list has the comparable places first, told in words; nothing goes to another host."""
    asked = requests_of(page)
    page.goto(address + path)
    before = page.locator("article li[data-gemeenten] a:first-child").evaluate_all("all => all.map(a => a.href).sort()")
    choose(page, address, "Leusden")
    page.goto(address + path)
    said = "Voorbeelden uit Leusden en uit gemeenten die daarop lijken, staan in elke lijst vooraan."
    expect(page.get_by_text(said)).to_be_visible()
    alike = page.locator("li .lijkt", has_text="Lijkt op je gemeente: ook 20.000 tot 50.000 inwoners")
    expect(alike.first).to_be_attached()
    marks = page.evaluate(
        """[...new Set([...document.querySelectorAll("article li[data-gemeenten]")].map((li) => li.parentElement))]
           .map((list) => [...list.children].map((li) => Number(Boolean(li.querySelector(".lijkt")))))"""
    )
    assert any(map(any, marks))
    assert all(each == sorted(each, reverse=True) for each in marks)
    after = page.locator("article li[data-gemeenten] a:first-child").evaluate_all("all => all.map(a => a.href).sort()")
    assert set(before) <= set(after)  # a list in parts is read whole, so that what is alike can come first
    assert [url for url in asked if not url.startswith((address, "blob:", "data:"))] == []


def test_the_choice_is_only_a_code_and_can_be_wiped(page: Page, address: str) -> None:
    """The device keeps the code alone; wiping says so, leaves nothing behind, and lists are as before."""
    choose(page, address, "Leusden")
    assert page.evaluate("localStorage.getItem('parade-gemeente')") == "gm0327"
    assert "Leusden" not in page.url
    page.get_by_role("button", name="Wis mijn keuze").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-mijn-gemeente] [role=status]")).to_have_text(
        "Je keuze is gewist. Er staat niets meer op dit apparaat."
    )
    expect(page.get_by_label("Mijn gemeente")).to_be_focused()
    assert page.evaluate("localStorage.getItem('parade-gemeente')") is None
    page.goto(address + "themas/eenzaamheid/", wait_until="networkidle")
    assert page.locator(".lijkt").count() == 0


def test_nonsense_in_storage_is_no_choice(page: Page, address: str) -> None:
    """What is no code in storage loads nothing and changes nothing."""
    page.goto(address)
    page.evaluate("localStorage.setItem('parade-gemeente', '../../x')")
    asked = requests_of(page)
    page.goto(address + "themas/eenzaamheid/", wait_until="networkidle")
    assert {url for url in asked if url.endswith(".json")} <= {address + "assets/parade/gemeenten.json"}
    page.goto(address + "gemeenten/")
    expect(page.get_by_label("Mijn gemeente")).to_have_value("")
