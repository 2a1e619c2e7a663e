"""`import xes FILE -o AS-IS.json`: an event log in XES (plain or gzip) as an as-is flow."""

from pathlib import Path

import click

from cli.importing.event_log import import_log, key_option, noise_option, out_option, title_option
from cli.output import document_command, file_argument, json_option, language_option
from workflow.mining.xes import read_xes


@click.command("xes")
@file_argument
@out_option
@key_option
@title_option
@noise_option
@json_option
@language_option
@document_command
def command(
    file: Path, out: Path, key: str, title: str | None, noise: float | None, as_json: bool, language: str
) -> None:
    """業務記録（XES）から現行フローを作る。Make an as-is flow of an XES log: measured, to be completed by hand."""
    import_log(read_xes, file, out, key=key, title=title, noise=noise, as_json=as_json, language=language)
