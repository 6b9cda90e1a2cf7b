"""The Whoosh index: of each record its id and its terms, each with its count weighted by field."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from whoosh.fields import ID, STORED, FieldType, Schema
from whoosh.formats import Frequency
from whoosh.system import pack_uint


class TermsField(FieldType):  # type: ignore[misc]
    """A Whoosh field that takes the terms of a record as they are: {term: weight}."""

    def __init__(self) -> None:
        self.format = Frequency()
        self.analyzer = None
        self.scorable = True
        self.stored = False

    def index(self, value: dict[str, float], **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """What Whoosh keeps of each term: its text, a count (always 1), its weight, the count again."""
        for term, weight in value.items():
            yield term.encode(), 1, weight, pack_uint(1)


def schema() -> Schema:
    """The fields: `told` is its sentences as JSON, `digest` the hash of all that stands there; both only on disk."""
    return Schema(id=ID(stored=True, unique=True), terms=TermsField(), told=STORED, digest=STORED)


def counts(reader: Any, term: str) -> dict[int, float]:
    """How often each document has the term, weighted by field; by Whoosh's own numbers."""
    found: dict[int, float] = {}
    if ("terms", term) in reader:
        matcher = reader.postings("terms", term)
        while matcher.is_active():
            found[matcher.id()] = matcher.weight()
            matcher.next()
    return found
