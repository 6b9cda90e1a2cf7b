"""The register of municipalities: complete, and found by any name."""

from __future__ import annotations

from itertools import combinations

import pytest

from parade.model.problems import did_you_mean
from parade.places import register
from parade.read.place_names import understand


def test_all_municipalities() -> None:
    """There are 342 municipalities with unique codes, in twelve provinces."""
    known = register.gemeenten().values()
    assert len(known) == 342
    assert len({place.code for place in known}) == 342
    assert len({place.provincie for place in known}) == 12
    assert {place.inwoners for place in known} <= set(register.CLASSES)


def test_all_lie_in_the_netherlands() -> None:
    """Every municipality has coordinates within the European Netherlands, and places where people live."""
    for place in register.gemeenten().values():
        assert 50.7 < place.breedte < 53.7, place
        assert 3.3 < place.lengte < 7.3, place
        assert place.kernen >= 1, place


def test_every_official_name_finds_itself() -> None:
    """No other name of one municipality hides the official name of another."""
    for name, place in register.gemeenten().items():
        assert register.find(name) is place


@pytest.mark.parametrize(
    ("name", "official"),
    [
        ("Den Haag", "'s-Gravenhage"),
        ("'s-Gravenhage", "'s-Gravenhage"),
        ("’s-gravenhage", "'s-Gravenhage"),
        ("Den Bosch", "'s-Hertogenbosch"),
        ("'s-Hertogenbosch", "'s-Hertogenbosch"),
        ("sudwest-fryslan", "Súdwest-Fryslân"),
        ("REUSEL-DE MIERDEN", "Reusel-De Mierden"),
    ],
)
def test_names(name: str, official: str) -> None:
    """Daily names, accents, capitals and apostrophes find the same municipality."""
    found = register.find(name)
    official_one = register.find(official)
    assert found is not None
    assert found is official_one
    assert found.naam in register.gemeenten()


@pytest.mark.parametrize("name", ["", "Atlantis", "Oost-Achterhoek", "Antwerpen"])
def test_no_municipality(name: str) -> None:
    """What is no Dutch municipality is not found."""
    assert register.find(name) is None
    assert name not in register.merged()


def test_merged() -> None:
    """Every former municipality leads to ones that exist, and is not one itself."""
    former = register.merged()
    assert len(former) > 50
    for name, now in former.items():
        assert now, name
        assert all(new in register.gemeenten() for new in now), name
        assert name not in register.gemeenten()
        assert understand(name.upper()).gemeenten == (tuple(now) if len(now) == 1 else understand(name).gemeenten)


def test_misspelling() -> None:
    """A misspelt name is near one right name."""
    assert did_you_mean("Reusel de Mierde", register.names()) == 'Bedoelde je "Reusel-De Mierden"? '


def test_distance() -> None:
    """Distance is symmetric, nothing to itself, and about 35 km from Utrecht to Amsterdam."""
    utrecht, amsterdam = register.gemeenten()["Utrecht"], register.gemeenten()["Amsterdam"]
    assert utrecht.distance(amsterdam) == pytest.approx(35, abs=10)
    assert utrecht.distance(utrecht) == 0
    for one, other in combinations(list(register.gemeenten().values())[::20], 2):
        assert one.distance(other) == pytest.approx(other.distance(one))
        assert 0 < one.distance(other) < 350


def test_comparable_is_what_compare_says() -> None:
    """The list of comparable municipalities is, for each name, what comparing with all others one by one gives."""
    for name in ("Leusden", "den haag", "Schiermonnikoog"):
        found = register.comparable(name)
        one = register.find(name)
        assert one
        good = {
            other for other in register.gemeenten() if other != one.naam and register.compare(name, other).comparable
        }
        assert {place.naam for place, _ in found} == good
        assert [each.strength for _, each in found] == sorted((each.strength for _, each in found), reverse=True)
    assert register.comparable("Atlantis") == []


def test_almost_as_large_is_never_said_of_the_largest() -> None:
    """The last class has no upper end: Rotterdam and Delft are not told to be almost as large."""
    assert "een maat kleiner" not in register.compare("Rotterdam", "Delft").redenen
    assert "een maat groter" in register.compare("Leusden", "Zeist").redenen


@pytest.mark.parametrize("name", ["heel Nederland", "Diverse gemeenten", "regio Utrecht en omgeving"])
def test_who_means_many_places_hears_no_other_name(name: str) -> None:
    """No municipality that merely looks alike: the cure is to name them, or the region."""
    found = understand(name)
    assert found.wrong
    assert "Bedoelde je" not in found.message
    assert found.message.endswith(f"schrijf: regio: {name}")
