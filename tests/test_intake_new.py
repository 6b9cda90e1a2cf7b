"""`parade new` asks in the terminal, keeps what was answered, and writes a record that the check takes."""

from __future__ import annotations

import json
from pathlib import Path

from tests.conftest import EXAMPLES, run

ANSWERS = (
    *("Zingen in de hal", "Angeren", "Buren zingen.", "ontmoeten", "inwoners; ouderen", "Elke week een uur.", ""),
    *("Verslag van de dag", "www.voorbeeld.nl/verslag", "", "", "", "", "", ""),
)
"""The eight first questions: one has no answer, the last one has an item of seven parts, and then no other one."""


def test_new(tmp_path: Path) -> None:
    """Left after the first questions it goes on where it was, and the record is one that the check takes."""
    call = ("new", "--out", tmp_path, "--examples", EXAMPLES)
    left = run(*call, stdin="\n".join([*ANSWERS, "stop"]) + "\n")
    assert left.returncode == 0, left.stderr
    assert "Ga verder met: parade new voorbeelden" in left.stdout
    assert "ligt in de gemeente Lingewaard" in left.stdout
    kept = json.loads((tmp_path / ".bezig-voorbeeld.json").read_text("utf-8"))
    assert kept["titel"] == "Zingen in de hal"
    done = run(*call, stdin="\n" * 80)
    assert done.returncode == 0, done.stderr
    assert "Hoe heet het?" not in done.stdout
    [path] = tmp_path.rglob("*.yml")
    assert path.name == "zingen-in-de-hal-lingewaard.yml"
    assert not (tmp_path / ".bezig-voorbeeld.json").exists()
    checked = run("check", path, "--examples", EXAMPLES)
    assert checked.returncode == 0, checked.stdout


def test_new_tells_a_kind_that_is_not_there() -> None:
    """Another kind is told with those that there are."""
    done = run("new", "voorbeeld", "--examples", EXAMPLES)
    assert done.returncode == 1
    assert "Kies uit: voorbeelden" in done.stderr
