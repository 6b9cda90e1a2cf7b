"""Answers for who keeps the collection: true, in Dutch, and text stays text."""

from __future__ import annotations

from datetime import date

from markdown import Markdown

from parade.model.fields import BIJEENKOMST, VOORBEELD, VOORNEMEN
from parade.model.record import Collection, Record
from parade.pages import open_voornemens, texts, word_of_mouth

DAY = Record(BIJEENKOMST, "dag", {"titel": "De dag", "datum": "2019-02-14"})
GARDEN = Record(
    VOORBEELD, "tuin", {"titel": "Een tuin", "contact": {"functie": "opbouwwerker", "organisatie": "Welzijn Rhenen"}}
)
SHED = Record(VOORBEELD, "schuur", {"titel": "Een schuur"})


def intention(id: str, **more: object) -> Record:
    """A voornemen."""
    return Record(VOORNEMEN, id, {"titel": id.capitalize(), "wat": "Het vragen.", **more}, f"voornemens/{id}.yml")


def test_it_tells_whom_to_ask_what_since_when_and_whom_to_point_to() -> None:
    """Each open voornemen tells who said it, when and where, what to ask, and for each voorbeeld who does it."""
    who = {"functie": "raadslid", "organisatie": "gemeente Rhenen"}
    said = intention("zaaien", wie=who, bijeenkomst="dag", voorbeelden=["tuin", "schuur", "weg"])
    text = open_voornemens.intentions(Collection([DAY, GARDEN, SHED, said]))
    assert "1 voornemen staat nog open" in text
    assert "## 1. Zaaien" in text
    assert "- **Wie vragen:** raadslid bij gemeente Rhenen\n- **Gezegd:** 14 februari 2019, De dag" in text
    assert f"- **Vraag:** {texts.text('voornemen.vervolg')}" in text
    assert "Een tuin (`voorbeelden/tuin/`). **Verwijs naar:** opbouwwerker, Welzijn Rhenen" in text
    assert "Een schuur (`voorbeelden/schuur/`). **Verwijs naar:** nog niet bekend" in text
    assert "- **Antwoord in:** `voornemens/zaaien.yml`" in text


def test_what_came_of_it_is_not_asked_again() -> None:
    """A voornemen with an outcome is left out, whatever that outcome is; without others it says so."""
    done = intention("klaar", uitkomst={"status": "losgelaten"})
    assert open_voornemens.intentions(Collection([done])) == "# Open voornemens\n\nEr staat nu niets open."


def test_the_oldest_comes_first() -> None:
    """The order is that of the day it was said, else of its meeting; without either it comes last."""
    records = [
        intention("a-zonder"),
        intention("b-nieuw", datum="2024-05"),
        intention("c-dag", bijeenkomst="dag"),
        intention("d-oud", datum="2014"),
    ]
    found = word_of_mouth.open_intentions(Collection([DAY, *records]))
    assert [each.record.id for each in found] == ["d-oud", "c-dag", "b-nieuw", "a-zonder"]


def test_text_stays_text() -> None:
    """What a record says never becomes a link, a heading, code or HTML."""
    hostile = "a <b>b</b> [c](https://boos.example) `d` *e* __f__ <https://boos.example>\n# kop\n- lijst"
    record = intention("x", titel=hostile, wat=hostile, wie={"functie": hostile}, voorbeelden=["y"])
    other = Record(VOORBEELD, "y", {"titel": hostile, "organisaties": [hostile]})
    html = Markdown().convert(open_voornemens.intentions(Collection([record, other])))
    assert "<a" not in html and "<b>" not in html and "<em>" not in html
    assert html.count("<h2>") == 1 and html.count("<code>") == 3 and html.count("<ul>") == 1


def test_a_mail_is_ready_after_three_months_and_after_a_year() -> None:
    """Nothing before three months; then a mail to the organisation; who was busy is asked once more after a year."""
    who = {"functie": "raadslid", "organisatie": "gemeente Rhenen"}
    said = intention("zaaien", wie=who, datum="2026-11-28", met_wie="mijn team", voorbeelden=["tuin"])
    found = Collection([GARDEN, said])
    assert "Mail" not in open_voornemens.intentions(found, date(2027, 2, 27))
    soon = open_voornemens.intentions(found, date(2027, 2, 28))
    assert "**Mail, na drie maanden:**" in soon and "> Aan: gemeente Rhenen" in soon
    assert "Bij 1 staat een mail klaar." in soon and "Met: mijn team" in soon and "voorbeelden/tuin/" in soon
    busy = Collection([intention("bezig", datum="2026-11-28", uitkomst={"status": "bezig", "datum": "2027-03"})])
    assert "Er staat nu niets open" in open_voornemens.intentions(busy, date(2027, 11, 27))
    assert "**Mail, na een jaar:**" in open_voornemens.intentions(busy, date(2027, 11, 28))
    again = Collection([intention("nog", datum="2026-11-28", uitkomst={"status": "bezig", "datum": "2027-12"})])
    assert "Er staat nu niets open" in open_voornemens.intentions(again, date(2028, 11, 28))


def test_nobody_is_asked_too_early() -> None:
    """A month counts from its last day and a year from its last month; without a date nobody is asked by mail."""
    assert open_voornemens.months("2026-11", date(2027, 2, 27)) == 2
    assert open_voornemens.months("2026-11", date(2027, 3, 30)) == 4
    assert open_voornemens.months("2026", date(2027, 12, 31)) == 12
    assert open_voornemens.months("", date(2027, 1, 1)) == 0 == open_voornemens.months("2030", date(2027, 1, 1))


def test_a_mail_stays_text() -> None:
    """A hostile record makes no link, heading or HTML in the mail either."""
    hostile = "a <b>b</b> [c](https://boos.example)\n# kop"
    record = intention("x", titel=hostile, wat=hostile, wie={"functie": hostile, "organisatie": hostile}, datum="2019")
    html = Markdown().convert(open_voornemens.intentions(Collection([record]), date(2026, 1, 1)))
    assert "<blockquote>" in html and "<a" not in html and "<b>" not in html and html.count("<h2>") == 1
