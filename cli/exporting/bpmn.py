"""`export bpmn FILE -o MODEL.bpmn`: a flow as a BPMN 2.0 model; `import bpmn` gives the same flow again."""

from pathlib import Path

import click

from cli.documents import write_result
from cli.flow.reading import open_flow
from cli.output import document_command, file_argument, language_option
from workflow.bpmn import write_bpmn


@click.command("bpmn")
@file_argument
@click.option("-o", "--out", required=True, type=click.Path(path_type=Path), help="Where to write the model (BPMN).")
@language_option
@document_command
def command(file: Path, out: Path, language: str) -> None:
    """業務フローをBPMN 2.0で書き出す。Write a flow as a BPMN 2.0 model for other tools."""
    write_result(out, write_bpmn(open_flow(file, language).flow), language)
