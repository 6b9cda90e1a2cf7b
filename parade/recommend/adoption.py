"""Who took over what from whom, as voorbeelden and toepassingen tell it, and the sentences that say so."""

from __future__ import annotations

from collections import defaultdict

from parade.dutch.sentences import listed
from parade.model.record import Collection, Record
from parade.places.register import place_names

NAMED = 2  # places that a reason names


class Adoptions:
    """Of each voorbeeld the one that it was taken over from, and the places that took it up, by id."""

    def __init__(self, collection: Collection) -> None:
        self.source: dict[str, str] = {}
        self.adopters: dict[str, list[str]] = defaultdict(list)
        self.places: dict[str, list[str]] = defaultdict(list)
        for record in collection["voorbeelden"]:
            source = record.get("overgenomen_van", {}).get("voorbeeld", "")
            if source != record.id and collection.find("voorbeelden", source):
                self.source[record.id] = source
                self.adopters[source].append(record.id)
                self.places[source] += place_names(record)
        for record in collection["toepassingen"]:
            self.places[record.get("voorbeeld", "")] += place_names(record)

    def between(self, one: Record, two: Record) -> bool:
        """Whether one was taken over from the other."""
        return two.id == self.source.get(one.id) or one.id == self.source.get(two.id)

    def around(self, record: Record) -> list[str]:
        """The ids of what it was taken over from and of what was taken over from it."""
        source = self.source.get(record.id)
        return [*([source] if source else []), *self.adopters.get(record.id, [])]

    def elsewhere(self, one: Record, two: Record) -> list[str]:
        """The places that took up the second, other than those of both records."""
        own = {*place_names(one), *place_names(two)}
        return [place for place in dict.fromkeys(self.places.get(two.id, [])) if place not in own]

    def told(self, one: Record, two: Record) -> str:
        """Who took it over from whom; nothing when a place of theirs is not known."""
        adopter, source = (one, two) if self.source.get(one.id) == two.id else (two, one)
        told = adopter["overgenomen_van"]
        theirs, ours = told.get("gemeenten") or place_names(source), place_names(adopter)
        if not theirs or not ours:
            return ""
        if told.get("rechtstreeks") == "nee":
            return (
                f"Dezelfde aanpak als in {_named(theirs)}, langs een andere weg."
                if adopter is one
                else f"{_named(ours)} {'kwamen' if len(ours) > 1 else 'kwam'} langs een andere weg tot dezelfde aanpak."
            )
        return f"{_named(ours)} {'namen' if len(ours) > 1 else 'nam'} dit over van {_named(theirs)}."


def followed(places: list[str]) -> str:
    """That other places took it up."""
    return f"Ook {_named(places)} {'gingen' if len(places) > 1 else 'ging'} dit doen."


def _named(places: list[str]) -> str:
    more = len(places) - NAMED
    rest = [f"{more} andere plaatsen"] if more > 1 else places[NAMED:]
    return listed([*places[:NAMED], *rest])
