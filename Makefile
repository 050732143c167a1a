# Two targets do all the set-up: `make demo` runs the main job, `make test` the tests.

VENV   := .venv
PYTHON := $(firstword $(wildcard /usr/bin/python3 /usr/local/bin/python3) /usr/bin/python3)
BIN    := $(VENV)/bin
SOURCES := $(shell find vault crypto cli gui \( -name '*.pyx' -o -name '*.pxi' -o -name '*.c' -o -name '*.h' \) -not -name '_sectors.c' -not -name '_native.c') setup.py pyproject.toml

.DEFAULT_GOAL := help
.PHONY: help demo window install-helper test test-kernel soak lint format bench man screenshots translations clean packages packages-gui packages-test packages-kernel

help: ## show what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "%-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

packages:
	@scripts/packages.sh run

packages-gui:
	@scripts/packages.sh run gui

packages-test:
	@scripts/packages.sh run gui test

packages-kernel: packages-test
	@scripts/packages.sh kernel || echo 'tests that need a real kernel will be skipped' >&2

$(VENV)/.run: $(SOURCES) | packages
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[all]'
	@touch $@

$(VENV)/.test: $(SOURCES) | packages-test
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[test,lint]'
	@touch $(VENV)/.run $@

demo: packages $(VENV)/.run ## install what is missing and show the main job
	@scripts/demo.sh

window: packages-gui $(VENV)/.run ## install what the window needs and open it
	@$(BIN)/vault-gui

install-helper: ## as root: the helper that lets ordinary users mount through the kernel
	@scripts/install_helper.sh

test: packages-kernel $(VENV)/.test ## install what the tests need and run them all
	@$(BIN)/pytest -m 'not soak' -n 2 $(TESTS)

test-kernel: packages-kernel $(VENV)/.test ## the tests in a real kernel (User-Mode Linux); no kernel is a failure
	@VAULT_KERNEL=required $(BIN)/pytest -m 'not soak' tests/kernel $(TESTS)

soak: packages-test $(VENV)/.test ## the long tests
	@$(BIN)/pytest -m soak --timeout 3600 $(TESTS)

lint: packages-test $(VENV)/.test ## style, types, layers
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache

format: $(VENV)/.test ## put the code into its form
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

bench: packages-test $(VENV)/.test ## measure side by side with other programs
	@$(BIN)/python -m bench $(BENCH)

man: $(VENV)/.test ## write the man pages and completions from the commands
	@$(BIN)/python scripts/make_man.py

screenshots: packages-test $(VENV)/.test ## write docs/screenshots; look at them before they go into the project
	@$(BIN)/python scripts/screenshots.py $(SHOTS)

translations: packages-test $(VENV)/.test ## take new texts of the window into the catalogues, and compile them
	@$(BIN)/python scripts/engine_sentences.py
	@cd gui && ../$(BIN)/pylupdate6 --no-obsolete --no-summary $(patsubst gui/%,--ts %,$(wildcard gui/translations/*.ts)) .
	@PATH="$$PATH:/usr/lib/qt6/bin" lrelease -silent -nounfinished gui/translations/*.ts

clean: ## remove what was built
	@rm -rf $(VENV) build dist *.egg-info
