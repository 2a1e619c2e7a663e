"""`table propose FORM CASES.json -o TABLE.json`: rules of approval that past cases prove, or what is lacking."""

from pathlib import Path

import click

from cli.documents import pretty, read_source, require_format, write_result
from cli.lines import one_line
from cli.messages import MESSAGES
from cli.output import document_command, file_argument, json_option, language_option, note, print_json
from cli.past_cases import read_past
from forms.codec import read_form
from forms.definition import FORMAT, Form
from kernel.json_types import Json
from kernel.problems import errors_in
from kernel.text import Text, say
from learning.questions import questions_of
from learning.wording import rule_words
from workflow.learning.certificate import TARGET
from workflow.learning.propose import Proposal, propose


@click.command("propose")
@file_argument
@click.argument("cases", type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write the draft of a table there, if one is.")
@click.option("--target", type=click.FloatRange(0.5, 0.999), default=TARGET, show_default=True, help="To be proved.")
@json_option
@language_option
@document_command
def command(file: Path, cases: Path, output: Path | None, target: float, as_json: bool, language: str) -> None:
    """過去の案件からルールを探す。Look for rules in past cases of the form in FILE; they only ever approve."""
    source = read_source(file, language)
    require_format(source, FORMAT, language)
    form, problems = read_form(source.document)
    if form is None:
        raise source.refuse(tuple(errors_in(problems)), language)
    questions = questions_of(form)
    found = propose(read_past(cases, language), questions, target=target)
    words = [rule_words(each.rule.atoms, questions, form) for each in found.certificates]
    if output and isinstance(found.document, dict):
        write_result(output, pretty(found.document), language)
    if as_json:
        print_json(_shown(found, words, form))
        return
    for each, said in zip(found.certificates, words, strict=True):
        sentence = MESSAGES.text(
            "cli.certificate", standing=each.standing, words=said, n=each.proof.n, errors=each.proof.errors,
            lower=f"{100 * each.proof.lower:.1f}",
        )  # fmt: skip
        click.echo(one_line(say(sentence, language)))
    if found.document is None:
        lacking = "—" if found.needed is None else f"{found.needed:,}"
        note(MESSAGES.text("cli.nothing_certified", target=f"{100 * target:g}", needed=lacking), language)


def _shown(found: Proposal, words: list[Text], form: Form) -> dict[str, Json]:
    rules: list[Json] = [
        {
            "standing": each.standing,
            "words": said if isinstance(said, str) else dict(said),
            "n": each.proof.n,
            "errors": each.proof.errors,
            "at_least": round(each.proof.lower, 6),
            "needed": each.needed,
        }
        for each, said in zip(found.certificates, words, strict=True)
    ]
    return {
        "form": form.digest,
        "target": found.target,
        "cases": found.cases,
        "used": found.used,
        "rules": rules,
        "needed": found.needed,
        "table": found.document,
    }
