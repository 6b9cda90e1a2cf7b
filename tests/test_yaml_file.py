"""Reading one YAML file from a stranger: every trap gives a problem with its place and its cure."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parade.model.fields import KINDS, LISTS, VOORBEELD
from parade.model.problems import Level, Problem
from parade.read.content import MAX_BYTES
from parade.read.records import read, read_folder
from parade.read.yaml_file import YamlFile, read_file
from tests.conftest import KEY, ROOT, only, read_text

# What stands in the file, the line and column told, and a part of the message that names the cure.
TRAPS: dict[str, tuple[str | bytes, int, int, str]] = {
    "latin-1": (b"titel: caf\xe9\n", 1, 11, "Sla het bestand op als UTF-8"),
    "latin-1 after other letters": ("titel: één caf".encode() + b"\xe9\n", 1, 15, "Sla het bestand op als UTF-8"),
    "latin-1 after CRLF": (b"kern: a\r\ntitel: caf\xe9\n", 2, 11, "Sla het bestand op als UTF-8"),
    "tab": ("bronnen:\n\t- titel: a\n", 2, 1, "Gebruik spaties"),
    "unquoted colon": ("titel: Samen doen: meer\n", 1, 18, 'Schrijf: titel: "Samen doen: meer"'),
    "no space after colon": ("titel:Samen\nkern: a\n", 1, 6, "een dubbele punt en een spatie. Schrijf: titel: Samen"),
    "indentation": ("titel: a\n  kern: b\n", 2, 3, "Haal er 2 spaties voor weg"),
    "unclosed quote": ("titel: 's-Gravenhage doet het\n", 1, 8, "gaat hier open en nergens dicht"),
    "unclosed double quote": ('titel: "Samen\nkern: a\n', 1, 8, "gaat hier open en nergens dicht"),
    "text after quote": ('titel: "Samen" doen\n', 1, 8, "Na het tweede aanhalingsteken staat nog tekst"),
    "starts with @": ("titel: @samen\n", 1, 8, "niet beginnen met @"),
    "starts with %": ("titel: %samen\n", 1, 8, "niet beginnen met %"),
    "starts with *": ("titel: *samen*\n", 1, 8, "niet beginnen met *"),
    "starts with * and is known nowhere": ("titel: *samen\n", 1, 8, "niet beginnen met *"),
    "starts with &": ("titel: & samen\n", 1, 8, "niet beginnen met &"),
    "starts with !": ("titel: !<samen\n", 1, 8, "niet beginnen met !"),
    "starts with `": ("titel: `samen`\n", 1, 8, "niet beginnen met `"),
    "dash after the name": ("wetten: - samen\n", 1, 9, "Begin de lijst op de volgende regel"),
    "dash before a text": ("titel: - samen\n", 1, 8, 'Schrijf: titel: "- samen"'),
    "bracket": ("titel: a\nwetten: [Wmo 2015\nkern: b\n", 2, 9, "De lijst tussen haken klopt niet"),
    "loose text": ("titel: a\nlosse tekst\nkern: b\n", 2, 1, "hoort bij de tekst van"),
    "empty": ("", 1, 1, "Het bestand is leeg"),
    "only comment": ("# niets\n", 1, 1, "Het bestand is leeg"),
    "two documents": ("titel: a\n---\ntitel: b\n", 2, 1, "Zet elk record in een eigen bestand"),
    "aliases": ("titel: a\nlessen: [*a, *a]\n", 2, 10, "niet beginnen met *"),
    "nesting": ("[" * 100_000, 1, 9, "Maak het platter"),
    "nesting below": ("titel: a\nlessen: " + "{a: " * 10 + "}" * 10, 2, 37, "Maak het platter"),
    "many values": ("lessen:\n" + "- a\n" * 20_000, 19_999, 3, "Splits het bestand"),
    "large": (b"a" * (MAX_BYTES + 1), 1, 1, "Maak de teksten korter"),
    "nul": (b"titel: a\x00b\n", 1, 9, "onzichtbaar teken (U+0000)"),
    "turned around": ("titel: a\u202eb\n", 1, 9, "onzichtbaar teken (U+202E, leesrichting)"),
    "escape code": ("titel: \x1b[31m\n", 1, 8, "onzichtbaar teken (U+001B)"),
}


@pytest.mark.parametrize("trap", TRAPS)
def test_trap(trap: str) -> None:
    """Each trap is a fout at its own line and column that names the cure."""
    text, line, column, cure = TRAPS[trap]
    found = YamlFile("x.yml", text if isinstance(text, bytes) else text.encode()).problems
    assert found, "nothing told"
    assert (found[0].line, found[0].column) == (line, column), found[0]
    assert cure in found[0].message
    assert found[0].level is Level.FOUT


def test_bom() -> None:
    """A byte order mark is a tip, and the record is read."""
    records, problems = read_text(b"\xef\xbb\xbf" + KEY.encode())
    assert records[0]["titel"] == "Een naam"
    assert only(problems).level is Level.TIP
    assert "zonder BOM" in only(problems).message


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends(end: str) -> None:
    """Windows line ends are one tip, and paragraphs stay as written."""
    records, problems = read_text(f"titel: a{end}kern: |-{end}  een{end}{end}  twee{end}")
    assert records[0]["kern"] == "een\n\ntwee"
    assert "regeleinde LF" in only(problems).message


def test_all_mistakes_at_once() -> None:
    """Mistakes on several lines are all told, each on its own line."""
    problems = YamlFile("x.yml", b"titel: a: b\nkern: @c\naanpak: 'd\nresultaat: e: f\n").problems
    assert {problem.line for problem in problems} >= {1, 2, 3}


def test_reading_goes_on_after_a_mistake() -> None:
    """A mistake in one line leaves the other fields readable."""
    records, _ = read_text("titel: a: b\nkern: een kern\n")
    assert records[0]["kern"] == "een kern"


def test_too_many_mistakes() -> None:
    """Of a file with very many mistakes the first are told, and how many more there are."""
    problems = YamlFile("x.yml", b"a: @\n" * 100).problems
    assert (problems[-1].line, len(problems)) == (21, 21)
    assert "staan er nog 80" in problems[-1].message


def test_billion_laughs() -> None:
    """Aliases of aliases are refused before they grow."""
    lines = ["a0: &a0 [lol, lol]"]
    lines += [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}, *a{n - 1}, *a{n - 1}]" for n in range(1, 30)]
    assert "Haal &a0 weg" in YamlFile("x.yml", "\n".join(lines).encode()).problems[0].message


def test_alias_to_itself() -> None:
    """An alias that holds itself gives problems and no endless loop."""
    _, problems = read_text("titel: a\nlessen: &a [*a, *a]\nbronnen: &b\n  - *b\ninwoners: &c {hoe: *c}\n")
    assert {problem.line for problem in problems} >= {2, 3, 5}


@pytest.mark.parametrize(
    "content",
    ["a" * MAX_BYTES, "a: " * 60_000, "- " * 100_000, "? " * 100_000, "'" * 200_000, "a:\n" * 60_000, "&a " * 80_000],
    ids=lambda content: content[:3].strip(),
)
def test_hostile_text_is_read_in_bounded_time(content: str) -> None:
    """The largest file of one repeated thing is told off within seconds."""
    begin = time.monotonic()
    _, problems = read_text(content)
    assert problems
    assert time.monotonic() - begin < 10


def test_unreadable_file(tmp_path: Path) -> None:
    """A file that cannot be opened is a problem that says why."""
    problem = only(read_file(tmp_path / "weg.yml", "weg.yml").problems)
    assert "niet te lezen" in problem.message
    assert read_file(tmp_path, "map.yml").node is None


KINDS_OF_FILE = [*KINDS.values(), *LISTS.values()]
RECORDS = [path.read_bytes() for path in sorted((ROOT / "examples").rglob("*.yml"))][:60]
SCRAPS = [
    scrap.encode()
    for scrap in [
        ":",
        "'",
        '"',
        "#",
        "!",
        "[",
        "{",
        "|",
        ">",
        "%",
        "&a",
        "*a",
        "---",
        "<<:",
        "\u2028",
        "!!python/object:os.system",
    ]
]
SCRAPS += [b"\t", b"\n", b"\r", b"- ", b"? ", b": ", b"\x85", b"\xff", b"\xef\xbb\xbf"]


def holds(problems: list[Problem], content: bytes) -> None:
    """Every problem has a message of one line and lies within the file, or right behind its end."""
    lines = content.count(b"\n") + content.count(b"\r") + 1
    for problem in problems:
        assert problem.message
        assert "\n" not in str(problem)
        assert 1 <= problem.line <= lines + 1
        assert problem.column >= 1


@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode("utf-8", "surrogatepass")))
@settings(max_examples=300, deadline=None)
def test_no_bytes_raise(content: bytes) -> None:
    """Whatever the bytes, every kind reads them without raising, and each problem has a place in the file."""
    for kind in (VOORBEELD, LISTS["themas"]):
        _, problems = read(content, kind, "naam")
        holds(problems, content)


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_no_mutated_record_raises(data: st.DataObject) -> None:
    """Real records with bytes cut out, doubled or put in are read without raising, as any kind."""
    content = bytearray(data.draw(st.sampled_from(RECORDS))[:3000])
    for _ in range(data.draw(st.integers(1, 5))):
        start = data.draw(st.integers(0, len(content)))
        end = data.draw(st.integers(start, min(start + 30, len(content))))
        scrap = data.draw(st.sampled_from([b"", content[start:end] * 2, *SCRAPS]))
        content[start:end] = scrap
    _, problems = read(bytes(content), data.draw(st.sampled_from(KINDS_OF_FILE)), "naam")
    holds(problems, bytes(content))


@given(st.lists(st.sampled_from(["a", "titel", "bronnen", " ", "  ", *(scrap.decode("latin-1") for scrap in SCRAPS)])))
@settings(max_examples=300, deadline=None)
def test_no_scraps_of_yaml_raise(parts: list[str]) -> None:
    """Any pile of YAML's own signs is read without raising."""
    content = "".join(parts).encode("latin-1")
    _, problems = read(content, VOORBEELD, "naam")
    holds(problems, content)


def folder_with(root: Path, **files: str) -> Path:
    """A folder of records with those voorbeelden and one good one."""
    folder = root / "examples"
    (folder / "voorbeelden").mkdir(parents=True)
    for name, text in {"goed": KEY, **files}.items():
        (folder / "voorbeelden" / f"{name}.yml").write_text(text, encoding="utf-8")
    return folder


def test_folder_goes_on_after_a_bad_file(tmp_path: Path) -> None:
    """One unreadable file leaves the others in the collection."""
    collection, problems = read_folder(folder_with(tmp_path, erg="[" * 1000, kapot="a: 'b\n", leeg=""))
    assert "goed" in collection.ids("voorbeelden")
    assert {problem.path for problem in problems} == {
        f"examples/voorbeelden/{name}.yml" for name in ("erg", "kapot", "leeg")
    }


def test_yaml_ending(tmp_path: Path) -> None:
    """A file that ends on .yaml is told its new name."""
    folder = folder_with(tmp_path)
    (folder / "voorbeelden" / "tuin.yaml").write_text(KEY, encoding="utf-8")
    collection, problems = read_folder(folder)
    assert '"tuin.yml"' in only(problems).message
    assert collection.ids("voorbeelden") == ["goed"]


def test_folder_named_yml(tmp_path: Path) -> None:
    """A folder called x.yml is a problem, not a crash."""
    folder = folder_with(tmp_path)
    (folder / "voorbeelden" / "x.yml").mkdir()
    assert "geen gewoon bestand" in only(read_folder(folder)[1]).message


def test_symlink_out_of_the_folder(tmp_path: Path) -> None:
    """A link to outside the folder is refused and not followed."""
    folder = folder_with(tmp_path)
    (tmp_path / "geheim.yml").write_text(KEY, encoding="utf-8")
    (folder / "voorbeelden" / "link.yml").symlink_to(tmp_path / "geheim.yml")
    collection, problems = read_folder(folder)
    assert "naar buiten de map" in only(problems).message
    assert collection.ids("voorbeelden") == ["goed"]


def test_symlink_to_itself_and_to_nothing(tmp_path: Path) -> None:
    """A link in a circle and a link to nothing are problems."""
    folder = folder_with(tmp_path)
    for name, target in (("rond", "rond.yml"), ("niets", "weg.yml")):
        (folder / "voorbeelden" / f"{name}.yml").symlink_to(folder / "voorbeelden" / target)
    assert len(read_folder(folder)[1]) == 2


def test_linked_folder_out_of_the_folder(tmp_path: Path) -> None:
    """A linked folder is refused when it lies outside."""
    folder = folder_with(tmp_path)
    (tmp_path / "elders").mkdir()
    (folder / "toepassingen").symlink_to(tmp_path / "elders")
    assert "naar buiten de map" in only(read_folder(folder)[1]).message


def test_record_in_a_strange_place(tmp_path: Path) -> None:
    """A record outside the known folders is told which folders there are."""
    folder = folder_with(tmp_path)
    (folder / "los.yml").write_text(KEY, encoding="utf-8")
    (folder / "begrippen").mkdir()
    (folder / "begrippen" / "thema.yml").write_text("- naam: a\n", encoding="utf-8")
    _, problems = read_folder(folder)
    assert len(problems) == 2
    assert all("voorbeelden" in problem.message and "begrippen/themas.yml" in problem.message for problem in problems)
