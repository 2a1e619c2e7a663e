"""`import dmn FILE [-o TABLE.json]`: a decision table of a DMN model as one of ours, or what it cannot say."""

from pathlib import Path

import click

from cli.documents import Source, UnusableInput, pretty, read_bytes, write_result
from cli.messages import MESSAGES
from cli.output import document_command, file_argument, language_option
from kernel.errors import UnusableDocument
from kernel.names import KEY
from kernel.problems import errors_in
from kernel.text import say
from workflow.dmn import read_dmn
from workflow.dmn.reading import MAX_MODEL
from workflow.table.codec import read_table


@click.command("dmn")
@file_argument
@click.option("-o", "--out", type=click.Path(path_type=Path), help="Where to write the table (JSON), instead of here.")
@click.option("--decision", default=None, help="Name of the decision, where the model has several tables.")
@click.option("--key", default="", help="Key of the table; without it the name of its decision.")
@language_option
@document_command
def command(file: Path, out: Path | None, decision: str | None, key: str, language: str) -> None:
    """DMNの判定表を取り込む。Make a table of a decision table of a DMN model."""
    if key and not KEY.fullmatch(key):
        raise UnusableInput(say(MESSAGES.text("cli.bad_key", key=key[:80]), language))
    raw = read_bytes(file, MAX_MODEL + 1, language)
    try:
        document = read_dmn(raw, key=key, decision=decision)
    except UnusableDocument as refusal:
        raise Source(file, None).refuse(refusal.problems, language) from None
    table, problems = read_table(document)
    if table is None:
        raise Source(file, None).refuse(tuple(errors_in(problems)), language)
    if out is None:
        click.echo(pretty(document), nl=False)
    else:
        write_result(out, pretty(document), language)
