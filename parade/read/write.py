"""Records → YAML as a person would write it."""

from __future__ import annotations

import yaml

from parade.model.record import Record


class _Dumper(yaml.SafeDumper):
    """Writes text that a person would: paragraphs as a block, lists indented."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _represent_text)


def write(record: Record) -> str:
    """The record as YAML, in the order of its definition, a begrip as a list of one; `read` of it gives it back."""
    data = dict(record.data)
    content = [data] if record.kind.list_name else data
    text = yaml.dump(content, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100)
    return str(text)
