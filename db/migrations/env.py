"""Alembic's entry: migrations run on the connection that `db.upgrade` hands over, in one transaction."""

from alembic import context

from db.all_tables import every_table


def run() -> None:
    """Run the migrations that are asked for."""
    connection = context.config.attributes["connection"]
    context.configure(
        connection=connection,
        target_metadata=every_table(),
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=False,
    )
    with context.begin_transaction():
        context.run_migrations()


run()
