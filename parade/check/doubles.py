"""What stands twice in a collection. Told on the file that is checked or new, not on the one later in the alphabet."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from rapidfuzz import fuzz, process

from parade.dutch.words import fold
from parade.model.problems import Level, Problem
from parade.model.record import Collection, Path_, Record
from parade.places import register

ALIKE = 85  # of 100: how alike two titles in one place must be
LONGEST = 200  # characters of a title that are compared; a good one has at most half as many
NEAR = 1000  # titles of about one length that each is laid beside
COPIED = 0.6  # the share of the shorter text that stands in the other one
SHINGLE = 5  # words in a row
FEWEST = 3  # rows that two texts share at least
COMMON = 30  # records with the same words in a row: more say nothing
SHARED = 4  # records of one place with the same source: more is a report of many cases

Older = Callable[[Record, Record], bool]
"""Whether the first record was there before the second."""


def doubles(collection: Collection, asked: frozenset[str] = frozenset()) -> Iterator[Problem]:
    """What voorbeelden have in common that they should not: a text, a title, a source, a question or lesson.

    `asked` are the paths of the files that somebody checks: between one of those and another, that one is told.
    """
    records = collection["voorbeelden"]

    def order(record: Record) -> tuple[bool, str, str]:
        return record.path in asked, since(record, collection), record.id

    ordered = sorted(records, key=order)
    told: set[tuple[str, str]] = set()
    for one, other in copies(ordered):
        told.add((one.id, other.id))
        yield from _copy(one, other)
    for one, other in same_titles(ordered):
        if (one.id, other.id) not in told:
            told.add((one.id, other.id))
            message = f'Dit lijkt veel op "{one.naam}" ({one.id}). Is het hetzelfde? Voeg ze dan samen.'
            yield other.problem(Level.TIP, message, "titel")
    for one, other, way in same_sources(ordered):
        if (one.id, other.id) not in told:
            message = (
                f'Deze bron staat ook bij "{one.naam}" ({one.id}), in dezelfde plaats. Is het hetzelfde voorbeeld? '
            )
            yield other.problem(Level.TIP, message + "Voeg ze dan samen.", *way)
    yield from same_lines(ordered, told)


def since(record: Record, collection: Collection) -> str:
    """The day from which a record is there: told by the history of its file, else that of its newest source."""
    newest = max((bron.get("datum", "") for bron in record.get("bronnen", [])), default="")
    return collection.first_seen(record) or newest


def _copy(one: Record, other: Record) -> Iterator[Problem]:
    here, there = register.municipalities(other), register.municipalities(one)
    message = f'Deze tekst staat ook bij "{one.naam}" ({one.id}). '
    if here and there and not here & there:
        cure = "Doet een andere plaats hetzelfde? Maak er dan een toepassing van, en vertel wat daar anders is."
    else:
        cure = "Is het hetzelfde? Voeg ze dan samen."
    yield other.problem(Level.TIP, message + cure, "aanpak" if "aanpak" in other else "kern")
    when = other.get("gecontroleerd")
    if when and when == one.get("gecontroleerd"):
        message = f'Deze datum is dezelfde als bij "{one.id}", waar de tekst ook staat. Wanneer las je dit zelf na?'
        yield other.problem(Level.TIP, message, "gecontroleerd")


def copies(records: list[Record]) -> Iterator[tuple[Record, Record]]:
    """For each record the first one before it whose text it shares; near linear, by words in a row."""
    holders: dict[int, list[int]] = {}
    sizes: list[int] = []
    for number, record in enumerate(records):
        rows = _rows(f"{record.get('kern', '')} {record.get('aanpak', '')}")
        sizes.append(len(rows))
        shared: Counter[int] = Counter()
        for row in rows:
            holding = holders.setdefault(row, [])
            shared.update(holding)
            if len(holding) < COMMON:
                holding.append(number)
        for other in sorted(shared):
            if shared[other] >= max(COPIED * min(sizes[other], sizes[number]), FEWEST):
                yield records[other], record
                break


def _rows(text: str) -> set[int]:
    words = re.findall(r"\w+", text.casefold())
    return {hash(tuple(words[at : at + SHINGLE])) for at in range(max(len(words) - SHINGLE + 1, min(len(words), 1)))}


def same_titles(records: list[Record]) -> Iterator[tuple[Record, Record]]:
    """Pairs of one place with nearly the same title."""
    by_place: dict[str, list[int]] = {}
    for number, record in enumerate(records):
        for name in places(record):
            by_place.setdefault(name, []).append(number)
    titles = [" ".join(sorted(record.naam[:LONGEST].casefold().split())) for record in records]
    pairs: set[tuple[int, int]] = set()
    for group in by_place.values():
        pairs |= _alike(group, titles)
    for one, other in sorted(pairs):
        yield records[one], records[other]


def _alike(group: list[int], titles: list[str]) -> set[tuple[int, int]]:
    """The pairs of one place that are nearly the same: of the very same each with the first one only.

    Each is laid beside those of about its own length.
    """
    first: dict[str, int] = {}
    found = {(first[titles[number]], number) for number in group if first.setdefault(titles[number], number) != number}
    by_length = sorted(first.values(), key=lambda number: len(titles[number]))
    sorted_titles = [titles[number] for number in by_length]
    lengths = list(map(len, sorted_titles))
    for at, number in enumerate(by_length):
        # So much longer, and the one title can never be like enough to the other.
        end = min(bisect_right(lengths, lengths[at] * (200 - ALIKE) / ALIKE), at + 1 + NEAR)
        beside = sorted_titles[at + 1 : end]
        for _, _, place in process.extract_iter(sorted_titles[at], beside, scorer=fuzz.ratio, score_cutoff=ALIKE):
            other = by_length[at + 1 + place]
            found.add((min(number, other), max(number, other)))
    return found


def places(record: Record) -> frozenset[str]:
    """The municipalities of a record, or its region."""
    return register.municipalities(record) or frozenset([fold(record.get("regio", ""))])


def same_sources(records: list[Record]) -> Iterator[tuple[Record, Record, Path_]]:
    """Pairs of one place with the same address of a source; not of a report that has many cases."""
    by_source: dict[tuple[str, str], list[tuple[Record, Path_]]] = {}
    for record in records:
        for number, bron in enumerate(record.get("bronnen", [])):
            if address := _address(bron.get("url", "")):
                for name in places(record):
                    by_source.setdefault((name, address), []).append((record, ("bronnen", number, "url")))
    everywhere = Counter(address for _, address in by_source)
    seen: set[tuple[str, str]] = set()
    for (_, address), found in by_source.items():
        for other, way in found[1:] if everywhere[address] + len(found) <= SHARED + 1 else []:
            one = found[0][0]
            if one is not other and (one.id, other.id) not in seen:
                seen.add((one.id, other.id))
                yield one, other, way


def _address(url: str) -> str:
    """An address as it is compared: without www, ending and scheme; a page at the front of a site says nothing."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    path = parts.path.rstrip("/")
    if not path and not parts.query:
        return ""
    return f"{(parts.hostname or '').removeprefix('www.')}{path}?{parts.query}"


def same_lines(records: list[Record], told: set[tuple[str, str]]) -> Iterator[Problem]:
    """A lesson or question stands in one record, word for word."""
    first: dict[tuple[str, str], Record] = {}
    for record in records:
        for name, what in (("vragen", "vraag"), ("lessen", "les")):
            for number, text in enumerate(record.get(name, [])):
                one = first.setdefault((name, fold(" ".join(text.split()))), record)
                if one is not record and (one.id, record.id) not in told:
                    message = (
                        f'Deze {what} staat woordelijk ook bij "{one.naam}" ({one.id}). Zeg het met eigen woorden.'
                    )
                    yield record.problem(Level.TIP, message, name, number)
