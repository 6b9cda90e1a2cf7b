"""Lighthouse's four scores, on a phone, of the pages that a visitor meets first.

    npm install --prefix TOOLS lighthouse
    python -m tests.benchmarks.lighthouse TOOLS/node_modules/.bin/lighthouse [SITE]

Lighthouse's own mobile profile (a slow phone on a simulated 4G), on a server that sends gzip; Chromium is Debian's.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.benchmarks.server import served
from tests.benchmarks.sites import ROOT

PAGES = (
    "",
    "zoeken/",
    "voorbeelden/samen-doen-reusel-de-mierden/",
    "bijeenkomsten/tweede-praktijkvoorbeeldenparade/",
)
LEAST = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}


def scores(program: str, address: str) -> dict[str, Any]:
    """The report on a page, as Lighthouse tells it."""
    command = [program, address, "--quiet", "--output=json", "--chrome-flags=--headless --no-sandbox"]
    environment = {"CHROME_PATH": "/usr/bin/chromium", **os.environ}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=True, timeout=600)
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def main() -> None:
    """Print the scores of each page, and what keeps one below its mark."""
    site = Path(sys.argv[2]) if len(sys.argv) > 2 else ROOT / "site"
    with served(site) as line:
        for path in PAGES:
            report = scores(sys.argv[1], line.address + path)
            told = {name: round(100 * report["categories"][name]["score"]) for name in LEAST}
            print(path or "home", told, flush=True)
            for name in (name for name in LEAST if told[name] < LEAST[name]):
                for part in report["categories"][name]["auditRefs"]:
                    audit = report["audits"][part["id"]]
                    if audit["score"] is not None and audit["score"] < 1 and part["weight"]:
                        print(f"  {name}: {audit['title']} {audit.get('displayValue', '')}")


if __name__ == "__main__":
    main()
