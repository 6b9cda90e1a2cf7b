"""Names of places: now and before, villages, provinces, regions, and how CBS spells them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parade.places import register
from parade.places.names import places, recognise


@pytest.mark.parametrize("name", register.gemeenten())
def test_every_municipality_is_known(name: str) -> None:
    """Each official name, in whatever case, and with Gemeente before it, is its municipality."""
    for written in (name, name.upper(), name.lower(), f"Gemeente {name}", f"  {name} "):
        place = recognise(written)
        assert place and (place.naam, place.soort, place.gemeenten) == (name, "gemeente", (name,))


@pytest.mark.parametrize(
    ("name", "kind", "now"),
    [
        ("Den Bosch", "gemeente", ["'s-Hertogenbosch"]),
        ("'s Hertogenbosch", "gemeente", ["'s-Hertogenbosch"]),
        ("'s-Gravenhage", "gemeente", ["Den Haag"]),
        ("Zuidwest-Friesland", "gemeente", ["Súdwest-Fryslân"]),
        ("Laren (NH.)", "gemeente", ["Laren"]),
        ("Beek (L.)", "gemeente", ["Beek"]),
        ("Hengelo (O.)", "gemeente", ["Hengelo"]),
        ("Middelburg (Z.)", "gemeente", ["Middelburg"]),
        ("Rijswijk (ZH.)", "gemeente", ["Rijswijk"]),
        ("Stein (L.)", "gemeente", ["Stein"]),
        ("Bergen (L.)", "gemeente", ["Bergen (L.)"]),
        ("Hengelo (Gld)", "voormalig", ["Bronckhorst"]),
        ("Laren (Gld.)", "dorp", ["Lochem"]),
        ("Capelle a/d IJssel", "gemeente", ["Capelle aan den IJssel"]),
        ("Sneek", "voormalig", ["Súdwest-Fryslân"]),
        ("Maarssen", "voormalig", ["Stichtse Vecht"]),
        ("Winschoten", "voormalig", ["Oldambt"]),
        ("Reeuwijk", "voormalig", ["Bodegraven-Reeuwijk"]),
        ("Heerhugowaard", "voormalig", ["Dijk en Waard"]),
        ("Drachten", "dorp", ["Smallingerland"]),
        ("Hoofddorp", "dorp", ["Haarlemmermeer"]),
        ("St. Annaparochie", "dorp", ["Waadhoeke"]),
        ("Kloosterburen", "dorp", ["Het Hogeland"]),
    ],
)
def test_a_name_is_the_place_that_it_stands_for(name: str, kind: str, now: list[str]) -> None:
    """Other and former names, villages, CBS spellings and shortened names lead to municipalities of today."""
    place = recognise(name)
    assert place and (place.soort, list(place.gemeenten)) == (kind, now)


def test_a_shared_name_has_both() -> None:
    """Bergen alone is two municipalities; Utrecht is the city, unless the province is asked for."""
    bergen, stad, provincie = recognise("Bergen"), recognise("Utrecht"), recognise("provincie Utrecht")
    assert bergen and set(bergen.gemeenten) == {"Bergen (L.)", "Bergen (NH.)"}
    assert stad and stad.soort == "gemeente"
    assert provincie and provincie.soort == "provincie" and len(provincie.gemeenten) > 20


@pytest.mark.parametrize("name", ["Gelderland", "Friesland", "Noord Brabant", "Achterhoek", "Zeeuws-Vlaanderen"])
def test_provinces_and_regions_hold_municipalities(name: str) -> None:
    """A province and a region are known, with the municipalities in them."""
    place = recognise(name)
    assert place and place.soort in {"provincie", "regio"} and len(place.gemeenten) > 2


def test_every_name_leads_to_municipalities_of_today() -> None:
    """All municipalities of all places are in the register."""
    for kinds in places().values():
        for place in kinds.values():
            assert place.gemeenten and set(place.gemeenten) <= set(register.gemeenten())


@given(st.text(max_size=40))
def test_any_text_is_a_place_or_none(text: str) -> None:
    """No text breaks it; what is known has a municipality."""
    place = recognise(text)
    assert place is None or place.gemeenten


@pytest.mark.parametrize("text", ["", " ", "jongeren", "Atlantis", "(NH.)", "gemeente", "gemeente gemeente", "\x00"])
def test_what_is_no_place_is_none(text: str) -> None:
    """Words, nothing and names of nowhere are no place."""
    assert recognise(text) is None
