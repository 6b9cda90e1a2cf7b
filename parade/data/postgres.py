"""A collection in PostgreSQL: its records, and all that its search needs, as tables that any program can read.

The whole export is one transaction: who reads meanwhile sees the old collection or the new one and never a mixture.
Only records whose hash differs are written. Nothing of a collection's own is needed to search in it later: see
`search/database.py`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from parade.data import postgres_schema as schema
from parade.data.columns import address
from parade.index.index import Index
from parade.model.fields import VOORBEELD
from parade.model.problems import ParadeError
from parade.model.record import Collection, Record
from parade.recommend.likeness import neighbours
from parade.search.database import connect, told_wrong
from parade.search.facets import facets_of, newest

SCHEMA = schema.SCHEMA
FILE = "alles.sql"
LOCK = 72_333  # a number that only this program takes, so that two exports come one after the other
Row = tuple[Any, ...]
Key = tuple[str, str, str]


@dataclass(slots=True)
class Written:
    """One record as rows: its own (without its number), and those in the tables of search."""

    key: Key
    url: str
    data: str
    told: int = 0
    newest: str = ""
    weights: list[tuple[str, int]] = field(default_factory=list)
    near: list[str] = field(default_factory=list)
    facets: list[tuple[str, int, str]] = field(default_factory=list)
    searched: bool = False

    @property
    def hash(self) -> str:
        """Of all that is written of it."""
        told = [self.key, self.url, self.data, self.told, self.newest, self.weights, self.near, self.facets]
        return digest([len(schema.STEPS), told])


@dataclass(frozen=True, slots=True)
class Change:
    """What an export did: how many records there are, how many were written, and how many taken away."""

    records: int
    written: int
    gone: int


class Contents:
    """All that is to stand in the database of a collection."""

    def __init__(self, collection: Collection) -> None:
        self.collection = collection
        self.index = Index(collection)
        self.terms = sorted({*self.index.lexicon.tables.terms, *self.index.lexicon.tables.lemmas})

    @cached_property
    def records(self) -> list[Written]:
        """Every record and begrip, with what search needs of the voorbeelden."""
        settings = self.collection.settings
        made = {
            key_of(record): Written(key_of(record), address(record, settings), as_json(record.data))
            for record in [*self.collection, *self.collection.lapsed]
        }
        index = self.index
        every = [made[key_of(record)] for record in index.records]
        for doc, near in enumerate(neighbours(index)):
            each, record = every[doc], index.records[doc]
            each.searched, each.told, each.newest = True, index.told(doc), newest(record)
            each.near = [index.records[other].id for other in near]
            each.facets = [
                (facet, at, value) for facet, some in facets_of(record).items() for at, value in enumerate(some)
            ]
        for term in self.terms:
            for doc, weight in index.impacts(term).items():
                every[doc].weights.append((term, weight))
        return list(made.values())

    def lexicon(self, numbers: Mapping[str, int], hashes: Iterable[str]) -> dict[str, list[Row]]:
        """The rows of the small tables; `numbers` are those of the terms, `hashes` those of the records.

        `state` differs whenever anything does, so that who reads knows that what it has in memory is old.
        """
        tables = self.index.lexicon.tables
        named, terms = set(tables.named), []
        for term in self.terms:
            weights = self.index.impacts(term).values()
            known = (term in tables.terms, term in tables.lemmas, term in named)
            terms.append((term, numbers[term], len(weights), max(weights, default=0), *known))
        made: dict[str, list[Row]] = {
            "terms": terms,
            "exceptions": list(tables.exceptions.items()),
            "stems": [(word, as_json(some)) for word, some in tables.stems.items()],
            "parts": [(word, as_json(some)) for word, some in tables.parts.items()],
            "concepts": [(" ".join(phrase), as_json(list(some))) for phrase, some in tables.concepts.items()],
            "collection": [
                ("settings", as_json(dict(self.collection.settings.data))),
                ("top", as_json(self.index.top)),
                ("sound", as_json(packed(tables.sound.bits))),
            ],
        }
        state = digest([sorted(hashes), {name: sorted(rows) for name, rows in made.items()}])
        made["collection"].append(("state", as_json(state)))
        return made


def key_of(record: Record) -> Key:
    """What names a record in the whole collection: its type, its list when it is a begrip, and its id."""
    return record.kind.name, record.kind.list_name, record.id


def as_json(value: Any) -> str:
    """A value as JSON that is the same for the same value."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def digest(value: Any) -> str:
    """A short name for a value, another one for every other value."""
    return hashlib.sha256(as_json(value).encode()).hexdigest()[:32]


def packed(bits: bytes | bytearray) -> str:
    """Bits that have a byte each, as hexadecimal digits with the first bit highest; their count stands before it."""
    return f"{len(bits)}:{int(''.join(map(str, bits)) or '0', 2):x}"


def export(contents: Contents, where: str) -> Change:
    """Bring the database at an address up to date. Raises `ParadeError` when that cannot be done."""
    with told_wrong(where), connect(where) as connection:
        with connection.transaction(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", (LOCK,))
            migrate(cursor)
            change = _update(cursor, contents)
            cursor.execute(schema.INDEXES.format(schema=SCHEMA))
        if change.written or change.gone:
            connection.autocommit = True  # what was deleted makes room, and the planner knows the new sizes
            for table in ("records", *schema.OF_A_RECORD, *schema.LEXICON):
                connection.execute(f"VACUUM (ANALYZE) {SCHEMA}.{table}")
    return change


def migrate(cursor: Any) -> None:
    """Take the steps that the tables lack, and give the reading role its rights."""
    from psycopg import errors

    try:
        with cursor.connection.transaction():
            cursor.execute(schema.ROLE)
    except errors.InsufficientPrivilege as error:
        raise ParadeError(
            f"Je mag in deze database geen rol maken. Vraag de beheerder om: CREATE ROLE {schema.READER} NOLOGIN;"
        ) from error
    cursor.execute(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
    cursor.execute(f"CREATE TABLE IF NOT EXISTS {SCHEMA}.version (number integer NOT NULL)")
    found = cursor.execute(f"SELECT coalesce(max(number), 0) FROM {SCHEMA}.version").fetchone()[0]
    if found > len(schema.STEPS):
        raise ParadeError(
            f"De tabellen zijn van een nieuwere Parade (versie {found}; deze kent {len(schema.STEPS)}). "
            "Werk Parade bij met: pip install --upgrade parade"
        )
    for step in schema.STEPS[found:]:
        cursor.execute(step.format(schema=SCHEMA))
    if found < len(schema.STEPS):
        cursor.execute(f"DELETE FROM {SCHEMA}.version")
        cursor.execute(f"INSERT INTO {SCHEMA}.version VALUES (%s)", (len(schema.STEPS),))
        cursor.execute(schema.GRANTS.format(schema=SCHEMA))


def _update(cursor: Any, contents: Contents) -> Change:
    every = {each.key: each for each in contents.records}
    cursor.execute(f"SELECT type, list, id, number, hash FROM {SCHEMA}.records")
    old = {(type, list_name, id): (number, hash) for type, list_name, id, number, hash in cursor}
    numbers = _numbered(every, {key: number for key, (number, _) in old.items()})
    cursor.execute(f"SELECT term, number FROM {SCHEMA}.terms")
    terms = _numbered(contents.terms, dict(cursor.fetchall()))
    gone = [number for key, (number, _) in old.items() if key not in every]
    hashes = {key: each.hash for key, each in every.items()}
    fresh = [each for key, each in every.items() if key not in old or old[key][1] != hashes[key]]
    replaced = [*gone, *(numbers[each.key] for each in fresh if each.key in old)]
    if replaced:
        cursor.execute(f"DELETE FROM {SCHEMA}.records WHERE number = ANY(%s)", (replaced,))
        for table in schema.OF_A_RECORD:
            cursor.execute(f"DELETE FROM {SCHEMA}.{table} WHERE record = ANY(%s)", (replaced,))
    for table, columns, rows in _rows(fresh, numbers, terms):
        _copy(cursor, f"{SCHEMA}.{table} ({', '.join(columns)})", rows)
    for table, small in contents.lexicon(terms, hashes.values()).items():
        _sync(cursor, table, small)
    return Change(len(every), len(fresh), len(gone))


def _numbered(keys: Iterable[Any], old: Mapping[Any, int]) -> dict[Any, int]:
    """A number for each key: the one it has, or one that no other has or had among these."""
    after = max(old.values(), default=0)
    numbers = {}
    for key in keys:
        number = old.get(key)
        if number is None:
            after = number = after + 1
        numbers[key] = number
    return numbers


def _rows(
    records: list[Written], numbers: Mapping[Key, int], terms: Mapping[str, int]
) -> Iterator[tuple[str, tuple[str, ...], Iterator[Row]]]:
    """The rows of records by table, with the columns that they fill."""
    by_id = {key[2]: number for key, number in numbers.items() if key[0] == VOORBEELD.name}
    searched = [(numbers[each.key], each) for each in records if each.searched]
    yield (
        "records",
        schema.RECORDS,
        ((numbers[each.key], *each.key, each.url, each.hash, each.data) for each in records),
    )
    rows: dict[str, Iterator[Row]] = {
        "searched": ((number, each.key[2], each.told, each.newest) for number, each in searched),
        "weights": ((number, terms[term], weight) for number, each in searched for term, weight in each.weights),
        "neighbours": ((number, at, by_id[id]) for number, each in searched for at, id in enumerate(each.near)),
        "facets": ((number, *facet) for number, each in searched for facet in each.facets),
    }
    for table, columns in schema.OF_A_RECORD.items():
        yield table, columns, rows[table]


def _copy(cursor: Any, target: str, rows: Iterable[Row]) -> None:
    with cursor.copy(f"COPY {target} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _sync(cursor: Any, table: str, rows: list[Row]) -> None:
    """Make a small table hold these rows, and write only what differs."""
    name, key = f"{SCHEMA}.{table}", schema.LEXICON[table]
    cursor.execute(f"CREATE TEMP TABLE fresh_{table} (LIKE {name}) ON COMMIT DROP")
    _copy(cursor, f"fresh_{table}", rows)
    gone = f"SELECT {key} FROM (SELECT * FROM {name} EXCEPT SELECT * FROM fresh_{table}) AS gone"
    cursor.execute(f"DELETE FROM {name} WHERE {key} IN ({gone})")
    cursor.execute(f"INSERT INTO {name} SELECT * FROM fresh_{table} EXCEPT SELECT * FROM {name}")


# --- as a file ---


def files(collection: Collection) -> dict[str, bytes]:
    """The same tables as one file for `psql`, by its name."""
    return {FILE: script(Contents(collection))}


def script(contents: Contents) -> bytes:
    """What `psql` reads: it puts the tables in a database in the place of what that had."""
    return "".join(f"{line}\n" for line in _script(contents)).encode()


def _script(contents: Contents) -> Iterator[str]:
    records = contents.records
    numbers = _numbered([each.key for each in records], {})
    terms = _numbered(contents.terms, {})
    yield f"-- {FILE}: a whole collection of Parade. Load it with: psql --set ON_ERROR_STOP=1 --file {FILE} DATABASE"
    yield "BEGIN;"
    yield schema.ROLE
    yield f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE;"
    yield f"CREATE SCHEMA {SCHEMA};"
    yield f"CREATE TABLE {SCHEMA}.version (number integer NOT NULL);"
    yield f"INSERT INTO {SCHEMA}.version VALUES ({len(schema.STEPS)});"
    for step in schema.STEPS:
        yield step.format(schema=SCHEMA)
    for table, columns, rows in _rows(records, numbers, terms):
        yield from _copied(f"{table} ({', '.join(columns)})", rows)
    for table, some in contents.lexicon(terms, [each.hash for each in records]).items():
        yield from _copied(table, iter(some))
    yield schema.INDEXES.format(schema=SCHEMA)
    yield schema.GRANTS.format(schema=SCHEMA)
    yield "COMMIT;"
    yield "ANALYZE;"


def _copied(target: str, rows: Iterator[Row]) -> Iterator[str]:
    yield f"COPY {SCHEMA}.{target} FROM STDIN;"
    for row in rows:
        yield "\t".join(_cell(value) for value in row)
    yield "\\."


def _cell(value: Any) -> str:
    """A value as the text form of COPY has it."""
    if isinstance(value, bool):
        return "t" if value else "f"
    text = str(value)
    for sign, code in (("\\", "\\\\"), ("\t", "\\t"), ("\n", "\\n"), ("\r", "\\r")):
        text = text.replace(sign, code)
    return text
