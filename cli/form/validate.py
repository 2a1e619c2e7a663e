"""`form validate FILE DATA.json`: whether answers would be accepted, and what would be stored."""

from datetime import datetime
from pathlib import Path

import click

from cli.documents import UnusableInput, read_source, require_format
from cli.messages import MESSAGES
from cli.output import as_finding, document_command, file_argument, json_option, language_option, tell
from forms.codec import read_form
from forms.definition import FORMAT
from forms.validation import validate
from kernel.clock import SystemClock, local_date
from kernel.json_types import JsonObject
from kernel.problems import errors_in
from kernel.text import say


@click.command("validate")
@file_argument
@click.argument("data", type=click.Path(path_type=Path))
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="Day on which the answers arrive; else today.")
@json_option
@language_option
@document_command
def command(file: Path, data: Path, today: datetime | None, as_json: bool, language: str) -> None:
    """回答を調べる。Validate the answers in DATA (an object of field keys) against the form in FILE."""
    source = read_source(file, language)
    require_format(source, FORMAT, language)
    form, defects = read_form(source.document)
    if form is None:
        raise source.refuse(tuple(errors_in(defects)), language)
    answers = read_source(data, language).document
    if not isinstance(answers, dict):
        raise UnusableInput(f"{data}: {say(MESSAGES.text('cli.answers_needed'), language)}")
    result = validate(form, answers, today.date() if today else local_date(SystemClock().now()))
    findings = [as_finding(problem) for problem in result.problems]
    problems = [each.as_json() for each in findings]
    valid = not errors_in(result.problems)
    shown: JsonObject = {"form": form.digest, "valid": valid, "values": dict(result.values), "problems": problems}
    tell(findings, data, shown, as_json=as_json, language=language)
