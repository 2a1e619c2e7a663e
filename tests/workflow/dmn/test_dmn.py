"""Decision tables of other tools decide the same here: the tables of the DMN Technology Compatibility Kit, exactly."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest

from kernel.condition import Scope
from kernel.errors import UnusableDocument
from kernel.json_types import Json
from kernel.xml_reader import Element, read_xml
from tests.services import ROOT, shared_data
from workflow.dmn import read_dmn, write_dmn
from workflow.dmn.feel import read_tests, write_tests
from workflow.dmn.reading import key_of
from workflow.table.codec import require_table
from workflow.table.evaluate import compile_table
from workflow.table.model import Table

POLICIES = {
    "unique": 2, "any": 2, "priority": 3, "first": 2, "rule_order": 2, "output_order": 2, "collect": 1,
    "collect_min": 1, "collect_sum": 1, "collect_count": 1,
}  # fmt: skip
"""By hit policy how many tables of the kit there are: all of its decision tables are here."""
HEAD = '<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/">'


def models() -> Iterator[Path]:
    for path in sorted(shared_data("dmn_tck").rglob("*.dmn")):
        if "<decisionTable" in path.read_text(encoding="utf-8"):
            yield path


def a_model(
    rule: str, *, expression: str = "Age", kind: str = "number", policy: str = "UNIQUE", more: str = ""
) -> bytes:  # fmt: skip
    rule_ = f"<rule><inputEntry><text>{rule}</text></inputEntry><outputEntry><text>1</text></outputEntry></rule>"
    asked = f'<input><inputExpression typeRef="{kind}"><text>{expression}</text></inputExpression>{more}</input>'
    table = f'<decisionTable hitPolicy="{policy}">{asked}<output typeRef="number"/>{rule_}</decisionTable>'
    return f'{HEAD}<decision name="One">{table}</decision></definitions>'.encode()


def value_of(part: Element | None) -> Json:
    """Return a value of a test case: a simple one, a list, or components by key."""
    assert part is not None
    if listed := part.first("list"):
        return [value_of(item) for item in listed.all("item")]
    if parts := part.all("component"):
        return {key_of(each.get("name"), ""): value_of(each) for each in parts}
    found = part.first("value")
    assert found is not None
    if "true" in (found.get("{http://www.w3.org/2001/XMLSchema-instance}nil"), found.get("nil")):
        return None
    kind = next((value for name, value in found.attributes.items() if name.endswith("type")), "").partition(":")[2]
    if kind == "boolean":
        return found.text == "true"
    return float(found.text) if kind in ("decimal", "double", "integer") else found.text


def expected_answer(outputs: Mapping[str, Json]) -> Json:
    """Return outputs as the kit writes them: one value alone, several as components, lists of rows as lists."""
    rows = [dict(zip(outputs, row, strict=True)) for row in zip(*map(as_list, outputs.values()), strict=True)]
    plain: list[Json] = [next(iter(row.values())) if len(row) == 1 else row for row in rows]
    return plain if any(isinstance(value, list) for value in outputs.values()) else plain[0]


def as_list(value: Json) -> list[Json]:
    return value if isinstance(value, list) else [value]


def decided(table: Table, case: Element) -> Json:
    given = {key_of(node.get("name"), ""): value_of(node) for node in case.all("inputNode")}
    return expected_answer(compile_table(table).decide(Scope(given, date(2026, 11, 26))).outputs)


def test_every_decision_table_of_the_kit_gives_the_published_results() -> None:
    policies: Counter[str] = Counter()
    cases = 0
    for path in models():
        table = require_table(read_dmn(path.read_bytes()))
        policies[table.hit_policy] += 1
        tests = read_xml(path.with_name(f"{path.stem}-test-01.xml").read_bytes())
        for case in tests.all("testCase"):
            result = case.first("resultNode")
            assert result is not None
            assert decided(table, case) == value_of(result.first("expected")), (path.stem, case.get("id"))
            cases += 1

    assert policies == POLICIES
    assert (sum(policies.values()), cases) == (17, 51)


def test_a_table_that_was_written_for_others_is_read_back_the_same() -> None:
    for path in models():
        document = read_dmn(path.read_bytes())

        assert read_dmn(write_dmn(require_table(document)), key=str(document["key"])) == document


def test_the_tables_of_the_model_town_decide_the_same_after_a_journey() -> None:
    for path in sorted((ROOT / "samples").glob("*/table-*.json")):
        table = require_table(json.loads(path.read_text(encoding="utf-8")))
        back = require_table(read_dmn(write_dmn(table), key=table.key))

        assert [(rule.when, rule.then) for rule in back.rules] == [(rule.when, rule.then) for rule in table.rules]
        assert [(each.key, each.type) for each in back.outputs] == [(each.key, each.type) for each in table.outputs]


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("-", None),
        ("18", 18),
        ('"A", "B"', {"in": ["A", "B"]}),
        ("not(1, 2.5)", {"not_in": [1, 2.5]}),
        ("not(true)", {"ne": True}),
        ("< 18", {"lt": 18}),
        (">= -3", {"gte": -3}),
        ("[1..5]", {"between": [1, 5]}),
        ("(1..5]", {"between": [1, 5], "open": "low"}),
        ("[1..5)", {"between": [1, 5], "open": "high"}),
        ("null", {"empty": True}),
        ("not(null)", {"empty": False}),
        ('"say \\"hi\\", friend"', 'say "hi", friend'),
    ],
)
def test_a_cell_is_read_and_written(text: str, cell: Json) -> None:
    assert read_tests(text) == (cell,)
    assert write_tests(cell, "number") == text


@pytest.mark.parametrize("text", ['date("2026-04-01")', '> date("2026-04-01")'])
def test_dates_are_written_as_dates(text: str) -> None:
    found = read_tests(text)

    assert found is not None
    assert write_tests(found[0], "date") == text


@pytest.mark.parametrize("text", ["]1..5[", "= 5", "!= 5"])
def test_other_spellings_are_understood(text: str) -> None:
    assert read_tests(text) is not None


@pytest.mark.parametrize(
    ("model", "code"),
    [
        (f"{HEAD}</definitions>".encode(), "dmn.no_table"),
        (a_model("18 + 1"), "dmn.entry"),
        (a_model("> other"), "dmn.entry"),
        (a_model("[1..5], 7"), "dmn.entry"),
        (a_model("1", expression="Age + 1"), "dmn.expression"),
        (a_model("1", kind="context"), "dmn.type"),
        (a_model("1", policy="BEST"), "dmn.hit_policy"),
        (a_model("1", more="<inputValues><text>&gt; x</text></inputValues>"), "dmn.values"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><definitions/>', "format.xml_doctype"),
        (b"no xml", "format.not_xml"),
    ],
)
def test_what_a_table_cannot_say_is_refused_with_its_place(model: bytes, code: str) -> None:
    with pytest.raises(UnusableDocument) as refusal:
        read_dmn(model)

    assert [problem.code for problem in refusal.value.problems] == [code]


def test_of_several_tables_one_is_chosen_by_name() -> None:
    one = a_model("1").decode().removeprefix(HEAD).removesuffix("</definitions>")
    model = f"{HEAD}{one}{one.replace('One', 'Two')}</definitions>".encode()

    assert read_dmn(model, decision="Two")["title"] == "Two"
    for decision, code in ((None, "dmn.several"), ("Three", "dmn.unknown")):
        with pytest.raises(UnusableDocument) as refusal:
            read_dmn(model, decision=decision)
        assert refusal.value.problems[0].code == code
