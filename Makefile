# make site: the whole site. make test: everything that CI runs. make serve: the site, kept fresh.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
SLOW := $(wildcard tests/test_*browser.py) tests/test_access.py tests/test_paper.py

.PHONY: site serve test browser fuzz kills check lint wheel quality benchmark database benchmark-database bench bench-small screenshots lock licences sbom clean

site: $(VENV)/site
	$(BIN)/parade build

serve: $(VENV)/site
	$(BIN)/parade serve

check: $(VENV)/site
	$(BIN)/parade check

test: $(VENV)/dev lint wheel
	sh tests/chromium.sh
	sh tests/r.sh
	sh tests/postgresql.sh
	$(BIN)/pytest -n auto $(SLOW:%=--ignore=%)

# What is seen in a real browser and on paper: slow, so apart from the rest.
browser: $(VENV)/dev
	sh tests/chromium.sh
	$(BIN)/pytest -n auto $(SLOW)

# Strange inputs by the thousand: no traceback, none slow, nothing written elsewhere. make fuzz INPUTS=100000
INPUTS ?= 5000
fuzz: $(VENV)/dev
	$(BIN)/python -m tests.fuzz $(INPUTS)

# Builds killed at 200 random moments: the old site or the new one stands whole after each.
kills: $(VENV)/dev
	$(BIN)/python -m tests.kills

# The package as others get it: oldest and newest Python, and the lowest versions that it allows.
wheel: $(VENV)/dev
	sh tests/wheel.sh $(BIN)/python

lint: $(VENV)/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/biome lint

# How good search and recommendations are, as figures.
quality: $(VENV)/dev
	$(BIN)/python -m tests.quality.search
	$(BIN)/python -m tests.quality.compounds
	$(BIN)/python -m tests.quality.recommend

# How fast and how heavy they are; takes many minutes.
benchmark: $(VENV)/dev
	sh tests/chromium.sh
	$(BIN)/python -m tests.benchmarks.search
	$(BIN)/python -m tests.benchmarks.recommend

# Search in a database: all judged and 3,000 random questions as the command line answers them. Some minutes.
database: $(VENV)/dev
	sh tests/postgresql.sh
	PARADE_QUESTIONS=3000 $(BIN)/pytest tests/test_data_postgres.py

# How fast and heavy that is at 10,000, 100,000 and 1,000,000 records, and the service under load; more than an hour.
benchmark-database: $(VENV)/dev
	sh tests/postgresql.sh
	$(BIN)/python -m tests.benchmarks.endpoint
	$(BIN)/python -m tests.benchmarks.database

# How long a build takes beside plain MkDocs Material and Zensical on the same pages; takes many minutes.
bench: $(VENV)/dev
	$(BIN)/python -m tests.benchmarks.build --zensical 1000 3000

# The same on few pages, for CI: fails when a build of nothing costs twice what it may.
bench-small: $(VENV)/dev
	$(BIN)/python -m tests.benchmarks.build --least 0.4 60

# The pictures of the README.
screenshots: $(VENV)/dev site
	sh tests/chromium.sh
	$(BIN)/python -m tests.screenshots

# The pinned versions; after a change in pyproject.toml.
lock: $(VENV)/dev
	$(BIN)/uv pip compile --universal --generate-hashes --python-version 3.11 --no-header -q pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile --universal --generate-hashes --python-version 3.11 --no-header -q --extra dev pyproject.toml -o requirements-dev.txt

# What Parade is made of: licences for people, a bill of materials for machines.
licences: $(VENV)/dev
	$(BIN)/python -m tests.licences

sbom: $(VENV)/dev
	$(BIN)/uv venv --quiet build/sbom
	$(BIN)/uv pip install --quiet --python build/sbom -r requirements.txt
	$(BIN)/cyclonedx-py environment build/sbom --output-reproducible --of JSON -o build/sbom.json

clean:
	rm -rf build site $(VENV)

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Parade needs Python 3.11 or newer. Give one: make PYTHON=python3.12 site")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/site: $(VENV)/bin/python requirements.txt pyproject.toml
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps -e .
	touch $@

$(VENV)/dev: $(VENV)/site requirements-dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@
