"""`--beside FILE`: the city's other procedures, which some findings need (C03, C09)."""

from pathlib import Path

import click

from cli.flow.reading import open_flow
from workflow.analysis.portfolio import Portfolio, portfolio_of
from workflow.definition import Flow

beside_option = click.option(
    "--beside",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Another procedure of the city to compare with; may be repeated.",
)


def opened_beside(flow: Flow, paths: tuple[Path, ...], language: str) -> Portfolio | None:
    """Return `flow` among the flows in `paths`, or None where there are none."""
    return portfolio_of([flow, *(open_flow(path, language).flow for path in paths)]) if paths else None
