"""Messages from outside on the command line: the sender's key, and refusals in one line."""

from pathlib import Path

import pytest

from cli.documents import UNUSABLE
from db.upgrade import upgrade
from kernel.signature import partner_key
from launch import open_services
from tests.cli.documents import Run


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty installation that hears the bank."""
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.setenv("SECRET_KEY", "k" * 32)
    monkeypatch.setenv("MESSAGE_SENDERS", "bank")
    upgrade(open_services().database)


@pytest.mark.usefixtures("office")
def test_a_sender_gets_its_key_and_a_stranger_none(run: Run) -> None:
    assert run("message", "key", "bank").stdout.strip() == partner_key(b"k" * 32, "incoming", "bank")
    assert run("message", "key", "post").exit_code == UNUSABLE


@pytest.mark.usefixtures("office")
def test_a_message_that_cannot_be_delivered_is_told_in_one_line(run: Run, tmp_path: Path) -> None:
    listed = tmp_path / "list.json"
    listed.write_text("[]")

    unknown = run("message", "deliver", "AAAA-AAAA-AAAA-AAAA", "paid", "--id", "m-1", "--sender", "bank")
    no_object = run(
        "message", "deliver", "AAAA-AAAA-AAAA-AAAA", "paid", "--id", "m-1", "--sender", "bank", "--data", listed
    )

    assert unknown.exit_code == no_object.exit_code == UNUSABLE
    assert "受付番号「AAAA-AAAA-AAAA-AAAA」の案件がありません。" in unknown.stderr
    assert no_object.stderr.count("\n") == 1


@pytest.mark.usefixtures("office")
def test_a_message_is_delivered_by_what_it_is_about(run: Run) -> None:
    told = run("message", "deliver-by-key", "paid", "2026-0815", "--id", "m-1", "--sender", "bank")
    blank = run("message", "deliver-by-key", "paid", " ", "--id", "m-2", "--sender", "bank")

    assert told.stdout.strip() == "kept"
    assert blank.exit_code == UNUSABLE
    assert blank.stderr.count("\n") == 1
