"""Which proposals belong together: the best set, and what each way of redesigning gives and takes."""

from itertools import combinations

import pytest

from tests.workflow.analysis.office import approval, flow_of, review, task
from tests.workflow.analysis.random_procedures import random_procedure
from workflow.analysis import proposals
from workflow.analysis.proposal import Proposal
from workflow.codec import require_flow
from workflow.definition import Flow
from workflow.improve import redesign
from workflow.improve.choice import EXACT_UP_TO, best_set
from workflow.improve.options import Options
from workflow.improve.pareto import Merits, front, merits_of, ways
from workflow.measures import measure


def candidates(flow: Flow, most: int | None = None) -> list[Proposal]:
    found = [item for item in proposals(flow) if item.rewrite and item.finding.code != "E11"]
    return found[:most]


def brute_force(flow: Flow, found: list[Proposal]) -> float:
    """The most that any set without conflicts brings."""
    options = Options(flow, found)
    best = 0.0
    for size in range(1, len(found) + 1):
        for chosen in combinations(range(len(found)), size):
            bits = sum(1 << place for place in chosen)
            if not any(options.rivals[place] & bits for place in chosen):
                best = max(best, options.benefit(bits))
    return best


@pytest.mark.parametrize("seed", range(24))
def test_up_to_twenty_proposals_the_choice_is_the_best_there_is(seed: int) -> None:
    flow = require_flow(random_procedure(seed))
    found = candidates(flow, 8)

    choice = best_set(flow, found)

    assert choice.benefit == pytest.approx(brute_force(flow, found), abs=1e-6)
    assert choice.benefit <= choice.bound + 1e-9


@pytest.mark.parametrize("seed", range(3))
def test_no_two_of_the_chosen_touch_the_same(seed: int) -> None:
    flow = require_flow(random_procedure(seed, parts=70))
    found = candidates(flow)
    assert len(found) > EXACT_UP_TO

    chosen = best_set(flow, found, most=200).chosen

    assert chosen
    assert all(not one.touched & other.touched for one, other in combinations(chosen, 2))


@pytest.mark.parametrize("seed", range(6))
def test_the_beam_comes_near_to_the_best(seed: int) -> None:
    flow = require_flow(random_procedure(seed, parts=14))
    found = candidates(flow, EXACT_UP_TO)
    exact = best_set(flow, found, most=5_000)

    # One proposal too many for the exact search: the last one changes nothing, because it is there already.
    near = best_set(flow, [*found, *found[-1:]] if len(found) == EXACT_UP_TO else found)

    assert near.benefit >= 0.97 * exact.benefit


def test_two_small_proposals_are_chosen_over_a_large_one_that_excludes_both() -> None:
    flow = require_flow(random_procedure(0))
    found = candidates(flow)
    options = Options(flow, found)
    best = best_set(flow, found)

    for place, proposal in enumerate(found):
        if proposal not in best.chosen and options.options[place].alone > 0:
            kept = [item for item in best.chosen if not item.touched & proposal.touched]
            bits = sum(1 << found.index(item) for item in [*kept, proposal])
            assert options.benefit(bits) <= best.benefit + 1e-6


def paper_procedure() -> Flow:
    return flow_of(
        task("copy", "transcribe", reads=["name"], writes=["name"], minutes=8),
        review("first", "eligible", k=9, n=900),
        review("again", "eligible"),
        review("stamp", "complete", k=0, n=6000, minutes=9),
        approval("chief", "chief"),
        approval("head", "head"),
        task("ours", reads=["name", "birth"], writes=["memo"], wait_minutes=480),
        task("theirs", lane="tax", reads=["income"], writes=["amount"], wait_minutes=960),
        task("use", reads=["memo", "amount"]),
    )


def test_the_steps_of_a_redesign_add_up_exactly_in_the_order_of_the_script() -> None:
    flow = paper_procedure()

    made = redesign(flow)

    shape = made.as_json()
    steps = shape["steps"]
    assert isinstance(steps, list)
    whole = (measure(flow).yearly_minutes or 0) - (measure(made.to_be).yearly_minutes or 0)
    assert sum(step["minutes_per_year"] for step in steps) == pytest.approx(shape["minutes_per_year"], abs=1e-9)
    assert shape["minutes_per_year"] == pytest.approx(whole, abs=0.06)
    assert [step["code"] for step in steps] == shape["applied"]


def test_what_is_worth_a_look_is_beaten_by_nothing() -> None:
    flow = paper_procedure()
    chosen = best_set(flow, candidates(flow)).chosen

    offered = ways(flow, chosen)

    assert len(offered) >= 3
    for one, other in combinations(offered, 2):
        assert not one.merits.beats(other.merits)
        assert not other.merits.beats(one.merits)
    assert offered[0].proposals == ()
    assert offered[0].merits.minutes_per_year == pytest.approx(0)
    assert any(way.merits.missed_per_year == 0 and way.proposals for way in offered)


def test_the_merits_are_those_of_the_rewritten_flow() -> None:
    flow = paper_procedure()
    (sampled,) = [item for item in candidates(flow) if item.finding.code == "E05"]

    nothing, merits = merits_of(flow, []), merits_of(flow, [sampled])

    assert merits.minutes_per_year > nothing.minutes_per_year
    assert merits.missed_per_year > 0
    assert merits.contacts == pytest.approx(nothing.contacts)


@pytest.mark.parametrize(
    ("known", "worth"),
    [
        pytest.param([(10, 5), (8, 3), (9, 6)], (0, 1), id="三つ目はどれにも劣る"),
        pytest.param([(10, 5), (10, 5)], (0,), id="同じものは一度だけ"),
        pytest.param([(1, 9), (2, 8), (3, 7)], (2,), id="一つがすべてに勝る"),
    ],
)
def test_only_what_nothing_beats_is_on_the_front(known: list[tuple[float, float]], worth: tuple[int, ...]) -> None:
    merits = [
        Merits(
            minutes_per_year=minutes,
            lead_days_p50=days,
            lead_days_p90=days,
            contacts=1,
            days_to_introduce=1,
            missed_per_year=0,
        )
        for minutes, days in known
    ]

    assert front(merits) == worth
