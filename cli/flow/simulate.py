"""`flow simulate FILE`: how long cases take, who is busy and where they wait, played through with many cases."""

from collections.abc import Iterator
from pathlib import Path

import click

from cli.flow.doubts import note_doubts
from cli.flow.reading import open_flow
from cli.lines import one_line
from cli.messages import MESSAGES
from cli.output import document_command, file_argument, json_option, language_option, note, print_json
from kernel.text import Text, say
from workflow.definition import Flow
from workflow.simulate import PairedResult, SimulationResult, paired, simulate
from workflow.simulate.paired import MOST
from workflow.simulate.simulation import MAX_CASES


@click.command("simulate")
@file_argument
@click.option("--cases", type=click.IntRange(1, MAX_CASES), default=1_000, show_default=True, help="How many cases.")
@click.option("--seed", type=click.IntRange(0, 2**32 - 1), default=1, show_default=True, help="Seed of chance.")
@click.option("--against", "old", type=click.Path(path_type=Path), help="The as-is: simulate both, side by side.")
@json_option
@language_option
@document_command
def command(file: Path, cases: int, seed: int, old: Path | None, as_json: bool, language: str) -> None:
    """試す。Play a flow through with many cases; the same seed gives the same figures."""
    flow = open_flow(file, language).flow
    if old is not None:
        before = open_flow(old, language).flow
        note_doubts(language, before, flow)
        _side_by_side(before, flow, cases, seed, as_json, language)
        return
    note_doubts(language, flow)
    result = simulate(flow, cases, seed)
    if as_json:
        print_json(result.as_json())
        return
    for sentence in _sentences(flow, result):
        click.echo(one_line(say(sentence, language)))
    for remark in result.notes:
        note(remark, language)


def _side_by_side(before: Flow, after: Flow, cases: int, seed: int, as_json: bool, language: str) -> None:
    """Simulate both flows until the difference is known well enough, and say how far it is meanwhile."""
    found: PairedResult | None = None
    for found in paired(before, after, cases=cases, seed=seed):
        note(MESSAGES.text("cli.replicated", count=found.replications, most=MOST), language)
    assert found is not None
    if as_json:
        print_json(found.as_json())
        return
    for code, old, new, difference in (
        ("cli.lead_difference", found.lead_time_before, found.lead_time_after, found.lead_time_days),
        ("cli.touch_difference", found.touch_before, found.touch_after, found.touch_minutes),
    ):
        figures = {"before": old, "after": new, "low": difference.low, "high": difference.high}
        said = MESSAGES.text(code, **{name: f"{value:,.2f}" for name, value in figures.items()})
        click.echo(one_line(say(said, language)))
    if not found.settled:
        note(MESSAGES.text("cli.not_settled"), language)


def _sentences(flow: Flow, result: SimulationResult) -> Iterator[Text]:
    lead, touch = result.lead_time_days, result.touch_minutes
    yield MESSAGES.text("cli.simulated", cases=result.cases, seed=result.seed)
    if not result.cases:
        return
    yield MESSAGES.text(
        "cli.lead_time",
        mean=_number(lead.mean.value),
        low=_number(lead.mean.low),
        high=_number(lead.mean.high),
        half=_number(lead.p50.value),
        most=_number(lead.p90.value),
    )
    yield MESSAGES.text("cli.touch", minutes=_number(touch.value), low=_number(touch.low), high=_number(touch.high))
    for name, share in result.outcomes.items():
        yield MESSAGES.text("cli.outcome", result=name, share=_number(share * 100))
    for load in result.lanes:
        yield MESSAGES.text(
            "cli.lane",
            lane=flow.lanes[load.lane].title if load.lane in flow.lanes else load.lane,
            share="—" if load.utilisation is None else _number(load.utilisation * 100),
            minutes=_number(load.minutes_per_case),
            queue=_number(load.queue_minutes),
        )


def _number(value: float) -> str:
    return f"{value:,.1f}"
