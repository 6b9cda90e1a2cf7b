"""The commands as a person runs them: a mistake of a user is told in Dutch and never shows a traceback."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest
from click.testing import CliRunner

from parade.cli import main
from parade.site.publish import MARK
from parade.site.serve import HOST
from tests.conftest import EXAMPLES, PACKAGE, RECORDS, ROOT, run

DUTCH = re.compile(r"\b(de|het|een|niet|staat|bestaat|kies|bekijk|met|ontbreekt)\b", re.IGNORECASE)


def refused(done: subprocess.CompletedProcess[str], code: int) -> str:
    """What a refused call says: Dutch, on the error stream, without a traceback, with the right exit code."""
    assert "Traceback" not in done.stdout + done.stderr
    assert done.returncode == code, done
    assert DUTCH.search(done.stderr), done
    return done.stderr


@pytest.mark.parametrize(
    ("call", "code", "message"),
    [
        (["chek"], 2, 'Het commando "chek" bestaat niet. Bedoelde je "check"?'),
        (["zomaar"], 2, 'Het commando "zomaar" bestaat niet.'),
        (["check", "--jsn"], 2, 'De optie "--jsn" bestaat niet'),
        (["check", "--examples"], 2, "Bekijk wat kan met"),
        (["check", "--examples", "weg"], 1, 'De map "weg" bestaat niet'),
        (["check", "weg.yml"], 1, '"weg.yml" bestaat niet'),
        (["check", "examples/voorbeelden/weg.yml"], 1, "bestaat niet"),
        (["check", "pyproject.toml", "--examples", "weg"], 1, 'De map "weg" bestaat niet'),
        (["check", "--examples", "pyproject.toml"], 1, 'De map "pyproject.toml" bestaat niet'),
        (["search"], 2, "Er ontbreekt iets: VRAAG"),
        (["search", "a", "b"], 2, "Dit commando klopt niet"),
        (["search", "a", "--limit", "0"], 2, "De waarde bij --limit klopt niet"),
        (["search", "a", "--limit", "veel"], 2, "De waarde bij --limit klopt niet"),
        (["search", "a", "--examples", "weg"], 1, 'De map "weg" bestaat niet'),
        (["similar", "buurthuis-utrech", "--examples", EXAMPLES], 1, 'Bedoelde je "buurthuis-utrecht"?'),
        (["similar", "--examples", EXAMPLES], 1, "Geef de naam van een bestand"),
        (["similar", "a", "--examples", "weg"], 1, 'De map "weg" bestaat niet'),
        (["report"], 2, "Kies één overzicht: --base REV"),
        (["report", "--voornemens", "--examples", "weg"], 1, 'De map "weg" bestaat niet'),
        (["build", "--examples", "weg"], 1, 'De map "weg" bestaat niet'),
        (["build", "--out", "docs"], 1, "daar staat waar hij van gemaakt wordt"),
        (["build", "--out", "."], 1, "daar staat waar hij van gemaakt wordt"),
        (["build", "--out", "mkdocs.yml"], 1, "is een bestand en geen map"),
        (["build", "--out", "/" + "a" * 300], 1, "de naam is te lang"),
        (["serve", "--port", "99999"], 1, "Poort 99999 is niet te gebruiken"),
        (["serve", "--port", "-1"], 1, "Poort -1 is niet te gebruiken"),
        (["serve", "--port", "veel"], 2, "De waarde bij --port klopt niet"),
        (["serve", "--port", "0", "--examples", "weg"], 1, 'De map "weg" bestaat niet'),
    ],
    ids=lambda value: " ".join(map(str, value))[:50] if isinstance(value, list) else None,
)
def test_mistake_of_a_user(call: list[str], code: int, message: str) -> None:
    """Each mistake in a call is told with its cure and has exit code 1 or, when not understood, 2."""
    assert message in refused(run(*call), code)


def test_no_command() -> None:
    """`parade` alone, and with --help, names the commands."""
    for call in ([], ["--help"], ["-h"]):
        done = run(*call)
        assert done.returncode == 0
        assert "Controleer de records" in done.stdout


def test_port_in_use() -> None:
    """A port that another program holds is told before anything is built."""
    with socket.create_server((HOST, 0)) as taken:
        port = taken.getsockname()[1]
        assert f"Poort {port} is niet te gebruiken" in refused(run("serve", "--port", port), 1)


def test_outside_a_collection(tmp_path: Path) -> None:
    """A build where no records are says which folder it looks for."""
    assert 'De map "examples" bestaat niet' in refused(run("build", cwd=tmp_path), 1)


def test_a_new_collection_builds_at_once(tmp_path: Path) -> None:
    """`parade init` gives a collection without a fout that builds and answers; a folder that is not empty is left."""
    made = tmp_path / "nieuw"
    assert run("init", made, cwd=tmp_path).returncode == 0
    assert run("check", cwd=made).returncode == 0
    done = run("build", cwd=made)
    assert done.returncode == 0 and (made / "site/voorbeelden/een-eerste-voorbeeld/index.html").is_file(), done.stderr
    assert "een-eerste-voorbeeld" in run("search", "hoe ziet een voorbeeld eruit", cwd=made).stdout
    assert "niet leeg" in refused(run("init", made, cwd=tmp_path), 1)


def test_the_version_is_that_of_the_package() -> None:
    """`parade --version` tells the one version there is."""
    assert run("--version").stdout == f"parade {metadata.version('parade')}\n"


def test_check_text() -> None:
    """A good collection has exit code 0 and a count; tips on files that nobody asked for are only counted."""
    done = run("check", "--examples", EXAMPLES)
    assert (done.returncode, done.stderr) == (0, "")
    assert "0 fouten, 0 tips" in done.stdout.splitlines()


def test_check_json() -> None:
    """--json gives a list of problems with their place, and exit code 1 when one is a fout."""
    done = run("check", RECORDS / "alles-fout.yml", "--examples", EXAMPLES, "--json")
    assert done.returncode == 1
    found = json.loads(done.stdout)
    assert set(found[0]) == {"path", "line", "column", "level", "field", "message"}
    assert {problem["level"] for problem in found} == {"fout", "tip"}


def test_check_github() -> None:
    """--github gives one workflow command a line, and nothing else."""
    done = run("check", RECORDS / "alles-fout.yml", "--examples", EXAMPLES, "--github")
    assert done.returncode == 1
    assert all(
        re.match(r"::(error|notice) file=tests/records/alles-fout.yml,line=\d+,col=\d+::", line)
        for line in done.stdout.splitlines()
    )


def test_check_one_file_of_the_collection() -> None:
    """A path within the collection tells of that file alone."""
    done = run("check", EXAMPLES / "begrippen/themas.yml", "--examples", EXAMPLES)
    assert [line.split(":")[0] for line in done.stdout.splitlines()[:-1]] == ["examples/begrippen/themas.yml"]


def test_check_a_folder_of_the_collection() -> None:
    """A folder within the collection tells of its files alone."""
    done = run("check", EXAMPLES / "voorbeelden", "--examples", EXAMPLES)
    assert done.stdout == "0 fouten, 0 tips\n"


def test_check_in_any_locale() -> None:
    """A terminal that knows no UTF-8 is no reason to fail."""
    for setting in ({"LC_ALL": "C", "PYTHONUTF8": "0"}, {"PYTHONIOENCODING": "ascii"}):
        done = run("check", RECORDS / "alles-fout.yml", "--examples", EXAMPLES, env=setting)
        assert done.returncode == 1
        assert "vóór" in done.stdout
        assert done.stderr == ""


def test_check_into_a_closed_pipe() -> None:
    """A reader that stops reading, as `head` does, gives no traceback."""
    environment = {**os.environ, "PYTHONPATH": str(PACKAGE.parent), "PYTHONSAFEPATH": "1"}
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "parade", "check", "--examples", str(EXAMPLES)]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, stdout=writing, stderr=subprocess.PIPE, check=False, timeout=60
    )
    os.close(writing)
    assert done.stderr == b""


def test_search() -> None:
    """A question finds the voorbeeld it is about, with the same keys as the contract names."""
    done = run("search", "Hoe beheren bewoners zelf hun buurthuis?", "--examples", EXAMPLES, "--json", "--limit", "2")
    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    assert found[0]["id"] == "buurthuis-utrecht"
    assert len(found) <= 2
    assert {"id", "titel", "url", "score", "redenen"} <= set(found[0])


@pytest.mark.parametrize("question", ["", "xqzj", "de het een", '"*[', "a AND NOT", "titel:*", "🙂", "a" * 5000])
def test_search_any_question(question: str) -> None:
    """A question without known words, or with signs of a query language, is answered without an error."""
    done = CliRunner().invoke(main, ["search", "--examples", str(ROOT / EXAMPLES), "--", question])
    assert (done.exit_code, done.exception) == (0, None)
    assert done.stdout


def test_similar() -> None:
    """A voorbeeld is told others, with reasons; --all tells of each."""
    done = run("similar", "buurthuis-utrecht", "--examples", EXAMPLES, "--json")
    assert done.returncode == 0
    assert "droomkaart-leusden" in {each["id"] for each in json.loads(done.stdout)}
    every = json.loads(run("similar", "--all", "--json", "--examples", EXAMPLES).stdout)
    assert set(every) == {"buurthuis-utrecht", "droomkaart-leusden", "schulden-dronten"}


def files(folder: Path) -> dict[Path, bytes]:
    """Every file below a folder and what is in it."""
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_build(small_project: Path) -> None:
    """A build gives a page for each record, marks its folder, and leaves nothing beside it."""
    assert (small_project / "site" / MARK).is_file()
    for id in ("buurthuis-utrecht", "droomkaart-leusden", "schulden-dronten"):
        assert (small_project / "site" / "voorbeelden" / id / "index.html").is_file()
    assert {path.name for path in small_project.iterdir()} == {
        "mkdocs.yml",
        "docs",
        "examples",
        "parade.yml",
        "build",
        "site",
    }


def test_mistake_in_a_record_keeps_the_old_site(small_project: Path) -> None:
    """A build with a fout tells it with its place, and the old site stays whole."""
    before = files(small_project / "site")
    bad = small_project / "examples" / "voorbeelden" / "kapot.yml"
    bad.write_text("titel: 's-Gravenhage: [\n", encoding="utf-8")
    try:
        said = refused(run("build", cwd=small_project), 1)
    finally:
        bad.unlink()
    assert "examples/voorbeelden/kapot.yml:1:8 fout" in said
    assert "de oude site blijft staan" in said
    assert files(small_project / "site") == before


def test_mistake_in_the_site_builder_keeps_the_old_site(small_project: Path) -> None:
    """When the site builder stops, what it said is told, and the old site stays whole."""
    before = files(small_project / "site")
    config = (small_project / "mkdocs.yml").read_text("utf-8")
    (small_project / "mkdocs.yml").write_text(config + "\nplugins: [bestaat-niet]\n", encoding="utf-8")
    try:
        said = refused(run("build", cwd=small_project), 1)
    finally:
        (small_project / "mkdocs.yml").write_text(config, encoding="utf-8")
    assert "De oude site staat er nog" in said
    assert "bestaat-niet" in said
    assert files(small_project / "site") == before
    assert not list(small_project.glob(".site*"))


@pytest.mark.parametrize("out", ["mkdocs.yml/site", "/proc/parade/site", "/dev/null/site"])
def test_out_that_cannot_be_written(small_project: Path, out: str) -> None:
    """A place where nothing can be written is told, with another way."""
    assert "Kies een andere map, of vraag om rechten" in refused(run("build", "--out", out, cwd=small_project), 1)


def test_out_that_is_not_ours(small_project: Path, tmp_path: Path) -> None:
    """A folder with other things in it is never replaced."""
    (tmp_path / "brief.txt").write_text("van mij", encoding="utf-8")
    assert "niet door Parade gemaakt" in refused(run("build", "--out", tmp_path, cwd=small_project), 1)
    assert (tmp_path / "brief.txt").read_text("utf-8") == "van mij"


def test_build_folder_that_cannot_be_written(small_project: Path) -> None:
    """A file where the build folder should be is told."""
    (small_project / "build").rename(small_project / "weg")
    (small_project / "build").write_text("", encoding="utf-8")
    try:
        said = refused(run("build", cwd=small_project), 1)
    finally:
        (small_project / "build").unlink()
        (small_project / "weg").rename(small_project / "build")
    assert "is niet te schrijven" in said
