"""What changed in a record: as git tells it, only what is true, and nothing where git cannot know."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from parade.data.history import SHOWN, Change, histories, history
from parade.model.fields import VOORBEELD
from parade.model.record import Collection
from parade.pages.pages import pages
from parade.pages.render import page_path
from parade.read.records import read_folder
from tests.conftest import TODAY, run

FIRST = "titel: Een tuin\nkern: Kort.\n"


def git(folder: Path, *arguments: str, day: str = "2026-01-01") -> None:
    """Run git with a fixed author and day."""
    who = ["-c", "user.name=a", "-c", "user.email=a@a.example", "-c", "commit.gpgsign=false"]
    when = {"GIT_AUTHOR_DATE": f"{day}T12:00:00", "GIT_COMMITTER_DATE": f"{day}T12:00:00", "PATH": "/usr/bin:/bin"}
    subprocess.run(["git", *who, *arguments], cwd=folder, env=when, check=True, capture_output=True, timeout=30)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A record with three commits: begun, only laid out anew, and two fields changed."""
    path = tmp_path / "repo" / "examples" / "voorbeelden" / "tuin.yml"
    path.parent.mkdir(parents=True)
    root = path.parent.parent.parent
    git(root, "init", "-q")
    texts = [FIRST, "titel: 'Een tuin'\nkern: Kort.\n", "titel: Een tuin\nkern: Langer.\nstatus: loopt\n"]
    for month, text in enumerate(texts, 1):
        path.write_text(text, "utf-8")
        git(root, "add", "-A")
        git(root, "commit", "-qm", "a", day=f"2026-0{month}-01")
    return path


def test_fields_that_changed_with_their_day(file: Path) -> None:
    """The newest change first, by labels; a commit in which no field changed is none; the beginning stands last."""
    assert history(file, VOORBEELD) == [Change("2026-03-01", ("Status", "Kern")), Change("2026-01-01", ())]


def test_a_renamed_file_keeps_its_history(file: Path) -> None:
    """The record began where it began, also under another name."""
    moved = file.with_name("moestuin.yml")
    file.rename(moved)
    git(file.parent, "add", "-A")
    git(file.parent, "commit", "-qm", "b", day="2026-04-01")
    assert history(moved, VOORBEELD)[-1] == Change("2026-01-01", ())


def test_without_git_there_is_no_history(tmp_path: Path, file: Path) -> None:
    """Outside a repository, and in a shallow clone that does not know the beginning, nothing is told."""
    (tmp_path / "los.yml").write_text(FIRST)
    assert history(tmp_path / "los.yml", VOORBEELD) == []
    root = file.parent.parent.parent
    git(tmp_path, "clone", "-q", "--depth", "1", root.as_uri(), "ondiep")
    assert history(tmp_path / "ondiep/examples/voorbeelden/tuin.yml", VOORBEELD) == []


def test_the_report(file: Path) -> None:
    """`parade report --geschiedenis` tells it as Markdown; an id that is not there is told its cure."""
    examples = file.parent.parent
    done = run("report", "--geschiedenis", "tuin", "--examples", examples)
    assert done.stdout == "# Een tuin\n\n- 2026-03-01: Status, Kern\n- 2026-01-01: begonnen\n"
    wrong = run("report", "--geschiedenis", "tuim", "--examples", examples)
    assert wrong.returncode == 1
    assert "tuin" in wrong.stderr


def test_the_changes_of_all_records_are_those_of_each(file: Path) -> None:
    """Two calls of git tell of every record what many calls tell of one; a renamed one keeps what it was."""
    examples = file.parent.parent
    other = file.with_name("zeef.yml")
    other.write_text("titel: Een zeef\nkern: Kort.\n", "utf-8")
    git(examples, "add", "-A")
    git(examples, "commit", "-qm", "c", day="2026-05-01")
    file.rename(moved := file.with_name("moestuin.yml"))
    git(examples, "add", "-A")
    git(examples, "commit", "-qm", "d", day="2026-06-01")
    records = read_folder(examples)[0]["voorbeelden"]
    every = histories(examples, records)
    assert every == {f"examples/voorbeelden/{each.name}": history(each, VOORBEELD) for each in (moved, other)}
    assert [change.labels for change in every["examples/voorbeelden/moestuin.yml"]] == [("Status", "Kern"), ()]


def test_no_more_than_so_many_changes_are_told(file: Path) -> None:
    """The newest ones; what is left out is not told as a beginning."""
    for number in range(SHOWN + 3):
        file.write_text(f"titel: Een tuin\nkern: Keer {number}.\n", "utf-8")
        git(file.parent, "commit", "-qam", "e", day=f"2026-07-{number + 1:02}")
    examples = file.parent.parent
    changes = histories(examples, read_folder(examples)[0]["voorbeelden"])["examples/voorbeelden/tuin.yml"]
    assert [change.day for change in changes] == [f"2026-07-{day:02}" for day in range(SHOWN + 3, 3, -1)]
    assert all(change.labels for change in changes)


def test_nothing_is_told_of_all_without_git(tmp_path: Path, collection: Collection) -> None:
    """Outside a repository there is no history, and a page says nothing of it."""
    assert histories(tmp_path, collection["voorbeelden"]) == {}
    first = collection["voorbeelden"][0]
    path = page_path(first.url)
    assert "Wat is er veranderd?" not in pages(collection, {}, TODAY)[path]
    told = {first.path: [Change("2026-11-20", ("Kern", "Thema's")), Change("2026-11-01", ())]}
    page = pages(collection, {}, TODAY, changes=told)[path]
    assert "<li>20 november 2026: kern en thema&#39;s</li><li>1 november 2026: toegevoegd</li>" in page
