"""`export dmn FILE -o MODEL.dmn`: a decision table as a DMN 1.5 model; `import dmn` gives the same rules again."""

from pathlib import Path

import click

from cli.documents import read_source, require_format, write_result
from cli.output import document_command, file_argument, language_option, note
from kernel.problems import errors_in
from workflow.dmn import computed_columns, write_dmn
from workflow.dmn.messages import MESSAGES
from workflow.table.codec import read_table
from workflow.table.model import FORMAT


@click.command("dmn")
@file_argument
@click.option("-o", "--out", required=True, type=click.Path(path_type=Path), help="Where to write the model (DMN).")
@language_option
@document_command
def command(file: Path, out: Path, language: str) -> None:
    """判定表をDMN 1.5で書き出す。Write a decision table as a DMN 1.5 model for other tools."""
    source = read_source(file, language)
    require_format(source, FORMAT, language)
    table, problems = read_table(source.document)
    if table is None:
        raise source.refuse(tuple(errors_in(problems)), language)
    write_result(out, write_dmn(table), language)
    for column in computed_columns(table):
        note(MESSAGES.text("dmn.computed", column=column.title or column.key), language)
