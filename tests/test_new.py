"""A record that nobody read over yet is new: on the home page, in the list and in the feed."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

from parade.model.fields import VOORBEELD
from parade.model.record import Collection, Record
from parade.model.settings import Settings
from parade.pages.feeds import updated
from parade.pages.overview import Site
from parade.read.history import changed, has_history, history
from tests.conftest import GOOD


def voorbeeld(id: str, **changes: object) -> Record:
    """A good voorbeeld with some fields changed."""
    return Record(VOORBEELD, id, {**GOOD, **changes}, f"examples/voorbeelden/{id}.yml")


def newest(records: list[Record], days: Mapping[str, str]) -> list[str]:
    """The ids, the newest first, when files came in on these days."""
    collection = Collection(records, Settings(), history=lambda: days)
    return [record.id for record in Site(collection, {}).newest()]


def test_without_history_what_nobody_read_over_stands_first() -> None:
    """However many were read over yesterday, a new one without that date is seen."""
    read_over = [voorbeeld(f"oud-{number}", gecontroleerd="2026-11-21") for number in range(60)]
    assert newest([*read_over, voorbeeld("nieuw")], {})[0] == "nieuw"


def test_with_history_it_counts_from_the_day_it_came_in() -> None:
    """An old file without the date does not stay new for ever."""
    records = [voorbeeld("oud"), voorbeeld("nieuw"), voorbeeld("nagelezen", gecontroleerd="2026-05-01")]
    days = {"examples/voorbeelden/oud.yml": "2020-01-01", "examples/voorbeelden/nieuw.yml": "2026-11-20"}
    assert newest(records, days) == ["nieuw", "nagelezen", "oud"]


def test_the_feed_tells_the_day_it_came_in() -> None:
    """The entry of a feed is as old as the file, else as its newest source; never as the build."""
    new = voorbeeld("nieuw", bronnen=[{"titel": "a", "datum": "2026-10"}])
    assert updated(new, "2026-11-20") == "2026-11-20T00:00:00Z"
    assert updated(new) == "2026-10-01T00:00:00Z"


def test_git_tells_first_days_and_what_changed(tmp_path: Path) -> None:
    """Each file has the day of its first commit; one that was changed or is new here is told apart."""
    folder = tmp_path / "examples"
    (folder / "voorbeelden").mkdir(parents=True)
    old, new = (folder / "voorbeelden" / name for name in ("een.yml", "twee.yml"))
    old.write_text("titel: a\n", encoding="utf-8")
    day = "2021-03-04T12:00:00+00:00"
    name = ["-c", "user.name=a", "-c", "user.email=a@b.example"]
    for words in (["init", "-q"], ["add", "."], [*name, "commit", "-q", "-m", "a"]):
        environment = {
            "GIT_AUTHOR_DATE": day,
            "GIT_COMMITTER_DATE": day,
            "HOME": str(tmp_path),
            "PATH": "/usr/bin:/bin",
        }
        subprocess.run(["git", *words], cwd=tmp_path, check=True, env=environment)
    new.write_text("titel: b\n", encoding="utf-8")
    assert has_history(folder)
    assert history(folder)() == {"examples/voorbeelden/een.yml": "2021-03-04"}
    assert changed(folder) == {"examples/voorbeelden/twee.yml"}


def test_without_git_nothing_is_known(tmp_path: Path) -> None:
    """A folder outside any repository has no history, and that is no fault."""
    assert not has_history(tmp_path)
    assert (history(tmp_path)(), changed(tmp_path)) == ({}, frozenset())
