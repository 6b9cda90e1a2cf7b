"""The answer on a proposal: complete, friendly, and no text of a stranger becomes markup or calls somebody."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import RECORDS, ROOT, run

GOLDEN = ROOT / "tests/golden/voorstel.md"
NEW = """titel: "Een put @jan in de <b>straat</b> #12"
regio: Het dal
kern: Regen zakt weg in een put onder de straat, en niet in de kelders.
vragen:
  - Wat doen wij als de kelders onderlopen?
  - Waar laat je regen die nergens heen kan?
themas: [wateroverlast]
doelgroepen: [huiseigenaren]
aanleiding: Na elke hoosbui stonden de kelders blank.
aanpak: Onder de straat kwam een put. Regenpijpen lopen erop uit.
bronnen:
  - titel: Jaarboek Droge Voeten
    datum: 2024
"""


def git(root: Path, *words: str) -> None:
    """Run git there, as nobody in particular."""
    who = ["-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "init.defaultBranch=main"]
    subprocess.run(["git", *who, *words], cwd=root, check=True, capture_output=True)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A collection in git, with a branch that adds, changes, renames and deletes a record, one of them wrongly."""
    shutil.copytree(ROOT / RECORDS / "klimaat", tmp_path, dirs_exist_ok=True)
    git(tmp_path, "init")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-m", "Zo was het")
    records = tmp_path / "examples/voorbeelden"
    (records / "put-onder-de-straat.yml").write_text(NEW, "utf-8")
    changed = records / "koele-huiskamer.yml"
    changed.write_text(changed.read_text("utf-8").replace("themas:\n  - hitte", "themas:\n  - warmte"), "utf-8")
    (records / "groen-schoolplein.yml").rename(records / "koel-schoolplein.yml")
    (records / "groen-dak-bushokje.yml").unlink()
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-m", "Een voorstel")
    return tmp_path


def test_the_answer_is_as_it_was(root: Path) -> None:
    """New, changed, renamed and deleted: each is told with how it will look, what it resembles and what to do."""
    done = run("report", "--base", "HEAD~1", cwd=root)
    assert done.returncode == 0, done.stderr
    if os.environ.get("PARADE_GOLDEN"):
        GOLDEN.write_text(done.stdout, "utf-8")
    assert done.stdout == GOLDEN.read_text("utf-8")


def test_texts_of_strangers_call_nobody(root: Path) -> None:
    """Markup, a name with an @ and a number with a # stay text."""
    text = run("report", "--base", "HEAD~1", cwd=root).stdout
    assert "<b>" not in text.replace("\\<b\\>", "")
    assert "@jan" not in text and " #12" not in text


def test_nothing_changed_is_said(root: Path) -> None:
    """Without a change there is nothing to look at."""
    assert "wijzigt geen bestand" in run("report", "--base", "HEAD", cwd=root).stdout


@pytest.mark.parametrize("base", ["bestaat-niet", "--output=/tmp/x", ""])
def test_a_revision_that_is_none_is_told(root: Path, base: str) -> None:
    """What git does not know is told with what to write instead; an option of git is no revision."""
    done = run("report", f"--base={base}", cwd=root)
    assert done.returncode == 1 and "--base main" in done.stderr
    assert "Traceback" not in done.stderr


def test_one_report_at_a_time(root: Path) -> None:
    """Without a choice, or with two, the call is told which there are."""
    for words in ([], ["--leemten", "--voornemens"]):
        done = run("report", *words, cwd=root)
        assert done.returncode == 2 and "--base REV" in done.stderr
