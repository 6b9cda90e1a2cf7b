"""The HTML of pages from an earlier build, so that only what changed is made again.

Below one folder stand the pages as the site has them, and a list that says of which text each was made and in
which frame. The folder may be deleted or copied; a list that does not fit it is not believed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from parade.model.problems import ParadeError
from parade.site.builder import NOT_FOUND, target

LIST = "gemaakt.json"


class Kept:
    """The pages below `folder` that were made in the frame `frame`."""

    def __init__(self, folder: Path, frame: str) -> None:
        self.folder = folder
        self.frame = frame
        self.known: dict[str, str] = self._read()

    def _read(self) -> dict[str, str]:
        try:
            told = json.loads((self.folder / LIST).read_text("utf-8"))
            if told["frame"] == self.frame and (self.folder / NOT_FOUND).is_file():
                return {str(path): str(key) for path, key in told["pages"].items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            pass  # nothing is kept, or it is no list of ours: all is made anew
        return {}

    def changed(self, pages: Mapping[str, str]) -> dict[str, str]:
        """The pages, given as {path: Markdown}, that do not stand there as they would be made now."""
        return {
            path: text
            for path, text in pages.items()
            if self.known.get(path) != _key(text) or not (self.folder / target(path)).is_file()
        }

    def keep(self, pages: Mapping[str, str], made: Mapping[str, bytes]) -> None:
        """Put the HTML of what was made beside the rest, and forget pages that are gone."""
        try:
            for path in set(self.known) - set(pages):
                (self.folder / target(path)).unlink(missing_ok=True)
            for name, html in made.items():
                place = self.folder / name
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(html)
            self.known = {path: _key(text) for path, text in pages.items()}
            told = {"frame": self.frame, "pages": self.known}
            self.folder.mkdir(parents=True, exist_ok=True)
            (self.folder / LIST).write_text(json.dumps(told, indent=0, sort_keys=True), encoding="utf-8")
        except OSError as error:
            raise ParadeError(
                f'De map "{self.folder}" is niet te beschrijven ({error.strerror}). Controleer je rechten.'
            ) from error

    def html(self) -> dict[str, bytes]:
        """Every page, and the one for what is not there, by path within the site."""
        return {name: (self.folder / name).read_bytes() for name in [*map(target, self.known), NOT_FOUND]}


def _key(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
