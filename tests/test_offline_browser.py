"""Without internet, in a real Chromium: what works after one visit and after all is fetched; no two versions mix."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page, expect

from parade.site.build import build
from tests.browser import ask, axe_failures, served
from tests.conftest import EXAMPLES, ROOT, TODAY, make_project

VOORBEELD = "voorbeelden/buurthuis-utrecht/"
QUESTION = "Eenzame ouderen in het buurthuis"
NAMES = ("Het schoolplein wordt groen", "Een speelplaats vol bomen")
AGED = """async () => {
    for (const name of await caches.keys()) {
        if (!name.endsWith(":paginas")) continue;
        const cache = await caches.open(name);
        for (const key of await cache.keys()) {
            const { version } = await (await cache.match(key)).json();
            await cache.put(key, new Response(JSON.stringify({ version, since: 0 })));
        }
    }
}"""  # as if a minute went by since each page was opened
KEPT = """async () => {
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller)
        await new Promise(done => { navigator.serviceWorker.oncontrollerchange = done; });
    return true;
}"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built site with a whole parade, below `voorbeeld/` on its host."""
    examples: Path = tmp_path_factory.mktemp("records") / "examples"
    shutil.copytree(ROOT / EXAMPLES, examples)
    shutil.copytree(ROOT / "tests/records/parade", examples, dirs_exist_ok=True)
    host = tmp_path_factory.mktemp("host")
    (host / "onder").mkdir()
    make_project(host / "onder", examples)
    return host / "onder/site"


@contextmanager
def visitor(browser: Browser) -> Iterator[Page]:
    """Somebody with an empty phone whose browser keeps what a site asks it to keep; no script complains."""
    context = browser.new_context(service_workers="allow", viewport={"width": 390, "height": 800}, has_touch=True)
    context.set_default_timeout(15_000)
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    yield page
    context.close()
    assert wrong == []


def visit(page: Page, url: str) -> None:
    """Open a page and wait until what is kept on a first visit is there."""
    page.goto(url)
    assert page.evaluate(KEPT)


def test_a_first_visit_keeps_search_and_what_is_visited(browser: Browser, site: Path) -> None:
    """An attendee who saw home and one voorbeeld can search, read it again and use the list where there is no network.

    The site stands below a folder of its host, and the host is gone. What was not visited is told on a plain page.
    """
    with visitor(browser) as page:
        with served(site.parent.parent) as host:
            url = f"{host}onder/site/"
            visit(page, url)
            page.goto(url + VOORBEELD)
            page.locator("[data-plek=bewaar] [data-ster]").click()
        page.context.set_offline(True)
        page.goto(url)
        ask(page, QUESTION)
        hit = page.locator("[data-lijst] > li h2 a").first
        expect(hit).to_be_visible()
        expect(page.locator(".bewijs").first).to_be_visible()
        page.goto(url + VOORBEELD)
        expect(page.locator(".vb__jij .kaart").first).to_be_visible()
        page.goto(url + "mijn-lijst/")
        expect(page.locator("[data-mijn-lijst] h2").first).to_be_visible()
        page.goto(url + "tijdlijn/")
        assert page.url == url + "zonder-internet/#tijdlijn/"
        expect(page.locator("[data-niet-hier]")).to_contain_text("Deze pagina staat niet op dit apparaat")
        expect(page.locator("[data-niet-hier] a")).to_have_attribute("href", url + "tijdlijn/")


def fetch_all(page: Page, url: str) -> None:
    """Fetch the whole site, at the button that tells its size."""
    page.goto(url + "zonder-internet/")
    button = page.get_by_role("button", name="Zet alles op dit apparaat")
    expect(button).to_have_text(re.compile(r"\(\d+(,\d)? MB\)"))
    button.click()
    expect(page.locator("[data-hier]")).to_contain_text("De hele site staat op dit apparaat")


def test_the_three_users_go_their_way_without_internet(browser: Browser, site: Path) -> None:
    """After the whole site was fetched and the host is gone, everything that each of the three comes for works.

    The civil servant reads lists, the map, recommendations and compares; the organiser fills in a form and a sheet;
    the attendee asks, stars and promises.
    """
    with visitor(browser) as page:
        with served(site.parent.parent) as host:
            url = f"{host}onder/site/"
            visit(page, url)
            fetch_all(page, url)
        page.context.set_offline(True)

        page.goto(url + "voorbeelden/")
        expect(page.get_by_role("link", name="Bewoners beheren hun buurthuis")).to_be_visible()
        page.goto(url + "kaart/")
        expect(page.locator("main svg circle, main svg use, main svg a").first).to_be_attached()
        page.goto(url + "gemeenten/utrecht/")
        page.goto(url + VOORBEELD.rstrip("/"))
        assert page.url == url + VOORBEELD
        page.locator(".vb__jij .kaart a").first.click()
        expect(page.locator(".vb h1")).to_be_visible()
        page.goto(url + "vergelijken/#buurthuis-utrecht,schulden-dronten")
        expect(page.locator("table").first).to_contain_text("Vroeg aan de deur bij schulden")

        page.goto(url + "voorbeeld-toevoegen/")
        page.locator("main textarea:visible, main input[type=text]:visible").first.fill("Een tuin voor de hele straat")
        page.goto(url + "werkvormen/")
        page.goto(url + "werkvormen/kaart-van-dromen/blad/")
        expect(page.locator("[data-vak]").first).to_be_attached()

        page.goto(url + "zoeken/")
        ask(page, QUESTION)
        page.locator("[data-lijst] > li [data-ster]").first.click()
        page.goto(url + "mijn-lijst/")
        expect(page.locator("[data-mijn-lijst] h2").first).to_be_visible()
        page.goto(url + "dit-ga-ik-doen/")
        page.locator("main textarea:visible, main input[type=text]:visible").first.fill("Ik ga ook koken met de straat")


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    """A small collection in which a test may change things."""
    shutil.copytree(ROOT / "tests/records/klimaat", tmp_path, dirs_exist_ok=True)
    build(tmp_path / "examples", tmp_path / "site", TODAY)
    return tmp_path


def change(root: Path, old: str, new: str) -> None:
    """Publish a version in which a voorbeeld has another name."""
    path = root / "examples/voorbeelden/groen-schoolplein.yml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    build(root / "examples", root / "site", TODAY)


def versions(page: Page) -> int:
    """How many versions of the site are kept."""
    names: list[str] = page.evaluate("() => caches.keys()")
    return len([name for name in names if not name.endswith(":paginas")])


def check_for_new(page: Page) -> None:
    """Let the browser look for a new version, as it does by itself when a visitor comes back."""
    page.evaluate("async () => { await (await navigator.serviceWorker.getRegistration()).update(); }")


def test_an_open_page_keeps_its_version(browser: Browser, collection: Path) -> None:
    """While a page is open a new version is published: it gets no file of it, is told so, and has it after reloading.

    What is kept of the old version goes when no page uses it any more.
    """
    with visitor(browser) as page, served(collection / "site") as url:
        visit(page, url + "zoeken/")
        other = page.context.new_page()
        other.goto(url)
        change(collection, *NAMES)
        check_for_new(page)
        expect(page.locator("[data-nieuw]")).to_contain_text("Er is een nieuwe versie van deze site.")
        ask(page, NAMES[0])
        expect(page.locator("[data-lijst] > li h2").first).to_have_text(NAMES[0])
        assert versions(page) == 2

        page.get_by_role("link", name="Herlaad").click()
        expect(page.locator("[data-nieuw]")).to_have_count(0)
        ask(page, NAMES[1])
        expect(page.locator("[data-lijst] > li h2").first).to_have_text(NAMES[1])
        assert versions(page) == 2  # the other page still has the old one
        expect(other.locator("[data-nieuw]")).to_be_visible()
        other.close()
        page.evaluate(AGED)
        page.reload()
        page.wait_for_function("async () => (await caches.keys()).length === 2")


def test_a_file_of_another_version_is_no_answer(browser: Browser, collection: Path) -> None:
    """A page that asks for a file that it never kept, of which the host has only a newer one, gets none and is told."""
    with visitor(browser) as page, served(collection / "site") as url:
        visit(page, url + "voorbeelden/")
        change(collection, *NAMES)
        path = "assets/parade/vergelijk/groen-schoolplein.json"
        with pytest.raises(Error, match="Failed to fetch"):
            page.evaluate("path => fetch(new URL(path, document.baseURI))", url + path)
        expect(page.locator("[data-nieuw]")).to_be_visible()
        # A page that was not kept comes whole from the host, with all its files.
        page.goto(url + "voorbeelden/groen-schoolplein/")
        expect(page.locator("h1")).to_contain_text(NAMES[1])
        assert page.evaluate("path => fetch(path).then(answer => answer.status)", url + path) == 200


def test_who_has_all_keeps_all_in_the_next_version(browser: Browser, collection: Path) -> None:
    """A new version comes only with all that the old one had: a whole site stays whole without internet."""
    with visitor(browser) as page:
        with served(collection / "site") as url:
            visit(page, url)
            fetch_all(page, url)
            change(collection, *NAMES)
            check_for_new(page)
            expect(page.locator("[data-nieuw]")).to_be_visible()
        page.context.set_offline(True)
        page.goto(url + "voorbeelden/groen-schoolplein/")
        expect(page.locator("h1")).to_contain_text(NAMES[1])


def test_nothing_is_kept_for_who_says_so(browser: Browser, collection: Path) -> None:
    """At the button all is wiped from the device, and a next visit keeps nothing, until the visitor wants it again."""
    with visitor(browser) as page, served(collection / "site") as url:
        visit(page, url)
        page.goto(url + "zonder-internet/")
        page.on("dialog", lambda dialog: dialog.accept())
        page.get_by_role("button", name="Wis alles").click()
        expect(page.locator("[data-hier]")).to_contain_text("Er staat niets van deze site op dit apparaat.")
        page.goto(url)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("() => caches.keys()") == []
        assert page.evaluate("async () => (await navigator.serviceWorker.getRegistrations()).length") == 0
        page.goto(url + "zonder-internet/")
        page.get_by_role("button", name="Bewaar wat ik bekijk").click()
        expect(page.get_by_role("button", name="Zet alles op dit apparaat")).to_be_visible()


def test_the_page_can_be_used_by_all(browser: Browser, site: Path) -> None:
    """No axe failure on the page Zonder internet, kept or not, nor where it tells of a page that is not there."""
    known: set[str] = set()
    with visitor(browser) as page, served(site) as url:
        visit(page, url + "zonder-internet/#tijdlijn/")
        expect(page.get_by_role("button", name="Zet alles op dit apparaat")).to_be_visible()
        assert axe_failures(page, known) == []
