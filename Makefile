# What each target does: make help. The work itself is in scripts/.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help run test lint format bench pictures handbook bundle requirements clean

PYTHON_HERE := .venv/bin/python
# Tests never open a window on the screen of who runs them; give another value to see them.
TEST_PLATFORM ?= offscreen
# So many tests at a time; WORKERS=0 runs them one after the other in this process, as a debugger wants.
WORKERS ?= $(shell nproc 2>/dev/null || getconf _NPROCESSORS_ONLN)

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## open the window on the BOSCH example (without a display: analyse and export it to uitvoer/)
	@scripts/system_packages.sh run
	@scripts/environment.sh runtime
	@$(PYTHON_HERE) -m organisatiecanvas --demo

test: ## run all tests; ARGS="tests/models -k undo" for some of them
	@scripts/system_packages.sh test
	@scripts/environment.sh dev
	@QT_QPA_PLATFORM=$(TEST_PLATFORM) $(PYTHON_HERE) -m pytest -n $(WORKERS) --maxprocesses 8 --dist worksteal $(ARGS)

lint: ## style, types, layers, catalogues, scripts
	@scripts/system_packages.sh lint
	@scripts/environment.sh dev
	@scripts/lint.sh

format: ## put the code in the house style
	@scripts/environment.sh dev
	@$(PYTHON_HERE) -m ruff check --fix .
	@$(PYTHON_HERE) -m ruff format .

bench: ## print the benchmark
	@scripts/system_packages.sh run
	@scripts/environment.sh dev
	@QT_QPA_PLATFORM=$(TEST_PLATFORM) $(PYTHON_HERE) -m tests.bench $(ARGS)

pictures: ## render every workspace, menu and dialog to pictures/; ARGS="flow --theme dark" for some
	@scripts/system_packages.sh run
	@scripts/environment.sh dev
	@QT_QPA_PLATFORM=$(TEST_PLATFORM) $(PYTHON_HERE) scripts/pictures.py $(ARGS)

handbook: ## take the pictures of the handbook anew, of the real window
	@scripts/system_packages.sh run
	@scripts/environment.sh dev
	@QT_QPA_PLATFORM=$(TEST_PLATFORM) $(PYTHON_HERE) scripts/handbook.py

trust: ## try to lose work, an hour long, and write what came of it in docs/trust.md; ARGS="--share 0.1" for less
	@scripts/system_packages.sh run
	@scripts/environment.sh dev
	@QT_QPA_PLATFORM=$(TEST_PLATFORM) $(PYTHON_HERE) -m tests.trust $(ARGS)

bundle: ## build a folder that runs without Python: dist/
	@scripts/system_packages.sh bundle
	@scripts/environment.sh dev
	@$(PYTHON_HERE) -m PyInstaller --noconfirm --clean --log-level WARN build.spec
	@scripts/check_bundle.sh

requirements: ## write the pinned lists anew from pyproject.toml; ARGS=--upgrade for the newest versions
	@scripts/environment.sh dev
	@scripts/requirements.sh $(ARGS)

clean: ## remove the environment, caches and built things
	rm -rf .venv build dist .pytest_cache .hypothesis .mypy_cache .ruff_cache .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
