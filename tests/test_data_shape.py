"""The promise to who reads the data: a version keeps its shape, and the next one stands beside it."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from parade.data import export, openapi, versions
from parade.data.versions import NEWEST, VERSIONS, Version, broken, shape
from parade.model import fields
from parade.model.fields import VOORBEELD
from parade.model.record import Collection, Record
from parade.model.settings import Settings

GOLDEN = Path(__file__).parent / "golden" / f"data-v{NEWEST.number}.json"


def test_the_newest_version_keeps_its_promise() -> None:
    """No field of this version is gone or another type, and what came since is promised too."""
    promised = json.loads(GOLDEN.read_text("utf-8")) if GOLDEN.is_file() else {}
    assert broken(promised, shape()) == []
    if os.environ.get("PARADE_GOLDEN"):
        GOLDEN.write_text(json.dumps(shape(), ensure_ascii=False, indent=1) + "\n", "utf-8")
    added = {kind: sorted(set(told) - set(promised.get(kind, {}))) for kind, told in shape().items()}
    assert not any(added.values()), (
        f"New in the data: {added}. Promise it: raise `additions` of the newest Version in parade/data/versions.py, "
        f"run PARADE_GOLDEN=1 pytest {Path(__file__).name}, and commit {GOLDEN.name}."
    )


def changed(which: str, **changes: Any) -> dict[str, dict[str, str]]:
    """The promised shape, as it would be when a field of Voorbeeld were changed, or gone when nothing is said."""
    kept = tuple(replace(field, **changes) if field.name == which else field for field in VOORBEELD.fields)
    told = replace(VOORBEELD, fields=kept if changes else tuple(each for each in kept if each.name != which))
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(fields.KINDS, "voorbeelden", told)
        return shape()


@pytest.mark.parametrize(
    ("name", "changes", "what"),
    [
        ("lessen", {}, "Voorbeeld.lessen is gone."),
        ("lessen", {"many": False}, "Voorbeeld.lessen was tekst[] and is tekst now."),
        ("status", {"type": fields.Type.DATE}, "Voorbeeld.status was regel and is datum now."),
        ("kosten", {"name": "prijs"}, "Voorbeeld.kosten is gone."),
    ],
)
def test_a_field_that_goes_or_changes_is_told_what_to_do(name: str, changes: dict[str, Any], what: str) -> None:
    """Removing, renaming or retyping a field gives a sentence with what broke and both ways out."""
    told = broken(shape(), changed(name, **changes))
    assert told[0].startswith(what)
    assert "Put it back and tell readers with Field(deprecated=…), or add a Version to VERSIONS" in told[0]


def test_a_field_in_a_group_counts_too() -> None:
    """A part of a group that goes is told with its way."""
    kosten = VOORBEELD.field("kosten")
    assert kosten is not None
    told = broken(shape(), changed("kosten", fields=kosten.fields[:1]))
    assert [each.split(" is gone")[0] for each in told] == ["Voorbeeld.kosten.toelichting"]


def test_a_field_that_comes_breaks_nothing() -> None:
    """What is added is no break: readers are told to expect it."""
    more = (*VOORBEELD.fields, fields.line("duur", "Duur", "Hoe lang duurt het?"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(fields.KINDS, "voorbeelden", replace(VOORBEELD, fields=more))
        now = shape()
    assert broken(shape(), now) == []
    assert "duur" in now["Voorbeeld"]


def test_the_old_version_stays_beside_the_new_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """When a next version renames a field, the one before it still tells the old name, and says until when."""

    def as_before(thing: dict[str, Any]) -> dict[str, Any]:
        return {"kern" if name == "korte_kern" else name: value for name, value in thing.items()}

    def schemas(told: dict[str, Any]) -> dict[str, Any]:
        properties = as_before(told["Voorbeeld"]["properties"])
        return {**told, "Voorbeeld": {**told["Voorbeeld"], "properties": properties}}

    renamed = tuple(replace(each, name="korte_kern") if each.name == "kern" else each for each in VOORBEELD.fields)
    kind = replace(VOORBEELD, fields=renamed)
    monkeypatch.setitem(fields.KINDS, "voorbeelden", kind)
    served = (Version(1, record=as_before, schemas=schemas, ends="2028-01-01"), Version(2))
    monkeypatch.setattr(export, "VERSIONS", served)
    files = export.site_files(Collection([Record(kind, "a", {"titel": "A", "korte_kern": "Kort."})], Settings()))
    assert json.loads(files["api/v1/voorbeelden/a.json"])["kern"] == "Kort."
    assert json.loads(files["api/v2/voorbeelden/a.json"])["korte_kern"] == "Kort."
    old, new = (json.loads(files[f"api/v{number}/openapi.json"]) for number in (1, 2))
    assert "Deze versie kan verdwijnen vanaf 2028-01-01." in old["info"]["description"]
    assert (old["info"]["version"], new["info"]["version"]) == ("1.0.0", "2.0.0")
    assert "kern" in old["components"]["schemas"]["Voorbeeld"]["properties"]
    assert "korte_kern" in new["components"]["schemas"]["Voorbeeld"]["properties"]


def test_a_field_that_will_go_is_told_in_the_document(monkeypatch: pytest.MonkeyPatch) -> None:
    """`deprecated` on a field stands in the description of the API, with its sentence."""
    leaving = "Verdwijnt op 1 januari 2028. Gebruik kern."
    told = tuple(replace(each, deprecated=leaving) if each.name == "regio" else each for each in VOORBEELD.fields)
    monkeypatch.setitem(fields.KINDS, "voorbeelden", replace(VOORBEELD, fields=told))
    document = openapi.document(Settings(), NEWEST)
    field = document["components"]["schemas"]["Voorbeeld"]["properties"]["regio"]
    assert field["deprecated"] is True
    assert field["description"].endswith(leaving)


def test_versions_are_numbered_one_by_one() -> None:
    """The newest version stands last, and only the ones before it may end."""
    assert [version.number for version in VERSIONS] == sorted({version.number for version in VERSIONS})
    assert not NEWEST.ends
    assert versions.NEWEST is VERSIONS[-1]
