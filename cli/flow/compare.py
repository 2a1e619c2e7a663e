"""`flow compare AS-IS TO-BE`: what became of every step, what it costs, and whether every control stands."""

from pathlib import Path

import click

from cli.documents import write_result
from cli.flow.control_proof import proof_lines
from cli.flow.doubts import note_doubts
from cli.flow.reading import open_flow
from cli.lines import one_line
from cli.output import document_command, json_option, language_option, print_json
from reports.comparison import comparison_report
from reports.comparison_rows import control_rows, figure_rows, step_rows, verdict
from workflow.compare import Comparison, compare
from workflow.controls import prove_controls


@click.command("compare")
@click.argument("before", metavar="AS-IS", type=click.Path(path_type=Path))
@click.argument("after", metavar="TO-BE", type=click.Path(path_type=Path))
@click.option("--html", "report", type=click.Path(path_type=Path), help="Write the comparison as one HTML file.")
@json_option
@language_option
@document_command
def command(before: Path, after: Path, report: Path | None, as_json: bool, language: str) -> None:
    """比べる。Compare two flows: figures, steps and controls, before and after."""
    comparison = compare(open_flow(before, language).flow, open_flow(after, language).flow)
    note_doubts(language, comparison.before, comparison.after)
    if report:
        write_result(report, comparison_report(comparison, language).encode(), language)
    if as_json:
        print_json(comparison.as_json())
    elif not report:
        _print(comparison, language)


def _print(comparison: Comparison, language: str) -> None:
    for figure in figure_rows(comparison, language):
        click.echo(f"  {figure.title}: {figure.before} → {figure.after} ({figure.difference})")
    for step in step_rows(comparison, language):
        if step.fate != "kept":
            names = " → ".join(filter(None, (step.before, step.after if step.after != step.before else "")))
            click.echo(one_line(f"{step.word}: {names}"))
    for line in proof_lines(prove_controls(comparison.before, comparison.after), language):
        click.echo(one_line(line))
    click.echo(one_line(verdict(control_rows(comparison, language), language)))
