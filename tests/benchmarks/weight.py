"""Bytes and time of a first visit, beside a page of stock mkdocs-material with the same text, in one run.

    python -m tests.benchmarks.weight [SITE]

Bytes are those that a server sent with gzip, headers included, from an empty cache, until nothing is asked any more;
what search loads once somebody types is apart. Time is the largest contentful paint in Chromium with its processor
slowed 4 times, on a line of 400 kbit/s with 400 ms before each answer. The stock page is made from the same Markdown
with the theme's own header, navigation, search and script; without its web font, so that it too asks no other host.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, ViewportSize

from tests.benchmarks.server import Line, served
from tests.benchmarks.sites import ROOT, stock_site
from tests.browser import chromium

PAGES = {"home": "index.md", "a voorbeeld": "voorbeelden/samen-doen-reusel-de-mierden.md"}
BUDGET = 150_000  # bytes
TRIES = 7
SLOWER = 4
SETTLED = 1_000  # ms after the last request
PHONE: ViewportSize = {"width": 390, "height": 844}
PAINTS = """() => new Promise((resolve) => {
    new PerformanceObserver((list) => resolve(list.getEntries().at(-1).startTime))
        .observe({ type: "largest-contentful-paint", buffered: true });
})"""


@dataclass(frozen=True, slots=True)
class Visit:
    """A first visit: kinds of bytes by the end of the address, and ms to the largest contentful paint."""

    size: dict[str, int]
    paint: float


def visit(browser: Browser, line: Line, path: str) -> Visit:
    """Open a page with an empty cache, slowed down."""
    context = browser.new_context(viewport=PHONE, device_scale_factor=2, is_mobile=True, has_touch=True)
    page = context.new_page()
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    since, line.slow = len(line.sent), True
    page.goto(line.address + path, wait_until="networkidle", timeout=180_000)
    page.wait_for_timeout(SETTLED)
    paint = page.evaluate(PAINTS)
    line.slow = False
    size: dict[str, int] = {}
    for address, count in line.sent[since:]:
        kind = "html" if address.endswith("/") else address.rsplit(".", 1)[-1]
        size[kind] = size.get(kind, 0) + count
    context.close()
    return Visit(size, paint)


def main() -> None:
    """Visit each page of both sites in turn, and print the medians."""
    site = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "site"
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        stock = stock_site(Path(folder), ROOT / "build" / "pages", [*PAGES.values()])
        with served(site) as ours, served(stock) as theirs:
            for name, file in PAGES.items():
                path = file.removesuffix("index.md").replace(".md", "/")
                visits: dict[str, list[Visit]] = {"Parade": [], "stock Material": []}
                for _ in range(TRIES):
                    visits["Parade"].append(visit(browser, ours, path))
                    visits["stock Material"].append(visit(browser, theirs, path))
                for maker, seen in visits.items():
                    _tell(f"{name}, {maker}", seen)
                heaviest = max(sum(each.size.values()) for each in visits["Parade"])
                print(f"  within {BUDGET / 1000:.0f} kB: {'yes' if heaviest <= BUDGET else 'NO'}")


def _tell(what: str, visits: list[Visit]) -> None:
    paints = sorted(each.paint / 1000 for each in visits)
    size = visits[-1].size
    parts = ", ".join(f"{kind} {count / 1000:.1f}" for kind, count in sorted(size.items()))
    print(f"{what}: {sum(size.values()) / 1000:.1f} kB ({parts})", flush=True)
    print(f"  largest paint {median(paints):.2f} s ({paints[0]:.2f} to {paints[-1]:.2f}, {len(paints)} visits)")


if __name__ == "__main__":
    main()
