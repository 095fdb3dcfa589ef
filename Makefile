# Two commands matter: `make run` (set up, then the demo newspaper end to end) and `make test` (set up, then every check).
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
OURS := corpus extractors models review flows
# Prefect and pytest read these; nothing here sends anything outside the machine.
export DO_NOT_TRACK := 1
export PREFECT_SERVER_ANALYTICS_ENABLED := false

.PHONY: run test test-all test-postgres lint lock bench quality pictures wheel clean setup setup-dev setup-programs

run: setup
	@$(BIN)/bamsat run --demo

test: lint
	@$(BIN)/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder -m "not slow"

test-all: lint setup-programs
	@$(BIN)/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder

# Every store of the suite in PostgreSQL; tests that are about SQLite itself skip by name.
test-postgres: lint
	@BAMSAT_TEST_STORE=postgresql $(BIN)/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder -m "not slow"

lint: setup-dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/lint-imports
	@$(BIN)/mypy

bench: setup-dev
	@$(BIN)/python -m flows.bench
	@$(BIN)/python -m flows.bench.coverage_bench --passages 200000
	@$(BIN)/python -m flows.bench.review_bench --passages 20000 --events 5000

quality: setup-dev
	@$(BIN)/python -m flows.quality

# Pictures of every page of the desk, of the demo newspaper, into docs/pictures (needs Chromium).
pictures: setup-dev
	@$(BIN)/python docs/pictures.py

wheel: setup-dev
	@$(BIN)/python -m hatchling build -t wheel -d dist

# Programs that read scans and old Word files; tests that need them skip by name where they are missing.
setup-programs:
	@if ! command -v tesseract >/dev/null || ! command -v antiword >/dev/null; then \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			apt-get install --yes --quiet tesseract-ocr tesseract-ocr-vie antiword catdoc >/dev/null; \
		else echo "tesseract-ocr-vie, antiword and catdoc are not installed: their tests will be skipped"; fi; fi

# A development environment holds all that a running one needs, so `make run` after `make test` sets nothing up again.
setup:
	@if [ ! -e $(VENV)/.ready-dev ] || [ requirements/dev.lock -nt $(VENV)/.ready-dev ] || [ pyproject.toml -nt $(VENV)/.ready-dev ]; then \
		$(MAKE) --silent --no-print-directory $(VENV)/.ready-run; fi

setup-dev: $(VENV)/.ready-dev

$(BIN)/uv: requirements/uv.lock
	@test -n "$(PYTHON)" || { echo "python3.11 is needed: install it, or name one with make PYTHON=..."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; $(PYTHON) is older: name one with make PYTHON=..."; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.lock
	@touch $@

define install
	@echo "Setting up $(VENV) from $(1) ..."
	@$(BIN)/uv pip sync --quiet --compile-bytecode --python $(BIN)/python --require-hashes $(1) requirements/uv.lock \
		|| $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(1)
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q $(OURS)
	@touch $@
endef

$(VENV)/.ready-run: $(BIN)/uv requirements/run.lock pyproject.toml
	$(call install,requirements/run.lock)

$(VENV)/.ready-dev: $(BIN)/uv requirements/dev.lock pyproject.toml
	$(call install,requirements/dev.lock)

# Hashed locks without addresses of package hosts in them; a test holds them to that.
lock: $(BIN)/uv
	@$(BIN)/uv pip compile --quiet --generate-hashes --python-version 3.11 --no-header --group build pyproject.toml -o requirements/run.lock
	@$(BIN)/uv pip compile --quiet --generate-hashes --python-version 3.11 --no-header --group build --group dev pyproject.toml -o requirements/dev.lock
	@$(BIN)/uv pip compile --quiet --generate-hashes --python-version 3.11 --no-header --group build --extra cluster --constraint requirements/run.lock pyproject.toml -o requirements/cluster.lock
	@echo "uv==0.13.9" | $(BIN)/uv pip compile --quiet --generate-hashes --python-version 3.11 --no-header - -o requirements/uv.lock

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
