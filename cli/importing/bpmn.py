"""`import bpmn FILE -o FLOW.json`: a process of a BPMN 2.0 model as a flow; what a flow cannot express is told."""

from pathlib import Path

import click

from cli.documents import Source, UnusableInput, pretty, read_bytes, write_result
from cli.importing.event_log import key_option
from cli.lines import one_line
from cli.messages import MESSAGES
from cli.output import document_command, file_argument, json_option, language_option, note, print_json
from kernel.documents import digest
from kernel.errors import UnusableDocument
from kernel.names import KEY
from kernel.problems import errors_in
from kernel.text import say
from workflow.bpmn import Imported, read_bpmn
from workflow.bpmn.reading import MAX_MODEL
from workflow.codec import read_flow


@click.command("bpmn")
@file_argument
@click.option("-o", "--out", required=True, type=click.Path(path_type=Path), help="Where to write the flow (JSON).")
@click.option("--process", default=None, help="Name or id of the process; without it the largest one.")
@key_option
@json_option
@language_option
@document_command
def command(file: Path, out: Path, process: str | None, key: str, as_json: bool, language: str) -> None:
    """BPMN 2.0の図を業務フローにする。Make a flow of a process of a BPMN 2.0 model."""
    if not KEY.fullmatch(key):
        raise UnusableInput(say(MESSAGES.text("cli.bad_key", key=key[:80]), language))
    found = _read(file, key, process, language)
    flow, problems = read_flow(found.document)
    if flow is None:
        raise Source(file, None).refuse(tuple(errors_in(problems)), language)
    write_result(out, pretty(found.document), language)
    if as_json:
        told = [each if isinstance(each, str) else dict(each) for each in found.told]
        print_json({"flow": digest(found.document), "told": [*told]})
        return
    counts = MESSAGES.text("cli.model_read", nodes=len(flow.nodes), edges=len(flow.edges), lanes=len(flow.lanes))
    click.echo(one_line(say(counts, language)))
    for said in found.told:
        note(said, language)


def _read(file: Path, key: str, process: str | None, language: str) -> Imported:
    raw = read_bytes(file, MAX_MODEL + 1, language)
    try:
        return read_bpmn(raw, key=key, process=process)
    except UnusableDocument as refusal:
        raise Source(file, None).refuse(refusal.problems, language) from None
