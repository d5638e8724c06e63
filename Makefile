# Hanmadi. `make run` starts the app, `make test` checks everything; both set up what they need and are safe to run again.
SHELL := /bin/bash
PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check

# llama.cpp is the only part that is compiled: use every core and leave out its image tools.
# A build of all of it takes 3 to 10 minutes on 2 cores; pip keeps the result in its cache.
export CMAKE_BUILD_PARALLEL_LEVEL ?= $(shell nproc 2>/dev/null || sysctl -n hw.ncpu)
export CMAKE_ARGS ?= -DLLAVA_BUILD=OFF
export GRADIO_ANALYTICS_ENABLED = False
export HF_HUB_DISABLE_TELEMETRY = 1

.PHONY: run test test-312 test-fast lint setup fonts bench starter clean help

help:            ## this list
	@grep -E '^[a-z-]+: .*##' $(MAKEFILE_LIST) | sed -E 's/:.*##/\t/' | expand -t 14

run: $(VENV)/.app fonts   ## set up what the app needs (no torch) and start it on port 7860
	$(BIN)/python app.py

setup: $(VENV)/.dev fonts ## the whole environment: app, training, tests

test: lint               ## everything: lint, types, all tests, a file at a time on each of two cores
	$(BIN)/python -m pytest -n 2 --dist loadfile $(PYTEST_ARGS)

test-fast: $(VENV)/.dev  ## the tests that need neither a model nor a browser
	$(BIN)/python -m pytest -m "not slow" --ignore=tests/end_to_end $(PYTEST_ARGS)

lint: $(VENV)/.dev fonts ## ruff and mypy
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

test-312: fonts  ## the fast tests on the PYTHON=python3.12 of a Space, in an environment of its own, without torch
	$(MAKE) VENV=.venv312 PYTHON="$(PYTHON)" .venv312/.fast
	.venv312/bin/python -m pytest -m "not slow" $(TESTS_312) $(PYTEST_ARGS)

# What needs neither torch nor datasets, which have no place in that environment.
TESTS_312 := tests/ui tests/test_readme.py tests/test_serving_path.py tests/tasks/test_task.py \
	$(addprefix tests/tasks/naming/test_,pillars.py names.py calendar.py) \
	$(addprefix tests/tasks/awards/test_,writer.py certificate.py request_understand.py batch.py) \
	$(addprefix tests/tasks/summaries/test_,sentences.py article.py addresses.py extractive.py)

$(VENV)/.fast: $(VENV)/.app
	$(PIP) install $(shell grep -E '^(pytest|pytest-timeout|hypothesis)==' requirements-dev.txt)
	@touch $@

fonts:           ## the Korean fonts of packages.txt
	@scripts/install-fonts

starter: $(VENV)/.dev    ## train the small model of pipeline/serving/starter anew: two hours on two cores
	$(BIN)/python -m pipeline run starter-base --cpu
	$(BIN)/python -m scripts.ship_starter base
	$(BIN)/python -m pipeline run starter --cpu
	$(BIN)/python -m scripts.ship_starter model
	$(BIN)/python -m bench.starter_steps runs/starter-base
	$(BIN)/python -m bench.starter

clean:           ## remove the environment and caches
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 또는 3.12가 필요합니다. Python 3.11 or 3.12 is needed."; exit 1; }
	@"$(PYTHON)" -c 'import sys; v = sys.version_info[:2]; sys.exit(v not in {(3, 11), (3, 12)} and f"Python 3.11 또는 3.12가 필요합니다 (지금: {v[0]}.{v[1]}). PYTHON=python3.11 make ...")'
	"$(PYTHON)" -m venv $(VENV)
	$(PIP) install -q --upgrade pip

# llama.cpp first and verbosely enough to show that it moves; a stamp is written only after everything is in.
$(VENV)/.app: requirements-app.txt | $(BIN)/python
	@scripts/install-llama-cpp $(BIN)/python
	$(PIP) install -r requirements-app.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt requirements.txt requirements-app.txt $(VENV)/.app
	$(PIP) install -r requirements-dev.txt
	@touch $@
