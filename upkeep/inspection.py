"""Looking at everything that is kept (点検): histories against their chains and the witness, attachments, counts."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from engine.shell.verification import Tally, last_testimonies, verify
from engine.shell.witness import witnessed
from intake.custody import spoiled_files
from upkeep.backup import Installation


@dataclass(frozen=True, slots=True)
class Found:
    """Something that is not as it was written. `place` names the case, the attachment or the line."""

    code: str
    place: str
    number: int = 0


@dataclass(slots=True)
class Inspection:
    """What was looked at so far."""

    tally: Tally = field(default_factory=Tally)
    witnessed_cases: int = 0


def inspect_everything(house: Installation, inspection: Inspection) -> Iterator[Found]:
    """Yield whatever does not fit; `inspection` counts along."""
    seen = last_testimonies(witnessed(house.witness_dir))
    inspection.witnessed_cases = len(seen)
    for mismatch in verify(house.database, house.secret, seen, inspection.tally):
        yield Found(mismatch.code, mismatch.case_id, mismatch.number)
    for spoiled in spoiled_files(house.database, house.files):
        yield Found(spoiled.code, f"{spoiled.owner}/{spoiled.attachment_id}")
