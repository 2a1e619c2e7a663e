"""What must be put right before the figures of a flow can be trusted, said beside them."""

from cli.output import note
from workflow.check.doubts import doubts_of
from workflow.definition import Flow


def note_doubts(language: str, *flows: Flow) -> None:
    """Say on standard error why the figures of `flows` cannot be trusted, each sentence once."""
    sentences = {str(doubt): doubt for flow in flows for doubt in doubts_of(flow)}
    for doubt in sentences.values():
        note(doubt, language)
