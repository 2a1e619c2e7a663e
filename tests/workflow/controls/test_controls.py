"""Controls of flows: what holds, what is lost in a redesign, and which defects are found on the way."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.workflow.flow_documents import LANES, document, node, straight
from workflow.codec.flow import require_flow
from workflow.controls import control_findings, preserved, verify_controls
from workflow.definition import Flow

LEVELS = ["clerk", "chief", "director"]


def four_eyes(rule: Mapping[str, Any] | None = None, kind: str = "legal") -> dict[str, Any]:
    control = {"key": "four-eyes", "title": {"ja": "二人で確認する", "en": "Four eyes"}, "kind": kind}
    return control | ({"rule": rule} if rule else {})


def checked(*, skipping: bool = False, **control: Any) -> Flow:
    """A flow that checks, then decides; with `skipping`, some cases are approved without the check."""
    nodes = [
        node("start", "start"),
        node("fast", "exclusive"),
        node("check", "review", control=["four-eyes"], outcomes=[{"key": "approve", "title": "可"}]),
        node("pay", "task", action="pay"),
        node("end", "end", result="approved"),
    ]
    edges: list[str | dict[str, Any]] = [
        "start->fast",
        "fast->check",
        "check->pay#approve",
        "pay->end",
        *(["fast->pay"] if skipping else []),
    ]
    return require_flow(document(nodes, edges, controls=[four_eyes(**control)]))


@pytest.mark.parametrize(
    ("rule", "skipping", "holds"),
    [
        (None, False, True),
        (None, True, True),  # it is for some cases only, and still leads to the same outcome
        ({"must": "approved"}, False, True),
        ({"must": "approved"}, True, False),
        ({"must": "refused"}, True, True),  # nothing is refused
        ({"precedes": "pay"}, False, True),
        ({"precedes": "pay"}, True, False),
        ({"follows": "start"}, False, True),
        ({"follows": "start"}, True, False),
        ({"rank": 1}, False, True),
        ({"rank": 2}, False, False),
    ],
)
def test_a_control_holds_or_not(rule: dict[str, Any] | None, skipping: bool, holds: bool) -> None:
    (status,) = verify_controls(checked(skipping=skipping, rule=rule))

    assert status.holds is holds
    assert status.nodes == ("check",)
    assert bool(status.broken) is not holds
    assert "二人で確認する" in str(status.why)


@pytest.mark.parametrize(
    ("control", "skipping", "code", "severity"),
    [
        ({"rule": {"must": "approved"}}, True, "control.K01", "error"),
        ({"rule": {"must": "approved"}, "kind": "internal"}, True, "control.K01", "warning"),
        ({"rule": {"precedes": "start"}}, False, "control.K01", "error"),
        ({"rule": {"rank": 3}}, False, "control.K05", "error"),
        ({"rule": {"must": "approved"}}, False, None, None),
    ],
)
def test_a_broken_control_is_a_finding(
    control: dict[str, Any], skipping: bool, code: str | None, severity: str | None
) -> None:
    found = [(finding.code, finding.severity) for finding in control_findings(checked(skipping=skipping, **control))]

    assert found == ([(code, severity)] if code else [])


def test_a_run_shows_a_missing_control() -> None:
    (finding,) = control_findings(checked(skipping=True, rule={"must": "approved"}))

    assert finding.example == ["start->fast", "fast->pay", "pay->end"]
    assert finding.where.pointer == "/controls/0"


def test_a_control_without_a_step_is_missing() -> None:
    flow = require_flow(straight(node("check", "task"), controls=[four_eyes()]))

    (finding,) = control_findings(flow)

    assert finding.code == "control.K01"
    assert "four-eyes" in str(finding.message)


def test_a_check_behind_the_payment_that_it_guards_is_k04() -> None:
    flow = require_flow(
        straight(
            node("pay", "task", action="pay"),
            node("check", "task", control=["four-eyes"]),
            controls=[four_eyes({"precedes": "pay"})],
        )
    )

    (finding,) = control_findings(flow)

    assert finding.code == "control.K04"
    assert finding.where.nodes == ("check", "pay")


@pytest.mark.parametrize(
    ("second", "found"),
    [
        pytest.param({"lane": "clerk"}, ["control.K02"], id="same role"),
        pytest.param({"lane": "chief"}, [], id="another role"),
        pytest.param({"lane": "system"}, [], id="a system"),
        pytest.param({"lane": "clerk", "assign": {"not_same_as": ["write"]}}, [], id="another person of the role"),
    ],
)
def test_two_steps_for_two_people(second: dict[str, Any], found: list[str]) -> None:
    controls = [
        {"key": "draft", "title": "起案", "kind": "audit"},
        {"key": "decide", "title": "決裁", "kind": "audit", "rule": {"not_same_person": "draft"}},
    ]
    steps = [node("write", "task", control=["draft"]), node("read", "task", control=["decide"]) | second]
    flow = require_flow(straight(*steps, controls=controls))

    assert [finding.code for finding in control_findings(flow)] == found


def test_exclusive_steps_need_no_second_person() -> None:
    controls = [
        {"key": "draft", "title": "起案", "kind": "audit", "rule": {"must": "refused"}},
        {"key": "decide", "title": "決裁", "kind": "audit", "rule": {"not_same_person": "draft"}},
    ]
    nodes = [
        node("start", "start"),
        node("way", "exclusive"),
        node("write", "task", control=["draft"]),
        node("read", "task", control=["decide"]),
        node("end", "end"),
    ]
    edges: list[str | dict[str, Any]] = ["start->way", "way->write", "way->read", "write->end", "read->end"]

    assert not [*control_findings(require_flow(document(nodes, edges, controls=controls)))]


@pytest.mark.parametrize(
    ("days", "rule", "holds"),
    [
        (14, {"min_days": 14}, True),
        (13, {"min_days": 14}, False),
        (14, {"max_days": 15}, True),
        (16, {"max_days": 15}, False),
    ],
)
def test_days_between_two_steps(days: int, rule: dict[str, Any], holds: bool) -> None:
    flow = require_flow(
        straight(
            node("post", "task", control=["four-eyes"]),
            node("wait", "timer", wait={"days": days}),
            node("decide", "task"),
            controls=[four_eyes(rule | {"from": "post", "to": "decide"})],
        )
    )

    (status,) = verify_controls(flow)

    assert status.holds is holds


AUTHORITY = [
    {"matter": "subsidy", "up_to": 500000, "decided_by": "chief"},
    {"matter": "subsidy", "decided_by": "director"},
]
LANES_WITH_ROLES = [*LANES, {"key": "director", "title": "部長", "kind": "staff", "role": "director", "rank": 3}]


def decided(*, split: bool, big: str = "director") -> Flow:
    """A subsidy decided by the chief; with `split`, from 500,000 yen up by `big`."""
    common = {"matter": "subsidy", "amount": {"field": "amount"}, "outcomes": [{"key": "approve", "title": "可"}]}
    nodes = [
        node("start", "start"),
        node("size", "exclusive"),
        node("small", "approval", level="chief", **common),
        node("large", "approval", level=big, **common),
        node("end", "end", result="approved"),
    ]
    more = {"field": "amount", "op": "gt", "value": 500000}
    edges: list[Any] = ["start->size", "small->end#approve", "large->end#approve"]
    if split:
        edges += [{"from": "size", "to": "large", "when": more}, {"from": "size", "to": "small", "default": True}]
    else:
        nodes = [one for one in nodes if one["key"] != "large"]
        edges = ["start->size", "size->small", "small->end#approve"]
    extra = {"authority": AUTHORITY, "levels": LEVELS, "lanes": LANES_WITH_ROLES}
    data = [{"key": "amount", "title": "額", "type": "money", "source": "resident"}]
    return require_flow(document(nodes, edges, data=data, **extra))


@pytest.mark.parametrize(
    ("flow", "nodes"),
    [
        pytest.param(decided(split=True), [], id="large amounts go to the director"),
        pytest.param(decided(split=False), [("small",)], id="everything goes to the chief"),
        pytest.param(decided(split=True, big="chief"), [("large",)], id="two chiefs"),
    ],
)
def test_an_amount_is_decided_at_its_level(flow: Flow, nodes: list[tuple[str, ...]]) -> None:
    findings = [finding for finding in control_findings(flow) if finding.code == "control.K05"]

    assert [finding.where.nodes for finding in findings] == nodes


def redesigned(*steps: dict[str, Any], **properties: Any) -> Flow:
    return require_flow(straight(*steps, stage="to-be", controls=[four_eyes()], **properties))


AS_IS = redesigned(node("check", "task", control=["four-eyes"]), node("pay", "task"))


def test_a_redesign_that_moves_a_control_keeps_it() -> None:
    to_be = redesigned(node("pay", "task"), node("look", "review", control=["four-eyes"], outcomes=[
        {"key": "approve", "title": "可"}]))  # fmt: skip

    (control,) = preserved(AS_IS, to_be)

    assert (control.before, control.after, control.kept) == (("check",), ("look",), True)


def test_a_redesign_that_drops_a_control_is_told_so() -> None:
    (control,) = preserved(AS_IS, redesigned(node("pay", "task")))

    assert (control.after, control.kept) == ((), False)
    assert "four-eyes" in str(control.why)


def test_a_redesign_that_lets_some_cases_pass_without_the_control_loses_it() -> None:
    (control,) = preserved(checked(), checked(skipping=True))

    assert control.kept is False
    assert "承認" in str(control.why)


def test_what_the_as_is_did_not_do_either_is_no_loss_but_is_said() -> None:
    broken = checked(skipping=True, rule={"must": "approved"})

    (control,) = preserved(broken, broken)

    assert control.kept is True
    assert "元の業務フローでも" in str(control.why)


def test_a_control_that_nobody_performed_is_no_loss() -> None:
    nobody = require_flow(straight(node("pay", "task"), controls=[four_eyes({"must": "completed"})]))

    assert [control.kept for control in preserved(nobody, nobody)] == [True]


def test_a_control_that_only_the_redesign_knows_is_listed() -> None:
    plain = require_flow(straight(node("pay", "task")))

    (control,) = preserved(plain, AS_IS)

    assert (control.before, control.after, control.kept) == ((), ("check",), True)


def test_a_node_that_lives_on_under_another_key_is_still_guarded() -> None:
    rule = [four_eyes({"precedes": "pay"})]
    before = require_flow(straight(node("check", "task", control=["four-eyes"]), node("pay", "task"), controls=rule))
    swapped = require_flow(
        straight(
            node("transfer", "task", derived_from=["pay"]), node("check", "task", control=["four-eyes"]), controls=rule
        )
    )

    assert [control.kept for control in preserved(before, swapped)] == [False]


def test_the_published_redesign_of_a_permit_process_is_rejected() -> None:
    """A published tool moved the check T02 of a real permit process behind the letter T05 that it guards."""
    guard = [
        {"key": "check", "title": "受付確認の点検", "kind": "internal", "rule": {"precedes": "t05"}},
    ]
    steps = {key: node(key, "task") for key in ("receipt", "t04", "t05", "t06", "t10")}
    check = node("t02", "task", control=["check"])
    as_is = [steps["receipt"], check, *(steps[key] for key in ("t04", "t05", "t06", "t10"))]
    published = [steps[key] for key in ("receipt", "t04", "t05", "t06", "t10")] + [check]
    allowed = [steps["receipt"], steps["t06"], steps["t10"], check, steps["t04"], steps["t05"]]

    def flow(order: list[dict[str, Any]]) -> Flow:
        return require_flow(straight(*order, controls=guard))

    assert [control.kept for control in preserved(flow(as_is), flow(published))] == [False]
    assert [control.kept for control in preserved(flow(as_is), flow(allowed))] == [True]
