"""What the browser lays side by side: whole, small, and only what the records say."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from parade.model.fields import UPKEEP, VOORBEELD
from parade.model.record import Collection, Record
from parade.pages import compare
from parade.pages.overview import Site
from parade.places import register
from parade.read.records import read_folder
from parade.search.facets import codes
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def site() -> Site:
    """The records of examples/."""
    return Site(read_folder(ROOT / "examples")[0], {})


@pytest.fixture(scope="module")
def files(site: Site) -> dict[str, str]:
    """The files made of them."""
    return compare.files(site)


def test_each_voorbeeld_has_a_file_with_the_same_rows(site: Site, files: dict[str, str]) -> None:
    """All voorbeelden have a file; each has the same rows in the same order, so that they can stand side by side."""
    told = {Path(path).stem: json.loads(text) for path, text in files.items() if "/vergelijk/" in path}
    assert sorted(told) == sorted(site.collection.ids("voorbeelden"))
    labels = {tuple(label for label, _ in one["velden"]) for one in told.values()}
    assert len(labels) == 1
    for id, one in told.items():
        record = site.collection.find("voorbeelden", id)
        assert record and (one["titel"], one["url"]) == (record.naam, record.url)


def test_every_field_is_compared_or_left_out_on_purpose() -> None:
    """Of all fields only the title, place, picture, sources, search questions and upkeep are no row of their own."""
    left_out = {"titel", "gemeenten", "regio", "vragen", "overgenomen_van", "bronnen", "beeld", "gecontroleerd"}
    left_out |= {field.name for field in UPKEEP}
    assert {field.name for field in VOORBEELD.fields if not field.compared} == left_out


def test_values_are_told_as_text() -> None:
    """Short items stand in one line, dates are Dutch, parts of a group have their label, no address is given."""
    record = Record(
        VOORBEELD,
        "tuin",
        {
            "titel": "<b>Tuin</b>",
            "gemeenten": ["Leusden"],
            "themas": ["ontmoeten", "groen"],
            "periode": {"van": "2014-10"},
            "aanpak": "Eerst dit.\n\nDan dat.",
            "contact": {"functie": "opbouwwerker", "url": "https://www.voorbeeld.nl/"},
        },
    )
    told = compare.fields(record)
    rows = dict(told["velden"])
    assert told["titel"] == "<b>Tuin</b>"
    assert rows["Waar"] == ["Leusden: 20.000 tot 50.000 inwoners, Utrecht"]
    assert rows["Thema's"] == ["ontmoeten, groen"]
    assert rows["Periode"] == ["Van: oktober 2014"]
    assert rows["Aanpak"] == ["Eerst dit.", "Dan dat."]
    assert rows["Contact"] == ["Functie: opbouwwerker"]
    assert rows["Kosten"] == []


def test_places_like_mine_are_comparable_and_have_a_voorbeeld(site: Site, files: dict[str, str]) -> None:
    """Each place named is another one, comparable, with a voorbeeld and a true reason; none that fits is left out."""
    by_code = {place.code: place for place in register.gemeenten().values()}
    told = {Path(path).stem: json.loads(text) for path, text in files.items() if "/gemeente/" in path}
    assert set(told) == set(by_code)
    for code, one in told.items():
        assert one["naam"] == by_code[code].naam
        fitting = {place.code for place, _ in register.comparable(one["naam"]) if place.naam in site.places}
        if one["naam"] in site.places:
            assert next(iter(one["lijkt"].items())) == (code, "")  # the own municipality first
            del one["lijkt"][code]
        assert set(one["lijkt"]) == fitting
        for other, reason in one["lijkt"].items():
            comparison = by_code[code].compare(by_code[other])
            assert other != code and comparison.comparable and by_code[other].naam in site.places
            assert reason and all(part in reason for part in comparison.redenen)


def test_what_is_loaded_is_small(files: dict[str, str]) -> None:
    """A municipality's file is at most 1 kB gzipped, a voorbeeld's at most 5 kB."""
    for path, text in files.items():
        assert len(gzip.compress(text.encode(), mtime=0)) <= (1_000 if "/gemeente/" in path else 5_000), path


def test_codes_of_a_record() -> None:
    """A card has the code of each municipality in the register, once, and of nothing else."""
    record = Record(VOORBEELD, "x", {"titel": "x", "gemeenten": ["Den Haag", "'s-Gravenhage", "Leusden", "Atlantis"]})
    assert codes(record) == "gm0518 gm0327"
    assert compare.files(Site(Collection([]), {})).keys() == {
        *(f"assets/parade/gemeente/{place.code}.json" for place in register.gemeenten().values()),
        "assets/parade/gemeenten.json",
    }
