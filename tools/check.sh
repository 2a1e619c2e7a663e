#!/usr/bin/env bash
# Everything that can be judged without running the product.
set -euo pipefail
cd "$(dirname "$0")/.."
failed=0
step() {
    echo "== $1"
    shift
    "$@" || failed=1
}
step "ruff: mistakes" .venv/bin/ruff check .
step "ruff: layout" .venv/bin/ruff format --check .
step "mypy --strict" .venv/bin/mypy .
step "editors: types and tests" tools/frontend.sh check
step "laws of the house" .venv/bin/python -m pytest tests/architecture -q
exit $failed
