"""The composition root: what web, worker, command line and tests are made of, wired once."""

from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Lock
from typing import Final

from catalog.library import Library
from connectors.registry import connectors
from db.away import may_pass
from db.database import Database, Doubled, Tx
from db.fresh import make_tables, shape_of_tables
from db.prepared import Asked, foreseen
from engine.shell.correlation_round import Correlation
from engine.shell.ports import Delivery
from engine.shell.runner import Engine
from engine.shell.witness import WitnessFile
from engine.shell.worker import Worker
from guidance.decision_times import DecisionTimes
from guidance.search import Finder
from intake.case_words import WordClerk
from intake.desk import Desk
from intake.exports import Exporter
from intake.files import FileStore
from intake.record import CaseRecord
from intake.scanning import LaterScan
from intake.virus_scan import Clamd
from kernel.clock import Clock, SystemClock
from learning.observer import TrialObserver
from notify.deliver import Post
from notify.digests import DigestClerk
from notify.invitations import Invitations
from notify.mail import MailServer, NoMail
from notify.publications import PublicationClerk
from notify.stopped_rules import StoppedRulesClerk
from records.erasing import Eraser
from settings import Settings

PRACTICE: Final = "practice"
"""Folder of the practice house, and where it is found on the web."""
__all__ = ["PRACTICE", "Asked", "Doubled", "Services", "Tx", "foreseen", "may_pass", "services"]
"""Web sees of the database that there are transactions, that two can collide, that it can be away, and that questions
can be asked together; nothing else."""


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
    digests: DigestClerk
    exporter: Exporter
    stopped_rules: StoppedRulesClerk
    finder: Finder
    decision_times: DecisionTimes
    practice_of: "Services | None" = None
    """The house that this one is the practice of (練習); None for the real one."""
    practice: "PracticeHouse" = field(default_factory=lambda: PracticeHouse())

    @property
    def people(self) -> "Services":
        """The house in which officers sign in: the real one."""
        return self.practice_of or self

    @property
    def eraser(self) -> Eraser:
        """What erases cases that two people agreed to part with."""
        return Eraser(database=self.database, files=self.files, exporter=self.exporter)

    @property
    def worker(self) -> Worker:
        """What works jobs off: timers fire, letters go out, other systems are asked."""
        settings = self.settings
        return Worker(
            database=self.database,
            engine=self.desk.engine,
            handlers={**self.post.handlers, "received": self._received},
            connectors=connectors(
                settings.secret_key.encode(),
                hosts=settings.service_hosts,
                networks=settings.service_networks,
                ca_file=settings.service_ca_file,
            ),
            rounds=(
                Correlation(database=self.database, engine=self.desk.engine),
                self.publications.go_round,
                self.digests.go_round,
                self.exporter.go_round,
                self.stopped_rules.go_round,
                self.eraser.go_round,
                LaterScan(database=self.database, files=self.files),
                Invitations(
                    database=self.database,
                    library=self.library,
                    mail=self.mail,
                    secret_key=settings.secret_key,
                    city=settings.city_name,
                    base_url=settings.base_url,
                ).go_round,
            ),
        )

    def _received(self, delivery: Delivery) -> None:
        """Let a case that has arrived be found, and send its receipt."""
        words = WordClerk(database=self.database, library=self.library, record=self.desk.record)
        words.note(delivery.case_id)
        self.post.deliver(delivery)


class PracticeHouse:
    """The practice of a house (練習): a database, files and histories of its own below the data directory.

    It is opened when somebody first needs it, and begins anew when an update changes the tables. Nothing leaves it: no
    mail, no call to another system.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._opened: Services | None = None

    @staticmethod
    def exists(house: Services) -> bool:
        """Say whether anything was ever put up for practice."""
        return practice_file(house.settings).exists()

    def of(self, house: Services) -> Services:
        """Return the services of the practice of `house`."""
        with self._lock:
            if self._opened is None:
                opened = services(practice_settings(house.settings), house.clock, practice_of=house)
                make_tables(opened.database)
                self._opened = opened
            return self._opened

    def close(self) -> None:
        """Let the database go, where it was opened."""
        if self._opened is not None:
            self._opened.database.dispose()


def practice_file(settings: Settings) -> Path:
    """Return where the database of the practice stands."""
    return settings.data_dir / PRACTICE / f"practice-{shape_of_tables()}.sqlite3"


def practice_settings(settings: Settings) -> Settings:
    """Return what is different in a practice: another folder, no mail, no other system, and every paper says so."""
    folder = settings.data_dir / PRACTICE
    folder.mkdir(mode=0o750, parents=True, exist_ok=True)
    kept = practice_file(settings)
    for outdated in folder.glob("practice-*"):
        if not outdated.name.startswith(kept.name):
            outdated.unlink(missing_ok=True)
    return replace(
        settings,
        data_dir=folder,
        witness_dir=folder / "witness",
        database_url=f"sqlite:///{practice_file(settings)}",
        base_url=f"{settings.base_url}/{PRACTICE}",
        city_name=f"【練習】{settings.city_name}"[:60],
        message_senders=frozenset(),
        service_hosts=frozenset(),
    )


def services(settings: Settings, clock: Clock | None = None, *, practice_of: Services | None = None) -> Services:
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
    mail = (NoMail if practice_of else MailServer)(url=settings.smtp_url, sender=settings.mail_from)
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
        digests=DigestClerk(database=database, library=library, mail=mail, base_url=settings.base_url),
        exporter=Exporter(database=database, library=library, folder=settings.data_dir / "exports"),
        stopped_rules=StoppedRulesClerk(
            database=database, mail=mail, city=settings.city_name, base_url=settings.base_url
        ),
        finder=Finder(),
        decision_times=DecisionTimes(),
        practice_of=practice_of,
    )
