"""Where a new case belongs."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """Where a new case belongs. `program` is the digest of the version that it will run on for good."""

    case_id: str
    procedure: str
    department: str
    program: str
    channel: str = "online"
    authorised: bool = True
    """The version was put in force by a second person; where it was not, rules decide nothing."""
    may_be_there: bool = True
    """A case with this id may exist, which is no error; without, the database refuses the second one."""
