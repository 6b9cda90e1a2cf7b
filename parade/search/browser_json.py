"""An answer from the database in the shape of `ask` of the browser's engine, and what is asked for in that shape."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from parade.index.sentences import searched, sentences
from parade.model.fields import VOORBEELD
from parade.places import register
from parade.search.database import Known, Told, Wanted
from parade.search.facets import FACETS, codes, facet_order
from parade.search.search import Hit

MOST_HITS = 100
MOST_VALUES = 100  # of one filter, and words that are meant as they are
LONGEST = 200  # characters of one of those


def wanted(asked: Mapping[str, Any]) -> Wanted:
    """What is asked for beside the question; what has another shape than it should is left out."""
    limit = asked.get("limit")
    filters = asked.get("filters")
    chosen = {facet: _texts(values) for facet, values in filters.items()} if isinstance(filters, dict) else {}
    home = asked.get("home")
    return Wanted(
        limit=min(max(limit, 0), MOST_HITS) if type(limit) is int else 10,
        filters={facet: values for facet, values in chosen.items() if facet in FACETS and values},
        exact=_texts(asked.get("exact")),
        home=home[:LONGEST] if isinstance(home, str) else "",
        newest=asked.get("newest") is True,
        counting=asked.get("facets") is True,
    )


def _texts(values: Any) -> list[str]:
    some = values[:MOST_VALUES] if isinstance(values, list) else []
    return [value[:LONGEST] for value in some if isinstance(value, str)]


def as_browser(told: Told, known: Known, wanted: Wanted) -> dict[str, Any]:
    """The answer as a page shows it."""
    answer = told.answer
    facets: dict[str, Any] = {}
    for facet, label in FACETS.items():
        found = {value: number for name, value, number in told.counts if name == facet}
        values = [{"naam": value, "aantal": found[value]} for value in sorted(found, key=facet_order)]
        if values:
            facets[facet] = {"label": label, "keuzes": values}
    return {
        "hits": [_hit(hit) for hit in answer.hits],
        "goed": answer.goed,
        "deels": answer.deels,
        "onderwerp": answer.onderwerp,
        "plaats": answer.plaats,
        "verbeterd": answer.verbeterd,
        "ontbreekt": answer.ontbreekt,
        "themas": answer.themas,
        "total": told.total,
        "facets": facets,
        "filters": known.in_use(wanted.filters),
        "velden": {name: field.label for name in searched() if (field := VOORBEELD.field(name))},
        "adressen": known.addresses,
    }


def _hit(hit: Hit) -> dict[str, Any]:
    record = hit.record
    own: dict[str, list[str]] = {"titel": [], "kern": []}
    for name, sentence in sentences(record):
        if name in own:
            own[name].append(sentence)
    return {
        "id": record.id,
        "url": record.url,
        "plaats": ", ".join(register.place_names(record)) or register.UNPLACED,
        "gemeenten": codes(record),
        "titel": " ".join(own["titel"]),
        "kern": " ".join(own["kern"]),
        "score": hit.score,
        "past": hit.past,
        "redenen": hit.redenen,
        "fragmenten": [asdict(fragment) for fragment in hit.fragmenten],
    }
