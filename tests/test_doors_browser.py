"""An organiser with a text and a visitor at a stand use the forms by keyboard only, on a phone, and lose nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, Page, expect

from parade.intake import web_forms
from tests.browser import axe_failures, requests_of, served
from tests.conftest import EXAMPLES, run

SMALL = ("wij-doen-dit-ook", "dit-ga-ik-doen", "dit-zou-jij-eens-moeten-doen", "klopt-iets-niet")
KEY_SECONDS, READ_SECONDS, SIGNS_A_MINUTE = 1.0, 8.0, 120
"""A slow hand: a second a key, eight seconds to read each thing that comes into focus, and two signs a second."""

STORY = """Dronten doet het samen

# Titel
Bewoners en gemeente bouwen samen aan een agenda in Dronten
# Gemeente
Dronten
# Wat is het, in één of twee zinnen?
Bewoners beheren hun buurthuis en bouwen met de gemeente aan een agenda. Mail iris@voorbeeld.nl.
# Wat deden jullie?
De gemeente hield drie bouwbijeenkomsten. Eerst kozen mensen per thema waaraan je succes ziet.

Daarna maakten zij een gezamenlijke aanpak, en smeedden zij coalities.
# Looptijd
2014 - 2018
# Wat kost het?
Klasse: tot 10.000 euro
Toelichting: Vooral de tijd van een kernteam.
# Meer lezen
Dronten doet het samen, https://www.voorbeeld.nl/dronten
# Onderwerp
ontmoeten, vliegtuigen
# Naam
Iris Jansen

Zo kon iedereen zijn steentje bijdragen.
"""


class Hands:
    """Someone who has a keyboard only; counts what that takes."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.keys = self.signs = self.stops = 0

    def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        for key in keys:
            self.page.keyboard.press(key)
            self.keys += 1

    def go(self, selector: str, key: str = "Tab") -> None:
        """Press Tab until the focus is there."""
        for _ in range(200):
            if self.page.evaluate("selector => Boolean(document.activeElement?.matches(selector))", selector):
                self.stops += 1
                return
            self.press(key)
        raise AssertionError(f"{key} does not lead to {selector}")

    def type(self, text: str) -> None:
        """Type a text, sign by sign."""
        self.page.keyboard.type(text)
        self.signs += len(text)

    def paste(self, text: str) -> None:
        """Put in what was copied elsewhere."""
        self.page.keyboard.insert_text(text)
        self.keys += 2

    def fill(self, selector: str, text: str) -> None:
        """Go to a control and type in it, instead of what stood there."""
        self.go(selector)
        self.press("ControlOrMeta+a")
        self.type(text)

    def choose(self, selector: str, text: str) -> None:
        """Go to a control that is chosen from by typing, and take the first."""
        self.go(selector)
        self.type(text)
        self.press("Enter")

    @property
    def minutes(self) -> float:
        """How long a slow hand takes."""
        return (self.keys * KEY_SECONDS + self.stops * READ_SECONDS) / 60 + self.signs / SIGNS_A_MINUTE


@pytest.fixture(scope="module")
def site(small_project: Path) -> Iterator[str]:
    """Where the site with the small fixed collection is served."""
    with served(small_project / "site") as address:
        yield address


def opened(browser: Browser, address: str) -> tuple[Page, Hands]:
    """A page at the width of a phone with the form on it, and the hands of who uses it."""
    page = browser.new_page(viewport={"width": 390, "height": 844}, accept_downloads=True)
    page.goto(address)
    expect(page.locator("[data-formulier]")).to_be_visible()
    return page, Hands(page)


def downloaded(page: Page, hands: Hands, folder: Path) -> Path:
    """The file that the form gives."""
    hands.go("[data-klaar] .formulier__knoppen > button:first-of-type")
    with page.expect_download() as download:
        hands.press("Enter")
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def mailed(page: Page) -> str:
    """The text of the mail that the form makes."""
    href = page.get_by_role("link", name="Mail het").get_attribute("href") or ""
    return unquote(href.split("body=")[1])


def checked(path: Path) -> None:
    """Hold that `parade check` takes the file as it is."""
    done = run("check", path, "--examples", EXAMPLES)
    assert done.returncode == 0, done.stdout


def test_organiser_with_a_text(browser: Browser, site: str, tmp_path: Path) -> None:
    """Pasted, put in its places, mended from the summary, reloaded, previewed, mailed, downloaded and checked."""
    page, hands = opened(browser, f"{site}voorbeeld-toevoegen/")
    asked = requests_of(page)
    hands.go(".formulier__tekst summary")
    hands.press("Enter")
    hands.go("[data-plak]")
    hands.paste(STORY)
    hands.go("[data-plaats]")
    hands.press("Enter")
    expect(page.locator("[data-formulier] [data-stand]")).to_contain_text("8 vragen zijn ingevuld")
    rest = page.locator("[data-plak]").input_value()
    assert rest == "Dronten doet het samen\n\nThema's: vliegtuigen"
    expect(page.locator("#veld-periode-van")).to_have_value("2014")
    expect(page.locator("#veld-periode-tot")).to_have_value("2018")
    expect(page.locator("#veld-kosten-klasse")).to_have_value("tot 10.000 euro")
    expect(page.locator("#veld-bronnen-1-url")).to_have_value("https://www.voorbeeld.nl/dronten")
    hands.go("[data-waarheen]")
    hands.type("Wat leverde")
    hands.go("[data-zet]")
    hands.press("Enter")
    expect(page.locator("#veld-resultaat")).to_have_value("Dronten doet het samen")
    expect(page.locator("[data-lijkt] a").first).to_have_text("Bewoners beheren hun buurthuis", timeout=15_000)
    hands.go("[data-controleer]")
    hands.press("Enter")
    expect(page.locator("[data-fouten]")).to_be_focused()
    expect(page.locator("[data-fouten] li")).to_have_count(2)
    assert axe_failures(page, set()) == []
    page.set_viewport_size({"width": 390, "height": 844})
    page.reload()
    expect(page.locator("#veld-resultaat")).to_have_value("Dronten doet het samen")
    hands.go("[data-controleer]")
    hands.press("Enter")
    hands.go("[data-fouten] li:first-child a")
    hands.press("Enter")
    expect(page.locator("#veld-kern")).to_be_focused()
    hands.fill("#veld-kern", "Bewoners beheren hun buurthuis en bouwen met de gemeente aan een agenda.")
    hands.go("[data-fouten] li:last-child a", "Shift+Tab")
    hands.press("Enter")
    expect(page.locator("#veld-doelgroepen")).to_be_focused()
    hands.choose("#veld-doelgroepen", "inwo")
    hands.go("[data-controleer]")
    hands.press("Enter")
    expect(page.locator("[data-klaar]")).to_be_focused()
    preview = page.locator(".formulier__proef")
    expect(preview.get_by_role("heading", level=3)).to_have_text(
        "Bewoners en gemeente bouwen samen aan een agenda in Dronten"
    )
    expect(preview).to_contain_text("Daarna maakten zij een gezamenlijke aanpak")
    assert axe_failures(page, set()) == []
    page.set_viewport_size({"width": 390, "height": 844})
    body = mailed(page)
    told = json.loads(body.split("--- record ---\n")[1].split("\n--- einde")[0])
    assert (told["soort"], told["periode"]) == ("voorbeelden", {"van": "2014", "tot": "2018"})
    path = downloaded(page, hands, tmp_path)
    checked(path)
    assert "Iris" not in path.read_text("utf-8")
    (tmp_path / "mail.txt").write_text(body, "utf-8")
    taken = run("import", tmp_path / "mail.txt", "--examples", EXAMPLES, "--out", tmp_path / "uit")
    assert "1 inzending, 1 nieuw" in taken.stdout, taken.stdout
    assert all(each.startswith((site, "blob:")) for each in asked)
    assert hands.minutes < 15
    hands.go("[data-klaar] .knop--stil")
    hands.press("Enter")
    assert page.evaluate("localStorage.getItem('parade-formulier-voorbeeld-toevoegen')") is None
    page.close()
    print(f"\nvoorbeeld-toevoegen: {hands.keys} keys, {hands.signs} signs, {hands.minutes:.1f} minutes")


def adopted(hands: Hands) -> None:
    """Fill in that another place does this too."""
    hands.choose("#veld-voorbeeld", "buurthuis")
    hands.fill("#veld-titel", "Ook in Rhenen een buurthuis van bewoners")
    hands.choose("#veld-gemeenten", "rhenen")
    hands.fill("#veld-aangepast", "Bij ons doen ook scholen mee.")


def intended(hands: Hands) -> None:
    """Fill in what someone is going to do."""
    hands.choose("#veld-voorbeelden", "buurthuis")
    hands.fill("#veld-titel", "Sleutels uitdelen in Rhenen")
    hands.fill("#veld-wat", "Ik vraag de buren wie er een sleutel wil.")
    hands.fill("#veld-wie-functie", "opbouwwerker")
    hands.fill("#veld-wie-organisatie", "Welzijn Rhenen")
    hands.choose("#veld-wie-gemeenten", "rhenen")


def pointed(hands: Hands) -> None:
    """Fill in that someone pointed another to an example."""
    hands.fill("#veld-titel", "Over de sleutel van het buurthuis")
    hands.fill("#veld-deelnemers-1-functie", "opbouwwerker")
    hands.choose("#veld-deelnemers-1-gemeenten", "rhenen")
    hands.fill("#veld-deelnemers-2-functie", "wethouder")
    hands.choose("#veld-deelnemers-2-gemeenten", "angeren")
    hands.fill("#veld-verslag", "Wij hadden het over vertrouwen.")


def corrected(hands: Hands) -> None:
    """Fill in one thing that is better known."""
    hands.fill("#veld-resultaat", "Het buurthuis is nu elke dag open.")


@pytest.mark.parametrize(
    ("form", "fill", "hash"),
    [
        (SMALL[0], adopted, ""),
        (SMALL[1], intended, ""),
        (SMALL[2], pointed, ""),
        (SMALL[3], corrected, "#buurthuis-utrecht,resultaat"),
    ],
)
def test_small_forms(browser: Browser, site: str, tmp_path: Path, form: str, fill: Any, hash: str) -> None:
    """Under ten fields, reloaded without loss, sent and downloaded without network; the check takes the file."""
    page, hands = opened(browser, f"{site}{form}/{hash}")
    fields = page.locator("[data-velden] :is(input, select, textarea)").filter(visible=True)
    assert 0 < fields.count() < 10
    fill(hands)
    page.reload()
    page.context.set_offline(True)
    hands.go("[data-controleer]")
    hands.press("Enter")
    expect(page.locator("[data-klaar]")).to_be_focused()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    told = json.loads(mailed(page).split("--- record ---\n")[1].split("\n--- einde")[0])
    assert told["soort"] == next(each.kind for each in web_forms.FORMS if each.page == form)
    checked(downloaded(page, hands, tmp_path))
    (tmp_path / "mail.txt").write_text(mailed(page), "utf-8")
    taken = run("import", tmp_path / "mail.txt", "--examples", EXAMPLES, "--out", tmp_path / "uit")
    assert "1 inzending, 1 nieuw" in taken.stdout, taken.stdout
    assert hands.minutes < 15
    page.close()
    print(f"\n{form}: {hands.keys} keys, {hands.signs} signs, {hands.minutes:.1f} minutes")
