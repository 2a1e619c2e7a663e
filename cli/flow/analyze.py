"""`flow analyze FILE`: the figures of a flow, its redundant steps, and what each mend would save."""

from collections.abc import Iterator
from pathlib import Path

import click

from cli.flow.beside import beside_option, opened_beside
from cli.flow.doubts import note_doubts
from cli.flow.reading import open_flow
from cli.lines import one_line
from cli.messages import MESSAGES
from cli.output import document_command, file_argument, json_option, language_option, note, print_findings, print_json
from kernel.json_types import Json
from kernel.text import say
from workflow.analysis import Analysis, analyze
from workflow.analysis.attributes import attribute_title
from workflow.finding import Finding
from workflow.measures.titles import TITLES, number_of, shown, title_of


@click.command("analyze")
@file_argument
@click.option("--all", "show_all", is_flag=True, help="Show also what a guard stopped and what could not be judged.")
@beside_option
@json_option
@language_option
@document_command
def command(file: Path, show_all: bool, beside: tuple[Path, ...], as_json: bool, language: str) -> None:
    """分析する。Measure a flow, find redundant steps, propose mends and say what each would save per year."""
    opened = open_flow(file, language)
    analysis = analyze(opened.flow, tables=opened.tables, portfolio=opened_beside(opened.flow, beside, language))
    note_doubts(language, opened.flow)
    if as_json:
        print_json(analysis.as_json())
    else:
        _print(analysis, file, language, show_all=show_all)


def _print(analysis: Analysis, path: Path, language: str, *, show_all: bool) -> None:
    metrics = analysis.measures.as_json()
    for line in figure_lines(metrics, language):
        click.echo(f"  {line}")
    chosen = [finding for finding in analysis.findings if show_all or finding.status == "proposed"]
    for finding in chosen:
        print_findings([finding], path, language)
        for line in _behind(finding, language):
            click.echo(f"    {one_line(line)}")
    left = len(analysis.findings) - len(chosen)
    if left:
        note(MESSAGES.text("cli.left_out", count=left), language)
    elif not chosen:
        note(MESSAGES.text("cli.fine"), language)


def figure_lines(metrics: dict[str, Json], language: str) -> Iterator[str]:
    """Yield a line for each known figure: its name and its value with unit."""
    for name in TITLES:
        value = number_of(name, metrics)
        if value is not None:
            yield f"{title_of(name, language)}: {shown(name, value, language)}"


def _behind(finding: Finding, language: str) -> Iterator[str]:
    """Yield what stands behind a finding: evidence, saving, the guards that hold, what is missing."""
    if finding.evidence:
        yield say(finding.evidence, language)
    if finding.saving and finding.status == "proposed" and finding.saving.minutes_per_year.p95 > 0:
        hours, yen = finding.saving.minutes_per_year, finding.saving.yen_per_year
        yield say(
            MESSAGES.text(
                "cli.saving",
                hours=f"{hours.p50 / 60:,.0f}",
                low=f"{hours.p5 / 60:,.0f}",
                high=f"{hours.p95 / 60:,.0f}",
                yen=f"{yen.p50:,.0f}",
            ),
            language,
        )
    for guard in finding.guards:
        if guard.holds:
            yield f"{guard.code}: {say(guard.why, language)}" if guard.why else guard.code
    if finding.missing:
        yield say(
            MESSAGES.text(
                "cli.lacking", names=", ".join(say(attribute_title(name), language) for name in finding.missing)
            ),
            language,
        )
