"""`flow simulate FILE`: how long cases take, who is busy and where they wait, played through with many cases."""

from collections.abc import Iterator
from pathlib import Path

import click

from cli.flow.reading import open_flow
from cli.lines import one_line
from cli.messages import MESSAGES
from cli.output import document_command, file_argument, json_option, language_option, note, print_json
from kernel.text import Text, say
from workflow.definition import Flow
from workflow.simulate import SimulationResult, simulate
from workflow.simulate.simulation import MAX_CASES


@click.command("simulate")
@file_argument
@click.option("--cases", type=click.IntRange(1, MAX_CASES), default=1_000, show_default=True, help="How many cases.")
@click.option("--seed", type=click.IntRange(0, 2**32 - 1), default=1, show_default=True, help="Seed of chance.")
@json_option
@language_option
@document_command
def command(file: Path, cases: int, seed: int, as_json: bool, language: str) -> None:
    """試す。Play a flow through with many cases; the same seed gives the same figures."""
    flow = open_flow(file, language).flow
    result = simulate(flow, cases, seed)
    if as_json:
        print_json(result.as_json())
        return
    for sentence in _sentences(flow, result):
        click.echo(one_line(say(sentence, language)))
    for remark in result.notes:
        note(remark, language)


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
