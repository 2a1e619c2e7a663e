#!/usr/bin/env bash
# The checks, then every test; the last lines are pytest's own summary. Fails when either fails.
set -uo pipefail
cd "$(dirname "$0")/.."
tools/check.sh
checked=$?
[ $checked = 0 ] || echo "== the checks above failed; the tests run all the same"
echo "== tests"
.venv/bin/python -m pytest -n "${TEST_PROCESSES:-2}" --dist loadfile -rs "$@"
tested=$?
exit $((checked || tested))
