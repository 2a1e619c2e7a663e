#!/usr/bin/env bash
# Installs and starts what the tests use beside Python: PostgreSQL 15, Redis, RabbitMQ, Chromium, Japanese fonts, pango.
# What already answers on this machine is used as it is. For Debian 12 and its relatives; needs root or sudo.
# Prints the environment that differs from the defaults as KEY=VALUE lines on standard output.
set -euo pipefail

say() { printf '%s\n' "· $*" >&2; }
answers() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; elif sudo -n true 2>/dev/null; then sudo -n "$@"; else
        say "管理者権限が必要です：$*"
        say "This needs root: $*"
        return 1
    fi
}

as_user() { # as_user NAME COMMAND...
    local name=$1
    shift
    as_root runuser -u "$name" -- "$@"
}

updated=
install() {
    command -v apt-get >/dev/null || { say "apt-get is missing: install by hand: $*"; return 1; }
    [ -n "$updated" ] || as_root apt-get update -qq >&2
    updated=yes
    say "installing $*"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >&2
}

wait_for() { # wait_for WHAT SECONDS COMMAND...
    local what=$1 left=$2
    shift 2
    until "$@" >/dev/null 2>&1; do
        left=$((left - 1))
        [ "$left" -gt 0 ] || { say "$what did not start"; return 1; }
        sleep 1
    done
    say "$what is ready"
}

postgresql_answers() { psql -w -X -q -h 127.0.0.1 -p "$1" -U postgres -d postgres -c 'select 1'; }

# The tests sign in as postgres without a password, which a freshly installed cluster refuses: then a cluster of
# our own is made beside it.
postgresql() {
    local bin=/usr/lib/postgresql/15/bin folder=/var/lib/postgresql/minaoshi-tests port=5432
    command -v psql >/dev/null && [ -d "$bin" ] || install postgresql-15 postgresql-client-15
    if postgresql_answers 5432 >/dev/null 2>&1; then say "PostgreSQL is ready"; return; fi
    if answers 5432; then port=55432; fi
    if ! postgresql_answers $port >/dev/null 2>&1; then
        as_root mkdir -p "$folder"
        as_root chown postgres "$folder"
        as_user postgres test -e "$folder/PG_VERSION" ||
            as_user postgres "$bin/initdb" --auth=trust --encoding=UTF8 --locale=C.UTF-8 -D "$folder" >&2
        (cd / && as_user postgres "$bin/pg_ctl" -s -D "$folder" -l "$folder/log" \
            -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$folder" start >&2) || true
        wait_for PostgreSQL 30 postgresql_answers $port
    fi
    [ $port = 5432 ] || echo "TEST_POSTGRESQL_URL=postgresql+psycopg://postgres@127.0.0.1:$port/postgres"
}

redis() {
    if answers 6379; then say "Redis is ready"; return; fi
    command -v redis-server >/dev/null || install redis-server
    answers 6379 || redis-server --bind 127.0.0.1 --port 6379 --save '' --daemonize yes --dir /tmp >/dev/null
    wait_for Redis 15 answers 6379
}

rabbitmq() {
    if answers 5672; then say "RabbitMQ is ready"; return; fi
    command -v rabbitmq-server >/dev/null || [ -x /usr/sbin/rabbitmq-server ] || install rabbitmq-server
    answers 5672 || as_root env RABBITMQ_NODE_IP_ADDRESS=127.0.0.1 /usr/sbin/rabbitmq-server -detached >&2 || true
    wait_for RabbitMQ 90 answers 5672
}

browser() {
    command -v chromium >/dev/null || command -v google-chrome >/dev/null || install chromium
    [ -n "$(fc-list :lang=ja family 2>/dev/null)" ] || install fonts-noto-cjk fontconfig
    say "Chromium and Japanese fonts are ready"
}

printing() { # what WeasyPrint needs of the operating system
    ldconfig -p | grep -q libpangoft2-1.0 && ldconfig -p | grep -q libharfbuzz-subset ||
        install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
    say "pango is ready"
}

tracing() {
    command -v strace >/dev/null || install strace
    say "strace is ready"
}

failed=0
for part in ${*:-postgresql redis rabbitmq browser printing}; do "$part" || failed=1; done
exit $failed
