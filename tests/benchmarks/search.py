"""Time, memory and bytes of search, beside Material's own search and Pagefind on the same pages.

    python -m tests.benchmarks.search [NUMBER …]

The records are made by recombining real ones, so words per record are real, but new words stop coming: the list
of words does not grow as it would in so many real records. Bytes are those that a server sent with gzip, headers
included, from an empty cache. The processor is slowed 4 times by Chromium; that slows the page, not a worker, so
Parade's engine is also timed in the slowed page itself. The connection is slowed by the server (400 kbit/s, 400 ms
before each answer), because Chromium's own setting passes over what a worker loads. Nothing is written outside a
temporary folder.
"""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import yaml
from playwright.sync_api import Browser, Page

from tests.benchmarks.server import Line, served
from tests.benchmarks.sites import ROOT, add_pagefind, make, material_site, parade_site
from tests.browser import chromium

SIZES = (200, 1_000, 10_000)
BUDGET = {200: 120, 1_000: 250, 10_000: 600}  # kB to a first answer
SLOWER = 4
PATIENCE = 180_000  # ms
TRIES = 5
JUDGED = yaml.safe_load((ROOT / "tests" / "quality" / "vragen.yml").read_text("utf-8"))
SENTENCES = [each["vraag"] for each in JUDGED if len(each["vraag"].split()) >= 8]
KEY_WORDS = [each["vraag"] for each in JUDGED if each["soort"] == "woord"]
VISITS = {"sentences": [SENTENCES[:4], SENTENCES[8:12], SENTENCES[16:20]], "key words": [KEY_WORDS[:4]]}
"""What visitors ask, one after the other; the slow line is tried with the first of each."""

WATCH = """
window.tasks = [];
new PerformanceObserver((list) => {
  for (const { startTime, duration } of list.getEntries()) window.tasks.push([startTime, duration]);
}).observe({ type: "longtask", buffered: true });
"""
PARADE = """(question) => new Promise((resolve) => {
  const panel = document.querySelector("[data-parade-zoek]");
  const [area, list] = [panel.querySelector("[data-vraag]"), panel.querySelector("[data-lijst]")];
  const start = performance.now();
  const seen = () => resolve([performance.now() - start, list.children.length, start]);
  new MutationObserver((_, watch) => { watch.disconnect(); seen(); })
    .observe(panel.querySelector("[data-uitkomst]"), { childList: true, subtree: true });
  area.value = question;
  panel.querySelector("form").requestSubmit();
})"""
MATERIAL = """(question) => new Promise((resolve) => {
  const [field, result] = [document.querySelector(".md-search__input"), document.querySelector(".md-search-result")];
  const meta = result.querySelector(".md-search-result__meta");
  const found = () => result.querySelectorAll(".md-search-result__item").length;
  const start = performance.now();
  const old = meta.textContent;
  const watch = new MutationObserver(() => {
    const none = /^(Geen|No) /.test(meta.textContent.trim());
    if (!window.cleared || (!found() && !none)) return;
    watch.disconnect();
    resolve([performance.now() - start, found(), start]);
  });
  result.querySelector(".md-search-result__list").replaceChildren();
  window.cleared = true;
  watch.observe(result, { childList: true, subtree: true, characterData: true });
  field.focus();
  field.value = question;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true, key: "a" }));
})"""
PAGEFIND = """async (question) => {
  const start = performance.now();
  window.engine ??= await import("/pagefind/pagefind.js");
  const { results } = await window.engine.search(question);
  await Promise.all(results.slice(0, 10).map((result) => result.data()));
  return [performance.now() - start, results.length, start];
}"""
FILES = """async ([folder, questions]) => {
  const { Engine } = await import(folder + "engine.js");
  const text = async (name) => (await fetch(folder + name)).text();
  const [index, kept] = [await text("index.json"), new Map()];
  const dry = new Engine(JSON.parse(index), async (name) => {
    kept.set(name, await text(name));
    return JSON.parse(kept.get(name));
  });
  for (const question of questions) await dry.ask(question);
  return [index, [...kept]];
}"""
TIMED = """async ([folder, index, kept, questions]) => {
  const { Engine } = await import(folder + "engine.js");
  const files = new Map(kept);
  const clock = [performance.now()];
  const data = JSON.parse(index);
  clock.push(performance.now());
  const engine = new Engine(data, async (name) => JSON.parse(files.get(name)));
  clock.push(performance.now());
  for (const question of questions) {
    await engine.ask(question);
    clock.push(performance.now());
  }
  return clock.slice(1).map((time, at) => time - clock[at]);
}"""


@dataclass(slots=True)
class Engine:
    """A search to measure: where its page stands, how it is asked, and which addresses are its own."""

    name: str
    page: str
    ask: str
    own: tuple[str, ...]


@dataclass(slots=True)
class Figures:
    """What was measured of one engine, a value for each visit or question."""

    first_bytes: list[int] = field(default_factory=list)
    next_bytes: list[int] = field(default_factory=list)
    first: list[float] = field(default_factory=list)
    next: list[float] = field(default_factory=list)
    slow_first: list[float] = field(default_factory=list)
    slow_next: list[float] = field(default_factory=list)
    longest: float = 0.0
    loading: float = 0.0
    answered: int = 0
    asked: int = 0


ENGINES = (
    Engine("Parade", "zoeken/", PARADE, ("assets/parade/zoek", "assets/parade/search")),
    Engine("Material", "", MATERIAL, ("workers/search", "/lunr/", "search/search_index.json")),
    Engine("Pagefind", "leeg.html", PAGEFIND, ("/pagefind/",)),
)


def visit(browser: Browser, line: Line, engine: Engine, questions: list[str], slow: bool, figures: Figures) -> None:
    """One visitor with an empty cache, who asks some questions one after the other."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.add_init_script(WATCH)
    slow_down(page)
    line.sent.clear()
    line.slow = slow
    page.goto(line.address + engine.page, wait_until="load", timeout=PATIENCE)
    if not slow:
        page.wait_for_timeout(1_500)  # what the page does of itself is over
    for turn, question in enumerate(questions):
        before = len(line.sent) if turn else 0
        time, found, began = page.evaluate(engine.ask, question)
        page.wait_for_timeout(1_000)
        figures.asked += 1
        figures.answered += found > 0
        if slow:
            (figures.slow_next if turn else figures.slow_first).append(time)
            continue
        (figures.next if turn else figures.first).append(time)
        (figures.next_bytes if turn else figures.first_bytes).append(line.bytes_of(*engine.own, since=before))
        tasks = page.evaluate("window.tasks")
        figures.longest = max([figures.longest, *(length for at, length in tasks if at + length > began)])
        figures.loading = max([figures.loading, *(length for at, length in tasks if at + length <= began and not turn)])
    line.slow = False
    context.close()


def slow_down(page: Page) -> None:
    """Slow the processor of a page, as on a cheap phone."""
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})


def engine_alone(browser: Browser, line: Line, folder: str) -> str:
    """How long Parade's engine takes in a slowed page itself, when the files are there.

    A new page each time; of some tries the least counts, for other work on the machine only adds.
    """
    found = []
    for questions in VISITS["sentences"]:
        page = browser.new_page()
        page.goto(line.address + "leeg.html")
        index, kept = page.evaluate(FILES, [folder, questions])
        page.close()
        tries = []
        for _ in range(TRIES):
            page = browser.new_page()
            page.goto(line.address + "leeg.html")
            slow_down(page)
            read, prepare, answer, *others = page.evaluate(TIMED, [folder, index, kept, questions])
            tries.append((read + prepare + answer, read, prepare, answer, median(others)))
            page.close()
        found.append(min(tries))
    told = zip(("together", "read", "prepare", "first answer", "next answer"), zip(*found, strict=True), strict=True)
    return ", ".join(f"{what} {median(times):.0f} ms" for what, times in told)


def measure(browser: Browser, site: Path, engine: Engine) -> None:
    """Print a line of figures of an engine for each sort of visit."""
    with served(site) as line:
        for sort, visits in VISITS.items():
            figures = Figures()
            for questions in visits:
                visit(browser, line, engine, questions, False, figures)
            visit(browser, line, engine, visits[0], True, figures)
            print(_told(f"{engine.name}, {sort}", figures), flush=True)
        if engine.name == "Parade":
            name = json.loads((site / "assets" / "parade" / "search.json").read_text("utf-8"))["folder"]
            alone = engine_alone(browser, line, f"/assets/parade/{name}/")
            print(f"  Parade's engine alone in a page slowed {SLOWER} times: {alone}", flush=True)


def _told(name: str, figures: Figures) -> str:
    return (
        f"  {name:21} {median(figures.first_bytes) / 1000:9.1f} {max(figures.first_bytes) / 1000:9.1f}"
        f" {median(figures.next_bytes) / 1000:9.1f} {max(figures.next_bytes) / 1000:9.1f}"
        f" {median(figures.first):9.0f} {median(figures.next):9.0f}"
        f" {median(figures.slow_first) / 1000:9.1f} {median(figures.slow_next) / 1000:9.1f}"
        f" {figures.longest:9.0f} {figures.loading:9.0f} {figures.answered:5} of {figures.asked}"
    )


HEAD = (
    f"  {'':21} {'kB first':>9} {'most':>9} {'kB next':>9} {'most':>9} {'ms first':>9} {'ms next':>9}"
    f" {'3G first':>9} {'3G next':>9} {'longest':>9} {'loading':>9} answered"
)


def breakdown(folder: Path) -> None:
    """Print what the search files weigh with gzip, and index.json by its parts."""
    (found,) = (folder / "search" / "assets" / "parade").glob("zoek-*")
    for name in ("index.json", "engine.js", "worker.js"):
        print(f"  {name}: {_kilobytes((found / name).read_text('utf-8')):.1f} kB")
    for kind in ("k", "w"):
        sizes = [_kilobytes(path.read_text("utf-8")) for path in found.glob(f"{kind}[0-9]*.json")]
        if sizes:
            print(f"  {kind}….json: {len(sizes)} files of {median(sizes):.2f} kB, {max(sizes):.2f} at most")
    index = json.loads((found / "index.json").read_text("utf-8"))
    weights = {
        name: _kilobytes(json.dumps(part, ensure_ascii=False, separators=(",", ":"))) for name, part in index.items()
    }
    print("  " + ", ".join(f"{name} {size:.1f}" for name, size in sorted(weights.items(), key=lambda each: -each[1])))


def _kilobytes(text: str) -> float:
    return len(gzip.compress(text.encode(), 6, mtime=0)) / 1000


def compare(count: int, folder: Path) -> None:
    """Print all figures at a number of records."""
    print(f"{count} records (first answer: at most {BUDGET.get(count, '?')} kB)", flush=True)
    subprocess.run([sys.executable, "-m", "tests.benchmarks.search", "--make", str(count), str(folder)], check=True)
    breakdown(folder)
    print(HEAD, flush=True)
    with chromium() as browser:
        measure(browser, parade_site(folder), ENGINES[0])
        try:
            site = material_site(folder)
        except subprocess.TimeoutExpired:
            print("  Material's search and Pagefind: left out, the site builder takes too long", flush=True)
            return
        measure(browser, site, ENGINES[1])
        if add_pagefind(site, folder / "tools"):
            measure(browser, site, ENGINES[2])
        else:
            print("  Pagefind: left out, npm cannot get it", flush=True)


def main() -> None:
    """Measure at each size."""
    for count in map(int, sys.argv[1:] or SIZES):
        with tempfile.TemporaryDirectory() as folder:
            compare(count, Path(folder))


if __name__ == "__main__":
    if len(sys.argv) == 4 and sys.argv[1] == "--make":
        make(int(sys.argv[2]), Path(sys.argv[3]))
    else:
        main()
