"""The settings of a collection, read as its records are, with the environment over them."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from parade.model.problems import Level, Problem
from parade.model.record import Record
from parade.model.settings import FILE, OVERRIDDEN, SERVICE, SETTINGS
from parade.read.convert import read_record
from parade.read.yaml_file import read_file

ADDRESS = re.compile(r"""https?://[^\s/?#"'<>&]+(/[^\s?#"'<>&]*)?""")


def read_settings(root: Path, environment: Mapping[str, str] = os.environ) -> tuple[Record, list[Problem]]:
    """The settings in `root` as a record, empty when there is no file, and what is wrong with the file."""
    path = root / FILE
    wrong = [_no_address(name, value) for name, value in _told(environment) if not ADDRESS.fullmatch(value)]
    if not path.exists():
        return Record(SETTINGS, FILE, _overridden({}, environment), FILE), wrong
    file = read_file(path, FILE)
    record = read_record(file, SETTINGS, FILE, file.node) if file.node else None
    data, places = (record.data, record.places) if record is not None else ({}, {})
    told = Record(SETTINGS, FILE, _overridden(data, environment), FILE, places)
    if "zoekdienst" in told and not SERVICE.fullmatch(str(told["zoekdienst"])):
        message = "Dit is geen adres van een zoekdienst. Schrijf het zo: https://zoek.voorbeelden.example"
        wrong.append(told.problem(Level.FOUT, message, "zoekdienst"))
    return told, sorted([*file.problems, *wrong])


def _overridden(data: Mapping[str, Any], environment: Mapping[str, str]) -> dict[str, Any]:
    """The settings with those of the environment over them."""
    made = dict(data)
    for variable, value in _told(environment):
        *groups, last = OVERRIDDEN[variable]
        group = made
        for name in groups:
            group[name] = dict(group.get(name, {}))
            group = group[name]
        group[last] = value
    return made


def _told(environment: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(name, value) for name in OVERRIDDEN if (value := environment.get(name, "").strip())]


def _no_address(variable: str, value: str) -> Problem:
    message = (
        f'"{value}" in {variable} is geen heel webadres. Zet in {variable} bijvoorbeeld: https://voorbeelden.example/'
    )
    return Problem(FILE, 1, 1, Level.FOUT, "", message)
