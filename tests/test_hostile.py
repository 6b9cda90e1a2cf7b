"""Hostile input, each of every kind: it ends as a problem, or as text that is text. No browser here."""

from __future__ import annotations

import json
import random
import re
import shutil
import time
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import html5lib
import pytest

from parade.check.checks import check_record
from parade.check.names import names
from parade.check.paths import check_folder
from parade.model.fields import KINDS, Kind, Type
from parade.model.problems import Level, Problem
from parade.model.record import Collection, Record
from parade.pages.pages import pages
from parade.read.place_names import understand
from parade.read.records import read_folder, read_record_file
from parade.read.signs import INVISIBLE, visible
from parade.recommend.score import Recommendation
from parade.site import builder
from parade.site.share_picture import Card, draw
from tests.bad_inputs import good
from tests.conftest import RECORDS, ROOT, TODAY, run
from tests.hostile import made

KLIMAAT = ROOT / RECORDS / "klimaat"
HARMLESS = {
    "breed-hekjes.yml",  # all but the first word is a comment, which is a tip
    "breed-lege-regels.yml",
    "codering-utf7.yml",  # is ASCII to everybody but to browsers of twenty years ago
    "polyglot-yaml-html.yml",  # HTML in a comment
    "constructor.yml",
    "#x#",  # what an editor leaves, which is a tip
    "~",
}
SLOW = 2.0  # seconds of processor time


@pytest.fixture(scope="module")
def klimaat() -> Collection:
    """The records of the small collection without municipalities."""
    return read_folder(KLIMAAT / "examples")[0]


def fouten(problems: list[Problem]) -> list[Problem]:
    """Those that block."""
    return [problem for problem in problems if problem.level is Level.FOUT]


def test_there_is_enough_to_be_afraid_of() -> None:
    """At least 150 files and 500 payloads, no payload twice."""
    found = made.payloads()
    assert len(found) == len(set(found)) >= 500
    assert len(list(made.FILES.iterdir())) >= 150


def test_every_hostile_file_is_a_problem(klimaat: Collection) -> None:
    """Each file gives a `fout` on a line that it has, in a message of bounded length, within two seconds."""
    kind, wrong = klimaat.settings.kinds["voorbeelden"], []
    for path in sorted(made.FILES.iterdir()):
        begin = time.process_time()
        records, problems = read_record_file(path, kind, path.name)
        assert len(problems) < 300, path.name
        for record in records:
            problems += [*check_record(record, klimaat, TODAY), *names(Collection([record], klimaat.settings))]
        spent = time.process_time() - begin
        lines = path.read_bytes().replace(b"\r", b"\n").count(b"\n") + 1
        if not fouten(problems) and path.name not in HARMLESS:
            wrong.append(f"{path.name}: no fout")
        if spent > SLOW:
            wrong.append(f"{path.name}: {spent:.1f} s")
        wrong += [f"{path.name}: {each}" for each in problems if each.line > lines or len(each.message) > 700]
    assert wrong == []


@pytest.mark.parametrize("folder", ["voorbeelden", "begrippen"])
def test_a_folder_of_hostile_files_is_told_file_by_file(tmp_path: Path, folder: str) -> None:
    """Names of devices and of ours, links, pipes, folders, 10 MB, false pictures: each is told; nothing is written."""
    shutil.copytree(KLIMAAT, tmp_path, dirs_exist_ok=True)
    put = made.put_odd(tmp_path / "examples", folder)
    begin = time.process_time()
    told = {problem.path for problem in fouten(check_folder(tmp_path / "examples", TODAY))}
    assert time.process_time() - begin < 5
    silent = [name for path in put if (name := path.relative_to(tmp_path).as_posix()) not in told]
    assert [name for name in silent if name.rpartition("/")[2] not in HARMLESS] == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["docs", "examples", "parade.yml"]


def test_a_hostile_folder_stops_the_build_without_a_traceback(tmp_path: Path) -> None:
    """`parade build` tells the problems, prints no sign that a terminal obeys, and leaves no site."""
    shutil.copytree(KLIMAAT, tmp_path, dirs_exist_ok=True)
    made.put_odd(tmp_path / "examples", "voorbeelden")
    done = run("build", cwd=tmp_path)
    assert done.returncode == 1 and "Traceback" not in done.stdout + done.stderr
    assert not (tmp_path / "site").exists()
    said = done.stdout + done.stderr
    assert not INVISIBLE.search(said.replace("\N{REPLACEMENT CHARACTER}", ""))


def changed(kind: Kind, whole: dict[str, object], payload: str, which: int) -> tuple[dict[str, object], str]:
    """The record with the payload in place of one value, with the type of the field that got it."""
    fields = [field for field in kind.fields if field.name in whole]
    field = fields[which % len(fields)]
    value: object = payload
    kind_of = field.type
    if field.type is Type.GROUP:
        inner = field.fields[which % len(field.fields)]
        kind_of = inner.type
        first: Any = whole[field.name][0] if field.many else whole[field.name]  # type: ignore[index]
        value = {**first, inner.name: [payload] if inner.many else payload}
    return {**whole, field.name: [value] if field.many else value}, f"{kind_of}{' choices' if field.choices else ''}"


EXACT = {Type.TERM, Type.REFERENCE, Type.DATE, Type.URL, Type.FILE, Type.EMAIL}


def test_where_only_some_values_are_good_no_payload_is(collection: Collection) -> None:
    """A payload for a term, reference, municipality, date, address or file is a `fout`, in every kind of record."""
    random.seed(1)
    passed = []
    kinds = list(KINDS.values())
    wholes = {kind.name: good(kind, collection) for kind in kinds}
    for payload in made.payloads():
        if not payload.strip():
            continue
        for kind in kinds:
            data, type = changed(kind, wholes[kind.name], payload, random.randrange(1000))
            problems = list(check_record(Record(kind, "x", data), collection, TODAY))
            if type in EXACT and not fouten(problems) and payload not in GOOD_ADDRESSES:
                passed.append((type, payload))
        if not understand(payload).wrong:
            passed.append(("gemeente", payload))
    assert passed == []


GOOD_ADDRESSES = {
    "https://127.0.0.1:8000/__parade/version",
    "https://xn--80ak6aa92e.com/",
    "https://аррӏе.com/",
    "https://voorbeeld.nl/%00",
    "https://voorbeeld.nl/%0d%0aSet-Cookie:x",
    "https://voorbeeld.nl/{{config}}",
    "http://kwaad.example/x_y_z",
    "https://kwaad.example/",
}
"""Addresses that somebody may mean: whoever clicks goes where the page says."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of which every text is a payload, built as if no check had refused it."""
    return made.build_site(tmp_path_factory.mktemp("kwaad"), TODAY)


class _Ids(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ids: Counter[str] = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids.update(value or "" for name, value in attrs if name == "id")


def html(site: Path) -> Iterator[tuple[str, str]]:
    """Path and text of each page."""
    for path in sorted(site.rglob("*.html")):
        yield path.relative_to(site).as_posix(), path.read_text("utf-8")


def test_every_page_is_well_formed(site: Path) -> None:
    """A strict HTML parser finds no error in any page, no id stands twice, and no sign that cannot be seen."""
    wrong, seen = [], 0
    for path, text in html(site):
        seen += 1
        parser = html5lib.HTMLParser()
        parser.parse(text)
        wrong += [f"{path}: {code} {place}" for place, code, _ in parser.errors]
        ids = _Ids()
        ids.feed(text)
        wrong += [f"{path}: id {id} stands {count} times" for id, count in ids.ids.items() if count > 1]
        if sign := INVISIBLE.search(text):
            wrong.append(f"{path}: invisible sign {sign[0]!a}")
    assert wrong == [] and seen > 100


def test_feeds_data_and_files_for_the_browser_are_well_formed(site: Path) -> None:
    """Every XML and JSON file can be read; structured data is JSON that holds no sign of HTML."""
    for path in site.rglob("*.xml"):
        ElementTree.parse(path)
    for file in site.rglob("*.json"):
        json.loads(file.read_text("utf-8"))
    for page, text in html(site):
        for data in text.split('<script type="application/ld+json">')[1:]:
            told = data.split("</script>")[0]
            assert json.loads(told)["@graph"] is not None and "<" not in told, page


def test_texts_arrive_as_they_were_written(site: Path) -> None:
    """What a payload says can be read on the page of its record: nothing ran, and nothing was lost."""
    collection = made.read(site.parent)
    for record in collection["voorbeelden"]:
        parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
        page = parser.parse((site / record.url / "index.html").read_text("utf-8"))
        shown = "".join("".join(page.itertext()).split())
        for text in (record.naam, record.get("kern", ""), *record.get("lessen", []), *record.get("vragen", [])):
            assert "".join(visible(text).split()) in shown, (record.id, text)


def test_no_page_stands_outside_the_site(site: Path) -> None:
    """Beside the site stand only the collection and what a build keeps; each name is a plain one."""
    assert sorted(path.name for path in site.parent.iterdir()) == ["build", "examples", "parade.yml", "site"]
    parts = {part for path in site.rglob("*") for part in path.relative_to(site).parts}
    assert {part for part in parts if not re.fullmatch(r"[a-z0-9_][A-Za-z0-9-]*(\.[a-z0-9]+)*|\.parade", part)} == set()


def test_pages_of_places_hold_payloads_too(collection: Collection) -> None:
    """Pages about municipalities and the map are made of the same records without a fault."""
    texts = iter([text for text in made.payloads() if text.strip()] * 2)
    records = [
        Record(record.kind, f"{record.id}-{at}", {**record.data, "titel": visible(next(texts)), "kern": next(texts)})
        for record in collection["voorbeelden"]
        for at in range(20)
    ]
    others = [record for record in collection if record.kind.list_name]
    found: dict[str, list[Recommendation]] = {}
    told = pages(Collection([*records, *others], collection.settings), found, TODAY)
    assert "gemeenten/utrecht.md" in told
    assert [path for path, text in told.items() if path.endswith(".md") and "<script>raak" in text] == []


def test_no_text_makes_a_picture_fail() -> None:
    """A picture to share can be drawn of any title and any place."""
    for text in random.Random(2).sample(made.payloads(), 60):
        assert draw(Card(visible(text)[:100], visible(text)[:300], 1, "Parade"))


def test_a_title_takes_no_id_of_the_page(tmp_path: Path) -> None:
    """A heading has one id of ours: a title that is an id of the frame, or of a part of the page, takes none away."""
    extra = {"nieuwste_feed": "x", "beeldmap": "x"}
    told = {**builder.USUAL, "docs_dir": "pages", "site_name": "x", "nav": [{"x": "index.md"}], "extra": extra}
    texts = {"index.md": "# __search\n\n## Bronnen\n", "bronnen.md": "# Bronnen\n\n## Bronnen\n"}
    html = builder.render(
        texts, [], {**told, "extra_css": [], "extra": {"nieuwste_feed": "x", "beeldmap": "x"}}, None, 1
    )
    assert b'<h1 id="begin">' in html["index.html"]
    assert html["bronnen/index.html"].count(b'id="bronnen"') == 1
    assert b'<h2 id="bronnen">' in html["bronnen/index.html"]
