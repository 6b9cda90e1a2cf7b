"""Makes outline.json, the outlines of the Dutch provinces and of the country, from an npm package.

    npm pack @svg-maps/netherlands && tar xzf svg-maps-netherlands-*.tgz    # gives package/
    python parade/places/make/make_outline.py package/netherlands.svg

The drawing is by MapSVG (https://mapsvg.com/maps/netherlands), packed by svg-maps, CC BY 4.0; here it is
simplified and scaled. It is a Mercator map of the extremes that `parade/kaart.py` names: with those its scale
is the same both ways (158.17 and 158.10 units a degree). Big water is no land in it. Its provinces are those of
before 2019: Vijfheerenlanden, now in Utrecht, lies in Zuid-Holland.
"""

from __future__ import annotations

import json
import re
import sys
import xml.etree.ElementTree as ET
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3]))
from parade.pages.country_map import EAST, LITTLE, MARGIN, NORTH, SCALE, SOUTH, WEST, mercator

Point = tuple[float, float]
SAME = 0.1  # points of the drawing this near are one: neighbours share their border but for rounding
NAMES = {"Friesland": "Fryslân"}
FINE, COARSE = 0.7, 3.5  # how far a simplified line may stray, in units of the large map
SMALL, TINY = 25.0, 3.0  # islands of fewer square units on the large and the little map are left out


def rings(path: str) -> Iterator[list[Point]]:
    """The closed lines of the `d` of an SVG path that has only the commands m, l, h, v and z."""
    x = y = start_x = start_y = 0.0
    line: list[Point] = []
    for command, numbers in re.findall(r"([a-zA-Z])([^a-zA-Z]*)", path):
        values = [float(number) for number in re.findall(r"-?(?:\d*\.)?\d+", numbers)]
        if command in "zZ":
            yield line
            line, x, y = [], start_x, start_y
            continue
        step = 1 if command in "hHvV" else 2
        for at in range(0, len(values), step):
            dx = values[at] if command in "mMlLhH" else 0.0
            dy = values[at + step - 1] if command in "mMlLvV" else 0.0
            if command.islower():
                x, y = x + dx, y + dy
            else:
                x, y = (dx if command != "V" else x), (dy if command != "H" else y)
            if command in "mM" and at == 0:
                start_x, start_y = x, y
            line.append((x, y))


def read(file: Path) -> dict[str, list[list[Point]]]:
    """The rings of each province in units of the large map; neighbours have the very same points."""
    found = {}
    for path in ET.parse(file).getroot().iter("{http://www.w3.org/2000/svg}path"):
        found[path.get("name", "")] = list(rings(path.get("d", "")))
    xs, ys = zip(*(point for each in found.values() for ring in each for point in ring), strict=True)
    across = SCALE * (EAST - WEST) / (max(xs) - min(xs))
    down = SCALE * (mercator(NORTH) - mercator(SOUTH)) / (max(ys) - min(ys))
    known: dict[tuple[int, int], Point] = {}

    def same(x: float, y: float) -> Point:
        cell = round(x / SAME), round(y / SAME)
        near = [(cell[0] + dx, cell[1] + dy) for dx in (0, -1, 1) for dy in (0, -1, 1)]
        point = next((known[each] for each in near if each in known), None)
        if point is None:
            point = known[cell] = (MARGIN + (x - min(xs)) * across, MARGIN + (y - min(ys)) * down)
        return point

    def clean(ring: list[Point]) -> list[Point]:
        points = [same(*point) for point in ring]
        return [point for at, point in enumerate(points) if point != points[at - 1]]

    return {NAMES.get(name, name): [clean(ring) for ring in each] for name, each in found.items()}


def area(ring: list[Point]) -> float:
    """Square units within a ring."""
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1], strict=True))) / 2


def simplified(line: list[Point], stray: float) -> list[Point]:
    """The line with fewer points, none left out that lies further off than `stray` (Douglas and Peucker)."""
    (x1, y1), (x2, y2) = line[0], line[-1]
    length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
    off = [abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / (length or 1) for x, y in line]
    far = max(range(len(line)), key=lambda at: off[at])
    if off[far] <= stray:
        return [line[0], line[-1]]
    return [*simplified(line[: far + 1], stray), *simplified(line[far:], stray)[1:]]


def arcs(every: list[list[Point]]) -> list[list[list[Point]]]:
    """Each ring in pieces from meeting point to meeting point, so that both sides of a border are one line."""
    beside: dict[Point, set[Point]] = defaultdict(set)
    for ring in every:
        for at, point in enumerate(ring):
            beside[point] |= {ring[at - 1], ring[(at + 1) % len(ring)]}
    pieces = []
    for ring in every:
        cuts = [at for at, point in enumerate(ring) if len(beside[point]) > 2]
        if len(cuts) < 2:  # an island: cut it at its west and east end
            cuts = sorted({ring.index(min(ring)), ring.index(max(ring))})
        turned = ring[cuts[0] :] + ring[: cuts[0] + 1]
        ends = [at - cuts[0] for at in cuts] + [len(ring)]
        pieces.append([turned[a : b + 1] for a, b in pairwise(ends)])
    return pieces


def thin(piece: list[Point], stray: float) -> list[Point]:
    """The simplified piece, the same whichever way round it is walked."""
    return simplified(piece, stray) if piece[0] <= piece[-1] else simplified(piece[::-1], stray)[::-1]


def outside(pieces: list[list[Point]]) -> list[list[Point]]:
    """The rings made of the pieces that are the border of one province only: the coast and the border with others."""
    times: dict[frozenset[Point], int] = defaultdict(int)
    for piece in pieces:
        times[frozenset(piece)] += 1
    left = [piece for piece in pieces if times[frozenset(piece)] == 1]
    made = []
    while left:
        ring = left.pop()
        while ring[0] != ring[-1]:
            following = next(piece for piece in left if piece[0] == ring[-1])
            left.remove(following)
            ring = ring + following[1:]
        made.append(ring)
    return made


def rounded_off(ring: list[Point], stray: float) -> list[Point]:
    """A ring with fewer points: its east and west end stay."""
    first, far = ring.index(min(ring)), ring.index(max(ring))
    turned = ring[first:-1] + ring[: first + 1]
    far = turned.index(ring[far])
    return simplified(turned[: far + 1], stray) + simplified(turned[far:], stray)[1:-1]


def svg_path(shapes: list[list[Point]], smaller: int, least: float) -> str:
    """The `d` of the rings, in whole units from point to point; small rings are left out."""
    text = ""
    for ring in shapes:
        points = [(round(x / smaller), round(y / smaller)) for x, y in ring]
        points = [point for at, point in enumerate(points) if point != points[at - 1]]
        if len(points) < 3 or area([(float(x), float(y)) for x, y in points]) < least:
            continue
        steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(points)]
        text += f"M{points[0][0]} {points[0][1]}l" + " ".join(f"{dx} {dy}" for dx, dy in steps) + "z"
    return text.replace(" -", "-")


def main(file: Path) -> None:
    """Write outline.json."""
    provinces = read(file)
    owner = [name for name, each in provinces.items() for _ in each]
    pieces = arcs([ring for each in provinces.values() for ring in each])
    paths = {}
    for name in sorted(provinces):
        own = [ring for at, ring in enumerate(pieces) if owner[at] == name]
        shapes = [[point for piece in ring for point in thin(piece, FINE)[:-1]] for ring in own]
        paths[name] = svg_path(shapes, 1, SMALL)
    land = [rounded_off(ring, COARSE) for ring in outside([piece for ring in pieces for piece in ring])]
    made = {
        "bron": "MapSVG en svg-maps, CC BY 4.0, vereenvoudigd; gemaakt door make_outline.py",
        "provincies": paths,
        "land": svg_path(land, LITTLE, TINY),
    }
    target = Path(__file__).parents[2] / "pages" / "outline.json"
    target.write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
