# Two commands do everything: `make demo` and `make test`. Python 3.11 or newer is all they need.
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
ASSETS := lianxin/interfaces/web/assets
BUILT := lianxin/interfaces/web/static/lianxin/app.css

.PHONY: setup demo test check format screenshots assets messages clean

setup: .venv/ready assets messages  ## the virtual environment, the command `lianxin`, the built pages

.venv/ready: pyproject.toml requirements.txt
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --no-compile -c requirements.txt -e .  # what is used compiles itself
	touch $@

.venv/test-ready: .venv/ready
	$(BIN)/pip install --quiet --disable-pip-version-check -c requirements.txt -e '.[test]'
	touch $@

assets: $(BUILT)

$(BUILT): $(ASSETS)/package-lock.json $(ASSETS)/vite.config.js $(shell find $(ASSETS)/src $(ASSETS)/public -type f 2>/dev/null) | .venv/ready
	$(BIN)/python scripts/build_assets.py

messages: .venv/ready  ## compile the translations
	$(BIN)/python scripts/compile_messages.py

demo: setup  ## a demo city on the embedded database; PORT=8123 takes another port, LIVELY=1 lets time pass in it
	$(BIN)/lianxin demo --port $(PORT) $(if $(LIVELY),--lively)

check: .venv/test-ready messages  ## format, lint, types, floors, migrations, templates: under a minute
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/lianxin makemigrations --check --dry-run
	$(BIN)/djlint --check --lint lianxin/interfaces/web/templates

test: .venv/test-ready setup check  ## all checks, all tests on SQLite and on PostgreSQL, the browser journeys
	$(BIN)/python scripts/run_tests.py

screenshots: .venv/test-ready  ## the pictures of handbook and documentation, from a running demo (PORT=8123 takes another port)
	$(BIN)/python scripts/screenshots.py --port $(PORT)

format:
	$(BIN)/ruff format . && $(BIN)/ruff check --fix . ; $(BIN)/djlint --quiet --reformat lianxin/interfaces/web/templates

clean:
	rm -rf .venv $(ASSETS)/node_modules lianxin/interfaces/web/static/lianxin
