"""Files of others that people bring: each is told what it is in at most five lines, the first with the way on.

They were rebuilt after public files of their kinds, with made-up content.
"""

from __future__ import annotations

import json

import pytest

from parade.check.checks import check_record
from parade.model.fields import VOORBEELD
from parade.model.problems import Problem
from parade.model.record import Collection
from parade.read.records import read
from tests.conftest import TODAY

ENGLISH = (
    "The neighbours of this village cook soup together. They do it for all of the people who live by themselves, "
    "and for those who have little to spend. It has been going on for years and it is as simple as it sounds.\n"
)
FILES: dict[str, tuple[str, str]] = {
    "publiccode.yml": (
        "publiccodeYmlVersion: '0.4'\nname: Soepwijzer\nurl: https://code.example/soep\nsoftwareVersion: 1.2\n"
        "platforms:\n  - web\ndescription:\n  nl:\n    shortDescription: Wijst de weg naar soep\n"
        "legal:\n  license: EUPL-1.2\nmaintenance:\n  type: internal\n",
        "publiccode.yml",
    ),
    "awesome.yml": (
        "name: Soup\nwebsite_url: https://soup.example\nsource_code_url: https://code.example/soup\n"
        "description: Finds soup near you.\nlicenses:\n  - MIT\nplatforms:\n  - Python\ntags:\n  - Food\n",
        "andere lijst",
    ),
    "hecat.yml": (
        "- name: Soup\n  description: Finds soup.\n  url: https://soup.example\n- name: Bread\n  url: https://b.example\n",
        "Dit is een lijst van 2",
    ),
    "endoflife.yml": (
        "---\ntitle: Soup\ncategory: app\npermalink: /soup\nreleases:\n  - releaseCycle: '1'\n    eol: 2024-01-01\n"
        "---\n\n> [Soup](https://soup.example) is food.\n",
        "endoflife",
    ),
    "dpg.yml": (json.dumps({"name": "Soup", "description": "Food", "sdgs": [1, 2], "license": ["MIT"]}), "Dit is JSON"),
    "register.yml": (
        "Naam;Organisatie;Status;Doel\nSoepwijzer;Gemeente Assen;In gebruik;Wijst de weg\n"
        "Broodwijzer;Gemeente Emmen;In gebruik;Wijst de weg\n",
        "parade import register.csv",
    ),
    "citation.yml": (
        "cff-version: 1.2.0\nmessage: Cite this.\ntitle: Soup\nauthors:\n  - family-names: N\nversion: 1.0\n",
        "CITATION.cff",
    ),
    "workflow.yml": (
        "name: build\non: [push]\njobs:\n  test:\n    runs-on: x\n",
        "GitHub",
    ),
    "compose.yml": ("version: '3'\nservices:\n  web:\n    image: soup\n    ports:\n      - 80:80\n", "docker-compose"),
    "catalog.yml": ("apiVersion: v1\nkind: Component\nmetadata:\n  name: soup\nspec:\n  type: service\n", "Backstage"),
    "post.yml": ("---\nlayout: post\ntitle: Soep\ndate: 2024-01-01\n---\n\nWij koken soep.\n", "website"),
    "pagina.yml": ("<!doctype html>\n<html><body><h1>Soep</h1></body></html>\n", "webpagina"),
    "english.yml": (ENGLISH, "Schrijf het in het Nederlands"),
    "readme.yml": ("# Soep\n\nWij koken soep voor de buurt.\n\n## Hoe\n\nSamen.\n", "gewone tekst"),
    "velden.yml": (
        "name: Soup\ndescription: Food\ncity: Assen\nwebsite: https://soup.example\n",
        "Dit lijkt geen voorbeeld",
    ),
}
WAYS = ("parade new", "parade import", "ergens anders neer", "eigen bestand")


def told(name: str) -> list[Problem]:
    """All that is said of one of these files."""
    records, problems = read(FILES[name][0].encode(), VOORBEELD, name.removesuffix(".yml"), name)
    return problems + [each for record in records for each in check_record(record, Collection([]), TODAY)]


@pytest.mark.parametrize("name", FILES)
def test_a_file_of_others_is_told_what_it_is(name: str) -> None:
    """At most five lines, of which the first names what it is and the way on."""
    problems = told(name)
    assert 1 <= len(problems) <= 5
    assert FILES[name][1] in problems[0].message
    assert any(way in problems[0].message for way in WAYS)


@pytest.mark.parametrize("name", ["awesome.yml", "velden.yml"])
def test_the_list_of_fields_stands_there_once(name: str) -> None:
    """However many fields are not ours, they are named in one line, and so are the ones to choose from."""
    assert sum("Kies uit:" in problem.message for problem in told(name)) <= 1


def test_a_record_with_one_strange_field_is_a_record() -> None:
    """A field that does not exist makes a record no stranger."""
    records, [problem] = read(b"titel: a\nkern: b\nnaam: c\n", VOORBEELD, "soep")
    assert records and 'Bedoelde je "titel"?' in problem.message
