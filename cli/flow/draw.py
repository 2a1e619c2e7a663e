"""`flow draw FILE [AS-IS] -o OUT`: a flow as a picture, alone or beside what it replaces."""

from pathlib import Path
from typing import Final

import click

from cli.documents import UnusableInput, write_result
from cli.flow.reading import open_flow
from cli.messages import MESSAGES
from cli.output import document_command, file_argument, language_option
from kernel.text import say
from workflow.compare import compare
from workflow.diagram import draw

KINDS: Final = (".svg", ".png", ".dot")


@click.command("draw")
@file_argument
@click.argument("as_is", metavar="[AS-IS]", required=False, type=click.Path(path_type=Path))
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="A .svg, .png or .dot file.")
@language_option
@document_command
def command(file: Path, as_is: Path | None, output: Path, language: str) -> None:
    """描く。Draw a flow; with AS-IS the picture says what is new, changed, moved or automated against it."""
    if output.suffix not in KINDS:
        raise UnusableInput(f"{output}: {say(MESSAGES.text('cli.picture_kind'), language)}")
    flow = open_flow(file, language).flow
    changes = compare(open_flow(as_is, language).flow, flow).fates_after if as_is else None
    picture = draw(flow, language=language, changes=changes, shares=True)
    match output.suffix:
        case ".svg":
            content = picture.svg().encode()
        case ".png":
            content = picture.png()
        case _:
            content = picture.dot.encode()
    write_result(output, content, language)
