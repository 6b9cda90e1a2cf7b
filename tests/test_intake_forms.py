"""Every form is made from the fields, says what they say, and takes what `parade check` takes."""

from __future__ import annotations

import json
import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from parade.check.checks import check_record
from parade.intake import forms, schema
from parade.intake.questions import FIRST, UNASKED, columns, first, questions
from parade.intake.text_forms import schema_line, template
from parade.model.fields import KINDS, LISTS, UPKEEP, VOORBEELD, Kind
from parade.model.problems import Level, has_errors
from parade.model.record import Collection, Record
from parade.model.settings import Settings
from parade.read.records import read, read_folder
from parade.read.settings import read_settings
from parade.read.write import write
from tests.bad_inputs import bad_inputs, good
from tests.conftest import ROOT, TODAY, run

EVERY_KIND = [*KINDS.values(), LISTS["themas"]]
ACROSS = (
    "staat niet in de lijst",
    "staat geen",
    "in de toekomst",
    "vóór het begin",
    "is geen datum",
    "staat er twee keer",
    "burgerservicenummer",
    "rekeningnummer",
    "[at]",
    "(apenstaartje)",
    "/12345678",
    "31 6 12345678",
    "06.12.34.56.78",
    "telefoonnummer",
    "verwijst naar zichzelf",
)
"""Words of the messages that tell a rule of `schema.NOT_HERE`; a telephone number may be split by odd spaces."""


@pytest.fixture(scope="module")
def everything() -> Collection:
    """The two small fixed collections as one."""
    found = [record for name in ("examples", "parade") for record in read_folder(ROOT / "tests/records" / name)[0]]
    return Collection(found)


@cache
def validator(folder: str) -> Draft202012Validator:
    """The schema of a kind, itself found right."""
    told = schema.schema({**KINDS, **LISTS}[folder], Settings())
    Draft202012Validator.check_schema(told)
    return Draft202012Validator(told)


def test_forms_are_as_the_fields_say() -> None:
    """`parade forms --check` finds nothing to change in this repository."""
    assert forms.differing(ROOT, Settings(read_settings(ROOT, {})[0])) == []


def test_check_tells_which_form_differs(tmp_path: Path) -> None:
    """A changed or missing form is named, with the command that mends it; the command writes only what differs."""
    assert run("forms", cwd=tmp_path).returncode == 0
    assert run("forms", "--check", cwd=tmp_path).stdout == "Alle formulieren kloppen.\n"
    changed = tmp_path / "docs/velden.md"
    changed.write_text("anders", "utf-8")
    done = run("forms", "--check", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "Deze formulieren kloppen niet meer: docs/velden.md. Maak ze opnieuw met: parade forms\n"
    assert run("forms", cwd=tmp_path).stdout == "docs/velden.md\n1 gewijzigd.\n"


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.folder)
def test_questions_ask_every_field_once(kind: Kind) -> None:
    """Each field that a person can tell is asked exactly once, whatever group it stands in."""
    asked = questions(kind)
    assert len({question.way for question in asked}) == len(asked)
    assert {question.way[0] for question in asked} == {field.name for field in kind.fields if field.name not in UNASKED}
    headings = [column.heading for column in columns(asked, {})]
    assert len(set(headings)) == len(headings)


def test_first_questions() -> None:
    """A form begins with what is required and what helps most, eight in all, and drops nothing."""
    asked = questions(VOORBEELD)
    begin, rest = first(asked, VOORBEELD)
    assert len(begin) == FIRST
    assert {question.way[0] for question in begin} == {
        *("titel", "gemeenten", "kern", "themas", "doelgroepen", "aanpak", "anders_gelopen", "bronnen")
    }
    assert sorted(question.way for question in begin + rest) == sorted(question.way for question in asked)


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.folder)
def test_template_reads_as_an_empty_record(kind: Kind) -> None:
    """The template is a record of which nothing is wrong but that it is empty, and tells each field."""
    text = template(kind)
    assert text.startswith(schema_line(kind) + "\n")
    _, problems = read(text.encode(), kind, "leeg")
    assert not has_errors(problems)
    assert {problem.message for problem in problems} == {"Dit veld is leeg. Vul het in, of haal de regel weg."}
    names = {field.name for field in kind.fields if field not in UPKEEP}
    assert names <= set(re.findall(r"^(\w+):", text, re.MULTILINE))


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.folder)
def test_issue_form(kind: Kind) -> None:
    """An issue form has what the code host asks: unique ids and labels, choices in a list, what is required marked."""
    form = yaml.safe_load(forms.forms(Settings())[f".github/ISSUE_TEMPLATE/{kind.label}.yml"])
    assert {"name", "description", "title", "body"} == set(form)
    inputs = [item for item in form["body"] if item["type"] != "markdown"]
    assert len({item["id"] for item in inputs}) == len({item["attributes"]["label"] for item in inputs}) == len(inputs)
    for item in inputs:
        assert re.fullmatch(r"[a-z_-]+", item["id"])
        assert ("options" in item["attributes"]) == (item["type"] == "dropdown")
    needed = {item["id"] for item in inputs if item.get("validations", {}).get("required")}
    assert needed == {
        "-".join(question.way) for question in questions(kind) if question.required and not question.field.unless
    }


def test_documentation_tells_every_field() -> None:
    """The page of fields has a row for each field of each kind."""
    page = forms.forms(Settings())["docs/velden.md"]
    for kind in KINDS.values():
        for question in questions(kind):
            assert f"| `{'.'.join(question.way)}` |" in page


@pytest.mark.parametrize("folder", [*KINDS, *LISTS])
def test_schema_takes_every_record_of_the_examples(folder: str) -> None:
    """Every file of examples/ is valid against the schema of its kind."""
    kind = {**KINDS, **LISTS}[folder]
    path = ROOT / "examples" / kind.folder
    for file in [path.with_suffix(".yml")] if kind.list_name else sorted(path.glob("*.yml")):
        data = json.loads(json.dumps(yaml.safe_load(file.read_text("utf-8")), default=date.isoformat))
        assert [(file.name, list(error.path), error.message) for error in validator(folder).iter_errors(data)] == []


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.folder)
def test_schema_refuses_what_the_check_refuses(kind: Kind, everything: Collection) -> None:
    """Of every record with one thing wrong the schema refuses what the check does, but for the rules it lists."""
    whole = good(kind, everything)
    assert list(validator(kind.folder).iter_errors(whole)) == []
    seen = 0
    for _, way, data in bad_inputs([kind], everything):
        wrong = [problem for problem in _problems(kind, data, everything) if problem.level is Level.FOUT]
        own = [problem for problem in wrong if not any(words in problem.message for words in ACROSS)]
        if own:
            seen += 1
            assert list(validator(kind.folder).iter_errors(data)), (way, own)
    assert seen > 50


def _problems(kind: Kind, data: dict[str, Any], collection: Collection) -> list[Any]:
    """What reading and checking tell of a record that is written and read again."""
    records, problems = read(write(Record(kind, "naam", data)).encode(), kind, "naam")
    return [*problems, *(problem for record in records for problem in check_record(record, collection, TODAY))]


def test_schema_has_a_version_and_an_address() -> None:
    """Its address is that of the site, with a version, and each text says which rules it cannot hold."""
    told = schema.schema(VOORBEELD, Settings({"adres": "https://voorbeelden.example/site"}))
    assert told["$id"] == "https://voorbeelden.example/site/formulieren/voorbeeld-1.schema.json"
    assert all(rule in told["$comment"] for rule in schema.NOT_HERE)
    assert told["else"]["required"] == ["titel", "kern", "themas", "doelgroepen", "aanpak", "bronnen"]


def test_small_collection_has_forms_of_its_own() -> None:
    """A collection without places and with two lists gets no question about what it does not use."""
    made = forms.forms(Settings({"plaatsen": "nee", "soorten": ["voorbeelden"], "lijsten": ["themas"]}))
    assert "docs/formulieren/voornemen.yml" not in made
    empty = made["docs/formulieren/voorbeeld.yml"]
    assert "\nthemas:" in empty
    assert not re.search("^ *(gemeenten|wetten):", empty, re.MULTILINE)
