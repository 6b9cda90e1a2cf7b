"""Chains of adoption: each other place counts once, what is told by whom stands apart, and nothing turns in circles."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parade.model.fields import TOEPASSING, VOORBEELD
from parade.model.record import Collection, Record
from parade.pages import adoption_chains
from parade.pages.overview import Site
from parade.pages.pages import pages
from parade.read.records import read_folder
from tests.conftest import ROOT, TODAY

PLACES = ("Utrecht", "Rhenen", "Leusden", "Dronten", "Urk")


def voorbeeld(id: str, place: str, van: str = "", **more: Any) -> Record:
    """A voorbeeld of that place, taken from the voorbeeld `van` when there is one."""
    taken = {"overgenomen_van": {"voorbeeld": van, "rechtstreeks": more.pop("rechtstreeks", "ja")}} if van else {}
    return Record(VOORBEELD, id, {"titel": id, "gemeenten": [place], **taken, **more})


def adoption(id: str, place: str, van: str = "bron", **more: Any) -> Record:
    """A toepassing by that place of the voorbeeld `van`, as a source tells directly unless `more` says otherwise."""
    told = {"verteld_door": "bron", "rechtstreeks": "ja", **more}
    return Record(TOEPASSING, id, {"titel": id, "voorbeeld": van, "gemeenten": [place], **told})


def chain(*records: Record) -> adoption_chains.Chain:
    """What followed from the voorbeeld `bron`."""
    site = Site(Collection(list(records)), {})
    root = site.collection.find("voorbeelden", "bron")
    assert root
    return adoption_chains.chain(site, root)


BRON = voorbeeld("bron", "Utrecht")


def test_who_tells_it_is_counted_apart() -> None:
    """What adopters tell, what sources tell, what only looks alike, plans and who stopped each have a count."""
    found = chain(
        BRON,
        adoption("zelf", "Rhenen", verteld_door="adopter"),
        adoption("bron", "Leusden"),
        adoption("anders", "Dronten", rechtstreeks="nee"),
        adoption("plan", "Urk", status="plan"),
        adoption("weg", "Zeist", status="gestopt"),
    )
    assert found.counts == {"zelf": 1, "bron": 1, "ook": 1, "plan": 1, "gestopt": 1}
    assert found.reached == 2


def test_a_place_counts_once_and_never_its_own() -> None:
    """Two records of one place are one place, for what says most of it; the place of the voorbeeld is none."""
    found = chain(
        BRON,
        adoption("eigen", "Utrecht"),
        adoption("een", "Rhenen"),
        adoption("twee", "Rhenen", status="gestopt"),
        adoption("drie", "Rhenen", verteld_door="adopter"),
    )
    assert found.counts == {"zelf": 1, "bron": 0, "ook": 0, "plan": 0, "gestopt": 0}
    assert len(found.rows) == 4


def test_a_chain_goes_from_hand_to_hand() -> None:
    """A voorbeeld that took it up brings its own followers; a toepassing stands below the place it names as origin."""
    found = chain(
        BRON,
        voorbeeld("tweede", "Rhenen", "bron"),
        voorbeeld("derde", "Leusden", "tweede"),
        adoption("via", "Urk", overgenomen_van=["Rhenen"]),
        adoption("los", "Dronten", overgenomen_van=["Zeist"]),
    )
    told = [(depth, step.record.id) for depth, step in found.rows]
    assert told == [(1, "los"), (1, "tweede"), (2, "derde"), (2, "via")]
    assert found.depth == 2


def test_what_came_by_another_way_is_not_counted_as_taken_from_here() -> None:
    """Who took it from a place of which no source says that it came from here, only does the same."""
    found = chain(BRON, voorbeeld("los", "Rhenen", "bron", rechtstreeks="nee"), voorbeeld("derde", "Leusden", "los"))
    assert (found.reached, found.counts["ook"], found.depth) == (0, 2, 2)


def test_circles_come_to_an_end() -> None:
    """Voorbeelden or toepassingen that each name the other as origin are all told, once."""
    found = chain(
        BRON,
        voorbeeld("een", "Rhenen", "bron"),
        adoption("heen", "Leusden", overgenomen_van=["Urk"]),
        adoption("terug", "Urk", overgenomen_van=["Leusden"]),
    )
    assert sorted(step.record.id for _, step in found.rows) == ["een", "heen", "terug"]
    ring = [voorbeeld("bron", "Utrecht", "een"), voorbeeld("een", "Rhenen", "bron")]
    assert [step.record.id for _, step in chain(*ring).rows] == ["een"]


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(PLACES),
            st.sampled_from(PLACES),
            st.sampled_from(("adopter", "bron")),
            st.sampled_from(("ja", "nee")),
            st.sampled_from(("loopt", "plan", "gestopt", "")),
        ),
        max_size=8,
    )
)
def test_counts_are_never_inflated(told: list[tuple[str, ...]]) -> None:
    """Whatever adoptions there are, all counts together are the other places, and every adoption is a row, once."""
    records = [
        adoption(f"t{at}", place, overgenomen_van=[van], verteld_door=teller, rechtstreeks=direct, status=status)
        for at, (place, van, teller, direct, status) in enumerate(told)
    ]
    found = chain(BRON, *records)
    assert sum(found.counts.values()) == len({place for place, *_ in told} - {"Utrecht"})
    assert sorted(step.record.id for _, step in found.rows) == sorted(record.id for record in records)


@pytest.fixture(scope="module")
def site() -> Site:
    """The records of examples/."""
    return Site(read_folder(ROOT / "examples")[0], {})


def test_every_adoption_stands_in_a_chain(site: Site) -> None:
    """Each toepassing of the collection is told in the chain of its voorbeeld; chains go by how far they reached."""
    told = adoption_chains.chains(site)
    reached = [each.reached for each in told]
    assert reached == sorted(reached, reverse=True)
    for record in site.collection["toepassingen"]:
        root = site.collection.find("voorbeelden", record["voorbeeld"])
        assert root and record in [step.record for _, step in adoption_chains.chain(site, root).rows]


def test_the_picture_has_a_list_beside_it(site: Site) -> None:
    """On the page of a voorbeeld with followers stand the drawing, with a name for who hears it, and a link to each."""
    first = adoption_chains.chains(site)[0]
    page = pages(site.collection, {}, TODAY)[first.root.url.rstrip("/") + ".md"]
    assert page.count('<svg class="keten"') == 1 and 'role="img" aria-label="Tekening: van ' in page
    for _, step in first.rows:
        assert f'/{step.record.id}/">' in page


def test_who_tells_stands_with_each_adoption() -> None:
    """The list says whether the adopter or a source tells it, and that the source does not say it came from here."""
    records = [BRON, adoption("zelf", "Rhenen", verteld_door="adopter"), adoption("a", "Urk", rechtstreeks="nee")]
    page = pages(Collection(records), {}, TODAY)["voorbeelden/bron.md"]
    assert "ze vertellen het zelf" in page and "volgens een bron · dat het hiervandaan komt, zegt de bron niet" in page
    assert "1 plaats vertelt zelf dat ze dit overnamen." in page
