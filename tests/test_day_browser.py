"""Paper for the day, as Chromium prints it: each sheet on its own size of paper, and nothing cut."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from parade.model.fields import BIJEENKOMST, VOORBEELD
from parade.model.record import Collection, Record
from parade.model.settings import Settings
from parade.pages.day import day
from parade.pages.overview import Site
from parade.read.records import read_folder
from parade.site.paper import browser as found_browser
from parade.site.paper import print_page, write_page
from tests.browser import AXE, AXE_OPTIONS, sheets
from tests.conftest import EXAMPLES, ROOT

A4, LYING = (595, 842), (842, 595)
WITH_ADDRESS = Settings({"adres": "https://voorbeelden.example/"})
LONG = "Langdurigheidstoeslagaanvraagformulier en nog veel meer woorden over wat hier te doen is vandaag, ja "
CUT = """() => [...document.querySelectorAll(".vel, .vel .helft, .twee, .kaartje")]
    .filter(box => getComputedStyle(box).height !== "auto" && !box.matches(".programma, .lijst"))
    .filter(box => box.scrollHeight > box.clientHeight + 1 || box.scrollWidth > box.clientWidth + 1
        || [...box.querySelectorAll("*")].some(each => {
            const [inner, outer] = [each.getBoundingClientRect(), box.getBoundingClientRect()];
            return inner.width && (inner.bottom > outer.bottom + 1 || inner.top < outer.top - 1
                || inner.right > outer.right + 1 || inner.left < outer.left - 1);
        }))
    .map(box => box.className + ": " + box.textContent.trim().slice(0, 60))"""
KORT = Record(BIJEENKOMST, "kort", {"titel": "Een avond"})
LANG = Record(
    BIJEENKOMST,
    "lang",
    {
        "titel": (LONG * 2)[:100],
        "kern": (LONG * 3)[:280],
        "tijd": LONG[:60],
        "plaats": LONG[:90],
        "programma": [
            {
                "tijd": f"Ronde {number // 6}",
                "ruimte": f"{LONG[:50]} {number % 7}",
                "titel": LONG[: 20 + number],
                **({"soort": "stand", "voorbeelden": ["lang", "lang-2", "lang-3"]} if number % 9 == 0 else {}),
            }
            for number in range(70)
        ],
        "tafels": [
            {"titel": LONG[: 40 * size], "vragen": [(LONG * 6)[: 150 * size]] * size, "voorbeelden": ["lang", "lang-2"]}
            for size in (1, 2, 3, 4)
        ],
    },
)
FOLDED = Record(
    BIJEENKOMST,
    "gevouwen",
    {
        "titel": "Een volle avond",
        "programma": [
            {"tijd": f"{number // 4 + 9}.00 uur", "ruimte": f"Zaal {number % 4}", "titel": LONG[:60]}
            for number in range(20)
        ],
    },
)
VOORBEELDEN = [
    Record(VOORBEELD, id, {"titel": (LONG * 2)[:100], "kern": (LONG * 3)[:280], "gemeenten": ["Rhenen"]})
    for id in ("lang", "lang-2", "lang-3")
]


def grote_parade() -> tuple[Collection, Record]:
    """The parade of the small fixed collections, with the voorbeelden that it names."""
    voorbeelden, _ = read_folder(ROOT / EXAMPLES)
    parade, _ = read_folder(ROOT / "tests/records/parade")
    found = Collection([*voorbeelden, *parade], WITH_ADDRESS)
    record = found.find("bijeenkomsten", "grote-parade")
    assert record
    return found, record


@pytest.mark.parametrize("which", ["grote", "kort", "lang", "gevouwen"])
def test_nothing_is_cut_and_each_sheet_has_its_paper(browser: Browser, tmp_path: Path, which: str) -> None:
    """Whatever a bijeenkomst tells, little or too much: what stands on a sheet of fixed size lies within it.

    The PDF has a page for each such sheet, A4 standing or lying; only the programme and the list may go on.
    """
    made = {"kort": KORT, "lang": LANG, "gevouwen": FOLDED}
    collection, record = (
        grote_parade() if which == "grote" else (Collection([*VOORBEELDEN, made[which]], WITH_ADDRESS), made[which])
    )
    path = write_page(day(Site(collection, {}), record, None), record.id, tmp_path)
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(path.as_uri())
    page.emulate_media(media="print")
    assert page.evaluate(CUT) == []
    fixed = page.locator(".vel:not(.programma, .lijst)").count()
    lying = page.locator(".vel.a4l").count()
    printed = sheets(page.pdf(prefer_css_page_size=True))
    assert set(printed) <= {A4, LYING}
    assert printed.count(LYING) == lying
    assert len(printed) >= fixed + 2
    if which in ("grote", "kort"):
        assert len(printed) == fixed + 2
    page.close()


def test_the_page_of_paper_can_be_read_by_all(browser: Browser, tmp_path: Path) -> None:
    """No axe failure on the page from which the paper is printed; it asks for nothing and runs nothing."""
    collection, record = grote_parade()
    path = write_page(day(Site(collection, {}), record, None), record.id, tmp_path)
    page = browser.new_page(viewport={"width": 390, "height": 800})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    assert asked == [path.as_uri()]
    page.close()
    page = browser.new_context(bypass_csp=True).new_page()
    page.goto(path.as_uri())
    page.evaluate(AXE)
    found = page.evaluate("options => axe.run(document, options)", AXE_OPTIONS)
    assert [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]] == []
    page.context.close()


def test_a_browser_makes_the_pdf(tmp_path: Path) -> None:
    """The browser of this machine prints the page by itself, without headers of its own."""
    collection, record = grote_parade()
    path = write_page(day(Site(collection, {}), record, None), record.id, tmp_path)
    program = found_browser()
    assert program
    pdf = print_page(path, program)
    assert pdf == tmp_path / "grote-parade.pdf"
    assert set(sheets(pdf.read_bytes())) == {A4, LYING}
    assert print_page(path, "/bin/false") is None
