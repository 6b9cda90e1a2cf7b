"""What the browser tests share: a served folder, Debian's Chromium, and axe."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

WIDTHS = (390, 1280)
ALL_WIDTHS = (390, 768, 1280)
SCHEMES = ("light", "dark")
STANDARD = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
GOOD_HABITS = ("heading-order", "region", "page-has-heading-one", "empty-heading", "skip-link", "tabindex")
LANDMARKS = (
    *("landmark-one-main", "landmark-no-duplicate-main", "landmark-main-is-top-level", "landmark-unique"),
    *("landmark-banner-is-top-level", "landmark-no-duplicate-banner"),
    *("landmark-contentinfo-is-top-level", "landmark-no-duplicate-contentinfo", "landmark-complementary-is-top-level"),
)
COLOUR = ("color-contrast", "link-in-text-block")
AXE = Axe().axe_script
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
    """The system's Chromium, without a window."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    assert path, "Chromium is missing: run make test, or install the package chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


def axe_failures(page: Page, only_colour: bool = False) -> list[str]:
    """What axe finds wrong on a page as it stands: WCAG 2.0 to 2.2 A and AA, landmarks and headings."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found = page.evaluate("options => axe.run(document, options)", _axe_options(only_colour))
    assert len(found["passes"]) >= (1 if only_colour else 10)
    return [f"{each['id']}: {node['html'][:200]}" for each in found["violations"] for node in each["nodes"]]


def _axe_options(only_colour: bool) -> dict[str, object]:
    if only_colour:
        return {"runOnly": {"type": "rule", "values": COLOUR}, "resultTypes": ["violations"], "preload": False}
    habits = {rule: {"enabled": True} for rule in (*GOOD_HABITS, *LANDMARKS)}
    return {"runOnly": STANDARD, "rules": habits, "resultTypes": ["violations"], "preload": False}


def requests_of(page: Page) -> list[str]:
    """A list that fills with every address the page asks for."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    return asked
