"""MkDocs: its settings, and its run as a subprocess. The only module that knows it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from parade.model.problems import ParadeError

CONFIG = Path("mkdocs.yml")


def config() -> dict[str, Any]:
    """The settings in mkdocs.yml; raises `ParadeError` when they cannot be read."""
    from mkdocs.exceptions import ConfigurationError  # here, for both take a tenth of a second
    from mkdocs.utils.yaml import yaml_load

    try:
        with CONFIG.open("rb") as file:
            return yaml_load(file)
    except ConfigurationError as error:
        raise ParadeError(f'Het bestand "{CONFIG}" is niet te lezen. {error}') from error


def run(target: Path) -> None:
    """Make the site in the folder `target`; raises `ParadeError` when the builder stops."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--config-file", str(CONFIG)]
    # Material announces its own end of life on every run; that is no news to who writes examples.
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
    done = subprocess.run(
        [*command, "--site-dir", str(target)], capture_output=True, text=True, env=environment, check=False
    )
    if done.returncode:
        raise ParadeError(
            f"De sitebouwer stopte. De oude site staat er nog. Dit zei hij:\n{done.stderr.strip()[-3000:]}"
        )
