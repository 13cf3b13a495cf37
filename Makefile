# The project's commands; `make help` lists them. Everything happens in .venv, var and build.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
PORT ?= 8000
# Each worker migrates a database of its own, so more of them pay only in a long suite.
WORKERS ?= 2
LANES ?=

UV := .venv/bin/uv
SYNCED := .venv/.synced
BENCH_SYNCED := .venv/.synced-bench
NEXT_SYNCED := .venv-next/.synced
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
TEST_SETTINGS := DJANGO_SETTINGS_MODULE=clusterxchange.settings.test
# Only for the checks: production settings refuse to start without these.
CHECK_PRODUCTION := DJANGO_SETTINGS_MODULE=clusterxchange.settings.production ALLOWED_HOSTS=example.org \
	SECRET_KEY=only-for-the-checks-of-make-lint-4f1c7a90e2b85d36-b1c0
COMPILE := $(UV) pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
	--no-annotate --no-header --no-emit-index-url --no-emit-find-links

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test lint promises bench test-next screenshots lifecycle format migrations-check lock clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-18s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(SYNCED) ## Serve the site with its content and samples on http://127.0.0.1:8000 (PORT=)
	@BASE_URL=http://127.0.0.1:$(PORT) $(BIN)/python -m tools.prepare
	@$(MANAGE) runserver 127.0.0.1:$(PORT)

test: $(SYNCED) ## Run the quick tests; with REQUIRE_SERVICES=1 all of them (LANES= picks lanes, WORKERS= processes)
	@$(BIN)/python -m tools.run_tests --workers $(WORKERS) --lanes $(LANES)

lint: $(SYNCED) migrations-check ## Check style, types, imports, settings, migrations and templates
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/mypy tools tests bench
	PYTHONPATH=site:. $(BIN)/lint-imports --no-logo
	$(TEST_SETTINGS) $(MANAGE) check --fail-level WARNING
	$(CHECK_PRODUCTION) $(MANAGE) check --deploy --fail-level WARNING
	$(BIN)/python -m pytest -q tests/architecture/test_templates.py

promises: $(SYNCED) ## Run the long tests of what the site promises; writes docs/promises.md
	PROMISES_REPORT=docs/promises.md $(BIN)/python -m pytest -m promise -o faulthandler_timeout=7200 tests/promises

bench: $(BENCH_SYNCED) ## Measure pages, catalogue and matching, services beside them; writes build/bench (QUICK=1: that it runs)
	$(BIN)/python -m bench.public_pages
	$(BIN)/python -m bench.catalogue $(if $(QUICK),100)
	$(BIN)/python -m tools.services postgresql elasticsearch -- \
		$(BIN)/python -m bench.catalogue $(if $(QUICK),100,1000 10000 100000)
	$(BIN)/python -m bench.outages $(if $(QUICK),--offers 100)
	$(BIN)/python -m bench.matching.speed $(if $(QUICK),--quick)
	$(BIN)/python -m bench.matching.quality $(if $(QUICK),--quick)

test-next: $(NEXT_SYNCED) ## Run the quick tests on the next Wagtail
	@.venv-next/bin/python -m tools.run_tests --workers $(WORKERS) --lanes sqlite

screenshots: $(SYNCED) ## Take pictures of every page type into build/screenshots
	$(BIN)/python -m tools.screenshots

lifecycle: $(SYNCED) ## Write docs/lifecycle.md anew from the table of an application's life
	$(BIN)/python -c 'from exchanges.domain import diagram; print(diagram.page(), end="")' > docs/lifecycle.md

format: $(SYNCED) ## Put the code into its form
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

migrations-check: $(SYNCED) ## Find model changes that have no migration yet
	$(TEST_SETTINGS) $(MANAGE) makemigrations --check --dry-run

lock: $(UV) ## Resolve the dependencies anew into the lock files (versions and hashes, no addresses)
	$(COMPILE) --upgrade --group dev -o requirements.lock
	$(COMPILE) --constraint requirements.lock -o requirements-production.lock
	$(COMPILE) --group dev --overrides requirements-next.in -o requirements-next.lock
	$(UV) pip compile requirements-bench.in --quiet --universal --no-deps --generate-hashes \
		--no-annotate --no-header --no-emit-index-url --no-emit-find-links -o requirements-bench.lock
	@! grep -nE 'https?://' requirements*.lock

clean: ## Remove the environments, what was built and the local database
	rm -rf .venv .venv-next build var .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(UV):
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed." if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv .venv
	.venv/bin/python -m pip install --quiet --disable-pip-version-check uv

$(SYNCED): requirements.lock | $(UV)
	$(UV) pip sync --quiet --python .venv/bin/python --require-hashes requirements.lock
	@touch $@

$(BENCH_SYNCED): requirements-bench.lock $(SYNCED)
	@$(UV) pip install --quiet --python .venv/bin/python --require-hashes --no-deps -r requirements-bench.lock \
		|| echo "hnswlib cannot be built here (it needs a C++ compiler): its rows are left out."
	@touch $@

$(NEXT_SYNCED): requirements-next.lock | $(UV)
	test -x .venv-next/bin/python || $(UV) venv --quiet --python .venv/bin/python .venv-next
	$(UV) pip sync --quiet --python .venv-next/bin/python --require-hashes requirements-next.lock
	@touch $@
