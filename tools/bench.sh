#!/usr/bin/env bash
# Runs every benchmark; each prints a table of ratios (medians of several runs).
set -euo pipefail
cd "$(dirname "$0")/.."
failed=0
for path in benchmarks/[a-z]*.py; do
    [ -e "$path" ] || { echo "there is no benchmark yet" >&2; exit 1; }
    name=$(basename "$path" .py)
    echo "== $name"
    .venv/bin/python -m "benchmarks.$name" || failed=1
done
exit $failed
