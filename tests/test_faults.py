"""Whatever fails on the way, it is told in a sentence, and the old site stands whole."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures.process import BrokenProcessPool
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from parade.check.paths import check_folder
from parade.model import today
from parade.model.problems import ParadeError, has_errors
from parade.model.settings import Settings
from parade.read import records
from parade.read.folder import entries
from parade.site import alone, build, builder, publish
from tests import kills
from tests.conftest import PACKAGE, ROOT, run

BARE = {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
KLIMAAT = ROOT / "tests/records/klimaat"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small collection with its site."""
    root = tmp_path_factory.mktemp("faults") / "klimaat"
    shutil.copytree(KLIMAAT, root)
    assert run("build", cwd=root).returncode == 0
    return root


@pytest.fixture
def project(whole: Path, tmp_path: Path) -> Iterator[Path]:
    """One of its own for each test; its site stands as it did, and nothing lies beside it, when the test is done."""
    root = tmp_path / "klimaat"
    shutil.copytree(whole, root)
    before = kills.digest(root / "site")
    yield root
    assert kills.digest(root / "site") == before
    assert kills.left(root) == []


@pytest.mark.parametrize(
    ("out", "message"),
    [
        ("/", "waar hij van gemaakt wordt"),
        (".", "waar hij van gemaakt wordt"),
        ("..", "waar hij van gemaakt wordt"),
        ("examples", "waar hij van gemaakt wordt"),
        ("examples/site", "waar hij van gemaakt wordt"),
        ("docs/site", "waar hij van gemaakt wordt"),
        ("build/pages", "waar hij van gemaakt wordt"),
        ("naar-examples", "waar hij van gemaakt wordt"),
        ("rond", "verwijzing die nergens heen leidt"),
        ("vol", "niet door Parade gemaakt en niet leeg"),
        ("parade.yml", "is een bestand"),
        ("parade.yml/site", "er staat al iets met die naam"),
    ],
)
def test_a_site_comes_where_nothing_else_stands(
    project: Path, out: str, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No folder with anything in it is ever replaced, whatever way leads there."""
    (project / "naar-examples").symlink_to("examples")
    (project / "rond").symlink_to("rond")
    (project / "vol").mkdir()
    (project / "vol/brief.txt").write_text("hou vast", encoding="utf-8")
    monkeypatch.chdir(project)
    with pytest.raises(ParadeError, match=message):
        build.build(Path("examples"), Path(out))
    assert (project / "vol/brief.txt").is_file()
    assert sorted(path.name for path in (project / "examples").iterdir()) == sorted(
        path.name for path in (KLIMAAT / "examples").iterdir()
    )


def test_a_home_folder_is_never_replaced(project: Path, tmp_path: Path) -> None:
    """Neither the folder of a person, nor a link to it."""
    home = tmp_path / "thuis"
    home.mkdir()
    (home / "brief.txt").write_text("hou vast", encoding="utf-8")
    (project / "link").symlink_to(home)
    for out in (home, project / "link"):
        with pytest.raises(ParadeError, match="niet door Parade gemaakt"):
            build.build(project / "examples", out)
    assert (home / "brief.txt").is_file()


def test_the_same_records_give_the_same_bytes_anywhere(project: Path, tmp_path: Path) -> None:
    """On another path, from another folder, to a link, with another hash seed, and in the locale C without UTF-8."""
    other = tmp_path / "heel ergens anders"
    shutil.copytree(KLIMAAT, other)
    (tmp_path / "echt").mkdir()
    (tmp_path / "link").symlink_to("echt")
    bare = {**BARE, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"}
    done = run("build", "--examples", other / "examples", "--out", "link", cwd=tmp_path, env=bare)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "link").is_symlink()
    assert kills.files(tmp_path / "echt") == kills.files(project / "site")


def test_who_builds_is_told(project: Path) -> None:
    """A second build says which process has the folder since when, and takes nothing from it; so for the same out."""
    for lock, what in ((project / "build/.bezig", project / "build"), (project / ".site-parade-bezig", Path("site"))):
        said = pytest.raises(ParadeError, match=rf"werkt al een andere parade \(proces {os.getpid()}, sinds 20")
        with alone.held(lock, what), said:
            build.build(project / "examples", project / "site")
        assert not lock.exists()


def test_the_lock_of_a_process_that_is_gone_is_none(project: Path) -> None:
    """What a killed build left locked does not keep the next one waiting."""
    (project / "build/.bezig").write_text("proces 1, sinds 1990-01-01 00:00", encoding="utf-8")
    with alone.held(project / "build/.bezig", project / "build"):
        assert str(os.getpid()) in (project / "build/.bezig").read_text("utf-8")


def test_what_was_left_lying_is_cleared_and_only_that(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Folders of killed builds go; what only looks like one, or belongs to a process that lives, stays."""
    temporary = tmp_path / "temporary"
    mine, gone = temporary / f"{alone.WORK}{os.getpid()}-abc", temporary / f"{alone.WORK}4194399-abc"
    for path in (mine, gone, project / ".site-parade-abcd1234", project / ".site-parade-abcd1234-oud"):
        path.mkdir(parents=True)
        (path / "x").write_text("x", encoding="utf-8")
    (project / ".site-parade-van-iris").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    alone.clear(project / "site")
    assert [path.name for path in temporary.iterdir()] == [mine.name]
    assert (project / ".site-parade-van-iris").is_dir()
    (project / ".site-parade-van-iris").rmdir()


def test_a_site_between_two_names_is_put_back(project: Path) -> None:
    """A build that was killed between two renames, where the system cannot swap in one step, lost nothing."""
    (project / "site").rename(project / ".site-parade-abcd1234-oud")
    alone.clear(project / "site")
    assert (project / "site/index.html").is_file()


def test_a_system_that_cannot_swap_renames(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two renames do the same, and the first is undone when the second fails."""
    monkeypatch.setattr(publish, "exchanged", lambda *_: False)
    new, out = project / "nieuw", project / "oud"
    new.mkdir()
    (out / "x").mkdir(parents=True)
    publish.swap(new, out)
    assert list(out.iterdir()) == []
    with pytest.raises(OSError, match="weg"):
        publish.swap(project / "weg", out)
    assert out.is_dir()


def test_a_full_disk_is_told(project: Path) -> None:
    """A file that cannot be written whole is told with what the system says, in Dutch."""
    small = (resource.RLIMIT_FSIZE, (30_000, 30_000))
    text = (project / "parade.yml").read_text("utf-8")
    (project / "parade.yml").write_text(text.replace("naam: ", "naam: Nieuwe ", 1), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "parade", "build"],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(PACKAGE.parent), "PYTHONSAFEPATH": "1"},
        preexec_fn=lambda: resource.setrlimit(*small),
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "het bestand wordt groter dan hier mag" in done.stderr


def test_a_disk_that_takes_nothing_is_told(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Told before the work when nothing can come beside the site, and after it when only then the disk is full."""

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tempfile, "mkdtemp", full)
    with pytest.raises(ParadeError, match=r"niet te schrijven \(de schijf is vol\)"):
        build.build(project / "examples", project / "site")


def test_a_file_that_vanishes_while_it_is_read(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Gone between looking and reading: a problem like any other."""

    def vanishing(*words: Any) -> Iterator[Any]:
        for entry in list(entries(*words)):
            if entry.path.parent.name == "voorbeelden":
                entry.path.unlink(missing_ok=True)
            yield entry

    monkeypatch.setattr(records, "entries", vanishing)
    problems = records.read_folder(project / "examples")[1]
    assert {each.message.split(" (")[0] for each in problems} == {"Het bestand is niet te lezen"}
    assert "dat is er niet, of niet meer" in problems[0].message


@pytest.mark.parametrize(
    "content",
    [
        b"theme: [\n",
        b"- een\n- lijst\n",
        b"\xff\xfe\x00\x01",
        b"theme:\n  name: bestaat-niet\n",
        b"plugins: [bestaat-niet]\n",
        b"markdown_extensions: [bestaat_niet]\n",
        b"theme: !!python/name:geen.module\n",
        b"INHERIT: nergens.yml\n",
    ],
)
def test_a_broken_file_of_the_site_builder_is_told(tmp_path: Path, content: bytes) -> None:
    """What the site builder says of its own settings is told with the file to look at, and never a traceback."""
    (tmp_path / "mkdocs.yml").write_bytes(content)
    with pytest.raises(ParadeError, match=r"De oude site staat er nog(?s:.)*mkdocs\.yml"):
        config = builder.config(tmp_path, Settings(), [])
        builder.render({"index.md": "# Soep\n"}, [], config, None, 1)


def test_a_worker_that_dies_is_told(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that the system ended is no traceback: it says what to try."""

    def dies(*_: object) -> None:
        raise BrokenProcessPool("A process in the process pool was terminated abruptly")

    shutil.rmtree(project / "build")
    monkeypatch.setattr(builder, "render", dies)
    with pytest.raises(ParadeError, match="Een deel van de sitebouwer viel weg"):
        build.build(project / "examples", project / "site")


def test_no_language_of_the_system_matters(project: Path) -> None:
    """In the locale C, without UTF-8, a name with accents is read and told."""
    name = os.fsencode(project / "examples/voorbeelden") + "/café-Ÿ.yml".encode()
    Path(os.fsdecode(name)).write_text("titel: Café\n", encoding="utf-8")
    done = run("check", cwd=project, env=BARE)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "De bestandsnaam mag alleen kleine letters" in done.stdout


def test_a_clock_that_is_wrong_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """In 1990 every date would lie in the future: one sentence says why. In 2040 nothing is wrong."""
    days = [date(1990, 1, 1), date(2040, 1, 1)]
    monkeypatch.setattr(today, "date", type("Day", (date,), {"today": classmethod(lambda _: days.pop(0))}))
    with pytest.raises(ParadeError, match="De klok van deze computer staat op 1990-01-01"):
        today.today()
    assert today.today() == date(2040, 1, 1)
    problems = check_folder(KLIMAAT / "examples", date(2040, 1, 1))
    assert not has_errors(problems)


def test_a_build_that_is_killed_leaves_the_old_site(tmp_path: Path) -> None:
    """At whatever moment: the old site or the new one, whole; `make kills` tries it 200 times."""
    assert kills.tried(tmp_path, 3, seed=1) == 3
