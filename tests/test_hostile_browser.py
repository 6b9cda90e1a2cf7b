"""A site of payloads in a real Chromium: no sentinel is called, no request leaves, the policy is never broken."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Dialog, Page, Request, expect

from tests.browser import ask, served
from tests.conftest import TODAY
from tests.hostile import made

SENTINEL = """window.geraakt = [];
window.raak = (...with_) => { window.geraakt.push(String(with_)); };
document.addEventListener("securitypolicyviolation", (event) => {
    window.geraakt.push(`policy: ${event.violatedDirective} ${event.blockedURI}`);
});
window.addEventListener("error", (event) => { window.geraakt.push(`error: ${event.message}`); });
"""
"""What runs before each page: `raak` is what every payload would call."""
CLICK = """() => {
    for (const element of document.querySelectorAll("main *, header *, footer *")) {
        for (const kind of ["mouseover", "pointerenter", "focus", "error", "load", "toggle"]) {
            element.dispatchEvent(new Event(kind));
        }
    }
    return document.querySelectorAll("[onerror], [onload], [onclick], [onfocus], [style], iframe, object, embed, base")
        .length;
}"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of which every text is a payload, built as if no check had refused it."""
    return made.build_site(tmp_path_factory.mktemp("kwaad"), TODAY)


@pytest.fixture(scope="module")
def here(site: Path) -> Iterator[str]:
    """Where that site is served."""
    with served(site) as url:
        yield url


class Watched:
    """A page with the sentinel; `wrong` fills with all that must not happen."""

    def __init__(self, browser: Browser, here: str, **how: Any) -> None:
        self.here, self.wrong = here, list[str]()
        context = browser.new_context(**how)
        context.add_init_script(SENTINEL)
        context.on("request", self._asked)
        self.page: Page = context.new_page()
        self.page.on("dialog", self._opened)
        self.page.on("popup", lambda popup: self.wrong.append(f"popup: {popup.url}"))

    def _opened(self, dialog: Dialog) -> None:
        self.wrong.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.here, "data:image/svg+xml", "blob:" + self.here)):
            self.wrong.append(f"request: {request.url[:200]}")

    def visit(self, path: str) -> None:
        """Open a page, and wait until its scripts have run."""
        self.page.goto(self.here + path)
        self.look(path)

    def look(self, at: str) -> None:
        """Note what the sentinel saw."""
        self.wrong += [f"{at}: {each}" for each in self.page.evaluate("window.geraakt.splice(0)")]


@pytest.fixture(params=[False, True], ids=["with its policy", "without its policy"])
def watched(browser: Browser, here: str, request: pytest.FixtureRequest) -> Iterator[Watched]:
    """A watched page; once with the policy in force, once without, when only the escaping protects."""
    made_ = Watched(browser, here, bypass_csp=request.param)
    yield made_
    made_.page.context.close()


def test_the_sentinel_sees_what_it_must(watched: Watched) -> None:
    """A payload that does run is noted, and so is a request that leaves: without this the other tests prove nothing."""
    watched.visit("")
    told = '<img src=x onerror=raak()><img src="https://kwaad.example/p.gif">'
    watched.page.evaluate("html => document.body.insertAdjacentHTML('beforeend', html)", told)
    watched.page.wait_for_function("window.geraakt.length > 0")
    watched.look("here")
    assert watched.wrong != []


def test_no_page_runs_what_it_shows(site: Path, watched: Watched) -> None:
    """On every page, also when each element gets the events that payloads wait for, nothing runs and nothing leaves."""
    paths = sorted(path.relative_to(site).as_posix().removesuffix("index.html") for path in site.rglob("*.html"))
    assert len(paths) > 100
    for path in paths:
        watched.visit(path)
        assert watched.page.evaluate(CLICK) == 0, path
        watched.look(path)
    assert watched.wrong == []


def test_no_question_runs(watched: Watched) -> None:
    """Questions and links to questions that are payloads, and the hits that hold them, stay text."""
    watched.visit("zoeken/")
    for question in random.Random(3).sample(made.payloads(), 10):
        if question.strip():
            ask(watched.page, question[:3900])
            watched.page.evaluate(CLICK)
            watched.look(f"question {question[:60]!r}")
    ask(watched.page, "script constructor raak kwaad.example onerror")
    nearest = watched.page.get_by_role("button", name="Toon toch")
    if nearest.count():
        nearest.click()
    expect(watched.page.locator("[data-lijst] li").first).to_be_visible()
    watched.look("hits")
    assert watched.wrong == []


ADDRESSES = ("zoeken/#vraag={}", "zoeken/#{}", "voorbeelden/?thema={}", "vergelijken/#{}", "er-is-niets/{}", "?{}#{}")


def test_no_address_runs(watched: Watched) -> None:
    """A payload in any part of an address that a page reads stays text."""
    few = random.Random(4).sample(made.payloads(), 2)
    for form in ADDRESSES:
        for payload in [*few, "constructor", "__proto__", "%", "%E0%A4%A", '"><img src=x onerror=raak()>']:
            escaped = payload if payload.startswith("%") else quote(payload[:500], safe="")
            watched.page.goto("about:blank")
            watched.visit(form.replace("{}", escaped))
    assert watched.wrong == []


KEYS = ("parade", "mijn-gemeente", "parade.gemeente", "parade.bewaard", "parade-gemeente", "parade-bewaard")
FILL = "([text, keys]) => { for (const key of [...keys, ...Object.keys(localStorage)]) localStorage[key] = text; }"


def test_what_stands_in_storage_is_not_believed(watched: Watched) -> None:
    """Storage that somebody else filled with payloads breaks no page and runs nothing."""
    watched.visit("")
    for payload in ('"><img src=x onerror=raak()>', "[[]]", '{"__proto__":1}'):
        watched.page.evaluate(FILL, [payload, KEYS])
        for path in ("", "voorbeelden/", "vergelijken/", "voorbeeld-toevoegen/", "zoeken/"):
            watched.visit(path)
    assert watched.wrong == []
