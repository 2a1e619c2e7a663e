"""`flask --app wsgi db …`: the schema of the database that `DATABASE_URL` names."""

from typing import Final

import click

from db.revisions import current_revision, newest_revision
from db.upgrade import upgrade
from launch import open_services

command: Final = click.Group("db", help="データベース / The database.")


@command.command("upgrade")
def _upgrade() -> None:
    """表を最新にする。Create the tables, or bring them to the newest schema."""
    database = open_services().database
    before = current_revision(database)
    upgrade(database)
    click.echo(f"{before or '—'} → {current_revision(database)}")


@command.command("status")
def _status() -> None:
    """Show the schema that the database has; exit status 1 when it is not the newest."""
    found, wanted = current_revision(open_services().database), newest_revision()
    click.echo(f"{found or '—'} ({wanted})")
    raise SystemExit(int(found != wanted))
