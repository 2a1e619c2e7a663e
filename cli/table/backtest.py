"""`table backtest TABLE CASES.json`: what a table would have done to past cases, and what people did with them."""

from pathlib import Path

import click

from cli.documents import read_source, require_format
from cli.lines import one_line
from cli.messages import MESSAGES
from cli.output import document_command, file_argument, json_option, language_option, print_json
from cli.past_cases import read_past
from kernel.json_types import Json
from kernel.problems import errors_in
from kernel.text import say
from workflow.learning.backtest import Backtest, RuleRecord, backtest
from workflow.table.codec import read_table
from workflow.table.model import FORMAT


@click.command("backtest")
@file_argument
@click.argument("cases", type=click.Path(path_type=Path))
@json_option
@language_option
@document_command
def command(file: Path, cases: Path, as_json: bool, language: str) -> None:
    """過去の案件で試す。Run a decision table over past cases (CASES: JSON, see docs/learning.md)."""
    source = read_source(file, language)
    require_format(source, FORMAT, language)
    table, problems = read_table(source.document)
    if table is None:
        raise source.refuse(tuple(errors_in(problems)), language)
    found = backtest(table, read_past(cases, language))
    if as_json:
        print_json({"table": table.digest, **_shown(found)})
        return
    rows: list[tuple[str, Backtest | RuleRecord]] = [("*", found), *((each.key, each) for each in found.rules)]
    for key, rule in rows:
        sentence = MESSAGES.text(
            "cli.backtest", rule=key, cases=found.cases, approved=rule.approved, refused=rule.refused,
            changed=rule.changed, lower=f"{100 * rule.evidence.lower:.1f}",
        )  # fmt: skip
        click.echo(one_line(say(sentence, language)))


def _shown(found: Backtest) -> dict[str, Json]:
    rules: list[Json] = [
        {
            "rule": each.key,
            "approved": each.approved,
            "refused": each.refused,
            "changed": each.changed,
            "at_least": round(each.evidence.lower, 6),
        }
        for each in found.rules
    ]
    return {
        "cases": found.cases,
        "approved": found.approved,
        "refused": found.refused,
        "changed": found.changed,
        "missing": found.missing,
        "conflict": found.conflict,
        "at_least": round(found.evidence.lower, 6),
        "rules": rules,
        "examples": [*found.examples],
    }
