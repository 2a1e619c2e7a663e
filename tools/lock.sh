#!/usr/bin/env bash
# Resolves requirements*.in for Python 3.11 on every platform's wheels. The files name no registry.
set -euo pipefail
cd "$(dirname "$0")/.."
[ -x build/lock/bin/uv ] || { python3 -m venv build/lock && build/lock/bin/pip install --quiet uv; }
for name in requirements requirements-dev requirements-node requirements-bench; do
    build/lock/bin/uv pip compile "$name.in" --output-file "$name.txt" --python-version 3.11 --generate-hashes \
        --no-header --no-annotate --no-emit-index-url --quiet "$@" >/dev/null
done
