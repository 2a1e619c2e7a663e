"""What past cases prove: bounds, backtests, proposals with certificates, and the answer when nothing is proved."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.json_types import Json
from kernel.text import say
from tests.services import shared_data
from tests.workflow.learning.histories import a_trial
from workflow.learning.backtest import backtest
from workflow.learning.bounds import Evidence, lower_bounds
from workflow.learning.cases import PastCase, Verdict, in_order, parts
from workflow.learning.certificate import contradicted
from workflow.learning.drift import regime_start
from workflow.learning.propose import Proposal, propose
from workflow.learning.questions import Question
from workflow.mining.xes import read_xes
from workflow.table.codec import require_table
from workflow.table.verify import check_table

NEW_YEAR = datetime(2026, 1, 5, tzinfo=UTC)
INCOME = Question(key="income", title="所得", expr={"field": "income"}, type="number")
KIND = Question(key="kind", title="種類", expr={"field": "kind"}, type="string")
AGREED = Question(key="agreed", title="同意", expr={"field": "agreed"}, type="boolean")
QUESTIONS = (INCOME, KIND, AGREED)


def past(count: int, verdict_of: Callable[[int, dict[str, Json]], Verdict], seed: int = 1) -> tuple[PastCase, ...]:
    """Return cases, eight a day: incomes of 1 to 10 million, two kinds, most agreed."""
    generator = np.random.default_rng(seed)
    cases = []
    for number in range(count):
        facts: dict[str, Json] = {
            "income": int(generator.integers(1, 11)) * 1_000_000,
            "kind": str(generator.choice(["new", "renewal"])),
            "agreed": bool(generator.random() < 0.9),
        }
        at = NEW_YEAR + timedelta(hours=3 * number)
        cases.append(
            PastCase(id=f"c{number}", arrived=at, today=at.date(), facts=facts, verdict=verdict_of(number, facts))
        )
    return tuple(cases)


def by_income(number: int, facts: dict[str, Json]) -> Verdict:
    """People approve incomes up to 6 million, and look at the others."""
    income = facts["income"]
    assert isinstance(income, int)
    return "approved" if income <= 6_000_000 or number % 2 else "changed"


def table_of(rules: list[Json], policy: str = "first") -> Json:
    return {
        "format": "minaoshi.table/1",
        "key": "auto",
        "title": "自動承認",
        "hit_policy": policy,
        "inputs": [
            {"key": "income", "expr": {"field": "income"}, "type": "number", "domain": {"min": 0, "max": 10**8}},
        ],
        "outputs": [{"key": "verdict", "type": "string", "values": ["approve", "review"], "default": "review"}],
        "rules": rules,
    }  # fmt: skip


# -- bounds


@pytest.mark.parametrize(
    ("target", "errors", "n"), [(0.95, 0, 59), (0.99, 0, 299), (0.995, 0, 598), (0.999, 0, 2_995), (0.99, 1, 473)]
)
def test_so_many_cases_prove_a_target_and_one_fewer_does_not(target: float, errors: int, n: int) -> None:
    assert Evidence(n, errors).lower >= target > Evidence(n - 1, errors).lower
    assert Evidence(10, errors).needed(target) == n - 10
    assert Evidence(n, errors).needed(target) == 0


def test_the_bound_is_the_exact_one() -> None:
    """Wilson would say 0.9912 and 0.9852: not conservative where nearly everything is right."""
    assert Evidence(299, 0).lower == pytest.approx(0.990, abs=5e-4)
    assert Evidence(300, 1).lower == pytest.approx(0.9843, abs=5e-5)
    assert Evidence(0, 0).lower == 0.0


@given(n=st.integers(1, 5_000), share=st.floats(0, 1))
def test_many_bounds_at_once_are_each_bound(n: int, share: float) -> None:
    errors = int(n * share)

    (found,) = lower_bounds(np.array([n - errors]), np.array([n]))

    assert found == pytest.approx(Evidence(n, errors).lower, abs=1e-9)


# -- backtest


def case_of(number: int, income: Json, verdict: Verdict) -> PastCase:
    at = NEW_YEAR + timedelta(days=number)
    facts = {} if income is None else {"income": income}
    return PastCase(id=f"c{number}", arrived=at, today=at.date(), facts=facts, verdict=verdict)


def test_a_backtest_says_what_a_table_would_have_approved_and_people_had_not() -> None:
    table = require_table(
        table_of([
            {"key": "low", "when": [{"lt": 3_000_000}], "then": ["approve"], "note": "低所得"},
            {"key": "middle", "when": [{"between": [3_000_000, 6_000_000]}], "then": ["approve"]},
            {"key": "high", "when": [{"gt": 6_000_000}], "then": ["review"]},
        ])
    )  # fmt: skip
    cases = [
        case_of(1, 1_000_000, "approved"),
        case_of(2, 2_000_000, "refused"),
        case_of(3, 5_000_000, "changed"),
        case_of(4, 5_000_000, "approved"),
        case_of(5, 9_000_000, "approved"),
        case_of(6, None, "approved"),
    ]

    found = backtest(table, cases)

    assert (found.cases, found.people_approved, found.approved) == (6, 4, 4)
    assert (found.refused, found.changed) == (1, 1)
    assert [(rule.key, rule.approved, rule.refused, rule.changed) for rule in found.rules] == [
        ("low", 2, 1, 0),
        ("middle", 2, 0, 1),
    ]
    assert found.examples == ("c3", "c2")
    assert found.coverage == pytest.approx(4 / 6)
    assert found.evidence == Evidence(4, 2)


def test_a_table_that_contradicts_itself_or_lacks_a_fact_approves_nothing() -> None:
    contradicting = require_table(
        table_of([
            {"key": "a", "when": [{"lt": 5_000_000}], "then": ["approve"]},
            {"key": "b", "when": [{"gt": 1_000_000}], "then": ["review"]},
        ], "unique")
    )  # fmt: skip
    lacking = require_table(table_of([{"key": "a", "when": [{"ne": 5}], "then": ["approve"]}]))

    both = backtest(contradicting, [case_of(1, 2_000_000, "approved")])
    none = backtest(lacking, [case_of(1, None, "approved")])

    assert (both.approved, both.conflict) == (0, 1)
    assert (none.approved, none.missing) == (0, 1)


# -- proposals


def test_what_people_do_is_found_proved_and_written_as_a_table() -> None:
    cases = past(4_000, by_income)

    found = propose(cases, QUESTIONS, target=0.99)

    assert found.certified
    assert found.report.errors == 0
    assert found.coverage == pytest.approx(0.6, abs=0.08)
    table = require_table(found.document)
    assert not [each for each in check_table(table) if each.severity == "error"]
    learnt, _, newest = parts(in_order(cases))
    again = backtest(table, newest)
    assert (again.approved, again.evidence.errors) == (found.report.n, 0)
    assert backtest(table, learnt).evidence.errors == 0
    assert all(rule.then == ("approve",) for rule in table.rules if rule.key in {each.key for each in again.rules})
    assert "過去の" in say(table.rules[0].note)


def test_a_rule_is_never_proposed_to_refuse() -> None:
    found = propose(past(3_000, lambda number, facts: "refused"), QUESTIONS)

    assert found.document is None
    assert not found.certified
    assert found.needed is None, "more cases of this kind prove nothing"


@pytest.mark.parametrize("count", [0, 1, 59, 300, 1_190])
def test_below_299_clean_cases_to_prove_on_nothing_is_certified_and_the_lack_is_told(count: int) -> None:
    found = propose(past(count, lambda number, facts: "approved"), QUESTIONS, target=0.99)

    assert not found.certified
    assert found.document is None
    if count >= 300:
        best = found.certificates[0]
        assert best.standing == "too_few"
        assert found.needed == 299 - best.proof.n
        assert found.needed_arrivals == found.needed


def test_with_299_clean_cases_to_prove_on_every_case_may_be_approved() -> None:
    found = propose(past(1_196, lambda number, facts: "approved"), QUESTIONS, target=0.99)

    assert found.certificates[0].proof == Evidence(299, 0)
    assert found.certified


def test_the_test_ends_at_the_first_rule_that_fails() -> None:
    found = propose(past(4_000, lambda number, facts: "changed" if number % 50 == 0 else "approved"), QUESTIONS)

    standings = [each.standing for each in found.certificates]
    assert standings[0] in ("too_few", "too_many_errors")
    assert set(standings[1:]) <= {"not_tested"}
    assert found.document is None


def test_what_the_ordinance_gives_a_direction_is_not_turned_round() -> None:
    downwards = Question(key="income", title="所得", expr={"field": "income"}, type="number", direction=1)

    found = propose(past(4_000, by_income), (downwards,), target=0.95)

    assert all(atom.op == "gt" for each in found.certificates for atom in each.rule.atoms)


def test_a_change_of_practice_is_seen_and_only_the_time_since_counts() -> None:
    def changed_practice(number: int, facts: dict[str, Json]) -> Verdict:
        return "approved" if number >= 2_000 or number % 4 else "refused"

    found = propose(past(4_000, changed_practice), QUESTIONS)

    assert found.drift.changed
    assert 1_900 <= found.drift.start <= 2_050
    assert found.used == 4_000 - found.drift.start
    assert found.certified


def test_other_cases_than_before_are_told_by_month() -> None:
    def of_kind(number: int, kind: str) -> PastCase:
        at = NEW_YEAR + timedelta(hours=3 * number)
        return PastCase(id=f"{number}", arrived=at, today=at.date(), facts={"kind": kind}, verdict="approved")

    cases = [of_kind(number, "new" if number < 1_000 or number % 2 else "renewal") for number in range(1_800)]

    months = propose(cases, (KIND,)).drift.months

    assert [month.shifted for month in months[1:4]] == [False, False, False]
    assert months[-1].shifted
    assert months[-1].question == "kind"


def test_a_steady_series_has_no_change() -> None:
    alarms = sum(
        regime_start((np.random.default_rng(seed).random(2_000) < 0.97).astype(np.float64)) > 0 for seed in range(200)
    )

    assert alarms <= 0.09 * 200, "promised: one steady series in twenty"


def test_the_newest_cases_can_only_take_a_certificate_away() -> None:
    assert not contradicted(Evidence(1_000, 0), 0.99)
    assert not contradicted(Evidence(1_000, 10), 0.99)
    assert contradicted(Evidence(1_000, 15), 0.99)


def test_certificates_stay_true_while_the_world_drifts() -> None:
    trials = [a_trial(seed, least=3_000, most=9_000, fresh=10_000) for seed in range(700, 740)]

    certified = [trial for trial in trials if trial.truths]
    assert len(certified) >= 3
    assert sum(not trial.kept for trial in certified) <= 1
    assert all(each.proof.n >= 299 for trial in certified for each in trial.proposal.certified)


# -- the receipt log of a real permit process


def decisions(first: str, bad: Sequence[str]) -> list[PastCase]:
    with (shared_data("receipt_wabo") / "receipt.xes.gz").open("rb") as file:
        log = read_xes(file)
    found = []
    for case in log.cases:
        for place, event in enumerate(case.events):
            if not event.activity.startswith(first):
                continue
            after = case.events[place + 1].activity if place + 1 < len(case.events) else ""
            facts: dict[str, Json] = {
                "channel": case.attributes.get("channel", ""),
                "department": case.attributes.get("department", ""),
                "group": event.department,
                "responsible": case.attributes.get("responsible", ""),
                "weekday": event.at.weekday(),
                "before": place,
                "hours": (event.at - case.begin).total_seconds() / 3600,
            }
            found.append(
                PastCase(
                    id=f"{case.id}/{place}",
                    arrived=event.at,
                    today=date(event.at.year, event.at.month, event.at.day),
                    facts={key: value for key, value in facts.items() if value != ""},
                    verdict="changed" if after.startswith(tuple(bad)) else "approved",
                )
            )
    return found


WORDS = ("channel", "department", "group", "responsible")
WABO = (
    *(Question(key=key, title=key, expr={"field": key}, type="string") for key in WORDS),
    *(Question(key=key, title=key, expr={"field": key}, type="number") for key in ("weekday", "before", "hours")),
)


@pytest.fixture(scope="module")
def t02() -> Proposal:
    return propose(decisions("T02", ["T03"]), WABO, target=0.95)


def test_of_a_real_check_nothing_can_be_certified_and_the_tool_says_so(t02: Proposal) -> None:
    assert t02.cases == 1_368
    assert t02.clean / t02.used > 0.95
    assert not t02.certified
    assert t02.needed is not None
    assert t02.needed > 0


def test_of_another_real_check_one_rule_can() -> None:
    found = propose(decisions("T06", ["T07", "T08", "T09"]), WABO, target=0.95)

    assert found.cases == 1_416
    assert found.certified
    assert found.report.share > 0.95
    assert not propose(decisions("T06", ["T07", "T08", "T09"]), WABO, target=0.99).certified
