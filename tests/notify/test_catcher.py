"""The mail catcher keeps exactly what the product's own SMTP client sends."""

import stat
from datetime import UTC, datetime, timedelta
from email import policy
from email.parser import BytesParser
from pathlib import Path

from kernel.clock import SimulatedClock
from notify.catcher import catching_mail, letters_in
from notify.mail import Mail, MailServer


def test_letters_are_kept_in_order_as_they_were_sent(tmp_path: Path) -> None:
    clock = SimulatedClock(datetime(2026, 4, 1, tzinfo=UTC))
    folder = tmp_path / "outbox"

    with catching_mail(folder, clock) as url:
        server = MailServer(url=url, sender="minaoshi@city.example.jp")
        server.send(Mail(id="1", to="hanako@example.jp", subject="受付のお知らせ", body="山田 花子 様\n𠮷野家"))
        clock.advance(timedelta(seconds=1))
        server.send(Mail(id="2", to="taro@example.jp", subject="決定のお知らせ", body="太郎 様"))

    first, second = (BytesParser(policy=policy.default).parsebytes(path.read_bytes()) for path in letters_in(folder))
    assert (first["Subject"], first["To"]) == ("受付のお知らせ", "hanako@example.jp")
    assert first.get_content().replace("\r\n", "\n") == "山田 花子 様\n𠮷野家\n"
    assert second["Subject"] == "決定のお知らせ"


def test_only_the_owner_may_look_into_the_folder(tmp_path: Path) -> None:
    with catching_mail(tmp_path / "outbox", SimulatedClock(datetime(2026, 4, 1, tzinfo=UTC))):
        assert stat.S_IMODE((tmp_path / "outbox").stat().st_mode) == 0o700
        assert letters_in(tmp_path / "outbox") == []
