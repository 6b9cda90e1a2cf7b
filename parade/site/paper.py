"""The paper for the day of a bijeenkomst on disk: a page to print, and a PDF where a browser is there to make it."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from parade.model.problems import ParadeError

BROWSERS = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "msedge"),
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
NO_PDF = (
    "Er is geen PDF gemaakt: daarvoor is Chromium, Chrome of Edge op deze computer nodig. "
    "In elke browser kun je ook zelf kiezen: Afdrukken, Opslaan als PDF."
)
PATIENCE = 120  # seconds for a PDF


def write_page(html: str, id: str, out: Path) -> Path:
    """Write the page of a bijeenkomst as `out/<id>.html`."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        page = out / f"{id}.html"
        page.write_text(html, encoding="utf-8")
    except OSError as error:
        raise ParadeError(
            f'In "{out}" is niet te schrijven ({error.strerror}). Kies met --out een andere map.'
        ) from error
    return page


def browser() -> str | None:
    """The Chromium, Chrome or Edge on this machine."""
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)


def print_page(page: Path, program: str) -> Path | None:
    """The PDF that a browser prints of a page, beside it; nothing when the browser made none."""
    pdf = page.with_suffix(".pdf")
    with tempfile.TemporaryDirectory(prefix="parade-") as profile:
        made = Path(profile) / "papier.pdf"
        command = [
            *(program, "--headless", "--disable-gpu", "--no-first-run", "--disable-background-networking"),
            *(f"--user-data-dir={profile}", "--no-pdf-header-footer", f"--print-to-pdf={made}"),
            *(["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []),  # the sandbox refuses root
            page.resolve().as_uri(),
        ]
        try:
            subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False)
        except (OSError, subprocess.TimeoutExpired):
            return None
        if not made.is_file():
            return None
        shutil.copyfile(made, pdf)
    return pdf
