#!/usr/bin/env bash
# The long run: CASES cases (or as many as MINUTES allow) through mixed flows on a private PostgreSQL and RabbitMQ,
# four workers; then every law.
set -euo pipefail
cd "$(dirname "$0")/.."
exec .venv/bin/python -m tests.durability.soak --cases "${CASES:-100000}" --minutes "${MINUTES:-inf}"
