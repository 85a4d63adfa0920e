# Laurel: everything a newcomer types. Each step leaves a stamp named after the contents that it was made
# from, so a second `make` does only what changed.

PORT ?= 8000
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMPS := $(VENV)/stamps

contents = $(shell cat $(1) 2>/dev/null | sha256sum | cut -c1-16)
ASSET_SOURCES := $(sort $(wildcard assets/*.* assets/*/*.* assets/*/*/*.*))
ASSET_SOURCES := $(filter-out assets/node_modules/%,$(ASSET_SOURCES))

MADE := $(STAMPS)/venv-$(call contents,requirements/tools.txt)
RUNTIME := $(STAMPS)/run-$(call contents,requirements/run.txt pyproject.toml)
DEV := $(STAMPS)/dev-$(call contents,requirements/dev.txt)
ASSETS := $(STAMPS)/assets-$(call contents,$(ASSET_SOURCES))

# Twice as many as processors, since tests of processes and browsers mostly wait for those.
WORKERS := $(shell echo $$((2 * $$(getconf _NPROCESSORS_ONLN))))
PYTEST := $(BIN)/pytest --numprocesses $(WORKERS) --maxprocesses 8 --maxschedchunk 4
INSTALL := $(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes
LOCK := $(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"

# What Python compiles is kept: without it every start takes seconds more.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup dev run quick test check bench screens lock

help:  ## this page
	@echo "Laurel takes a film festival from its call for entries to its shortlist."
	@echo
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 16
	@echo
	@echo "The command line is $(BIN)/festival (after make setup)."

setup: $(RUNTIME) $(ASSETS)  ## install what Laurel needs into .venv and build the pages' assets

dev: setup $(DEV)

run: setup  ## start the demo on 127.0.0.1 (PORT=8000, data in FESTIVAL_HOME=./var)
	@PORT=$(PORT) exec $(BIN)/festival demo --stop-with-parent

quick: dev  ## lint, and test what changed since main as far as it needs no browser and no process
	@$(BIN)/python tests/quick.py

# Over PostgreSQL go the tests that reach a database, found by their fixtures: see tests/marks.py.
test: dev  ## run the tests, over SQLite and PostgreSQL (ARGS="tests/entries -k deadline" runs some, over SQLite)
	$(PYTEST) $(or $(ARGS),--database both)

check: dev  ## linters, types, dead code, dependencies, templates and the contracts between the packages
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint --quiet templates
	$(BIN)/python -m tests.project.template_names > $(VENV)/template_names.py
	$(BIN)/vulture
	$(BIN)/deptry --no-ansi .
	$(BIN)/deptry --no-ansi tests bench docs --exclude "\.venv" --ignore DEP002,DEP004
	$(BIN)/lint-imports
	$(BIN)/mypy

bench: dev  ## measure side by side; ends with an error when a limit is passed
	@status=0; for file in $(sort $(wildcard bench/[a-z]*.py)); do \
		$(BIN)/python -m bench.$$(basename $$file .py) || status=1; \
	done; exit $$status

screens: dev  ## take the pictures in docs/screens again, from the real pages
	PYTHONPATH=. $(BIN)/python docs/take_screens.py

lock: $(MADE)  ## choose the newest allowed versions and lock them with hashes
	$(LOCK) pyproject.toml --group dev --all-extras -o requirements/dev.txt
	$(LOCK) pyproject.toml --all-extras -c requirements/dev.txt -o requirements/run.txt
	$(LOCK) requirements/tools.in -c requirements/dev.txt -o requirements/tools.txt
	$(LOCK) requirements/node.in -o requirements/node.txt

$(MADE):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Laurel needs Python 3.11 or later; $(PYTHON) is not. Name another: make PYTHON=python3.12 …"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo "Python's venv module is missing. On Debian it is a package: apt install python3-venv"; exit 1; }
	@rm -rf $(VENV)
	@echo "Making $(VENV)"
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/tools.txt
	@mkdir -p $(STAMPS) && touch $@

$(RUNTIME): $(MADE)
	@echo "Installing what Laurel runs on"
	$(INSTALL) -r requirements/run.txt
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@rm -f $(STAMPS)/run-* && touch $@

$(DEV): $(RUNTIME)
	@echo "Installing what the tests and linters need"
	$(INSTALL) -r requirements/dev.txt
	@rm -f $(STAMPS)/dev-* && touch $@

# Node from PATH when it is recent enough, otherwise the one that comes as a wheel.
$(ASSETS): $(MADE)
	@node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' 2>/dev/null && npm --version >/dev/null 2>&1 || \
		$(INSTALL) -r requirements/node.txt
	@echo "Building the pages' assets"
	cd assets && PATH="$(CURDIR)/$(BIN):$$PATH" && npm ci --ignore-scripts --no-audit --no-fund --no-update-notifier && node build.mjs
	@rm -f $(STAMPS)/assets-* && touch $@
