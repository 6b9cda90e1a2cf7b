"""An address that once worked leads somewhere: to the record under its new name, or to why it was taken away."""

from __future__ import annotations

import json
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from parade.check.checks import check
from parade.data.export import site_files
from parade.data.take_back import take_back
from parade.model.fields import LISTS, TOEPASSING, VOORBEELD
from parade.model.problems import Level, Problem
from parade.model.record import Collection, Record
from parade.model.settings import Settings
from parade.pages.feeds import Feeds
from parade.pages.overview import Site
from parade.pages.pages import pages
from parade.read.records import read
from tests.conftest import GOOD, ROOT, TODAY, only, run

SETTINGS = Settings({"adres": "https://parade.example/x/", "naam": "Parade"})
GONE = {"titel": "Soep & brood", "vervallen": "De organisatie vroeg erom."}
THEMA = Record(LISTS["themas"], "ontmoeten", {"naam": "ontmoeten", "was": ["samenkomen"]}, "examples/begrippen/t.yml")


def voorbeeld(id: str, **changes: Any) -> Record:
    """A good voorbeeld with some fields changed."""
    return Record(VOORBEELD, id, {**GOOD, **changes}, f"examples/voorbeelden/{id}.yml")


def fouten(*records: Record) -> list[Problem]:
    """What is wrong with the names of records, and with what names them."""
    fields = ("was", "vervallen", "voorbeeld", "")
    found = check(Collection([THEMA, *records], SETTINGS), TODAY)
    return [each for each in found if each.level is Level.FOUT and each.field.split(".")[0] in fields]


@pytest.mark.parametrize(
    ("was", "message"),
    [
        ("Oude Naam", "kan geen naam van een record zijn"),
        ("../oud", "kan geen naam van een record zijn"),
        ("https://parade.example/voorbeelden/oude-soep/", "Schrijf: oude-soep"),
        ("oude-soep.yml", "Schrijf: oude-soep"),
        ("con", "kan geen naam van een record zijn"),
        ("nieuw", "Zo heet dit record nu"),
    ],
)
def test_an_old_name_is_one_that_a_file_may_have(was: str, message: str) -> None:
    """What is no id, or is the record's own, is told where it stands."""
    found = only(fouten(voorbeeld("nieuw", was=[was])))
    assert message in found.message
    assert found.field == "was.1"


def test_an_id_is_never_used_again() -> None:
    """A new record with a name that another one had is told on both, and so is a name that two had."""
    told = fouten(voorbeeld("nieuw", was=["oud"]), voorbeeld("oud"))
    assert [(each.path, each.field) for each in told] == [
        ("examples/voorbeelden/nieuw.yml", "was.1"),
        ("examples/voorbeelden/oud.yml", ""),
    ]
    twice = only(fouten(voorbeeld("een", was=["oud"]), voorbeeld("twee", was=["oud"])))
    assert "Een adres kan naar één record leiden" in twice.message
    gone = Record(VOORBEELD, "oud", GONE, "examples/voorbeelden/oud.yml")
    assert len(fouten(voorbeeld("nieuw", was=["oud"]), gone)) == 2
    toepassing = Record(TOEPASSING, "oud", {"titel": "x", "vervallen": "Is weg."}, "examples/toepassingen/oud.yml")
    assert fouten(voorbeeld("nieuw", was=["oud"]), toepassing) == []


def test_who_names_an_old_id_hears_the_new_one() -> None:
    """The cure, followed to the letter, mends it; what was taken away is told as that."""
    records = [voorbeeld("nieuw", was=["oud"]), Record(VOORBEELD, "soep", GONE)]
    found = only(fouten(*records, Record(TOEPASSING, "wij", {"voorbeeld": "oud"})))
    assert found.message == '"oud" heet nu anders. Schrijf: nieuw'
    assert fouten(*records, Record(TOEPASSING, "wij", {"voorbeeld": found.message.split(": ")[1]})) == []
    found = only(fouten(*records, Record(TOEPASSING, "wij", {"voorbeeld": "soep"})))
    assert "is vervallen" in found.message
    assert (
        fouten(*records, Record(TOEPASSING, "wij", {"titel": "x", "voorbeeld": "soep", "vervallen": "Is weg."})) == []
    )


def test_what_was_taken_away_needs_no_more_than_its_name() -> None:
    """A file with a title and a reason is whole; without a title it is told."""
    assert fouten(Record(VOORBEELD, "soep", GONE)) == []
    records, problems = read(b"titel: Soep\nvervallen: Staat er twee keer.\n", VOORBEELD, "soep")
    assert problems == []
    assert [each.field for each in check(Collection(records, SETTINGS), TODAY)] == []
    for reason in ("ja", "2024-01-01"):
        assert "is geen reden" in only(fouten(Record(VOORBEELD, "soep", {**GONE, "vervallen": reason}))).message
    missing = check(Collection([Record(VOORBEELD, "soep", {"vervallen": "Staat er twee keer."})], SETTINGS), TODAY)
    assert only(missing).field == "titel"


class Links(HTMLParser):
    """Where a page leads: its link, its refresh, its canonical address."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what leads on."""
        told = {name: value or "" for name, value in attrs}
        if tag == "a":
            self.found["link"] = told["href"]
        if tag == "link" and told.get("rel") == "canonical":
            self.found["canonical"] = told["href"]
        if told.get("http-equiv") == "refresh":
            self.found["refresh"] = told["content"]


def test_each_old_address_leads_to_the_new_one() -> None:
    """A page without a script, that tells in Dutch where it is now, for people, browsers and search engines."""
    made = pages(Collection([THEMA, voorbeeld("nieuw", was=["eerst", "toen"])], SETTINGS), {}, TODAY)
    for old in ("eerst", "toen"):
        html = made[f"voorbeelden/{old}/index.html"]
        assert Links(html).found == {
            "link": "../nieuw/",
            "canonical": "https://parade.example/x/voorbeelden/nieuw/",
            "refresh": "0; url=../nieuw/",
        }
        assert "default-src 'none'" in html
        assert "<script" not in html
    assert 'url=../ontmoeten/"' in made["themas/samenkomen/index.html"]
    assert f"voorbeelden/{'eerst'}.md" not in made


def test_feeds_know_a_record_by_its_first_address() -> None:
    """A reader of the feed sees no new entry for a new name; the feed of a thema stays where it was."""
    record = voorbeeld("nieuw", was=["eerst", "toen"])
    made = Feeds(Site(Collection([THEMA, record], SETTINGS), {})).files()
    for path in ("feeds/nieuw.xml", "feeds/themas/ontmoeten.xml", "feeds/themas/samenkomen.xml"):
        entry = ElementTree.fromstring(made[path]).find("{*}entry")
        assert entry is not None
        assert entry.findtext("{*}id") == "https://parade.example/x/voorbeelden/eerst/"
        assert entry.find("{*}link").attrib["href"] == "https://parade.example/x/voorbeelden/nieuw/"  # type: ignore[union-attr]


def test_it_stays_as_new_as_it_was() -> None:
    """A new name makes no old record new."""
    days = {"examples/voorbeelden/oud.yml": "2020-01-01", "examples/voorbeelden/nieuw.yml": "2026-11-20"}
    record = voorbeeld("nieuw", was=["oud"])
    assert Collection([record], SETTINGS, history=lambda: days).first_seen(record) == "2020-01-01"


def test_open_data_tells_where_it_is_now_and_what_was_taken_away() -> None:
    """Old addresses answer; a tombstone holds no more than its name and reason, and comes back from an export."""
    gone = Record(VOORBEELD, "soep", {**GOOD, **GONE, "was": ["soepje"]})
    made = site_files(Collection([THEMA, voorbeeld("nieuw", was=["oud"]), gone], SETTINGS))
    api = "https://parade.example/x/api/v1/voorbeelden/"
    assert json.loads(made["api/v1/voorbeelden/oud.json"])["verplaatst_naar"] == f"{api}nieuw.json"
    assert json.loads(made["api/v1/voorbeelden/soepje.json"])["verplaatst_naar"] == f"{api}soep.json"
    stone = json.loads(made["api/v1/voorbeelden/soep.json"])
    url = "https://parade.example/x/voorbeelden/soep/"
    assert stone == {"id": "soep", "type": "Voorbeeld", "url": url, "was": ["soepje"], **GONE}
    whole = json.loads(made["api/v1/alles/index.json"])
    assert whole["vervallen"] == [stone]
    assert [each["id"] for each in whole["voorbeelden"]] == ["nieuw"]
    for name in ("data/voorbeelden.csv", "data/alles.jsonl", "data/alles.sqlite"):
        assert b"Soep & brood" not in made[name]
    assert b"vervallen" not in made["data/voorbeelden.csv"]


def test_what_was_taken_away_comes_back_from_an_export(tmp_path: Path) -> None:
    """A collection that moves house takes its tombstones along."""
    records = Collection([THEMA, voorbeeld("nieuw", was=["oud"]), Record(VOORBEELD, "soep", GONE)], SETTINGS)
    path = tmp_path / "alles.json"
    path.write_bytes(site_files(records)["api/v1/alles/index.json"])
    texts, problems = take_back(path)
    assert problems == []
    assert {"voorbeelden/nieuw.yml", "voorbeelden/soep.yml"} <= set(texts)
    assert "vervallen: De organisatie vroeg erom." in texts["voorbeelden/soep.yml"]


def test_a_site_with_old_names(small_project: Path, tmp_path: Path) -> None:
    """In a finished site the note and the redirects stand, and lists, search, map, feeds and sitemap have neither."""
    root = tmp_path / "project"
    shutil.copytree(small_project, root)
    folder = root / "examples" / "voorbeelden"
    first, second = sorted(folder.glob("*.yml"))[:2]
    second.rename(folder / "heel-anders.yml")
    with (folder / "heel-anders.yml").open("a", encoding="utf-8") as file:
        file.write(f"was: [{second.stem}]\n")
    (folder / "weggegaan.yml").write_text("titel: Zeepkist\nvervallen: Dit stond er twee keer.\n", encoding="utf-8")
    for path in root.glob("examples/*/*.yml"):
        if path.parent.name != "voorbeelden":
            text = path.read_text("utf-8")
            path.write_text(re.sub(rf"\b{second.stem}\b", "heel-anders", text), encoding="utf-8")
    done = run("build", cwd=root)
    assert done.returncode == 0, done.stderr
    site = root / "site"
    assert "url=../heel-anders/" in (site / "voorbeelden" / second.stem / "index.html").read_text("utf-8")
    note = (site / "voorbeelden/weggegaan/index.html").read_text("utf-8")
    assert "Dit stond er twee keer." in note
    assert '<meta name="robots" content="noindex">' in note
    naming = {
        path.relative_to(site).as_posix()
        for path in site.rglob("*")
        if path.is_file() and b"Zeepkist" in path.read_bytes()
    }
    assert naming == {
        "voorbeelden/weggegaan/index.html", "api/v1/voorbeelden/weggegaan.json", "api/v1/alles/index.json"
    }  # fmt: skip
    listed = (site / "sitemap.xml").read_text("utf-8")
    assert "/heel-anders/" in listed
    assert f"/{second.stem}/" not in listed
    assert "weggegaan" not in listed
    assert first.stem in listed


def test_the_real_collection_has_no_name_twice() -> None:
    """No record of the collection has a name that another one had."""
    from parade.check.names import names
    from parade.read.records import read_folder

    assert list(names(read_folder(ROOT / "examples")[0])) == []
