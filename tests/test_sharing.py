"""What others see of a page: structured data and feeds that are true, well formed and safe."""

from __future__ import annotations

import json
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml

from parade.model.fields import BIJEENKOMST, LISTS, VOORBEELD, WERKVORM, Kind
from parade.model.record import Collection, Record
from parade.model.settings import Settings
from parade.pages.addresses import NEWEST_FEED
from parade.pages.feeds import SHOWN, updated
from parade.pages.overview import Site
from parade.pages.structured_data import Head
from parade.pages.text import description
from parade.read.records import read_folder
from tests.conftest import GOOD, ROOT

HOSTILE = "</script><script>alert(1)</script> ]]> &amp; <!-- ' \" \\ --- {{ x }} 😀 \u2028 é\n---\n# kop"
ATOM = {"a": "http://www.w3.org/2005/Atom"}
CONTROLS = "a\x00b\x0bc\ufffed\ud800e"


def voorbeeld(id: str, **changes: Any) -> Record:
    """A good voorbeeld with some fields changed."""
    return Record(VOORBEELD, id, {**GOOD, **changes})


def sharing(*records: Record) -> Head:
    """The sharing of a small site with two themas."""
    themas = [
        Record(LISTS["themas"], "ontmoeten", {"naam": "ontmoeten", "uitleg": "Elkaar zien."}),
        Record(LISTS["themas"], "koffie", {"naam": "koffie", "breder": "ontmoeten"}),
        Record(LISTS["themas"], "leeg", {"naam": "leeg"}),
    ]
    return Head(Site(Collection([*themas, *records], Settings({"adres": "https://delen.example/parade/"})), {}))


def front(lines: str) -> dict[str, Any]:
    """Front matter as the site builder reads it."""
    return dict(yaml.safe_load(str(lines)))


def graph(lines: str) -> dict[str, dict[str, Any]]:
    """The structured data in front matter, by type."""
    return {one["@type"]: one for one in json.loads(front(lines)["jsonld"])["@graph"]}


def told(record: Record) -> dict[str, dict[str, Any]]:
    """The structured data of the page of a record."""
    return graph(sharing(record).record(record))


def entries(feed: str) -> list[str]:
    """The ids of the voorbeelden in a feed, in order."""
    found = ElementTree.fromstring(feed).iterfind("a:entry/a:id", ATOM)
    return [(entry.text or "").rstrip("/").split("/")[-1] for entry in found]


def test_a_voorbeeld_says_what_its_record_says() -> None:
    """The data of a full voorbeeld: every value stands in the record, or is the address or licence of the site."""
    record = voorbeeld(
        "tuin",
        themas=["koffie", "bestaat niet"],
        wetten=["Wmo 2015"],
        periode={"van": "2014", "tot": "2016-05"},
        gecontroleerd="2026-01-31",
        bronnen=[
            {"titel": "Verslag", "url": "https://a.example/?a=1&b=2", "uitgever": "Krant", "datum": "2019-02"},
            {"titel": "Oud", "url": "http://a.example/"},
            {"titel": "Op papier"},
        ],
    )
    site = "https://delen.example/parade/"
    publisher = {"@type": "Organization", "name": "Parade", "url": site}
    assert told(record)["Article"] == {
        "@type": "Article",
        "url": f"{site}voorbeelden/tuin/",
        "name": GOOD["titel"],
        "description": GOOD["kern"],
        "inLanguage": "nl",
        "headline": GOOD["titel"],
        "image": f"{site}beeld/delen/tuin.png",
        "about": [{"@type": "DefinedTerm", "name": "koffie", "url": f"{site}themas/koffie/"}],
        "keywords": ["inwoners", "Wmo 2015"],
        "spatialCoverage": [
            {
                "@type": "Place",
                "name": "Rhenen",
                "sameAs": "https://identifier.overheid.nl/tooi/id/gemeente/gm0340",
            }
        ],
        "temporalCoverage": "2014/2016-05",
        "dateModified": "2026-01-31",
        "citation": [
            {
                "@type": "CreativeWork",
                "name": "Verslag",
                "url": "https://a.example/?a=1&b=2",
                "publisher": {"@type": "Organization", "name": "Krant"},
                "datePublished": "2019-02",
            }
        ],
        "publisher": publisher,
        "license": "https://creativecommons.org/licenses/by/4.0/",
    }


def test_what_a_record_does_not_say_is_left_out() -> None:
    """Without a date, a place or a web address there is no field for it, and a beginning alone is no period."""
    record = voorbeeld("tuin", gemeenten=[], regio="onbekend", periode={"van": "2014"}, themas=[])
    missing = {"spatialCoverage", "temporalCoverage", "dateModified", "citation", "about"}
    assert missing & set(told(record)["Article"]) == set()


def test_a_bijeenkomst_is_an_event_when_it_has_a_date() -> None:
    """With a date it is an Event with its place and organisers; without one it is none."""
    data = {
        "titel": "Dag",
        "kern": "Een dag.",
        "plaats": "De Meerpaal",
        "gemeenten": ["Dronten"],
        "organisatoren": ["X"],
    }
    event = told(Record(BIJEENKOMST, "dag", {**data, "datum": "2019-02"}))["Event"]
    assert event["startDate"] == "2019-02"
    assert event["location"] == {
        "@type": "Place",
        "name": "De Meerpaal",
        "address": [{"@type": "PostalAddress", "addressLocality": "Dronten"}],
    }
    assert event["organizer"] == [{"@type": "Organization", "name": "X"}]
    assert set(told(Record(BIJEENKOMST, "dag", data))) == {"BreadcrumbList"}


def test_a_werkvorm_is_a_how_to_with_its_steps() -> None:
    """The steps stand in order, and what one needs stands beside them."""
    data = {
        "titel": "Tafel",
        "kern": "Praten.",
        "doel": "x",
        "stappen": ["Zet koffie.", "Stel\nde vraag."],
        "nodig": ["koffie"],
    }
    made = told(Record(WERKVORM, "tafel", data))["HowTo"]
    assert [(step["position"], step["text"]) for step in made["step"]] == [(1, "Zet koffie."), (2, "Stel de vraag.")]
    assert made["supply"] == [{"@type": "HowToSupply", "name": "koffie"}]


def test_crumbs_lead_home() -> None:
    """A narrower thema stands below the broader one, the list and the home page, each with its address."""
    share = sharing()
    term = share.site.collection.term("themas", "koffie")
    assert term
    items = graph(share.term(term))["BreadcrumbList"]["itemListElement"]
    site = "https://delen.example/parade/"
    assert [(item["position"], item["name"], item["item"]) for item in items] == [
        (1, "Home", site),
        (2, "Thema's", f"{site}themas/"),
        (3, "ontmoeten", f"{site}themas/ontmoeten/"),
        (4, "koffie", f"{site}themas/koffie/"),
    ]


@pytest.mark.parametrize("kind", [VOORBEELD, BIJEENKOMST, WERKVORM])
def test_no_text_ends_the_script(kind: Kind) -> None:
    """Hostile text comes back as it was, and no sign that means something in HTML stands in the data."""
    data = {**GOOD, "titel": HOSTILE, "kern": HOSTILE, "datum": "2019", "stappen": [HOSTILE], "plaats": HOSTILE}
    lines = sharing().record(
        Record(kind, "tuin", {**data, "bronnen": [{"titel": HOSTILE, "url": "https://a.example/"}]})
    )
    jsonld = front(lines)["jsonld"]
    assert jsonld.isascii()
    assert not set("<>&") & set(jsonld)
    assert HOSTILE in {one.get("name") for one in json.loads(jsonld)["@graph"]}
    assert len(str(lines).splitlines()) == len(front(lines))


def test_the_own_picture_of_a_voorbeeld_is_shown() -> None:
    """Its `beeld` goes before the drawn one, with what it shows; an SVG does not, for nobody shows that."""
    beeld = {"bestand": "een foto.jpg", "alt": 'Vier bewoners & "de bar"'}
    shown = front(sharing().record(voorbeeld("tuin", beeld=beeld)))
    assert (shown["beeld"], shown["beeld_alt"]) == ("beeld/een%20foto.jpg", "Vier bewoners &amp; &#34;de bar&#34;")
    drawn = front(sharing().record(voorbeeld("tuin", beeld={**beeld, "bestand": "kaart.svg"})))
    assert (drawn["beeld"], drawn["beeld_alt"]) == ("beeld/delen/tuin.png", f"{GOOD['titel']}. Rhenen")


@pytest.mark.parametrize(
    ("changes", "date"),
    [
        ({"gecontroleerd": "2026-01-31"}, "2026-01-31"),
        ({"bronnen": [{"datum": "2014"}, {"datum": "2019-02"}, {}]}, "2019-02-01"),
        ({"bronnen": [{}], "periode": {"van": "2013", "tot": "2018"}}, "2018-01-01"),
        ({"bronnen": [], "periode": {"van": "2013"}}, "2013-01-01"),
        ({"bronnen": []}, "1970-01-01"),
    ],
)
def test_a_voorbeeld_tells_when_it_changed(changes: dict[str, Any], date: str) -> None:
    """Read over goes before the newest source, and that before the period; a year or month is its first day."""
    assert updated(voorbeeld("tuin", **changes)) == f"{date}T00:00:00Z"


def test_a_feed_holds_exactly_its_records() -> None:
    """A thema has its own voorbeelden and those of the ones below it, a municipality its own, the newest first."""
    files = sharing(
        voorbeeld("oud", gecontroleerd="2020-01-01"),
        voorbeeld("nieuw", gecontroleerd="2024-01-01", themas=["koffie"], gemeenten=["Leusden", "Rhenen"]),
        voorbeeld("anders", gecontroleerd="2022-01-01", themas=["geen"], gemeenten=["Leusden"]),
    ).feeds.files()
    assert {path: entries(text) for path, text in files.items() if path.endswith(".xml")} == {
        NEWEST_FEED: ["nieuw", "anders", "oud"],
        "feeds/themas/ontmoeten.xml": ["nieuw", "oud"],
        "feeds/themas/koffie.xml": ["nieuw"],
        "feeds/gemeenten/leusden.xml": ["nieuw", "anders"],
        "feeds/gemeenten/rhenen.xml": ["nieuw", "oud"],
    }


def test_a_feed_has_what_atom_asks() -> None:
    """Feed and entry have an id, a title and a date; the feed an author, its own address and the newest date."""
    share = sharing(voorbeeld("tuin", gecontroleerd="2024-05-06"), voorbeeld("oud"))
    feed = ElementTree.fromstring(share.feeds.files()["feeds/themas/ontmoeten.xml"])
    own = "https://delen.example/parade/feeds/themas/ontmoeten.xml"
    assert feed.findtext("a:id", "", ATOM) == own
    assert feed.findtext("a:title", "", ATOM) == "Ontmoeten – Parade"
    assert feed.findtext("a:updated", "", ATOM) == "2024-05-06T00:00:00Z"
    assert feed.findtext("a:author/a:name", "", ATOM) == "Parade"
    assert [link.get("href") for link in feed.iterfind("a:link", ATOM)] == [
        own,
        "https://delen.example/parade/themas/ontmoeten/",
    ]
    for entry in feed.iterfind("a:entry", ATOM):
        assert [len(entry.findall(f"a:{name}", ATOM)) for name in ("id", "title", "updated", "link", "summary")] == [
            1
        ] * 5


def test_hostile_text_leaves_a_feed_well_formed() -> None:
    """Marks come back as text; signs that XML does not know are dropped."""
    files = sharing(voorbeeld("tuin", titel=HOSTILE, kern=CONTROLS, themas=["ontmoeten", CONTROLS])).feeds.files()
    entry = ElementTree.fromstring(files[NEWEST_FEED]).find("a:entry", ATOM)
    assert entry is not None
    assert entry.findtext("a:title", "", ATOM) == " ".join(HOSTILE.split())
    assert entry.findtext("a:summary", "", ATOM) == "ab cde (Rhenen)"
    assert [one.get("term") for one in entry.iterfind("a:category", ATOM)] == ["ontmoeten", "ab cde"]


def test_the_same_records_give_the_same_files() -> None:
    """No time of building and no order of reading stands in a feed; without voorbeelden it is empty and valid."""
    records = [voorbeeld(f"tuin-{at}", gecontroleerd="2024-05-06") for at in range(SHOWN + 5)]
    assert sharing(*records).feeds.files() == sharing(*reversed(records)).feeds.files()
    assert len(entries(sharing(*records).feeds.files()[NEWEST_FEED])) == SHOWN
    assert entries(sharing().feeds.files()[NEWEST_FEED]) == []
    assert ElementTree.fromstring(sharing().feeds.files()[NEWEST_FEED]).findtext("a:updated", "", ATOM)


def test_pages_without_a_feed_link_to_none() -> None:
    """A thema or municipality without voorbeelden has no feed, and its page names none."""
    share = sharing(voorbeeld("tuin"))
    empty = share.site.collection.term("themas", "leeg")
    assert empty
    assert "feed" not in front(share.term(empty))
    assert "feed" not in front(share.place("Leusden"))
    assert front(share.place("Rhenen"))["feed"] == "feeds/gemeenten/rhenen.xml"


def test_robots_are_shown_the_sitemap() -> None:
    """The file for search engines names the sitemap with its whole address."""
    assert "Sitemap: https://delen.example/parade/sitemap.xml\n" in sharing().feeds.files()["robots.txt"]


@pytest.mark.parametrize("text", ["kort", "woord " * 60, "W" * 400, "Eén zin. " * 40])
def test_a_description_has_at_most_160_characters(text: str) -> None:
    """A long text is cut, on words where it has any."""
    shown = json.loads(str(description(text)))
    assert 0 < len(shown) <= 160
    assert "woo …" not in shown


def test_every_real_record_can_be_shared() -> None:
    """For all records of examples/ the front matter is valid YAML with valid JSON in it, and each feed is valid XML."""
    share = Head(Site(read_folder(ROOT / "examples")[0], {}))
    for record in share.site.collection:
        if not record.kind.folder.startswith("begrippen"):
            assert "BreadcrumbList" in graph(share.record(record)), record.id
    for path, text in share.feeds.files().items():
        if path.endswith(".xml"):
            assert entries(text), path
