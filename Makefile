# make demo    the brief of the Washington talks: in the terminal, and as a page whose path is the last line
# make open    the workbench in the browser, on a copy of the Washington case in build/cases
# make test    every check: format, lint, types, import rules, tests
# make docs    the documentation, any warning an error
# make bench   the measurements in benchmarks/, some minutes: of speed in docs/performance.md, of reading on the screen
# make mutants changes 200 lines of what the questions say, one at a time, and counts how many the tests notice
# make fuzz    damaged inputs, kills and reordered cases, in large numbers: EXAMPLES=20000 KILLS=500 for an hour
# make clean   removes all that these made

PYTHON ?= python3
# Tests start many interpreters: what one has compiled, the others find, whatever the shell says.
unexport PYTHONDONTWRITEBYTECODE

VENV := .venv
BIN := $(VENV)/bin
PIP_INSTALL := $(BIN)/python -m pip install --disable-pip-version-check --no-compile -c constraints.txt
CASE := examples/washington-2025/case.yaml

NUMBER ?= 200
SEED ?= 0
EXAMPLES ?= 2000
CASES ?= 100
KILLS ?= 100
FUZZED := tests/exchange/test_damaged.py tests/case/test_damaged.py tests/reading/intake/test_damaged.py \
	tests/reading/test_damaged.py tests/questions/test_symmetry.py tests/test_kills.py tests/web/test_hostile.py

.PHONY: demo open test docs bench mutants fuzz clean

demo: $(VENV)/has-core
	@mkdir -p build
	@$(BIN)/comity brief $(CASE)
	@$(BIN)/comity brief $(CASE) -o build/washington.html

open: $(VENV)/has-core
	@mkdir -p build/cases
	@test -e build/cases/washington-2025 || cp -R examples/washington-2025 build/cases/
	@$(BIN)/comity open build/cases

# Beside mypy, which uses one processor, the tests are collected once: what is compiled then, each process finds compiled.
# Each process begins with its half in a row, so that tests of a file share what was made for them.
test: $(VENV)/has-test,llm
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/python -m pytest -q --collect-only > /dev/null & $(BIN)/mypy; typed=$$?; wait; exit $$typed
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n auto --dist worksteal

docs: $(VENV)/has-docs
	$(BIN)/sphinx-build -E -W --keep-going -q -d build/doctrees docs build/docs

bench: $(VENV)/has-bench
	$(BIN)/python benchmarks/performance.py
	@set -e; for script in reading polarity; do echo "== $$script"; $(BIN)/python "benchmarks/$$script.py"; done

mutants: $(VENV)/has-test,llm,mutants
	$(BIN)/python tests/mutants.py --number $(NUMBER) --seed $(SEED)

fuzz: $(VENV)/has-test,llm
	COMITY_FUZZ=$(EXAMPLES) COMITY_CASES=$(CASES) COMITY_KILLS=$(KILLS) $(BIN)/python -m pytest -q -n auto $(FUZZED)

clean:
	rm -rf $(VENV) build dist

# Set-up is done once, and again when what is asked for changes. A stamp file stands for each set of extras;
# the virtual environment has one of its own because an interrupted `venv` leaves a half-made folder.
$(VENV)/made:
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/has-core: pyproject.toml constraints.txt | $(VENV)/made
	@echo "Installing Comity into $(VENV): about 70 packages, 160 MB to fetch, one to five minutes, once."
	@$(PIP_INSTALL) -e .
	@touch $@

$(VENV)/has-%: pyproject.toml constraints.txt | $(VENV)/made
	@echo "Installing Comity into $(VENV), with what $* needs ..."
	@$(PIP_INSTALL) -e '.[$*]'
	@touch $@
