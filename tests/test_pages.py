"""Pages: text stays text, every record has one, links hold, and what is shown of records is true."""

from __future__ import annotations

import json
import os
import posixpath
import re
from datetime import date
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml
from markdown import Markdown

from parade.dutch.dates import dutch_date
from parade.dutch.words import slug
from parade.intake.web_forms import data
from parade.model.fields import (
    BIJEENKOMST,
    GESPREK,
    KINDS,
    LISTS,
    TOEPASSING,
    VOORBEELD,
    VOORNEMEN,
    WERKVORM,
    Field,
    Type,
)
from parade.model.record import Collection, Record
from parade.model.settings import Settings
from parade.pages import gemeente, word_of_mouth
from parade.pages.addresses import MAP_DATA
from parade.pages.facts import marks
from parade.pages.overview import Site, newest_first
from parade.pages.pages import pages
from parade.pages.text import capital, counted, person, shortened
from parade.places import register
from parade.read.records import read_folder
from tests.conftest import ROOT, TODAY

GOLDEN = Path(__file__).parent / "golden"
SOURCE = [{"titel": "Verslag van de dag", "datum": "2019-02-14"}]
HAND_WRITTEN = {f"{page.stem}/" for page in (ROOT / "docs").glob("*.md")}
HAND_WRITTEN |= {f"formulieren/{kind.label}.{ending}" for kind in KINDS.values() for ending in ("docx", "xlsx")}

EXTRA = [
    Record(
        TOEPASSING,
        "sleutel-in-leusden",
        {
            "titel": "De sleutel in Leusden",
            "voorbeeld": "buurthuis-utrecht",
            "gemeenten": ["Leusden"],
            "sinds": "2020-03",
            "verteld_door": "bron",
            "rechtstreeks": "ja",
            "aangepast": "Eerst één zaal, daarna het hele gebouw.",
            "status": "loopt",
            "bevestigd": "2026-01",
            "bronnen": SOURCE,
        },
    ),
    Record(
        BIJEENKOMST,
        "dag-van-de-buurt",
        {
            "titel": "Dag van de buurt",
            "soort": "thematafels",
            "kern": "Raadsleden aan vijf tafels.",
            "datum": "2019-02-14",
            "tafels": [{"titel": "Ontmoeten", "vragen": ["Wie beslist er?"]}],
            "voorbeelden": ["buurthuis-utrecht"],
            "bronnen": SOURCE,
        },
    ),
    Record(
        VOORNEMEN,
        "zaal-vragen",
        {
            "titel": "Om de sleutel vragen",
            "bijeenkomst": "dag-van-de-buurt",
            "wie": {"functie": "raadslid", "organisatie": "gemeente Rhenen", "gemeenten": ["Rhenen"]},
            "wat": "Vragen of bewoners de zaal mogen beheren.",
            "voorbeelden": ["buurthuis-utrecht"],
            "bronnen": SOURCE,
        },
    ),
    Record(
        WERKVORM,
        "tafelgesprek",
        {
            "titel": "Tafelgesprek",
            "kern": "Praten met een vraag op tafel.",
            "doel": "Elkaar leren kennen.",
            "stappen": ["Zet koffie.", "Stel de vraag."],
            "blad": {"formaat": "A4", "zijden": [{"titel": "De vraag", "vakken": [{"naam": "Wie"}, {"naam": "Wat"}]}]},
            "voorbeelden": ["buurthuis-utrecht"],
            "bronnen": SOURCE,
        },
    ),
]


@pytest.fixture(scope="module")
def small(collection: Collection) -> Collection:
    """The small fixed collection, with one record of each other kind."""
    return Collection([*collection, *EXTRA])


@pytest.fixture(scope="module")
def made(small: Collection) -> dict[str, str]:
    """Its pages; one voorbeeld is recommended."""
    other = SimpleNamespace(record=small.find("voorbeelden", "droomkaart-leusden"), redenen=("Ook over ontmoeten.",))
    return pages(small, {"buurthuis-utrecht": [other]}, TODAY)  # type: ignore[list-item]


@pytest.fixture(scope="module")
def real() -> Collection:
    """The records of examples/."""
    return read_folder(ROOT / "examples")[0]


@pytest.fixture(scope="module")
def real_pages(real: Collection) -> dict[str, str]:
    """The pages of examples/, without recommendations."""
    return pages(real, {}, TODAY)


class Html(HTMLParser):
    """The tags, texts, links and ids of a page as a browser would meet them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.feed(html(page))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the tag, its link and its id."""
        self.tags.append(tag)
        for name, value in attrs:
            if name == "href":
                self.links.append(value or "")
            elif name == "id":
                self.ids.add(value or "")

    def handle_data(self, data: str) -> None:
        """Note the text."""
        self.text += data


@cache
def parsed(page: str) -> Html:
    """The page, read once."""
    return Html(page)


def html(page: str) -> str:
    """A page as the site builder makes it, with the extensions that it uses when none are named."""
    return Markdown(extensions=["toc", "tables", "fenced_code"]).convert(page.split("\n---\n", 1)[1])


def front_matter(page: str) -> dict[str, Any]:
    """What stands between the first two lines of dashes."""
    found = yaml.safe_load(page.split("\n---\n", 1)[0])
    assert isinstance(found, dict)
    return found


def markdown_pages(made: dict[str, str]) -> dict[str, str]:
    """The pages among the files."""
    return {path: text for path, text in made.items() if path.endswith(".md")}


@pytest.mark.parametrize(
    "path",
    [
        "index.md",
        "voorbeelden/buurthuis-utrecht.md",
        "toepassingen/sleutel-in-leusden.md",
        "bijeenkomsten/dag-van-de-buurt.md",
        "gesprekken/sleutel-en-droom.md",
        "voornemens/zaal-vragen.md",
        "werkvormen/tafelgesprek.md",
        "themas/ontmoeten.md",
        "gemeenten/leusden.md",
    ],
)
def test_pages_are_as_they_were(made: dict[str, str], path: str) -> None:
    """One page of each kind is, sign for sign, what was read and approved."""
    golden = GOLDEN / path.replace("/", "-")
    if os.environ.get("PARADE_GOLDEN"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(made[path], "utf-8")
    assert made[path] == golden.read_text("utf-8")


def test_every_record_has_a_page(real: Collection, real_pages: dict[str, str]) -> None:
    """Each record, and each begrip of the five shown lists, has a page of its own; so has every municipality."""
    shown = [record for record in real if record.kind.folder != "begrippen/woorden"]
    assert [record.id for record in shown if record.url.rstrip("/") + ".md" not in real_pages] == []
    assert len([path for path in real_pages if path.startswith("gemeenten/")]) == len(register.gemeenten()) + 1


@pytest.mark.parametrize("name", ["made", "real_pages"])
def test_links_lead_to_pages_that_exist(name: str, request: pytest.FixtureRequest) -> None:
    """Each link within the site leads to a page or file that is made, to a hand-written page, or to an id."""
    made = request.getfixturevalue(name)
    known = {address(path) for path in made} | HAND_WRITTEN
    broken = []
    for path, page in markdown_pages(made).items():
        found = parsed(page)
        for link in found.links:
            if link.startswith("#"):
                broken += [f"{path}: {link}"] if link[1:] not in found.ids else []
            elif not link.startswith(("http://", "https://")):
                target = posixpath.normpath(posixpath.join("/", address(path), link.partition("#")[0])).strip("/")
                broken += [f"{path}: {link}"] if not {target, target + "/"} & known and target else []
    assert broken == []


def address(path: str) -> str:
    """Where a file stands in the site."""
    return path.removesuffix("index.md") if path.endswith("index.md") else re.sub(r"\.md$", "/", path)


@pytest.mark.parametrize("name", ["made", "real_pages"])
def test_headings_are_in_order(name: str, request: pytest.FixtureRequest) -> None:
    """Each page has one h1, which comes first, and no heading skips a level."""
    wrong = []
    for path, page in markdown_pages(request.getfixturevalue(name)).items():
        levels = [int(tag[1]) for tag in parsed(page).tags if re.fullmatch(r"h[1-6]", tag)]
        if path == "zoeken.md":  # its h1 stands in the frame, above the field
            levels = [1, *levels]
        steps = [later - earlier for earlier, later in pairwise(levels)]
        if levels[:1] != [1] or levels.count(1) != 1 or max(steps, default=0) > 1:
            wrong.append(path)
    assert wrong == []


def test_an_empty_collection_gives_pages() -> None:
    """Without any record there is a home, a list of each kind and a page for every municipality."""
    made = pages(Collection([]), {}, TODAY)
    assert {"index.md", "tijdlijn.md", "open-voornemens.md", "vergelijken.md", "achter-deze-site.md"} <= set(made)
    assert {f"{folder}/index.md" for folder in KINDS} <= set(made)
    assert json.loads(made[MAP_DATA])["features"] == []


HOSTILE = (
    "Eerst <script>alert(1)</script><img src=x onerror=alert(1)> [klik](https://boos.example) "
    "<https://boos.example> `code` "
    "{{ 7 * 7 }} {% raw %} | a | b | # kop *ster* _streep_ **vet** <!-- weg --> "
    "&lt;b&gt; \"dubbel\" 'enkel' --- </p></li>"
)
LINES = (
    "",
    "# Kop",
    "- lijst",
    "```",
    "blok",
    "```",
    "~~~",
    "1. een",
    "    ingesprongen",
    "| a | b |",
    "|---|---|",
    "---",
)
HURTFUL = "scheldwoord"


def filled(text: str, lines: tuple[str, ...]) -> Collection:
    """One record of each kind and list in which every text is `text`, prose with those lines below it."""
    prose = "\n".join([text, *lines, text])

    def value(field: Field) -> Any:
        if field.name == "alleen_zoeken":
            one: Any = HURTFUL
        elif field.type is Type.GROUP:
            one = {part.name: value(part) for part in field.fields}
        elif field.type is Type.REFERENCE:
            one = "zaal"
        elif field.type is Type.GEMEENTE:
            one = "Utrecht"
        elif field.type is Type.DATE:
            one = "2014-10-15"
        elif field.type is Type.URL:
            one = "https://www.voorbeeld.nl/?a=1&b=%22"
        else:
            one = prose if field.type is Type.PROSE else text
        return [one, one] if field.many else one

    kinds = [*KINDS.values(), *LISTS.values()]
    records = [Record(kind, "zaal", {field.name: value(field) for field in kind.fields}) for kind in kinds]
    for record in records:
        if record.kind.list_name:
            del record.data["breder"]  # type: ignore[attr-defined]
    stopped = {**records[1].data, "status": "gestopt"}
    bare = {"titel": text, "gemeenten": [text], "kern": prose, "themas": [text], "anders_gelopen": [{"wat": prose}]}
    return Collection([*records, Record(TOEPASSING, "gestopt", stopped), Record(VOORBEELD, "kaal", bare)])


def rendered(collection: Collection, reason: str) -> dict[str, str]:
    """Its pages, with recommendations both ways."""
    records = collection["voorbeelden"]
    told = {
        one.id: [SimpleNamespace(record=other, redenen=(reason,)) for other in records if other != one]
        for one in records
    }
    return pages(collection, told, TODAY)  # type: ignore[arg-type]


def renamed(path: str) -> str:
    """The page of the one municipality that is not in the register, whatever it is called."""
    known = {"gemeenten/index.md", *(f"gemeenten/{slug(name)}.md" for name in register.gemeenten())}
    return path if not path.startswith("gemeenten/") or path in known else "gemeenten/vreemd.md"


def test_text_stays_text_in_every_template() -> None:
    """Whatever a text says, the tags of each page are the same, and the reader sees the text as it was typed."""
    hostile = markdown_pages(rendered(filled(HOSTILE, LINES), HOSTILE))
    long = "t" * len(HOSTILE)  # as long, for what is long is told in two layers
    plain = markdown_pages(rendered(filled(long, ("regel",) * (len(LINES) - 1)), long))
    assert len(hostile) == len(plain)
    harmless = {renamed(path): page for path, page in plain.items()}
    for path, page in hostile.items():
        parsed = Html(page)
        assert parsed.tags == Html(harmless[renamed(path)]).tags, path
        assert "https://boos.example" not in parsed.links, path
    for folder in (*KINDS, *(name.replace("_", "-") for name, kind in LISTS.items() if kind.shown)):
        seen = " ".join(Html(hostile[f"{folder}/zaal.md"]).text.split())
        assert HOSTILE.lower() in seen.lower(), folder


def test_front_matter_is_safe_as_html() -> None:
    """Title and description hold no sign that the site builder, which does not escape them, would print as HTML."""
    for path, page in markdown_pages(rendered(filled(HOSTILE, LINES), HOSTILE)).items():
        for name in ("title", "description"):
            assert not re.search(r"[<>\"]", front_matter(page)[name]), path


def test_words_for_matching_only_are_never_shown() -> None:
    """A word in `alleen_zoeken` stands in no file that is made."""
    made = rendered(filled("tekst", ("regel",)), "tekst")
    assert [path for path, text in made.items() if HURTFUL in text] == []


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("2014", "2014"),
        ("2014-10", "oktober 2014"),
        ("2014-10-05", "5 oktober 2014"),
        ("2024-02-29", "29 februari 2024"),
    ],
)
def test_dates_are_dutch(written: str, shown: str) -> None:
    """A date is told in Dutch, as exactly as it was written."""
    assert dutch_date(written) == shown


def test_words_around_values() -> None:
    """One and more, a person by function and place, and a text cut at a sentence or a word."""
    assert [counted(number, "voorbeeld") for number in (0, 1, 2)] == ["0 voorbeelden", "1 voorbeeld", "2 voorbeelden"]
    assert person({"functie": "raadslid", "gemeenten": ["Rhenen"]}) == "raadslid uit Rhenen"
    assert person({"functie": "raadslid", "organisatie": "de raad"}) == "raadslid bij de raad"
    assert shortened("Eén zin. Nog een zin.", 12) == "Eén zin."
    assert shortened("Een lange zin zonder einde", 12) == "Een lange …"
    written = [capital(text) for text in ("één plan", "ijsbaan", "ouderen", "éénmalig", "")]
    assert written == ["Eén plan", "IJsbaan", "Ouderen", "Éénmalig", ""]


def adoption(id: str, gemeente: str, **more: str) -> Record:
    """A toepassing of the buurthuis."""
    return Record(TOEPASSING, id, {"titel": id, "voorbeeld": "buurthuis-utrecht", "gemeenten": [gemeente], **more})


@pytest.mark.parametrize(
    ("known", "old"),
    [
        ({"bevestigd": "2024-11-21"}, False),
        ({"bevestigd": "2024-11-20"}, True),
        ({"bevestigd": "2024"}, False),
        ({"sinds": "2023"}, True),
        ({"sinds": "2010", "bevestigd": "2026"}, False),
        ({"sinds": "2010", "status": "gestopt"}, False),
        ({}, True),
    ],
)
def test_adoption_without_confirmation(known: dict[str, str], old: bool) -> None:
    """An adoption is unconfirmed when what is known of it is surely over two years old; stopped needs none."""
    assert word_of_mouth.unconfirmed(adoption("x", "Rhenen", **known), date(2026, 11, 21)) is old


def test_the_trail_is_told(made: dict[str, str]) -> None:
    """A voorbeeld's page tells who pointed whom to it and why, who wants to try it, and who does it too since when."""
    text = " ".join(Html(made["voorbeelden/buurthuis-utrecht.md"]).text.split())
    assert (
        "Een opbouwwerker uit Utrecht wees een beleidsmedewerker uit Leusden hierop, omdat bewoners in beide plaatsen "
        "zelf beslissen." in text
    )
    assert "Raadslid bij gemeente Rhenen: Om de sleutel vragen. De uitkomst is nog niet bekend." in text
    assert "Van 1 plaats zegt een bron dat ze dit overnamen." in text
    assert "De sleutel in Leusden Leusden · sinds maart 2020 · volgens een bron" in text
    assert "loopt, nagevraagd: januari 2026" in text


def test_open_intentions_are_those_without_an_outcome(small: Collection) -> None:
    """A voornemen stands open until its outcome is told."""
    done = Record(VOORNEMEN, "klaar", {"titel": "Klaar", "wat": "x", "uitkomst": {"status": "gelukt"}})
    several = Collection([*small, done])
    assert [each.record.id for each in word_of_mouth.open_intentions(several)] == ["zaal-vragen"]


def test_over_the_fence_is_nothing_of_ones_own(real: Collection) -> None:
    """For all municipalities: neighbours are others, with at most three voorbeelden that are not of this one."""
    site = Site(real, {})
    fences = gemeente.fences(site)
    assert len(fences) == len(register.gemeenten())
    for name, fence in fences.items():
        told = [*fence.buren, *fence.vergelijkbaar]
        assert name not in [neighbour.naam for neighbour in told]
        assert fence.buren, name
        own = {record.id for record in fence.voorbeelden}
        assert not own & {record.id for neighbour in told for record in neighbour.records}
        assert all(0 < len(neighbour.records) <= gemeente.EXAMPLES_SHOWN for neighbour in told)


def test_what_a_municipality_adopted_is_not_over_its_fence(small: Collection) -> None:
    """A voorbeeld that a municipality does too stands on its own side."""
    fence = gemeente.fences(Site(small, {}))["Leusden"]
    assert [record.id for record in fence.toepassingen] == ["sleutel-in-leusden"]
    assert "buurthuis-utrecht" not in [record.id for neighbour in fence.buren for record in neighbour.records]


def test_groups_hold_each_record_once(real: Collection) -> None:
    """Groups by thema leave no voorbeeld out and show none twice."""
    site = Site(real, {})
    everything = [record.id for group in site.by_main_theme(real["voorbeelden"]) for record in group.records]
    assert sorted(everything) == sorted(real.ids("voorbeelden"))
    for term in site.top("themas"):
        found = [record.id for group in site.by_part(term) for record in group.records]
        assert sorted(found) == sorted(record.id for record in site.examples(term))


def test_a_pattern_shows_the_sentence_and_the_lessons() -> None:
    """The page of a struikelpatroon shows what went otherwise for that pattern only, with the lessons beside it."""
    patterns = [Record(LISTS["struikelpatronen"], naam, {"naam": naam}) for naam in ("stilte", "haast")]
    record = Record(
        VOORBEELD,
        "zaal",
        {
            "titel": "De zaal",
            "anders_gelopen": [
                {"wat": "Er kwam niemand.", "struikelpatroon": "stilte"},
                {"wat": "Het moest te snel.", "struikelpatroon": "haast"},
            ],
            "lessen": ["Begin met koffie."],
        },
    )
    page = pages(Collection([*patterns, record]), {}, TODAY)["struikelpatronen/stilte.md"]
    assert "Er kwam niemand." in page
    assert "Begin met koffie." in page
    assert "Het moest te snel." not in page


def test_the_map_holds_the_municipalities_with_their_voorbeelden(real: Collection, real_pages: dict[str, str]) -> None:
    """The GeoJSON has each municipality that has a voorbeeld, longitude first, with all its voorbeelden."""
    features = json.loads(real_pages[MAP_DATA])["features"]
    site = Site(real, {})
    assert [feature["properties"]["naam"] for feature in features] == sorted(filter(register.find, site.places))
    for feature in features:
        longitude, latitude = feature["geometry"]["coordinates"]
        assert 3 < longitude < 8 and 50 < latitude < 54
        told = {item["id"] for item in feature["properties"]["voorbeelden"]}
        assert told == {record.id for record in site.places[feature["properties"]["naam"]]}


def test_the_timeline_has_everything_with_a_date(real: Collection) -> None:
    """Each voorbeeld with a begin and each bijeenkomst with a date stands in its year, the newest year first."""
    site = Site(real, {})
    years = site.timeline()
    assert list(years) == sorted(years, reverse=True)
    shown = sum(map(len, years.values()))
    assert shown + site.undated() == len(real["voorbeelden"]) + len(real["bijeenkomsten"])


def test_home_counts_what_there_is(made: dict[str, str], small: Collection) -> None:
    """Home shows how many voorbeelden and municipalities there are, and how often another did it too; no zero."""
    text = " ".join(Html(made["index.md"]).text.split())
    assert "3 voorbeelden 3 gemeenten 1 keer deed een ander het ook " in text
    assert len(small[GESPREK.folder]) == 1


def shown(voorbeeld: dict[str, Any]) -> str:
    """The text of the page of a voorbeeld with those fields, without its front matter."""
    told = {"titel": "Titel", "kern": "Kern.", "aanpak": "Kort.", "bronnen": SOURCE, **voorbeeld}
    return Html(pages(Collection([Record(VOORBEELD, "x", told)]), {}, TODAY)["voorbeelden/x.md"]).text


def test_every_part_is_told_once() -> None:
    """A part stands in the story once: short parts whole, of a long one the rest follows folded."""
    assert shown({"resultaat": "Meer bezoek."}).count("Meer bezoek.") == 1
    long = "Eerst dit. " + "Daarna nog een lange zin over wat ze deden. " * 10
    page = shown({"aanpak": long})
    assert page.count("Eerst dit.") == 1
    assert page.count("Daarna nog een lange zin") == 10
    assert "Lees verder" in page


def test_what_is_not_known_stands_in_one_line() -> None:
    """What a record does not tell is named once, at the end; a mention says that it is one."""
    told = {"resultaat": "Meer bezoek.", "aanleiding": "Weinig bezoek."}
    page = " ".join(shown(told).split("Bronnen")[0].split())
    assert page.count("Nog niet bekend:") == 1
    assert "Nog niet bekend: wat tegenviel, welke lessen ze trokken, wat er nodig is, wat het kost" in page
    assert "kort genoemd in de bron" in shown({}) and "kort genoemd" not in page


def test_a_card_tells_status_costs_and_kind_of_knowing() -> None:
    """A card names them in a word or two, and says nothing of what is unknown; next to nothing is "kort genoemd"."""
    known = {"status": "loopt", "inwoners": {"rol": "meedoen"}, "hoe_weten_we_dit": "ervaring", "anders_gelopen": [{}]}
    story = {part.name: "x" for part in VOORBEELD.story[:3]}
    assert marks(Record(VOORBEELD, "x", {**story, **known})) == ["Loopt", "Uit ervaring", "Ook wat tegenviel"]
    silent = {"status": "onbekend", "hoe_weten_we_dit": "onbekend", "inwoners": {"hoe": "Samen."}}
    assert marks(Record(VOORBEELD, "x", {**story, **silent})) == []
    assert marks(Record(VOORBEELD, "x", {"aanpak": "Kort."})) == ["Kort genoemd"]


def test_the_page_about_adding_asks_every_field(made: dict[str, str]) -> None:
    """Each question of the form stands there, and whatever is required stands under what is needed."""
    page = Html(made["voorbeeld-toevoegen.md"]).text
    needed, helps = page.split("Dit is nodig")[1].split("Dit helpt een ander verder")
    for field in VOORBEELD.fields:
        assert field.question in (needed if field.required else helps), field.name


def test_the_last_meeting_is_the_last(real: Collection) -> None:
    """Of the bijeenkomsten the one with the latest date comes first, of one date the last by id, undated ones last."""
    dates = [record.get("datum", "") for record in newest_first(real["bijeenkomsten"])]
    assert dates == sorted(dates, reverse=True)
    coming, been = Site(real, {}).meetings(TODAY)
    assert all(record["datum"] >= "2026" for record in coming)
    assert {record.id for record in [*coming, *been]} == set(real.ids("bijeenkomsten"))


def test_a_change_leads_to_the_file(small: Collection) -> None:
    """Our own form is opened, for each thing that is not known at its question; there the file itself can be had."""
    edit = "https://code.voorbeeld.nl/parade/edit/main/examples/"
    path = "voorbeelden/buurthuis-utrecht.md"
    hosted = Collection(list(small), Settings({"broncode": edit}))
    for collection in (hosted, small):
        links = parsed(pages(collection, {}, TODAY)[path]).links
        assert "../../klopt-iets-niet/#buurthuis-utrecht" in links
        assert "../../klopt-iets-niet/#buurthuis-utrecht,resultaat" in links
    assert data(hosted, TODAY)["broncode"] == edit
