"""MkDocs: its settings, and its run as a subprocess. The only module that knows it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml

from parade.model.problems import ParadeError
from parade.model.settings import Settings
from parade.pages.addresses import NEWEST_FEED, OF_SITE, SHARE_PICTURES, STYLE
from parade.pages.menu import Item

CONFIG = "mkdocs.yml"  # at the root of a collection; what it says goes before USUAL
USUAL = {
    "use_directory_urls": True,
    "theme": {"name": "parade", "language": "nl", "font": False, "favicon": "assets/parade/vlag.svg"},
    "plugins": [],
}


def run(root: Path, pages: Path, out: Path, settings: Settings, menu: list[Item]) -> None:
    """Make a site of the pages, in the empty folder `out`; raises `ParadeError` when the builder stops."""
    config = pages.parent / CONFIG
    own = root / CONFIG
    told = _config(settings, menu, pages, out)
    told = {"INHERIT": os.path.relpath(own, config.parent), **told} if own.is_file() else {**USUAL, **told}
    config.write_text(yaml.safe_dump(told, allow_unicode=True, sort_keys=False), encoding="utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--config-file", str(config)]
    # Material announces its own end of life on every run; that is no news to who writes examples.
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    if done.returncode:
        raise ParadeError(
            f"De sitebouwer stopte. De oude site staat er nog. Dit zei hij:\n{done.stderr.strip()[-3000:]}"
        )


def _config(settings: Settings, menu: list[Item], pages: Path, out: Path) -> dict[str, Any]:
    """What follows from the settings of the collection; the templates of the theme read `extra`."""
    return {
        "site_name": settings.naam,
        "site_description": settings.zin,
        "site_url": settings.adres,
        "docs_dir": str(pages),
        "site_dir": str(out),
        "extra_css": [STYLE],
        # Generated pages are many: only the entrances stand in the menu, or every page would list them all.
        "not_in_nav": "*",
        "nav": [
            {title: below if isinstance(below, str) else [dict([item]) for item in below]} for title, below in menu
        ],
        "extra": {
            "generator": False,
            "nieuwste_feed": NEWEST_FEED,
            "beeldmap": SHARE_PICTURES,
            "beeld": f"{SHARE_PICTURES}{OF_SITE}.png",
            "plaatsen": settings.plaatsen,
            "licentie": settings.licentie.get("naam", ""),
            "licentie_url": settings.licentie.get("url", ""),
            **{name: settings.beheer.get(name, "") for name in ("organisatie", "contact", "mail", "privacy")},
        },
    }
