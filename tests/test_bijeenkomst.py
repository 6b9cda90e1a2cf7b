"""Pages of meeting and method: the programme, tables and what answers them, dialogues, sheets; nothing told is lost."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from parade.dutch.dates import dutch_date
from parade.index.index import Index
from parade.model.fields import BIJEENKOMST, VAKKEN, WERKVORM, Field, Type
from parade.model.record import Collection, Record
from parade.pages.bijeenkomst import FOUND, Meeting, meeting, programme
from parade.pages.facts import unknown
from parade.pages.overview import Site
from parade.pages.pages import pages
from parade.pages.text import paragraphs
from parade.pages.werkvorm import sheet
from parade.read.records import read_folder
from parade.recommend.likeness import neighbours
from parade.search.search import Search
from tests.conftest import ROOT, TODAY
from tests.test_pages import GOLDEN, HOSTILE, Html, parsed

SIDE = next(field for field in WERKVORM.field("blad").fields if field.name == "zijden")  # type: ignore[union-attr]
TOLD = ("bijeenkomsten", "werkvormen", "gesprekken", "voornemens")
BEHAVIOUR = [
    field
    for group in (SIDE.fields, VAKKEN.fields, *[part.fields for part in VAKKEN.fields])
    for field in group
    if field.choices and field.name != "regels"
]
"""How a sheet behaves: it shows in what one can do with it, not as a word."""

LABEL = "Misschien helpt dit bij het gesprek"


def searched(collection: Collection) -> Search:
    """Search over the voorbeelden of a collection."""
    index = Index(collection)
    return Search(index, neighbours(index))


@pytest.fixture(scope="module")
def parade(collection: Collection) -> Collection:
    """The small fixed collection with a whole parade: programme, tables, talks, voornemens, sheets."""
    found, problems = read_folder(ROOT / "tests/records/parade")
    assert problems == []
    return Collection([*collection, *found])


@pytest.fixture(scope="module")
def made(parade: Collection) -> dict[str, str]:
    """Its pages."""
    return pages(parade, {}, TODAY, search=searched(parade))


@pytest.fixture(scope="module")
def real() -> Collection:
    """The records of examples/."""
    return read_folder(ROOT / "examples")[0]


@pytest.fixture(scope="module")
def real_pages(real: Collection, full_search: Search) -> dict[str, str]:
    """Their pages."""
    return pages(real, {}, TODAY, search=full_search)


def text(page: str) -> str:
    """What a reader sees of a page, on one line."""
    return " ".join(parsed(page).text.split())


def shown(collection: Collection, fields: tuple[Field, ...], data: Any) -> Iterator[str]:
    """Each value of a record as its page must show it: dates in Dutch, other records by name."""
    for field in fields:
        value = data.get(field.name)
        for item in value if isinstance(value, list) else [] if value is None else [value]:
            if field in BEHAVIOUR:
                continue
            if field.type is Type.GROUP:
                yield from shown(collection, field.fields, item)
            elif field.type is Type.DATE:
                yield dutch_date(item)
            elif field.type is Type.REFERENCE:
                other = collection.find(field.target, item)
                assert other
                yield other.naam
            elif field.type is not Type.URL:
                yield from (" ".join(part.split()) for part in paragraphs(item))


@pytest.mark.parametrize(
    "path", ["bijeenkomsten/grote-parade.md", "gesprekken/sleutel-en-kaart.md", "werkvormen/kaart-van-dromen/blad.md"]
)
def test_pages_are_as_they_were(made: dict[str, str], path: str) -> None:
    """A bijeenkomst with everything, a gesprek and a sheet are, sign for sign, what was read and approved."""
    golden = GOLDEN / path.replace("/", "-")
    if os.environ.get("PARADE_GOLDEN"):
        golden.write_text(made[path], "utf-8")
    assert made[path] == golden.read_text("utf-8")


@pytest.mark.parametrize("name", ["parade", "real"])
@pytest.mark.parametrize("folder", TOLD)
def test_nothing_that_a_record_tells_is_lost(name: str, folder: str, request: pytest.FixtureRequest) -> None:
    """Each value of each bijeenkomst, werkvorm, gesprek and voornemen stands on its page; each address is linked."""
    collection = request.getfixturevalue(name)
    made = request.getfixturevalue({"parade": "made", "real": "real_pages"}[name])
    assert collection[folder]
    for record in collection[folder]:
        page = made[record.url.rstrip("/") + ".md"]
        seen = text(page).lower()
        told = list(shown(collection, record.kind.fields, record.data))
        assert len(told) > 2
        assert [value for value in told if value.lower() not in seen] == [], record.id
        addresses = [bron["url"] for bron in record["bronnen"] if "url" in bron]
        assert set(addresses) <= set(parsed(page).links), record.id


def part(titel: str, **more: str) -> dict[str, str]:
    """One part of a programme."""
    return {"titel": titel, **more}


def test_a_programme_stands_by_round_and_room() -> None:
    """Rounds and rooms come in the order in which they are told; what has no room is for everybody."""
    told = programme(
        [
            part("welkom", tijd="9 uur"),
            part("a", tijd="ronde 1", ruimte="zaal"),
            part("b", tijd="ronde 2", ruimte="zaal"),
            part("c", tijd="ronde 1", ruimte="foyer"),
            part("los"),
        ]
    )
    assert told.rooms == ["zaal", "foyer"]
    assert [round.naam for round in told.rounds] == ["9 uur", "ronde 1", "ronde 2", ""]
    assert [[[item["titel"] for item in room] for room in round.rooms] for round in told.rounds] == [
        [[], []],
        [["a"], ["c"]],
        [["b"], []],
        [[], []],
    ]
    assert [[item["titel"] for item in round.everywhere] for round in told.rounds] == [["welkom"], [], [], ["los"]]


@pytest.mark.parametrize(
    "parts",
    [
        [part("a", ruimte="zaal"), part("b", ruimte="foyer")],
        [part("a", tijd="ronde 1", ruimte="zaal"), part("b", tijd="ronde 2", ruimte="zaal")],
        [part(str(number), tijd="ronde 1", ruimte=f"zaal {number}") for number in range(7)],
        [],
    ],
    ids=["no times", "one room", "too many rooms", "nothing"],
)
def test_a_programme_without_a_grid_is_a_list(parts: list[Mapping[str, Any]]) -> None:
    """Without times, with one room or with more than fit beside each other, all parts stand in lists."""
    told = programme(parts)
    assert told.rooms == []
    assert [item for round in told.rounds for item in round.everywhere] == parts


def held(collection: Collection, **more: Any) -> Meeting:
    """What a bijeenkomst with these fields shows, its questions searched."""
    record = Record(BIJEENKOMST, "avond", {"titel": "Avond", **more})
    return meeting(Site(Collection([*collection, record]), {}), record, searched(collection))


def test_two_tables_do_not_show_the_same(parade: Collection) -> None:
    """What was found for one table is not found again for the next, though both ask the same."""
    asked = {"titel": "Het buurthuis", "vragen": ["Wie heeft de sleutel van het buurthuis en het budget?"]}
    first, second = held(parade, tafels=[asked, asked]).tables
    assert first.gevonden
    assert not set(first.gevonden) & set(second.gevonden)


def test_what_a_table_names_comes_first_and_is_not_found_again(parade: Collection) -> None:
    """A table's own voorbeelden stand above, marked as its own; the search adds others with its mark."""
    page = text(pages(parade, {}, TODAY, search=searched(parade))["bijeenkomsten/grote-parade.md"])
    table = page[page.index("Aan tafel") : page.index("Wie wees wie waarop?")]
    assert table.index("Genoemd door de tafel zelf") < table.index("Dromen over het dorp") < table.index(LABEL)
    assert table.count("Dromen over het dorp") == 1
    assert "Bewoners beheren hun buurthuis" in table[table.index(LABEL) :]


def test_weak_answers_are_left_out(parade: Collection) -> None:
    """A question that no voorbeeld answers gets none."""
    asked = {"titel": "Ver weg", "vragen": ["Wie landt er op de maan met een quantumcomputer?"]}
    assert held(parade, tafels=[asked]).tables[0].gevonden == []


def test_an_answer_shares_a_broad_thema_with_the_bijeenkomst(parade: Collection) -> None:
    """What is about something else than the bijeenkomst is no answer; without themas everything may be."""
    asked = [{"titel": "Het buurthuis", "vragen": ["Wie heeft de sleutel van het buurthuis en het budget?"]}]

    def found(**more: Any) -> list[str]:
        return [found.id for found in held(parade, tafels=asked, **more).tables[0].gevonden]

    assert "buurthuis-utrecht" in found()
    assert "buurthuis-utrecht" in found(themas=["ontmoeten"])
    assert "buurthuis-utrecht" not in found(themas=["schulden"])


def test_every_found_voorbeeld_of_the_real_tables_holds(real: Collection, full_search: Search) -> None:
    """With each real table stand at most three voorbeelden, each once, that search finds for one of its questions."""
    site, answered = Site(real, {}), 0
    for record in real["bijeenkomsten"]:
        for table in meeting(site, record, full_search).tables:
            asked = [f"{table.told['titel']}. {question}" for question in table.vragen]
            hits = {hit.record for question in asked for hit in full_search.fitting(question, 100)}
            assert len(set(table.gevonden)) == len(table.gevonden) <= FOUND
            assert set(table.gevonden) <= hits - set(table.voorbeelden)
            answered += bool(table.gevonden)
    assert answered


def test_without_search_a_table_has_its_questions_only(parade: Collection) -> None:
    """Pages made without a search show each question, and claim nothing about what was found."""
    page = text(pages(parade, {}, TODAY)["bijeenkomsten/grote-parade.md"])
    assert "Wie landt er op de maan" in page
    assert LABEL not in page


def test_only_what_would_help_is_asked() -> None:
    """An empty harvest is asked for; a programme is not when there are tables, and nothing is when all is told."""
    bare = Record(BIJEENKOMST, "avond", {"titel": "Avond"})
    assert [field.name for field in unknown(bare)][:2] == ["oogst", "programma"]
    tables = Record(BIJEENKOMST, "avond", {"titel": "Avond", "tafels": [{"titel": "Tafel"}]})
    assert "programma" not in [field.name for field in unknown(tables)]


def test_what_is_not_known_yet_is_said(made: dict[str, str]) -> None:
    """A bijeenkomst without harvest and a voornemen without outcome say so; those that have them do not."""
    unknown = "Weet jij het? Vertel het."
    assert unknown in text(made["bijeenkomsten/kleine-avond.md"])
    assert unknown in text(made["voornemens/verder-dromen.md"])
    assert unknown not in text(made["bijeenkomsten/grote-parade.md"])
    assert unknown not in text(made["voornemens/om-de-sleutel-vragen.md"])
    assert "De uitkomst is nog niet bekend." in text(made["bijeenkomsten/grote-parade.md"])


def test_a_werkvorm_shows_who_used_it(made: dict[str, str]) -> None:
    """The voorbeelden that its record names, and the bijeenkomsten and voornemens that name it."""
    links = parsed(made["werkvormen/kaart-van-dromen.md"]).links
    for used in ("voorbeelden/droomkaart-leusden/", "bijeenkomsten/grote-parade/", "voornemens/om-de-sleutel-vragen/"):
        assert f"../../{used}" in links


def test_lists_begin_with_the_newest_bijeenkomst(made: dict[str, str]) -> None:
    """The list of bijeenkomsten is by date, those without a date last; cards tell sort, date and place."""
    page = text(made["bijeenkomsten/index.md"])
    assert page.index("De grote parade") < page.index("Een kleine avond")
    assert "Parade · 14 februari 2019 · De Meerpaal" in page
    assert "tien tot veertig mensen · een avond" in text(made["werkvormen/index.md"])


def drawn(formaat: str = "", **side: Any) -> Record:
    """A werkvorm with one side."""
    return Record(WERKVORM, "vorm", {"blad": {"formaat": formaat, "zijden": [{"titel": "Kant", **side}]}})


@pytest.mark.parametrize(
    ("boxes", "columns", "beside", "lying"),
    [
        *[(0, 0, 1, False), (1, 0, 1, False), (2, 0, 2, False), (3, 0, 3, True), (4, 0, 2, False)],
        *[(6, 0, 3, True), (12, 0, 4, True), (1, 5, 1, True), (1, 2, 1, False)],
    ],
)
def test_a_sheet_lies_when_its_columns_ask_it(boxes: int, columns: int, beside: int, lying: bool) -> None:
    """Three or more boxes beside each other, or columns of a list, make the paper lie; fewer make it stand."""
    box = {"kolommen": [{"naam": f"kolom {number}"} for number in range(columns)]} if columns else {}
    found = sheet(drawn(vakken=[{"naam": f"vak {number}", **box} for number in range(boxes)]))
    assert found
    assert (found.paper, found.lying, found.sides[0].bands[0].beside) == ("A4", lying, beside)
    assert [len(each.columns) for each in found.boxes] == [columns] * boxes


def test_boxes_of_one_form_stand_beside_each_other() -> None:
    """A band ends where the form of its boxes changes, and a list has one to itself; `naast` goes before the count."""
    lists = {"vorm": "lijst", "kolommen": [{"naam": "Wie"}]}
    told = [{"naam": "A"}, {"naam": "B", "vorm": "kaarten"}, {"naam": "C", "vorm": "kaarten"}, {"naam": "D", **lists}]
    found = sheet(drawn(vakken=[*told, {"naam": "E", **lists}]))
    assert found
    assert [[box.naam for box in band.boxes] for band in found.sides[0].bands] == [["A"], ["B", "C"], ["D"], ["E"]]
    wide = sheet(drawn(vakken=[{"naam": name} for name in "ABCDEFGH"], naast="2"))
    assert wide
    assert [(band.beside, len(band.boxes)) for band in wide.sides[0].bands] == [(2, 8)]


def test_each_box_has_a_key_of_its_own() -> None:
    """What is filled in stands under the name of its box; two boxes or columns of one name keep apart."""
    columns = [{"naam": "Wie"}, {"naam": "Wie"}, {"naam": "!"}]
    found = sheet(drawn(vakken=[{"naam": "In huis"}, {"naam": "In huis"}, {"naam": "?", "kolommen": columns}]))
    assert found
    assert [box.key for box in found.boxes] == ["in-huis", "in-huis-2", "vak"]
    assert [column.key for column in found.boxes[-1].columns] == ["wie", "wie-2", "vak"]


def test_a_sheet_is_as_its_record_says(made: dict[str, str], parade: Collection) -> None:
    """A3 stays A3, two sides are two, a werkvorm without a sheet has no page for it."""
    record = parade.find("werkvormen", "kaart-van-dromen")
    assert record
    found = sheet(record)
    assert found
    assert (found.paper, found.lying, len(found.sides)) == ("A3", True, 2)
    assert sheet(Record(WERKVORM, "vorm", {})) is None
    sheets = [path for path in made if path.endswith("/blad.md")]
    assert sorted(sheets) == [f"werkvormen/{id}/blad.md" for id in ("afspraken", "een-vraag", "kaart-van-dromen")]
    bare = Record(WERKVORM, "vorm", {"titel": "Vorm", "stappen": ["Begin."]})
    assert "werkvormen/vorm/blad.md" not in pages(Collection([bare]), {}, TODAY)


def test_hostile_questions_and_titles_stay_text(parade: Collection) -> None:
    """A question, a room and a box that hold HTML and Markdown show as they were typed."""
    told = {"tijd": HOSTILE, "titel": HOSTILE, "soort": HOSTILE}
    meeting = {
        "titel": HOSTILE,
        "programma": [{**told, "ruimte": f"{HOSTILE} {number}"} for number in (1, 2)] + [{**told, "soort": "stand"}],
        "tafels": [{"titel": "Het buurthuis", "vragen": [f"Wie heeft de sleutel van het buurthuis? {HOSTILE}"]}],
        "oogst": [{"thema": HOSTILE, "wat": HOSTILE, "indicatoren": [HOSTILE], "coalities": [HOSTILE]}],
    }
    box = {"naam": HOSTILE, "uitleg": HOSTILE}
    side = {"titel": HOSTILE, "vakken": [box, {**box, "kolommen": [{"naam": HOSTILE}]}]}
    form = {"titel": HOSTILE, "stappen": [HOSTILE], "blad": {"zijden": [side]}}
    records = [*parade, Record(BIJEENKOMST, "boos", meeting), Record(WERKVORM, "boos", form)]
    made = pages(Collection(records), {}, TODAY, search=searched(parade))
    for path, times in [("bijeenkomsten/boos.md", 13), ("werkvormen/boos/blad.md", 6)]:
        found = Html(made[path])
        assert " ".join(found.text.split()).count(HOSTILE) >= times, path
        assert not {"script", "img"} & set(found.tags), path
        assert "https://boos.example" not in found.links, path


def test_nothing_is_asked_before_the_date(parade: Collection) -> None:
    """Of a bijeenkomst that is still to come the page says so, and asks nobody what came out of it."""
    soon = Record(BIJEENKOMST, "straks", {"titel": "Straks", "soort": "parade", "datum": "2026-12-01"})
    made = pages(Collection([*parade, soon]), {}, TODAY)
    page = text(made["bijeenkomsten/straks.md"])
    assert "Deze bijeenkomst komt nog." in page and "Weet jij het?" not in page
    assert "Binnenkort Straks" in text(made["index.md"])
