# The commands of the project; `make help` lists them. PORT, HOST, DATA_DIR … are passed on: `make run PORT=9000`.

ifeq ($(origin PYTHON), undefined)
PYTHON := $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
endif
# Compiled modules are kept: without them every start compiles 2,000 files again, which takes longer than all the rest.
unexport PYTHONDONTWRITEBYTECODE

SETUP = cd backend && $(PYTHON) -m launcher.setup
VENV = backend/.venv/bin

.DEFAULT_GOAL := help
.PHONY: help run dev test fmt bench drill admin python

help:  ## List the commands
	@echo "Modern Management"
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1	/' | expand -t 16

run: python  ## Install, build and start everything at one address (PORT=8000 HOST=127.0.0.1 DATA_DIR=… DEMO=0|1)
	@$(SETUP) run
	@exec $(VENV)/python backend/run.py

dev: python  ## The same with auto-reload, and the web app on port 3000 against the API on port 8000
	@$(SETUP) dev
	@exec $(VENV)/python backend/run.py --dev

test: python  ## Every check of the project; green means shippable
	@$(SETUP) checks
	@cd backend && exec $(PYTHON) -m launcher.setup.checks

fmt: python  ## Format and fix everything
	@$(SETUP) checks
	@cd backend && .venv/bin/ruff check --quiet --fix . ../bench; .venv/bin/ruff format . ../bench
	@npm run --silent format

bench: python  ## Load against the bare limit of the same machine (ARGS=--help)
	@$(SETUP) checks
	@exec $(VENV)/python -m bench $(ARGS)

drill: python  ## The tests' drills at full size; measures go into docs/reference
	@$(SETUP) checks
	@cd backend && DRILL=full exec .venv/bin/pytest -m drill

admin:  ## Make an administrator in the running installation: make admin EMAIL=you@example.com
	@test -n "$(EMAIL)" || { echo "Say who: make admin EMAIL=you@example.com" >&2; exit 1; }
	@exec $(VENV)/python backend/run.py flask admin create "$(EMAIL)"

python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed and not on the PATH: https://www.python.org" >&2; exit 1; }
