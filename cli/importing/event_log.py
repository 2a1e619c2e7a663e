"""Importing an event log, whatever its format: read it, write the as-is flow, tell what was found."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final, cast

import click

from cli.documents import Source, UnusableInput, pretty, unreadable, write_result
from cli.lines import one_line
from cli.messages import MESSAGES
from cli.output import note, print_json
from kernel.documents import digest
from kernel.errors import UnusableDocument
from kernel.json_types import Json
from kernel.names import KEY
from kernel.text import say
from kernel.unpacking import ByteFile
from workflow.codec import require_flow
from workflow.mining.as_is import as_is_of
from workflow.mining.log import EventLog
from workflow.mining.report import report_of

SHOWN: Final = 12
out_option = click.option(
    "-o", "--out", required=True, type=click.Path(path_type=Path), help="Where to write the as-is flow (JSON)."
)
key_option = click.option("--key", default="from-log", show_default=True, help="Key of the flow.")
title_option = click.option("--title", default=None, help="Title of the flow; without it the file's name.")
noise_option = click.option(
    "--noise", type=click.FloatRange(0, 1), default=None, help="How much to filter, 0 to 1; without it, as fits best."
)


def import_log(
    read: Callable[[ByteFile], EventLog],
    file: Path,
    out: Path,
    *,
    key: str,
    title: str | None,
    noise: float | None,
    as_json: bool,
    language: str,
) -> None:
    """Read the log in `file`, write its as-is flow to `out` and tell what was found."""
    if not KEY.fullmatch(key):
        raise UnusableInput(say(MESSAGES.text("cli.bad_key", key=key[:80]), language))
    found = as_is_of(_read(read, file, language), key=key, title=title or file.name, noise=noise)
    require_flow(found.document)
    write_result(out, pretty(found.document), language)
    report: dict[str, Json] = {**report_of(found), "flow": digest(found.document)}
    if as_json:
        print_json(report)
        return
    for line in _lines(report, language):
        click.echo(one_line(line))
    for said in found.notes:
        note(said, language)


def _read(read: Callable[[ByteFile], EventLog], path: Path, language: str) -> EventLog:
    try:
        with path.open("rb") as file:
            return read(file)
    except UnusableDocument as refusal:
        raise Source(path, None).refuse(refusal.problems, language) from None
    except OSError as error:
        raise unreadable(path, error, language) from None


def _lines(report: Mapping[str, Json], language: str) -> Iterator[str]:
    cycle = cast(Mapping[str, float], report["cycle_days"])
    fits = cast(Mapping[str, int], report["fitting"])
    yield say(
        MESSAGES.text(
            "cli.log",
            cases=cast(int, report["cases"]),
            events=cast(int, report["events"]),
            variants=cast(int, report["variants"]),
            edges=cast(int, report["dfg_edges"]),
        ),
        language,
    )
    yield say(MESSAGES.text("cli.log_cycle", mean=f"{cycle['mean']:.2f}", median=f"{cycle['median']:.2f}"), language)
    share = f"{100 * fits['k'] / fits['n']:.1f}"
    yield say(MESSAGES.text("cli.log_fits", k=fits["k"], n=fits["n"], share=share), language)
    for about in cast(list[Mapping[str, Json]], report["activities"])[:SHOWN]:
        repeated = cast(Mapping[str, int], about["repeated"])
        waiting = cast(Mapping[str, float] | None, about["waiting_minutes"])
        yield "  " + say(
            MESSAGES.text(
                "cli.log_activity",
                name=cast(str, about["name"])[:60],
                done=cast(int, about["done"]),
                again=repeated["k"],
                cases=repeated["n"],
                mean="–" if waiting is None else f"{waiting['mean']:,.0f}",
                half="–" if waiting is None else f"{waiting['median']:,.1f}",
            ),
            language,
        )
