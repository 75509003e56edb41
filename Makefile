# Every target sets up .venv by itself, from nothing but Python 3.11 (or newer) and make.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
READY := .venv/.ready
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help setup run preview test test-random check format messages screenshots bench lock clean

help:  ## what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

# What is installed is what constraints.txt names, each file checked by its hash, the build back-end too.
$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit("Kinoteka needs Python 3.11 or newer" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv .venv
	$(INSTALL) --require-hashes -r constraints.txt
	$(INSTALL) --no-index --no-deps --no-build-isolation -e .
	@touch $@

setup: $(READY)  ## everything installed into .venv

run: $(READY)  ## the bot on Discord (needs DISCORD_TOKEN in .env)
	$(BIN)/python -m bot run

preview: $(READY)  ## the bot in your browser, no token
	$(BIN)/python -m bot preview --open

# Most wait more than they work, so there are more processes than processors. What they compile is kept, whatever the
# environment says: some hundred processes read the same files.
test: export PYTHONDONTWRITEBYTECODE =
test: $(READY)  ## all tests
	$(BIN)/python -m pytest -n 4 --dist worksteal

# For every night: what fails here prints how to try the same again.
test-random: $(READY)  ## all tests, with examples that no run had before
	$(BIN)/python -m pytest -n 4 --dist worksteal --hypothesis-profile random

check: $(READY)  ## ruff and mypy
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(READY)  ## let ruff put the code in order
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# What is new is added to every language without a translation, what is gone is dropped.
messages: $(READY)  ## the sentences in bot/locale: collected anew from the code, then compiled
	@mkdir -p build
	$(BIN)/pybabel -q extract -k NP_:1c,2 -k NN_:1,2 -c Translators: -s --add-location file -w 120 -o build/kinoteka.pot bot
	$(BIN)/pybabel -q update --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date \
		-w 120 -D kinoteka -i build/kinoteka.pot -d bot/locale
	$(BIN)/pybabel -q compile --statistics -D kinoteka -d bot/locale

screenshots: $(READY)  ## the pictures in docs/screenshots anew (needs Chromium)
	$(BIN)/python -m tests.browser.screenshots

bench: $(READY)  ## titles, recommendations, pictures and the bot measured, each beside something else (some minutes)
	$(BIN)/python -m tests.bench.titles
	$(BIN)/python -m tests.bench.recommend
	$(BIN)/python -m tests.bench.art
	$(BIN)/python -m tests.bench.cards
	$(BIN)/python -m tests.bench.bot
	$(BIN)/python -m tests.bench.storage
	$(BIN)/python -m tests.bench.servers

lock: $(READY)  ## constraints.txt anew: the newest releases that pyproject.toml allows, with hashes for every platform
	$(BIN)/uv pip compile --quiet --upgrade --universal --fork-strategy fewest --generate-hashes --no-annotate \
		--custom-compile-command 'make lock' --python-version 3.11 --extra dev --extra postgres -o constraints.txt pyproject.toml

clean:  ## forget .venv and caches; the database stays
	rm -rf .venv build .mypy_cache .ruff_cache .pytest_cache .hypothesis *.egg-info
