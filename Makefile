# What one types. Each target is a sentence; the work is done by the scripts in tools/.
.DEFAULT_GOAL := help
.PHONY: help run test check crash soak bench setup setup-dev system lock texts migration clean
.NOTPARALLEL:

BIN := .venv/bin

help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 20

run: setup ## Set everything up and serve web, jobs and timers with the model town
	@DEMO="$${DEMO:-yes}" exec $(BIN)/flask --app wsgi serve

test: setup-dev ## Set everything up, then check the code and run every test
	@tools/test.sh

check: setup-dev ## ruff, mypy --strict, types and tests of the editors, laws of the house
	@tools/check.sh

crash: setup-dev ## Kill everything under load, again and again, and count (KILLS=60 HISTORIES=20000)
	@tools/crash.sh

soak: setup-dev ## Drive many cases through mixed flows with four workers and check every law (CASES=100000)
	@tools/soak.sh

bench: setup-dev ## Print the benchmark table (ratios, medians of several runs)
	@tools/bench.sh

setup: ## Create .venv, install what the product needs, compile its texts
	@tools/setup.sh

setup-dev: ## The same, with what tests and checks need
	@tools/setup.sh dev

system: ## Debian: install and start PostgreSQL, Redis, RabbitMQ; install Chromium and Japanese fonts
	@tools/services.sh

lock: setup-dev ## Resolve requirements*.in into the hash-pinned requirements*.txt
	@tools/lock.sh

texts: setup-dev ## Collect the sentences of pages into translations/
	@tools/texts.sh

migration: setup-dev ## Write a migration for changed tables: make migration NAME="Add …"
	@$(BIN)/python -m tools.new_migration "$(NAME)"
	@$(BIN)/ruff check --quiet --fix db/migrations/versions; $(BIN)/ruff format --quiet db/migrations/versions

clean: ## Remove .venv and caches; the data in var/ stay
	@rm -rf .venv build static/build frontend/node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis
