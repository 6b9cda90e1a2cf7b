from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from playwright.sync_api import Browser

import parade
from parade.check.checks import check_record
from parade.index.index import Index
from parade.model.fields import VOORBEELD, Kind
from parade.model.problems import Problem
from parade.model.record import Collection, Record
from parade.read.records import read, read_folder
from parade.recommend.likeness import neighbours
from parade.search.search import Search
from tests.browser import chromium, served

ROOT = Path(__file__).parent.parent
PACKAGE = Path(parade.__file__).parent
RECORDS = Path("tests/records")
EXAMPLES = RECORDS / "examples"
TODAY = date(2026, 11, 21)

# One commit is always tried with the same inputs; with PARADE_FUZZ each run makes up new ones.
hypothesis.settings.register_profile("parade", derandomize="PARADE_FUZZ" not in os.environ)
hypothesis.settings.load_profile("parade")

GOOD: dict[str, Any] = {
    "titel": "Een tuin voor de hele straat",
    "gemeenten": ["Rhenen"],
    "kern": "Buren maken samen een tuin.",
    "themas": ["ontmoeten"],
    "doelgroepen": ["inwoners"],
    "aanpak": "Elke zaterdag spitten en koffie drinken.",
    "bronnen": [{"titel": "Verslag van de dag"}],
}
"""The fields of a voorbeeld with nothing wrong, beside the collection in tests/records/examples."""

KEY = "titel: Een naam\n"


def read_text(text: str | bytes, kind: Kind = VOORBEELD, id: str = "naam") -> tuple[list[Record], list[Problem]]:
    """The records and problems of a file with that text."""
    return read(text.encode() if isinstance(text, str) else text, kind, id)


def only(problems: list[Problem]) -> Problem:
    """The one problem there is."""
    assert len(problems) == 1, problems
    return problems[0]


def told(problems: list[Problem]) -> set[tuple[str, str]]:
    """Level and message of each problem, without its place."""
    return {(problem.level.value, problem.message) for problem in problems}


def run(
    *arguments: object, cwd: Path = ROOT, stdin: str = "", env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run `parade` as a person does; the package is the one under test, wherever the call stands."""
    environment = {**os.environ, "PYTHONPATH": str(PACKAGE.parent), "PYTHONSAFEPATH": "1", **(env or {})}
    command = [sys.executable, "-m", "parade", *map(str, arguments)]
    return subprocess.run(
        command, cwd=cwd, env=environment, input=stdin, capture_output=True, encoding="utf-8", timeout=600, check=False
    )


@pytest.fixture(scope="session")
def collection() -> Collection:
    """The small fixed collection; nothing is wrong with its files."""
    found, problems = read_folder(ROOT / EXAMPLES)
    assert problems == []
    return found


@pytest.fixture
def checked(collection: Collection) -> Any:
    """A function: the problems of a good voorbeeld in which some fields are changed, or left out when None."""

    collection = Collection(list(collection), collection.settings, {"dorp.jpg": ""})

    def check_changed(kind: Kind = VOORBEELD, **changes: Any) -> list[Problem]:
        data = {**(GOOD if kind is VOORBEELD else {}), **changes}
        record = Record(kind, "tuin", {name: value for name, value in data.items() if value is not None})
        return sorted(check_record(record, collection, TODAY))

    return check_changed


def make_project(root: Path, examples: Path) -> Path:
    """A project of its own with a copy of those records, and its site built."""
    for name in ("mkdocs.yml", "parade.yml"):
        shutil.copy(ROOT / name, root)
    shutil.copytree(ROOT / "docs", root / "docs")
    shutil.copytree(examples, root / "examples")
    done = run("build", cwd=root)
    assert done.returncode == 0, done.stderr
    assert "De site staat klaar" in done.stdout
    return root


@pytest.fixture(scope="session")
def small_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built project with the small fixed collection; tests may change it when they put it back."""
    return make_project(tmp_path_factory.mktemp("small"), ROOT / EXAMPLES)


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built project with the records of examples/, one for all workers; no test changes it."""
    base = tmp_path_factory.getbasetemp()
    root = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "project"
    with root.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # the first worker builds, the others wait for it
        if not (root / "site").is_dir():
            shutil.rmtree(root, ignore_errors=True)
            root.mkdir()
            make_project(root, ROOT / "examples")
    return root


@pytest.fixture(scope="session")
def built_site(project: Path) -> Path:
    """The finished site of `project`."""
    return project / "site"


@pytest.fixture(scope="session")
def searching() -> Any:
    """A function: search over voorbeelden given as {id: fields}, with the begrippen of the small fixed collection."""
    begrippen = [record for record in read_folder(ROOT / EXAMPLES)[0] if record.kind.folder.startswith("begrippen")]

    def search_over(voorbeelden: dict[str, dict[str, Any]]) -> Search:
        records = [
            Record(VOORBEELD, id, {"titel": id, "themas": [], "doelgroepen": [], "aanpak": "", **fields})
            for id, fields in voorbeelden.items()
        ]
        index = Index(Collection([*begrippen, *records]))
        return Search(index, neighbours(index))

    return search_over


@pytest.fixture(scope="session")
def small_search(collection: Collection) -> Search:
    """Search over the small fixed collection."""
    index = Index(collection)
    return Search(index, neighbours(index))


@pytest.fixture(scope="session")
def full_search() -> Search:
    """Search over the records of examples/."""
    index = Index(read_folder(ROOT / "examples")[0])
    return Search(index, neighbours(index))


@pytest.fixture(scope="module")
def address(built_site: Path) -> Iterator[str]:
    """Where the built site is served."""
    with served(built_site) as url:
        yield url


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of a module."""
    with chromium() as started:
        yield started
