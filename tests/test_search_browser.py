"""Search on the built site, in a real Chromium: the same answers as the command line, private, and for everybody."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, Page, expect

from parade.index.index import Index
from parade.places import register
from parade.search.browser_files import FOLDER, browser_files
from parade.search.search import Search
from tests.browser import WIDTHS, ask, served, tab_to
from tests.conftest import ROOT
from tests.random_questions import random_questions
from tests.test_search import HOSTILE
from tests.test_search_node import told

expect.set_options(timeout=30_000)  # a busy machine is no failure
SECRET = "geheimzinnigewoord"
STORY = f"Een oude buurman, noem hem {SECRET}, is eenzaam en komt de deur niet uit"
ANSWERS = """async ([questions, module]) => {
    const { search } = await import(module);
    const answers = [];
    for (const question of JSON.parse(questions)) answers.push(await search(question));
    return answers;
}"""


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """The search page; when a test is done, no script may have complained."""
    opened = browser.new_page(viewport={"width": 1280, "height": 900})
    complaints: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.goto(address + "zoeken/")
    yield opened
    assert complaints == []
    opened.close()


# --- one rule, two readers ---


def all_questions(search: Search) -> list[str]:
    """The judged questions, random ones, and hostile ones; `test_search_node.py` asks many more."""
    judged = [each["vraag"] for each in yaml.safe_load((ROOT / "tests/quality/vragen.yml").read_text("utf-8"))]
    assert isinstance(search.index, Index)
    return [*judged, *random_questions(search.index, 120), *HOSTILE.values()]


def answers_of(search: Search, questions: list[str]) -> list[list[dict[str, Any]]]:
    """What the command line answers, in the shape of `search` in the browser."""
    return [list(told(search, question)["hits"]) for question in questions]


def compare(page: Page, search: Search, questions: list[str], module: str) -> None:
    """Fail when the browser answers a question in another way than the command line."""
    answers = page.evaluate(ANSWERS, [json.dumps(questions), module])
    for question, expected, answer in zip(questions, answers_of(search, questions), answers, strict=True):
        assert answer == expected, question[:200]


def test_browser_answers_as_the_command_line(page: Page, full_search: Search, address: str) -> None:
    """For every question ids, order, scores and reasons of the first ten are the same on both sides."""
    compare(page, full_search, all_questions(full_search), address + f"{FOLDER}/search.js")


def test_chunks_give_the_same_answers(
    browser: Browser, full_search: Search, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also with the weights in files of their own, as for a large collection, the answers are the same."""
    monkeypatch.setattr("parade.search.browser_files.ONE_FILE", 10)
    for path, text in browser_files(full_search).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    shutil.copy(ROOT / "parade/site/theme" / FOLDER / "search.js", tmp_path / FOLDER)
    (tmp_path / "index.html").write_text("<!doctype html><title>Leeg</title>", encoding="utf-8")
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    with served(tmp_path) as url:
        page.goto(url)
        compare(page, full_search, all_questions(full_search)[::4], url + f"{FOLDER}/search.js")
    assert any("/w1.json" in each for each in asked)
    page.close()


def test_every_file_that_search_names_is_there(built_site: Path) -> None:
    """The folder in search.json has the engine, the worker, the index, and a card for each record."""
    folder = json.loads((built_site / FOLDER / "search.json").read_text("utf-8"))["folder"]
    here = built_site / FOLDER / folder
    records = json.loads((here / "index.json").read_text("utf-8"))["records"]
    named = {"engine.js", "worker.js", "index.json", "meer.json", "facetten.json"}
    named |= {f"k{doc}.json" for doc in range(records)}
    assert {path.name for path in here.iterdir() if not path.name.startswith("g")} == named
    assert [path.name for path in (built_site / FOLDER).glob("zoek-*")] == [folder]


def test_every_count_of_a_facet_is_what_choosing_it_gives(page: Page, address: str) -> None:
    """No value of a facet leads to zero; each gives as many records as it says, also beside a chosen one."""
    wrong = page.evaluate(
        """async (module) => {
            const { ask } = await import(module);
            const wrong = [];
            for (const question of ["eenzaam", "jongeren met schulden", "gemeente:Rotterdam wonen"]) {
                const first = await ask(question, { facets: true });
                const most = Object.keys(first.facets);
                for (const filters of [{}, { [most[0]]: [first.facets[most[0]].keuzes[0].naam] }]) {
                    const { facets } = await ask(question, { filters, facets: true });
                    for (const [facet, { keuzes }] of Object.entries(facets)) for (const { naam, aantal } of keuzes) {
                        const { total } = await ask(question, { filters: { ...filters, [facet]: [naam] } });
                        if (total !== aantal || !aantal) wrong.push([question, filters, facet, naam, aantal, total]);
                    }
                }
            }
            return wrong;
        }""",
        address + f"{FOLDER}/search.js",
    )
    assert wrong == []


# --- what fits badly ---


@pytest.mark.parametrize(
    "question", ["qwertyuiop zxcvbnm huisje", "aandelen beleggen belasting", "recept appeltaart bakken"]
)
def test_what_fits_nothing_is_said_to_and_the_nearest_shown(page: Page, address: str, question: str) -> None:
    """A question about something else is told so; the three nearest and themas that lead somewhere are there."""
    ask(page, question)
    expect(page.locator("[data-stand]")).to_contain_text("Geen voorbeeld past hier goed bij")
    expect(page.locator("[data-lijst] > li").nth(2)).to_be_visible()
    assert page.locator("[data-over] a").count() == 6
    for link in page.locator("[data-over] a").all():
        assert page.request.get(str(link.get_attribute("href"))).ok


def test_a_question_without_a_subject_is_asked_for_one(page: Page) -> None:
    """When no word names a subject the page asks for one."""
    ask(page, "wie kan mij helpen")
    expect(page.locator("[data-over]")).to_contain_text("Waar gaat je vraag over?")
    expect(page.locator("[data-lijst] > li")).to_have_count(3)


def test_proof_is_marked(page: Page) -> None:
    """The words that scored are marked in the record's own sentences, and nothing else is."""
    ask(page, "eenzame ouderen")
    first = page.locator("[data-lijst] > li").first
    expect(first.get_by_role("heading", level=2).get_by_role("link")).to_be_visible()
    marks = {text.lower() for text in page.locator("[data-lijst] mark").all_inner_texts()}
    assert marks
    assert all(any(part in mark for part in ("eenza", "ouder", "plusser", "senior")) for mark in marks), marks


def test_link_to_a_question(page: Page, address: str, browser: Browser) -> None:
    """Only when asked for, the question stands in the address, after #; that link brings the results back."""
    ask(page, "eenzame ouderen")
    assert "#" not in page.url
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Kopieer link").click()
    expect(page.locator("[data-stand]")).to_contain_text("gekopieerd")
    link = page.evaluate("navigator.clipboard.readText()")
    assert link == page.url == address + "zoeken/#vraag=eenzame+ouderen"
    other = browser.new_page()
    other.goto(link)
    expect(other.locator("[data-vraag]")).to_have_value("eenzame ouderen")
    expect(other.locator("[data-lijst] > li").first).to_be_visible()
    other.close()
    ask(page, "eenzame ouderen in een dorp")
    assert "#" not in page.url


def test_newest_first(page: Page) -> None:
    """Sorted by the newest, the same records stand in another order."""
    ask(page, "taalles")
    before = page.locator("[data-lijst] h2").all_inner_texts()
    page.get_by_label("Volgorde").select_option("nieuw")
    expect(page.locator("[data-lijst] h2")).not_to_have_text(before)


def test_printed_the_question_and_results_are_there(page: Page) -> None:
    """On paper stand the question and the results, without buttons and filters."""
    ask(page, "eenzame ouderen")
    page.emulate_media(media="print")
    expect(page.locator("[data-vraag]")).to_be_visible()
    expect(page.locator("[data-lijst] > li").first).to_be_visible()
    expect(page.locator("[data-naast]")).to_be_hidden()
    expect(page.get_by_role("button", name="Zoek", exact=True)).to_be_hidden()


def test_own_municipality_comes_first_and_is_told(page: Page, full_search: Search) -> None:
    """Who chose a municipality gets what fits from there first, and reads that it is their own."""
    question = "eenzame ouderen"
    later = [hit for hit in full_search.ask(question, limit=40) if hit.past == "goed" and hit.record.get("gemeenten")]
    place = register.find(later[-1].record["gemeenten"][0])
    assert place
    page.evaluate("(code) => localStorage.setItem('parade-gemeente', code)", place.code)
    page.reload()
    ask(page, question)
    expect(page.locator("[data-lijst] > li").first).to_contain_text("Uit je eigen gemeente.")


# --- what is typed stays in the page ---


def test_what_is_typed_stays_in_the_page(page: Page, address: str) -> None:
    """What is typed is in no request, address, history, cookie or store, also not after going on and back."""
    asked: list[str] = []
    page.context.on(
        "request", lambda request: asked.append(f"{request.url} {request.post_data or ''} {request.headers}")
    )
    ask(page, STORY)
    page.locator("[data-keuze]").first.check()
    expect(page.locator("[data-gekozen] button")).to_be_visible()
    page.locator("[data-lijst] a").first.click()
    page.wait_for_load_state()
    traces = [stored(page)]
    page.go_back()
    expect(page.locator("[data-lijst] > li").first).to_be_visible()
    traces.append(stored(page))
    page.get_by_role("button", name="Zoek", exact=True).click()
    page.reload()
    traces.append(stored(page))
    assert asked
    for trace in [*asked, *traces, *map(str, page.context.cookies())]:
        assert SECRET not in trace
    assert all(line.startswith((address, "blob:", "data:")) for line in asked)


def stored(page: Page) -> str:
    """All that a page leaves behind, as text; databases by name."""
    return str(
        page.evaluate(
            """async () => JSON.stringify([
                location.href, history.state, document.title, document.referrer, document.cookie, window.name,
                { ...localStorage }, { ...sessionStorage }, await indexedDB.databases(), await caches.keys(),
                performance.getEntries().map((entry) => entry.name),
                "navigation" in window ? navigation.entries().map((entry) => [entry.url, entry.getState()]) : [],
            ])"""
        )
    )


def test_search_keeps_no_database(page: Page) -> None:
    """After searching there is no database and no cache of the site's own."""
    ask(page, STORY)
    assert page.evaluate("indexedDB.databases().then((found) => found.length)") == 0
    assert page.evaluate("caches.keys().then((found) => found.length)") == 0


@pytest.mark.parametrize("name", [name for name in HOSTILE if name != "half a character"])
def test_hostile_question_injects_nothing(page: Page, name: str) -> None:
    """Whatever is typed, no element of it comes into the page and nothing of it runs."""
    page.evaluate("() => { window.alert = () => { window.harmed = true; }; }")
    scripts = page.locator("script").count()
    ask(page, f"{HOSTILE[name]} <img src=x onerror=alert(1)> <svg onload=alert(1)> eenzaamhied<b>")
    assert page.locator("[data-parade-zoek] :is(img, svg, script, b, iframe)").count() == 0
    assert page.locator("script").count() == scripts
    assert page.evaluate("window.harmed") is None


@pytest.mark.parametrize(
    "filters",
    [
        "constructor=x",
        "__proto__=x&toString=y",
        "thema=bestaatniet",
        "thema=<img src=x onerror=alert(1)>",
        "%ff%00&&==;#",
    ],
)
def test_hostile_address_harms_nothing(page: Page, address: str, filters: str) -> None:
    """Filters in the address that do not exist, are let go."""
    page.goto("about:blank")
    page.goto(f"{address}zoeken/#{filters}")
    ask(page, "eenzaam")
    expect(page.locator("[data-lijst] > li").first).to_be_visible()
    expect(page.locator("[data-gekozen] button")).to_have_count(0)
    assert page.locator("[data-parade-zoek] img").count() == 0


# --- the page ---


def test_answer_comes_as_you_pause_and_is_told(page: Page) -> None:
    """Without pressing anything the hits appear, each with place, kern and reasons; a live region tells the count."""
    page.locator("[data-vraag]").press_sequentially("oudjes die eenzaam zijn")
    first = page.locator("[data-lijst] > li").first
    expect(first.get_by_role("link")).to_be_visible()
    expect(first.locator(".plaats")).not_to_be_empty()
    expect(page.locator("[data-lijst] mark").first).not_to_be_empty()
    stand = page.locator("[data-parade-zoek]").get_by_role("status")
    expect(stand).to_have_attribute("aria-live", "polite")
    counts = page.evaluate(
        """async () => (await (await import("../assets/parade/search.js")).ask("oudjes die eenzaam zijn"))"""
    )
    told = f"{counts['goed']} voorbeelden passen goed, {counts['deels']} een beetje."
    expect(stand).to_have_text(told if counts["goed"] != 1 else told.replace("voorbeelden passen", "voorbeeld past"))


def test_correction_is_shown_and_can_be_undone(page: Page) -> None:
    """A typing error is mended in sight; one button searches what was typed after all, and typing on keeps that."""
    ask(page, "eenzaamhied jongeren")
    over = page.locator("[data-over]")
    expect(over).to_contain_text("Gezocht op eenzaamheid")
    over.get_by_role("button", name="Zoek toch op").click()
    expect(over).not_to_contain_text("Gezocht op")
    expect(over).to_contain_text("Niet gevonden: eenzaamhied.")
    expect(page.locator("[data-vraag]")).to_be_focused()
    ask(page, "eenzaamhied jongeren wonen")
    expect(over).to_contain_text("Niet gevonden: eenzaamhied.")


def test_more_results_on_request(page: Page) -> None:
    """Seven hits come first; a button brings seven more and puts the focus on the first of them."""
    ask(page, "eenzaam")
    expect(page.locator("[data-lijst] > li")).to_have_count(7)
    page.locator("[data-meer]").click()
    expect(page.locator("[data-lijst] > li")).to_have_count(14)
    expect(page.locator("[data-lijst] > li a").nth(7)).to_be_focused()


def test_clearing_takes_all_away(page: Page, address: str) -> None:
    """`Wis` empties the question, the hits, the filters and the address."""
    ask(page, "eenzaam")
    page.locator("[data-keuze]").first.check()
    expect(page.locator("[data-gekozen] button")).to_be_visible()
    page.get_by_role("button", name="Wis").click()
    expect(page.locator("[data-uitkomst]")).to_be_hidden()
    expect(page.locator("[data-vraag]")).to_be_focused()
    expect(page).to_have_url(address + "zoeken/")


def test_chosen_filter_can_be_removed(page: Page, address: str) -> None:
    """A chosen value stands in a list of its own; its button takes it away again."""
    ask(page, "eenzaam")
    before = page.locator("[data-stand]").inner_text()
    page.locator("[data-keuze]").first.check()
    page.get_by_role("button", name="Haal filter").click()
    expect(page.locator("[data-gekozen] button")).to_have_count(0)
    expect(page.locator("[data-keuze]").first).not_to_be_checked()
    expect(page.locator("[data-stand]")).to_have_text(before)
    expect(page).to_have_url(address + "zoeken/")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("start", ["", "zoeken/"])
def test_all_by_keyboard(page: Page, address: str, width: int, start: str) -> None:
    """Keys alone lead to the field, a facet, a result and back; question, facet and results are still there."""
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address + start)
    if not page.locator("[data-parade-zoek][open]").count():
        tab_to(page, ".zoek__kop")
        page.keyboard.press("Enter")
    tab_to(page, "[data-vraag]")
    page.keyboard.type("ouderen die zich eenzaam voelen")
    expect(page.locator("[data-lijst] > li").first).to_be_visible()
    tab_to(page, "[data-filters] > summary")
    if not page.locator("[data-filters][open]").count():
        page.keyboard.press("Enter")
    expect(page.locator("[data-keuze]").first).to_be_visible()
    tab_to(page, "[data-keuze]")
    page.keyboard.press("Space")
    chip = page.locator("[data-gekozen] button")
    expect(chip).to_be_visible()
    expect(page.locator("[data-keuze]:focus")).to_be_checked()
    assert "#thema=" in page.url
    tab_to(page, "[data-lijst] a", most=200)
    title = page.locator("[data-lijst] a:focus").inner_text()
    results = page.locator("[data-lijst] > li").all_inner_texts()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)
    page.go_back()
    expect(page.locator("[data-vraag]")).to_have_value("ouderen die zich eenzaam voelen")
    expect(page.locator("[data-lijst] > li")).to_have_text(
        [text.replace("\n", "") for text in results], use_inner_text=False
    )
    expect(chip).to_be_visible()
    assert "#thema=" in page.url


def test_error_is_told_and_passes(browser: Browser, address: str) -> None:
    """When the index cannot be loaded the page says so; when it can again, searching works without a reload."""
    page = browser.new_page()
    page.route("**/search.json", lambda route: route.abort())
    page.goto(address + "zoeken/")
    ask(page, "eenzaam")
    expect(page.get_by_role("status")).to_contain_text("Zoeken lukt nu niet")
    page.unroute("**/search.json")
    ask(page, "eenzaam jongeren")
    expect(page.locator("[data-lijst] > li").first).to_be_visible()
    page.close()


def test_without_javascript_the_form_leads_to_the_themas(browser: Browser, address: str) -> None:
    """Without JavaScript the form opens the list of themas, and nothing of what is typed goes along."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(f"{request.url} {request.post_data or ''}"))
    page.goto(address + "zoeken/")
    page.locator("[data-vraag]").fill(STORY)
    page.get_by_role("button", name="Zoek", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thema's")
    assert page.url.rstrip("?") == address + "themas/"
    assert not [line for line in asked if SECRET in line]
    context.close()
