#!/usr/bin/env bash
# Collects the sentences of pages (Japanese is the key) and brings the other languages' catalogs up to date.
set -euo pipefail
cd "$(dirname "$0")/.."
mkdir -p build
.venv/bin/pybabel --quiet extract --mapping-file babel.cfg --no-location --sort-output --project Minaoshi --version 1 \
    --output-file build/texts.pot .
for language in en; do
    catalog=translations/$language/LC_MESSAGES/messages.po
    if [ -e "$catalog" ]; then
        .venv/bin/pybabel --quiet update --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --no-wrap \
            --input-file build/texts.pot --output-file "$catalog" --locale $language
    else
        .venv/bin/pybabel --quiet init --no-wrap --input-file build/texts.pot --output-file "$catalog" --locale $language
    fi
    echo "$catalog: $(grep -c '^msgstr ""$' "$catalog") sentences without a translation"
done
