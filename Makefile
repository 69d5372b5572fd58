# `make demo` and `make test` set themselves up; nothing else is needed than Python 3.11 or later and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test lint lock clean

demo: .demo/ready
	.demo/bin/sayso read examples --case .demo/demo.case --html .demo/ledger.html
	@echo "The same as a page: .demo/ledger.html"

.demo/ready: pyproject.toml requirements.lock
	$(PYTHON) -m venv .demo
	.demo/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	.demo/bin/python -m pip install --quiet --disable-pip-version-check --no-deps .
	touch $@

$(VENV)/ready: pyproject.toml requirements-dev.lock
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@

# the wheel is what is tested: it is built, installed without its sources, and the tests import that
test: $(VENV)/ready lint
	rm -rf dist build
	$(BIN)/python -m build --wheel --no-isolation --outdir dist .
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --force-reinstall dist/*.whl
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

lint: $(VENV)/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	PYTHONPATH=src $(BIN)/lint-imports

lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet \
	    pyproject.toml -o requirements.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet \
	    --extra ocr --group dev pyproject.toml -o requirements-dev.lock

clean:
	rm -rf .demo $(VENV) dist build
