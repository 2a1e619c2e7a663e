"""Reception: from when until when, how many, and that two who send at once do not get the same place."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from threading import Barrier, Thread
from typing import Final

import pytest

from accounts.directory import officer_by_login
from catalog.errors import BudgetIncomplete, PeriodReversed, QuotaWithoutPeriod
from catalog.notices import WHOLE_SITE, add_notice, shown_notices
from catalog.reception import UNLIMITED, Reception, reception_of, set_reception
from db.database import Database
from intake.desk import withdraw
from intake.errors import BudgetReached, NotYetOpen, QuotaReached, ReceptionOver, UnderMaintenance
from intake.reception import require_begun, standing
from kernel.errors import DomainError, NotAllowed
from tests.intake.office import Intake, office_over

NOW: Final = datetime.fromisoformat("2026-11-24T10:00:00+09:00")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SUBSIDY: Final = "community-subsidy"
AMOUNT: Final = "other_income"


@pytest.fixture
def office(database: Database) -> Iterator[Intake]:
    with office_over(database, NOW) as opened:
        yield opened


def limit(office: Intake, rule: Reception, procedure: str = "dog-registration") -> None:
    with office.database.begin() as tx:
        suzuki = officer_by_login(tx, "suzuki")
        assert suzuki is not None
        set_reception(tx, suzuki, procedure, rule, NOW)


WINDOWS: Final[tuple[tuple[Reception, datetime, datetime, type[DomainError] | None], ...]] = (
    (UNLIMITED, NOW, NOW, None),
    (Reception(opens_at=NOW), NOW, NOW, None),
    (Reception(opens_at=NOW + HOUR), NOW, NOW, NotYetOpen),
    (Reception(closes_at=NOW + HOUR), NOW, NOW, None),
    (Reception(closes_at=NOW), NOW - HOUR, NOW, None),
    (Reception(closes_at=NOW, grace_hours=2), NOW - HOUR, NOW + 2 * HOUR, ReceptionOver),
    (Reception(closes_at=NOW, grace_hours=2), NOW - HOUR, NOW + 2 * HOUR - timedelta(seconds=1), None),
    (Reception(closes_at=NOW, grace_hours=2), NOW, NOW + HOUR, ReceptionOver),
    (Reception(closes_at=NOW, grace_hours=0), NOW - HOUR, NOW, ReceptionOver),
)


def test_who_began_in_time_may_send_within_the_hours_of_grace(office: Intake) -> None:
    for rule, begun, sent, refused in WINDOWS:
        limit(office, rule)
        token, before = office.draft("dog-registration", begun), office.arrived()

        if refused is None:
            assert office.send(token, sent) is not None, rule
        else:
            with pytest.raises(refused):
                office.send(token, sent)
            assert office.arrived() == before, rule


def test_places_are_given_in_the_order_of_arrival_and_given_back(office: Intake) -> None:
    limit(office, Reception(opens_at=NOW - DAY, most_cases=2), SUBSIDY)
    tokens = [office.draft(SUBSIDY, NOW, seed=seed) for seed in range(4)]

    first, _second = office.send(tokens[0], NOW), office.send(tokens[1], NOW)
    with pytest.raises(QuotaReached):
        office.send(tokens[2], NOW)
    assert office.send(tokens[0], NOW) == first, "the same draft again shows the same receipt"
    with office.database.begin() as tx:
        assert standing(tx, SUBSIDY, NOW).state == "full"
        with pytest.raises(QuotaReached):
            require_begun(tx, SUBSIDY, NOW)
        withdraw(tx, office.desk, first.case_id, "引っ越すため", command_id="w", now=NOW)
        assert standing(tx, SUBSIDY, NOW).cases_left == 1

    assert office.send(tokens[2], NOW) is not None


def test_a_new_period_counts_from_its_beginning(office: Intake) -> None:
    limit(office, Reception(opens_at=NOW - DAY, most_cases=1))
    office.send(office.draft("dog-registration", NOW), NOW)

    limit(office, Reception(opens_at=NOW + DAY, most_cases=1))

    assert office.send(office.draft("dog-registration", NOW + DAY), NOW + DAY) is not None


def test_what_is_received_on_paper_is_not_stopped_but_counts(office: Intake) -> None:
    limit(office, Reception(opens_at=NOW - DAY, closes_at=NOW, grace_hours=0, most_cases=1))

    assert office.send(office.draft("dog-registration", NOW), NOW, channel="paper") is not None

    with office.database.begin() as tx:
        assert standing(tx, "dog-registration", NOW).cases_left == 0


def test_a_budget_counts_what_is_applied_for(office: Intake) -> None:
    asked = [300_000, 500_000, 200_000]
    tokens = [office.draft(SUBSIDY, NOW, seed=2, **{AMOUNT: amount}) for amount in asked]
    limit(office, Reception(opens_at=NOW - DAY, most_amount=600_000, amount_field=AMOUNT), SUBSIDY)

    office.send(tokens[0], NOW)
    with pytest.raises(BudgetReached):
        office.send(tokens[1], NOW)
    office.send(tokens[2], NOW)

    with office.database.begin() as tx:
        found = standing(tx, SUBSIDY, NOW)
        assert (found.taken.amount, found.amount_left) == (500_000, 100_000)


@pytest.mark.parametrize("scope", ["dog-registration", WHOLE_SITE])
def test_during_maintenance_nothing_is_received_and_drafts_are_kept(office: Intake, scope: str) -> None:
    token = office.draft("dog-registration", NOW)
    with office.database.begin() as tx:
        suzuki = officer_by_login(tx, "suzuki")
        assert suzuki is not None
        add_notice(tx, suzuki, scope, "更新作業", shown_from=NOW, shown_until=NOW + HOUR, stops=True, now=NOW)

    with pytest.raises(UnderMaintenance):
        office.send(token, NOW + HOUR / 2)

    assert office.send(token, NOW + HOUR) is not None
    with office.database.begin() as tx:
        assert [each.text for each in shown_notices(tx, NOW, scope, "other")] == ["更新作業"]
        assert shown_notices(tx, NOW + HOUR, scope) == ()


def test_two_who_send_at_once_do_not_get_the_same_place(office: Intake) -> None:
    """Each of the threads sees a free place before the other has arrived, if the rule's row did not make it wait."""
    limit(office, Reception(opens_at=NOW - DAY, most_cases=3))
    tokens = [office.draft("dog-registration", NOW, seed=seed) for seed in range(8)]
    together, received, refused = Barrier(len(tokens)), list[str](), list[str]()

    def send(token: str) -> None:
        together.wait()
        try:
            received.append(office.send(token, NOW).number)
        except QuotaReached:
            refused.append(token)

    threads = [Thread(target=send, args=(token,)) for token in tokens]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (len(received), len(refused)) == (3, 5)
    assert office.arrived() == 3


@pytest.mark.parametrize(
    ("fields", "refused"),
    [
        ({"opens_at": NOW, "closes_at": NOW}, PeriodReversed),
        ({"most_cases": 3}, QuotaWithoutPeriod),
        ({"opens_at": NOW, "most_amount": 3}, BudgetIncomplete),
        ({"opens_at": NOW, "amount_field": "yen"}, BudgetIncomplete),
    ],
)
def test_a_rule_that_makes_no_sense_cannot_be_built(fields: dict[str, object], refused: type[DomainError]) -> None:
    with pytest.raises(refused):
        Reception(**fields)  # type: ignore[arg-type]  # a table of wrong rules


def test_only_who_may_publish_sets_a_rule(office: Intake) -> None:
    with office.database.begin() as tx:
        kimura, suzuki = officer_by_login(tx, "kimura"), officer_by_login(tx, "suzuki")
        assert kimura is not None
        assert suzuki is not None

        with pytest.raises(NotAllowed):
            set_reception(tx, kimura, "dog-registration", UNLIMITED, NOW)
        set_reception(tx, suzuki, "dog-registration", Reception(closes_at=NOW), NOW)
        set_reception(tx, suzuki, "dog-registration", Reception(closes_at=NOW + DAY), NOW)
        assert reception_of(tx, "dog-registration").closes_at == NOW + DAY
        set_reception(tx, suzuki, "dog-registration", UNLIMITED, NOW)
        assert reception_of(tx, "dog-registration") == UNLIMITED
