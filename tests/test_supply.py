"""What comes along with an installation: pinned, with a hash, and with a licence that is told."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.licences import FILE, packages


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-dev.txt"])
def test_every_package_is_pinned_with_hashes(lock: str) -> None:
    """A package that differs from the one that was tried is refused."""
    text = (ROOT / lock).read_text("utf-8").replace("\\\n", " ")
    pins = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
    assert pins and [line for line in pins if "==" not in line or "--hash=sha256:" not in line] == []


def test_the_lock_has_every_dependency() -> None:
    """What pyproject.toml asks for is in the lock: a forgotten `make lock` shows here."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    named = {re.split(r"[<>=!~\[ ;]", line)[0].lower().replace("_", "-") for line in project["dependencies"]}
    assert sorted(named - {name.replace("_", "-") for name in packages()}) == []


def test_every_licence_is_listed() -> None:
    """LICENCES.md has a row for each package of the lock."""
    rows = re.findall(r"^\| ([\w.-]+) \| (.+) \|$", FILE.read_text("utf-8"), re.MULTILINE)
    listed = {name for name, _ in rows}
    assert sorted(set(packages()) - listed) == []
    assert [name for name, licence in rows if licence == "unknown"] == []


def test_the_version_stands_in_one_place() -> None:
    """Only pyproject.toml tells the version of the software; the changelog tells which versions there were, dated."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert "softwareVersion" not in (ROOT / "publiccode.yml").read_text("utf-8")
    headings = re.findall(r"^## (.+)$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert all(
        heading == "Unreleased" or re.fullmatch(r"\d+\.\d+\.\d+ – \d{4}-\d\d-\d\d", heading) for heading in headings
    )
    assert re.fullmatch(r"\d+\.\d+\.\d+", project["version"])


def test_workflows_let_no_stranger_in() -> None:
    """zizmor finds nothing in the workflows, ours and those of a new collection; each action is pinned by its hash."""
    folders = [ROOT / ".github/workflows", ROOT / "parade/intake/starter/github/workflows"]
    for folder in folders:
        for workflow in folder.glob("*.yml"):
            for used in re.findall(r"uses: \S+@(\S+)", workflow.read_text("utf-8")):
                assert re.fullmatch(r"[0-9a-f]{40}", used), workflow
    command = [Path(sys.executable).parent / "zizmor", "--offline", "--quiet", *folders]
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
