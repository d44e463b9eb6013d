# Everything starts here: `make run` serves the site, `make test` tests it.
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
DEV := .venv/.dev
WEB := .venv/.web
RUN := .venv/.run

.DEFAULT_GOAL := help
.PHONY: help run reset test soak check audit scan bench lighthouse pictures lock lock-web format

help:
	@echo "make run    serve the site with its demonstration on http://127.0.0.1:$(PORT)"
	@echo "make reset  throw the demonstration's data away, to begin anew"
	@echo "make test   the test suite        make check  linters, types, imports, templates"
	@echo "make soak   the long series       make bench  the measurements"
	@echo "make audit  known weaknesses of the locked packages"
	@echo "make scan   the site under three scanners, as everybody"
	@echo "make lighthouse  the pages as Lighthouse finds them    make pictures  the README's pictures"

run: $(RUN)
	@exec $(BIN)/flask serve --port $(PORT)

reset: $(RUN)
	@$(BIN)/flask demo remove

test: $(DEV)
	$(BIN)/python -m pytest -n auto

soak: $(DEV)
	$(BIN)/python -m pytest -n auto tests/soak

check: $(DEV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/basedpyright
	$(BIN)/lint-imports
	$(BIN)/djlint --check --lint --quiet templates
	$(BIN)/python -m tests.translations

# Known weaknesses of the locked packages; fails by what is found, not by a service that cannot be asked.
audit: $(DEV)
	$(BIN)/python -m tests.audit

# The site under wapiti, nikto and sqlmap (packages of the system), as everybody; some twenty minutes.
scan: $(DEV)
	$(BIN)/python -m tests.scan

format: $(DEV)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/djlint --reformat --quiet templates

bench: $(DEV)
	$(BIN)/python -m tests.bench

# What checks the pages from outside, and needs Node (docs/develop.md): the HTML checker, Lighthouse.
lighthouse: $(DEV) $(WEB)
	$(BIN)/python -m tests.web.lighthouse

# The pictures of the README, from the demonstration.
pictures: $(DEV)
	$(BIN)/python -m tests.web.pictures

$(WEB): tests/web/package-lock.json | .venv
	npm ci --prefix tests/web --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

# The lock: every dependency at one version, with its digests, for Python 3.11 and newer.
LOCK := $(BIN)/uv pip compile -q --universal --generate-hashes --python-version 3.11 \
	--custom-compile-command "make lock" pyproject.toml
lock: $(DEV)
	$(LOCK) -o requirements.txt
	$(LOCK) --extra dev -o requirements-dev.txt

lock-web: $(DEV)
	$(BIN)/python -m tests.web.lock

.venv:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Konkurss needs Python 3.11 or newer")'
	$(PYTHON) -m venv .venv

# Our own `flask` command (docs/decisions/0002) comes last, so that it stands over Flask's.
INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check
$(RUN): requirements.txt pyproject.toml | .venv
	$(INSTALL) --require-hashes -r requirements.txt
	$(INSTALL) --no-deps --no-build-isolation --force-reinstall -e .
	@touch $@

$(DEV): requirements-dev.txt $(RUN)
	$(INSTALL) --require-hashes -r requirements-dev.txt
	$(INSTALL) --no-deps --no-build-isolation --force-reinstall -e .
	@touch $@
