"""The forms of the site ask by the rules of `parade check`, and what they make is a record that it takes."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright._impl._driver import compute_driver_executable

from parade.check.contradictions import period
from parade.check.values import values
from parade.intake import web_forms
from parade.intake.schema import schema
from parade.intake.text_forms import schema_line
from parade.model.fields import KINDS, Kind, Type
from parade.model.problems import did_you_mean
from parade.model.record import Collection, Record
from parade.model.settings import Settings
from parade.read.folder import from_elsewhere
from parade.read.records import read, read_folder
from tests.bad_inputs import bad_inputs, good
from tests.conftest import PACKAGE, ROOT, TODAY
from tests.test_intake_import import records

NODE = Path(compute_driver_executable()[0])
RULES = PACKAGE / "site/theme/assets/parade/formulier-regels.js"
TITLES = ("Gewoon", 'Met: een "dubbele" punt', "- streepje", "# hekje", "ja", "2019", "één 'enkel'", r"a\nb")
SCRIPT = """
import { readFileSync } from "node:fs";
import { check, fold, slug, yaml } from "./formulier-regels.mjs";
const { vragen, cases, texts } = JSON.parse(readFileSync(0, "utf8"));
const asked = ([folder]) => vragen.soorten[folder]?.velden ?? [];
const found = cases.map((each) => check(asked(each), each[1], vragen));
const written = cases.map(([, data]) => yaml(data));
console.log(JSON.stringify({ found, written, folded: texts.map(fold), slugs: texts.map(slug) }));
"""


@pytest.fixture(scope="module")
def everything() -> Collection:
    """The two small fixed collections as one."""
    found = [record for name in ("examples", "parade") for record in read_folder(ROOT / "tests/records" / name)[0]]
    return Collection(found)


def in_node(folder: Path, collection: Collection, cases: list[Any], texts: list[str]) -> dict[str, Any]:
    """What the script of the forms makes of those records."""
    shutil.copy(RULES, folder / "formulier-regels.mjs")
    (folder / "run.mjs").write_text(SCRIPT, "utf-8")
    told = json.dumps({"vragen": web_forms.data(collection, TODAY), "cases": cases, "texts": texts})
    done = subprocess.run(
        [NODE, folder / "run.mjs"], input=told, capture_output=True, encoding="utf-8", timeout=60, check=True
    )
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def plain(message: str) -> str:
    """A message without the name that is suggested, which only the command line works out."""
    return re.sub(r'(Bedoelde (je|u)) "[^?]*\\? ', "", re.sub(r'Bedoelde (?:je|u) ".*?"\? ', "", message))


def test_forms_and_check_agree(tmp_path: Path, everything: Collection) -> None:
    """Over 500 records with one thing wrong the forms say what the check says, at the same place, word for word."""
    kinds = [KINDS[form.kind] for form in web_forms.forms(everything)]
    cases = [
        (kind, data)
        for kind, way, data in bad_inputs(list(dict.fromkeys(kinds)), everything)
        if _type(kind, way) not in {Type.GEMEENTE, Type.FILE}
    ]
    assert len(cases) > 500
    found = in_node(tmp_path, everything, [(kind.folder, data) for kind, data in cases], [])["found"]
    for (kind, data), ours in zip(cases, found, strict=True):
        record = Record(kind, "x", data)  # what contradicts itself is told when it is sent in
        theirs = [*values(record, everything, TODAY), *period(record)]
        expected = sorted((each.field, str(each.level), plain(each.message)) for each in theirs)
        said = sorted((each["way"], each["level"], plain(each["message"])) for each in ours)
        elsewhere = ("beeld.bestand", "regio")  # pictures and both places at once are looked at when it is sent in
        assert [each for each in said if each[0] not in elsewhere] == [
            each for each in expected if each[0] not in elsewhere
        ], data


def _type(kind: Kind, way: tuple[str | int, ...]) -> Type:
    """The type of the field at a way."""
    fields = kind.fields
    for step in way:
        if isinstance(step, str):
            found = next(field for field in fields if field.name == step)
            fields = found.fields
    return found.type


def test_forms_write_records(tmp_path: Path, everything: Collection) -> None:
    """The file that a form gives is read as the record that was typed, whatever signs it holds."""
    cases = []
    for form in web_forms.forms(everything):
        kind = KINDS[form.kind]
        for title in (
            "Gewoon",
            'Met: een "dubbele" punt',
            "- streepje",
            "# hekje",
            "ja",
            "2019",
            "één 'enkel'",
            "a\\nb",
        ):
            data = {**good(kind, everything), "titel": title}
            for field in kind.fields:
                if field.type is Type.PROSE and not field.many:
                    data[field.name] = f"{title}\n\n  ingesprongen\n- {title}"
            cases.append((kind, data))
    written = in_node(tmp_path, everything, [(kind.folder, data) for kind, data in cases], [])["written"]
    for (kind, data), text in zip(cases, written, strict=True):
        [record], problems = read(text.encode(), kind, "naam")
        assert record.data == data, problems


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.folder)
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(chosen=st.data())
def test_any_record_comes_back_from_a_form(
    kind: Kind, everything: Collection, tmp_path_factory: pytest.TempPathFactory, chosen: st.DataObject
) -> None:
    """Any record of any kind, also one without a form yet, is read as it was typed after a form wrote it."""
    made = chosen.draw(st.lists(records(kind, everything), min_size=1, max_size=3))
    cases = [(kind.folder, dict(record.data)) for record in made]
    for record, text in zip(
        made, in_node(tmp_path_factory.mktemp("web"), everything, cases, [])["written"], strict=True
    ):
        [again], problems = read(text.encode(), kind, "naam")
        assert again.data == record.data, problems


def test_words_are_compared_alike(tmp_path: Path, everything: Collection) -> None:
    """The script folds a word as the rest of the program does."""
    from parade.dutch.words import fold, slug

    texts = ["Café", "'s-Gravenhage", "zzp’ers", "ĳsberg", "Ÿ", "Straße", "Curaçao", "co-ouder", "Ærø"]
    found = in_node(tmp_path, everything, [], texts)
    assert found["folded"] == [fold(text) for text in texts]
    assert found["slugs"][0] == slug("Café")


def test_data_of_the_forms(everything: Collection) -> None:
    """A form asks at most nine things first, all of them of its kind; every message comes from the check."""
    data = web_forms.data(everything, TODAY)
    for page, form in data["formulieren"].items():
        fields = {field["naam"]: field for field in data["soorten"][form["soort"]]["velden"]}
        assert 0 < len(form["eerst"]) < 10, page
        assert set(form["eerst"]) <= set(fields)
        required = {name for name, field in fields.items() if field.get("verplicht")}
        by_itself = {"verteld_door", "bronnen"} if form["soort"] != "voorbeelden" else set()
        assert required - set(form["eerst"]) <= by_itself, page
        assert all(fields[name]["meldingen"]["ontbreekt"] for name in required)
    assert schema(KINDS["voorbeelden"], everything.settings)["title"] == "voorbeeld"
    assert did_you_mean("x", []) == ""


def test_small_collection_has_fewer_forms() -> None:
    """A collection that has no voornemens has no form that asks for one."""
    from parade.model.settings import Settings

    pages = [form.page for form in web_forms.forms(Collection([], Settings({"soorten": ["toepassingen"]})))]
    assert pages == ["voorbeeld-toevoegen", "wij-doen-dit-ook", "klopt-iets-niet"]


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.folder)
def test_a_file_that_a_form_gave_is_of_the_kind_it_says(tmp_path: Path, kind: Kind) -> None:
    """Wherever the file lies, its first line says which kind of record it is; without that it is a voorbeeld."""
    path = tmp_path / "download.yml"
    path.write_text(f"{schema_line(kind)}\ntitel: Samen\n", "utf-8")
    assert from_elsewhere(path, Settings()).kind == kind
    path.write_text("# yaml-language-server: $schema=iets-1.schema.json\ntitel: Samen\n", "utf-8")
    assert from_elsewhere(path, Settings()).kind == next(iter(KINDS.values()))
