"""Alembic's entry: migrations run on the connection that `db.upgrade` hands over, in one transaction."""

from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import TypeDecorator

from db.all_tables import every_table


def _plain_type(kind: str, item: object, _context: AutogenContext) -> str | Literal[False]:
    """Write our own column types as what they are in the database: a migration must not change when they do."""
    return f"sa.{item.impl_instance!r}" if kind == "type" and isinstance(item, TypeDecorator) else False


def run() -> None:
    """Run the migrations that are asked for."""
    connection = context.config.attributes["connection"]
    context.configure(
        connection=connection,
        target_metadata=every_table(),
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=False,
        render_item=_plain_type,
    )
    with context.begin_transaction():
        context.run_migrations()


run()
