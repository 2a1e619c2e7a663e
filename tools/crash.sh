#!/usr/bin/env bash
# The long forms of the promises: a simulation with a crash at every write, then kill -9 of everything under load.
# KILLS, HISTORIES and SEED set how long it takes; the last lines of each part are its report.
set -uo pipefail
cd "$(dirname "$0")/.."
failed=0
echo "== simulation"
.venv/bin/python -m tests.durability.simulation --histories "${HISTORIES:-20000}" --first "${SEED:-1}000000" || failed=1
.venv/bin/python -m tests.durability.crash --kills "${KILLS:-60}" --seed "${SEED:-1}" || failed=1
exit $failed
