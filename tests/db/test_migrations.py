"""Migrations and the tables in the code describe the same schema, on SQLite and on PostgreSQL."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect

from db.all_tables import OWNERS, every_table
from db.database import Database
from db.revisions import current_revision, ensure_newest, newest_revision
from db.upgrade import configuration, upgrade
from tests.services import ROOT, postgresql_database

ROOMS = ("accounts", "catalog", "db", "engine", "guidance", "intake", "learning", "notify", "office", "records", "web")
DECLARES = 'Table(\n    "'

Schema = Mapping[str, Mapping[str, Any]]


def schema_of(engine: Engine) -> Schema:
    """Return every table with its columns, keys, indexes and constraints as plain values."""
    inspector = inspect(engine)
    return {
        name: {
            "columns": {
                column["name"]: (str(column["type"]), column["nullable"], column["default"])
                for column in inspector.get_columns(name)
            },
            "primary key": inspector.get_pk_constraint(name),
            "foreign keys": by_name(inspector.get_foreign_keys(name)),
            "unique": by_name(inspector.get_unique_constraints(name)),
            "checks": by_name(inspector.get_check_constraints(name)),
            "indexes": by_name(inspector.get_indexes(name)),
            "options": inspector.get_table_options(name),
        }
        for name in inspector.get_table_names()
        if name != "alembic_version"
    }


def by_name(parts: list[Any]) -> dict[str, str]:
    return {str(part["name"]): json.dumps(part, default=str, sort_keys=True) for part in parts}


def migrated(url: str) -> Schema:
    database = Database(url)
    upgrade(database)
    assert current_revision(database) == newest_revision()
    upgrade(database)  # once more changes nothing
    schema = schema_of(database.engine)
    database.dispose()
    return schema


def made_at_once(url: str) -> Schema:
    database = Database(url)
    with database.begin() as tx:
        every_table().create_all(tx)
    schema = schema_of(database.engine)
    database.dispose()
    return schema


def test_migrations_give_the_schema_of_the_code_on_sqlite(tmp_path: Path) -> None:
    assert migrated(f"sqlite:///{tmp_path / 'a.sqlite3'}") == made_at_once(f"sqlite:///{tmp_path / 'b.sqlite3'}")


@pytest.mark.postgresql
def test_migrations_give_the_schema_of_the_code_on_postgresql(worker_id: str) -> None:
    with postgresql_database(worker_id) as first, postgresql_database(worker_id) as second:
        assert migrated(first) == made_at_once(second)


def test_the_newest_revision_is_the_one_that_the_tool_for_migrations_finds() -> None:
    assert newest_revision() == ScriptDirectory.from_config(configuration()).get_current_head()


def started_twice(url: str) -> str | None:
    database = Database(url)
    ensure_newest(database)
    ensure_newest(database)
    revision = current_revision(database)
    database.dispose()
    return revision


def test_a_process_that_starts_brings_the_schema_up_to_date_apart_on_sqlite(tmp_path: Path) -> None:
    assert started_twice(f"sqlite:///{tmp_path / 'new.sqlite3'}") == newest_revision()


@pytest.mark.postgresql
def test_a_process_that_starts_brings_the_schema_up_to_date_apart_on_postgresql(worker_id: str) -> None:
    with postgresql_database(worker_id) as url:
        assert started_twice(url) == newest_revision()


def test_the_list_of_all_tables_forgets_none() -> None:
    modules = [path for room in ROOMS for path in (ROOT / room).rglob("*.py") if DECLARES in path.read_text("utf-8")]

    declared = {".".join(path.relative_to(ROOT).with_suffix("").parts) for path in modules}

    assert {owner.__name__ for owner in OWNERS} == declared
