#!/usr/bin/env bash
# Installs Lighthouse into build/lighthouse, as locked. Without Node or network it is left out, and says so.
set -euo pipefail
cd "$(dirname "$0")/.."
source=benchmarks/peers/lighthouse
stamp="build/lighthouse/.of-$(sha256sum "$source/package-lock.json" | cut -c1-16)"
[ -e "$stamp" ] && exit
command -v node >/dev/null && command -v npm >/dev/null || { echo "there is no Node.js" >&2; exit 1; }
rm -rf build/lighthouse
mkdir -p build/lighthouse
cp "$source/package.json" "$source/package-lock.json" build/lighthouse/
(cd build/lighthouse && npm ci --silent --no-audit --no-fund >&2)
touch "$stamp"
