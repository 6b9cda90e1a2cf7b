"""What long lists can be narrowed by: true counts, the values of search, and lists without records that help."""

from __future__ import annotations

import re

import pytest

from parade.dutch.words import slug
from parade.model.fields import KINDS, LISTS, VOORBEELD
from parade.model.record import Collection, Record
from parade.pages import texts
from parade.pages.lists import LISTED, TICKS, facets, keys, ticks
from parade.pages.overview import Site
from parade.pages.paged import SIZE, Part, address, parts
from parade.pages.pages import pages
from parade.read.records import read_folder
from parade.search.facets import facets_of
from tests.conftest import ROOT, TODAY

THEMAS = [
    Record(LISTS["themas"], "wonen", {"naam": "wonen"}),
    Record(LISTS["themas"], "dakloosheid", {"naam": "dakloosheid", "breder": "wonen"}),
    Record(LISTS["themas"], "werk", {"naam": "werk"}),
]


@pytest.fixture(scope="module")
def site() -> Site:
    """The records of examples/."""
    return Site(read_folder(ROOT / "examples")[0], {})


def voorbeeld(id: str, **data: object) -> Record:
    """A voorbeeld with those fields."""
    return Record(VOORBEELD, id, {"titel": id, **data})


def test_each_count_is_how_many_records_it_leaves(site: Site) -> None:
    """On the list of all voorbeelden a choice says exactly how many records carry it; none is empty, none has all."""
    records = site.collection["voorbeelden"]
    for facet in facets(site, records, TODAY):
        for choices in facet.groups.values():
            for choice in choices:
                found = [record for record in records if f"{facet.naam}={choice.slug}" in keys(site, record, TODAY)]
                assert 0 < len(found) == choice.aantal < len(records), choice


def test_a_thema_leaves_what_its_own_page_shows(site: Site) -> None:
    """Choosing a thema leaves the records of its page: also those of the themas below it."""
    records = site.collection["voorbeelden"]
    for term in site.collection["themas"]:
        chosen = {record.id for record in records if f"thema={slug(term.naam)}" in keys(site, record, TODAY)}
        assert chosen == {record.id for record in site.examples(term)}, term.naam


def test_values_are_those_of_search(site: Site) -> None:
    """Each value that search gives a record for a listed facet is a choice of the list, and the other way round."""
    for record in site.collection["voorbeelden"]:
        searched = facets_of(record)
        wanted = {f"{facet}={slug(value)}" for facet in LISTED for value in searched.get(facet, [])}
        extra = set(keys(site, record, TODAY)) - wanted
        broader = {f"thema={slug(term.naam)}" for term in site.top("themas")}
        assert wanted <= set(keys(site, record, TODAY))
        told = {f"{tick}=ja" for tick in TICKS}
        assert {key for key in extra if not key.startswith("hoe=")} <= broader | told
        assert ("anders=ja" in keys(site, record, TODAY)) == ("anders_gelopen" in record)
        assert ("kosten=ja" in keys(site, record, TODAY)) == ("kosten" in record)


def test_choices_are_only_letters_and_digits() -> None:
    """Whatever a value holds, a choice is written as a slug; a record without anything has no choice."""
    hostile = voorbeeld("x", themas=['"><script>'], doelgroepen=["a b&c=d"], status="'\"")
    assert all(re.fullmatch(r"[a-z]+=[a-z0-9-]*", key) for key in keys(Site(Collection([hostile]), {}), hostile, TODAY))
    assert keys(Site(Collection([]), {}), voorbeeld("leeg"), TODAY) == []


def test_what_all_have_is_no_choice() -> None:
    """A value that every record has, or none, is not offered; a facet without choices is left out."""
    records = [
        voorbeeld("een", themas=["dakloosheid"], status="loopt"),
        voorbeeld("twee", themas=["wonen", "werk"], status="loopt"),
    ]
    found = facets(Site(Collection([*THEMAS, *records]), {}), records, TODAY)
    told = {
        facet.naam: {
            heading: [(choice.naam, choice.aantal) for choice in choices] for heading, choices in facet.groups.items()
        }
        for facet in found
    }
    assert told == {"thema": {"wonen": [("dakloosheid", 1)], "werk": [("werk", 1)]}}
    assert facets(Site(Collection([]), {}), [], TODAY) == []


def test_ranks_stand_in_their_own_order(site: Site) -> None:
    """Sizes of municipalities go from small to large, not by the alphabet."""
    found = {facet.naam: facet for facet in facets(site, site.collection["voorbeelden"], TODAY)}
    sizes = [choice.naam for choice in found["gemeentegrootte"].groups[""]]
    assert sizes[0] == "tot 20.000" and sizes[-1] == "meer dan 250.000"


def test_ticks_are_what_some_tell_and_others_do_not() -> None:
    """News of the last three years, a result, costs, what went otherwise: offered when it divides the list."""
    new = voorbeeld("nieuw", periode={"van": "2025"}, kosten={"klasse": "bijna niets"}, resultaat="Meer bezoek.")
    old = voorbeeld("oud", periode={"van": "2012"}, resultaat="Minder bezoek.")
    assert [(choice.facet, choice.aantal) for choice in ticks([new, old], TODAY)] == [("recent", 1), ("kosten", 1)]


def test_lists_of_each_kind_without_records_help() -> None:
    """An empty list of any kind says what could stand there, how to add it, and where to look meanwhile."""
    told = texts.text("leeg")
    assert set(told) == {*KINDS, "kop"}
    made = pages(Collection([]), {}, TODAY)
    for folder in KINDS:
        page = made[f"{folder}/index.md"]
        assert told[folder]["wat"] in page
        assert 'href="../voorbeeld-toevoegen/"' in page
        assert all(f'href="../{address}"' in page for address in re.findall(r"\]\(([^)]+)\)", told[folder]["kijk"]))


def test_a_begrip_or_municipality_without_voorbeelden_helps() -> None:
    """A begrip without a voorbeeld leads to the broader one that has some; a municipality to its neighbours."""
    made = pages(Collection([*THEMAS, voorbeeld("een", themas=["wonen"], gemeenten=["Rhenen"])]), {}, TODAY)
    page = made["themas/dakloosheid.md"]
    assert "Hier staat nog geen voorbeeld over dakloosheid." in page
    assert 'Kijk intussen bij <a href="../wonen/">wonen</a>' in page
    assert "Kijk intussen bij" not in made["themas/werk.md"]
    assert "Uit Veenendaal staat hier nog geen voorbeeld." in made["gemeenten/veenendaal.md"]
    assert "Hieronder zie je wat gemeenten in de buurt doen." in made["gemeenten/veenendaal.md"]


def test_only_long_lists_have_the_form(site: Site) -> None:
    """The list of all voorbeelden and begrippen with more than twelve have the form and its script."""
    made = pages(site.collection, {}, TODAY)
    for term in site.collection["themas"]:
        page = made[f"themas/{term.id}.md"]
        long = len(site.examples(term)) > 12
        assert (page.count("data-verfijn"), page.count("\nscripts: [lijst.js]\n")) == ((1, 1) if long else (0, 0)), (
            term.id
        )
        assert page.count("data-keuzes") == (len(site.examples(term)) if long else 0)
    parts = [made[path] for path in made if path == "voorbeelden/index.md" or path.startswith("voorbeelden/blad/")]
    assert max(part.count("data-keuzes") for part in parts) == SIZE
    assert sum(part.count("data-keuzes") for part in parts) == len(site.collection["voorbeelden"])
    assert "data-keuzes" not in made["index.md"]


def test_parts_hold_each_record_once_and_lead_everywhere() -> None:
    """A list of any length falls in parts that together are the list; the first part is the list's own address."""
    for count in (0, 1, SIZE, SIZE + 1, 10_000):
        records = [Record(VOORBEELD, str(number), {}) for number in range(count)]
        cut = parts(records)
        assert [record for part in cut for record in part.records] == records
        assert [part.number for part in cut] == list(range(1, len(cut) + 1)) and cut[0].of == len(cut)
        assert all(len(part.records) <= SIZE and len(part.numbers()) <= 5 for part in cut)
    assert Part([], 5, 9).numbers() == [1, 4, 5, 6, 9]
    assert (address("voorbeelden", 1), address("voorbeelden", 2)) == ("voorbeelden/", "voorbeelden/blad/2/")
