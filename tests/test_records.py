"""Records from YAML and back: values stay the text that was typed, with the place of each."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parade.check.checks import check_record
from parade.model.fields import KINDS, LISTS, VOORBEELD, Field, Kind, Type
from parade.model.problems import Level
from parade.model.record import Collection, Record, dotted
from parade.places import register
from parade.read import signs
from parade.read.records import read, read_folder
from parade.read.write import write
from tests.conftest import EXAMPLES, KEY, ROOT, TODAY, only, read_text, told

ALL_KINDS = [*KINDS.values(), *LISTS.values()]


@pytest.mark.parametrize(
    "text", ["10:30", "no", "ja", "0x10", "1e3", "2014-10-15", "0800", "1_000", ".inf", "true", "="]
)
def test_values_stay_text(text: str) -> None:
    """What YAML takes for a number, date or truth value stays what the writer typed."""
    records, problems = read_text(f"titel: {text}\n")
    assert records[0]["titel"] == text
    assert problems == []


@pytest.mark.parametrize("text", ["~", "", "''", '"  "'])
def test_empty_field(text: str) -> None:
    """A field without text is left out, with a tip when it is really empty."""
    records, problems = read_text(f"{KEY}status: {text}\n")
    if text == "~":
        assert records[0]["status"] == "~"
    else:
        assert "status" not in records[0]
        assert (only(problems).level, only(problems).line) == (Level.TIP, 2)
        assert "haal de regel weg" in only(problems).message


# What stands in the file, the line, column and field told, and a part of the message that names the cure.
MISTAKES = {
    "unknown field": (f"{KEY}Kern: a\n", 2, 1, "", 'Bedoelde je "kern"?'),
    "field twice": (f"{KEY}kern: a\nkern: b\n", 3, 1, "kern", "Haal er één weg"),
    "unknown part of a group": (f"{KEY}kosten:\n  klas: a\n", 3, 3, "kosten", 'Bedoelde je "klasse"?'),
    "text for a list": (f"{KEY}lessen: a\n", 2, 9, "lessen", "Zet elk onderdeel op een eigen regel"),
    "fields for a list": (f"{KEY}lessen:\n  a: b\n", 3, 3, "lessen", "Zet elk onderdeel op een eigen regel"),
    "list for a text": (f"{KEY}kern:\n  - a\n", 3, 3, "kern", "Haal het streepje weg"),
    "fields for a text": (f"{KEY}lessen:\n  - a\n  - Let op: b\n", 4, 5, "lessen.2", 'Schrijf: - "Let op: b"'),
    "text for a group": (f"{KEY}bronnen:\n  - a\n", 3, 5, "bronnen.1", "titel, url"),
    "own tag": (f"{KEY}kern: !ik a\n", 2, 7, "kern", "mag niet beginnen met !"),
    "python tag": (f"{KEY}kern: !!python/object:os.system a\n", 2, 7, "kern", "mag niet beginnen met !"),
    "python tag on a list": (f"{KEY}lessen: !!python/tuple [a]\n", 2, 9, "lessen", "Haal !!python/tuple weg"),
    "python tag on a group": (
        f"{KEY}kosten: !!python/object:a.b {{klasse: a}}\n",
        2,
        9,
        "kosten",
        "Haal !!python/object:a.b weg",
    ),
    "two lines": ("titel: |-\n  a\n  b\n", 1, 8, "titel", "Haal de regeleinden weg"),
    "invisible code": ('titel: "a\\e[31mb"\n', 1, 8, "titel", "U+001B"),
    "turning code": ('titel: "a\\u202eb"\n', 1, 8, "titel", "U+202E"),
    "list of fields": ("- a\n", 1, 1, "", "Begin met: titel"),
    "one text": ("zomaar een tekst\n", 1, 1, "", "Schrijf: titel: zomaar een tekst"),
    "list as a name": (KEY + "kern: b\n? [a, b]\n: c\n", 3, 3, "", "bestaat niet"),
    "name of two lines": (KEY + 'kern: b\n"a\\n::error::b": c\n', 3, 1, "", '"a ::error::b"'),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_mistake(mistake: str) -> None:
    """Each mistake in the shape of a record is a fout at its own place that names the cure."""
    text, line, column, field, cure = MISTAKES[mistake]
    problem = only(read_text(text)[1])
    assert (problem.line, problem.column, problem.field) == (line, column, field)
    assert cure in problem.message
    assert problem.level is Level.FOUT


def test_codes_in_a_text_are_taken_out() -> None:
    """What a terminal would obey is no longer in the value."""
    records, _ = read_text('titel: "a\\e[31mb"\n')
    assert records[0]["titel"].isprintable()


@pytest.mark.parametrize("text", ["titel: Wijk #3\n", "titel: a\nlessen:\n  - Wijk #3\n"])
def test_hidden_comment(text: str) -> None:
    """Text that YAML drops after # is a tip."""
    problem = only(read_text(text)[1])
    assert problem.level is Level.TIP
    assert "Wat na # staat, valt weg" in problem.message


@pytest.mark.parametrize(
    "text",
    ['titel: "Wijk #3"\n', "titel: Wijk#3\n", "# uitleg\ntitel: a\n# uitleg\nkern: b\n", "kern: |-\n  a\n  # b\n"],
)
def test_no_hidden_comment(text: str) -> None:
    """A # within quotes, words, blocks or on a line of its own hides nothing."""
    assert read_text(text)[1] == []


@pytest.mark.parametrize(
    ("id", "better"),
    [("Samen_Doen", "samen-doen"), ("één", "een"), ("a" * 101, "a" * 100), ("...", "naam-van-het-voorbeeld")],
)
def test_file_name(id: str, better: str) -> None:
    """A file name that cannot be an address is told a better one."""
    assert f'"{better}.yml"' in only(read_text(KEY, id=id)[1]).message


def test_list_of_terms() -> None:
    """A list of begrippen gives a record for each; what is not a list is told how to begin."""
    records, problems = read_text("- naam: a b\n- naam: c\n", LISTS["themas"])
    assert [record.id for record in records] == ["a-b", "c"]
    assert problems == []
    assert "- naam:" in only(read_text("naam: a\n", LISTS["themas"])[1]).message


def test_terms_without_a_name_stay_apart() -> None:
    """Terms without a name, or with one that leaves no address, each keep an id."""
    records, _ = read_text("- uitleg: a\n- uitleg: b\n- naam: 家\n", LISTS["themas"])
    assert len({record.id for record in records} - {""}) == 3


def test_same_id_twice(tmp_path: Path) -> None:
    """Two records of one kind and id are a fout at the second, since a collection keeps the first."""
    (tmp_path / "begrippen").mkdir(parents=True)
    (tmp_path / "begrippen" / "themas.yml").write_text("- naam: a b\n- naam: a-b\n- naam: a b\n", encoding="utf-8")
    _, problems = read_folder(tmp_path)
    assert len(problems) == 2
    assert all("heet net zo" in problem.message for problem in problems)


def test_places() -> None:
    """A record knows the line and column of each value, and the nearest for what is not there."""
    records, _ = read_text("titel: a\nbronnen:\n  - titel: b\n    url: https://c.nl\n")
    record = records[0]
    assert record.place("bronnen", 0, "url") == (4, 10)
    assert record.place("bronnen", 0, "datum") == (3, 5)
    assert record.place("kern") == (1, 1)
    assert dotted(("bronnen", 0, "url")) == "bronnen.1.url"


def test_place_after_a_left_out_item() -> None:
    """The place of a list item is right when one before it was left out."""
    records, _ = read_text("titel: a\nlessen:\n  -\n  - b\n")
    assert records[0]["lessen"] == ["b"]
    assert records[0].place("lessen", 0) == (4, 5)


def test_record_as_mapping() -> None:
    """A record is a mapping of its fields, named by its title, equal by kind, id and fields."""
    record = Record(VOORBEELD, "a", {"titel": "A"})
    assert dict(record) == {"titel": "A"}
    assert len(record) == 1
    assert (record.naam, record.url) == ("A", "voorbeelden/a/")
    assert Record(LISTS["werkzame_elementen"], "b", {}).url == "werkzame-elementen/b/"
    assert record == Record(VOORBEELD, "a", {"titel": "A"}, "elders.yml")
    assert len({record, Record(VOORBEELD, "a", {"titel": "A"}, "elders.yml")}) == 1


def test_collection() -> None:
    """A collection finds records by folder and id, terms by name, and is ordered by id."""
    collection = Collection(
        [Record(VOORBEELD, "b", {}), Record(VOORBEELD, "a", {}), Record(LISTS["themas"], "t", {"naam": "T"})]
    )
    assert collection.ids("voorbeelden") == ["a", "b"]
    assert collection.find("voorbeelden", "c") is None
    assert collection.term("themas", "T") is not None
    assert collection.terms("themas") == ["T"]
    assert len(list(collection)) == 3


def test_order_of_fields_is_that_of_the_definition() -> None:
    """The order in which fields are written does not matter."""
    assert list(read_text("kern: b\ntitel: a\n")[0][0]) == ["titel", "kern"]


# Printable letters in their composed form: what a person can type in a form.
LETTERS = st.characters(codec="utf-8").filter(lambda sign: sign.isprintable() and signs.visible(sign) == sign)
AWKWARD = st.sampled_from(
    [
        "- a",
        "# a",
        "a: b",
        "a #b",
        "'s-Gravenhage",
        '"a" b',
        "no",
        "10:30",
        "~",
        "null",
        "2014-10-15",
        "!!str a",
        "&a",
        "*a",
        "@a",
        "%a",
        "`a`",
        "| a",
        "> a",
        "? a",
        "---",
        "...",
        "[a]",
        "{a: b}",
        "a:",
        ",",
        "=",
        "<<",
        "a  b",
        "\\n",
        "a\\",
        "👩\u200d🌾 ĳ é",
        "x" * 199,
    ]
)


def settled(text: str) -> str:
    """The text as reading gives it."""
    return unicodedata.normalize("NFC", text).strip()


LINES = (
    (st.text(LETTERS, min_size=1, max_size=150) | AWKWARD)
    .map(settled)
    .filter(lambda text: bool(text) and text.isprintable() and not signs.mend(text)[1])
    .filter(lambda text: not re.match(r"[<>]{7}", text))  # of a merge that is not finished
)
PROSE = (
    st.lists(LINES | st.just("") | LINES.map("  ".__add__), min_size=1, max_size=5)
    .map("\n".join)
    .map(settled)
    .filter(bool)
)


def values(field: Field) -> st.SearchStrategy[Any]:
    """Any value that a field could hold, by its type alone."""
    one: st.SearchStrategy[Any] = PROSE if field.type is Type.PROSE else LINES
    if field.type is Type.GROUP:
        one = group(field.fields)
    if field.type is Type.GEMEENTE:  # reading understands other names, and so changes them
        return st.lists(st.sampled_from(list(register.gemeenten())), min_size=1, max_size=3, unique=True)
    return st.lists(one, min_size=1, max_size=3) if field.many else one


def group(fields: tuple[Field, ...]) -> st.SearchStrategy[dict[str, Any]]:
    """Some of these fields, at least one, in the order of their definition."""
    some = st.fixed_dictionaries({}, optional={field.name: values(field) for field in fields})
    return some.filter(bool).map(lambda data: {field.name: data[field.name] for field in fields if field.name in data})


@pytest.mark.parametrize("kind", ALL_KINDS, ids=lambda kind: kind.folder)
@given(data=st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
def test_read_of_write_is_the_record(kind: Kind, data: st.DataObject) -> None:
    """Every record of every kind is the same after it is written and read."""
    fields = data.draw(group(kind.fields))
    record = Record(kind, "naam", fields)
    found, problems = read(write(record).encode(), kind, "naam")
    assert [dict(each) for each in found] == [fields]
    assert problems == []
    if kind.folder in KINDS:
        assert found == [record]


def test_every_example_survives_writing() -> None:
    """Every record in tests/records/examples is the same after it is written and read."""
    for record in read_folder(ROOT / EXAMPLES)[0]:
        again, problems = read(write(record).encode(), record.kind, record.id)
        assert problems == []
        assert dict(again[0]) == dict(record)


def turned(value: Any, data: st.DataObject) -> Any:
    """The same value with every list in another order."""
    if isinstance(value, dict):
        return {name: turned(part, data) for name, part in value.items()}
    if isinstance(value, list):
        return data.draw(st.permutations([turned(part, data) for part in value]))
    return value


LIKELY = {
    Type.GEMEENTE: ["Dronten", "dronten", "Boxmeer", "Rhennen", "Atlantis"],
    Type.TERM: ["schulden", "Schulden", "rood staan", "schuldn", "ruimtevaart", "Wmo 2015"],
    Type.URL: ["https://a.nl", "http://a.nl", "ftp://a.nl"],
    Type.EMAIL: ["dag@a.nl", "dag"],
    Type.DATE: ["2014", "2999", "ooit"],
    Type.REFERENCE: ["buurthuis-utrecht", "buurthuis-utrech"],
    Type.FILE: ["a.jpg", "../a.jpg"],
    Type.LINE: ["a", "A", "á", "loopt", "iemand@voorbeeld.nl", "111222333"],
    Type.PROSE: ["a", "A", "<b>vet</b>", "06-12345678", "x" * 5000],
}


def likely(fields: tuple[Field, ...]) -> st.SearchStrategy[dict[str, Any]]:
    """Records with many mistakes, of which lists hold several."""
    parts = {}
    for field in fields:
        one: st.SearchStrategy[Any] = (
            likely(field.fields) if field.type is Type.GROUP else st.sampled_from(LIKELY[field.type])
        )
        parts[field.name] = st.lists(one, min_size=1, max_size=6) if field.many else one
    return st.fixed_dictionaries({}, optional=parts).filter(bool)


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.folder)
@given(data=st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_order_of_lists_never_changes_the_messages(kind: Kind, data: st.DataObject, collection: Collection) -> None:
    """A check that stops early would tell less when the order is another; none does."""
    fields = data.draw(likely(kind.fields))
    before = told(list(check_record(Record(kind, "naam", fields), collection, TODAY)))
    after = told(list(check_record(Record(kind, "naam", turned(fields, data)), collection, TODAY)))
    assert before == after


def test_a_record_cannot_take_the_address_of_its_list() -> None:
    """A file `index.yml`, or a begrip called index, is refused: its page would overwrite that of the list."""
    for text, kind, id in (("titel: Een naam\n", VOORBEELD, "index"), ("- naam: Index\n", LISTS["themas"], "themas")):
        _, problems = read(text.encode(), kind, id)
        problem = only(problems)
        assert problem.level is Level.FOUT
        assert 'De naam "index" is al in gebruik. Kies een andere naam.' in problem.message


@pytest.mark.parametrize("text", ["bronnen: ''", 'bronnen: " "', "lessen: ','", "gemeenten: ;"])
def test_a_list_of_which_nothing_is_left_is_told(text: str) -> None:
    """Quotes around nothing, where a list should be, are a problem and no fault of the program."""
    _, problems = read_text(text + "\n")
    assert any(problem.line == 1 for problem in problems)
