"""The map: places lie where they are, dots do not cover each other, and what it says is what the records say."""

from __future__ import annotations

import re
from functools import cache
from html import unescape
from math import hypot

import pytest
from jinja2 import Environment, PackageLoader

from parade.dutch.sentences import listed
from parade.model.fields import VOORBEELD
from parade.model.record import Collection, Record
from parade.pages import country_map
from parade.pages.overview import Site
from parade.pages.pages import pages
from parade.places import register
from parade.places.register import Gemeente
from parade.read.records import read_folder
from tests.conftest import ROOT, TODAY
from tests.test_pages import HOSTILE, LINES, Html, filled, rendered

Ring = list[tuple[int, int]]


@pytest.fixture(scope="module")
def site() -> Site:
    """The records of examples/."""
    return Site(read_folder(ROOT / "examples")[0], {})


@pytest.fixture(scope="module")
def page(site: Site) -> str:
    """The page of the map over them."""
    return unescape(pages(site.collection, {}, TODAY)["kaart.md"])


@cache
def rings(path: str) -> list[Ring]:
    """The rings of an outline as points."""
    found = []
    for part in path.split("M")[1:]:
        numbers = [int(number) for number in re.findall(r"-?\d+", part)]
        x, y = numbers[:2]
        ring = [(x, y)]
        for dx, dy in zip(numbers[2::2], numbers[3::2], strict=True):
            x, y = x + dx, y + dy
            ring.append((x, y))
        found.append(ring)
    return found


def inside(path: str, x: float, y: float) -> bool:
    """Whether a point lies within an outline, by the even-odd rule."""
    crossed = 0
    for ring in rings(path):
        for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
            crossed += (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1
    return crossed % 2 == 1


def at(longitude: float, latitude: float) -> Gemeente:
    """A municipality at that spot."""
    return Gemeente("gm0000", "Ergens", "Utrecht", latitude, longitude, "tot 20.000", 1, ())


# --- the outlines and the rule that places things on them ---


def test_every_municipality_lies_in_its_own_province() -> None:
    """339 of the 342 do; one lies in an enclave's hole, one on a simplified coast, one changed province in 2019."""
    outlines = country_map.outlines()
    outside = [
        place.naam
        for place in register.gemeenten().values()
        if not inside(outlines[place.provincie], *country_map.point(place))
    ]
    assert set(outlines) == {place.provincie for place in register.gemeenten().values()}
    assert set(outside) <= {"Vijfheerenlanden", "Baarle-Nassau", "Medemblik"}


def test_little_map_has_every_municipality_on_land() -> None:
    """On the little, coarser map the dots lie on land, or on the coast within their own radius of it."""
    for place in register.gemeenten().values():
        x, y = (each / country_map.LITTLE for each in country_map.point(place))
        near = [(x + dx / 2, y + dy / 2) for dx in range(-6, 7) for dy in range(-6, 7)]
        assert any(inside(country_map.land(), *spot) for spot in near), place.naam


@pytest.mark.parametrize(
    ("longitude", "latitude"), [(5.35, 52.82), (5.2, 52.58), (5.0, 53.25), (3.75, 51.65), (4.0, 52.4)]
)
def test_big_water_is_no_land(longitude: float, latitude: float) -> None:
    """IJsselmeer, Markermeer, Waddenzee, Oosterschelde and the North Sea are water on both maps."""
    x, y = country_map.point(at(longitude, latitude))
    assert not any(inside(path, x, y) for path in country_map.outlines().values())
    assert not inside(country_map.land(), x / country_map.LITTLE, y / country_map.LITTLE)


def test_north_is_up_and_east_is_right() -> None:
    """The rule is monotone, the ends of the country lie at the margins, and the maps hold all of it."""
    assert country_map.point(at(country_map.WEST, country_map.NORTH)) == (country_map.MARGIN, country_map.MARGIN)
    for step in range(100):
        part = step / 100
        x, y = country_map.point(at(country_map.WEST + part * 3.8, country_map.SOUTH + part * 2.8))
        further = country_map.point(at(country_map.WEST + part * 3.8 + 0.03, country_map.SOUTH + part * 2.8 + 0.03))
        assert further[0] > x and further[1] < y
    x, y = country_map.point(at(country_map.EAST, country_map.SOUTH))
    assert x == pytest.approx(country_map.WIDTH - country_map.MARGIN, abs=1)
    assert y == pytest.approx(country_map.HEIGHT - country_map.MARGIN, abs=1)


def test_the_outlines_are_small() -> None:
    """All provinces take less than 12 kB, the little map, which every voorbeeld carries, less than 1.5 kB."""
    assert (ROOT / "parade/pages/outline.json").stat().st_size < 12_000
    assert len(country_map.land()) < 1_500


# --- the dots ---


def test_dots_do_not_cover_each_other(site: Site) -> None:
    """Each two dots are 12 units apart or more, never overlap, and none moved more than 20 units (8 km)."""
    shown, _ = country_map.plekken(site)
    spots = [(plek.stip or (0, 0), country_map.radius(len(plek.records)), plek) for plek in shown]
    for number, ((x, y), straal, plek) in enumerate(spots):
        for (x2, y2), straal2, _ in spots[:number]:
            assert hypot(x - x2, y - y2) >= max(12, straal + straal2)
        assert plek.place
        home = country_map.point(plek.place)
        assert hypot(x - home[0], y - home[1]) <= 20, plek.naam


def test_a_full_map_still_fits() -> None:
    """With a voorbeeld in every municipality, and some in one spot, the dots stay on the map, 12 units apart."""
    spots = list(country_map.spread([(place, 1) for place in register.gemeenten().values()]).values())
    assert all(0 <= x <= country_map.WIDTH and 0 <= y <= country_map.HEIGHT for x, y in spots)
    assert min(hypot(x - x2, y - y2) for n, (x, y) in enumerate(spots) for x2, y2 in spots[:n]) > 12
    place = register.gemeenten()["Utrecht"]
    other = register.gemeenten()["Zeist"]
    assert len({*country_map.spread([(place, 1), (other, 500)]).values()}) == 2


def test_area_tells_the_number() -> None:
    """Four voorbeelden have a dot of four times the area of one; from nine on dots are equal."""
    assert country_map.radius(4) ** 2 == pytest.approx(4 * country_map.radius(1) ** 2)
    assert country_map.radius(9) == country_map.radius(50)


# --- the page ---


def test_every_municipality_with_a_voorbeeld_has_one_dot_and_one_row(site: Site, page: str) -> None:
    """Each stands once on the map, and once in the list with a link and how many voorbeelden it has."""
    shown, _ = country_map.plekken(site)
    for plek in shown:
        naam, number = re.escape(plek.naam), len(plek.records)
        assert len(re.findall(rf'data-naam="{naam}: {number} voorbeeld', page)) == 1, naam
        assert len(re.findall(rf"<li [^>]*><a [^>]*>{naam}</a> <b>{number}</b>", page)) == 1, naam


def test_what_has_no_dot_stands_in_the_list(site: Site, page: str) -> None:
    """A voorbeeld without a known municipality is linked below the list."""
    _, elsewhere = country_map.plekken(site)
    links = Html(page).links
    for plek in elsewhere:
        assert plek.stip is None
        if plek.naam not in site.places:
            assert all(f"../voorbeelden/{record.id}/" in links for record in plek.records), plek.naam


def test_counts_of_the_filter_are_those_of_the_rows(site: Site, page: str) -> None:
    """What choosing a thema tells, is how many rows, with and without a dot, have it."""
    with_dot, _, without = page[page.index('class="landkaart__lijst"') :].partition("<h3>")
    for nummer, told in re.findall(r'value="(\d)"[^>]* data-stand="([^"]*)"', page):
        counted = [
            sum(nummer in each.split() for each in re.findall(r'<li data-familie="([\d ]+)">', part))
            for part in (with_dot, without)
        ]
        found = [int(number) for number in re.findall(r"\d+", told)]
        assert found == [number for number in counted if number or number is counted[0]]


def test_rows_are_by_name(site: Site) -> None:
    """Places stand in the order of their names, the ’s of ’s-Hertogenbosch left out and that of Schiedam not."""
    names = [plek.naam for plek in country_map.plekken(site)[0]]
    assert names.index("Hengelo") < names.index("'s-Hertogenbosch") < names.index("Rotterdam") < names.index("Schiedam")


@pytest.mark.parametrize("records", [Collection([]), filled("tekst", ("regel",)), filled(HOSTILE, LINES)])
def test_the_map_is_one_block_of_html(records: Collection) -> None:
    """No blank line breaks the block, with no records at all or with hostile ones, so nothing becomes Markdown."""
    made = rendered(records, "reden")["kaart.md"]
    assert "\n\n" not in made[made.index('<div class="landkaart">') : made.rindex("</div>")]
    assert "<script" not in made and "onerror=alert(1)>" not in made


# --- the little map ---


def little(record: Record) -> str:
    """The little map of a record, on a page one level deep."""
    site = Site(Collection([record]), {})
    environment = Environment(loader=PackageLoader("parade.pages"), autoescape=True)
    environment.globals.update(site=site, kleine_kaart=country_map, t=lambda key: key)
    environment.filters["listed"] = listed
    macros = environment.get_template("kaartje.md").make_module({})
    return str(macros.plaatskaart(record, lambda target: "../" + target)).strip()  # type: ignore[attr-defined]


def voorbeeld(*gemeenten: str) -> Record:
    """A voorbeeld of those municipalities."""
    return Record(VOORBEELD, "x", {"titel": "X", "gemeenten": list(gemeenten)})


def test_little_map_names_its_dots() -> None:
    """One dot for one place, a dot for each of several; whatever reads it aloud says where."""
    one, more = little(voorbeeld("Rhenen")), little(voorbeeld("Den Haag", "'s-Gravenhage", "Urk", "Oudewater"))
    assert 'aria-label="Kaart van Nederland met een stip op Rhenen"' in one and one.count("<circle") == 1
    assert "met stippen op Den Haag, Urk en Oudewater" in more and more.count("<circle") == 3
    assert len(one) < 1_800 and "\n\n" not in one


@pytest.mark.parametrize("gemeenten", [[], ["Atlantis"], [HOSTILE]])
def test_no_known_place_no_little_map(gemeenten: list[str]) -> None:
    """A voorbeeld without a known municipality gets nothing at all."""
    assert little(voorbeeld(*gemeenten)) == ""
