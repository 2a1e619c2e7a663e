#!/usr/bin/env bash
# Runs every benchmark; each prints a table of ratios (medians of several runs).
set -euo pipefail
cd "$(dirname "$0")/.."
tools/peers.sh || echo "peers cannot be installed: their columns are left out" >&2
tools/lighthouse.sh || echo "Lighthouse cannot be installed: its scores are left out" >&2
failed=0
for path in benchmarks/[a-z]*.py benchmarks/*/__main__.py; do
    [ -e "$path" ] || { echo "there is no benchmark yet" >&2; exit 1; }
    name=${path%.py}
    name=${name%/__main__}
    echo "== ${name#benchmarks/}"
    .venv/bin/python -m "${name//\//.}" || failed=1
done
exit $failed
