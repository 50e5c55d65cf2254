# The commands of the library. `make` alone prints this menu; everything installs what it needs.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := menu
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
PEERS := .venv-peers/.installed
ASSETS := node_modules/.package-lock.json

.PHONY: menu
menu: ## Print this menu
	@echo "The resource library. Commands:"
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1|/' | sort | awk -F'|' '{printf "  make %-15s %s\n", $$1, $$2}'

.PHONY: run
run: install ## Start everything: database, demo library on first start, index, web, worker
	@exec $(BIN)/python manage.py run

.PHONY: dev
dev: install ## Start Django's own server with debug pages, on the same database
	@DJANGO_SETTINGS_MODULE=config.settings.dev exec $(BIN)/python manage.py runserver

.PHONY: elasticsearch
elasticsearch: install ## Start a real Elasticsearch in the foreground and print its address
	@if docker info >/dev/null 2>&1; then \
	  echo "http://127.0.0.1:9200"; \
	  exec docker run --rm -p 127.0.0.1:9200:9200 -e discovery.type=single-node \
	    -e xpack.security.enabled=false -e "ES_JAVA_OPTS=-Xms512m -Xmx512m" elasticsearch:9.4.3; \
	else exec $(BIN)/python -m config.launch.elasticsearch; fi

.PHONY: test
test: install ## Run the whole test suite
	@$(BIN)/pytest -n 2 --dist loadgroup $(ARGS)

.PHONY: check
check: install lint types contracts templates migrations test ## Everything CI runs

.PHONY: lint
lint: install ## Style and faults in Python
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

.PHONY: format
format: install ## Put Python and templates into shape
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .
	@$(BIN)/djhtml templates

.PHONY: types
types: install ## Types
	@$(BIN)/mypy

.PHONY: contracts
contracts: install ## Who may import whom
	@$(BIN)/lint-imports

.PHONY: templates
templates: install ## Templates
	@$(BIN)/djlint --lint --quiet templates
	@$(BIN)/djhtml --check templates

.PHONY: migrations
migrations: install ## Migrations written, wiring sound, production settings safe
	@$(BIN)/python manage.py makemigrations --check --dry-run
	@$(BIN)/python manage.py check
	@set -a; . site/config/launch/deploy-check.env; set +a; \
	  $(BIN)/python -W ignore manage.py check --deploy --fail-level WARNING

.PHONY: bench
bench: install peers ## Benchmarks, each against a peer or a limit measured in the same run
	@for file in benchmarks/*.py; do $(BIN)/python -m benchmarks.$$(basename $$file .py) $(ARGS); done

.PHONY: peers
peers: $(PEERS) ## Install what the benchmarks compare with into .venv-peers

$(PEERS): requirements-peers.lock $(INSTALLED)
	@bash site/config/launch/install-python.sh "$(PYTHON)" .venv-peers requirements-peers.lock
	@touch $@

.PHONY: install
install: $(INSTALLED) $(ASSETS) ## Install what the library needs into .venv and node_modules

# Everything pinned with hashes; uv itself comes from the package index when it is missing.
$(INSTALLED): requirements-dev.lock pyproject.toml
	@bash site/config/launch/install-python.sh "$(PYTHON)" "$(VENV)"
	@touch $@

$(ASSETS): package-lock.json $(INSTALLED)
	@bash site/config/launch/install-assets.sh "$(PYTHON)" "$(VENV)"
	@touch $@

.PHONY: clean
clean: ## Remove what was installed; the runtime folder and its data stay
	@rm -rf $(VENV) .venv-peers node_modules .mypy_cache .ruff_cache .pytest_cache

.PHONY: lock
lock: ## Pin every package anew, with hashes and without hosts
	@uv=$$(command -v uv || echo "$(PYTHON) -m uv"); \
	options="--universal --python-version 3.12 --generate-hashes --no-annotate --no-header --quiet"; \
	$$uv pip compile pyproject.toml $$options --output-file requirements.lock; \
	$$uv pip compile pyproject.toml --group dev $$options --constraint requirements.lock --output-file requirements-dev.lock; \
	$$uv pip compile --group peers $$options --output-file requirements-peers.lock
	@npm install --package-lock-only --omit-lockfile-registry-resolved --no-audit --no-fund >/dev/null

.PHONY: screenshots
screenshots: install ## Take the pictures of the documentation from a fresh demo library
	@$(BIN)/python -m docs.take_screenshots
