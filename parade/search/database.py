"""Search in a database that `parade export --format postgres` filled: the same hits, order, scores and proof.

A question is taken apart here, with the same tables of words; sums and order are SQL (`database_rule.py`); the proof
of the few hits is made by `Search` itself, on those few records. One question sees one state of the database.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from parade.dutch.words import fold
from parade.index.bloom_filter import BloomFilter
from parade.index.lexicon import Lexicon, Tables
from parade.index.sentences import sentences
from parade.index.spans import Sentence, Spans, spans
from parade.model.problems import ParadeError
from parade.model.record import Record
from parade.model.settings import Settings
from parade.places import names
from parade.search import nearby
from parade.search.database_rule import query
from parade.search.question import SELF, Question, take_apart
from parade.search.search import LOOKED_AT, WEAK, Answer, Hit, Search, asked_for, nearest_themas

if TYPE_CHECKING:
    import psycopg

EXTRA = "pip install 'parade[postgres]'"
SECONDS = 10  # to find a server
SENTENCES = 20_000  # that are remembered as read: some 50 MB


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for beside the question, as in the browser.

    `filters` has for each facet its chosen values; of `exact` no typing error is mended; `home` is the visitor's own
    municipality; with `newest` the newest of what fits come first; with `counting` the values of facets are counted.
    """

    limit: int = 10
    filters: Mapping[str, Sequence[str]] = field(default_factory=dict)
    exact: Sequence[str] = ()
    home: str = ""
    newest: bool = False
    counting: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """An answer with what a page tells beside it: how many records there are in all, and facet, value and count."""

    answer: Answer
    total: int
    counts: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True, slots=True)
class Term:
    """A term in the database: its number, how many records have it, and its highest weight there."""

    number: int
    holding: int
    highest: int


class Known:
    """All that is read once for a state of the database: words, figures and names, but no record."""

    def __init__(self, cursor: psycopg.Cursor[Any], state: str) -> None:
        self.state = state
        self._spans: dict[str, Spans] = {}
        told = dict(cursor.execute("SELECT name, value FROM parade.collection").fetchall())
        self.settings = Settings(told["settings"])
        self.kind = self.settings.kinds["voorbeelden"]
        self.top = float(told["top"])
        self.terms: dict[str, Term] = {}
        tables = Tables(sound=BloomFilter(_unpacked(told["sound"])))
        cursor.execute("SELECT term, number, holding, highest, is_term, is_lemma, is_named FROM parade.terms")
        for term, number, holding, highest, is_term, is_lemma, is_named in cursor:
            self.terms[term] = Term(number, holding, highest)
            tables.terms.update([term] if is_term else [])
            tables.lemmas.update([term] if is_lemma else [])
            tables.named += [term] if is_named else []
        tables.named.sort()
        tables.exceptions = dict(cursor.execute("SELECT word, lemma FROM parade.exceptions").fetchall())
        tables.stems = dict(cursor.execute("SELECT word, terms FROM parade.stems").fetchall())
        tables.parts = dict(cursor.execute("SELECT word, terms FROM parade.parts").fetchall())
        concepts = cursor.execute("SELECT phrase, terms FROM parade.concepts").fetchall()
        tables.concepts = {tuple(phrase.split(" ")): some for phrase, some in concepts}
        tables.places = names.named() if self.settings.plaatsen else names.Names()
        self.lexicon = Lexicon(tables, self.held)
        self.counts: dict[str, dict[str, int]] = defaultdict(dict)
        cursor.execute("SELECT facet, value, count(*) FROM parade.facets GROUP BY facet, value")
        for facet, value, count in cursor:
            self.counts[facet][value] = count
        self.themas = self.counts["thema"]
        list_of = self.settings.lists["themas"]
        cursor.execute("SELECT id, data FROM parade.records WHERE list = 'themas' ORDER BY id")
        themas = [Record(list_of, id, data) for id, data in cursor]
        self.addresses = {thema.naam: thema.url for thema in themas}

    def read(self, record: Record) -> list[Sentence]:
        """The sentences of a record; those that are found often are read once."""
        return [(veld, tekst, self._read(tekst)) for veld, tekst in sentences(record)]

    def _read(self, tekst: str) -> Spans:
        found = self._spans.get(tekst)
        if found is None:
            found = spans(tekst, self.lexicon)
            if len(self._spans) >= SENTENCES:
                self._spans.clear()
            self._spans[tekst] = found
        return found

    def held(self, term: str) -> int:
        """In how many records a term is."""
        return self.terms[term].holding if term in self.terms else 0

    def in_use(self, filters: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
        """The filters without what no record has any more."""
        kept = {
            facet: [each for each in values if each in self.counts.get(facet, {})] for facet, values in filters.items()
        }
        return {facet: values for facet, values in kept.items() if values}

    def numbers(self, terms: Iterable[str]) -> list[int]:
        """The numbers of those of the terms that records have."""
        return [self.terms[term].number for term in terms if self.held(term)]


class Few:
    """A few records of the database as something to search in: what `Search` needs to tell why they are hits."""

    def __init__(self, known: Known, records: Sequence[Record], impacts: Mapping[str, Mapping[int, int]]) -> None:
        self.records = records
        self.known = known
        self.lexicon = known.lexicon
        self.top = known.top
        self._impacts = impacts

    def impacts(self, term: str) -> Mapping[int, int]:
        """A term's weight in each of the few that has it."""
        return self._impacts.get(term, {})

    def read(self, doc: int) -> Sequence[Sentence]:
        """The sentences of a record, with their fields and what stands where in them."""
        return self.known.read(self.records[doc])

    def told(self, doc: int) -> int:
        """Not needed here: the database has counted it in."""
        return 0


class DatabaseSearch:
    """Answers questions from a database; one connection, so one question at a time."""

    def __init__(self, connection: psycopg.Connection[Any], known: Known | None = None) -> None:
        from psycopg import IsolationLevel

        connection.isolation_level = IsolationLevel.REPEATABLE_READ  # all that an answer needs is of one state
        connection.read_only = True
        self.connection = connection
        self.known = known

    def ask(self, question: str, limit: int = 10) -> list[Hit]:
        """The best records for a question, best first; equal scores in order of id."""
        return list(self.answer(question, limit).hits)

    def answer(self, question: str, limit: int = 10) -> Answer:
        """The hits and all that there is to tell about them."""
        return self.tell(question, Wanted(limit)).answer

    def tell(self, question: str, wanted: Wanted) -> Told:
        """The answer with all that a page tells beside it."""
        with self.connection.transaction(), self.connection.cursor() as cursor:
            known = self.newest(cursor)
            asked = take_apart(question, known.lexicon, wanted.exact)
            wanted = replace(wanted, filters=known.in_use(wanted.filters))
            return _Asked(known, cursor, asked, wanted).told()

    def newest(self, cursor: psycopg.Cursor[Any]) -> Known:
        """What is known of the state that this transaction sees."""
        row = cursor.execute("SELECT value FROM parade.collection WHERE name = 'state'").fetchone()
        state = str(row[0]) if row else ""
        if self.known is None or self.known.state != state:
            self.known = Known(cursor, state)
        return self.known


class _Asked:
    """One question on its way to an answer."""

    def __init__(self, known: Known, cursor: psycopg.Cursor[Any], asked: Question, wanted: Wanted) -> None:
        self.known, self.cursor, self.asked, self.wanted = known, cursor, asked, wanted
        self.found = [any(map(known.held, word.forms)) for word in asked.words]
        pairs = list(zip(asked.words, self.found, strict=True))
        self.subject = any(found and not word.empty and not word.place for word, found in pairs)
        home = nearby.find(wanted.home, known.lexicon.tables.places) if wanted.home else None
        self.around = asked.place or home

    def told(self) -> Told:
        asked, wanted = self.asked, self.wanted
        demands = self.demands()
        parameters = self.parameters() | {f"demand{at}": some for at, (_, some) in enumerate(demands)}
        text = query([kind for kind, _ in demands], bool(wanted.filters), wanted.counting, wanted.newest)
        row = self.cursor.execute(text, parameters).fetchone()
        assert row is not None
        best, good, faint, total, counts, here = row
        best = best or []
        shown = best[: wanted.limit]
        hits = self.hits([(record, score, fit) for record, _, score, fit in shown])
        words = list(zip(asked.words, self.found, strict=True))
        answer = Answer(
            tuple(hits),
            good,
            faint,
            self.subject,
            nearby.told(asked.place, here) if asked.place else "",
            tuple((word.written, word.read) for word in asked.words if word.mended),
            tuple(word.written for word, found in words if not (found or word.empty or word.place)),
            () if good and self.subject else self.themas([(record, score) for record, _, score, _ in best]),
        )
        return Told(answer, total, tuple((facet, value, number) for facet, value, number in counts or ()))

    def parameters(self) -> dict[str, Any]:
        """The question as the query wants it."""
        known, asked, wanted = self.known, self.asked, self.wanted
        forms = [
            (at, known.terms[form], share)
            for at, word in enumerate(asked.words)
            for form, share in word.forms.items()
            if known.held(form)
        ]
        most = [0] * len(asked.words)
        for at, term, share in forms:
            most[at] = max(most[at], share * term.highest)
        boosts = nearby.boosts(self.around) if self.around else {}
        return {
            "words": [at for at, _, _ in forms],
            "terms": [term.number for _, term, _ in forms],
            "shares": [share for _, _, share in forms],
            "gemeenten": list(boosts),
            "boosts": [near.boost for near in boosts.values()],
            "insides": [near.inside for near in boosts.values()],
            "alone": int(not self.subject and asked.place is not None),
            "subject": self.subject,
            "placed": asked.place is not None,
            "asked": known.top * SELF * asked_for(asked.words, most, known.top),
            "without": known.numbers(asked.without),
            "filters": list(wanted.filters),
            "facets": [facet for facet, values in wanted.filters.items() for _ in values],
            "values": [value for values in wanted.filters.values() for value in values],
            "home": bool(wanted.home) and asked.place is None,
            "limit": max(wanted.limit, LOOKED_AT),
        }

    def demands(self) -> list[tuple[str, list[Any]]]:
        """What the question demands, each with the municipalities, themas or terms that meet it."""
        asked, known = self.asked, self.known
        made: list[tuple[str, list[Any]]] = []
        if asked.gemeente and (place := nearby.find(asked.gemeente, known.lexicon.tables.places)):
            made.append(("gemeente", list(place.place.gemeenten)))
        if asked.thema:
            wanted = fold(asked.thema)
            made.append(("thema", [thema for thema in known.themas if fold(thema) == wanted]))
        return made + [("must", known.numbers([lemma])) for lemma in asked.must]

    def themas(self, best: list[tuple[int, int]]) -> tuple[str, ...]:
        """The themas that lie near."""
        first = dict(best[:LOOKED_AT])
        themas = "SELECT record, value FROM parade.facets WHERE facet = 'thema' AND record = ANY(%s)"
        found = self.cursor.execute(themas, (list(first),)).fetchall()
        return nearest_themas(self.known.themas, [(value, first[record]) for record, value in found])

    def hits(self, best: list[tuple[int, int, float]]) -> list[Hit]:
        """The best records (number, score, fit) with why they are hits."""
        if not best:
            return []
        records, near = self.records([number for number, _, _ in best])
        places = {number: at for at, number in enumerate(records)}
        few = Few(self.known, list(records.values()), self.impacts(places))
        search = Search(few, [[places[other] for other in near.get(number, ())] for number in records])
        scores = [search.score(word) for word in self.asked.words]
        own: dict[int, int] = defaultdict(int)
        for each in scores:
            for doc, (points, _) in each.items():
                own[doc] += points
        around = nearby.of(self.around, search.where) if self.around else {}
        made = []
        for number, score, fit in best:
            doc = places[number]
            why = search.why(doc, self.asked, scores, own, around)
            made.append(Hit(records[number], score, "goed" if fit >= WEAK else "deels", *why))
        return made

    def records(self, numbers: list[int]) -> tuple[dict[int, Record], dict[int, list[int]]]:
        """Those records and their neighbours by number, of neighbours only the title; and the neighbours of each."""
        near: dict[int, list[int]] = defaultdict(list)
        told = "SELECT record, neighbour FROM parade.neighbours WHERE record = ANY(%s) ORDER BY record, rank"
        for record, neighbour in self.cursor.execute(told, (numbers,)):
            near[record].append(neighbour)
        others = {other for some in near.values() for other in some} - set(numbers)
        whole = "SELECT number, id, data FROM parade.records WHERE number = ANY(%s)"
        title = (
            "SELECT number, id, jsonb_build_object('titel', data -> 'titel') FROM parade.records WHERE number = ANY(%s)"
        )
        found = [
            *self.cursor.execute(whole, (numbers,)).fetchall(),
            *self.cursor.execute(title, (list(others),)).fetchall(),
        ]
        return {number: Record(self.known.kind, id, data) for number, id, data in found}, near

    def impacts(self, places: Mapping[int, int]) -> dict[str, dict[int, int]]:
        """The weights of the forms of the question in records, by their place among them."""
        known = self.known
        names = {known.terms[form].number: form for word in self.asked.words for form in word.forms if known.held(form)}
        weights = "SELECT term, record, weight FROM parade.weights WHERE term = ANY(%s) AND record = ANY(%s)"
        found: dict[str, dict[int, int]] = defaultdict(dict)
        for term, record, weight in self.cursor.execute(weights, (list(names), list(places))):
            found[names[term]][places[record]] = weight
        return found


def _unpacked(told: str) -> bytes:
    """Bits as `packed` in data/postgres.py wrote them, a byte each."""
    count, digits = told.split(":")
    return bytes(map(int, f"{int(digits, 16):0{count}b}"))


# --- the connection ---


def connect(where: str) -> psycopg.Connection[Any]:
    """A connection to an address such as postgresql://host/database; raises what psycopg does."""
    import psycopg

    return psycopg.connect(where, connect_timeout=SECONDS, application_name="parade")


@contextmanager
def told_wrong(where: str) -> Iterator[None]:
    """Tells what a user can mend about a database as a `ParadeError`; a fault of the program stays what it is."""
    try:
        import psycopg
        from psycopg import conninfo, errors
    except ImportError as error:
        raise ParadeError(f"Voor PostgreSQL is nog een pakket nodig. Installeer het met: {EXTRA}") from error
    try:
        name = conninfo.conninfo_to_dict(where).get("dbname", "")
        yield
    except (errors.UndefinedTable, errors.InvalidSchemaName) as error:
        raise ParadeError(
            f'In de database "{name}" staat nog geen verzameling. Zet haar erin met: '
            "parade export --format postgres --out ADRES"
        ) from error
    except errors.InsufficientPrivilege as error:
        raise ParadeError(
            f'Je mag dit niet in de database "{name}": {_first_line(error)}. Vraag de beheerder om rechten. '
            "Om te zoeken is de rol parade_lezer genoeg."
        ) from error
    except (errors.ReadOnlySqlTransaction, errors.DiskFull, psycopg.OperationalError) as error:
        raise ParadeError(
            f"De database antwoordt niet zoals het moet: {_first_line(error)}. Controleer het adres, de naam en het "
            "wachtwoord, en of de server aan staat."
        ) from error
    except psycopg.ProgrammingError as error:
        if error.sqlstate:
            raise  # a fault of ours in SQL
        # What it says can hold the whole address, with the password.
        raise ParadeError(
            "Dit is geen adres van een database. Het ziet eruit als postgresql://naam@server/database"
        ) from None


def _first_line(error: Exception) -> str:
    return str(error).strip().split("\n")[0].rstrip(".")


def reach(where: str) -> None:
    """Raise `ParadeError` when there is no database at an address, before any work is done."""
    with told_wrong(where), connect(where):
        pass
