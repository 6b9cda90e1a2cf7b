"""The house: its rooms are where the documentation says, and a field of the one definition reaches every page."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from parade.check.checks import check_record
from parade.index.index import Index
from parade.model import fields, settings
from parade.model.fields import KINDS, VOORBEELD, Field, Kind, Type, line
from parade.model.record import Collection, Record
from parade.pages.pages import pages
from parade.read.records import read
from tests.conftest import ROOT, TODAY

ROOMS = {path.parent.name for path in (ROOT / "parade").glob("*/__init__.py")}
UPKEEP = {"inzending", "was", "vervallen"}  # for who keeps the records, not for who reads them
IN_WORDS = {"verteld_door"}  # told in a sentence of its own
BEFORE = {"aanmelden"}  # stands there until the day is over
DURATION = line("duur", "Duur", "Hoe lang duurt het?", told=True, compared=True, helps=12, weight=0.5)
WITH_DURATION = replace(VOORBEELD, fields=(*VOORBEELD.fields, DURATION))


def test_the_picture_of_the_rooms_is_true() -> None:
    """HACKING.md draws every folder of the package once, in the order in which import-linter holds them."""
    layers = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"][0]
    held = [name.strip().removeprefix("parade.") for layer in layers["layers"] for name in re.split("[|:]", layer)]
    drawn = re.findall(r"^\| `(\w+)/` \|", (ROOT / "HACKING.md").read_text("utf-8"), re.MULTILINE)
    assert set(drawn) == ROOMS
    assert set(held) - {"cli", "answers"} == ROOMS  # which are no folders
    assert len(layers["layers"]) <= 9
    below = {name: place for place, layer in enumerate(layers["layers"]) for name in re.findall(r"\.(\w+)", layer)}
    assert [below[room] for room in drawn] == sorted((below[room] for room in drawn), reverse=True)


def test_the_map_of_the_readme_names_every_room() -> None:
    """README's map has a row for each folder of the package."""
    text = (ROOT / "README.md").read_text("utf-8")
    assert [room for room in sorted(ROOMS) if f"`parade/{room}/`" not in text] == []


def filled(field: Field) -> Any:
    """A value for a field, with a text that stands nowhere else."""
    text = {
        Type.DATE: "2019-02-14",
        Type.GEMEENTE: "Rhenen",
        Type.URL: f"https://{field.name.replace('_', '-')}.example/",
        Type.FILE: f"{field.name.replace('_', '-')}.png",
    }.get(field.type, field.choices[0] if field.choices else f"Tekst van {field.name}")
    value: Any = (
        {part.name: filled(part) for part in field.fields if part.type is not Type.REFERENCE} if field.fields else text
    )
    return [value] if field.many else value


def texts(value: Any) -> list[str]:
    """Every text in a value."""
    if isinstance(value, str):
        return [value]
    return [text for item in (value.values() if isinstance(value, dict) else value) for text in texts(item)]


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_every_field_stands_on_its_page(kind: Kind) -> None:
    """A record with every field filled in has a page on which each can be read, but how a sheet behaves."""
    told = [
        field
        for field in kind.fields
        if field.type is not Type.REFERENCE and field.name not in UPKEEP | IN_WORDS | BEFORE
    ]
    data = {field.name: filled(field) for field in told if field.name != "regio"}
    others = [Record(VOORBEELD, "ander", {"titel": "Een ander"})] if kind.name != VOORBEELD.name else []
    page = pages(Collection([Record(kind, "alles", data), *others]), {}, TODAY)[f"{kind.folder}/alles.md"]
    lost = [
        name for name, value in data.items() for text in texts(value)
        if not re.fullmatch(r"\d{4}(-\d\d)*|ja|titel|thema", text) and text.casefold() not in page.casefold()
    ]  # fmt: skip
    assert sorted(set(lost)) == []


def test_a_new_field_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """A field added to the definition is asked, checked, searched, told, compared, and missed when it is not there."""
    monkeypatch.setitem(fields.KINDS, "voorbeelden", WITH_DURATION)
    assert settings.Settings().kinds["voorbeelden"].field("duur")
    [record], problems = read(
        b"titel: Een tuin\nkern: Samen.\naanpak: Spitten.\nduur: een half jaar\n", WITH_DURATION, "t"
    )
    assert problems == []
    made = pages(Collection([record], settings.Settings()), {}, TODAY)
    assert "Hoe lang duurt het?" in made["voorbeeld-toevoegen.md"]
    assert "een half jaar" in made["voorbeelden/t.md"]
    assert "een half jaar" in made["assets/parade/vergelijk/t.json"]
    too_long = Record(WITH_DURATION, "t", {**record.data, "duur": "x" * 300})
    assert [problem.field for problem in check_record(too_long, Collection([]), TODAY) if problem.field == "duur"]
    assert Index(Collection([record], settings.Settings())).impacts("jaar")
    silent = Record(WITH_DURATION, "s", {name: value for name, value in record.data.items() if name != "duur"})
    assert "duur" in pages(Collection([silent], settings.Settings()), {}, TODAY)["voorbeelden/s.md"].casefold()


def test_content_is_content_only() -> None:
    """The folder of records holds no code."""
    assert [path for path in (ROOT / "examples").rglob("*") if path.suffix in {".py", ".js", ".html"}] == []


def test_the_wheel_leaves_out_what_makes_the_data() -> None:
    """What makes the register and the outline of the map stands in no package, so not in a wheel either."""
    makers = sorted(Path(ROOT / "parade").rglob("make_*.py"))
    assert makers and all(not (maker.parent / "__init__.py").exists() for maker in makers)


def test_no_file_holds_the_marks_of_a_merge() -> None:
    """What two people changed at once was put together by a person, not left with marks of git."""
    ours = [
        path for path in (ROOT / "parade").rglob("*") if path.suffix in (".py", ".html", ".md", ".css", ".js", ".yml")
    ]
    marked = [path for path in ours if re.search(r"^(<{7}|>{7}) ", path.read_text("utf-8"), re.MULTILINE)]
    assert len(ours) > 200 and marked == []
