"""The composition root: what web, worker, command line and tests are made of, wired once."""

from dataclasses import dataclass

from catalog.library import Library
from connectors.registry import connectors
from db.database import Database, Doubled, Tx, Unavailable
from engine.shell.runner import Engine
from engine.shell.witness import WitnessFile
from engine.shell.worker import Worker
from guidance.decision_times import DecisionTimes
from guidance.search import Finder
from intake.desk import Desk
from intake.files import FileStore
from intake.record import CaseRecord
from intake.scanning import LaterScan
from intake.virus_scan import Clamd
from kernel.clock import Clock, SystemClock
from learning.observer import TrialObserver
from notify.deliver import Post
from notify.mail import MailServer
from notify.publications import PublicationClerk
from settings import Settings

__all__ = ["Doubled", "Services", "Tx", "Unavailable", "services"]
"""Web sees of the database that there are transactions, that two can collide, and that it can be away; nothing else."""


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
    post: Post
    publications: PublicationClerk
    finder: Finder
    decision_times: DecisionTimes

    @property
    def worker(self) -> Worker:
        """What works jobs off: timers fire, letters go out, other systems are asked."""
        settings = self.settings
        return Worker(
            database=self.database,
            engine=self.desk.engine,
            handlers=self.post.handlers,
            connectors=connectors(
                settings.secret_key.encode(),
                hosts=settings.service_hosts,
                networks=settings.service_networks,
                ca_file=settings.service_ca_file,
            ),
            rounds=(self.publications.go_round, LaterScan(database=self.database, files=self.files)),
        )


def services(settings: Settings, clock: Clock | None = None) -> Services:
    """Open the database named by `settings` and wire the services."""
    library, record = Library(), CaseRecord()
    engine = Engine(
        definitions=library,
        facts=record,
        observer=TrialObserver(library),
        secret=settings.secret_key.encode(),
        sample_share=settings.human_sample_share,
        witness=WitnessFile(settings.witness_dir),
    )
    database, told = Database(settings.database_url, pool_size=settings.database_pool_size), clock or SystemClock()
    mail = MailServer(url=settings.smtp_url, sender=settings.mail_from)
    return Services(
        settings=settings,
        clock=told,
        database=database,
        library=library,
        files=FileStore(settings.data_dir / "files", Clamd(settings.clamd_url).scan if settings.clamd_url else None),
        mail=mail,
        desk=Desk(engine=engine, record=record, secret_key=settings.secret_key),
        post=Post(
            database=database,
            library=library,
            record=record,
            mail=mail,
            clock=told,
            city=settings.city_name,
            base_url=settings.base_url,
        ),
        publications=PublicationClerk(
            database=database, library=library, mail=mail, city=settings.city_name, base_url=settings.base_url
        ),
        finder=Finder(),
        decision_times=DecisionTimes(),
    )
