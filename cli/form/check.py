"""`form check FILE`: everything that is wrong with an application form."""

from pathlib import Path

import click

from cli.documents import read_source, require_format
from cli.messages import MESSAGES
from cli.output import (
    as_finding,
    document_command,
    exit_status,
    file_argument,
    json_option,
    language_option,
    note,
    print_findings,
    print_json,
)
from forms.codec import read_form
from forms.definition import FORMAT
from forms.lint import check_form
from kernel.documents import digest


@click.command("check")
@file_argument
@json_option
@language_option
@document_command
def command(file: Path, as_json: bool, language: str) -> None:
    """調べる。Check an application form."""
    source = read_source(file, language)
    require_format(source, FORMAT, language)
    form, problems = read_form(source.document)
    findings = [as_finding(problem) for problem in (*problems, *(check_form(form) if form else ()))]
    if as_json:
        found = [finding.as_json() for finding in findings]
        print_json({"file": str(file), "form": digest(source.document), "findings": [*found]})
    else:
        print_findings(findings, file, language)
        if not findings:
            note(MESSAGES.text("cli.fine"), language)
    raise SystemExit(exit_status(finding.severity for finding in findings))
