"""The settings of a collection, read as its records are, with the environment over them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from parade.model.problems import Problem
from parade.model.record import Record
from parade.model.settings import FILE, OVERRIDDEN, SETTINGS
from parade.read.convert import read_record
from parade.read.yaml_file import read_file


def read_settings(root: Path, environment: Mapping[str, str] = os.environ) -> tuple[Record, list[Problem]]:
    """The settings in `root` as a record, empty when there is no file, and what is wrong with the file."""
    path = root / FILE
    if not path.exists():
        return Record(SETTINGS, FILE, _overridden({}, environment), FILE), []
    file = read_file(path, FILE)
    record = read_record(file, SETTINGS, FILE, file.node) if file.node else None
    data, places = (record.data, record.places) if record else ({}, {})
    return Record(SETTINGS, FILE, _overridden(data, environment), FILE, places), sorted(file.problems)


def _overridden(data: Mapping[str, Any], environment: Mapping[str, str]) -> dict[str, Any]:
    """The settings with those of the environment over them."""
    made = dict(data)
    for variable, way in OVERRIDDEN.items():
        if value := environment.get(variable, "").strip():
            group, last = made, way[-1]
            for step in way[:-1]:
                group[step] = dict(group.get(step, {}))
                group = group[step]
            group[last] = value
    return made
