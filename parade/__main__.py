"""`python -m parade` is `parade`."""

from parade.cli import run

if __name__ == "__main__":  # a second process imports this file too
    run()
