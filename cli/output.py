"""Printing: findings a line each for people, or one JSON document for programs; the language of the sentences."""

import json
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from io import TextIOWrapper
from pathlib import Path
from typing import ParamSpec

import click

from cli.documents import UNUSABLE, UnusableInput
from cli.lines import one_line
from cli.messages import MESSAGES
from kernel.errors import DomainError
from kernel.json_types import Json, JsonObject
from kernel.problems import Problem, Severity
from kernel.text import Text, say
from workflow.finding import Finding, Where

P = ParamSpec("P")

language_option = click.option(
    "--lang",
    "language",
    type=click.Choice(["ja", "en"]),
    default="ja",
    show_default=True,
    help="Language.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")
file_argument = click.argument("file", type=click.Path(path_type=Path))


def document_command(function: Callable[P, None]) -> Callable[P, None]:
    """Make `function` print whatever characters come, and end with one line when the input cannot be used."""

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, TextIOWrapper):
                stream.reconfigure(errors="backslashreplace")
        try:
            function(*args, **kwargs)
        except DomainError as refusal:
            raise UnusableInput(one_line(str(refusal))) from None

    return run


def print_json(value: Json) -> None:
    """Print `value` as the one document on standard output, in UTF-8 whatever the locale."""
    click.echo((json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode(), nl=False)


def print_findings(findings: Iterable[Finding], path: Path, language: str) -> None:
    """Print `path: severity code where: sentence`, a line for each finding."""
    for finding in findings:
        place = where_text(finding.where)
        click.echo(one_line(f"{path}: {finding.severity} {finding.code} {place}: {say(finding.message, language)}"))


def tell(findings: Sequence[Finding], file: Path, shown: JsonObject, *, as_json: bool, language: str) -> None:
    """Tell what was found in `file`, to a program as `shown`, to people line by line; end with the exit status."""
    if as_json:
        print_json(shown)
    else:
        print_findings(findings, file, language)
        if not findings:
            note(MESSAGES.text("cli.fine"), language)
    raise SystemExit(exit_status(finding.severity for finding in findings))


def where_text(where: Where) -> str:
    """Return the shortest name of a place: nodes, else edges, else the pointer."""
    return ", ".join(where.nodes) or ", ".join(where.edges) or where.pointer or "/"


def as_finding(problem: Problem) -> Finding:
    """Turn a defect of format into a finding."""
    return Finding(
        code=problem.code,
        severity=problem.severity,
        where=Where(pointer=problem.pointer),
        message=problem.message,
        detail=problem.params,
    )


def note(text: Text, language: str) -> None:
    """Say something to the person at the screen, on standard error."""
    click.echo(one_line(say(text, language)), err=True)


def exit_status(severities: Iterable[Severity], *, unusable: bool = False) -> int:
    """Return 2 when some input could not be used, 1 when something is an error, else 0."""
    return UNUSABLE if unusable else int("error" in severities)
