"""Past cases from a file, for rules: what each application said on arrival, and what people made of it.

    {"cases": [{"id": "1", "arrived": "2026-04-01T09:00:00+09:00", "verdict": "approved", "facts": {"age": 40}}, …]}

A verdict is `approved` (as it came), `changed` (approved after a correction) or `refused`.
"""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Final, get_args

from cli.documents import UnusableInput, read_source
from cli.messages import MESSAGES
from kernel.clock import JAPAN, local_date
from kernel.json_types import Json
from kernel.text import say
from workflow.learning.cases import PastCase, Verdict

MOST_CASES: Final = 100_000
VERDICTS: Final[tuple[Verdict, ...]] = get_args(Verdict)


def read_past(path: Path, language: str) -> tuple[PastCase, ...]:
    """Read the cases in `path` or raise `UnusableInput` with a sentence that says what to fix."""
    document = read_source(path, language).document
    found = document.get("cases") if isinstance(document, Mapping) else None
    if not isinstance(found, list) or not 0 < len(found) <= MOST_CASES:
        raise _unusable(path, "cli.past_without_cases", language, most=f"{MOST_CASES:,}")
    return tuple(_case(path, number, each, language) for number, each in enumerate(found, start=1))


def _case(path: Path, number: int, said: Json, language: str) -> PastCase:
    line = said if isinstance(said, Mapping) else {}
    arrived, facts = _moment(line.get("arrived")), line.get("facts")
    verdict = next((each for each in VERDICTS if each == line.get("verdict")), None)
    if arrived is None:
        raise _unusable(path, "cli.past_bad_moment", language, number=number)
    if verdict is None:
        raise _unusable(path, "cli.past_bad_verdict", language, number=number, known=", ".join(VERDICTS))
    if not isinstance(facts, Mapping):
        raise _unusable(path, "cli.past_without_facts", language, number=number)
    case_id = line.get("id")
    name = case_id if isinstance(case_id, str) else str(number)
    return PastCase(id=name, arrived=arrived, today=local_date(arrived), facts=facts, verdict=verdict)


def _moment(said: Json) -> datetime | None:
    """Return the moment; without a zone it is Japan's."""
    try:
        found = datetime.fromisoformat(said) if isinstance(said, str) else None
    except ValueError:
        return None
    return found if found is None or found.tzinfo is not None else found.replace(tzinfo=JAPAN)


def _unusable(path: Path, code: str, language: str, **params: str | int) -> UnusableInput:
    return UnusableInput(f"{path}: {say(MESSAGES.text(code, **params), language)}")
