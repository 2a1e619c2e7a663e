"""`flow draw FILE -o OUT`: a flow as a picture."""

from pathlib import Path
from typing import Final

import click

from cli.documents import UnusableInput, write_result
from cli.flow.reading import open_flow
from cli.messages import MESSAGES
from cli.output import document_command, file_argument, language_option
from kernel.text import say
from workflow.diagram import draw

KINDS: Final = (".svg", ".png", ".dot")


@click.command("draw")
@file_argument
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="A .svg, .png or .dot file.")
@language_option
@document_command
def command(file: Path, output: Path, language: str) -> None:
    """描く。Draw a flow: lanes from left to right, time from top to bottom."""
    if output.suffix not in KINDS:
        raise UnusableInput(f"{output}: {say(MESSAGES.text('cli.picture_kind'), language)}")
    picture = draw(open_flow(file, language).flow, language=language, shares=True)
    match output.suffix:
        case ".svg":
            content = picture.svg().encode()
        case ".png":
            content = picture.png()
        case _:
            content = picture.dot.encode()
    write_result(output, content, language)
