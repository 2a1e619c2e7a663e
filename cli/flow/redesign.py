"""`flow redesign FILE -o TO-BE.json`: apply what the analysis proposes, as far as it survives the proofs."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click

from cli.documents import UnusableInput, write_result
from cli.flow.beside import beside_option, opened_beside
from cli.flow.doubts import note_doubts
from cli.flow.reading import open_flow
from cli.lines import one_line
from cli.messages import MESSAGES
from cli.output import document_command, file_argument, json_option, language_option, note, print_json, where_text
from kernel.text import Text, say
from workflow.analysis import DETECTORS
from workflow.finding import Where
from workflow.improve import Applied, Redesign, Redesigned, redesign, ways_of

ACCEPT: Final = "--accept"
CODES: Final = frozenset(detector.CODE for detector in DETECTORS)
_CODE: Final = re.compile(r"[A-Z][0-9]{2}(:.+)?")


class _SeveralCodes(click.Command):
    """A command whose `--accept` may be followed by several codes: `--accept E01 E05`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Repeat the option before each further code; a word that is no code begins something else."""
        return super().parse_args(ctx, [*_repeated(args)])


def _repeated(arguments: list[str]) -> Iterator[str]:
    accepting = False  # whether the word before belongs to the option
    for before, argument in zip(["", *arguments], arguments, strict=False):
        first = before == ACCEPT
        another = accepting and not first and _CODE.fullmatch(argument) is not None
        if another:
            yield ACCEPT
        accepting = argument == ACCEPT or first or another
        yield argument


@click.command("redesign", cls=_SeveralCodes)
@file_argument
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write the to-be flow there.")
@click.option(
    ACCEPT,
    multiple=True,
    metavar="CODE...",
    help="Apply only these: E01, or one place, E01:step.",
)
@beside_option
@click.option("--ways", "show_ways", is_flag=True, help="Weigh the redesigns that are worth a look; make none.")
@json_option
@language_option
@document_command
def command(
    file: Path,
    output: Path | None,
    accept: tuple[str, ...],
    beside: tuple[Path, ...],
    show_ways: bool,
    as_json: bool,
    language: str,
) -> None:
    """見直す。Apply proposals; nothing is applied that breaks the flow or loses a control."""
    for code in accept:
        if code.partition(":")[0] not in CODES:
            sentence = MESSAGES.text("cli.unknown_code", name=code, known=", ".join(sorted(CODES)))
            raise UnusableInput(say(sentence, language))
    opened = open_flow(file, language)
    note_doubts(language, opened.flow)
    portfolio = opened_beside(opened.flow, beside, language)
    if show_ways:
        _print_ways(ways_of(opened.flow, tables=opened.tables, portfolio=portfolio), language, as_json=as_json)
        return
    result = redesign(opened.flow, accept=accept or None, tables=opened.tables, portfolio=portfolio)
    if output:
        document = json.dumps(result.to_be.document, ensure_ascii=False, indent=2)
        write_result(output, f"{document}\n".encode(), language)
    if as_json:
        print_json(result.as_json())
    else:
        _print(result, language)


def _print(result: Redesign, language: str) -> None:
    for applied in result.applied:
        click.echo(_line("+", applied.code, applied.where, say(_brought(applied), language)))
    for refused in result.refused:
        click.echo(_line("-", refused.code, refused.where, say(refused.why, language)))
    if not result.applied:
        note(MESSAGES.text("cli.nothing_applied"), language)


def _print_ways(known: tuple[Redesigned, ...], language: str, *, as_json: bool) -> None:
    if as_json:
        print_json({"ways": [way.as_json() for way in known]})
        return
    for way in known:
        merits = way.merits
        sentence = MESSAGES.text(
            "cli.way",
            hours=f"{merits.minutes_per_year / 60:,.0f}",
            half=f"{merits.lead_days_p50:.1f}",
            most=f"{merits.lead_days_p90:.1f}",
            contacts=f"{merits.contacts:.2f}",
            effort=f"{merits.days_to_introduce:g}",
            missed=f"{merits.missed_per_year:.1f}",
        )
        codes = " ".join(f"{item.finding.code}:{item.finding.where.nodes[0]}" for item in way.proposals)
        click.echo(one_line(f"{say(sentence, language)} {codes}"))


def _brought(applied: Applied) -> Text:
    hours, yen = f"{applied.minutes_per_year / 60:,.0f}", f"{applied.yen_per_year:,.0f}"
    if hours in ("0", "-0") and yen in ("0", "-0"):
        return MESSAGES.text("cli.tidied")
    return MESSAGES.text("cli.applied", hours=hours, yen=yen)


def _line(sign: str, code: str, where: Where, sentence: str) -> str:
    return one_line(f"{sign} {code} {where_text(where)}: {sentence}")
