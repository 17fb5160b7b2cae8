# The commands of the house. `make demo` and `make test` are the two a newcomer needs.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test check env env-test format lock bench chaos clean

demo: env  ## start everything on loopback and print the page's address
	$(BIN)/advisor demo

test: check  ## everything: the fast part, then every other test
	$(BIN)/python -m tests.browser
	$(BIN)/pytest -m "not fast" tests

check: env-test  ## format, lint, types, import contracts, unit tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest tests/house tests/advisors tests/knowledge tests/bot

env: .venv/.built
env-test: .venv/.built-test

.venv/.built: requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	touch $@

.venv/.built-test: .venv/.built requirements-test.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.lock
	touch $@

format: env-test
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(BIN)/cog -r README.md

lock:  ## both locks, one resolution, no index addresses
	uv pip compile pyproject.toml --group test --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header -o requirements-test.lock
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header -c requirements-test.lock -o requirements.lock

clean:
	rm -rf .venv build dist
