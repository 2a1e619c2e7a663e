#!/usr/bin/env bash
# Creates .venv, installs the pinned packages, compiles what is compiled. Run again, it does only what has changed:
# each stamp in .venv is named after the hash of what it was made from.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf '%s\n' "$*" >&2; }

find_python() {
    local candidate
    for candidate in ${PYTHON:-} python3.11 python3.12 python3.13 python3; do
        if "$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then
            printf '%s' "$candidate"
            return
        fi
    done
    say "Python 3.11 が見つかりません。入れてからやり直してください（Debian: apt-get install python3 python3-venv）。"
    say "Python 3.11 was not found. Install it and try again (Debian: apt-get install python3 python3-venv)."
    exit 1
}

make_venv() {
    local python
    python=$(find_python)
    if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
        if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
            say "· installing python3-venv"
            apt-get update -qq >&2 && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv >&2
        else
            say "Python の venv がありません。管理者に「apt-get install python3-venv」を頼んでください。"
            say "Python's venv module is missing. Ask the administrator to run: apt-get install python3-venv"
            exit 1
        fi
    fi
    say "· creating .venv with $("$python" --version)"
    rm -rf .venv
    "$python" -m venv .venv
}

# install STAMP FILE: install FILE unless the stamp says that this very content is installed.
install() {
    local stamp=".venv/.$1-$(sha256sum "$2" | cut -c1-16)"
    [ -e "$stamp" ] && return
    say "· installing $2"
    .venv/bin/python -m pip install -qq --disable-pip-version-check --no-input --require-hashes -r "$2"
    rm -f ".venv/.$1-"*
    touch "$stamp"
}

compile_texts() {
    local catalog
    for catalog in translations/*/LC_MESSAGES/*.po; do
        [ -e "$catalog" ] || continue
        [ "${catalog%.po}.mo" -nt "$catalog" ] && continue
        .venv/bin/pybabel --quiet compile -i "$catalog" -o "${catalog%.po}.mo" >&2
    done
}

# Without the editors everything else still works: no network to the packages of Node must not stop the product.
build_editors() {
    tools/frontend.sh build && return
    say "編集画面を組み立てられませんでした。ほかの画面は使えます。ネットワークを確かめて「make setup」をもう一度実行してください。"
    say "The editors could not be built. Everything else works. Check the network and run make setup again."
    [ -z "${MINAOSHI_REQUIRE_SERVICES:-}" ]
}

{ [ -x .venv/bin/python ] && .venv/bin/python -c '' 2>/dev/null; } || make_venv
install run requirements.txt
[ "${1:-}" = dev ] && install dev requirements-dev.txt
compile_texts
build_editors
