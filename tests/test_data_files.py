"""Open data: each file says what the records say, and the programs that people use read it."""

from __future__ import annotations

import io
import json
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import openpyxl
import pandas
import pyshacl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate
from rdflib import DCAT, DCTERMS, RDF, SKOS, Graph, Namespace, URIRef

from parade import cli
from parade.data import csv_files, sqlite_file, workbook
from parade.data.columns import OWN, described, from_row, header, row, table_of, tables
from parade.data.export import FORMATS, site_files
from parade.data.linked import Linked
from parade.model.fields import VOORBEELD, Kind
from parade.model.record import Collection, Record
from parade.model.settings import Settings
from parade.read.records import read_folder
from tests.conftest import EXAMPLES, ROOT, run
from tests.test_records import ALL_KINDS, group

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # of rdflib, about itself

SCHEMA = Namespace("https://schema.org/")
SITE = "https://data.example/parade/"
TOLD = Settings(
    {
        "naam": "Buurtboek",
        "zin": "Voorbeelden uit de buurt",
        "adres": SITE,
        "beheer": {"organisatie": "gemeente Rhenen", "mail": "team@rhenen.example", "contact": "https://a.example/"},
        "datathema": "Bevolking en samenleving",
    }
)


@pytest.fixture(scope="module")
def whole() -> Collection:
    """Records of all kinds: the small fixed collection with a parade, and settings that tell everything."""
    found = [record for folder in (EXAMPLES, "tests/records/parade") for record in read_folder(ROOT / folder)[0]]
    return Collection(found, TOLD)


@pytest.fixture(scope="module")
def files(whole: Collection) -> dict[str, bytes]:
    """Its files of open data, by path."""
    return site_files(whole)


def told(record: Record) -> dict[str, Any]:
    """The record as data."""
    return described(record, TOLD)


def test_no_field_has_a_name_that_data_uses_itself() -> None:
    """`id`, `type`, `lijst` and `url` beside the fields of a record hide none of them; no two columns share a name."""
    for kind in ALL_KINDS:
        assert {field.name for field in kind.data_fields}.isdisjoint(OWN)
        names = [sqlite_file.column(way) for way in sqlite_file.ways(kind.data_fields)]
        assert len({*names, *OWN}) == len(names) + len(OWN)


def test_the_same_records_give_the_same_bytes(whole: Collection, files: dict[str, bytes]) -> None:
    """A file changes only when a record does, so that what is published and cached stays as it was."""
    assert site_files(Collection(list(whole), TOLD)) == files


def test_json_says_what_the_records_say(whole: Collection, files: dict[str, bytes]) -> None:
    """All, per kind and list, one by one and one a line: everywhere the fields as they were written."""
    everything = json.loads(files["api/v1/alles/index.json"])
    lines = [json.loads(each) for each in files["data/alles.jsonl"].splitlines()]
    assert lines == list(map(told, whole))
    assert everything["collectie"]["licentie"] == TOLD.licentie
    for name, kind in {**TOLD.kinds, **TOLD.lists}.items():
        expected = list(map(told, whole[name]))
        assert everything[name] == expected
        assert json.loads(files[f"api/v1/{kind.address}/index.json"]) == {name: expected}
    for record in (record for name in TOLD.kinds for record in whole[name]):
        assert json.loads(files[f"api/v1/{record.url.rstrip('/')}.json"]) == told(record)


def test_a_record_tells_the_address_of_its_page(whole: Collection) -> None:
    """A record and a begrip with a page have its whole address; a search word has no page and no address."""
    assert told(whole["voorbeelden"][0])["url"] == SITE + whole["voorbeelden"][0].url
    assert told(whole["themas"][0])["url"] == SITE + whole["themas"][0].url
    assert all("url" not in told(word) for word in whole["woorden"])


def test_csv_is_read_by_pandas(whole: Collection, files: dict[str, bytes]) -> None:
    """A row a record, the columns as the fields are called; a list parts at its bars."""
    table = pandas.read_csv(io.BytesIO(files["data/voorbeelden.csv"]), dtype=str, keep_default_na=False)
    assert list(table.columns) == header(VOORBEELD)
    assert list(table["id"]) == whole.ids("voorbeelden")
    record = whole["voorbeelden"][0]
    first = table.iloc[0]
    assert first["titel"] == record["titel"]
    assert first["gemeenten"].split(" | ") == record["gemeenten"]
    assert first["bronnen.titel"].split(" | ") == [bron["titel"] for bron in record["bronnen"]]


@pytest.mark.parametrize("kind", ALL_KINDS, ids=lambda kind: kind.folder)
@given(data=st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_row_gives_its_record_back(kind: Kind, data: st.DataObject) -> None:
    """Whatever a record holds, groups in lists and lists in groups, its CSV row and database row give it back whole."""
    record = Record(kind, "naam", data.draw(group(kind.data_fields)))
    collection = Collection([record])
    content = csv_files.files(collection)[f"{table_of(record)}.csv"]
    assert from_row(csv_files.rows(content)[0], kind) == record.data
    (again,) = sqlite_file.records(sqlite_file.database(collection), collection.settings)
    assert {name: value for name, value in again.items() if name not in OWN} == record.data


@given(st.text())
@example("=cmd|' /C calc'!A0")
@example("a;=HYPERLINK(1)")
@example("'=1")
@example('a,"=1')
def test_defused_is_undone(text: str) -> None:
    """No cell begins as a formula, wherever a program lets one begin, and taking the signs away gives the text back."""
    safe = csv_files.defused(text)
    assert csv_files.whole(safe) == text
    assert all("'" in found[2] for found in csv_files.FORMULA.finditer(safe))


@pytest.mark.parametrize("sign", ["=1+1", "+31 6", "-1", "@SUM(A1)", "\t=1", "ok;=1", "ok\n=1", 'ok;"=1', "＝1"])
def test_a_formula_is_text(sign: str) -> None:
    """In CSV a ' stands before each sign that begins a formula; in the workbook the cell is text."""
    collection = Collection([Record(VOORBEELD, "a", {"titel": sign})])
    cell = csv_files.files(collection)["voorbeelden.csv"].decode().splitlines()
    assert any("'" in line for line in cell)
    book = openpyxl.load_workbook(io.BytesIO(workbook.files(collection)["alles.xlsx"]))
    found = book["voorbeelden"]["D2"]
    assert (found.data_type, found.value) == ("s", sign)


def test_the_workbook_has_a_sheet_a_table(whole: Collection, files: dict[str, bytes]) -> None:
    """Each row is what the record says; the first sheet names collection and licence."""
    book = openpyxl.load_workbook(io.BytesIO(files["data/alles.xlsx"]))
    assert book.sheetnames == ["over", *tables(TOLD)]
    assert ("licentie", "CC BY 4.0", TOLD.licentie["url"]) in list(book["over"].values)
    for name, kind in tables(TOLD).items():
        rows = [[cell or "" for cell in each] for each in book[name].values]
        expected = [row(record, kind, TOLD) for record in whole if table_of(record) == name]
        assert rows == [header(kind), *expected]


def test_what_no_cell_can_hold_is_cut_and_said() -> None:
    """Excel takes 32,767 characters in a cell: what is longer ends in a sentence that says where the rest is."""
    record = Record(VOORBEELD, "a", {"titel": "a", "lessen": ["x" * 1000] * 40})
    book = openpyxl.load_workbook(io.BytesIO(workbook.files(Collection([record]))["alles.xlsx"]))
    place = header(VOORBEELD).index("lessen") + 1
    cell = book["voorbeelden"].cell(2, place).value
    assert len(cell) == workbook.LONGEST
    assert cell.endswith(workbook.CUT)


def test_the_database_is_searched_without_accents(whole: Collection, files: dict[str, bytes]) -> None:
    """Every table is whole, and its full text finds a word whatever its accents."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(files["data/alles.sqlite"])
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        for name in tables(TOLD):
            expected = sum(table_of(record) == name for record in whole)
            assert connection.execute(f'SELECT count(*) FROM "{name}"').fetchone() == (expected,)
        found = connection.execute("SELECT rowid FROM voorbeelden_fts WHERE voorbeelden_fts MATCH 'búurthuis'")
        assert found.fetchall()


def test_datasette_shows_facets_and_searches(files: dict[str, bytes], tmp_path: Path) -> None:
    """Datasette itself opens the database: with licence, facets of lists and of choices, and full text."""
    for name in ("alles.sqlite", "metadata.json"):
        (tmp_path / name).write_bytes(files[f"data/{name}"])
    command = [sys.executable, "-m", "datasette", "alles.sqlite", "--metadata", "metadata.json", "--get"]
    done = subprocess.run(
        [*command, "/alles/voorbeelden.json?_search=buurthuis"],
        cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["rows"]
    assert {"themas", "gemeenten", "status"} <= set(answer["facet_results"])
    assert (answer["license"], answer["license_url"]) == ("CC BY 4.0", TOLD.licentie["url"])


def test_the_api_is_described(whole: Collection, files: dict[str, bytes]) -> None:
    """The description is OpenAPI 3.1, and every record is what it says; each path it names is there."""
    document = json.loads(files["api/v1/openapi.json"])
    validate(document)
    schema = {"$ref": "#/components/schemas/Alles", "components": document["components"]}
    Draft202012Validator(schema).validate(json.loads(files["api/v1/alles/index.json"]))
    for path in document["paths"]:
        named = path.replace("{bestand}", f"{whole[path.split('/')[1]][0].id}.json") if "{" in path else path
        assert f"api/v1{named}" in files


KEBAB = re.compile(r"/[a-z0-9-]+(/([a-z0-9.-]+|{[a-z]+}))*")


def test_the_api_keeps_the_rules_for_government(files: dict[str, bytes]) -> None:
    """The NL API Design Rules that can hold for files, in our own words: the ruleset of its linter is in no package."""
    document = json.loads(files["api/v1/openapi.json"])
    assert re.fullmatch(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)", document["info"]["version"])
    assert set(document["info"]["contact"]) == {"name", "url", "email"}
    assert [server["url"] for server in document["servers"]] == [f"{SITE}api/v1"]
    assert "/openapi.json" in document["paths"]
    for path, told_of in document["paths"].items():
        assert path == "/openapi.json" or KEBAB.fullmatch(path)
        assert set(told_of) <= {"get", "parameters"}
        answer = told_of["get"]["responses"]["200"]
        assert "API-Version" in answer["headers"]
        answer_schema = answer["content"]["application/json"]["schema"]
        assert answer_schema.get("type") == "object" or "$ref" in answer_schema
    assert all(re.fullmatch("([A-Z][a-z]+)+", name) for name in document["components"]["schemas"])


def test_the_linked_data_is_true(whole: Collection, files: dict[str, bytes]) -> None:
    """Each record and begrip is in the graph by its address, with its names, place, broader begrip and references."""
    graph = Graph().parse(data=files["data/alles.jsonld"], format="json-ld")
    record = whole["voorbeelden"][0]
    me = URIRef(SITE + record.url)
    assert (me, RDF.type, SCHEMA.Article) in graph
    places = {
        str(same) for place in graph.objects(me, SCHEMA.spatialCoverage) for same in graph.objects(place, SCHEMA.sameAs)
    }
    assert len(places) == len(record["gemeenten"])
    assert all(re.fullmatch(r"https://identifier\.overheid\.nl/tooi/id/gemeente/gm\d{4}", place) for place in places)
    for name in TOLD.lists:
        for term in whole[name]:
            concept = URIRef(Linked(whole).concept(term))
            assert [str(each) for each in graph.objects(concept, SKOS.prefLabel)] == [term.naam]
            assert {str(each) for each in graph.objects(concept, SKOS.altLabel)} == set(term.get("ook", []))
            assert {str(each) for each in graph.objects(concept, SKOS.hiddenLabel)} == set(
                term.get("alleen_zoeken", [])
            )
            assert len(list(graph.objects(concept, SKOS.broader))) == ("breder" in term)
            assert len(list(graph.objects(concept, SKOS.inScheme))) == 1
    talk = whole["gesprekken"][0]
    named = {str(each) for each in graph.objects(URIRef(SITE + talk.url), SCHEMA.mentions)}
    assert {f"{SITE}voorbeelden/{who['voorbeeld']}/" for who in talk["deelnemers"] if "voorbeeld" in who} <= named


def test_a_region_is_no_municipality() -> None:
    """Only what a record calls a municipality gets the address of one: the region Utrecht is not the town."""
    record = Record(VOORBEELD, "a", {"titel": "a", "regio": "Utrecht"})
    (place,) = Linked(Collection([record])).told(record)["spatialCoverage"]
    assert "sameAs" not in place


def test_the_description_for_the_portal_keeps_its_rules(files: dict[str, bytes]) -> None:
    """DCAT-AP-NL 3.0, checked with its rules in our own words (tests/dcat-ap-nl.ttl); each file it names is there."""
    graph = Graph().parse(data=files["data/dcat.jsonld"], format="json-ld")
    rules = Graph().parse(ROOT / "tests/dcat-ap-nl.ttl")
    kept, _, report = pyshacl.validate(graph, shacl_graph=rules)
    assert kept, report
    sizes = {str(url): int(str(size)) for url, size in graph.subject_objects(DCAT.byteSize)}
    assert len(sizes) > 8
    assert {url: len(files[url.removeprefix(SITE)]) for url in sizes} == sizes
    dataset = next(graph.subjects(RDF.type, DCAT.Dataset))
    (publisher,) = graph.objects(dataset, DCTERMS.publisher)
    assert str(publisher) == "https://identifier.overheid.nl/tooi/id/gemeente/gm0340"


@pytest.mark.parametrize(
    "gone", [DCTERMS.publisher, DCAT.contactPoint, DCAT.theme, DCTERMS.license, DCAT.accessURL, DCTERMS.title]
)
def test_the_rules_of_the_portal_are_watched(gone: URIRef, files: dict[str, bytes]) -> None:
    """A description that lacks what the rules ask for is refused by them."""
    graph = Graph().parse(data=files["data/dcat.jsonld"], format="json-ld")
    graph.remove((None, gone, None))
    assert not pyshacl.validate(graph, shacl_graph=Graph().parse(ROOT / "tests/dcat-ap-nl.ttl"))[0]


def test_a_collection_that_tells_nothing_about_itself(collection: Collection) -> None:
    """Without settings the files are complete all the same, and the description keeps its rules."""
    files = site_files(Collection(list(collection)))
    validate(json.loads(files["api/v1/openapi.json"]))
    graph = Graph().parse(data=files["data/dcat.jsonld"], format="json-ld")
    assert pyshacl.validate(graph, shacl_graph=Graph().parse(ROOT / "tests/dcat-ap-nl.ttl"))[0]


def test_a_licence_without_an_address_keeps_the_rules(whole: Collection) -> None:
    """Its name stands on the page for reusers, which the description then names; DCAT-AP-NL is still kept."""
    settings = Settings({**TOLD.data, "licentie": {"naam": "Vrij te gebruiken"}})
    made = site_files(Collection(list(whole), settings))
    graph = Graph().parse(data=made["data/dcat.jsonld"], format="json-ld")
    kept, _, report = pyshacl.validate(graph, shacl_graph=Graph().parse(ROOT / "tests/dcat-ap-nl.ttl"))
    assert kept, report
    licences = {str(licence) for licence in graph.objects(None, DCTERMS.license)}
    assert licences == {f"{settings.adres}hergebruik/#licentie"}
    assert str(graph.value(URIRef(licences.pop()), DCTERMS.title)) == "Vrij te gebruiken"


def test_a_licence_of_its_own() -> None:
    """Every file that names a licence names that of the settings."""
    own = Settings(
        {**TOLD.data, "licentie": {"naam": "CC0", "url": "https://creativecommons.org/publicdomain/zero/1.0/"}}
    )
    files = site_files(Collection([], own))
    for path in (
        "api/v1/openapi.json",
        "api/v1/alles/index.json",
        "data/metadata.json",
        "data/dcat.jsonld",
        "data/alles.jsonld",
    ):
        assert b"publicdomain/zero" in files[path]
        assert b"licenses/by/4.0" not in files[path]


def test_a_collection_without_places() -> None:
    """Fields that a collection does not use are in none of its files."""
    own = Settings({"plaatsen": "nee", "soorten": ["werkvormen"]})
    files = site_files(Collection([Record(VOORBEELD, "a", {"titel": "a"})], own))
    assert not any(path.startswith(("api/v1/gesprekken", "data/gesprekken")) for path in files)
    assert b"gemeenten" not in files["data/voorbeelden.csv"]
    assert b"country/NLD" not in files["data/dcat.jsonld"]


def test_export_writes_what_the_site_has(tmp_path: Path) -> None:
    """`parade export` writes each format into a folder, and says which files."""
    assert set(cli.FORMATS) == set(FORMATS)
    for name in FORMATS:
        done = run("export", "--format", name, "--out", tmp_path / name, "--examples", ROOT / EXAMPLES)
        assert done.returncode == 0, done.stderr
        paths = [Path(line) for line in done.stdout.splitlines()]
        assert paths and sorted(paths) == sorted((tmp_path / name).iterdir())


@pytest.mark.parametrize(
    ("arguments", "code", "cure"),
    [
        (["--format", "exel"], 2, "Kies uit: json, csv, xlsx"),
        ([], 2, "--help"),
        (["--format", "json", "--out", "bezet"], 1, "Kies met --out een andere plek"),
        (["--format", "json", "--examples", "nergens"], 1, "--examples"),
    ],
)
def test_a_wrong_call_is_told_its_cure(arguments: list[str], code: int, cure: str, tmp_path: Path) -> None:
    """A format that does not exist, none at all, a file in the way: one sentence with the cure, and nothing written."""
    (tmp_path / "bezet").write_text("a")
    done = run("export", "--examples", ROOT / EXAMPLES, *arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (code, "")
    assert cure in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["bezet"]
