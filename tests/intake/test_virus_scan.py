"""Uploads and viruses: a real conversation with clamd, and what happens while it is away."""

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest

from db.database import Database
from forms.definition import Field
from intake.attachments import attach, attachments_of, read_attachment
from intake.custody import spoiled_files
from intake.errors import AttachmentRemoved, AttachmentWaiting
from intake.files import FileInfected, FileStore
from intake.scanning import LaterScan
from intake.virus_scan import CHUNK, Clamd
from kernel.clock import SimulatedClock
from tests.intake.clamd_server import EICAR, FakeClamd, clamd
from tests.web.town import MORNING

PDF = b"%PDF-1.7\n" + b"x" * 4_000
FIELD = Field(key="certificate", type="file", label="証明書")
NOBODY = "tcp://127.0.0.1:1"


@pytest.fixture(params=["tcp", "unix"])
def daemon(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[FakeClamd]:
    """The daemon, reached both ways."""
    with clamd(tmp_path / "c" if request.param == "unix" else None) as running:
        yield running


def test_the_daemon_is_sent_exactly_the_file(daemon: FakeClamd) -> None:
    content = b"%PDF-" + bytes(range(256)) * (CHUNK // 100)

    assert Clamd(daemon.url).scan(BytesIO(content)) == "clean"
    assert daemon.streams == [content]


@pytest.mark.parametrize(
    ("content", "limit", "mute", "verdict"),
    [
        pytest.param(EICAR, 1 << 20, False, "infected", id="ウイルス"),
        pytest.param(PDF + EICAR, 1 << 20, False, "infected", id="PDFの中"),
        pytest.param(PDF, 1 << 20, False, "clean", id="きれい"),
        pytest.param(b"", 1 << 20, False, "clean", id="空"),
        pytest.param(PDF, 100, False, "unknown", id="上限を超えた"),
        pytest.param(PDF, 1 << 20, True, "unknown", id="切れた"),
    ],
)
def test_what_the_daemon_says_is_what_counts(
    daemon: FakeClamd, content: bytes, limit: int, mute: bool, verdict: str
) -> None:
    daemon.limit, daemon.mute = limit, mute

    assert Clamd(daemon.url).scan(BytesIO(content)) == verdict


def test_a_daemon_that_is_away_is_no_answer(tmp_path: Path) -> None:
    assert Clamd(NOBODY).scan(BytesIO(PDF)) == "unknown"
    assert Clamd(f"unix://{tmp_path}/none").scan(BytesIO(PDF)) == "unknown"


def test_a_file_with_a_virus_leaves_nothing_behind(tmp_path: Path, daemon: FakeClamd) -> None:
    store = FileStore(tmp_path / "files", Clamd(daemon.url).scan)

    with pytest.raises(FileInfected):
        store.store(BytesIO(PDF + EICAR), max_bytes=10_000, accept=frozenset())

    assert [*store.every_path()] == []


@pytest.mark.parametrize(
    ("content", "refusal"), [(PDF, None), (PDF + EICAR, AttachmentRemoved)], ids=["きれい", "ウイルス"]
)
def test_what_came_while_the_daemon_was_away_is_kept_shut_and_looked_at_later(
    database: Database, tmp_path: Path, content: bytes, refusal: type[Exception] | None
) -> None:
    clock = SimulatedClock(MORNING)
    away = FileStore(tmp_path / "files", Clamd(NOBODY).scan)
    with database.begin() as tx:
        reference = attach(tx, away, "case", FIELD, "a.pdf", BytesIO(content), clock.now())
    with database.read() as tx, pytest.raises(AttachmentWaiting):
        read_attachment(tx, away, "case", str(reference["id"]))
    clock.advance(timedelta(minutes=1))
    LaterScan(database=database, files=away)(clock.now())

    with clamd() as back:
        store = FileStore(tmp_path / "files", Clamd(back.url).scan)
        LaterScan(database=database, files=store)(clock.now())
        assert back.streams == []  # it was asked a moment ago
        clock.advance(timedelta(minutes=1))
        LaterScan(database=database, files=store)(clock.now())
        LaterScan(database=database, files=store)(clock.now())

    assert back.streams == [content]
    with database.read() as tx:
        assert [each.scan for each in attachments_of(tx, "case")] == ["infected" if refusal else "clean"]
        if refusal is None:
            assert read_attachment(tx, store, "case", str(reference["id"]))[0].read_bytes() == content
        else:
            with pytest.raises(refusal):
                read_attachment(tx, store, "case", str(reference["id"]))
            assert [*store.every_path()] == []
    assert [*spoiled_files(database, store)] == []
