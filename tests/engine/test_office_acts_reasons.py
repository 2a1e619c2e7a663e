"""Whose reasons are whose: what officers write to each other stays in the office."""

import pytest

from db.database import Database
from engine.shell.reasons import latest_reason
from tests.engine.flows import SATO, YAMADA
from tests.engine.office import Office


@pytest.fixture
def office(database: Database) -> Office:
    return Office(database)


def test_a_refusal_is_told_and_what_was_written_within_the_office_is_not(office: Office) -> None:
    office.receive("c1", {"chip": False, "fee": 3000})
    office.complete("c1", "review", "approve", by=YAMADA, reason="係長へ：書類は机にあります。")

    with office.database.read() as tx:
        assert latest_reason(tx, "c1") is None
    office.complete("c1", "decide", "refuse", by=SATO, reason="要件を満たしません。")

    with office.database.read() as tx:
        assert latest_reason(tx, "c1") == "要件を満たしません。"


def test_what_the_applicant_is_to_mend_is_told(office: Office) -> None:
    office.receive("c1", {"chip": False, "fee": 3000})
    office.complete("c1", "review", "return", by=YAMADA, reason="毛色を書いてください。")

    with office.database.read() as tx:
        assert latest_reason(tx, "c1") == "毛色を書いてください。"
