#!/usr/bin/env bash
# Collects the sentences of pages (Japanese is the key) and brings the catalogs of the other languages up to date:
# English says everything, plain Japanese (やさしい日本語) what residents read.
set -euo pipefail
cd "$(dirname "$0")/.."
mkdir -p build
collect() { # mapping, catalog, locale
    .venv/bin/pybabel --quiet extract --mapping-file "$1" --no-location --sort-output --project Minaoshi --version 1 \
        --output-file build/texts.pot .
    local how=update more=(--no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date)
    [ -e "$2" ] || { how=init; more=(); mkdir -p "$(dirname "$2")"; }
    .venv/bin/pybabel --quiet $how "${more[@]}" --no-wrap --input-file build/texts.pot --output-file "$2" --locale "$3"
    echo "$2: $(grep -c '^msgstr ""$' "$2") sentences without a translation"
}
collect babel.cfg translations/en/LC_MESSAGES/messages.po en
collect babel-easy.cfg translations/ja@easy/LC_MESSAGES/messages.po ja@easy
