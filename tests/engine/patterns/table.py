"""Writes `docs/patterns.md` from the patterns of the tests: `python -m tests.engine.patterns.table`."""

from pathlib import Path
from typing import Final

from tests.engine.patterns.advanced import ADVANCED
from tests.engine.patterns.basic import BASIC
from tests.engine.patterns.pattern import Pattern

PATTERNS: Final[tuple[Pattern, ...]] = (*BASIC, *ADVANCED)
PAGE: Final = Path(__file__).resolve().parents[3] / "docs" / "patterns.md"
_HEAD: Final = """# The twenty workflow control-flow patterns

The patterns of van der Aalst, ter Hofstede, Kiepuszewski and Barros (Workflow Patterns, 2003), and what the flow format
does about each. Every one that it expresses is a flow with the runs that it must take; where it does not, the reason
stands here and, where a run can show it, that run is a test, too. Written by `python -m tests.engine.patterns.table`
from `tests/engine/patterns/`; a test fails when this page is older than they are.

"""


def page() -> str:
    """Return the page."""
    counted = {answer: sum(each.answer == answer for each in PATTERNS) for answer in ("yes", "partly", "no")}
    lines = [f"Expressed: {counted['yes']}; partly: {counted['partly']}; left out on purpose: {counted['no']}.", ""]
    lines += ["| | pattern | 日本語 | expressed | how, or why not | runs tested |", "|---|---|---|---|---|---|"]
    lines += [
        f"| {each.number} | {each.name} | {each.japanese} | {each.answer} | {each.how} | {len(each.runs) or '—'} |"
        for each in PATTERNS
    ]
    return _HEAD + "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
