"""The model town's documents: each is valid on its own, says what it needs in both languages, and fits the others."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import pytest

from catalog.page import require_page
from forms.codec import read_form
from forms.definition import FIELD_TYPES, Field
from guidance.navigator import require_navigator
from kernel.documents import canonical, digest, read_json
from kernel.text import languages_of
from tests.samples.documents import (
    DOCUMENTS,
    FLOWS,
    PROCEDURES,
    flow_at,
    forms_in,
    named,
    of_format,
    page_in,
    read,
    tables_in,
)
from workflow.codec import read_flow
from workflow.definition import PEOPLE_WORK, Flow
from workflow.table.codec import read_table, require_table
from workflow.table.verify import check_table

READERS: Final = {"minaoshi.flow/1": read_flow, "minaoshi.form/1": read_form, "minaoshi.table/1": read_table}


@pytest.mark.parametrize("path", DOCUMENTS, ids=named)
def test_every_document_parses_without_a_problem(path: Path) -> None:
    document = read(path)
    if document["format"] == "minaoshi.procedure/1":
        assert require_page(document).key == path.parent.name
        return
    if document["format"] == "minaoshi.navigator/1":
        assert require_navigator(document).key == path.stem
        return

    value, problems = READERS[str(document["format"])](document)

    assert value is not None
    assert problems == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=named)
def test_reading_and_writing_again_gives_an_equal_document(path: Path) -> None:
    document = read(path)

    again = read_json(canonical(document))

    assert again == document
    assert digest(again) == digest(document)


@pytest.mark.parametrize("path", of_format("table"), ids=named)
def test_tables_have_no_overlap_no_gap_and_no_dead_rule(path: Path) -> None:
    assert [finding.code for finding in check_table(require_table(read(path)))] == []


@pytest.mark.parametrize("path", FLOWS, ids=named)
def test_tables_inside_a_flow_are_exact_too(path: Path) -> None:
    for node in flow_at(path).nodes.values():
        if node.inline_table is not None:
            assert [finding.code for finding in check_table(node.inline_table)] == []


def test_the_forms_use_every_type_of_field() -> None:
    forms = [form for folder in PROCEDURES for form in forms_in(folder).values()]

    types = {field.type for form in forms for field in every_field(form.fields())}

    assert types == set(FIELD_TYPES)


def every_field(fields: Iterable[Field]) -> Iterator[Field]:
    for field in fields:
        yield field
        yield from every_field(field.fields)


@pytest.mark.parametrize("folder", PROCEDURES, ids=named)
def test_a_procedure_binds_every_form_table_and_letter_that_it_names(folder: Path) -> None:
    flow = flow_at(folder / "to-be.json")

    nodes = flow.nodes.values()

    assert {node.form for node in nodes if node.type == "form"} == set(forms_in(folder))
    assert {node.table for node in nodes if node.type == "decision"} == set(tables_in(folder))
    assert {node.template for node in nodes if node.type == "notice"} == set(page_in(folder).letters)


@pytest.mark.parametrize("folder", PROCEDURES, ids=named)
def test_the_case_record_holds_every_field_of_every_form(folder: Path) -> None:
    flow = flow_at(folder / "to-be.json")
    forms = forms_in(folder)

    for node in flow.nodes.values():
        if node.form is not None:
            asked = {field.key for field in forms[node.form].fields() if field.type != "note"}
            assert set(node.writes) == asked <= set(flow.data)


@pytest.mark.parametrize("folder", PROCEDURES, ids=named)
def test_the_redesign_says_where_its_steps_come_from_and_performs_every_control(folder: Path) -> None:
    as_is, to_be = flow_at(folder / "as-is.json"), flow_at(folder / "to-be.json")

    origins = {origin for node in to_be.nodes.values() for origin in node.derived_from}

    assert origins
    assert origins <= set(as_is.nodes)
    assert performed(as_is) == performed(to_be) == set(as_is.controls) == set(to_be.controls)


def performed(flow: Flow) -> set[str]:
    return {control for node in flow.nodes.values() for control in node.control}


@pytest.mark.parametrize("folder", PROCEDURES, ids=named)
def test_whoever_works_on_a_case_is_told_what_to_do_and_until_when(folder: Path) -> None:
    for node in flow_at(folder / "to-be.json").nodes.values():
        if node.type in PEOPLE_WORK:
            assert languages_of(node.instructions) >= {"ja", "en"}
            assert node.due is not None


@pytest.mark.parametrize("path", FLOWS, ids=named)
def test_titles_stand_in_both_languages(path: Path) -> None:
    flow = flow_at(path)

    titles = [
        flow.title,
        *(node.title for node in flow.nodes.values()),
        *(lane.title for lane in flow.lanes.values()),
        *(item.title for item in flow.data.values()),
        *(control.title for control in flow.controls.values()),
    ]

    assert all(languages_of(title) >= {"ja", "en"} for title in titles)


@pytest.mark.parametrize("folder", PROCEDURES, ids=named)
def test_a_refusal_names_its_reason_and_the_remedies(folder: Path) -> None:
    refusal = page_in(folder).letters["refused"]

    assert "reason" in refusal.places
    assert "審査請求" in json.dumps(refusal.body, ensure_ascii=False)


def test_only_the_real_process_claims_measured_numbers() -> None:
    for path in FLOWS:
        measured = '"from": "measured"' in path.read_text(encoding="utf-8")
        assert measured == (path.parent.name == "receipt-phase")


@pytest.mark.parametrize("path", DOCUMENTS, ids=named)
def test_the_individual_number_is_asked_for_nowhere(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert "マイナンバー" not in text
    assert "個人番号" not in text
