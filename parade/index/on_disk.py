"""The index of a collection on disk: opened at once while nothing changed, else brought up to date by record.

Beside the Whoosh files, which have the terms of each record and its sentences, stand `tables.json` (what reads a
question, and what is shown of each record) and `readings.json` (what each record's text says by itself). Whoosh
unpickles what it opens, so a folder is opened only when its seal is ours; see `read/kept.py`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from whoosh.filedb.filestore import RamStorage

from parade.index import postings, weights
from parade.index.bloom_filter import BloomFilter
from parade.index.lexicon import Lexicon, Tables
from parade.index.spans import Sentence
from parade.model.fields import KINDS
from parade.model.record import Record
from parade.places.names import Names
from parade.read.kept import keep, sealed_key

if TYPE_CHECKING:
    from parade.index.analyser import Reading
    from parade.index.index import Index

TABLES, READINGS = "tables.json", "readings.json"
SHOWN = ("titel", "gemeenten", "themas")  # of a record, what an answer needs


class KeptIndex:
    """The index in a folder, for who only asks questions; documents have the numbers that they had when it was made."""

    def __init__(self, folder: Path, told: Mapping[str, Any]) -> None:
        self.lengths: list[float] = told["lengths"]
        self.neighbours: list[list[int]] = told["neighbours"]
        self.problems: list[str] = told["problems"]
        self.records = [Record(KINDS["voorbeelden"], id, data) for id, data in told["records"]]
        self.lexicon = Lexicon(read_tables(told["tables"]), lambda term: len(self.impacts(term)))
        self.top = weights.top(len(self.records))
        self._told: list[int] = told["told"]
        self._reader = _storage(folder).open_index(schema=postings.schema()).reader()
        # Whoosh numbers documents as they came in.
        self._numbers: dict[int, int] = dict(told["numbers"])
        self._whoosh = {number: doc for doc, number in self._numbers.items()}
        self._mean = weights.mean(self.lengths)
        self._impacts: dict[str, dict[int, int]] = {}

    def impacts(self, term: str) -> dict[int, int]:
        """The word's weight in each record that has it; see `weights.py`."""
        if term not in self._impacts:
            found = {self._numbers[doc]: count for doc, count in postings.counts(self._reader, term).items()}
            self._impacts[term] = weights.impacts(found, self.lengths, self._mean) if found else {}
        return self._impacts[term]

    def read(self, doc: int) -> list[Sentence]:
        """The sentences of a record, each with its field and what stands where in it."""
        stored = self._reader.stored_fields(self._whoosh[doc])["told"]
        return [(veld, tekst, found) for veld, tekst, found in json.loads(stored)]

    def told(self, doc: int) -> int:
        """How much of what it could tell a record tells, of a hundred."""
        return self._told[doc]


def open_kept(folder: Path, key: str) -> KeptIndex | None:
    """The index in a folder, when it was made of what has this key; else None."""
    if sealed_key(folder) != key:
        return None
    return KeptIndex(folder, json.loads((folder / TABLES).read_text("utf-8")))


def kept_readings(folder: Path) -> dict[str, Reading]:
    """What the records said when the index in a folder was made, by key; nothing where none is to be believed."""
    from parade.index.analyser import Reading

    if not sealed_key(folder):
        return {}
    found = {}
    for key, told in json.loads((folder / READINGS).read_text("utf-8")).items():
        words, shortened = ({tuple(names): count for names, count in told[part]} for part in ("words", "shortened"))
        found[key] = Reading(words, shortened, told["named"], told["written"])
    return found


def save(folder: Path, key: str, index: Index, neighbours: Sequence[Sequence[int]], problems: Iterable[str]) -> None:
    """Bring the index in a folder up to date; only the records that changed are written to Whoosh again."""

    def fill(made: Path) -> None:
        numbers = _update(made, index)
        told = {
            "records": [(each.id, {name: each[name] for name in SHOWN if name in each}) for each in index.records],
            "lengths": index.lengths,
            "told": [index.told(doc) for doc in range(len(index.records))],
            "neighbours": neighbours,
            "problems": list(problems),
            "numbers": numbers,
            "tables": tables_as_json(index.lexicon.tables),
        }
        _write(made / TABLES, told)
        analyser = index.analyser
        _write(made / READINGS, dict(zip(analyser.keys, map(_reading_as_json, analyser.readings), strict=True)))

    keep(folder, key, fill)


def _write(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")), "utf-8")


def _reading_as_json(reading: Reading) -> dict[str, Any]:
    return {
        "words": list(reading.words.items()),
        "shortened": list(reading.shortened.items()),
        "named": reading.named,
        "written": reading.written,
    }


def _storage(folder: Path) -> RamStorage:
    """Whoosh's files, read whole, so that none stays open."""
    storage = RamStorage()
    storage.files = {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix in {".seg", ".toc"}}
    return storage


def _update(folder: Path, index: Index) -> list[tuple[int, int]]:
    """Write to the Whoosh index in a folder what differs; gives Whoosh's number of each record, and ours."""
    storage = _storage(folder)
    schema = postings.schema()
    whoosh = storage.open_index(schema=schema) if storage.files else storage.create_index(schema)
    with whoosh.reader() as reader:
        old = {fields["id"]: fields["digest"] for _, fields in reader.iter_docs()}
    writer = whoosh.writer(limitmb=256)
    for gone in old.keys() - {record.id for record in index.records}:
        writer.delete_by_term("id", gone)
    for doc, record in enumerate(index.records):
        terms, told = index.terms(doc), json.dumps(index.read(doc), ensure_ascii=False)
        digest = sha256(repr((sorted(terms.items()), told)).encode()).hexdigest()
        if old.get(record.id) != digest:
            writer.update_document(id=record.id, terms=terms, told=told, digest=digest)
    writer.commit()
    for path in folder.iterdir():
        if path.name not in storage.files:
            path.unlink()
    for name, content in storage.files.items():
        (folder / name).write_bytes(content)
    ours = {record.id: doc for doc, record in enumerate(index.records)}
    with whoosh.reader() as reader:
        return [(doc, ours[fields["id"]]) for doc, fields in reader.iter_docs()]


# --- the word tables ---

_AS_DIGITS, _AS_BITS = bytes.maketrans(b"\x00\x01", b"01"), bytes.maketrans(b"01", b"\x00\x01")


def tables_as_json(tables: Tables) -> dict[str, Any]:
    """The tables as what JSON can hold."""
    return {
        "terms": sorted(tables.terms),
        "lemmas": sorted(tables.lemmas),
        "exceptions": tables.exceptions,
        "stems": tables.stems,
        "parts": tables.parts,
        "concepts": {" ".join(phrase): named for phrase, named in tables.concepts.items()},
        "named": tables.named,
        "places": dict(tables.places.told),
        "sound": bytes(tables.sound.bits).translate(_AS_DIGITS).decode(),
    }


def read_tables(told: Mapping[str, Any]) -> Tables:
    """The tables from that."""
    return Tables(
        terms=set(told["terms"]),
        lemmas=set(told["lemmas"]),
        exceptions=told["exceptions"],
        stems=told["stems"],
        parts=told["parts"],
        concepts={tuple(phrase.split(" ")): named for phrase, named in told["concepts"].items()},
        named=told["named"],
        places=Names(told["places"]),
        sound=BloomFilter(told["sound"].encode().translate(_AS_BITS)),
    )
