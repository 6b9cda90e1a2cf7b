"""`python -m parade` is `parade`."""

from parade.cli import run

run()
