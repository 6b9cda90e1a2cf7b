"""The rules on records. The list of all messages is tests/records/alles-fout.txt.

Renew that list with `PARADE_GOLDEN=1 python -m pytest tests/test_checks.py`, and read what changed in it.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import Any

import pytest

from parade.check.checks import check, check_record
from parade.check.doubles import doubles
from parade.check.privacy import eleven_test
from parade.check.term_lists import begrippen
from parade.model.fields import KINDS, LISTS, VOORBEELD
from parade.model.problems import Level, Problem
from parade.model.record import Collection, Record
from tests.conftest import EXAMPLES, GOOD, RECORDS, ROOT, TODAY, only, run

GOLDEN = ROOT / RECORDS / "alles-fout.txt"

Checked = Callable[..., list[Problem]]


def test_golden() -> None:
    """The records with every mistake give exactly the messages of the golden list."""
    done = run("check", RECORDS / "alles-fout.yml", RECORDS / "toepassingen/alles-fout.yml", "--examples", EXAMPLES)
    if os.environ.get("PARADE_GOLDEN"):
        GOLDEN.write_text(done.stdout, encoding="utf-8")
    assert done.stdout.splitlines() == GOLDEN.read_text("utf-8").splitlines()
    assert (done.returncode, done.stderr) == (1, "")


def test_small_collection_has_no_errors(collection: Collection) -> None:
    """In the collection beside the golden list nothing is wrong."""
    assert all(problem.level is Level.TIP for problem in check(collection, TODAY))


def test_good_record(checked: Checked) -> None:
    """A record with only its required fields, all right, gives no problem."""
    assert checked() == []


# Fields that replace those of a good record, the field told, the level, and a part of the message.
BAD: dict[str, tuple[dict[str, Any], str, str, str]] = {
    "missing": ({"aanpak": None}, "aanpak", "fout", "ontbreekt. Wat doen jullie?"),
    "no place": ({"gemeenten": None}, "gemeenten", "fout", "(of regio) ontbreekt"),
    "missing in a group": ({"bronnen": [{"uitgever": "a"}]}, "bronnen.1.titel", "fout", "ontbreekt"),
    "gemeente and regio": ({"regio": "Achterhoek"}, "regio", "tip", "Eén van de twee"),
    "title too long": ({"titel": "a" * 101}, "titel", "fout", "101 tekens; hooguit 100"),
    "kern too long": ({"kern": "a" * 281}, "kern", "fout", "281 tekens; hooguit 280"),
    "no choice": ({"status": "lopt"}, "status", "fout", 'Bedoelde je "loopt"? Kies uit: plan, loopt'),
    "choice in a group": ({"inwoners": {"rol": "baas"}}, "inwoners.rol", "fout", "zelf aan zet"),
    "term nowhere": ({"themas": ["ruimtevaart"]}, "themas.1", "fout", "Kies uit: ontmoeten, schulden"),
    "term misspelt": ({"themas": ["schuldn"]}, "themas.1", "fout", 'Bedoelde je "schulden"?'),
    "term by another word": ({"themas": ["Rood staan"]}, "themas.1", "fout", 'Bedoelde je "schulden"?'),
    "term in capitals": ({"themas": ["Schulden"]}, "themas.1", "fout", 'Bedoelde je "schulden"?'),
    "too many": ({"themas": ["ontmoeten", "schulden", "wonen", "sport"]}, "themas", "fout", "hooguit 3 mag"),
    "too few": ({"vragen": ["Hoe dan?"]}, "vragen", "tip", "minstens 2"),
    "twice": ({"partners": ["a", "b", "a"]}, "partners.3", "fout", "staat er twee keer"),
    "twice but for case": ({"partners": ["Buurt", "buurt"]}, "partners.2", "fout", "staat er twee keer"),
    "no date": ({"gecontroleerd": "vorig jaar"}, "gecontroleerd", "fout", "is geen datum. Een jaar"),
    "no such day": ({"gecontroleerd": "2019-02-30"}, "gecontroleerd", "fout", "is geen datum"),
    "no such month": ({"gecontroleerd": "2019-13"}, "gecontroleerd", "fout", "is geen datum"),
    "year nought": ({"gecontroleerd": "0000"}, "gecontroleerd", "fout", "is geen datum"),
    "Dutch date": ({"gecontroleerd": "14-02-2019"}, "gecontroleerd", "fout", "is geen datum"),
    "long date": ({"gecontroleerd": "14 februari 2019"}, "gecontroleerd", "fout", "is geen datum"),
    "date in other digits": ({"gecontroleerd": "２０１９"}, "gecontroleerd", "fout", "is geen datum"),
    "date in words": ({"gecontroleerd": "3 maart 2024"}, "gecontroleerd", "fout", 'Bedoelde je "2024-03-03"?'),
    "no such date in words": ({"gecontroleerd": "30 feb 2024"}, "gecontroleerd", "fout", "geen datum. Een jaar"),
    "until now": ({"periode": {"tot": "heden"}}, "periode.tot", "fout", "Loopt het nog? Haal dit veld dan weg."),
    "to be filled in": ({"aanpak": "TODO"}, "aanpak", "tip", "zegt een lezer niets"),
    "nothing to say": ({"aanleiding": "n.v.t."}, "aanleiding", "tip", "zegt een lezer niets"),
    "future": ({"gecontroleerd": "2026-11-22"}, "gecontroleerd", "fout", "ligt in de toekomst"),
    "turned round": ({"periode": {"van": "2015", "tot": "2014-10"}}, "periode.tot", "fout", "Draai ze om"),
    "http": ({"bronnen": [{"titel": "a", "url": "http://a.nl"}]}, "bronnen.1.url", "tip", "https:// ook"),
    "ftp": ({"bronnen": [{"titel": "a", "url": "ftp://a.nl"}]}, "bronnen.1.url", "fout", "is geen webadres"),
    "image as a path": (
        {"beeld": {"bestand": "../a.jpg", "alt": "b"}},
        "beeld.bestand",
        "fout",
        "alleen een bestandsnaam",
    ),
    "image of a kind": (
        {"beeld": {"bestand": "a.gif", "alt": "b"}},
        "beeld.bestand",
        "fout",
        "alleen een bestandsnaam",
    ),
    "image without words": ({"beeld": {"bestand": "dorp.jpg"}}, "beeld.alt", "fout", "ontbreekt"),
    "image that is not there": (
        {"beeld": {"bestand": "drop.jpg", "alt": "b"}},
        "beeld.bestand",
        "fout",
        'je "dorp.jpg"?',
    ),
    "image with code": ({"beeld": {"bestand": "a.svg", "alt": "b"}}, "beeld.bestand", "fout", "Maak er een png van"),
    "e-mail": (
        {"aanpak": "Mail jan.de-wit+x@voorbeeld.nl."},
        "aanpak",
        "fout",
        '"jan.de-wit+x@voorbeeld.nl" is een e-mailadres',
    ),
    "BSN": ({"aanpak": "Nummer 111222333."}, "aanpak", "fout", '"111222333" lijkt een burgerservicenummer'),
    "in a list": ({"lessen": ["a", "<b>c</b>"]}, "lessen.2", "fout", "is opmaak of code"),
}


@pytest.mark.parametrize("rule", BAD)
def test_bad(rule: str, checked: Checked) -> None:
    """Each rule tells of one bad value, with its field, level and cure, and nothing else."""
    changes, field, level, message = BAD[rule]
    problem = only(checked(**changes))
    assert (problem.field, problem.level) == (field, level)
    assert message in problem.message


FINE: dict[str, dict[str, Any]] = {
    "regio alone": {"gemeenten": None, "regio": "Achterhoek"},
    "longest title": {"titel": "a" * 100},
    "longest kern": {"kern": "é" * 280},
    "two questions": {"vragen": ["Hoe?", "Wat?"]},
    "year": {"gecontroleerd": "2026"},
    "today": {"gecontroleerd": "2026-11-21"},
    "leap day": {"gecontroleerd": "2024-02-29"},
    "month within its year": {"periode": {"van": "2014-10", "tot": "2014"}},
    "same day": {"periode": {"van": "2014-10-01", "tot": "2014-10-01"}},
    "only an end": {"periode": {"tot": "2014"}},
    "a plan": {"periode": {"van": "2030"}, "status": "plan"},
    "address": {"bronnen": [{"titel": "a", "url": "https://www.a-b.nl/c?d=e&f=%20#g"}]},
    "address with a number in it": {"bronnen": [{"titel": "a", "url": "https://a.nl/0612345678"}]},
    "image": {"beeld": {"bestand": "dorp.jpg", "alt": "Een dorp"}},
    "all groups": {"afwegingen": [{"keuze": "a"}], "kosten": {"toelichting": "b"}, "anders_gelopen": [{"wat": "c"}]},
}


@pytest.mark.parametrize("case", FINE)
def test_fine(case: str, checked: Checked) -> None:
    """What is right gives no problem."""
    assert checked(**FINE[case]) == []


def test_wrong_dates_are_told_once(checked: Checked) -> None:
    """A period of which one side is no date is told of that, and not of its order."""
    assert only(checked(periode={"van": "vorig jaar", "tot": "2014"})).field == "periode.van"


@pytest.mark.parametrize(
    "url",
    [
        "www.a.nl",
        "https://",
        "https://a",
        "https://..",
        "https://a.nl/b c",
        "javascript:alert(1)",
        "data:text/html,a",
        "mailto:a@b.nl",
        "https://jan:wit@a.nl",
        "https://[a.nl",
        'https://a.nl/"b',
        "https://a.nl/<b>",
        "//a.nl",
        "file:///etc/passwd",
        "https:a.nl",
    ],
)
def test_no_address(url: str, checked: Checked) -> None:
    """What is not a whole https address is a fout."""
    problem = only(checked(bronnen=[{"titel": "a", "url": url}]))
    assert "is geen webadres" in problem.message


PHONES = [
    "0612345678",
    "06-12345678",
    "06 - 12 34 56 78",
    "06 1234 5678",
    "+31612345678",
    "+31 6 12345678",
    "+31 (0)6 12345678",
]
PHONES += ["0031 6 12345678", "0321-388911", "(0321) 38 89 11", "0321 38 89 11", "030 - 123 45 67", "tel.: 0301234567"]
NOT_PHONES = [
    "2014-2015",
    "0800",
    "0800 1234",
    "€ 1.250.000",
    "€ 0,50",
    "1 januari 2015",
    "01-01-2015",
    "01-01-2015 - 31-12-2015",
]
NOT_PHONES += [
    "01-01-2015 31 mensen",
    "1.234.567.890",
    "3704 HC Zeist",
    "2014/2015",
    "0612345678901",
    "14 030",
    "ISBN 978-90-1234567-8",
]
NOT_PHONES += [
    "65+",
    "0-4, 4-12 en 12-18 jaar",
    "10.000 tot 50.000 euro",
    "09.00 tot 17.00 uur",
    "NL 2.0",
    "112",
    "0,5 fte in 2014 en 1 fte",
]
NOT_PHONES += ["1234567890", "123456789", "KvK 01234567", "zaak 2014.123456789", "1-2-2014 2345 inwoners"]


@pytest.mark.parametrize("text", PHONES)
def test_phone(text: str, checked: Checked) -> None:
    """A Dutch phone number, however written, is a fout."""
    assert "telefoonnummer" in only(checked(aanpak=f"Bel {text} voor meer.")).message


@pytest.mark.parametrize("text", NOT_PHONES)
def test_figures_are_not_personal(text: str, checked: Checked) -> None:
    """Years, dates, amounts, ages, short numbers and postal codes are no phone number and no BSN."""
    told = {"kosten": {"toelichting": "Dat staat in de tekst."}}
    assert checked(aanpak=f"Het was {text}, ongeveer.", **told) == []
    assert checked(aanpak=text, **told) == []


@pytest.mark.parametrize("number", ["111222333", "123456782", "010000008"])
def test_eleven_test(number: str) -> None:
    """Numbers that pass the eleven test pass."""
    assert eleven_test(number)


@pytest.mark.parametrize("number", ["111222334", "123456789", "000000000"])
def test_eleven_test_fails(number: str) -> None:
    """Numbers one off, and nine noughts, do not pass."""
    assert not eleven_test(number)


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<b>a",
        "</div>",
        "<img src=x onerror=alert(1)>",
        '<img alt="<" onerror=a>',
        "<!-- a",
        "[a](b)",
        "{{ a }}",
        "{% a %}",
        "JavaScript:a",
    ],
)
def test_markup(text: str, checked: Checked) -> None:
    """HTML, Markdown links and template code are a fout."""
    assert "is opmaak of code" in only(checked(aanpak=f"Zie {text}")).message


@pytest.mark.parametrize(
    "text",
    [
        "a < b en c > d",
        "<18 jaar",
        "groep [a] (b)",
        "{a}",
        "50% meer",
        "inkomen <bijstandsnorm",
        "a -> b",
        "* a",
        "# a",
        "R&D",
    ],
)
def test_no_markup(text: str, checked: Checked) -> None:
    """Signs that people use in plain text are no mark-up."""
    assert checked(aanpak=text) == []


def test_reference(checked: Checked) -> None:
    """A reference to a record that is not there is told with the nearest id."""
    kind = KINDS["toepassingen"]
    good = {
        "titel": "a",
        "gemeenten": ["Rhenen"],
        "voorbeeld": "buurthuis-utrecht",
        "verteld_door": "adopter",
        "bronnen": [{"titel": "b"}],
    }
    assert checked(kind, **good) == []
    problem = only(checked(kind, **{**good, "voorbeeld": "buurthuis-utrech"}))
    assert 'Bedoelde je "buurthuis-utrecht"?' in problem.message


def test_hostile_text_is_checked_in_bounded_time(checked: Checked) -> None:
    """The longest text that a file can hold is checked within seconds, whatever its letters."""
    begin = time.monotonic()
    for letters in ("a", "a.", "<a", "0", "0 ", "a@", "(", "1.", "[](", "+31"):
        checked(aanpak=letters * (256 * 1024 // len(letters)))
    assert time.monotonic() - begin < 10


def test_all_problems_of_a_record_at_once(checked: Checked) -> None:
    """A record with many mistakes tells them all."""
    assert len(checked(titel="a" * 101, kern="b" * 281, themas=["x", "y"], aanpak=None)) == 5


def voorbeeld(id: str, **changes: Any) -> Record:
    """A good voorbeeld with some fields changed."""
    return Record(VOORBEELD, id, {**GOOD, **changes})


def test_near_duplicates() -> None:
    """Two voorbeelden in one place with nearly the same title are a tip at the second."""
    records = [voorbeeld("a", aanpak="x"), voorbeeld("b", titel="Een tuin voor heel de straat", kern="y", aanpak="z")]
    assert "(a)" in only(list(doubles(Collection(records)))).message


def test_near_duplicates_by_text() -> None:
    """So are two with the same text under another title, by whichever name of the place."""
    records = [voorbeeld("a", gemeenten=["Den Haag"]), voorbeeld("b", titel="Iets anders", gemeenten=["'s-Gravenhage"])]
    assert len(list(doubles(Collection(records)))) == 1


def test_no_near_duplicates() -> None:
    """Other places, or other title and text, are no duplicates."""
    other = voorbeeld("c", titel="Vroeg aan de deur", kern="Bezoek bij een huurschuld.", aanpak="Koffie.")
    assert list(doubles(Collection([voorbeeld("a"), other]))) == []


def test_a_record_is_not_its_own_duplicate() -> None:
    """A voorbeeld that names its place twice is not told that it looks like itself."""
    assert list(doubles(Collection([voorbeeld("a", gemeenten=["Den Haag", "'s-Gravenhage"])]))) == []


def term(naam: str, name: str = "themas", **more: Any) -> Record:
    """A begrip of that name."""
    return Record(LISTS[name], naam.replace(" ", "-"), {"naam": naam, **more}, f"begrippen/{name}.yml")


def fouten(*terms: Record) -> list[Problem]:
    """The errors in those terms."""
    return [problem for problem in begrippen(Collection(list(terms))) if problem.level is Level.FOUT]


def test_terms_that_clash() -> None:
    """A name that two terms share is a fout at the second, also in another list; so is another word that is a name."""
    assert "heet al zo" in only(fouten(term("zorg"), term("Zorg", "doelgroepen"))).message
    assert only(fouten(term("zorg"), term("hulp", ook=["zorg"]))).field == "ook.1"
    assert only(fouten(term("hulp"), term("b", alleen_zoeken=["Hulp"]))).field == "alleen_zoeken.1"


def test_terms_may_share_another_word() -> None:
    """A word can mean two things: it may stand under two begrippen, and be the name of one in another list."""
    assert fouten(term("a", ook=["b"]), term("c", ook=["B"])) == []
    assert fouten(term("zorg"), term("hulp", "doelgroepen", ook=["zorg"])) == []


def test_related_terms() -> None:
    """A broader or related term must be another one of the same list."""
    assert fouten(term("a"), term("b", breder="a", verwant=["a"])) == []
    assert only(fouten(term("zorg"), term("b", breder="zorgg"))).message.count('Bedoelde je "zorg"?') == 1
    assert only(fouten(term("a", verwant=["a"]))).field == "verwant.1"
    assert only(fouten(term("a", "doelgroepen"), term("b", breder="a"))).field == "breder"


def test_terms_that_few_use() -> None:
    """A term that fewer than three records use is a tip, unless others lie under it."""
    records = [voorbeeld(str(n), themas=["veel"]) for n in range(3)]
    terms = [term("veel"), term("weinig"), term("boven"), term("onder", breder="boven"), term("zoek", "woorden")]
    problem = only([problem for problem in begrippen(Collection([*records, *terms])) if problem.level is Level.TIP])
    assert "onder (0), weinig (0)" in problem.message
    assert "boven" not in problem.message


def test_terms_used_within_groups_count() -> None:
    """A term used within a group is counted."""
    records = [voorbeeld(str(n), anders_gelopen=[{"wat": "a", "struikelpatroon": "b"}]) for n in range(3)]
    assert list(begrippen(Collection([*records, term("b", "struikelpatronen")]))) == []


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.folder)
def test_empty_record(kind: Any, collection: Collection) -> None:
    """A record without any field is told each required one, and only those."""
    problems = list(check_record(Record(kind, "a", {}), collection, TODAY))
    assert {problem.field for problem in problems} == {field.name for field in kind.fields if field.required}


def test_check_sorts() -> None:
    """The problems of a collection are in order of file and line."""
    problems = check(Collection([voorbeeld("b", titel="a" * 101), voorbeeld("a", status="x")]), TODAY)
    assert problems == sorted(problems)
    assert len(problems) >= 4
