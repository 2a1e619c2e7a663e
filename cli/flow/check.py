"""`flow check FILE...`: everything that is wrong with a flow, a finding a line."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import click

from cli.documents import UnusableInput, read_source, require_format
from cli.flow.reading import bound
from cli.messages import MESSAGES
from cli.output import (
    as_finding,
    document_command,
    exit_status,
    json_option,
    language_option,
    note,
    print_findings,
    print_json,
)
from forms.definition import Field, Form
from kernel.documents import digest
from kernel.json_types import Json
from workflow.check import check_flow
from workflow.check.context import FormFacts
from workflow.codec import read_flow
from workflow.definition import FORMAT
from workflow.finding import Finding


@dataclass(frozen=True, slots=True)
class Report:
    """What was found in one file."""

    path: Path
    digest: str
    sound: bool | None
    findings: tuple[Finding, ...]

    def as_json(self) -> dict[str, Json]:
        """Return the shape of formats.md."""
        return {
            "file": str(self.path),
            "flow": self.digest,
            "sound": self.sound,
            "findings": [finding.as_json() for finding in self.findings],
        }


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
    severities = [finding.severity for report in reports for finding in report.findings]
    raise SystemExit(exit_status(severities, unusable=unusable))


def _report(path: Path, language: str, *, publishing: bool) -> Report:
    source = read_source(path, language)
    require_format(source, FORMAT, language)
    flow, problems = read_flow(source.document)
    beside = tuple(map(as_finding, problems))
    if flow is None:
        return Report(path, digest(source.document), None, beside)
    file = bound(path, flow)
    facts = {key: FormFacts(fields=field_types(form)) for key, form in file.forms.items()}
    result = check_flow(flow, tables=file.tables, forms=facts, publishing=publishing)
    return Report(path, flow.digest, result.sound, (*beside, *result.findings))


def field_types(form: Form) -> Mapping[str, str]:
    """Return every field of `form` and its type; `group.field` for what stands in a group."""
    return dict(_typed(form.fields(), ""))


def _typed(fields: Iterator[Field] | tuple[Field, ...], prefix: str) -> Iterator[tuple[str, str]]:
    for field in fields:
        yield prefix + field.key, field.type
        yield from _typed(field.fields, f"{prefix}{field.key}.")


def _print(reports: list[Report], language: str) -> None:
    for report in reports:
        print_findings(report.findings, report.path, language)
    if not any(report.findings for report in reports):
        note(MESSAGES.text("cli.fine"), language)
