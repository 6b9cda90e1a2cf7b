"""MkDocs: its settings, and its runs side by side on parts of the pages. The only module that knows it.

No page's frame depends on another page, so each core gets a part of the pages that changed, with a stub for each
page of the menu; what did not change stands in a folder from before.
"""

from __future__ import annotations

import json
import logging
import os
import tempfile
from collections.abc import Iterable, Mapping
from concurrent.futures import Executor
from html import escape
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path, PurePosixPath
from typing import Any
from xml.etree.ElementTree import Element

import yaml
from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor

from parade.keep.program import program
from parade.keep.store import key
from parade.model.problems import ParadeError
from parade.model.settings import SERVICE, Settings
from parade.pages.addresses import NEWEST_FEED, OF_SITE, SHARE_PICTURES, STYLE
from parade.pages.menu import Item
from parade.site.alone import WORK

CONFIG = "mkdocs.yml"  # at the root of a collection; what it says goes before USUAL
USUAL: dict[str, Any] = {
    "use_directory_urls": True,
    "theme": {"name": "parade", "language": "nl", "font": False, "favicon": "assets/parade/vlag.svg"},
    "plugins": [],
}
SMALL = 60  # fewer pages than this are not worth a second process
NOT_FOUND = "404.html"
HOW_SEARCH_WORKS = "hoe-werkt-het-zoeken/"
HEADING = "begin"  # the id of the heading of each page; "to the content" leads there

Pages = dict[str, str]


def config(root: Path, settings: Settings, menu: list[Item]) -> dict[str, Any]:
    """The settings of MkDocs: those of the collection's own file, with what follows from `parade.yml` over them.

    Its templates print every text as it is: texts are escaped here.
    """
    own = root / CONFIG
    made = {"INHERIT": str(_readable(own))} if own.is_file() else dict(USUAL)
    licence, keeper = settings.licentie, settings.beheer
    told = {name: keeper.get(name, "") for name in ("organisatie", "contact", "mail", "privacy")}
    told |= {"licentie": licence.get("naam", ""), "licentie_url": licence.get("url", "")}
    return {
        **made,
        "site_name": escape(settings.naam),
        "site_description": escape(settings.zin),
        "site_url": settings.adres,
        "docs_dir": "pages",
        "extra_css": [STYLE],
        # Generated pages are many: only the entrances stand in the menu, or every page would list them all.
        "not_in_nav": "*",
        "nav": [
            {escape(title): below if isinstance(below, str) else [{escape(name): page} for name, page in below]}
            for title, below in menu
        ],
        "extra": {
            "generator": False,
            "nieuwste_feed": NEWEST_FEED,
            "beeldmap": SHARE_PICTURES,
            "beeld": f"{SHARE_PICTURES}{OF_SITE}.png",
            "plaatsen": settings.plaatsen,
            "zoekdienst": service["origin"] if (service := SERVICE.fullmatch(settings.zoekdienst)) else "",
            # The page on which a collection tells how its search works, when somebody wrote one.
            "zoekuitleg": HOW_SEARCH_WORKS if (root / "docs" / f"{HOW_SEARCH_WORKS.strip('/')}.md").is_file() else "",
            **{name: escape(text) for name, text in told.items()},
        },
    }


def _readable(own: Path) -> Path:
    """The collection's own settings, which MkDocs can only read as a mapping; raises `ParadeError` with what to do."""
    try:
        node = yaml.compose(own.read_text("utf-8"))
    except (yaml.YAMLError, ValueError) as error:
        line = getattr(getattr(error, "problem_mark", None), "line", 0) + 1
        raise ParadeError(
            f"De oude site staat er nog. {CONFIG} is geen YAML, bij regel {line}. Herstel het, of haal het bestand weg."
        ) from error
    if not isinstance(node, yaml.MappingNode):
        raise ParadeError(
            f"De oude site staat er nog. In {CONFIG} horen velden, zoals theme: of plugins: . Herstel of verwijder het."
        )
    return own


def frame(told: Mapping[str, Any]) -> bytes:
    """A hash that is the same only while every page would get the same frame."""
    own = Path(told["INHERIT"]).read_bytes() if "INHERIT" in told else b""
    return key(program(), own, json.dumps({**told, "INHERIT": ""}, sort_keys=True))


def theme() -> dict[str, bytes]:
    """Every file of the theme, by its path; those below `assets/` belong in the site."""
    found: dict[str, bytes] = {}

    def note(folder: Traversable, above: PurePosixPath) -> None:
        for item in folder.iterdir():
            if item.is_dir():
                note(item, above / item.name)
            elif not item.name.endswith((".py", ".pyc")):
                found[str(above / item.name)] = item.read_bytes()

    note(files("parade.site.theme"), PurePosixPath())
    return dict(sorted(found.items()))


def render(
    pages: Pages, others: Iterable[str], told: Mapping[str, Any], executor: Executor | None, cores: int
) -> dict[str, bytes]:
    """The HTML of pages given as {path: Markdown}, by path within the site, with the page for what is not there.

    `others` are the other files to which a page written by hand may link. Raises `ParadeError` when MkDocs stops.
    """
    entrances = {path: pages[path] for path in sorted(pages) if "/" not in path or path.endswith("/index.md")}
    rest = sorted(set(pages) - set(entrances))
    share = -(-len(rest) // cores) if executor and len(rest) > SMALL else max(len(rest), 1)
    parts = [{path: pages[path] for path in rest[at : at + share]} for at in range(0, len(rest), share)]
    work = [(dict.fromkeys(others, "") | entrances, dict(told)), *((part, dict(told)) for part in parts)]
    run = executor.map if executor and len(work) > 1 else map
    made: dict[str, bytes] = {}
    for html, fault in run(_rendered, work):
        if fault:
            look = f" Gaat het over een instelling? Kijk dan in {CONFIG}." if "INHERIT" in told else ""
            raise ParadeError(f"De sitebouwer stopte. De oude site staat er nog.{look} Dit zei hij:\n{fault[-3000:]}")
        made |= html
    return made


def target(path: str) -> str:
    """Where the page made of `voorbeelden/x.md` stands in the site."""
    if path == NOT_FOUND:
        return path
    bare = path.removesuffix(".md")
    return f"{bare}.html" if PurePosixPath(bare).name == "index" else f"{bare}/index.html"


def _rendered(work: tuple[Pages, dict[str, Any]]) -> tuple[dict[str, bytes], str]:
    """The HTML of one part, or what MkDocs said when it stopped."""
    part, told = work
    said: list[str] = []
    with tempfile.TemporaryDirectory(prefix=f"{WORK}{os.getpid()}-") as folder:
        root = Path(folder)
        for path, text in {**_stubs(told["nav"]), **part}.items():
            place = root / "pages" / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8")
        (root / CONFIG).write_text(yaml.safe_dump(told, allow_unicode=True, sort_keys=False), encoding="utf-8")
        if not _run(root, said):
            return {}, "\n".join(said)
        site = root / "site"
        wanted = [target(path) for path in part if path.endswith(".md")]
        return {name: (site / name).read_bytes() for name in [*wanted, NOT_FOUND]}, ""


def _stubs(nav: list[dict[str, Any]]) -> Pages:
    """A page with only its title for each page of the menu: the frame of another page needs no more of it."""
    items = [pair for item in nav for pair in item.items()]
    below = [pair for _, value in items if not isinstance(value, str) for item in value for pair in item.items()]
    return {path: f"# {title}\n" for title, path in [*items, *below] if isinstance(path, str)}


def _run(root: Path, said: list[str]) -> bool:
    """Run MkDocs in strict mode; whether it came to an end. What it warns of is added to `said`."""
    # Material announces its own end of life on every run; that is no news to who writes examples.
    os.environ |= {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import MkDocsException

    listener = logging.Handler(logging.WARNING)
    listener.emit = lambda record: said.append(record.getMessage())  # type: ignore[method-assign]
    logger = logging.getLogger("mkdocs")
    logger.addHandler(listener)
    logger.propagate = False
    try:
        config = load_config(str(root / CONFIG), site_dir=str(root / "site"), strict=True)
        config["markdown_extensions"].append(_Heading())
        build(config)
    except MkDocsException as error:
        said.append(str(error))
        return False
    finally:
        logger.removeHandler(listener)
    return True


class _Heading(Extension):
    """Gives the heading of each page one id of ours: made of a title it could be any id that the page has already."""

    def extendMarkdown(self, md: Markdown) -> None:
        before_toc = 10  # which gives ids to all that have none
        md.treeprocessors.register(_FirstHeading(md), "parade-heading", before_toc)


class _FirstHeading(Treeprocessor):
    def run(self, root: Element) -> None:
        heading = root.find("h1")
        if heading is not None:
            heading.set("id", HEADING)
