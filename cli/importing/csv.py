"""`import csv FILE -o AS-IS.json`: an event log in CSV (plain or gzip) as an as-is flow."""

from functools import partial
from pathlib import Path

import click

from cli.importing.event_log import import_log, key_option, noise_option, out_option, title_option
from cli.output import document_command, file_argument, json_option, language_option
from workflow.mining.csv_log import Columns, read_csv


@click.command("csv")
@file_argument
@out_option
@click.option("--case", default=None, metavar="HEADING", help="Column of the case; found by its heading if not given.")
@click.option("--activity", default=None, metavar="HEADING", help="Column of what was done.")
@click.option("--time", default=None, metavar="HEADING", help="Column of when it was finished.")
@click.option("--start", default=None, metavar="HEADING", help="Column of when it was begun.")
@click.option("--resource", default=None, metavar="HEADING", help="Column of who did it.")
@click.option("--department", default=None, metavar="HEADING", help="Column of the department.")
@click.option("--outcome", default=None, metavar="HEADING", help="Column of the result.")
@click.option("--time-format", default=None, metavar="FORMAT", help="Format of times, such as %d.%m.%Y %H:%M.")
@key_option
@title_option
@noise_option
@json_option
@language_option
@document_command
def command(
    file: Path,
    out: Path,
    case: str | None,
    activity: str | None,
    time: str | None,
    start: str | None,
    resource: str | None,
    department: str | None,
    outcome: str | None,
    time_format: str | None,
    key: str,
    title: str | None,
    noise: float | None,
    as_json: bool,
    language: str,
) -> None:
    """業務記録（CSV）から現行フローを作る。Make an as-is flow of a CSV log: measured, to be completed by hand."""
    columns = Columns(
        case=case,
        activity=activity,
        time=time,
        start=start,
        resource=resource,
        department=department,
        outcome=outcome,
    )
    read = partial(read_csv, columns=columns, time_format=time_format)
    import_log(read, file, out, key=key, title=title, noise=noise, as_json=as_json, language=language)
