"""What `check` finds: each defect by its code, and nothing where there is nothing to find."""

from pathlib import Path
from typing import Any

import pytest

from kernel.documents import digest
from tests.workflow.check_documents import GOOD, TABLE, good, rewired
from tests.workflow.flow_documents import document, edge, node, straight
from workflow.check import CheckResult, FormFacts, check_document
from workflow.check.messages import MESSAGES
from workflow.check.messages_publishing import MESSAGES as PUBLISHING
from workflow.patch import apply_patch

FORMS = {
    "application": FormFacts(fields={"income": "money", "city": "yesno", "member": "group", "member.age": "number"})
}
LETTERS = {"granted": frozenset({"income"}), "refused": frozenset[str]()}


def check(flow: dict[str, Any], **options: Any) -> CheckResult:
    return check_document(flow, **options)


def codes(result: CheckResult, *severities: str) -> set[str]:
    return {finding.code for finding in result.findings if finding.severity in (severities or ("error",))}


def test_a_good_flow_may_be_published() -> None:
    result = check(GOOD, forms=FORMS, templates=LETTERS, tables={}, publishing=True)

    assert {finding.code for finding in result.findings} <= {"data.D2", "data.D3", "data.D5"}  # advice on data, no more
    assert codes(result, "error", "warning") == set()
    assert (result.sound, result.flow) == (True, digest(GOOD))


PLANTED = [
    pytest.param(
        rewired(nodes=(node("lost", "task"),), edges=("lost->yes",)), "structure.unreachable", "lost", id="unreachable"
    ),
    pytest.param(rewired(without=(12,)), "structure.dead_end", "no", id="dead end"),
    pytest.param(rewired(edges=("yes->start",)), "structure.before_start", "start", id="into the start"),
    pytest.param(rewired(edges=("denied->apply",)), "structure.after_end", "denied", id="out of an end"),
    pytest.param(good(edge5__outcome="accept"), "outcome.unknown", "look", id="unknown outcome"),
    pytest.param(good(edge1__outcome="approve"), "outcome.unknown", "apply", id="outcome of a form"),
    pytest.param(
        good(look__outcomes=[{"key": "approve"}, {"key": "return"}, {"key": "refuse"}, {"key": "hold"}]),
        "outcome.missing",
        "look",
        id="outcome without a way",
    ),
    pytest.param(rewired(edges=("look->no#approve",)), "outcome.duplicate", "look", id="outcome with two ways"),
    pytest.param(good(edge7__outcome=None), "outcome.unlabelled", "look", id="edge without outcome"),
    pytest.param(
        good(seal__on_overdue=[{"after": {"days": 1}, "do": {"outcome": "vanish"}}]),
        "outcome.unknown",
        "seal",
        id="overdue with an unknown outcome",
    ),
    pytest.param(
        good(edge3__when={"field": "incme", "op": "lt", "value": 3}),
        "condition.unknown_field",
        "gate",
        id="unknown field",
    ),
    pytest.param(
        good(edge3__when={"field": "income", "op": "lt", "value": {"param": "limt"}}),
        "condition.unknown_parameter",
        "gate",
        id="unknown parameter",
    ),
    pytest.param(
        good(edge3__when={"field": "income", "op": "lt", "value": "many"}),
        "condition.type",
        "gate",
        id="number against text",
    ),
    pytest.param(
        good(edge3__when={"field": "born", "op": "lt", "value": "someday"}),
        "condition.type",
        "gate",
        id="date against text",
    ),
    pytest.param(
        good(edge3__when={"field": "income", "op": "eq", "value": {"field": "city"}}),
        "condition.type",
        "gate",
        id="number against yes or no",
    ),
    pytest.param(
        good(edge3__when={"field": "city", "op": "lt", "value": True}),
        "condition.operator",
        "gate",
        id="order of yes and no",
    ),
    pytest.param(
        good(edge3__when={"field": "income", "op": "starts_with", "value": "1"}),
        "condition.operator",
        "gate",
        id="beginning of a number",
    ),
    pytest.param(
        good(edge3__when={"field": "member.height", "op": "gt", "value": 1}),
        "condition.unknown_field",
        "gate",
        id="unknown field of a group",
    ),
    pytest.param(good(edge4__default=None), "condition.no_default", "gate", id="no default"),
    pytest.param(
        good(edge3__when=None, edge3__probability=None, edge4__default=None),
        "condition.missing",
        "gate",
        id="no condition at all",
    ),
    pytest.param(good(edge3__when=None, edge3__default=True), "condition.several_defaults", "gate", id="two defaults"),
    pytest.param(
        good(edge4__default=None, edge4__when={"field": "verdict", "op": "eq", "value": "approve"}),
        "condition.duplicate",
        "gate",
        id="the same condition twice",
    ),
    pytest.param(
        good(
            edge3__when={"field": "income", "op": "lt", "value": 5},
            edge4__default=None,
            edge4__when={"field": "income", "op": "gt", "value": 5},
        ),
        "condition.not_exhaustive",
        "gate",
        id="gap",
    ),
    pytest.param(
        good(edge3__probability=0.9, edge4__probability=0.3), "condition.probability_sum", "gate", id="sum over 1"
    ),
    pytest.param(
        good(look__rates={"approve": 0.5, "return": 0.1, "refuse": 0.1}),
        "condition.probability_sum",
        "look",
        id="rates under 1",
    ),
    pytest.param(good(look__lane="nobody"), "reference.unknown", "look", id="unknown lane"),
    pytest.param(good(look__reads=["height"]), "reference.unknown", "look", id="unknown data"),
    pytest.param(good(look__checks=["taste"]), "reference.unknown", "look", id="unknown check"),
    pytest.param(good(look__documents={"needs": ["seal"]}), "reference.unknown", "look", id="unknown document"),
    pytest.param(good(look__control=["four-eyes", "six-eyes"]), "reference.unknown", "look", id="unknown control"),
    pytest.param(good(seal__assign={"same_as": "nobody"}), "reference.unknown", "seal", id="unknown step of assign"),
    pytest.param(good(seal__level="emperor"), "reference.unknown", "seal", id="unknown level"),
    pytest.param(good(yes__to="mars"), "reference.unknown", "yes", id="unknown recipient"),
    pytest.param(good(apply__form="other"), "reference.unknown", "apply", id="unknown form"),
    pytest.param(good(decide__table="other"), "reference.unknown", "decide", id="unknown table"),
    pytest.param(good(yes__template="other"), "reference.unknown", "yes", id="unknown letter"),
    pytest.param(
        good(decide__table=TABLE | {"inputs": [{"key": "i", "expr": {"field": "height"}, "type": "number"}]}),
        "condition.unknown_field",
        "decide",
        id="a table asks for an unknown field",
    ),
    pytest.param(
        good(decide__table=TABLE | {"rules": [*TABLE["rules"][:1], {"key": "r2", "when": [None], "then": ["review"]}]}),
        "table.overlap",
        "decide",
        id="overlapping rules",
    ),
    pytest.param(
        good(seal__on_overdue=[{"after": {"days": 1}, "do": {"outcome": "refuse"}}]),
        "law.overdue_refusal",
        "seal",
        id="refused by the calendar",
    ),
    pytest.param(
        good(seal__outcomes=[{"key": "approve"}, {"key": "return"}, {"key": "refuse", "reason": "optional"}]),
        "law.refusal_without_reason",
        "seal",
        id="refusal without a reason",
    ),
    pytest.param(
        rewired(edges=(edge("gate->no", when={"field": "income", "op": "gt", "value": 5}),)),
        "law.automatic_refusal",
        "gate",
        id="a rule refuses",
    ),
    pytest.param(good(look__able_people=0), "lane.nobody_able", "look", id="nobody able"),
    pytest.param(good(look__lane="system"), "lane.not_a_person", "look", id="a system examines"),
    pytest.param(good(look__lane=None), "lane.missing", "look", id="no lane"),
    pytest.param(good(apply__form=None), "publish.form", "apply", id="no form"),
    pytest.param(good(seal__assign=None), "publish.assign", "seal", id="no assign"),
    pytest.param(good(yes__template=None), "publish.template", "yes", id="no letter"),
    pytest.param(good(yes__to=None), "publish.recipient", "yes", id="no recipient"),
    pytest.param(good(decide__table=None), "publish.table", "decide", id="no table"),
    pytest.param(good(gate__title=""), "publish.title", "gate", id="a gateway without title"),
    pytest.param(good(start__title=""), "publish.title", "start", id="a start without title"),
    pytest.param(good(granted__result=None), "publish.result", "granted", id="an end without result"),
    pytest.param(good(apply__writes=["city"]), "data.D1", "decide", id="read before it is written"),
    pytest.param(
        rewired(
            without=(5,),
            edges=(edge("look->both#approve"), "both->seal", "both->yes"),
            nodes=(node("both", "parallel"),),
        ),
        "soundness.lack_of_synchronization",
        "",
        id="two tokens",
    ),
    pytest.param(
        rewired(without=(2,), edges=("decide->both", "both->gate", "yes->both"), nodes=(node("both", "parallel"),)),
        "soundness.deadlock",
        "",
        id="a join that waits for ever",
    ),
]


@pytest.mark.parametrize(("flow", "code", "key"), PLANTED)
def test_each_defect_stops_the_publication_and_is_named(flow: dict[str, Any], code: str, key: str) -> None:
    result = check(flow, forms=FORMS, templates=LETTERS, tables={}, publishing=True)

    found = [finding for finding in result.findings if finding.code == code and finding.severity == "error"]
    assert found, codes(result)
    if key:
        assert key in found[0].where.nodes
        title = next(part["title"] for part in flow["nodes"] if part["key"] == key) or key
        assert (title if isinstance(title, str) else title["ja"]) in found[0].message["ja"]  # type: ignore[index]  # catalog texts are objects


FLOW_LEVEL = [
    pytest.param(good(purpose=None), "publish.purpose", id="purpose"),
    pytest.param(good(kpis=None), "publish.kpi", id="kpi"),
    pytest.param(good(disposition={"kind": "処分", "appeal_notice": "…"}), "publish.criteria", id="criteria"),
    pytest.param(good(disposition={"kind": "処分", "criteria": "…"}), "publish.appeal_notice", id="appeal notice"),
    pytest.param(good(stage="as-is"), "publish.stage", id="stage"),
    pytest.param(good(look__control=None), "control.K01", id="legal control without a node"),
    pytest.param(
        good(controls=[{"key": "four-eyes", "kind": "legal", "rule": {"precedes": "nobody"}}]),
        "reference.unknown",
        id="a control before nothing",
    ),
    pytest.param(
        good(authority=[{"matter": "grant", "decided_by": "emperor"}]), "reference.unknown", id="unknown level"
    ),
    pytest.param(
        good(data=[*GOOD["data"], {"key": "number", "title": "個人番号", "source": "resident"}]),
        "law.individual_number",
        id="the Individual Number",
    ),
    pytest.param(
        good(data=[*GOOD["data"], {"key": "my_number", "title": "番号", "source": "resident"}]),
        "law.individual_number",
        id="the Individual Number in a key",
    ),
    pytest.param(
        good(data=[*GOOD["data"], {"key": "n", "title": "ﾏｲﾅﾝﾊﾞｰ", "source": "resident"}]),
        "law.individual_number",
        id="the Individual Number in half width",
    ),
    pytest.param(good(lanes=[lane | {"headcount": 0} for lane in GOOD["lanes"]]), "lane.unmanned", id="unmanned"),
    pytest.param(
        good(lanes=[{k: v for k, v in lane.items() if k != "role"} for lane in GOOD["lanes"]]),
        "publish.staff",
        id="nobody's inbox",
    ),
]


@pytest.mark.parametrize(("flow", "code"), FLOW_LEVEL)
def test_what_the_whole_flow_lacks_stops_the_publication(flow: dict[str, Any], code: str) -> None:
    assert code in codes(check(flow, forms=FORMS, templates=LETTERS, tables={}, publishing=True))


def test_a_column_of_another_type_than_its_field_is_found() -> None:
    column = {"key": "born", "expr": {"field": "born"}, "type": "number"}
    table = TABLE | {"inputs": [column], "rules": [{"key": "r", "when": [None], "then": ["review"]}]}

    assert "condition.type" in codes(check(good(decide__table=table)))


def test_a_letter_that_inserts_an_unknown_field_is_found() -> None:
    result = check(GOOD, templates={"granted": frozenset({"height"}), "refused": frozenset[str]()})

    assert codes(result) == {"template.unknown_field"}


def test_the_card_is_not_the_number() -> None:
    card = {"key": "card", "title": "マイナンバーカードの署名用証明書", "source": "resident"}

    assert codes(check(good(data=[*GOOD["data"], card]))) == set()


def test_what_publishing_needs_is_a_warning_while_drawing() -> None:
    unbound = good(apply__form=None, seal__assign=None, yes__template=None, purpose=None, kpis=None)

    result = check(unbound)

    assert codes(result) == set()
    assert {"publish.form", "publish.assign", "publish.purpose", "publish.kpi"} <= codes(result, "warning")


def test_a_described_flow_may_leave_open_what_only_running_needs() -> None:
    as_is = document(
        [
            node("start", "start", title=""),
            node("apply", "form", title="申請"),
            node("look", "review", rates={"refuse": {"k": 3, "n": 100}}),
            node("gate", "exclusive", title=""),
            node("stamp", "approval"),
            node("letter", "notice"),
            node("end", "end"),
            node("denied", "end", result="refused"),
        ],
        [
            "start->apply",
            "apply->look",
            "look->gate#approve",
            "look->denied#refuse",
            edge("gate->stamp", probability=0.4),
            edge("gate->letter", probability=0.6),
            "stamp->letter",
            "letter->end",
        ],
    )

    result = check(as_is)

    assert result.sound is True
    assert codes(result, "error", "warning") == set()


def test_a_gateway_behind_an_examination_shows_what_a_person_decided() -> None:
    as_is = document(
        {"start": "start", "look": "review", "gate": "exclusive", "end": "end"},
        ["start->look", "look->gate", edge("gate->end", probability=0.9)],
    )
    as_is["nodes"].append(node("denied", "end", result="refused"))
    as_is["edges"].append(edge("gate->denied", probability=0.1))

    assert "law.automatic_refusal" not in codes(check(as_is))
    as_is["nodes"][1] |= {"type": "decision", "lane": "system"}
    assert "law.automatic_refusal" in codes(check(as_is))


def test_a_refusal_in_one_parallel_branch_is_a_person_s_when_the_join_waits_for_it() -> None:
    flow = document(
        [
            node("start", "start"),
            node("split", "parallel"),
            node("look", "review", outcomes=[{"key": "refuse"}]),
            node("file", "task"),
            node("join", "parallel"),
            node("denied", "end", result="refused"),
        ],
        ["start->split", "split->look", "split->file", "look->join#refuse", "file->join", "join->denied"],
    )

    assert "law.automatic_refusal" not in codes(check(flow))


def test_a_redesign_that_knows_how_often_but_not_yet_why_is_still_being_drawn() -> None:
    draft = good(edge3__when=None, edge4__default=None, edge4__probability=0.7, look__lane=None)

    assert codes(check(draft)) == set()
    assert {"condition.missing", "lane.missing"} <= codes(check(draft, publishing=True))


def test_conditions_that_leave_only_the_empty_value_open_are_a_warning() -> None:
    both = good(
        edge3__when={"field": "income", "op": "lt", "value": {"param": "limit"}},
        edge4__default=None,
        edge4__when={"field": "income", "op": "gte", "value": {"param": "limit"}},
    )

    found = [finding for finding in check(both).findings if finding.code.startswith("condition.")]

    assert [(finding.code, finding.severity, finding.example) for finding in found] == [
        ("condition.empty_value", "warning", {"income": None})
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"field": "city", "op": "eq", "value": True}, {"field": "city", "op": "ne", "value": True}),
        ({"field": "kind", "op": "in", "value": ["a", "b"]}, {"field": "kind", "op": "not_in", "value": ["a", "b"]}),
        (
            {"field": "born", "op": "lt", "value": "2020-04-01"},
            {"not": {"field": "born", "op": "lt", "value": "2020-04-01"}},
        ),
        ({"field": "income", "op": "empty"}, {"field": "income", "op": "not_empty"}),
        ({"field": "verdict", "op": "eq", "value": "approve"}, {"field": "verdict", "op": "eq", "value": "review"}),
        (
            {"any": [{"field": "income", "op": "lt", "value": 5}, {"field": "city", "op": "eq", "value": False}]},
            {
                "not": {
                    "any": [{"field": "income", "op": "lt", "value": 5}, {"field": "city", "op": "eq", "value": False}]
                }
            },
        ),
    ],
)
def test_conditions_that_cover_everything_need_no_default(first: Any, second: Any) -> None:
    covered = good(edge3__when=first, edge4__default=None, edge4__when=second)

    assert [f for f in check(covered).findings if f.code.startswith("condition.")] == []


@pytest.mark.parametrize(
    ("options", "code"),
    [
        pytest.param({}, "condition.empty_value", id="options not known"),
        pytest.param({"kind": ("a", "b")}, "condition.empty_value", id="all options covered"),
        pytest.param({"kind": ("a", "b", "c")}, "condition.not_exhaustive", id="an option left out"),
    ],
)
def test_the_options_of_a_choice_are_what_must_be_covered(options: Any, code: str) -> None:
    facts = FormFacts(fields=FORMS["application"].fields, options=options)
    first, second = ({"field": "kind", "op": "eq", "value": value} for value in "ab")
    flow = good(edge3__when=first, edge4__default=None, edge4__when=second)

    assert code in codes(check(flow, forms={"application": facts}), "error", "warning")


@pytest.mark.parametrize(
    ("kind", "stopped"), [("service", True), ("decision", True), ("timer", False), ("task", False)]
)
def test_a_loop_in_which_nobody_works_and_nothing_waits_is_refused(kind: str, stopped: bool) -> None:
    back = edge("gate->again", when={"field": "income", "op": "lt", "value": 3})
    flow = rewired(edges=(back, "again->gate"), nodes=(node("again", kind),))

    found = [finding for finding in check(flow).errors if finding.code == "soundness.livelock"]

    assert bool(found) is stopped
    assert all(finding.where.nodes == ("gate", "again") for finding in found)


def test_conditions_that_overlap_are_shown_with_a_case() -> None:
    flow = good(
        edge3__when={"field": "income", "op": "lt", "value": 10},
        edge4__default=None,
        edge4__when={"any": [{"field": "income", "op": "gt", "value": 5}, {"field": "income", "op": "empty"}]},
    )

    found = [finding for finding in check(flow).findings if finding.code == "condition.ambiguous"]

    assert len(found) == 1
    assert 5 < found[0].example["income"] < 10  # type: ignore[index, operator, call-overload]  # the example is a record


def test_a_value_that_a_table_never_gives_is_noticed() -> None:
    misspelt = good(edge3__when={"field": "verdict", "op": "eq", "value": "aprove"})

    assert "condition.impossible_value" in codes(check(misspelt), "warning")


def test_a_probability_that_contradicts_the_count_is_noticed() -> None:
    counted = [{"approve": {"k": 900, "n": 1000}}, {"approve": {"k": 9, "n": 10}}]
    found = [codes(check(good(look__rates=rates, edge5__probability=0.8)), "warning") for rates in counted]

    assert ["condition.rate_contradiction" in part for part in found] == [True, False]


def test_where_tables_and_forms_are_not_known_nothing_is_said_about_them() -> None:
    elsewhere = good(decide__table="elsewhere", edge3__when={"field": "verdict", "op": "eq", "value": "approve"})

    result = check(elsewhere)

    assert codes(result) == set()
    assert codes(result, "warning") == {"condition.unknown_field"}


def test_a_flow_that_lies_alone_is_not_blamed_for_what_lies_elsewhere() -> None:
    alone = good(apply__form="elsewhere", decide__table="elsewhere", yes__template="elsewhere")

    assert codes(check(alone, forms={}, tables={}, templates={})) == set()
    assert "reference.unknown" in codes(check(alone, forms=FORMS, tables={}, templates={}))


def test_advice_is_never_more_than_information() -> None:
    flow = document(
        {
            "start": "start",
            "again": "start",
            "one": "exclusive",
            "task": "task",
            "a": "task",
            "b": "task",
            "c": "task",
            "end": "end",
        },
        ["start->one", "again->one", "one->task", "task->a", "task->b", "a->c", "b->c", "c->end"],
    )

    advice = {finding.code: finding.severity for finding in check(flow).findings if finding.code.startswith("lint.")}

    assert {"lint.several_starts", "lint.implicit_split", "lint.fake_join"} <= set(advice)
    assert set(advice.values()) == {"info"}


def test_a_fix_mends_what_it_is_offered_for() -> None:
    broken = good(
        edge4__default=None, seal__outcomes=[{"key": "approve"}, {"key": "return"}, {"key": "refuse", "reason": "none"}]
    )
    mended: Any = broken
    for finding in check(broken).findings:
        if finding.fix is not None:
            mended = apply_patch(mended, finding.fix)

    assert codes(check(broken)) == {"condition.no_default", "law.refusal_without_reason"}
    assert codes(check(mended)) == set()


def test_errors_come_first_and_the_shape_is_the_published_one() -> None:
    shape: Any = check(good(purpose=None, look__lane="nobody", gate__title="あ" * 60)).as_json()

    severities = [finding["severity"] for finding in shape["findings"]]
    assert severities == sorted(severities, key=["error", "warning", "info"].index)
    assert set(shape) == {"flow", "sound", "findings"}
    assert shape["findings"][0]["where"] == {"nodes": ["look"], "edges": [], "pointer": "/nodes/4/lane"}


def test_a_document_that_is_no_flow_has_findings_and_no_verdict() -> None:
    result = check(straight(node("a", "task", minuets=3)))

    assert result.sound is None
    assert [(finding.code, finding.where.nodes) for finding in result.findings] == [("format.misspelt_key", ("a",))]


def test_every_code_stands_in_the_manual() -> None:
    manual = (Path(__file__).parents[2] / "docs" / "check.md").read_text(encoding="utf-8")

    told = {code for code in MESSAGES.codes | PUBLISHING.codes if code != "table.in_node"}
    assert sorted(code for code in told if f"| `{code}` |" not in manual) == []
