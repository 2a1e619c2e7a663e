"""A decision table as a DMN 1.5 model that other tools open. `read_dmn` gives the same decisions again.

Left out, because DMN has no place for it: English titles, `integer` of a domain, keys of rules, dates of validity.
A column that computes is asked for as a value (`computed_columns`).
"""

from collections.abc import Mapping
from typing import Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring  # writes only, reads nothing

from kernel.expr import expr_json
from kernel.json_types import Json
from kernel.text import say
from workflow.dmn.feel import write_literal, write_tests
from workflow.dmn.reading import POLICIES, key_of
from workflow.table.cells import cell_json
from workflow.table.model import Domain, Input, Output, Rule, Table

NAMESPACE: Final = "https://www.omg.org/spec/DMN/20230324/MODEL/"
FEEL: Final = "https://www.omg.org/spec/DMN/20230324/FEEL/"
_POLICIES: Final = {ours: theirs for theirs, ours in POLICIES.items()}


def write_dmn(table: Table) -> bytes:
    """Return the model of `table`."""
    name = say(table.title, "ja")
    about = {"name": name, "namespace": "urn:minaoshi", "expressionLanguage": FEEL}
    root = Element("definitions", {"xmlns": NAMESPACE, "id": f"model_{table.key}", **about})
    names = [_name_of(column) for column in table.inputs]
    for place, (column, shown) in enumerate(zip(table.inputs, names, strict=True)):
        data = SubElement(root, "inputData", id=f"data_{place}", name=shown)
        SubElement(data, "variable", name=shown, typeRef=column.type)
    decision = SubElement(root, "decision", id=f"decision_{table.key}", name=name)
    SubElement(decision, "variable", name=name)
    for place in range(len(names)):
        SubElement(SubElement(decision, "informationRequirement"), "requiredInput", href=f"#data_{place}")
    policy, _, aggregation = _POLICIES[table.hit_policy].partition(" ")
    aggregated = {"aggregation": aggregation} if policy == "COLLECT" and aggregation else {}
    written = policy if aggregated or policy == "COLLECT" else _POLICIES[table.hit_policy]
    body = SubElement(decision, "decisionTable", id=f"table_{table.key}", hitPolicy=written)
    body.attrib.update(aggregated)
    for column, shown in zip(table.inputs, names, strict=True):
        _write_input(body, column, shown)
    for output in table.outputs:
        _write_output(body, output)
    for number, rule in enumerate(table.rules, start=1):
        _write_rule(body, table, rule, number)
    indent(root)
    text: str = tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def computed_columns(table: Table) -> tuple[Input, ...]:
    """Return the columns that compute: a model asks for their value, whoever uses it must compute it."""
    return tuple(column for column in table.inputs if _field_of(column) is None)


def _field_of(column: Input) -> str | None:
    asked = expr_json(column.expr)
    field = asked.get("field") if isinstance(asked, Mapping) else None
    return field if isinstance(field, str) else None


def _name_of(column: Input) -> str:
    """Return the name under which a column's field goes: its title where that leads back to the field's key."""
    field = _field_of(column) or column.key
    title = say(column.title, "ja") if column.title is not None else ""
    return title if key_of(title, "") == field else field


def _write_input(body: Element, column: Input, name: str) -> None:
    part = SubElement(body, "input", label=say(column.title, "ja") if column.title is not None else column.key)
    _text(SubElement(part, "inputExpression", typeRef=column.type), name)
    if column.domain is not None and (allowed := _allowed(column.domain, column)):
        _text(SubElement(part, "inputValues"), allowed)


def _allowed(domain: Domain, column: Input) -> str:
    if domain.values is not None:
        return ", ".join(write_literal(value, column.type) for value in domain.values)
    ends: dict[str, Json] = {"gte": domain.min, "lte": domain.max}
    given: Mapping[str, Json] = {name: end for name, end in ends.items() if end is not None}
    return write_tests(given, column.type) if given else ""


def _write_output(body: Element, output: Output) -> None:
    title = say(output.title, "ja") if output.title is not None else output.key
    name = title if key_of(title, "") == output.key else output.key
    part = SubElement(body, "output", name=name, label=title, typeRef=output.type)
    if output.values is not None:
        _text(SubElement(part, "outputValues"), ", ".join(write_literal(each, output.type) for each in output.values))
    if output.default is not None:
        _text(SubElement(part, "defaultOutputEntry"), write_literal(output.default, output.type))


def _write_rule(body: Element, table: Table, rule: Rule, number: int) -> None:
    part = SubElement(body, "rule", id=f"rule_{number}")
    for column, cell in zip(table.inputs, rule.when, strict=True):
        _text(SubElement(part, "inputEntry"), write_tests(cell_json(cell), column.type))
    for output, value in zip(table.outputs, rule.then, strict=True):
        _text(SubElement(part, "outputEntry"), write_literal(value, output.type))
    if rule.note is not None:
        _text(SubElement(part, "annotationEntry"), say(rule.note, "ja"))


def _text(parent: Element, text: str) -> None:
    SubElement(parent, "text").text = text
