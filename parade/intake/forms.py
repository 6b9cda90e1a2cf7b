"""Every form that is made from the fields: where it stands, and whether it is still the same."""

from __future__ import annotations

import json
from pathlib import Path

from parade.intake import schema, text_forms
from parade.model.problems import ParadeError
from parade.model.settings import Settings

DOCS = "docs/"
ISSUES = ".github/ISSUE_TEMPLATE/"


def forms(settings: Settings) -> dict[str, str]:
    """The forms of a collection that are kept with it: the path of each below its root, and its text."""
    kinds = list(settings.kinds.values())
    made = {}
    for kind in [*kinds, *list(settings.lists.values())[:1]]:
        told = schema.schema(kind, settings)
        made[DOCS + schema.path(kind)] = json.dumps(told, ensure_ascii=False, indent=1) + "\n"
    for kind in kinds:
        made[f"{DOCS}{schema.FOLDER}{kind.label}.yml"] = text_forms.template(kind)
        made[f"{ISSUES}{kind.label}.yml"] = text_forms.issue_form(kind)
    made[f"{DOCS}velden.md"] = text_forms.documentation(kinds)
    return made


def write(root: Path, settings: Settings) -> list[str]:
    """Write the forms below `root`; gives the paths of those that changed."""
    changed = differing(root, settings)
    made = forms(settings)
    for path in changed:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(made[path], "utf-8")
    return changed


def differing(root: Path, settings: Settings) -> list[str]:
    """The paths of the forms that are not there, or not as they would be made now."""
    return [path for path, text in forms(settings).items() if _read(root / path) != text]


def check(root: Path, settings: Settings) -> None:
    """Raises `ParadeError` when a form is not as it would be made now."""
    if wrong := differing(root, settings):
        raise ParadeError(f"Deze formulieren kloppen niet meer: {', '.join(wrong)}. Maak ze opnieuw met: parade forms")


def _read(path: Path) -> str:
    return path.read_text("utf-8") if path.is_file() else ""
