"""The checks that stand before a publication find nothing to stop in the model town, and the engine can run it."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from catalog.bundle import OFFICE_PLACES
from engine.core.program import compile_program
from forms.definition import Field
from tests.samples.documents import AS_IS, PROCEDURES, flow_at, forms_in, named, page_in, tables_in
from workflow.check import FormFacts, check_flow
from workflow.controls import control_findings, preserved


@pytest.mark.parametrize("path", AS_IS, ids=named)
def test_a_described_flow_is_sound_and_warned_of_nothing_but_answers_that_nobody_reads(path: Path) -> None:
    result = check_flow(flow_at(path))

    assert result.sound is True
    assert result.errors == ()
    assert {finding.code for finding in result.findings if finding.severity == "warning"} <= {"data.D4"}


@pytest.mark.parametrize("folder", PROCEDURES, ids=named)
def test_a_redesigned_flow_is_sound_and_fit_for_publication(folder: Path) -> None:
    forms = {key: FormFacts(fields=dict(typed(form.fields()))) for key, form in forms_in(folder).items()}
    templates = {key: letter.places - OFFICE_PLACES for key, letter in page_in(folder).letters.items()}

    result = check_flow(
        flow_at(folder / "to-be.json"), tables=tables_in(folder), forms=forms, templates=templates, publishing=True
    )

    assert result.sound is True
    assert [(finding.code, finding.where) for finding in result.findings if finding.severity != "info"] == []


def typed(fields: Iterable[Field], prefix: str = "") -> Iterator[tuple[str, str]]:
    for field in fields:
        yield prefix + field.key, field.type
        yield from typed(field.fields, f"{prefix}{field.key}.")


@pytest.mark.parametrize("folder", PROCEDURES, ids=named)
def test_every_control_of_the_described_flow_holds_in_the_redesigned_one(folder: Path) -> None:
    as_is, to_be = flow_at(folder / "as-is.json"), flow_at(folder / "to-be.json")

    assert [*control_findings(as_is), *control_findings(to_be)] == []
    assert [control.key for control in preserved(as_is, to_be) if not control.kept] == []


@pytest.mark.parametrize("folder", PROCEDURES, ids=named)
def test_the_engine_has_all_it_needs_to_run_a_redesigned_flow(folder: Path) -> None:
    flow = flow_at(folder / "to-be.json")

    program = compile_program(flow, tables=tables_in(folder))

    assert program.flow.digest == flow.digest
