"""A new collection: settings, lists to start from, one example, and what its owner needs to go on."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from parade.model.problems import ParadeError

STARTER = "starter"
HIDDEN = {"gitignore": ".gitignore", "github": ".github"}  # hidden names get lost when software is packed


def start(folder: Path) -> None:
    """Fill a new or empty folder; raises `ParadeError` when something stands there already."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ParadeError(f'"{folder}" is niet leeg. Kies een nieuwe map, bijvoorbeeld: parade init mijn-verzameling.')
    _copy(files("parade.intake").joinpath(STARTER), folder)


def _copy(source: Traversable, target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    for item in source.iterdir():
        place = target / HIDDEN.get(item.name, item.name)
        if item.is_dir():
            _copy(item, place)
        else:
            place.write_bytes(item.read_bytes())
