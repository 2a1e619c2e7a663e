#!/usr/bin/env bash
# Installs what benchmarks are compared with into build/peers: an environment of its own, which the product never sees.
set -euo pipefail
cd "$(dirname "$0")/.."
stamp="build/peers/.of-$(sha256sum requirements-bench.txt | cut -c1-16)"
[ -e "$stamp" ] && exit
rm -rf build/peers
.venv/bin/python -m venv build/peers
build/peers/bin/python -m pip install -qq --disable-pip-version-check --no-input --require-hashes -r requirements-bench.txt
touch "$stamp"
