# `make omissions` runs the main job, `make test` the tests; both set up what they need.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: omissions test check lint types layers build shapes clean

omissions: $(STAMP)
	@$(BIN)/policygraph omissions

test: $(STAMP)
	$(BIN)/pytest

check: lint types layers test

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(STAMP)
	$(BIN)/mypy

layers: $(STAMP)
	$(BIN)/lint-imports

# The source tables are not part of the project: make build SOURCES=/path/to/tables
build: $(STAMP)
	$(BIN)/policygraph build --sources "$(SOURCES)"

# Gap shapes are made from the gap queries; a test proves that they are fresh.
shapes: $(STAMP)
	$(BIN)/python -c 'from policygraph.gaps.shapes import derive_shapes; from pathlib import Path; \
	  [Path("shapes/gaps", name).write_text(text) for name, text in derive_shapes().items()]'

clean:
	rm -rf $(VENV) site dist build

# Debian and Ubuntu keep `venv` in a package of its own; it is installed where it is missing.
$(STAMP): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "policygraph needs Python 3.11 or newer: make PYTHON=/path/to/python3.11" >&2; exit 2; }
	@echo "Setting up $(VENV), once ..." >&2
	@$(PYTHON) -m venv $(VENV) >/dev/null 2>&1 || $(MAKE) --no-print-directory system-venv
	@$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'
	@$(BIN)/python -m pip install --quiet --editable . --group dev
	@touch $@

.PHONY: system-venv
system-venv:
	@rm -rf $(VENV)
	@command -v apt-get >/dev/null \
	  || { echo "Python's venv module is missing: install it and run make again." >&2; exit 2; }
	@SUDO=$$([ "$$(id -u)" = 0 ] || echo sudo); \
	  $$SUDO apt-get update -qq && $$SUDO apt-get install -qq -y python3-venv >/dev/null
	@$(PYTHON) -m venv $(VENV)
