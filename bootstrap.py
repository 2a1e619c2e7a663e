"""The composition root: what web, worker, command line and tests are made of, wired once."""

from dataclasses import dataclass

from catalog.library import Library
from db.database import Database
from intake.files import FileStore
from kernel.clock import Clock, SystemClock
from notify.mail import MailServer
from settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """Everything that outlives a request. Nothing here is about one person or one case."""

    settings: Settings
    clock: Clock
    database: Database
    library: Library
    files: FileStore
    mail: MailServer


def services(settings: Settings, clock: Clock | None = None) -> Services:
    """Open the database named by `settings` and wire the services."""
    return Services(
        settings=settings,
        clock=clock or SystemClock(),
        database=Database(settings.database_url, pool_size=settings.database_pool_size),
        library=Library(),
        files=FileStore(settings.data_dir / "files"),
        mail=MailServer(url=settings.smtp_url, sender=settings.mail_from),
    )

