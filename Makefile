# The commands of the house. `make demo` and `make test` are the two a newcomer needs.
PYTHON ?= python3
BIN := .venv/bin
WRITTEN := README.md deploy/SCALING.md

.PHONY: demo test check static env env-test format lock bench figures chaos clean

demo: env  ## start everything on loopback and print the page's address
	$(BIN)/advisor demo

test: static  ## everything; without a browser it says loudly what did not run
	marks="$$($(BIN)/python -m tests.browser)" && $(BIN)/pytest -n 3 --dist loadgroup -m "$$marks" tests

check: static  ## the fast part: format, lint, types, import contracts, unit tests
	$(BIN)/pytest -n 2 tests/house tests/advisors tests/bot tests/slack

static: env-test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	PATH="$(BIN):$$PATH" $(BIN)/cog --check $(WRITTEN)

bench: env-test  ## benchmarks, as ratios against a peer in the same run
	$(BIN)/python -m tests.benchmarks

figures: env-test  ## write what `make bench` found into README.md and deploy/SCALING.md
	$(BIN)/python -m tests.benchmarks.report
	PATH="$(BIN):$$PATH" $(BIN)/cog -r $(WRITTEN)

chaos: env-test  ## kills, stalls and outages; two workspaces; transcripts in every order: an hour
	$(BIN)/python -m tests.chaos
	$(BIN)/python -m tests.security
	$(BIN)/pytest -q --hypothesis-profile=thorough tests/bot/conversation/test_laws.py -k any_order

env: .venv/.built
env-test: .venv/.built-test

.venv/.built: requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
	touch $@

.venv/.built-test: .venv/.built requirements-test.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.lock
	touch $@

format: env-test
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(BIN)/cog -r $(WRITTEN)

lock:  ## both locks, one resolution, no index addresses
	uv pip compile pyproject.toml --group test --universal --python-version 3.11 --generate-hashes --no-strip-extras --no-emit-index-url --no-annotate --no-header -o requirements-test.lock
	uv pip compile pyproject.toml --group backend --universal --python-version 3.11 --generate-hashes --no-strip-extras --no-emit-index-url --no-annotate --no-header -c requirements-test.lock -o requirements.lock

clean:
	rm -rf .venv build dist
