"""What `parade search` keeps on disk: the same answers as from nothing, and never believed when anything differs."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from parade.answers import INDEX, KEPT, ROOMS, recommended, searcher
from parade.dutch import lemmas
from parade.index.on_disk import open_kept, read_tables, tables_as_json
from parade.read import kept
from parade.read.kept import sealed_key, source_key
from tests.conftest import EXAMPLES, RECORDS, ROOT

QUESTIONS = (
    "hoe houden we het koel voor ouderen in de zomer", "regenwater in de straat", "jongeren", "schooolplein groener",
    "water in Amersfoort", "", "xqzj", "iets voor het dorp",
)  # fmt: skip
NAME = "regenton-bij-elk-huis.yml"


@pytest.fixture
def examples(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The records of a small collection, and a home for the secret."""
    monkeypatch.setenv("HOME", str(tmp_path / "thuis"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "thuis"))
    monkeypatch.setattr(lemmas, "base_words", list)  # seconds of work that say nothing here
    shutil.copytree(ROOT / RECORDS / "klimaat", tmp_path / "verzameling")
    return tmp_path / "verzameling/examples"


def believed(examples: Path) -> bool:
    """Whether the kept index is opened and not made anew."""
    return open_kept(examples.parent / KEPT / INDEX, source_key(examples, ROOMS)) is not None


def test_kept_is_the_same_as_made(examples: Path) -> None:
    """What is opened answers as what was just made: ids, scores, reasons, fragments, counts, problems."""
    made = shown(examples)
    assert believed(examples)
    assert shown(examples) == made
    assert recommended(examples, 5) == recommended(examples, 5)


def shown(examples: Path) -> list[object]:
    """The same without what only records that were read know: their other fields."""
    search, problems = searcher(examples)
    told: list[object] = [problems]
    for question in QUESTIONS:
        answer = search.answer(question)
        hits = [
            (hit.record.id, hit.record.naam, hit.score, hit.past, hit.redenen, hit.fragmenten) for hit in answer.hits
        ]
        told.append((hits, answer.goed, answer.deels, answer.plaats, answer.verbeterd, answer.ontbreekt, answer.themas))
    return told


@pytest.mark.parametrize("change", ["word", "gone", "new", "renamed", "begrip", "settings", "wrong", "picture"])
def test_what_changed_is_seen(examples: Path, tmp_path: Path, change: str) -> None:
    """After any change the kept index is not believed, and what is brought up to date is as from nothing."""
    shown(examples)
    path = examples / "voorbeelden" / NAME
    match change:
        case "word":
            stamp = path.stat()
            path.write_text(path.read_text("utf-8").replace("water", "regen"), "utf-8")
            os.utime(path, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))  # the time tells nothing
        case "gone":
            path.unlink()
        case "new":
            (path.parent / "nog-een.yml").write_text(path.read_text("utf-8").replace("regenton", "vijver"), "utf-8")
        case "renamed":
            path.rename(path.parent / "aa-regenton.yml")
        case "begrip":
            themas = examples / "begrippen/themas.yml"
            themas.write_text(themas.read_text("utf-8").replace("- naam:", "- ook: [hemelnat]\n  naam:", 1), "utf-8")
        case "settings":
            settings = examples.parent / "parade.yml"
            settings.write_text(settings.read_text("utf-8") + "\n# anders\n", "utf-8")
        case "wrong":
            path.write_text("titel: [\n", "utf-8")
        case _:
            (examples / "beeld").mkdir(exist_ok=True)
            (examples / "beeld/x.png").write_bytes(b"geen plaatje")
    assert not believed(examples)
    found = shown(examples)
    assert believed(examples)
    assert shown(examples) == found
    shutil.rmtree(examples.parent / KEPT)
    assert shown(examples) == found


def test_only_changed_records_are_written_again(examples: Path) -> None:
    """A record that says one word more makes one document, not all."""
    searcher(examples)
    folder = examples.parent / KEPT / INDEX
    before = {path.name for path in folder.glob("*.seg")}
    path = examples / "voorbeelden" / NAME
    path.write_text(path.read_text("utf-8").replace("kern: ", "kern: Bewoners en ", 1), "utf-8")
    searcher(examples)
    after = {path.name for path in folder.glob("*.seg")}
    sizes = {name: (folder / name).stat().st_size for name in after}
    assert before < after
    assert max(sizes[name] for name in after - before) < max(sizes[name] for name in before)


def test_another_program_is_seen(examples: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another program or library gives another key."""
    key = source_key(examples, ROOMS)
    assert source_key(examples, ROOMS[1:]) != key
    monkeypatch.setattr(kept, "LIBRARIES", ("click",))
    monkeypatch.setattr("sys.version", "9.9")
    assert source_key(examples, ROOMS) != key


@pytest.mark.parametrize("damage", ["cut", "emptied", "foreign", "seal", "stray", "folder"])
def test_what_is_damaged_or_foreign_is_made_anew(examples: Path, tmp_path: Path, damage: str) -> None:
    """A kept index that is cut off, empty, or sealed by somebody else is not opened; the answer is the same."""
    found = shown(examples)
    folder = examples.parent / KEPT / INDEX
    segment = next(folder.glob("*.seg"))
    match damage:
        case "cut":
            segment.write_bytes(segment.read_bytes()[:-100])
        case "emptied":
            (folder / "tables.json").write_bytes(b"")
        case "foreign":
            (next((tmp_path / "thuis").rglob("geheim"))).write_bytes(b"een ander geheim")
        case "seal":
            (folder / "zegel").write_text("é", "utf-8")
        case "stray":
            (folder / "_MAIN_99.toc").write_bytes(b"cos\nsystem\n(S'true'\ntR.")
        case _:
            shutil.rmtree(folder)
            folder.write_bytes(b"")
    assert not believed(examples)
    assert shown(examples) == found


def test_nothing_is_kept_where_nothing_can_be_written(examples: Path) -> None:
    """A file where the folder should come is left alone, and the answer comes all the same."""
    (examples.parent / "build").write_text("van mij", "utf-8")
    assert len(shown(examples)) == len(QUESTIONS) + 1
    assert (examples.parent / "build").read_text("utf-8") == "van mij"


def test_no_half_folder_stays_behind(examples: Path) -> None:
    """Beside what is kept no other folder is left."""
    shown(examples)
    recommended(examples, 5)
    assert {path.name for path in (examples.parent / KEPT).iterdir()} == {INDEX, "past-bij-5"}
    assert all(sealed_key(path) for path in (examples.parent / KEPT).iterdir())


def test_tables_come_back_whole() -> None:
    """The word tables as JSON and back read words as before."""
    from parade.index.index import Index
    from parade.read.records import read_folder

    tables = Index(read_folder(ROOT / EXAMPLES)[0]).lexicon.tables
    back = read_tables(tables_as_json(tables))
    for name in ("terms", "lemmas", "exceptions", "stems", "parts", "concepts", "named"):
        assert getattr(back, name) == getattr(tables, name), name
    assert dict(back.places) == dict(tables.places)
    assert bytes(back.sound.bits) == bytes(tables.sound.bits)
