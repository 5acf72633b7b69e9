# `make omissions` runs the main job, `make test` the tests; both set up what they need.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
TOOLS := $(VENV)/.tools

.PHONY: omissions test check lint types layers build shapes docs site clean

omissions: $(STAMP)
	@$(BIN)/policygraph omissions

# One worker a core; what a test module sets up is set up in one worker only.
test: $(STAMP) $(TOOLS)
	$(BIN)/pytest --numprocesses auto --dist loadfile

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

# References are made from commands, rules and figures; tests prove that they are fresh.
docs: $(STAMP)
	$(BIN)/python docs/make_cli_reference.py
	$(BIN)/python docs/make_rules_reference.py
	$(BIN)/python docs/make_tables_reference.py
	$(BIN)/python docs/make_sensitivity.py
	$(BIN)/python docs/make_agreement.py

# The documents as a site, with references and a gallery of reports, in build/site.
site: $(STAMP)
	$(BIN)/python docs/make_site.py build/site

clean:
	rm -rf $(VENV) site dist build

# Debian and Ubuntu keep ensurepip in a package of its own. Where it is missing, the system's own
# pip fills the environment, and where that is missing too, the package is installed.
$(STAMP): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "policygraph needs Python 3.11 or newer: make PYTHON=/path/to/python3.11" >&2; exit 2; }
	@echo "Setting up $(VENV), once ..." >&2
	@$(PYTHON) -m venv $(VENV) >/dev/null 2>&1 \
	  || $(MAKE) borrow-pip >/dev/null 2>&1 || $(MAKE) --no-print-directory install-venv
	@$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'
	@$(BIN)/python -m pip install --quiet --editable . --group dev
	@touch $@

.PHONY: borrow-pip install-venv
borrow-pip:
	@rm -rf $(VENV)
	@$(PYTHON) -m venv --without-pip $(VENV)
	@$(PYTHON) -m pip --python $(BIN)/python install --quiet 'pip>=25.1'

install-venv:
	@rm -rf $(VENV)
	@PACKAGE=$$($(PYTHON) -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])'); \
	  SUDO=$$([ "$$(id -u)" = 0 ] || echo sudo); \
	  for TOOL in apt-get $$SUDO; do command -v $$TOOL >/dev/null || { \
	    echo "Python's venv module is missing: install $$PACKAGE and run make again." >&2; exit 2; \
	  }; done; \
	  echo "Installing $$PACKAGE ..." >&2; \
	  $$SUDO apt-get update -qq && $$SUDO apt-get install -qq -y $$PACKAGE >/dev/null
	@$(PYTHON) -m venv $(VENV)

# What the tests drive besides Python: a browser, and the library that sets the text of a PDF. Where
# they cannot be installed, the tests that need them are skipped and say why.
$(TOOLS): $(STAMP)
	@WANTED=; \
	  command -v chromium >/dev/null || command -v chromium-browser >/dev/null || WANTED=chromium; \
	  $(BIN)/python -c 'import weasyprint' >/dev/null 2>&1 \
	    || WANTED="$$WANTED libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core"; \
	  SUDO=$$([ "$$(id -u)" = 0 ] || echo sudo); \
	  for PACKAGE in $$WANTED; do \
	    echo "Installing $$PACKAGE ..." >&2; \
	    [ -n "$$UPDATED" ] || { UPDATED=yes; $$SUDO apt-get update -qq; }; \
	    $$SUDO apt-get install -qq -y --no-install-recommends $$PACKAGE >/dev/null \
	      || echo "$$PACKAGE cannot be installed: the tests that need it are skipped." >&2; \
	  done
	@touch $@
