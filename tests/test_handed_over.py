"""What was handed over at an event: addresses out of codes, mails and pasted lines become records, each once."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parade.intake.drafts import Draft
from parade.intake.handed_over import completed, handed_over, question, told
from parade.intake.take import Intake, Taken, save
from parade.model.fields import KINDS
from parade.model.problems import Level
from parade.model.record import Collection
from parade.pages.open_voornemens import intentions
from parade.read.records import read_folder
from tests.conftest import EXAMPLES, ROOT, TODAY

PLAN = {
    "soort": "voornemens",
    "wat": "Dit bespreken met mijn team",
    "met_wie": "mijn leidinggevende",
    "uiterlijk": "2027-02-28",
    "wie.functie": "raadslid",
    "wie.organisatie": "gemeente Rhenen",
    "voorbeelden": "buurthuis-utrecht",
    "datum": "2026-11-20",
    "inzending": "ab12-cd34-ef56",
}


def address(plan: dict[str, str], version: str = "1") -> str:
    """As a camera reads it."""
    return f"https://voorbeelden.example/mijn-plannen/#doe={version}&{urlencode(plan)}"


@pytest.fixture(scope="module")
def parade() -> Collection:
    """The small collection with a whole parade."""
    return Collection([*read_folder(ROOT / EXAMPLES)[0], *read_folder(ROOT / "tests/records/parade")[0]])


def taken(parade: Collection, text: str, folder: Path) -> Taken:
    """What import makes of a text, with what it wrote before in that folder."""
    path = folder / "geplakt.txt"
    path.write_text(text, "utf-8")
    return Intake(parade, folder / "uit", TODAY).take(path)


def faults(found: Taken) -> list[str]:
    """What is wrong with it."""
    return [each.message for each in found.troubles if each.level is Level.FOUT]


def with_drafts(parade: Collection, drafts: list[Draft]) -> Collection:
    """The collection once those drafts are in it."""
    return Collection([*parade, *(draft.record for draft in drafts)])


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=80)


@given(wat=TEXTS, functie=TEXTS, around=st.sampled_from(["{}", "Zie {} en meer", "<{}>", "> {}\r\n> einde"]))
def test_what_was_said_comes_back_whole(wat: str, functie: str, around: str) -> None:
    """Any text goes into an address and out of it again, whatever a mail program puts around it."""
    [(version, said)] = handed_over(around.format(address({**PLAN, "wat": wat, "wie.functie": functie})))
    found = told(said, KINDS)
    assert found
    kind, data = found
    assert (version, kind.folder, data["wat"], data["wie"]["functie"]) == ("1", "voornemens", wat, functie)
    assert data["voorbeelden"] == ["buurthuis-utrecht"]
    title = completed(kind, data, Collection([]))["titel"]
    assert 0 < len(title) <= 100


def test_a_code_a_mail_and_a_pasted_line_give_one_record(parade: Collection, tmp_path: Path) -> None:
    """The same plan in many ways is one record, with a title and a source, and nothing wrong with it."""
    text = f"Dag!\n{address(PLAN)}\n> {address(PLAN)}\n{address(PLAN | {'wat': 'Later veranderd'})}"
    found = taken(parade, text, tmp_path)
    [draft] = found.drafts
    assert draft.record.naam == "Dit bespreken met mijn team: Bewoners beheren hun buurthuis"
    assert draft.record["bronnen"] == [{"titel": "Zelf verteld op de site", "datum": "2026-11-20"}]
    assert faults(found) == []
    again = taken(with_drafts(parade, found.drafts), text, tmp_path)
    assert again.drafts == []


def test_two_people_who_say_the_same_are_two(parade: Collection, tmp_path: Path) -> None:
    """The same words under another code are of somebody else; under no code at all they are the same record."""
    other = {**PLAN, "inzending": "ab12-cd34-ef57"}
    assert len(taken(parade, f"{address(PLAN)} {address(other)}", tmp_path).drafts) == 2


def test_an_answer_is_a_draft_of_the_record_that_is_there(parade: Collection, tmp_path: Path) -> None:
    """What became of a plan is added to it; a second time there is nothing new, and a draft that waits is not lost."""
    first = taken(parade, address(PLAN), tmp_path)
    answer = {**PLAN, "uitkomst.status": "gelukt", "uitkomst.datum": "2026-11-21"}
    grown = with_drafts(parade, first.drafts)
    found = taken(grown, address(answer), tmp_path)
    [draft] = found.drafts
    assert draft.record.id == first.drafts[0].record.id
    assert draft.record["uitkomst"] == {"status": "gelukt", "datum": "2026-11-21"}
    assert faults(found) == []
    save(found, tmp_path / "uit")
    changed = {**answer, "uitkomst.status": "losgelaten"}
    assert "ligt er al een concept" in faults(taken(grown, address(changed), tmp_path))[0]
    assert taken(with_drafts(parade, found.drafts), address(answer), tmp_path).drafts == []


def test_the_mail_asks_with_an_address_that_knows_the_plan(parade: Collection, tmp_path: Path) -> None:
    """Who is asked by mail what became of it answers on a page; a record that came in no other way has no such page."""
    [draft] = taken(parade, address(PLAN), tmp_path).drafts
    _, _, said = question(draft.record).partition("#werd=1&")
    found = told(said, KINDS)
    assert found
    kind, data = found
    assert {**completed(kind, data, parade), "inzending": PLAN["inzending"]} == dict(draft.record.data)
    mail = intentions(with_drafts(parade, [draft]), date(2027, 3, 1))
    assert "paar tikken" in mail
    assert "paar tikken" not in intentions(parade, date(2027, 3, 1))


def test_harvests_of_a_day_come_into_one_draft_of_it(parade: Collection, tmp_path: Path) -> None:
    """Two sheets add to what is there, once; a day that does not exist is told with the cure."""
    block = '--- record ---\n{{"soort":"bijeenkomsten","bij":"{}","oogst":[{{"thema":"{}"}}]}}\n--- einde record ---\n'
    text = block.format("grote-parade", "Een") + block.format("grote-parade", "Twee")
    found = taken(parade, text * 2, tmp_path)
    [draft] = found.drafts
    assert [each["thema"] for each in draft.record["oogst"]] == ["Ontmoeten", "Een", "Twee"]
    assert draft.record["programma"] == parade.find("bijeenkomsten", "grote-parade")["programma"]  # type: ignore[index]
    assert 'geen bijeenkomst "niets"' in faults(taken(parade, block.format("niets", "Een"), tmp_path))[0]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (address(PLAN, "2"), "nieuwere versie"),
        (address({**PLAN, "soort": "voorbeelden"}), "beschadigd"),
        (address({**PLAN, "wat": "x" * 5000}), "beschadigd"),
        (address({f"a{number}": "x" for number in range(80)}), "beschadigd"),
        (address({**PLAN, "zomaar": "x"}), "zomaar"),
        (address({**PLAN, "voorbeelden": "../../etc"}), "etc"),
        (address({**PLAN, "wat": "Bel jan@huis.example"}), "e-mailadres"),
        (address({**PLAN, "wat": "<script>"}), "opmaak"),
        (address({**PLAN, "wie": "raadslid"}), "functie"),
        (address({**PLAN, "deelnemers.1": "x"}), "deelnemers"),
    ],
)
def test_what_is_no_plan_is_told(parade: Collection, tmp_path: Path, text: str, message: str) -> None:
    """A code of another version, a broken or hostile one is a trouble in words, never a traceback."""
    assert any(message in each for each in faults(taken(parade, text, tmp_path)))
