# Everything a contributor needs; `make help` lists it. Works from a clean clone with Python >= 3.11, git and make.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
DEMO := build/demo

.PHONY: help setup run demo test check bench torture screens bundle translations clean

help:  ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup: $(READY)  ## make .venv with the pinned dependencies, csops and csops-desktop

$(READY): pyproject.toml constraints.txt .ci/system
	@sh .ci/system
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@$(BIN)/python -m compileall -q csops_desktop
	@touch $@

run: setup  ## open the app; without a display, do the main job into build/demo/
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname)" = Darwin ]; then $(BIN)/csops-desktop; else $(MAKE) --no-print-directory demo; fi

demo: setup
	@rm -rf $(DEMO) && mkdir -p $(DEMO)
	@CSOPS_PROFILE=$(DEMO)/profile $(BIN)/csops --store $(DEMO)/sample.csops new --sample
	@CSOPS_PROFILE=$(DEMO)/profile $(BIN)/csops --store $(DEMO)/sample.csops import resources/samples/customers_sample.csv --as customers
	@CSOPS_PROFILE=$(DEMO)/profile $(BIN)/csops --store $(DEMO)/sample.csops export customers --to $(DEMO)/customers.xlsx
	@QT_QPA_PLATFORM=offscreen CSOPS_PROFILE=$(DEMO)/profile $(BIN)/python -m csops_desktop.ui.screens --brief --store $(DEMO)/sample.csops --into $(DEMO)
	@echo "No display here: the sample store, the list as XLSX and pictures of the pages are in $(DEMO)/"

test: setup  ## run the tests a contributor must pass
	@QT_QPA_PLATFORM=offscreen $(BIN)/pytest -n 2

check: setup  ## ruff, format, mypy strict, import contracts
	@$(BIN)/ruff check csops_desktop tests
	@$(BIN)/ruff format --check csops_desktop tests
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench: setup  ## measure the performance bars, one table
	@$(BIN)/python -m compileall -q csops_desktop
	@$(BIN)/python -m tests.bench

torture: setup  ## the long form of the reliability proofs
	@QT_QPA_PLATFORM=offscreen $(BIN)/pytest tests/torture -p no:randomly -s

screens: setup  ## draw every page and dialog into build/screens/
	@rm -rf build/screens
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m csops_desktop.ui.screens --into build/screens

bundle: setup  ## freeze the program with PyInstaller and let it check itself
	@$(BIN)/pyinstaller --noconfirm --log-level WARN --distpath build/bundle --workpath build/pyinstaller build.spec
	@QT_QPA_PLATFORM=offscreen build/bundle/csops-desktop/csops-desktop --self-check

translations: setup  ## bring the Japanese catalogue up to date with the code and compile it
	@mkdir -p build
	@$(BIN)/pybabel -q extract -F resources/i18n/babel.cfg -k _ -k ngettext:1,2 -k pgettext:1c,2 -k N_ --no-wrap --no-location --omit-header -o build/csops.pot csops_desktop
	@cp resources/i18n/ja/LC_MESSAGES/csops.po build/csops.po
	@$(BIN)/pybabel -q update -i build/csops.pot -o build/csops.po -l ja --no-wrap --no-fuzzy-matching --ignore-obsolete --omit-header
	@cat resources/i18n/header.po build/csops.po > resources/i18n/ja/LC_MESSAGES/csops.po
	@$(BIN)/pybabel -q compile -d resources/i18n -D csops

clean:  ## remove what the other targets made
	@rm -rf build .venv
