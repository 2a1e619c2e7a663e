"""People at work while everything around them is killed: residents who apply, officers who decide.

A resident sends until a receipt is shown, like somebody who presses the button again after a broken line, and now
and then presses it three times at once. An officer does not know either what became of a command whose answer was
lost, and sends the same one again.
"""

import http.client
import random
import re
import threading
import time
from collections import Counter, deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import select

from bootstrap import Services
from catalog.versions import current_version
from engine.core.actor import Actor
from engine.core.commands import Complete
from engine.core.state import OpenItem
from engine.shell import tables
from engine.shell.case_rows import find_case
from engine.shell.view import CaseView
from intake.drafts import begin_draft, find_draft, keep_answers
from kernel.clock import local_date
from kernel.errors import DomainError
from kernel.json_types import Json
from samples.answers import answers
from tests.durability.history import Recorder
from tests.durability.product import Answer, Product, request

PROCEDURE: Final = "dog-registration"
NUMBER: Final = re.compile(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}")
LOST_LINE: Final = (OSError, http.client.HTTPException)


@dataclass
class Residents:
    """Applications on their way: drafts by token with what was typed, receipts by token once they were shown."""

    product: Product
    chance: random.Random
    waiting: deque[str] = field(default_factory=deque)
    typed: dict[str, dict[str, Json]] = field(default_factory=dict)
    receipts: dict[str, str] = field(default_factory=dict)
    answered: Counter[str] = field(default_factory=Counter)
    strange: list[str] = field(default_factory=list)
    cookie: str = ""
    token: str = ""

    def fill_in(self, house: Services, count: int) -> None:
        """Fill in `count` applications, all different, ready to be sent."""
        now = house.clock.now()
        drafts: dict[str, dict[str, Json]] = {}
        with house.database.begin() as tx:
            version = current_version(tx, PROCEDURE)
            assert version is not None
            for _ in range(count):
                token = begin_draft(tx, version, now)
                drafts[token] = answers(PROCEDURE, self.chance, local_date(now))
                keep_answers(tx, find_draft(tx, token, now), drafts[token], now)
        self.typed |= drafts
        self.waiting.extend(drafts)

    def open_the_site(self) -> None:
        """Get a session and its forgery token, which outlive every restart."""
        page = request(self.product.port, "GET", "/s")
        self.cookie = page.headers["Set-Cookie"].partition(";")[0]
        found = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
        assert found is not None
        self.token = found[1]

    def send_until(self, done: Callable[[], bool]) -> None:
        """Send one application after the other until `done`, each one until its receipt is shown."""
        while not done():
            try:
                token = self.waiting.popleft()
            except IndexError:
                time.sleep(0.05)
                continue
            if not self._send(token):
                self.waiting.append(token)

    def _send(self, token: str) -> bool:
        if self.chance.random() < 0.1:
            impatient = [threading.Thread(target=self._press, args=(token,)) for _ in range(3)]
            for each in impatient:
                each.start()
            for each in impatient:
                each.join()
        elif not self._press(token):
            return False
        return self._see_receipt(token)

    def _press(self, token: str) -> bool:
        answer = self._ask("POST", f"/a/{token}/check", f"csrf_token={self.token}")
        return answer is not None and answer.status == 303

    def _see_receipt(self, token: str) -> bool:
        answer = self._ask("GET", f"/a/{token}/receipt")
        if answer is None or answer.status != 200:
            return False
        found = NUMBER.search(answer.text)
        assert found is not None, answer.text
        self.receipts[token] = found[0]
        return True

    def _ask(self, method: str, path: str, body: str = "") -> Answer | None:
        try:
            answer = request(self.product.port, method, path, body, self.cookie)
        except LOST_LINE:
            self.answered["lost line"] += 1
            time.sleep(0.05)
            return None
        self.answered[str(answer.status)] += 1
        if answer.status == 503 and ("Retry-After" not in answer.headers or "待って" not in answer.text):
            self.strange.append(f"503 without help: {answer.text[:300]}")
        if answer.status not in (200, 303, 503):
            self.strange.append(f"{method} {path[:3]} {answer.status}: {answer.text[:300]}")
        if answer.status == 503:
            time.sleep(0.2)
        return answer


@dataclass
class Officers:
    """Whoever decides about what waits, several at the same items now and then."""

    house: Services
    chance: random.Random
    recorder: Recorder
    decided: Counter[str] = field(default_factory=Counter)

    def work_until(self, done: Callable[[], bool]) -> None:
        """Decide about one item after the other until `done`; a database that is away is asked again."""
        while not done():
            with suppress(self.house_is_away):
                if not self._one():
                    time.sleep(0.05)
                continue
            self.decided["database away"] += 1
            time.sleep(0.1)

    @property
    def house_is_away(self) -> type[Exception]:
        """What is raised while the database is away."""
        return Exception

    def _one(self) -> bool:
        item = tables.work_item
        with self.house.database.read() as tx:
            waiting = tx.execute(
                select(item.c.case_id).where(item.c.closed_at.is_(None), item.c.queue != "").distinct().limit(30)
            ).scalars()
            ids = [*waiting]
        if not ids:
            return False
        case = self._read(self.chance.choice(ids))
        for each in case.state.items:
            if each.queue:
                self._complete(case, each)
        return True

    def _read(self, case_id: str) -> CaseView:
        asked = time.monotonic()
        with self.house.database.read() as tx:
            case = find_case(tx, case_id)
        self.recorder.note("read", case_id, case.version, asked)
        return case

    def _complete(self, case: CaseView, item: OpenItem) -> None:
        with self.house.database.read() as tx:
            step = self.house.library.program(tx, case.program).steps[item.node]
        outcomes = [key for key in step.outcomes if key not in step.returning and not step.outcomes[key].refuses]
        officer = Actor("officer", item.assignee or f"officer{self.chance.randrange(4)}", frozenset({item.queue}))
        command = Complete(
            actor=officer, item=item.number, outcome=outcomes[0] if outcomes else None, reason="確認済み"
        )
        command_id, first = f"{self.chance.getrandbits(64):x}", True
        for _attempt in range(100):
            asked = time.monotonic()
            try:
                with self.house.database.begin() as tx:
                    after = self.house.desk.engine.handle(
                        tx, case.id, command, command_id=command_id, now=self.house.clock.now()
                    )
            except DomainError as refusal:
                self.decided[refusal.code] += 1
                return
            except Exception:  # nobody knows what became of it: the same once more
                first = False
                time.sleep(0.1)
                continue
            self.recorder.note("write" if first else "read", case.id, after.version, asked)
            self.decided["accepted"] += 1
            return
