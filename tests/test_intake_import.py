"""What strangers send in becomes right drafts, once, with every trouble told where it stands."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from unicodedata import normalize

import click
import pytest
import yaml
from click.testing import CliRunner
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from parade.check.privacy import personal
from parade.cli import _agreed
from parade.dutch.dates import read_date
from parade.intake.documents import BEGIN, END, own_records
from parade.intake.drafts import Drafter, Sent
from parade.intake.headings import Names
from parade.intake.office import document, table, workbook
from parade.intake.questions import UNASKED
from parade.intake.sheets import decoded, letters, read_csv
from parade.intake.submissions import Submissions
from parade.intake.take import Intake, save
from parade.intake.values import Notes, Reader, near, split
from parade.model.fields import KINDS, VOORBEELD, Field, Kind, Type
from parade.model.problems import Level, ParadeError
from parade.model.record import Collection, Record
from parade.places import register
from parade.read.records import read, read_folder
from parade.read.signs import mend
from parade.read.write import write
from tests.bad_inputs import good
from tests.conftest import EXAMPLES, ROOT, TODAY, run

HEADINGS = [
    *("Tijdstempel", "Naam project", "Gemeente", "Korte omschrijving", "Onderwerp(en)", "Voor wie?"),
    *("Wat deden jullie?", "Wat ging er mis?", "Link", "E-mailadres", "Begonnen in"),
]
MAPPING = {"voorbeelden": {"Begonnen in": "periode.van"}}


def stranger() -> list[list[Any]]:
    """Thirty rows as a form tool of somebody else gives them; the row number in the sheet is the index plus four."""
    plain = [
        [
            datetime(2026, 11, 20, 10, number),
            f"Soep op dinsdag nummer {number}",
            "Rhenen",
            f"Buren eten samen soep in wijk {number}.",
            "ontmoeten",
            "inwoners",
            f"Elke dinsdag koken {number} buren samen.\nDaarna wassen zij af.",
            "",
            f"https://www.voorbeeld.nl/soep/{number}",
            "iris@voorbeeld.nl",
            "2019",
        ]
        for number in range(1, 31)
    ]
    changes: dict[int, dict[int, Any]] = {
        0: {2: "Amersfrot"},  # a typing error
        1: {4: "ontmoetten; rood staan", 5: "Ouderen, inwoners"},  # a typing error, and an everyday word
        2: {1: "Bewoners beheren hun buurthuis", 2: "Utrecht"},  # is there already
        3: {1: "BEWONERS BEHEREN HÚN BUURTHUIS", 2: "utrecht"},  # is there already
        5: {6: "Mail naar jan@voorbeeld.nl of bel 06-12345678."},
        6: {3: "=SOM(A1:A3)"},
        7: {7: "- Er kwam niemand.\n- Het geld was op."},
        8: {2: "Angeren"},  # a village
        9: {8: "www.voorbeeld.nl/soep"},
        10: {10: datetime(2020, 2, 1)},
        11: {4: "vliegtuigen"},  # stands in no list
        12: {1: "Soep: met “ballen” & ‘vis’ – één"},
    }
    for row, cells in changes.items():
        for column, value in cells.items():
            plain[row][column] = value
    plain[29] = plain[28]  # one row twice
    return plain


def as_csv(rows: list[list[Any]], encoding: str = "cp1252", separator: str = ";") -> bytes:
    """The rows as a CSV file, with two lines above the headings."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=separator)
    told = [[f"{cell:%d-%m-%Y %H:%M}" if isinstance(cell, datetime) else cell for cell in row] for row in rows]
    writer.writerows([["Inzendingen"], [], HEADINGS, *told])
    return text.getvalue().encode(encoding)


def as_xlsx(rows: list[list[Any]], hidden: int = 0) -> bytes:
    """The rows as a workbook in which equal municipalities below each other are one merged cell."""
    book = Workbook()
    page = book.active
    page.title = "Antwoorden"
    for row in [["Inzendingen"], [], HEADINGS, *rows]:
        page.append(row)
    for number in range(18, 30):
        page.cell(number, 3).value = None
    page.merge_cells("C17:C29")
    if hidden:
        page.row_dimensions[hidden].hidden = True
    book.create_sheet("Toelichting").append(["Dit is alleen uitleg"])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder in which to import."""
    (tmp_path / "lijst.csv.koppen.yml").write_text(yaml.safe_dump(MAPPING), "utf-8")
    (tmp_path / "lijst.xlsx.koppen.yml").write_text(yaml.safe_dump(MAPPING), "utf-8")
    return tmp_path


def take(path: Path, collection: Collection, out: Path, kind: Kind | None = None) -> Any:
    """What is found in a file beside the small fixed collection; its drafts are saved."""
    taken = Intake(collection, out, TODAY).take(path, kind)
    save(taken, out)
    return taken


def told(taken: Any) -> list[str]:
    """All troubles as people read them."""
    return [str(each) for each in taken.troubles]


def data(taken: Any) -> list[dict[str, Any]]:
    """The drafts, without what says from where they came."""
    return [{name: value for name, value in each.record.data.items() if name != "inzending"} for each in taken.drafts]


def test_sheet_of_a_stranger(folder: Path, collection: Collection) -> None:
    """Of thirty rows in a layout of their own, 27 become drafts; each trouble is told with row and column."""
    (folder / "lijst.csv").write_bytes(as_csv(stranger()))
    taken = take(folder / "lijst.csv", collection, folder / "out")
    assert (taken.count, len(taken.drafts)) == (30, 27)
    lines = told(taken)
    for expected in (
        "lijst.csv: tip: Dit bestand is Windows-1252.",
        'lijst.csv, rij 4, kolom C (Gemeente): tip: "Amersfrot" is gelezen als "Amersfoort". Klopt dat?',
        'lijst.csv, rij 5, kolom E (Onderwerp(en)): tip: "ontmoetten" is gelezen als "ontmoeten". Klopt dat?',
        'lijst.csv, rij 5, kolom E (Onderwerp(en)): tip: "rood staan" is gelezen als "schulden". Klopt dat?',
        'lijst.csv, rij 6: tip: Dit staat er al: "Bewoners beheren hun buurthuis" (buurthuis-utrecht).',
        'lijst.csv, rij 7: tip: Dit staat er al: "Bewoners beheren hun buurthuis" (buurthuis-utrecht).',
        "lijst.csv, rij 9, kolom G (Wat deden jullie?): tip: Een e-mailadres is weggelaten",
        "lijst.csv, rij 9, kolom G (Wat deden jullie?): tip: Wat een telefoonnummer leek is weggelaten",
        "lijst.csv, rij 10, kolom D: tip: Deze cel begint met =.",
        'lijst.csv, rij 12, kolom C (Gemeente): tip: "Angeren" ligt in de gemeente Lingewaard. Dat staat er nu.',
        'lijst.csv, rij 13, kolom I (Link): tip: Voor "www.voorbeeld.nl/soep" is https:// gezet.',
        'lijst.csv, rij 14, kolom K (Begonnen in): tip: "01-02-2020 00:00" is gelezen als 2020-02-01.',
        'lijst.csv, rij 15, kolom E (Onderwerp(en)): fout: "vliegtuigen" staat niet in de lijst en is weggelaten.',
        'lijst.csv, rij 15, kolom E (Onderwerp(en)): fout: Het veld "themas" ontbreekt.',
        "lijst.csv, rij 33: tip: Dit is dezelfde inzending als bij lijst.csv, rij 32. Er komt één record.",
    ):
        assert any(line.startswith(expected) for line in lines), expected
    by_title = {draft["titel"]: draft for draft in data(taken)}
    first = by_title["Soep op dinsdag nummer 1"]
    assert first == {
        "titel": "Soep op dinsdag nummer 1",
        "gemeenten": ["Amersfoort"],
        "periode": {"van": "2019"},
        "kern": "Buren eten samen soep in wijk 1.",
        "themas": ["ontmoeten"],
        "doelgroepen": ["inwoners"],
        "aanpak": "Elke dinsdag koken 1 buren samen.\nDaarna wassen zij af.",
        "bronnen": [{"titel": "Pagina op voorbeeld.nl", "url": "https://www.voorbeeld.nl/soep/1"}],
    }
    second = by_title["Soep op dinsdag nummer 2"]
    assert (second["themas"], second["doelgroepen"]) == (["ontmoeten", "schulden"], ["ouderen", "inwoners"])
    assert by_title["Soep op dinsdag nummer 6"]["aanpak"] == "Mail naar [weggelaten] of bel [weggelaten]."
    assert by_title["Soep op dinsdag nummer 7"]["kern"] == "=SOM(A1:A3)"
    assert by_title["Soep op dinsdag nummer 8"]["anders_gelopen"] == [
        {"wat": "Er kwam niemand."},
        {"wat": "Het geld was op."},
    ]
    assert "Soep: met “ballen” & ‘vis’ – één" in by_title
    texts = "".join(path.read_text("utf-8") for path in (folder / "out").rglob("*.yml"))
    assert "@" not in texts and "1234567" not in texts


def test_second_import_adds_nothing(folder: Path, collection: Collection) -> None:
    """The same sheet again, or sorted otherwise, or with a column more, adds nothing and changes no file."""
    path = folder / "lijst.csv"
    path.write_bytes(as_csv(stranger()))
    take(path, collection, folder / "out")
    before = {each: each.read_bytes() for each in (folder / "out").rglob("*.yml")}
    for rows in (stranger(), stranger()[::-1], sorted(stranger(), key=lambda row: str(row[6]))):
        path.write_bytes(as_csv(rows))
        again = take(path, collection, folder / "out")
        assert again.drafts == []
    assert {each: each.read_bytes() for each in (folder / "out").rglob("*.yml")} == before
    assert sum("is al overgenomen" in line for line in told(again)) == 28
    taken_up, _ = read_folder(folder / "out")
    moved = Collection([*collection, *taken_up])  # the drafts were moved into the collection
    assert Intake(moved, folder / "elsewhere", TODAY).take(path).drafts == []


def test_every_kind_of_file_gives_the_same_drafts(folder: Path, collection: Collection) -> None:
    """The same rows as XLSX, and as CSV in other encodings and with other separators, give the same drafts."""
    rows = stranger()
    for number in range(13, 26):
        rows[number][2] = "Veenendaal"
    rows[10][10] = "2020"
    for row in rows:
        row[0] = "x"
    (folder / "lijst.csv").write_bytes(as_csv(rows))
    expected = Intake(collection, folder / "out", TODAY).take(folder / "lijst.csv")
    others = [
        as_csv(rows, encoding, separator) for encoding in ("utf-8", "utf-8-sig", "utf-16") for separator in ",;\t"
    ]
    for content in others:
        (folder / "lijst.csv").write_bytes(content)
        assert data(Intake(collection, folder / "out", TODAY).take(folder / "lijst.csv")) == data(expected)
    (folder / "lijst.xlsx").write_bytes(as_xlsx(rows))
    found = Intake(collection, folder / "out", TODAY).take(folder / "lijst.xlsx")
    assert data(found) == data(expected)
    assert [each.record["inzending"] for each in found.drafts] == [each.record["inzending"] for each in expected.drafts]


def test_workbook_of_a_stranger(folder: Path, collection: Collection) -> None:
    """Merged cells hold for all their rows, a hidden row and a sheet without headings are told, dates are dates."""
    (folder / "lijst.xlsx").write_bytes(as_xlsx(stranger(), hidden=16))
    taken = take(folder / "lijst.xlsx", collection, folder / "out")
    lines = told(taken)
    assert "lijst.xlsx, blad Antwoorden, rij 16: tip: Deze rij is verborgen en daarom overgeslagen." in " ".join(lines)
    assert "lijst.xlsx, blad Toelichting: tip: Hier zijn geen koppen herkend. Dit blad is overgeslagen." in lines
    assert not any("ontbreekt" in line for line in lines if "rij 15" not in line)
    fourteenth = next(each for each in data(taken) if each["titel"].endswith(" 11"))
    assert fourteenth["periode"] == {"van": "2020-02-01"}


def test_command(folder: Path) -> None:
    """A first call shows what it guesses and keeps it; the second one writes; a third one has nothing to add."""
    path = folder / "lijst.csv"
    path.write_bytes(as_csv([[*row[:10], "2019"] for row in stranger()[13:16]]))
    mapping = folder / "lijst.csv.koppen.yml"
    mapping.unlink()
    text = path.read_bytes().decode("cp1252").replace("Begonnen in", "Periode, vanaf")
    path.write_bytes(text.encode("cp1252"))
    call = ("import", path, "--out", folder / "out", "--examples", EXAMPLES)
    dry = run(*call, "--dry-run")
    assert "Er is niets geschreven, want dit was een proef." in dry.stdout
    assert sorted(each.name for each in folder.iterdir()) == ["lijst.csv", "lijst.xlsx.koppen.yml"]
    first = run(*call)
    assert first.returncode == 1
    assert '"Periode, vanaf" → periode.van   (dat denk ik; klopt het?)' in first.stdout
    assert "geef dit commando nog een keer" in first.stdout
    assert not (folder / "out").exists()
    assert yaml.safe_load(mapping.read_text("utf-8"))["voorbeelden"]["Periode, vanaf"] == "periode.van"
    first = run(*call)
    assert "Overgeslagen, want daar staan mensen: E-mailadres" in first.stdout
    assert len(list((folder / "out/voorbeelden").glob("*.yml"))) == 3
    again = run(*call, "--json")
    answer = json.loads(again.stdout)
    assert (again.returncode, answer["inzendingen"], answer["nieuw"], answer["geschreven"]) == (0, 3, [], [])
    made = sorted((folder / "out/voorbeelden").glob("*.yml"))
    assert made[0].read_text("utf-8").startswith("# yaml-language-server: $schema=../../docs/formulieren/voorbeeld-1")
    checked = run("check", *made, "--examples", EXAMPLES)
    assert checked.returncode == 0, checked.stdout


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("leeg.csv", b"", "Hier is geen inzending in gevonden"),
        ("geen.csv", b"a;b\n1;2\n", "Hier is geen inzending in gevonden"),
        ("kapot.xlsx", b"dit is geen excel", "is niet te lezen als Excel-bestand"),
        ("kapot.docx", b"dit is geen word", "is niet te lezen als Word-bestand"),
        ("foto.png", b"", "is niet te lezen. Sla het op als een van deze"),
        ("leeg.md", b"# Titel\n", "Hier is geen inzending in gevonden"),
        ("mail.txt", b"--- record ---\n{kapot}\n--- einde record ---", "Het record in deze mail is beschadigd"),
        ("nul.csv", b"\x00\x01Titel;Kern\n\x00;\x00\n", ""),
    ],
)
def test_bad_files(tmp_path: Path, name: str, content: bytes, expected: str) -> None:
    """A file that holds nothing, or is not what it says, is told with a cure and never with a traceback."""
    (tmp_path / name).write_bytes(content)
    done = run("import", tmp_path / name, "--examples", EXAMPLES, "--out", tmp_path / "out")
    assert expected in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()


def test_wrong_calls(tmp_path: Path) -> None:
    """A kind or file that is not there is told with what there is; an empty folder too."""
    done = run("import", tmp_path, "--kind", "voorbeeld", "--examples", EXAMPLES)
    assert 'De soort "voorbeeld" bestaat niet. ' in done.stderr and "Kies uit: voorbeelden" in done.stderr
    assert "bestaat niet. Controleer het pad." in run("import", tmp_path / "x.csv", "--examples", EXAMPLES).stderr
    assert "staat niets dat te lezen is" in run("import", tmp_path, "--examples", EXAMPLES).stderr


def test_nothing_is_written_unless_everything_can_be(folder: Path, collection: Collection) -> None:
    """When one of the drafts cannot be written, none of them stays, and what stood there is as it was."""
    (folder / "lijst.csv").write_bytes(as_csv(stranger()))
    taken = Intake(collection, folder / "out", TODAY).take(folder / "lijst.csv")
    last = folder / "out/voorbeelden" / f"{taken.drafts[-1].record.id}.yml"
    last.parent.mkdir(parents=True)
    last.write_text("van mij", "utf-8")
    with pytest.raises(ParadeError, match="Er is niets overgenomen"):
        save(taken, folder / "out")
    assert [path.read_text("utf-8") for path in last.parent.iterdir()] == ["van mij"]


# --- documents ---

MARKDOWN = """# Ons mooiste project

## Titel
Zingen in de hal

## Gemeente
Rhenen, Veenendaal

### Kern
Buren zingen.

### Thema's
ontmoeten

### Doelgroepen
- inwoners
- ouderen

### Wat doen jullie?
Elke week een uur.

Daarna koffie.

### Bronnen
Verslag van de dag https://www.voorbeeld.nl/verslag

### Resultaat
_No response_
"""
EXPECTED = {
    "titel": "Zingen in de hal",
    "gemeenten": ["Rhenen", "Veenendaal"],
    "kern": "Buren zingen.",
    "themas": ["ontmoeten"],
    "doelgroepen": ["inwoners", "ouderen"],
    "aanpak": "Elke week een uur.\n\nDaarna koffie.",
    "bronnen": [{"titel": "Verslag van de dag", "url": "https://www.voorbeeld.nl/verslag"}],
}


def test_markdown_and_word(tmp_path: Path, collection: Collection) -> None:
    """Markdown, an issue body, a Word document with headings, and one with a table give the same draft."""
    (tmp_path / "issue.md").write_text(MARKDOWN, "utf-8")
    headed, grid = Document(), Document()
    rows = grid.add_table(0, 2)
    for part in MARKDOWN.split("\n#")[1:]:
        heading, _, answer = part.lstrip("#").strip().partition("\n")
        headed.add_heading(heading, 2)
        for line in answer.strip().split("\n"):
            headed.add_paragraph(line.removeprefix("- "), style="List Bullet" if line.startswith("- ") else None)
        cells = rows.add_row().cells
        cells[0].text, cells[1].text = heading, answer.strip()
    headed.save(str(tmp_path / "koppen.docx"))
    grid.save(str(tmp_path / "tabel.docx"))
    for name in ("issue.md", "koppen.docx", "tabel.docx"):
        taken = Intake(collection, tmp_path / "out", TODAY).take(tmp_path / name)
        assert data(taken) == [EXPECTED], name
    codes = {Intake(collection, tmp_path / "out", TODAY).take(tmp_path / name).drafts[0].record["inzending"]
             for name in ("issue.md", "koppen.docx", "tabel.docx")}  # fmt: skip
    assert len(codes) == 1
    taken = Intake(collection, tmp_path / "out", TODAY).take(tmp_path)
    assert (taken.count, len(taken.drafts)) == (3, 1)


def test_plain_text_with_labels(tmp_path: Path, collection: Collection) -> None:
    """A text with `Label: answer` on a line is read; a second title begins the next record."""
    text = (
        "Titel: Een\nGemeente: Rhenen\nKern: Kort.\nTitel: Twee\nGemeente: Utrecht\nKern: Ook kort.\nNog een regel.\n"
    )
    (tmp_path / "brief.txt").write_text(text, "utf-8")
    taken = Intake(collection, tmp_path / "out", TODAY).take(tmp_path / "brief.txt")
    assert [(each["titel"], each["kern"]) for each in data(taken)] == [
        ("Een", "Kort."),
        ("Twee", "Ook kort.\nNog een regel."),
    ]


def test_own_mail(tmp_path: Path, collection: Collection) -> None:
    """A mail from our own form gives its record, also when a mail program quoted it and broke its lines; once."""
    record = json.dumps({"soort": "voorbeelden", **EXPECTED, "aanpak": "Elke week een uur.\n\nDaarna koffie."})
    words = record.split(" ")
    lines = "\n> ".join(" ".join(words[at : at + 4]) for at in range(0, len(words), 4))
    mail = "Subject: Voorbeeld\nContent-Type: text/plain; charset=utf-8\n\nHoi,\n"
    mail += f"> --- record ---\n> {lines}\n> --- einde record ---\n"
    (tmp_path / "mail.eml").write_bytes(mail.encode())
    taken = take(tmp_path / "mail.eml", collection, tmp_path / "out")
    assert data(taken) == [EXPECTED]
    assert take(tmp_path / "mail.eml", collection, tmp_path / "out").drafts == []
    assert own_records("geen record") == []


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.folder)
def test_own_document_and_workbook(kind: Kind, tmp_path: Path, everything: Collection) -> None:
    """What is filled in on our own document or workbook comes back whole, and the help above it does not."""
    record = Record(kind, "naam", good(kind, everything))
    (tmp_path / "een.docx").write_bytes(document(kind, everything, record))
    (tmp_path / "een.xlsx").write_bytes(workbook(kind, everything, [record]))
    for name in ("een.docx", "een.xlsx"):
        taken = Intake(everything, tmp_path / "out", TODAY).take(tmp_path / name, kind)
        assert data(taken) == [asked(record)], name
        assert taken.sent.headings.unsure == set()


def asked(record: Record) -> dict[str, Any]:
    """The record without the fields that no form asks."""
    return {name: value for name, value in record.data.items() if name not in UNASKED}


@pytest.fixture(scope="module")
def everything() -> Collection:
    """The two small fixed collections as one."""
    found = [record for name in ("examples", "parade") for record in read_folder(ROOT / "tests/records" / name)[0]]
    return Collection(found)


# --- round trips ---

LETTERS = st.characters(
    exclude_categories=("C", "Z"), exclude_characters="@&ÂÃâð\ufffd\u00ad\u180e"
)  # reading mends broken letters
WORDS = st.text(LETTERS, min_size=1, max_size=12)


def is_public(text: str) -> bool:
    """Whether a text holds nothing of a person, which importing leaves out."""
    return not list(personal(Record(VOORBEELD, "naam", {}), text, ()))


LINES = (
    st.lists(WORDS, min_size=1, max_size=6)
    .map(lambda words: normalize("NFC", " ".join(words)))
    .filter(lambda text: not mend(text)[1] and not re.match("[<>]{7}", text))  # which reading mends
    .filter(is_public)
)
PROSE = st.lists(LINES, min_size=1, max_size=4).map("\n\n".join).filter(is_public)


def values(field: Field, collection: Collection) -> st.SearchStrategy[Any]:
    """Good values of one item of a field."""
    if field.choices:
        return st.sampled_from(field.choices)
    if field.type is Type.GROUP:
        parts = {part.name: whole(part, collection) for part in field.fields}
        needed = {part.name: parts.pop(part.name) for part in field.fields if part.required}
        return st.fixed_dictionaries(needed, optional=parts).filter(bool)
    fixed = {
        Type.TERM: lambda: collection.terms(field.target),
        Type.REFERENCE: lambda: collection.ids(field.target),
        Type.GEMEENTE: lambda: list(register.gemeenten()),
        Type.DATE: lambda: ["2019", "2019-02", "2019-02-14"],
        Type.URL: lambda: ["https://www.voorbeeld.nl/a?b=c;d,e", "http://voorbeeld.nl"],
        Type.FILE: lambda: ["dorpshuis.jpg"],
    }
    if field.type in fixed:
        return st.sampled_from(fixed[field.type]())
    return PROSE if field.type is Type.PROSE else LINES


def whole(field: Field, collection: Collection) -> st.SearchStrategy[Any]:
    """Good values of a field."""
    one = values(field, collection)
    return st.lists(one, min_size=1, max_size=3, unique_by=repr) if field.many else one


def records(kind: Kind, collection: Collection) -> st.SearchStrategy[Record]:
    """Records of a kind with whatever fields, as far as a person is asked for them."""
    fields = {each.name: whole(each, collection) for each in kind.fields if each.name not in UNASKED}
    made = st.fixed_dictionaries({}, optional=fields).filter(lambda data: len(data) >= 2)
    return made.map(lambda data: Record(kind, "naam", data))


@cache
def all_names(collection: Collection) -> dict[str, Names]:
    """The names of all questions, made once."""
    return {folder: Names(kind, collection) for folder, kind in KINDS.items()}


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.folder)
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(chosen=st.data())
def test_round_trip(
    kind: Kind, everything: Collection, tmp_path_factory: pytest.TempPathFactory, chosen: st.DataObject
) -> None:
    """Any record of any kind comes back the same through YAML, through CSV and through XLSX."""
    record = chosen.draw(records(kind, everything))
    again, problems = read(write(record).encode(), kind, "naam")
    assert [each.data for each in again] == [record.data], problems
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";").writerows(table(kind, everything, [record]))
    folder = tmp_path_factory.mktemp("rond")
    (folder / "rond.csv").write_bytes(text.getvalue().encode("utf-8-sig"))
    (folder / "rond.xlsx").write_bytes(workbook(kind, everything, [record]))
    names = all_names(everything)
    for path in (folder / "rond.csv", folder / "rond.xlsx"):
        drafter = Drafter(Reader(everything), set(), TODAY)
        found = [sent for sent in Submissions(everything, names, kind, path, {}).read(path) if isinstance(sent, Sent)]
        drafts = [drafter.draft(sent, names[kind.folder]) for sent in found]
        assert [asked(draft.record) for draft in drafts] == [record.data], path.suffix


# --- the parts ---


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2019", "2019"),
        ("2019-02", "2019-02"),
        ("2019-2-4", "2019-02-04"),
        ("14-2-2019", "2019-02-14"),
        ("14/02/2019 10:30", "2019-02-14"),
        ("14.02.2019", "2019-02-14"),
        ("02-2019", "2019-02"),
        ("14 februari 2019", "2019-02-14"),
        ("feb. 2019", "2019-02"),
        ("Maart 2019", "2019-03"),
        ("sinds mei 2021", "2021-05"),
        ("donderdag 14 februari 2019", "2019-02-14"),
        ("2026/11/20 10:15:03 AM EET", "2026-11-20"),
        ("2019-02-14T10:00:00", "2019-02-14"),
        ("2-14-2019", ""),
        ("binnenkort", ""),
        ("19", ""),
        ("", ""),
    ],
)
def test_dates(text: str, expected: str) -> None:
    """Dates are read as people write them, day before month; what is none is none."""
    assert read_date(text) == expected


@given(st.text(max_size=40))
def test_any_text_may_be_a_date(text: str) -> None:
    """No text makes the reader of dates fail, and what it gives has the form of a date."""
    found = read_date(text)
    assert found == "" or len(found) in (4, 7, 10)


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("themas", "wonen, schulden en ontmoeten", ["wonen", "schulden", "ontmoeten"]),
        ("themas", "wonen;schulden", ["wonen", "schulden"]),
        ("themas", "- wonen\n- schulden", ["wonen", "schulden"]),
        ("organisaties", "Huis, tuin en keuken", ["Huis, tuin en keuken"]),
        ("organisaties", "Een; Twee", ["Een", "Twee"]),
        ("organisaties", "Een\nTwee, drie", ["Een", "Twee, drie"]),
        ("vragen", "- Hoe dan; en waarom?", ["Hoe dan; en waarom?"]),
        ("lessen", "Een les; met een puntkomma.", ["Een les; met een puntkomma."]),
        ("gemeenten", "Rhenen / Veenendaal", ["Rhenen", "Veenendaal"]),
        ("gemeenten", "Etten-Leur", ["Etten-Leur"]),
    ],
)
def test_lists_are_split(name: str, text: str, expected: list[str]) -> None:
    """Items stand on lines, behind dashes or between semicolons; a comma divides only names of a list."""
    field = VOORBEELD.field(name)
    assert field is not None
    assert split(field, text) == expected


def test_a_comma_within_a_name_does_not_divide(collection: Collection) -> None:
    """A begrip that has a comma or "en" in its name stays whole."""
    term = Record(collection["themas"][0].kind, "water-bodem-en-lucht", {"naam": "water, bodem en lucht"})
    reader = Reader(Collection([*collection, term]))
    question = Names(VOORBEELD, reader.collection).asked[("themas",)]
    assert reader.answer(question, "water, bodem en lucht", ("themas",), Notes()) == ["water, bodem en lucht"]


def test_near() -> None:
    """A typing error finds its name; where two names are as near, neither is taken."""
    assert near("ontmoetten", ["ontmoeten", "wonen"]) == "ontmoeten"
    assert near("maan", ["maat", "maas"]) == ""
    assert near("WONEN", ["wonen", "woning"]) == "wonen"


def test_references(everything: Collection) -> None:
    """A record is meant by its id, its title or the address of its page."""
    reader = Reader(everything)
    question = Names(KINDS["toepassingen"], everything).asked[("voorbeeld",)]
    for text in (
        "buurthuis-utrecht",
        "Bewoners beheren hun buurthuis",
        "bewoners beheren hun buurthuiss",
        "https://parade.example/voorbeelden/buurthuis-utrecht/",
    ):
        assert reader.answer(question, text, ("voorbeeld",), Notes()) == "buurthuis-utrecht"
    notes = Notes()
    assert reader.answer(question, "iets heel anders", ("voorbeeld",), notes) is None
    assert [level for _, level, _ in notes.told] == [Level.FOUT]


def test_letters() -> None:
    """Columns are called as in a spreadsheet."""
    assert [letters(number) for number in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


@given(st.binary(max_size=300))
def test_any_bytes_are_a_sheet_or_told(content: bytes) -> None:
    """No content makes the reader of CSV fail with anything but a message."""
    try:
        sheet = read_csv(content, "x.csv")
    except ParadeError:
        return
    assert all(isinstance(cell, str) for _, cells in sheet.rows for cell in cells)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_encodings(encoding: str) -> None:
    """Text comes back from each encoding that form tools use."""
    text = "Titel;Kern\nCafé op één hoog – “ja”;Zo is het ongeveer, denken wij hier in de straat\n"
    assert decoded(text.encode(encoding))[0] == text


def test_ids(collection: Collection) -> None:
    """An id tells title and place, is never longer than a name may be, and never one that is there."""
    drafter = Drafter(Reader(collection), {("voorbeelden", "soep-rhenen")}, TODAY)
    made = [drafter.new_id(VOORBEELD, {"titel": "Soep", "gemeenten": ["Rhenen"]}) for _ in range(2)]
    assert made == ["soep-rhenen-2", "soep-rhenen-3"]
    assert drafter.new_id(VOORBEELD, {"titel": "Soep in Rhenen", "gemeenten": ["Rhenen"]}) == "soep-in-rhenen"
    assert len(drafter.new_id(VOORBEELD, {"titel": "x" * 200, "gemeenten": ["Rhenen"]})) <= 100
    assert drafter.new_id(VOORBEELD, {"titel": "?"}) == "voorbeeld-zonder-titel"


def test_a_file_may_hold_several_records() -> None:
    """Each record between its marks is taken; what stands between them is left."""
    one, two = '{"soort":"voornemens"}', '{"soort":"gesprekken"}'
    text = f"{BEGIN}\n{one}\n{END}\nGroet\n> {BEGIN}\n> {two}\n> {END}\n{BEGIN}\n{{half"
    assert own_records(text) == [one, two]


@pytest.mark.parametrize(
    ("typed", "yes"), [("j", True), (" Ja ", True), ("y", True), ("n", False), ("", False), ("?", False)]
)
def test_a_dutch_yes_is_a_yes(typed: str, yes: bool) -> None:
    """The question whether the headings were read well takes the letters that it names; all else is no."""
    asked = click.Command("vraag", callback=lambda: click.echo(f"antwoord: {_agreed('Klopt het?')}"))
    told = CliRunner().invoke(asked, input=f"{typed}\n").output
    assert told.startswith("Klopt het? [j/n] ")
    assert told.rstrip().endswith(f"antwoord: {yes}")
