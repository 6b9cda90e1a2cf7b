"""What the browser tests share: a served folder, Debian's Chromium, and axe."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

WIDTHS = (390, 1280)
ALL_WIDTHS = (390, 768, 1280)
STANDARD = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
GOOD_HABITS = ("heading-order", "region", "page-has-heading-one", "empty-heading", "skip-link", "tabindex")
LANDMARKS = (
    *("landmark-one-main", "landmark-no-duplicate-main", "landmark-main-is-top-level", "landmark-unique"),
    *("landmark-banner-is-top-level", "landmark-no-duplicate-banner"),
    *("landmark-contentinfo-is-top-level", "landmark-no-duplicate-contentinfo", "landmark-complementary-is-top-level"),
)
AXE = Axe().axe_script
AXE_OPTIONS = {
    "runOnly": STANDARD,
    "rules": {**{rule: {"enabled": True} for rule in (*GOOD_HABITS, *LANDMARKS)}, "color-contrast": {"enabled": False}},
    "resultTypes": ["violations"],
    "preload": False,
}
COLOURED = """() => {
    const told = (style) => [style.color, style.fontSize, style.fontWeight, style.opacity, style.textShadow].join();
    const ground = (element) => {
        if (!element) return "";
        const { backgroundColor, backgroundImage, opacity, filter } = getComputedStyle(element);
        return `${backgroundColor} ${backgroundImage} ${opacity} ${filter} / ${ground(element.parentElement)}`;
    };
    const hasText = (element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    window.coloured = [...document.body.querySelectorAll("*")].filter((element) =>
        element.checkVisibility({ visibilityProperty: true })
        && (hasText(element) || element.matches("input, textarea, select")));
    return window.coloured.map((element) => `${told(getComputedStyle(element))} on ${ground(element)}`);
}"""
CONTRAST = """async (numbers) => (await axe.run(
    { include: numbers.map((number) => window.coloured[number]) },
    { runOnly: { type: "rule", values: ["color-contrast"] }, resultTypes: ["violations"], preload: false },
)).violations"""
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on a free port of this machine; gives its address, with the slash."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def chromium() -> Iterator[Browser]:
    """The system's Chromium, without a window.

    No service worker starts but where a test allows it, for what that fetches no test can see or answer.
    """
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    assert path, "Chromium is missing: run make test, or install the package chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        browser.new_context = partial(browser.new_context, service_workers="block")  # type: ignore[method-assign]
        browser.new_page = partial(browser.new_page, service_workers="block")  # type: ignore[method-assign]
        yield browser
        browser.close()


def axe_failures(page: Page, known: set[str]) -> list[str]:
    """What axe finds wrong on a page at each width, light and dark: WCAG 2.0 to 2.2 A and AA, landmarks, headings.

    Light and dark differ in colours only. `known` fills with each way a text is coloured on its ground; axe, slow at
    that, looks at each of them once.
    """
    page.evaluate(AXE)
    wrong: list[str] = []
    for width in ALL_WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="light")
        found = page.evaluate("options => axe.run(document, options)", AXE_OPTIONS)
        assert len(found["passes"]) >= 10
        wrong += _told(width, found["violations"]) + _told(width, _contrast(page, known))
        page.emulate_media(color_scheme="dark")
        wrong += _told(f"{width} dark", _contrast(page, known))
    return wrong


def _contrast(page: Page, known: set[str]) -> list[dict[str, Any]]:
    ways = page.evaluate(COLOURED)
    new = [at for at, way in enumerate(ways) if way not in known and way not in ways[:at]]
    known.update(ways)
    violations: list[dict[str, Any]] = page.evaluate(CONTRAST, new) if new else []
    return violations


def _told(where: object, violations: list[dict[str, Any]]) -> list[str]:
    return [f"{where} {each['id']}: {node['html'][:200]}" for each in violations for node in each["nodes"]]


def requests_of(page: Page) -> list[str]:
    """A list that fills with every address the page asks for."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    return asked


def ask(page: Page, question: str) -> None:
    """Type a question and wait until its answer stands there and is told."""
    page.locator("[data-stand]").evaluate("stand => { stand.textContent = ''; }")
    page.locator("[data-vraag]").fill(question)
    expect(page.locator("[data-stand]")).not_to_be_empty()


def tab_to(page: Page, selector: str, most: int = 60) -> None:
    """Press Tab until the focus is on an element of that selector."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => Boolean(document.activeElement?.matches(selector))", selector):
            return
    raise AssertionError(f"Tab does not lead to {selector}")


def sheets(pdf: bytes) -> list[tuple[int, int]]:
    """The size of each page of a PDF, in points."""
    boxes = re.findall(rb"/MediaBox \[0 0 ([0-9.]+) ([0-9.]+)\]", pdf)
    assert len(boxes) == len(re.findall(rb"/Type /Page\b", pdf))
    return [(round(float(width)), round(float(height))) for width, height in boxes]
