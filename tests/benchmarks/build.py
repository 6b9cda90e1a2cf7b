"""`parade build` side by side with plain MkDocs Material and its own search on the same pages, as ratios.

    python -m tests.benchmarks.build [--zensical] [NUMBER …]

Of each number of recombined voorbeelden: from nothing, nothing changed, one record changed, one begrip changed; seconds
on the clock and processor seconds of all processes, each also as a part of plain MkDocs. Nothing is written outside a
temporary folder. With `--least RATIO` it fails when nothing changed costs more than that part.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

import yaml

from tests.benchmarks.collections import make

SIZES = (1_000, 3_000)
LONGEST = 3_000  # seconds that one build gets


def main() -> None:
    """Measure each size that is asked for, or those of the design."""
    asked = argparse.ArgumentParser()
    asked.add_argument("sizes", nargs="*", type=int, default=SIZES)
    asked.add_argument("--zensical", action="store_true")
    asked.add_argument("--least", type=float)
    told = asked.parse_args()
    for size in told.sizes:
        with tempfile.TemporaryDirectory(prefix="parade-bench-") as folder:
            worst = measure(size, Path(folder), told.zensical)
        if told.least and worst > told.least:
            sys.exit(f"nothing changed costs {worst:.3f} of plain MkDocs; at most {told.least}")


def measure(size: int, folder: Path, zensical: bool) -> float:
    """Print a line for each case; gives the part of plain MkDocs that it costs when nothing changed."""
    root = make(size, folder / "collection")
    parade = [sys.executable, "-m", "parade", "build", "--quiet"]
    seconds = {"from nothing": timed(parade, root)}
    plain = stock(root, folder / "plain")
    seconds["nothing changed"] = timed(parade, root)
    changed(root / "examples/voorbeelden/r00007.yml")
    seconds["one record changed"] = timed(parade, root)
    changed(root / "examples/begrippen/themas.yml")
    seconds["one begrip changed"] = timed(parade, root)
    whole = timed([sys.executable, "-m", "mkdocs", "build", "--quiet"], plain)
    seconds["plain MkDocs Material"] = whole
    if zensical:
        shutil.rmtree(plain / "site")
        seconds["Zensical"] = timed([sys.executable, "-m", "zensical", "build"], plain)
    print(f"{size} voorbeelden, {sum(1 for _ in (plain / 'docs').rglob('*.md'))} pages, {os.cpu_count()} cores")
    for name, (clock, processor) in seconds.items():
        parts = f"{clock / whole[0]:6.3f} {processor / whole[1]:6.3f}"
        print(f"  {name:<22} {clock:8.2f} s {processor:8.2f} s processor   {parts}", flush=True)
    return seconds["nothing changed"][1] / whole[1]


def timed(command: list[str], root: Path) -> tuple[float, float]:
    """Seconds on the clock, and processor seconds of the command and all that it starts."""
    start, before = perf_counter(), os.times()
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    subprocess.run(command, cwd=root, check=True, timeout=LONGEST, env=environment, capture_output=True)
    after = os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return perf_counter() - start, used


def stock(root: Path, project: Path) -> Path:
    """The pages of a built collection for plain MkDocs Material with its own search."""
    for path in sorted((root / "build/pages").rglob("*.md")):
        place = project / "docs" / path.relative_to(root / "build/pages")
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, place)
    settings = {
        "site_name": "Voorbeelden",
        "theme": {"name": "material", "language": "nl", "font": False},
        "plugins": [{"search": {"lang": "nl"}}],
        "not_in_nav": "*",
        "nav": [{"Home": "index.md"}],
        "validation": {"links": {"not_found": "ignore", "unrecognized_links": "ignore", "anchors": "ignore"}},
    }
    (project / "mkdocs.yml").write_text(yaml.safe_dump(settings), "utf-8")
    return project


def changed(path: Path) -> None:
    """Change one word of a record, or the explanation of the first begrip in a list."""
    text = path.read_text("utf-8")
    field = "kern:" if "kern:" in text else "uitleg:"
    head, _, tail = text.partition(field)
    path.write_text(f"{head}{field}{tail.replace(' de ', ' die ', 1)}", "utf-8")


if __name__ == "__main__":
    main()
