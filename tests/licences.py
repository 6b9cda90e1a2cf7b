"""The licences of what Parade is made of: `python -m tests.licences` writes LICENCES.md from what is installed."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

ROOT = Path(__file__).parent.parent
FILE = ROOT / "LICENCES.md"
HEAD = """# Licences of what Parade is made of

Made by `make licences` from the packages in `requirements.txt`; what their own metadata say. Parade itself: EUPL-1.2
(software), CC BY 4.0 (`examples/`). Places: GeoNames, CC BY 4.0; outline of the map: MapSVG, CC BY 4.0.

| package | licence |
|---|---|
"""


def packages() -> list[str]:
    """The names of all packages that are installed with Parade."""
    lines = (ROOT / "requirements.txt").read_text("utf-8").splitlines()
    return sorted(found[1].lower() for line in lines if (found := re.match(r"([\w.-]+)==", line)))


def licence(name: str) -> str:
    """The licence of an installed package, as its metadata tell it."""
    try:
        told = metadata(name)
    except PackageNotFoundError:  # only for another system or Python
        return "not installed here"
    classes = [line.rsplit(" :: ", 1)[1] for line in told.get_all("Classifier") or [] if line.startswith("License ::")]
    texts = [*(told.get_all("License-Expression") or []), ", ".join(classes), *(told.get_all("License") or [])]
    return next((text.partition("\n")[0][:80] for text in texts if text.strip()), "unknown")


if __name__ == "__main__":
    FILE.write_text(HEAD + "".join(f"| {name} | {licence(name)} |\n" for name in packages()), "utf-8")
