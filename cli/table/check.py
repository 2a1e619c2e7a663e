"""`table check FILE`: overlapping, missing, shadowed and mergeable rules of a decision table."""

from pathlib import Path

import click

from cli.documents import read_source, require_format
from cli.output import as_finding, document_command, file_argument, json_option, language_option, tell
from kernel.documents import digest
from kernel.json_types import JsonObject
from workflow.table.codec import read_table
from workflow.table.model import FORMAT
from workflow.table.verify import check_table


@click.command("check")
@file_argument
@json_option
@language_option
@document_command
def command(file: Path, as_json: bool, language: str) -> None:
    """調べる。Check a decision table: overlaps, gaps, rules that never fire, rules that could be one."""
    source = read_source(file, language)
    require_format(source, FORMAT, language)
    table, problems = read_table(source.document)
    findings = [*map(as_finding, problems), *(check_table(table) if table else ())]
    found = [finding.as_json() for finding in findings]
    shown: JsonObject = {"file": str(file), "table": digest(source.document), "findings": found}
    tell(findings, file, shown, as_json=as_json, language=language)
