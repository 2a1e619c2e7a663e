"""The composition root: what web, worker, command line and tests are made of, wired once."""

from dataclasses import dataclass

from catalog.library import Library
from db.database import Database
from engine.shell.runner import Engine
from intake.desk import Desk
from intake.files import FileStore
from intake.record import CaseRecord
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
    desk: Desk


def services(settings: Settings, clock: Clock | None = None) -> Services:
    """Open the database named by `settings` and wire the services."""
    library, record = Library(), CaseRecord()
    engine = Engine(
        definitions=library,
        facts=record,
        secret=settings.secret_key.encode(),
        sample_share=settings.human_sample_share,
    )
    return Services(
        settings=settings,
        clock=clock or SystemClock(),
        database=Database(settings.database_url, pool_size=settings.database_pool_size),
        library=library,
        files=FileStore(settings.data_dir / "files"),
        mail=MailServer(url=settings.smtp_url, sender=settings.mail_from),
        desk=Desk(engine=engine, record=record, secret_key=settings.secret_key),
    )
