"""The control proof as lines: each control, who performs it before and after, and why it is kept or lost."""

from collections.abc import Iterator

from cli.messages import MESSAGES
from kernel.text import say
from workflow.controls.proof import ControlProof, Proof
from workflow.definition import Flow


def proof_lines(proof: Proof, language: str) -> Iterator[str]:
    """Yield the proof control by control, those that are lost first."""
    for each in (*proof.lost, *(each for each in proof.controls if each.kept)):
        yield say(
            MESSAGES.text(
                "cli.control_kept" if each.kept else "cli.control_lost",
                control=each.control.title,
                before=_titles(proof.as_is, each.before, language),
                after=_titles(proof.to_be, each.after, language),
            ),
            language,
        )
        yield from (f"  {line}" for line in _arguments(proof, each, language))


def _arguments(proof: Proof, each: ControlProof, language: str) -> Iterator[str]:
    for argument in each.arguments:
        if each.kept or argument.holds is not True:
            yield say(argument.text, language)
            if argument.run:
                yield say(MESSAGES.text("cli.run", steps=_titles(proof.to_be, argument.run, language, " → ")), language)
    if each.missing_before is not None:
        yield say(MESSAGES.text("cli.missing_before", sentence=each.missing_before), language)


def _titles(flow: Flow, keys: tuple[str, ...], language: str, between: str = ", ") -> str:
    return between.join(say(flow.nodes[key].title or key, language) for key in keys) or "—"
