# Two commands: `make run` opens the shop, `make test` runs the suite. Each installs what it needs.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
LOCK := $(BIN)/pip-compile -q --allow-unsafe --strip-extras --no-header --no-emit-index-url --no-emit-trusted-host --no-emit-find-links
export FLASK_APP := wsgi.py

.PHONY: run test check bench screenshots messages lock format clean

run: $(VENV)/run.stamp
	@DEMO=1 HOST=$(HOST) PORT=$(PORT) exec $(BIN)/python -m shop.serve

test: $(VENV)/test.stamp
	@tools/install-test-servers
	@$(BIN)/python -m tools.run_tests $(ARGS)

check: $(VENV)/test.stamp
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/python -m pip check --disable-pip-version-check
	@$(BIN)/python -m tools.check_translations
	@$(BIN)/python -m tools.check_migrations

bench: $(VENV)/test.stamp
	@$(BIN)/python -m bench

screenshots: $(VENV)/test.stamp
	@tools/install-test-servers
	@$(BIN)/python -m tools.take_screenshots

messages: $(VENV)/test.stamp
	@$(BIN)/python -m tools.update_messages

format: $(VENV)/test.stamp
	@$(BIN)/ruff check --fix . && $(BIN)/ruff format .

lock: $(VENV)/test.stamp
	@$(LOCK) -o requirements.txt requirements.in
	@$(LOCK) -o tests/requirements.txt tests/requirements.in

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed; say which one: make run PYTHON=python3.11" if sys.version_info < (3, 11) else 0)'
	@$(PYTHON) -m venv $(VENV) >/dev/null || { rm -rf $(VENV); echo "error: $(PYTHON) cannot make an environment; install its venv package, such as: apt-get install python3-venv"; exit 1; }

$(VENV)/run.stamp: $(VENV)/bin/python requirements.txt $(wildcard shop/translations/*/LC_MESSAGES/*.po)
	@$(BIN)/python -m pip install -q --disable-pip-version-check -r requirements.txt
	@$(BIN)/pybabel -q compile -d shop/translations
	@touch $@

$(VENV)/test.stamp: $(VENV)/run.stamp tests/requirements.txt
	@$(BIN)/python -m pip install -q --disable-pip-version-check -r tests/requirements.txt
	@touch $@
