# Compliance: what people type. Everything is done inside this folder; docs/ tells more.

PYTHON ?= python3
export PYTHON

.DEFAULT_GOAL := help
.PHONY: words help run install test lint types drill bench lock environment tools packages model

help:
	@echo 'make run      start everything on this machine: pages, LMTP, worker, clock'
	@echo 'make test     all that must hold, from nothing'
	@echo 'make install  only the environment and the database'
	@echo 'make drill    the long faults and attacks'
	@echo 'make bench    the figures, small and in minutes; bench/results has the table'
	@echo 'make model    the second opinion of triage, trained anew; the same file again'
	@echo 'make words    the catalogues of the public pages, brought up to date'
	@echo 'make lint, make types, make lock   ruff; mypy; write the lock files anew'

run: environment
	@exec .venv/bin/python -m flask serve

install: environment
	@.venv/bin/python -m flask db upgrade

test:
	@$(MAKE) --no-print-directory -j2 packages tools
	@sh tools/check.sh

lint: tools
	@.venv/bin/python -m ruff check .

types: tools
	@.venv/bin/python -m mypy

drill: packages tools
	@.venv/bin/python -m pytest -m drill

bench: tools
	@.venv/bin/python -m bench.table

model: tools
	@.venv/bin/python -m tools.model

words: tools
	@sh tools/words.sh

lock: tools
	@sh tools/lock.sh

environment:
	@sh tools/environment.sh requirements.txt

tools:
	@sh tools/environment.sh requirements-dev.txt

packages:
	@sh tools/packages.sh
