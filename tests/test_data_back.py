"""An export taken back: the same records, as the very YAML that Parade writes; and nothing that no record may hold."""

from __future__ import annotations

import json
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parade.data import sqlite_file
from parade.data.export import export
from parade.data.json_files import api
from parade.data.take_back import is_export, save, take_back
from parade.data.versions import NEWEST
from parade.model.fields import Kind
from parade.model.problems import ParadeError
from parade.model.record import Collection, Record
from parade.model.settings import Settings
from parade.read.records import read_folder
from parade.read.write import write
from tests.conftest import EXAMPLES, GOOD, ROOT, run
from tests.test_records import ALL_KINDS, group

ROUNDS = {"json": "alles.json", "jsonl": "alles.jsonl", "sqlite": "alles.sqlite", "csv": "."}


@pytest.fixture(scope="module")
def whole() -> Collection:
    """Records of all kinds and lists."""
    return Collection(
        [record for folder in (EXAMPLES, "tests/records/parade") for record in read_folder(ROOT / folder)[0]]
    )


def written(collection: Collection) -> dict[str, str]:
    """The files of a collection as Parade writes them."""
    texts: dict[str, str] = {}
    for record in collection:
        path = record.kind.folder if record.kind.list_name else f"{record.kind.folder}/{record.id}"
        texts[f"{path}.yml"] = texts.get(f"{path}.yml", "") + write(record)
    return texts


@pytest.mark.parametrize("form", ROUNDS)
def test_a_collection_moves_house(form: str, whole: Collection, tmp_path: Path) -> None:
    """What was exported comes back as the same bytes that Parade writes, and reads as the same records."""
    export(whole, "json" if form == "jsonl" else form, tmp_path / "uit")
    texts, problems = take_back(tmp_path / "uit" / ROUNDS[form])
    assert problems == []
    assert texts == written(whole)
    save(texts, tmp_path / "examples")
    again, problems = read_folder(tmp_path / "examples")
    assert problems == []
    assert list(again) == list(whole)


@pytest.mark.parametrize("kind", ALL_KINDS, ids=lambda kind: kind.folder)
@given(data=st.data())
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_record_comes_back(kind: Kind, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whatever a record holds, each form brings it back byte for byte."""
    fields = data.draw(group(kind.data_fields))
    if kind.list_name:
        fields = {"naam": "naam", **{name: value for name, value in fields.items() if name != "naam"}}
    collection = Collection([Record(kind, "naam", fields)])
    folder = tmp_path_factory.mktemp("rond")
    for form in ROUNDS:
        export(collection, "json" if form == "jsonl" else form, folder / form)
        assert take_back(folder / form / ROUNDS[form]) == (written(collection), [])


def test_one_record_of_the_api_is_enough(whole: Collection, tmp_path: Path) -> None:
    """The JSON of one record, and of one kind, comes back too."""
    files = api(whole, NEWEST)
    for path in ("voorbeelden/buurthuis-utrecht.json", "voorbeelden/index.json", "themas/index.json"):
        file = tmp_path / path.replace("/", "-")
        file.write_bytes(files[path])
        texts, problems = take_back(file)
        assert problems == []
        assert texts.items() <= written(whole).items()


def thing(**changes: Any) -> dict[str, Any]:
    """A good voorbeeld as data, with some of it changed."""
    return {"id": "tuin", "type": "Voorbeeld", **GOOD, **changes}


def deep(depth: int) -> Any:
    """Lists in lists."""
    return json.loads("[" * depth + "]" * depth)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (thing(id="../../erg"), "De bestandsnaam"),
        (thing(id="/etc/passwd"), "De bestandsnaam"),
        (thing(id=""), "De bestandsnaam"),
        (thing(id="index"), "index"),
        (thing(type="Besluit"), "soort die niet bestaat"),
        (thing(type="Begrip", lijst="../themas"), "soort die niet bestaat"),
        (thing(kleur="rood"), 'Het veld "kleur" bestaat niet'),
        (thing(bronnen="een tekst"), "lijst"),
        (thing(titel=["a", "b"]), "één tekst staan, geen lijst"),
        (thing(titel={"a": "b"}), "titel"),
        (thing(aanpak=deep(40)), "lagen diep"),
        (thing(aanpak="a\x1b[31mb"), "onzichtbaar teken"),
    ],
)
def test_what_no_person_may_type_no_file_may_bring(wrong: dict[str, Any], told: str, tmp_path: Path) -> None:
    """A record that is wrong is told with its place, left out, and what is good beside it is kept."""
    file = tmp_path / "vreemd.json"
    file.write_text(json.dumps({"voorbeelden": [wrong, thing(id="goed")]}))
    texts, problems = take_back(file)
    assert list(texts) == ["voorbeelden/goed.yml"]
    assert any(told in f"{problem.field} {problem.message}" for problem in problems), problems


def test_a_record_that_is_there_twice(tmp_path: Path) -> None:
    """The second record of one kind and id is told, not put behind the first."""
    file = tmp_path / "twee.json"
    file.write_text(json.dumps({"voorbeelden": [thing(), thing(titel="Een ander")]}))
    texts, problems = take_back(file)
    assert [problem.message for problem in problems] == ["Dit record staat er twee keer in. Haal er één weg."]
    assert "Een ander" not in texts["voorbeelden/tuin.yml"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("leeg.json", b""),
        ("geen.json", b"[1, 2]"),
        ("tekst.json", b'{"voorbeelden": "geen lijst"}'),
        ("diep.json", b"[" * 100_000),
        ("half.jsonl", b'{"id": "a"\n'),
        ("latin.json", '{"a": "é"}'.encode("latin-1")),
        ("geen.sqlite", b"dit is geen database"),
        ("kapot.sqlite", b"SQLite format 3\x00" + b"\xff" * 5000),
        ("niets.json", b"{}"),
    ],
)
def test_a_file_that_is_no_export(name: str, content: bytes, tmp_path: Path) -> None:
    """A file that is something else, or broken, is one sentence with the cure and no traceback."""
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ParadeError, match="parade export"):
        take_back(tmp_path / name)


def test_a_database_that_would_run_for_ever(tmp_path: Path) -> None:
    """Code in a stranger's database does not run: a view is no table, and a table's trap stops after its steps."""
    with closing(sqlite3.connect(tmp_path / "val.sqlite")) as connection:
        endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x AS id FROM n"
        connection.execute(f"CREATE VIEW voorbeelden AS {endless}")
    began = time.monotonic()
    with pytest.raises(ParadeError):
        take_back(tmp_path / "val.sqlite")
    assert time.monotonic() - began < 20
    assert list(sqlite_file.records((tmp_path / "val.sqlite").read_bytes(), Settings())) == []


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.csv", "id,type,url\n", True),
        ("a.csv", "\ufeffid,type,lijst,url\n", True),
        ("a.csv", "Tijdstempel;Titel\n", False),
        ("a.xlsx", "", False),
        ("a.json", "{}", True),
    ],
)
def test_an_export_is_told_from_a_sheet(name: str, content: str, expected: bool, tmp_path: Path) -> None:
    """A CSV file that Parade wrote begins as it writes them; any other is a sheet of somebody's own."""
    (tmp_path / name).write_text(content, "utf-8")
    assert is_export(tmp_path / name) is expected


def test_nothing_is_overwritten(whole: Collection, tmp_path: Path) -> None:
    """When one file is there and differs, no file is written; the same again is fine."""
    texts = written(whole)
    save(texts, tmp_path)
    save(texts, tmp_path)
    (tmp_path / "voorbeelden" / "buurthuis-utrecht.yml").write_text("titel: Van mij\n")
    with pytest.raises(ParadeError, match="Kies met --out een nieuwe map"):
        save({**texts, "voorbeelden/nieuw.yml": "titel: Nieuw\n"}, tmp_path)
    assert not (tmp_path / "voorbeelden" / "nieuw.yml").exists()


def test_export_and_import_by_command(tmp_path: Path) -> None:
    """Both commands in a row: the records stand in the new folder and check without a fout."""
    done = run("export", "--format", "sqlite", "--out", tmp_path / "uit", "--examples", ROOT / EXAMPLES)
    assert done.returncode == 0, done.stderr
    look = run("import", tmp_path / "uit/alles.sqlite", "--out", tmp_path / "examples", "--dry-run")
    assert (look.returncode, (tmp_path / "examples").exists()) == (0, False)
    done = run("import", tmp_path / "uit/alles.sqlite", "--out", tmp_path / "examples")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "examples/voorbeelden/buurthuis-utrecht.yml").is_file()
    checked = run("check", "--examples", tmp_path / "examples")
    assert checked.returncode == 0, checked.stdout


def test_a_wrong_record_stops_the_command(tmp_path: Path) -> None:
    """With a fout in the file nothing is written; the command tells each fout and ends with 1."""
    (tmp_path / "fout.json").write_text(json.dumps({"voorbeelden": [thing(), thing(id="x", kleur="rood")]}))
    done = run("import", tmp_path / "fout.json", "--out", tmp_path / "examples")
    assert done.returncode == 1
    assert "voorbeelden/x.yml" in done.stderr and "Er is niets geschreven" in done.stderr
    assert not (tmp_path / "examples").exists()
