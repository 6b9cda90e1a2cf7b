"""An organiser and a visitor at a stand use the forms, on a phone and by keyboard, and lose nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import axe_failures, requests_of, served
from tests.conftest import EXAMPLES, run

FORMS = (
    "voorbeeld-toevoegen", "wij-doen-dit-ook", "dit-ga-ik-doen", "dit-zou-jij-eens-moeten-doen", "klopt-iets-niet"
)  # fmt: skip


@pytest.fixture(scope="module")
def site(small_project: Path) -> Iterator[str]:
    """Where the site with the small fixed collection is served."""
    with served(small_project / "site") as address:
        yield address


def opened(browser: Browser, address: str) -> Page:
    """A page at the width of a phone, with the form on it."""
    page = browser.new_page(viewport={"width": 390, "height": 844}, accept_downloads=True)
    page.goto(address)
    expect(page.locator("[data-formulier]")).to_be_visible()
    return page


def typed(page: Page, label: str, text: str) -> None:
    """Type below a question by keyboard, as far as the focus goes."""
    page.get_by_label(label, exact=False).first.focus()
    page.keyboard.insert_text(text)


def chosen(page: Page, label: str, text: str) -> None:
    """Choose in a list by typing and Enter."""
    typed(page, label, text)
    page.keyboard.press("Enter")


def test_add_an_example(browser: Browser, site: str, tmp_path: Path) -> None:
    """Filled in, look-alike seen, errors mended, reloaded, previewed, mailed, downloaded: the check takes it."""
    page = opened(browser, f"{site}voorbeeld-toevoegen/")
    asked = requests_of(page)
    typed(page, "Hoe heet het?", "Bewoners beheren hun buurthuis in Leusden")
    chosen(page, "In welke gemeente", "leusden")
    typed(page, "Wat is het, in één of twee zinnen?", "Bewoners hebben de sleutel van het buurthuis. Bel 06-12345678.")
    chosen(page, "Over welke onderwerpen", "ontmoet")
    chosen(page, "Voor wie is het?", "inwo")
    typed(page, "Wat doen jullie?", "Zij koken en klussen.")
    expect(page.locator("[data-lijkt] a").first).to_have_text("Bewoners beheren hun buurthuis", timeout=15_000)
    page.locator("[data-controleer]").press("Enter")
    expect(page.locator("[data-fouten]")).to_be_focused()
    expect(page.locator("[data-fouten] li")).to_have_count(2)
    page.reload()
    expect(page.get_by_label("Hoe heet het?").first).to_have_value("Bewoners beheren hun buurthuis in Leusden")
    page.get_by_label("Wat is het, in één of twee zinnen?").fill("Bewoners hebben de sleutel van het buurthuis.")
    typed(page, "Hoe heet de bron?", "Verslag van de dag")
    page.locator("[data-controleer]").press("Enter")
    expect(page.locator("[data-klaar]")).to_be_visible()
    expect(page.locator(".formulier__proef")).to_contain_text("Zij koken en klussen.")
    body = unquote(page.get_by_role("link", name="Mail het").get_attribute("href") or "")
    told = json.loads(body.split("--- record ---\n")[1].split("\n--- einde")[0])
    assert (told["soort"], told["gemeenten"], told["themas"]) == ("voorbeelden", ["Leusden"], ["ontmoeten"])
    with page.expect_download() as download:
        page.get_by_role("button", name="Download het bestand").press("Enter")
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    done = run("check", path, "--examples", EXAMPLES)
    assert done.returncode == 0, done.stdout
    (tmp_path / "mail.txt").write_text(body.split("body=")[1], "utf-8")
    taken = run("import", tmp_path / "mail.txt", "--examples", EXAMPLES, "--out", tmp_path / "uit")
    assert "1 inzending, 1 nieuw" in taken.stdout, taken.stdout
    assert all(each.startswith((site, "blob:")) for each in asked)
    page.locator("[data-formulier] [data-wis]").click()
    assert page.evaluate("localStorage.getItem('parade-formulier-voorbeeld-toevoegen')") is None
    page.close()


@pytest.mark.parametrize("form", [*FORMS, "klopt-iets-niet/#buurthuis-utrecht"])
def test_forms_are_accessible(browser: Browser, site: str, form: str) -> None:
    """No form, empty or with errors told, fails axe at any width; none is wider than the screen."""
    page = opened(browser, f"{site}{form}" if "#" in form else f"{site}{form}/")
    if form != "klopt-iets-niet":  # that one asks first which voorbeeld it is about
        page.locator("[data-controleer]").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert axe_failures(page, set()) == []
    page.close()
