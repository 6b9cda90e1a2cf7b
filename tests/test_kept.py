"""What a build keeps of the one before: only what changed is made again, and nothing that is gone stays."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from parade.keep.steps import Steps
from parade.model.problems import ParadeError
from parade.site import builder
from parade.site.build import build
from tests.conftest import RECORDS, ROOT, TODAY


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[set[str]]:
    """The pages that each run of the site builder was handed."""
    runs: list[set[str]] = []
    whole = builder.render

    def noted(pages: builder.Pages, *others: object) -> dict[str, bytes]:
        runs.append(set(pages))
        return whole(pages, *others)  # type: ignore[arg-type]

    monkeypatch.setattr(builder, "render", noted)
    return runs


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small collection without municipalities, so that it is built in a second."""
    shutil.copytree(ROOT / RECORDS / "klimaat", tmp_path, dirs_exist_ok=True)
    return tmp_path


def site(root: Path) -> dict[str, bytes]:
    """The site built from a folder."""
    build(root / "examples", root / "site", TODAY)
    return {
        path.relative_to(root / "site").as_posix(): path.read_bytes()
        for path in (root / "site").rglob("*")
        if path.is_file()
    }


CHANGES = {
    "a record": ("examples/voorbeelden/groen-schoolplein.yml", "titel: Heel iets anders\n"),
    "a new record": ("examples/voorbeelden/nieuw.yml", ""),
    "no record": ("examples/voorbeelden/groen-dak-bushokje.yml", None),
    "a begrip": ("examples/begrippen/themas.yml", "- naam: nieuw thema\n  uitleg: Iets nieuws.\n"),
    "the settings": ("parade.yml", "naam: Anders\nzin: Een andere zin\nplaatsen: 'nee'\n"),
    "the builder": ("mkdocs.yml", "site_name: x\ntheme: {name: parade, language: nl, font: false}\nplugins: []\n"),
    "a page by hand": ("docs/over.md", "# Over anderen\n"),
}


def change(root: Path, name: str) -> None:
    """Change one thing of that kind."""
    path, text = CHANGES[name]
    place = root / path
    if text is None:
        place.unlink()
    elif name == "a record":
        place.write_text(text + place.read_text("utf-8").split("\n", 1)[1], "utf-8")
    elif name == "a new record":
        place.write_text(
            (place.parent / "koele-huiskamer.yml").read_text("utf-8").replace("titel:", "titel: Nog"), "utf-8"
        )
    elif name == "a begrip":
        place.write_text(place.read_text("utf-8") + text, "utf-8")
    else:
        place.write_text(text, "utf-8")


@pytest.mark.parametrize("name", CHANGES)
def test_what_is_kept_is_as_if_made_anew(root: Path, name: str) -> None:
    """After a change of any kind the site is byte for byte the one that is built from nothing."""
    site(root)
    change(root, name)
    kept = site(root)
    shutil.rmtree(root / "build")
    assert kept == site(root)


def test_only_pages_that_changed_are_made_again(root: Path, rendered: list[set[str]]) -> None:
    """Without a change no page is handed to the site builder; a changed page by hand is handed alone."""
    first = site(root)
    assert site(root) == first
    change(root, "a page by hand")
    site(root)
    assert [len(pages) > 20 for pages in rendered] == [True, False]
    assert rendered[1] == {"over.md"}


def test_a_store_that_is_none_is_not_believed(root: Path) -> None:
    """A broken, foreign or half store, or one without rights, costs time and changes nothing."""
    first = site(root)
    place = root / "build/bewaard.sqlite"
    whole = place.read_bytes()
    for content in (b"", b"\x00" * 5000, whole[: len(whole) // 2], whole[:200] + b"x" * 400 + whole[600:]):
        place.write_bytes(content)
        assert site(root) == first


def test_a_site_that_was_touched_is_made_whole_again(root: Path) -> None:
    """A page that is gone, another one, or one that somebody changed: the next build gives the same site again."""
    first = site(root)
    (root / "site/over/index.html").unlink()
    assert site(root) == first
    (root / "site/vreemd.html").write_text("x")
    assert site(root) == first
    (root / "site/over/index.html").write_text("x")
    assert site(root) == first
    (root / "build/pages/over.md").write_text("x")
    assert site(root) == first


def test_nothing_is_made_when_nothing_changed(root: Path) -> None:
    """Then only what stands is looked at; afterwards the tips are told as before."""
    before = build(root / "examples", root / "site", TODAY)
    steps = Steps()
    assert build(root / "examples", root / "site", TODAY, steps) == before
    assert [cost.step for cost in steps.costs] == ["kijken"]


def test_links_of_a_page_by_hand_are_looked_at_though_it_did_not_change(root: Path) -> None:
    """It may link to pages that did not change; when one is gone, the build stops as one from nothing would."""
    place = root / "docs/over.md"
    (root / "docs/erbij.md").write_text("# Erbij\n", "utf-8")
    place.write_text("# Over\n\n[erbij](erbij.md)\n", "utf-8")
    site(root)
    place.write_text("# Over ons\n\n[erbij](erbij.md)\n", "utf-8")
    assert b"Over ons" in site(root)["over/index.html"]
    (root / "docs/erbij.md").unlink()
    with pytest.raises(ParadeError, match="De sitebouwer stopte"):
        site(root)
