"""Dead paths that form, flow and table only show together."""

from typing import Any

import pytest

from tests.workflow.flow_documents import document, edge, node
from workflow.check import FormFacts, check_document
from workflow.finding import Finding

FORM = FormFacts(
    fields={"kind": "choice", "income": "number", "day": "date"},
    options={"kind": ("dog", "cat")},
    ranges={"income": (0, 1000), "day": ("2026-04-01", None)},
)
DATA = [
    {"key": "kind", "title": "種類", "type": "choice", "source": "resident"},
    {"key": "income", "title": "所得", "type": "number", "source": "resident"},
    {"key": "day", "title": "日", "type": "date", "source": "resident"},
    {"key": "verdict", "title": "答え", "type": "text", "source": "system"},
]


def table(*rules: tuple[Any, Any, str], default: str = "review") -> dict[str, Any]:
    """A table over kind and income."""
    return {
        "format": "minaoshi.table/1", "key": "t", "title": "判定", "hit_policy": "first",
        "inputs": [
            {"key": "kind", "expr": {"field": "kind"}, "type": "string"},
            {"key": "income", "expr": {"field": "income"}, "type": "number"},
        ],
        "outputs": [{"key": "verdict", "type": "string", "default": default}],
        "rules": [{"key": f"r{n}", "when": [kind, income], "then": [verdict]}
                  for n, (kind, income, verdict) in enumerate(rules)],
    }  # fmt: skip


def findings(rules: dict[str, Any], *, before: dict[str, Any] | None = None, forms: bool = True) -> list[Finding]:
    """Form, perhaps a choice before the decision, the decision, and a branch per verdict."""
    nodes = [
        node("start", "start"),
        node("apply", "form", form="f"),
        node("ask", "exclusive"),
        node("decide", "decision", table=rules),
        node("way", "exclusive"),
        *(node(name, "end", result="completed") for name in ("approved", "reviewed", "special", "other")),
    ]
    verdicts = {"approved": "approve", "special": "special"}
    edges: list[Any] = [
        edge("start->apply"),
        edge("apply->ask"),
        edge("ask->decide", **({"when": before} if before else {})),
        *([edge("ask->other", default=True)] if before else []),
        edge("decide->way"),
        *(edge(f"way->{end}", when={"field": "verdict", "op": "eq", "value": said}) for end, said in verdicts.items()),
        edge("way->reviewed", default=True),
    ]
    if not before:
        nodes = [each for each in nodes if each["key"] != "other"]
    flow = document(nodes, edges, data=DATA, stage="to-be")
    result = check_document(flow, tables={}, forms={"f": FORM} if forms else None)
    return [finding for finding in result.findings if finding.code in ("table.never_asked", "table.dead_branch")]


def told(found: list[Finding]) -> set[tuple[str, str]]:
    """Each finding by code and by rule or target."""
    return {(each.code.removeprefix("table."), each.where.nodes[-1]) for each in found}


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        pytest.param(
            table(("dog", None, "approve"), ("bird", None, "special")),
            {("never_asked", "decide"), ("dead_branch", "special")},
            id="選択肢にない値",
        ),
        pytest.param(
            table(("dog", {"lte": 500}, "approve"), (None, {"gt": 1000}, "special")),
            {("never_asked", "decide"), ("dead_branch", "special")},
            id="上限より大きい値",
        ),
        pytest.param(table(("dog", None, "approve")), {("dead_branch", "special")}, id="どの規則も出さない答え"),
        pytest.param(
            table(("dog", None, "approve"), ("cat", {"between": [900, 2000]}, "special")),
            set(),
            id="一部だけ外れる範囲",
        ),
        pytest.param(table(("dog", None, "approve"), default="special"), set(), id="どれにも当たらないとき"),
    ],
)
def test_values_that_the_form_never_gives_make_rules_and_branches_dead(
    rules: dict[str, Any], expected: set[tuple[str, str]]
) -> None:
    assert told(findings(rules)) == expected


@pytest.mark.parametrize(
    ("before", "dead"),
    [
        pytest.param({"field": "income", "op": "lte", "value": 100}, True, id="手前で低い人だけになる"),
        pytest.param({"field": "income", "op": "lte", "value": 600}, False, id="まだ高い人もいる"),
        pytest.param({"field": "kind", "op": "eq", "value": "dog"}, False, id="別の項目の条件"),
        pytest.param(
            {"any": [{"field": "income", "op": "lte", "value": 100}, {"field": "kind", "op": "eq", "value": "cat"}]},
            False,
            id="または",
        ),
    ],
)
def test_a_condition_before_the_table_can_make_its_answer_impossible(before: dict[str, Any], dead: bool) -> None:
    rules = table((None, {"lte": 500}, "approve"), (None, {"gt": 500}, "special"))

    assert (("dead_branch", "special") in told(findings(rules, before=before))) is dead


def test_nothing_is_said_of_a_form_that_is_not_known() -> None:
    rules = table(("bird", None, "special"), ("dog", None, "approve"))

    assert findings(rules, forms=False) == []


def test_the_sentence_names_rule_column_and_table() -> None:
    rules = table(("dog", None, "approve"), ("bird", None, "special"))

    (never, dead) = sorted(findings(rules), key=lambda each: each.code, reverse=True)

    assert isinstance(never.message, dict)
    assert all(part in never.message["ja"] for part in ("r1", "判定", "kind"))
    assert dead.where.edges == ("way->special",)
