"""At the event, in a real Chromium: what a visitor keeps, promises, hands over and takes along."""

from __future__ import annotations

import gzip
import json
import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import unquote

import icalendar
import pytest
import segno
import yaml
from playwright.sync_api import Browser, Page, expect

from tests.browser import WIDTHS, axe_failures, requests_of, served
from tests.conftest import EXAMPLES, ROOT, make_project, run

VOORBEELD = "voorbeelden/buurthuis-utrecht/"
COMING = """\
titel: De dag die komt
soort: parade
kern: Een dag met rondes, die nog komt.
datum: "2099-05-20"
tijd: 10.00 tot 16.00 uur
plaats: De Meerpaal, Dronten
organisatoren:
  - gemeente Dronten
aanmelden:
  pagina: https://aanmelden.example/dag
  mail: dag@gemeente.example
  tot: "2099-05-01"
programma:
  - tijd: 10.30 uur
    ruimte: Foyer
    titel: Dromen; op een "kaart" & meer
    soort: workshop
  - tijd: Ronde 2
    ruimte: Grote zaal
    titel: Wie heeft de sleutel?
    soort: workshop
tafels:
  - titel: Wie doet mee?
    vragen:
      - Wie mist er aan deze tafel?
werkvormen:
  - een-vraag
bronnen:
  - titel: Aankondiging
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small built project with a whole parade."""
    examples: Path = tmp_path_factory.mktemp("records") / "examples"
    shutil.copytree(ROOT / EXAMPLES, examples)
    shutil.copytree(ROOT / "tests/records/parade", examples, dirs_exist_ok=True)
    (examples / "bijeenkomsten/dag-die-komt.yml").write_text(COMING, "utf-8")
    return make_project(tmp_path_factory.mktemp("dag"), examples)


@pytest.fixture(scope="module")
def address(project: Path) -> Iterator[str]:
    """Where its site is served."""
    with served(project / "site") as url:
        yield url


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that keeps nothing of other tests, and lets no script complain."""
    page = browser.new_context(viewport={"width": 390, "height": 800}, has_touch=True).new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    yield page
    page.context.close()
    assert wrong == []


@pytest.mark.parametrize("length", [17, 53, 106, 154, 271, 458, 858, 1273])
def test_a_code_is_the_one_that_segno_draws(page: Page, address: str, length: int) -> None:
    """The QR code that the browser draws is, dot for dot, the one of the library that the build uses.

    Each text fills its code: what stands behind a text is padding, in which segno puts a byte of its own.
    """
    text = ("https://voorbeelden.example/#" * 50)[:length]
    page.goto(address + "mijn-lijst/")
    ours = page.evaluate(
        "async ([text]) => (await import(new URL('../assets/parade/qr.js', location))).matrix(text, 2)", [text]
    )
    theirs = segno.make_qr(text.encode(), error="l", mask=2, boost_error=False, mode="byte")
    assert ours == [list(row) for row in theirs.matrix]


def test_a_star_keeps_and_the_list_tells(page: Page, address: str, tmp_path: Path) -> None:
    """A star on page, card and result keeps a voorbeeld on the device, and says so; the list has notes and order."""
    page.goto(address + VOORBEELD)
    assert page.evaluate("localStorage.length") == 0
    page.locator("article .ster").first.tap()
    expect(page.locator(".ster__stand")).to_contain_text("alleen op dit apparaat")
    page.goto(address + "voorbeelden/")
    page.locator(".zoek__kop").tap()
    page.locator("[data-vraag]").fill("schulden")
    page.locator(".zoek__lijst [data-ster=schulden-dronten]").tap()
    page.goto(address + "mijn-lijst/")
    titles = page.locator("[data-lijst] h2")
    expect(titles).to_have_count(2)
    first = titles.first.inner_text()
    page.get_by_label(f"Notitie bij {first}").fill("<b>Vragen</b> aan Jan")
    page.get_by_role("button", name=f"Lager: {first}").tap()
    expect(titles.nth(1)).to_have_text(first)
    page.reload()
    expect(titles.nth(1)).to_have_text(first)
    expect(page.get_by_label(f"Notitie bij {first}")).to_have_value("<b>Vragen</b> aan Jan")
    page.get_by_role("button", name="Toon QR-code").tap()
    expect(page.get_by_role("img", name=re.compile("QR-code"))).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Bewaar als bestand").tap()
    path = tmp_path / "lijst.json"
    shutil.copy(download.value.path(), path)
    assert [each["id"] for each in json.loads(path.read_text())["lijst"]] == ["schulden-dronten", "buurthuis-utrecht"]
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Wis mijn lijst").tap()
    expect(titles).to_have_count(0)
    assert page.evaluate("localStorage.length") == 0
    page.locator("input[type=file]").set_input_files(path)
    expect(titles).to_have_count(2)


def test_a_shared_list_is_kept_only_when_the_visitor_says_so(page: Page, address: str) -> None:
    """A link holds only ids; what it names is shown, what is no id is not, and nothing is kept until it is asked."""
    page.goto(address + "mijn-lijst/#buurthuis-utrecht,<script>,bestaat-niet")
    expect(page.get_by_role("link", name="Bewoners beheren hun buurthuis")).to_be_visible()
    assert page.evaluate("localStorage.length") == 0
    page.get_by_role("button", name="Zet op mijn lijst").tap()
    expect(page.locator("[data-lijst] > li")).to_have_count(2)
    expect(page.get_by_text("Dit voorbeeld staat hier niet meer.")).to_be_visible()


DAY = "bijeenkomsten/dag-die-komt/"
HANDED = re.compile(r"https?://\S+#doe=1&\S+")


def phone_of(browser: Browser) -> Page:
    """A phone of somebody else."""
    return browser.new_context(viewport={"width": 390, "height": 800}, has_touch=True, accept_downloads=True).new_page()


def promise(page: Page, who: str, organisation: str) -> None:
    """Three taps from what one will do to by when, and, the first time, who one is at work."""
    page.get_by_role("button", name="Dit bespreken met mijn team").tap()
    page.get_by_role("button", name="mijn leidinggevende").tap()
    page.get_by_role("button", name="over drie maanden").tap()
    expect(page.get_by_role("status").filter(has_text="staat op dit apparaat")).to_be_visible()
    if page.get_by_label("Functie").is_visible():
        page.get_by_label("Functie").fill(who)
        page.get_by_label("Organisatie").fill(organisation)
        page.get_by_role("button", name="Klaar").tap()


def mailed(page: Page, heading: str) -> str:
    """The text of the mail about what stands under a heading."""
    item = page.locator("[data-lijst] > li").filter(has=page.get_by_role("heading", name=heading))
    link = item.get_by_role("link", name="Mail het").get_attribute("href")
    assert link
    return unquote(link.partition("&body=")[2])


def scanned(page: Page) -> str:
    """What a camera reads in the code on the screen: the code must be the one of the address that the page mails."""
    drawn = page.locator("svg.qr path").get_attribute("d")
    found: str = page.evaluate(
        """async (drawn) => {
            const root = new URL("..", location.pathname.endsWith("/") ? location.href : `${location.href}/`);
            const { behind } = await import(new URL("assets/parade/plan.js", root));
            const { plans } = await import(new URL("assets/parade/plannen.js", root));
            const { qr } = await import(new URL("assets/parade/qr.js", root));
            const all = plans("plannen").map((plan) => `${new URL("mijn-plannen/", root)}#${behind(plan)}`);
            return all.find((address) => qr(address, "").querySelector("path").getAttribute("d") === drawn) ?? "";
        }""",
        drawn,
    )
    assert found
    return found


def test_the_chain_of_a_day_from_stand_to_question(browser: Browser, project: Path, address: str) -> None:
    """Two phones make a gesprek and two voornemens; the organiser imports them, the site shows them, the report asks.

    One voornemen comes by mail, one as pasted text of a code, the gesprek from a file of what a phone received.
    """
    first, second, host = (phone_of(browser) for _ in range(3))
    first.goto(address + VOORBEELD)
    first.get_by_role("link", name="Wijs een ander hierop").tap()
    first.get_by_label("Dit zou jij eens moeten doen").fill("jullie ook een leeg pand hebben")
    first.get_by_role("button", name="Verder").tap()
    first.get_by_label("Functie").fill("opbouwwerker")
    first.get_by_label("Organisatie").fill("Welzijn Utrecht")
    first.get_by_role("button", name="Klaar").tap()
    second.goto(scanned(first))
    assert second.evaluate("localStorage.length") == 0
    expect(second.get_by_text("jullie ook een leeg pand hebben")).to_be_visible()
    second.get_by_role("button", name="Vertel wat bij jullie anders is").tap()
    second.get_by_label("In je eigen woorden").fill("Bij ons is het pand van de kerk & de school.")
    second.get_by_role("button", name="Verder").tap()
    second.get_by_label("Functie").fill("beleidsmedewerker")
    second.get_by_label("Organisatie").fill("gemeente Rhenen")
    second.get_by_role("button", name="Klaar").tap()
    second.get_by_role("button", name="Dit ga ik doen").tap()
    promise(second, "", "")
    first.goto(address + VOORBEELD)
    first.locator("article").get_by_role("link", name="Dit ga ik doen").tap()
    promise(first, "", "")

    talk = second.locator("[data-lijst] > li").filter(has=second.get_by_role("heading", name="Dit zou jij"))
    talk.get_by_role("button", name="Toon QR-code").tap()
    host.goto(scanned(second))
    expect(host.locator("[data-stap]").get_by_text("Bewoners beheren hun buurthuis")).to_be_visible()
    host.get_by_role("button", name="Bewaar bij wat ik ontving").tap()
    with host.expect_download() as download:
        host.get_by_role("button", name="Bewaar wat je ontving als bestand").tap()
    inbox = project.parent / f"{project.name}-post"
    inbox.mkdir()
    shutil.copy(download.value.path(), inbox / "plannen.txt")
    (inbox / "een.eml").write_text(
        "Subject: Dit ga ik doen\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n"
        + mailed(second, "Dit ga ik doen"),
        "utf-8",
    )
    came = run("import", inbox, cwd=project)
    assert came.returncode == 0, came.stdout + came.stderr
    pasted = "\n".join(HANDED.findall(mailed(first, "Dit ga ik doen")))
    came = run("import", "-", cwd=project, stdin=f"{pasted}\n{pasted}\n")
    assert came.returncode == 0, came.stdout + came.stderr
    assert "1 nieuw; 0 fouten" in came.stdout
    assert "Er komt niets bij" in run("import", inbox, cwd=project).stdout
    for phone in (first, second, host):
        phone.context.close()

    made = sorted((project / "concepten").rglob("*.yml"))
    assert [path.parent.name for path in made] == ["gesprekken", "voornemens", "voornemens"]
    for path in made:
        shutil.copy(path, project / "examples" / path.parent.name)
    try:
        done = run("build", cwd=project)
        assert done.returncode == 0, done.stderr
        page = (project / "site" / VOORBEELD / "index.html").read_text("utf-8")
        assert "jullie ook een leeg pand hebben" in page
        assert page.count("Dit bespreken met mijn team: ") == 2
        talked = next((project / "site/gesprekken").glob("gesprek-*/index.html")).read_text("utf-8")
        assert "kerk &amp; de school" in talked
        said = date.fromisoformat(re.findall(r"datum: '(\d{4}-\d\d-\d\d)'", made[1].read_text("utf-8"))[0])
        later = date(said.year + (said.month > 8), (said.month + 3) % 12 + 1, 1)
        asked = run("report", "--voornemens", "--today", later.isoformat(), cwd=project).stdout
        assert asked.count("> Beste collega bij ") >= 2
        assert "> Beste collega bij gemeente Rhenen," in asked
        early = run("report", "--voornemens", "--today", said.isoformat(), cwd=project).stdout
        assert "Beste collega bij gemeente Rhenen" not in early
    finally:
        for path in made:
            (project / "examples" / path.parent.name / path.name).unlink()


def test_the_calendar_asks_after_three_months_and_its_link_takes_the_answer(page: Page, address: str) -> None:
    """The file is a calendar by RFC 5545; its link opens the question what became of it, with the plan in it."""
    page.goto(f"{address}mijn-plannen/#ga=buurthuis-utrecht")
    page.get_by_label("Of in je eigen woorden").fill("Één; twee, drie\\ vier: " + "heel lang en mooi " * 8)
    page.get_by_role("button", name="Verder").tap()
    page.get_by_role("button", name="mijn team").tap()
    page.get_by_role("button", name="over een week").tap()
    page.get_by_label("Functie").fill("raadslid")
    page.get_by_role("button", name="Klaar").tap()
    with page.expect_download() as download:
        page.get_by_role("button", name="Zet in mijn agenda").tap()
    raw = Path(download.value.path()).read_bytes()
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    [event] = icalendar.Calendar.from_ical(raw.decode()).walk("VEVENT")
    assert event["SUMMARY"] == "Wat werd ervan?"
    assert 85 <= (event.decoded("DTSTART") - date.today()).days <= 93
    assert "Één; twee, drie\\ vier" in str(event["DESCRIPTION"])
    assert len(event.walk("VALARM")) == 1
    page.goto("about:blank")
    page.goto(str(event["URL"]))
    page.get_by_role("button", name="losgelaten").tap()
    page.get_by_role("button", name="Dit sla ik over").tap()
    assert "uitkomst.status=losgelaten" in mailed(page, "Wat werd ervan")
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Wis alles van dit apparaat").tap()
    assert page.evaluate("localStorage.length") == 0


def test_the_wall_shows_promises_out_of_files_and_moves_only_for_who_wants(
    page: Page, address: str, tmp_path: Path
) -> None:
    """A text of codes, a sheet and JSON stand on the wall as text; it stands still for who asked for less motion."""
    hostile = "<img src=x onerror=alert(1)>"
    (tmp_path / "codes.txt").write_text(
        "x https://x.example/mijn-plannen/#doe=1&soort=voornemens&wat=Van+een+code&wie.functie=raadslid y"
    )
    (tmp_path / "blad.csv").write_text(f'Wat;Wie.functie;Met wie\n"{hostile}; en meer";wethouder;"het ""koor"""\n')
    record = {"voornemens": [{"wat": "Uit de verzameling " * 4, "wie": {"functie": "coach"}} for _ in range(1)] * 1}
    record["voornemens"] += [{"wat": f"Plan {number}", "wie": {"functie": "x"}} for number in range(30)]
    (tmp_path / "alles.json").write_text(json.dumps(record))
    (tmp_path / "niets.txt").write_text("hallo")
    page.goto(address + "muur/#grote-parade")
    names = ("codes.txt", "blad.csv", "alles.json", "niets.txt")
    page.locator("[data-bestand]").set_input_files([tmp_path / name for name in names])
    expect(page.get_by_role("status").filter(has_text="In niets.txt staan geen plannen")).to_be_visible()
    page.emulate_media(reduced_motion="reduce")
    page.get_by_role("button", name="Toon op het hele scherm").tap()
    expect(page.locator("[data-scherm] li")).to_have_count(33)
    expect(page.get_by_text(f"{hostile}; en meer")).to_be_visible()
    assert page.locator("[data-scherm] img").count() == 0
    assert page.locator("[data-muur]").get_attribute("data-loopt") == "nee"
    page.keyboard.press("Escape")
    page.emulate_media(reduced_motion="no-preference")
    page.get_by_role("button", name="Toon op het hele scherm").tap()
    moved = "new Promise((done) => document.querySelector('[data-scherm] ul').addEventListener('scroll', done))"
    page.evaluate(f"{moved}.then(() => true)")
    page.get_by_role("button", name="Zet stil").tap()
    assert page.locator("[data-muur]").get_attribute("data-loopt") == "nee"
    assert page.evaluate("localStorage.length") == 0


def test_a_day_that_comes_takes_sign_up_and_chosen_rounds(page: Page, address: str) -> None:
    """Rounds that one chose stay on the device and go into the calendar and the mail; after the day there is none."""
    page.goto(address + "bijeenkomsten/dag-die-komt/")
    expect(page.get_by_role("link", name="Meld je aan met het formulier")).to_have_attribute(
        "href", "https://aanmelden.example/dag"
    )
    assert page.evaluate("localStorage.length") == 0
    page.get_by_label("Hier wil ik heen: Dromen").check()
    page.get_by_label("Hier wil ik heen: Wie heeft de sleutel?").check()
    expect(page.get_by_role("status").filter(has_text="alleen op dit apparaat")).to_be_visible()
    page.reload()
    expect(page.get_by_label("Hier wil ik heen: Dromen")).to_be_checked()
    mail = unquote(page.get_by_role("link", name="Meld je aan per mail").get_attribute("href") or "")
    assert mail.startswith("mailto:dag@gemeente.example?")
    assert '- 10.30 uur, Dromen; op een "kaart" & meer, Foyer' in mail
    with page.expect_download() as download:
        page.get_by_role("button", name="Zet in mijn agenda").tap()
    calendar = icalendar.Calendar.from_ical(Path(download.value.path()).read_bytes().decode())
    day, part = calendar.walk("VEVENT")
    assert [str(day.decoded(name)) for name in ("DTSTART", "DTEND")] == ["2099-05-20 10:00:00", "2099-05-20 16:00:00"]
    assert "Ronde 2, Wie heeft de sleutel?, Grote zaal" in str(day["DESCRIPTION"])
    assert (str(part["SUMMARY"]), str(part["LOCATION"])) == (
        'Dromen; op een "kaart" & meer',
        "Foyer, De Meerpaal, Dronten",
    )
    page.get_by_label("Hier wil ik heen: Dromen").uncheck()
    page.get_by_label("Hier wil ik heen: Wie heeft de sleutel?").uncheck()
    assert page.evaluate("localStorage.length") == 0
    page.goto(address + "bijeenkomsten/grote-parade/")
    assert page.get_by_role("heading", name="Aanmelden").count() == 0
    headings = page.locator("article h2").all_inner_texts()
    assert headings.index("Wat kwam eruit?") < headings.index("Dit ga ik doen") < headings.index("Programma")


def test_the_sheet_of_a_table_becomes_harvest_of_its_day(page: Page, address: str, project: Path) -> None:
    """A table leads to a sheet that knows its questions; what it tells comes back as a draft of that bijeenkomst."""
    page.goto(address + "bijeenkomsten/dag-die-komt/")
    page.locator(".tafel").get_by_role("link", name="Eén vraag").tap()
    expect(page.get_by_label("Vraag", exact=True)).to_have_value("Wie mist er aan deze tafel?")
    page.get_by_label("Antwoord", exact=True).fill('De "buren" van # hiernaast')
    page.get_by_text("Bewaren, openen en samenvoegen").tap()
    with page.expect_download() as download:
        page.get_by_role("button", name="Maak er oogst van").tap()
    came = run("import", "-", "--out", "oogst", cwd=project, stdin=Path(download.value.path()).read_text("utf-8"))
    assert came.returncode == 0, came.stdout + came.stderr
    draft = yaml.safe_load((project / "oogst/bijeenkomsten/dag-die-komt.yml").read_text("utf-8"))
    assert draft["oogst"] == [{"thema": "Wie mist er aan deze tafel?", "wat": 'Antwoord: De "buren" van # hiernaast'}]
    assert draft["programma"][1]["titel"] == "Wie heeft de sleutel?"


@pytest.mark.parametrize(
    "code", ["doe=2&soort=voornemens&wat=x", "doe=1&soort=voorbeelden&wat=x", "doe=1&%ff", "ga=../../x", "doe=1&" * 900]
)
def test_a_code_that_is_none_is_told_and_keeps_nothing(page: Page, address: str, code: str) -> None:
    """A code of another version, of no plan, or broken changes nothing on the device."""
    page.goto(f"{address}mijn-plannen/#{code}")
    expect(page.get_by_role("heading", name="Mijn plannen")).to_be_visible()
    assert page.locator("[data-stap]").is_hidden()
    assert page.evaluate("localStorage.length") == 0


@pytest.mark.parametrize("path", ["mijn-plannen/#ga=buurthuis-utrecht", "mijn-plannen/", "muur/", DAY])
def test_axe_finds_no_failure_in_plans(page: Page, address: str, path: str) -> None:
    """A question, a list of plans with a code, and the wall meet WCAG 2.2 A and AA and fit the screen."""
    if path == "mijn-plannen/":
        page.goto(f"{address}mijn-plannen/#ga=buurthuis-utrecht")
        promise(page, "raadslid", "gemeente Rhenen")
        page.get_by_role("button", name="Toon QR-code").tap()
    else:
        page.goto(address + path)
        if path != DAY:
            expect(page.locator("[data-zonder-script]")).to_be_hidden()
    assert axe_failures(page, set()) == []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


EVERYWHERE = {"ster.js", "bewaard.js", "offline.js"}
ELSEWHERE = {"plan.js", "plannen.js", "mijn-plannen.js", "agenda.js", "muur.js", "bijeenkomst.js", "bladen.js", "qr.js"}


@pytest.mark.parametrize("path", ["", VOORBEELD])
def test_what_an_event_needs_weighs_little_elsewhere(page: Page, address: str, project: Path, path: str) -> None:
    """Of all that is for the day, home and a voorbeeld load at most 6 kB (gzip), and store nothing by themselves."""
    asked = requests_of(page)
    page.goto(address + path)
    page.wait_for_load_state("networkidle")
    loaded = {Path(each.partition("?")[0]).name for each in asked}
    assert loaded & ELSEWHERE == set()
    scripts = [project / "site/assets/parade" / name for name in sorted(loaded & EVERYWHERE)]
    links = re.findall(r"<[^<]*(?:ster|mijn-lijst|mijn-plannen|offline)[^<]*<", page.content())
    assert sum(len(gzip.compress(path.read_bytes())) for path in scripts) + len("".join(links)) <= 6000
    assert page.evaluate("localStorage.length") == 0


@pytest.mark.parametrize("path", ["mijn-lijst/#buurthuis-utrecht"])
def test_axe_finds_no_failure(page: Page, address: str, path: str) -> None:
    """What a visitor keeps and makes meets what axe can check of WCAG 2.2 A and AA, and fits the screen."""
    page.goto(address + VOORBEELD)
    page.locator("article .ster").first.tap()
    page.goto(address + path)
    assert axe_failures(page, set()) == []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
