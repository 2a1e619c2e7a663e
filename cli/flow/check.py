"""`flow check FILE...`: everything that is wrong with a flow, a finding a line."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import click

from cli.documents import UnusableInput, read_source, require_format
from cli.flow.reading import bound
from cli.messages import MESSAGES
from cli.output import (
    document_command,
    exit_status,
    json_option,
    language_option,
    note,
    print_findings,
    print_json,
)
from forms.definition import Field, Form
from forms.possible_answers import options_of, ranges_of
from kernel.json_types import Json
from workflow.check import CheckResult, FormFacts, check_document
from workflow.codec import read_flow
from workflow.definition import FORMAT


@dataclass(frozen=True, slots=True)
class Report:
    """What was found in one file."""

    path: Path
    result: CheckResult

    def as_json(self) -> dict[str, Json]:
        """Return the shape of formats.md, and which file it is about."""
        return {"file": str(self.path), **self.result.as_json()}


@click.command("check")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--publishing", is_flag=True, help="Ask also what a publication asks.")
@json_option
@language_option
@document_command
def command(files: tuple[Path, ...], publishing: bool, as_json: bool, language: str) -> None:
    """調べる。Check flows; forms and tables are looked for beside each FILE.

    Exit status 0: no error; 1: findings of severity error; 2: a file that cannot be used.
    With --json one FILE gives an object, several give a list.
    """
    reports: list[Report] = []
    unusable = False
    for path in files:
        try:
            reports.append(_report(path, language, publishing=publishing))
        except UnusableInput as refusal:
            refusal.show()
            unusable = True
    if as_json and len(files) > 1:
        print_json([report.as_json() for report in reports])
    elif as_json and reports:
        print_json(reports[0].as_json())
    elif not as_json:
        _print(reports, language)
    severities = [finding.severity for report in reports for finding in report.result.findings]
    raise SystemExit(exit_status(severities, unusable=unusable))


def _report(path: Path, language: str, *, publishing: bool) -> Report:
    source = read_source(path, language)
    require_format(source, FORMAT, language)
    flow, _ = read_flow(source.document)
    file = bound(path, flow) if flow else None
    forms = {key: form_facts(form) for key, form in file.forms.items()} if file else None
    tables = file.tables if file else None
    return Report(path, check_document(source.document, tables=tables, forms=forms, publishing=publishing))


def form_facts(form: Form) -> FormFacts:
    """Return what a check of a flow needs to know of `form`."""
    return FormFacts(fields=field_types(form), options=options_of(form), ranges=ranges_of(form))


def field_types(form: Form) -> Mapping[str, str]:
    """Return every field of `form` and its type; `group.field` for what stands in a group."""
    return dict(_typed(form.fields(), ""))


def _typed(fields: Iterator[Field] | tuple[Field, ...], prefix: str) -> Iterator[tuple[str, str]]:
    for field in fields:
        yield prefix + field.key, field.type
        yield from _typed(field.fields, f"{prefix}{field.key}.")


def _print(reports: list[Report], language: str) -> None:
    for report in reports:
        print_findings(report.result.findings, report.path, language)
    if reports and not any(report.result.findings for report in reports):
        note(MESSAGES.text("cli.fine"), language)
