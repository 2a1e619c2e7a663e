"""The model town on a small database, its web application, and visitors who walk through it by test client."""

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from itertools import count
from pathlib import Path
from typing import Any, Final

from flask import Flask
from werkzeug.datastructures import MultiDict

from bootstrap import Services, services
from catalog.bundle import Bundle
from catalog.versions import current_version
from db.all_tables import every_table
from engine.shell.case_rows import find_case
from engine.shell.cases import case_counts
from engine.shell.view import CaseView
from forms.web_input import pairs_from_answers
from intake.applications import case_numbered, entry_form
from kernel.clock import SimulatedClock, local_date
from kernel.ids import normalised_receipt_number
from kernel.json_types import Json
from notify.catcher import letters_in
from samples.answers import answers
from samples.town import publish_procedures, settle
from settings import Settings, read_settings
from tests.web.html_page import HtmlPage
from web.app import create_app

MORNING: Final = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)
"""A Tuesday in November, nine o'clock in Japan; the day before was a holiday."""
PASSWORD: Final = "minaoshi-demo"
DATABASE: Final = "minaoshi.sqlite3"
MOST_PAGES: Final = 20
_numbers = count(1)

Typed = Mapping[str, str | Sequence[str]]


@dataclass
class Visitor:
    """Somebody with a browser, at an address of their own. `page` is what they see."""

    app: Flask
    page: HtmlPage = field(default_factory=lambda: HtmlPage(0, "", ""))

    def __post_init__(self) -> None:
        self.client = self.app.test_client()
        number = next(_numbers)
        self.address = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"

    def open(self, path: str) -> HtmlPage:
        """Go to a page, following redirects."""
        return self._see("GET", path)

    def click(self, link: str) -> HtmlPage:
        """Follow the link that begins with these words."""
        return self.open(self.page.link(link))

    def press(self, button: str, typed: Typed | None = None, /, **more: str | Sequence[str]) -> HtmlPage:
        """Put `typed` in and press the button that says `button`."""
        form, pressed = self.page.form_with(button)
        pairs = form.sent(pressed, {**(typed or {}), **more})
        path = form.action or self.page.path
        if form.method.lower() == "post":
            return self._see("POST", path, data=MultiDict(pairs))
        return self._see("GET", path.partition("?")[0], query_string=MultiDict(pairs))

    def send(self, path: str, data: Typed, *, token: bool = True) -> HtmlPage:
        """Post something that no button would send; with the right forgery token unless told otherwise."""
        return self._see("POST", path, data={**({"csrf_token": self.token()} if token else {}), **data})

    def token(self) -> str:
        """Return the forgery token of this visitor's session."""
        path = self.page.path
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.client.get("/staff/sign-in").text)
        assert found is not None, path
        return found[1]

    def _see(self, method: str, path: str, **given: Any) -> HtmlPage:
        response = self.client.open(
            path, method=method, follow_redirects=True, environ_overrides={"REMOTE_ADDR": self.address}, **given
        )
        shown = "" if response.mimetype == "application/pdf" else response.text
        self.page = HtmlPage.read(response.status_code, response.request.full_path.rstrip("?"), shown)
        return self.page


@dataclass
class WebTown:
    """The town, served to nobody but the tests."""

    app: Flask
    house: Services
    clock: SimulatedClock
    mail: Path

    def resident(self) -> Visitor:
        """Return somebody without an account."""
        return Visitor(self.app)

    def officer(self, login: str) -> Visitor:
        """Return an officer who has signed in."""
        visitor = Visitor(self.app)
        visitor.open("/staff/sign-in")
        visitor.press("ログインする", login=login, password=PASSWORD)
        assert visitor.page.path.startswith("/staff/"), visitor.page.text
        return visitor

    def bundle(self, procedure: str) -> Bundle:
        """Return the version in force."""
        with self.house.database.read() as tx:
            version = current_version(tx, procedure)
            assert version is not None
            return self.house.library.bundle(tx, version.bundle_digest)

    def first_page(self, procedure: str) -> str:
        """Return the key of the page with which the form of a procedure begins."""
        return entry_form(self.bundle(procedure)).pages[0].key

    def answers(self, procedure: str, seed: int = 1, **changed: Json) -> dict[str, Json]:
        """Return plausible answers to the form with which a procedure begins."""
        form = entry_form(self.bundle(procedure))
        return answers(form.key, random.Random(seed), local_date(self.clock.now())) | changed

    def look_at(self, visitor: Visitor, number: str) -> HtmlPage:
        """Let an officer open the page of a case."""
        return visitor.open(f"/staff/cases/{self.case_id(number)}")

    def case(self, number: str) -> CaseView:
        """Return the case with a receipt number."""
        with self.house.database.read() as tx:
            return find_case(tx, self.case_id(number))

    def case_id(self, number: str) -> str:
        """Return the id of the case with a receipt number."""
        assert normalised_receipt_number(number) == number
        with self.house.database.read() as tx:
            return case_numbered(tx, number)

    def work(self, after: timedelta = timedelta()) -> None:
        """Let time pass; then timers fire and letters go out."""
        self.clock.advance(after)
        while self.house.worker.work_once(self.clock.now()):
            pass

    def letters(self) -> list[EmailMessage]:
        """Return the mail that has gone out, oldest first."""
        return [message_from_bytes(path.read_bytes(), policy=default) for path in letters_in(self.mail)]

    def arrivals(self) -> int:
        """Return how many applications have arrived."""
        with self.house.database.read() as tx:
            return sum(count for counts in case_counts(tx).values() for count in counts.values())


PUBLISHED: Final = (
    "child-allowance",
    "community-subsidy",
    "dog-registration",
    "nursery",
    "resident-record-mail",
    "road-occupancy",
)


def settle_town(folder: Path) -> Path:
    """Make a database with officers and published procedures, to be copied for each test."""
    with open_town(folder, "smtp://127.0.0.1:25", folder / "mail") as town:
        with town.house.database.begin() as tx:
            every_table().create_all(tx)
        move_in(town.house)
        with town.house.database.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    return folder / DATABASE


def move_in(house: Services) -> None:
    """Let the town's officers and procedures move into an empty database."""
    with house.database.begin() as tx:
        settle(tx, PASSWORD, MORNING)
        publish_procedures(tx, house.library, MORNING)


@contextmanager
def open_town(folder: Path, smtp_url: str, mail: Path, database_url: str = "") -> Iterator[WebTown]:
    """Open the town whose database stands in `folder`, or at `database_url`."""
    clock = SimulatedClock(MORNING + timedelta(hours=1))
    house = services(_settings(folder, smtp_url, database_url), clock)
    try:
        yield WebTown(create_app(house), house, clock, mail)
    finally:
        house.practice.close()
        house.database.dispose()


def apply(visitor: Visitor, town: WebTown, procedure: str, given: Mapping[str, Json]) -> str:
    """Fill a form in page by page, send it, and return the receipt number."""
    fill_in(visitor, town, procedure, given)
    visitor.press("申請する")
    assert visitor.page.heading == "申請を受け付けました", visitor.page.text
    return receipt_number(visitor.page)


def fill_in(visitor: Visitor, town: WebTown, procedure: str, given: Mapping[str, Json]) -> None:
    """Begin an application and answer every page, up to the check."""
    visitor.open(f"/p/{procedure}")
    visitor.press("申請をはじめる")
    answer_all(visitor, town, procedure, given)


def answer_all(visitor: Visitor, town: WebTown, procedure: str, given: Mapping[str, Json]) -> None:
    """Answer every page from the one that is open, up to the check."""
    pairs = pairs_from_answers(entry_form(town.bundle(procedure)), given)
    for _page in range(MOST_PAGES):
        if visitor.page.path.endswith("/check"):
            return
        assert visitor.page.status == 200, visitor.page.text
        answer(visitor, pairs)
    raise AssertionError("the form does not end")


def answer(visitor: Visitor, pairs: Sequence[tuple[str, str]]) -> HtmlPage:
    """Answer the questions of the page that is open, adding items of groups first, and go on."""
    for name, _value in pairs:
        group, _, rest = name.partition(".")
        number = rest.partition(".")[0]
        while number.isdigit() and f'name="_add" value="{group}"' in visitor.page.html and not _asked(visitor, name):
            visitor.press(next(each for each in visitor.page.buttons() if each.endswith("を追加する")))
    typed: dict[str, list[str]] = {}
    for name, value in pairs:
        if _asked(visitor, name):
            typed.setdefault(name, []).append(value)
    return visitor.press("次へ", typed)


def receipt_number(page: HtmlPage) -> str:
    """Return the receipt number on a page."""
    found = re.search(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){3}", page.text)
    assert found is not None, page.text
    return found[0]


def _asked(visitor: Visitor, name: str) -> bool:
    return any(name == each for form in visitor.page.forms for each, _ in (*form.filled, *form.offered))


def _settings(folder: Path, smtp_url: str, database_url: str) -> Settings:
    return read_settings(
        {
            "DATA_DIR": str(folder),
            "DATABASE_URL": database_url,
            "SMTP_URL": smtp_url,
            "HUMAN_SAMPLE_SHARE": "0",
            "SECRET_KEY": "town" * 10,
        }
    )
