"""The folder of records that somebody names, when it is there. Apart, for it needs nothing of how records are read."""

from __future__ import annotations

from pathlib import Path

from parade.model.problems import ParadeError


def existing(folder: Path) -> Path:
    """The folder itself; raises `ParadeError` when it is not there."""
    if not folder.is_dir():
        raise ParadeError(
            f'De map "{folder}" bestaat niet. Kies de map met de records, bijvoorbeeld: --examples examples.'
        )
    return folder
