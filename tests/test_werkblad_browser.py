"""Sheets in a real Chromium: filled in by keyboard, touch and mouse, kept, handed over, merged, and on paper."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, Page, expect

from parade.read.records import read_folder
from tests.browser import WIDTHS, axe_failures, served, sheets
from tests.conftest import EXAMPLES, ROOT, make_project

WERKVORMEN = sorted(path.stem for path in (ROOT / "examples/werkvormen").glob("*.yml"))
TWO_SIDED, ONE = "werkvormen/kaart-van-dromen/blad/", "werkvormen/afspraken/blad/"
CUT = """[...document.querySelectorAll(".vak, .zijde")]
    .filter((box) => box.scrollWidth > box.clientWidth + 2 || box.scrollHeight > box.clientHeight + 2)
    .map((box) => box.className)"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A small site with the sheets of tests/records/parade and of examples/."""
    examples: Path = tmp_path_factory.mktemp("records") / "examples"
    shutil.copytree(ROOT / EXAMPLES, examples)
    shutil.copytree(ROOT / "tests/records/parade", examples, dirs_exist_ok=True)
    for path in (ROOT / "examples/werkvormen").glob("*.yml"):
        told = yaml.safe_load(path.read_text("utf-8"))
        told.pop("voorbeelden", None)
        (examples / "werkvormen" / path.name).write_text(yaml.safe_dump(told, allow_unicode=True), "utf-8")
    with served(make_project(tmp_path_factory.mktemp("bladen"), examples) / "site") as url:
        yield url


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that keeps nothing of other tests, and lets no script complain."""
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    yield page
    page.context.close()
    assert wrong == []


def typed(page: Page) -> list[str]:
    """All texts on the sheet, in order."""
    texts: list[str] = page.locator(".werkblad textarea").evaluate_all("all => all.map(one => one.value)")
    return texts


def exported(page: Page) -> dict[str, Any]:
    """The file that the visitor makes of the sheet."""
    page.locator(".bladbalk details").evaluate("details => { details.open = true; }")
    with page.expect_download() as download:
        page.get_by_role("button", name="Bewaar als bestand").click()
    found: dict[str, Any] = json.loads(Path(download.value.path()).read_text("utf-8"))
    return found


def fill_all(page: Page) -> list[str]:
    """Fill each box by keyboard alone; gives what was typed."""
    made: list[str] = []
    for number, box in enumerate(page.locator("[data-vak]").all()):
        shape = box.get_attribute("data-vorm")
        first = box.locator("textarea").first if shape == "tekst" else box.locator("[data-nieuw]")
        first.focus()
        if shape != "tekst":
            page.keyboard.press("Enter")
        for _ in range(1 if shape == "tekst" else 2):
            text = f"Wat {number} é <b>{len(made)}</b>"
            page.keyboard.type(text)
            made.append(text)
            if shape == "kaarten":
                page.keyboard.press("Enter")
            elif shape == "lijst":
                page.keyboard.press("Tab")  # to the next column, which is no date in these sheets
        if shape == "kaarten":
            page.get_by_role("button", name="Haal weg: leeg briefje").last.press("Enter")
    return made


@pytest.mark.parametrize("werkvorm", WERKVORMEN)
def test_each_sheet_is_filled_in_kept_and_printed(page: Page, address: str, werkvorm: str) -> None:
    """What is typed in each box is there after a reload, in the file, and whole on paper: a page for each side."""
    page.goto(f"{address}werkvormen/{werkvorm}/blad/")
    sides = page.locator(".zijde").count()
    assert len(sheets(page.pdf(prefer_css_page_size=True))) == sides
    made = fill_all(page)
    page.reload()
    kept = json.dumps(exported(page), ensure_ascii=False)
    assert [text for text in made if text not in kept] == []
    page.emulate_media(media="print")
    shown = page.locator(".groei").evaluate_all(
        "all => all.filter(one => one.checkVisibility()).map(one => one.dataset.tekst)"
    )
    assert [text for text in made if text not in shown] == []
    assert page.evaluate(CUT) == []
    assert len(sheets(page.pdf(prefer_css_page_size=True))) == sides


def fill_by_touch(page: Page, who: str) -> list[str]:
    """Fill each box by tapping it; gives what was typed."""
    made = []
    for number, box in enumerate(page.locator("[data-vak]").all()):
        if box.get_attribute("data-vorm") == "tekst":
            box.locator("textarea").first.tap()
        else:
            box.locator("[data-nieuw]").tap()
        text = f"{who} zegt {number} & meer"
        page.keyboard.insert_text(text)
        made.append(text)
    page.get_by_role("heading", level=1).tap()
    return made


@pytest.mark.parametrize("werkvorm", WERKVORMEN)
def test_each_sheet_of_two_phones_becomes_one(
    browser: Browser, page: Page, address: str, werkvorm: str, tmp_path: Path
) -> None:
    """Filled in by touch on two phones, reloaded, handed over, opened and merged: all is there, and on paper."""
    made, paths = [], []
    for who in ("Een", "Twee"):
        phone = browser.new_context(viewport={"width": 390, "height": 800}, has_touch=True).new_page()
        phone.goto(f"{address}werkvormen/{werkvorm}/blad/")
        made += fill_by_touch(phone, who)
        phone.reload()
        paths.append(tmp_path / f"{who}.json")
        paths[-1].write_text(json.dumps(exported(phone)), "utf-8")
        phone.context.close()
    page.goto(f"{address}werkvormen/{werkvorm}/blad/")
    page.get_by_text("Bewaren, openen en samenvoegen").click()
    page.get_by_label("Open een bestand als blad").set_input_files(paths[0])
    expect(page.get_by_role("status").filter(has_text="staat hieronder")).to_be_visible()
    page.get_by_label("Voeg bladen van anderen toe").set_input_files(paths[1])
    expect(page.get_by_role("status").filter(has_text="toegevoegd")).to_be_visible()
    kept = json.dumps(exported(page), ensure_ascii=False)
    assert [text for text in made if text not in kept] == []
    page.emulate_media(media="print")
    shown = page.locator(".groei").evaluate_all("all => all.map(one => one.dataset.tekst).join('|')")
    assert [text for text in made if text not in shown] == []
    assert page.evaluate(CUT) == []
    pdf = page.pdf(prefer_css_page_size=True)
    if folder := os.environ.get("PARADE_SHOTS"):  # to look at
        (Path(folder) / f"{werkvorm}.pdf").write_bytes(pdf)
    sides = page.locator(".zijde").count()
    assert sides <= len(sheets(pdf)) <= sides + 1  # what two people said may need a sheet more


def test_a_full_sheet_goes_on_on_the_next_page(page: Page, address: str) -> None:
    """More than fits one page is not cut off: every card is on paper, on as many pages as it takes."""
    page.goto(address + TWO_SIDED)
    page.get_by_role("button", name="Nieuw briefje bij Dromen").click()
    for number in range(24):
        page.keyboard.insert_text(f"Droom {number}. " + "Iedereen kent zijn buren. " * 40)
        page.keyboard.press("Enter")
    assert len(sheets(page.pdf(prefer_css_page_size=True))) > 2


def test_cards_move_by_keyboard_and_by_finger(page: Page, address: str) -> None:
    """A card goes up and down, to another box and into a group by keyboard, and to another box by dragging."""
    page.goto(address + TWO_SIDED)
    page.get_by_role("button", name="Nieuw briefje bij Dromen").press("Enter")
    for text in ("een", "twee", "drie"):
        page.keyboard.type(text)
        page.keyboard.press("Enter")
    page.get_by_role("button", name="Haal weg: leeg briefje").press("Enter")
    page.get_by_role("textbox", name="Briefje bij Dromen").nth(2).press("Alt+ArrowUp")
    assert typed(page) == ["een", "drie", "twee"]
    page.get_by_label("Verplaats: een").select_option(label="In een nieuwe groep")
    expect(page.get_by_label("Naam van de groep")).to_be_focused()
    page.keyboard.type("Buren")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.get_by_label("Verplaats: twee").select_option(label="In groep Buren")
    found = [(card["tekst"], card.get("groep")) for card in exported(page)["vakken"]["dromen"]]
    assert found == [("een", "Buren"), ("drie", None), ("twee", "Buren")]
    page.get_by_label("Verplaats: drie").select_option(label="Naar Wensen")
    expect(page.get_by_role("textbox", name="Briefje bij Wensen")).to_have_value("drie")
    page.get_by_label("Haal weg: een").scroll_into_view_if_needed()
    grip = page.locator("[data-vak=wensen] .briefje__greep").bounding_box()
    goal = page.locator("[data-vak=ideeen]").bounding_box()
    assert grip
    assert goal
    page.mouse.move(grip["x"] + 3, grip["y"] + 3)
    page.mouse.down()
    page.mouse.move(goal["x"] + 40, goal["y"] + 40, steps=4)
    page.mouse.up()
    expect(page.get_by_role("textbox", name="Briefje bij Ideeën")).to_have_value("drie")
    page.get_by_role("button", name="Maak ongedaan").click()
    expect(page.get_by_role("textbox", name="Briefje bij Wensen")).to_have_value("drie")
    page.get_by_role("button", name="Doe opnieuw").click()
    expect(page.get_by_role("textbox", name="Briefje bij Ideeën")).to_have_value("drie")


def test_sheets_of_several_people_become_one(browser: Browser, page: Page, address: str, tmp_path: Path) -> None:
    """Two phones fill in a sheet by touch; a third merges their files: nothing is lost, what both say stands once."""
    paths = []
    for number in range(2):
        phone = browser.new_context(viewport={"width": 390, "height": 800}, has_touch=True).new_page()
        phone.goto(address + TWO_SIDED)
        for text in ("Koffie voor iedereen", f"Droom van telefoon {number}"):
            phone.get_by_role("button", name="Nieuw briefje bij Dromen").tap()
            phone.keyboard.insert_text(text)
        phone.get_by_label("Naam van dit blad").fill(f"Tafel {number}")
        paths.append(tmp_path / f"{number}.json")
        paths[-1].write_text(json.dumps(exported(phone)), "utf-8")
        phone.context.close()
    page.goto(address + TWO_SIDED)
    page.get_by_text("Bewaren, openen en samenvoegen").click()
    for _ in range(2):  # a second time changes nothing
        page.get_by_label("Voeg bladen van anderen toe").set_input_files(paths)
        expect(page.get_by_role("status").filter(has_text="2 bladen toegevoegd")).to_be_visible()
        assert typed(page) == ["Koffie voor iedereen", "Droom van telefoon 0", "Droom van telefoon 1"]
    page.get_by_label("Open een bestand als blad").set_input_files(paths[0])
    expect(page.get_by_label("Naam van dit blad")).to_have_value("Tafel 0")
    assert page.get_by_label("Welk blad").locator("option").all_inner_texts() == ["Blad 1", "Tafel 0"]


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"parade":"werkblad"}', '{"parade":"werkblad","vakken":{},"werkvorm":"x"}']
)
def test_a_file_that_is_no_sheet_is_told_and_changes_nothing(
    page: Page, address: str, text: str, tmp_path: Path
) -> None:
    """A broken file, another file and a sheet of another werkvorm are told with what to do."""
    page.goto(address + ONE)
    (tmp_path / "x.json").write_text(text)
    page.get_by_text("Bewaren, openen en samenvoegen").click()
    page.get_by_label("Open een bestand als blad").set_input_files(tmp_path / "x.json")
    expect(page.get_by_role("status").filter(has_text=re.compile("Kies een bestand|Open het daar"))).to_be_visible()
    assert page.evaluate("localStorage.length") == 0


def test_a_sheet_becomes_a_harvest(page: Page, address: str, tmp_path: Path) -> None:
    """What a group filled in is an item of `oogst` that the check takes, whatever signs it holds."""
    page.goto(address + "werkvormen/een-vraag/blad/")
    page.get_by_label("Vraag", exact=True).fill('Wie: "ik" of # jij?')
    page.get_by_label("Antwoord", exact=True).fill("Wij allebei.\nEcht - waar")
    page.get_by_text("Bewaren, openen en samenvoegen").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Maak er oogst van").click()
    text = Path(download.value.path()).read_text("utf-8")
    assert yaml.safe_load(text) == {
        "oogst": [{"thema": 'Wie: "ik" of # jij?', "wat": "Antwoord: Wij allebei. Echt - waar"}]
    }
    folder = tmp_path / "bijeenkomsten"
    folder.mkdir()
    (folder / "avond.yml").write_text(
        "titel: Avond\nsoort: anders\nkern: Een avond.\nbronnen:\n- titel: X\n" + text, "utf-8"
    )
    assert read_folder(tmp_path)[1] == []


def test_search_proposes_what_is_in_huis(page: Page, address: str) -> None:
    """With the problem that is filled in, search proposes voorbeelden; a chosen one is a card that links to it."""
    page.goto(address + "werkvormen/in-huis-en-nog-te-zaaien/blad/")
    page.get_by_role("button", name="Stel voorbeelden voor bij In huis").press("Enter")
    expect(page.get_by_role("status").filter(has_text="Vul eerst in")).to_be_visible()
    page.keyboard.type("Bewoners willen zelf het buurthuis beheren")
    page.get_by_role("button", name="Stel voorbeelden voor bij In huis").press("Enter")
    first = page.locator(".vak__voorstel li button").first
    expect(first).to_be_focused()
    title = first.inner_text()
    first.press("Enter")
    expect(page.get_by_role("textbox", name="Briefje bij In huis")).to_have_value(title)
    expect(page.get_by_role("link", name="Bekijk dit voorbeeld")).to_have_attribute("href", re.compile("/voorbeelden/"))


def test_nothing_is_kept_before_something_is_typed_and_wiping_leaves_nothing(page: Page, address: str) -> None:
    """A visit stores nothing; typing stores, and says so; wiping takes the last of it away."""
    page.goto(address + ONE)
    assert page.evaluate("localStorage.length") == 0
    page.get_by_role("button", name="Nieuwe regel").click()
    page.keyboard.type("Iets")
    expect(page.get_by_role("status").filter(has_text="blijft op dit apparaat")).to_be_visible()
    assert page.evaluate("localStorage.length") == 1
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_text("Bewaren, openen en samenvoegen").click()
    page.get_by_role("button", name="Wis dit blad").click()
    assert page.evaluate("localStorage.length") == 0


def test_axe_finds_no_failure_in_a_filled_sheet(page: Page, address: str) -> None:
    """A sheet that is being filled in, with groups, rows and proposals, meets WCAG 2.2 A and AA and fits the screen."""
    known: set[str] = set()
    for path in (TWO_SIDED, ONE):
        page.goto(address + path)
        fill_all(page)
        if path == TWO_SIDED:
            page.get_by_label("Verplaats: Wat 0").first.select_option(label="In een nieuwe groep")
        page.get_by_text("Bewaren, openen en samenvoegen").click()
        assert axe_failures(page, known) == [], path
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
