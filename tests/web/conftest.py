"""The town that the tests of the web walk through: most have one of their own, copied from one that is settled once."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kernel.clock import SystemClock
from notify.catcher import catching_mail
from tests.web.town import Visitor, WebTown, open_town, settle_town
from tests.web.waiting_case import waiting_case


@pytest.fixture(scope="session")
def settled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with officers and published procedures."""
    return settle_town(tmp_path_factory.mktemp("settled"))


@pytest.fixture
def town(settled: Path, tmp_path: Path) -> Iterator[WebTown]:
    """A town of this test's own, whose mail is caught."""
    mail = tmp_path / "mail"
    shutil.copy(settled, tmp_path)
    with catching_mail(mail, SystemClock()) as url, open_town(tmp_path, url, mail) as opened:
        yield opened


@pytest.fixture(scope="module")
def shared_town(settled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebTown]:
    """A town for all tests of a module that only look; nobody reads its mail."""
    folder = tmp_path_factory.mktemp("shared")
    shutil.copy(settled, folder)
    with open_town(folder, "smtp://127.0.0.1:25", folder / "mail") as opened:
        yield opened


@pytest.fixture
def waiting(town: WebTown) -> tuple[str, Visitor]:
    """A case that waits for everything at once: its receipt number, and an officer who looks at it."""
    number = waiting_case(town.house)
    officer = town.officer("kimura")
    town.look_at(officer, number)
    return number, officer
