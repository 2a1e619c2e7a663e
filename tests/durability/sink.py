"""A mail server that fails now and then, and remembers every letter that it took."""

import random
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.durability.servers import free_port


@dataclass
class Sink:
    """Letters by their Message-ID, in the order of arrival. `failing` is the share that is turned away at first."""

    failing: float
    chance: random.Random
    port: int = field(default_factory=free_port)
    taken: list[str] = field(default_factory=list)
    turned_away: int = 0

    @property
    def url(self) -> str:
        """The `SMTP_URL` of the sink."""
        return f"smtp://127.0.0.1:{self.port}"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Take a letter or turn it away for now."""
        del server, session
        if self.chance.random() < self.failing:
            self.turned_away += 1
            return "451 come again"
        assert isinstance(envelope.content, bytes)
        found = re.match(r"<(.+)@", message_from_bytes(envelope.content)["Message-ID"])
        assert found is not None
        self.taken.append(found[1])
        return "250 taken"

    @property
    def repeated(self) -> int:
        """How many letters came more than once."""
        return sum(count - 1 for count in Counter(self.taken).values())

    def out_of_order(self) -> list[str]:
        """Return letters that came, for the first time, after a later one of the same case."""
        last: dict[str, int] = {}
        late = []
        for each in dict.fromkeys(self.taken):
            case_id, number, _place = each.rsplit("-", 2)
            if last.get(case_id, -1) > int(number):
                late.append(each)
            last[case_id] = max(int(number), last.get(case_id, -1))
        return late


@contextmanager
def mail_sink(failing: float, seed: int) -> Iterator[Sink]:
    """Run a sink on a free port."""
    sink = Sink(failing, random.Random(seed))
    controller = Controller(sink, hostname="127.0.0.1", port=sink.port)
    controller.start()
    try:
        yield sink
    finally:
        controller.stop()
