"""What is promised to whoever relies on the product, by number, and the long form in which it is tried at size.

A test says which promises it tries: `@pytest.mark.promise("P4")`. `tests.promises.page` writes both into
`docs/promises.md`. A promise that no test tries says here why, and what stands in its place.
"""

from dataclasses import dataclass
from typing import Final

CRASH: Final = "`make crash`"
SOAK: Final = "`make soak`"
RESTORING: Final = "`python -m tests.durability.restoring`"


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """One promise. `untried` says why no test tries it; `partly` what its tests leave open."""

    key: str
    says: str
    long_form: str = ""
    partly: str = ""
    untried: str = ""


def _promise(number: int, says: str, long_form: str = "", *, partly: str = "", untried: str = "") -> Promise:
    return Promise(key=f"P{number}", says=says, long_form=long_form, partly=partly, untried=untried)


GROUPS: Final[tuple[tuple[str, tuple[Promise, ...]], ...]] = (
    (
        "Nothing lost, nothing twice",
        (
            _promise(1, "What somebody saw a receipt for is there, once and unchanged, whatever was killed.", CRASH),
            _promise(2, "A receipt is answered after its data were forced to the disk."),
            _promise(3, "One click, ten clicks or a resend make one application; other content is refused (422)."),
            _promise(4, "A task is decided once; everybody else is told by whom and when.", CRASH),
            _promise(5, "No case is stuck: it is finished, or waits for people, a timer or a visible retry.", CRASH),
            _promise(6, "After kill -9 everything is ready again by itself, and work goes on.", CRASH),
            _promise(7, "What must be told (mail, webhook) is told, under one id, signed, in order.", CRASH),
            _promise(8, "The broker can be away, empty or dead: that costs time and no case.", CRASH),
            _promise(9, "A job that is delivered several times at once has one effect.", CRASH),
            _promise(10, "While the database is away nothing looks done, and people are told to wait.", CRASH),
            _promise(11, "A disk that is full or read-only, a full file table: nothing half, and it ends by itself."),
            _promise(12, "Random histories with crashes at the writes never part from a model.", CRASH),
            _promise(13, "The history gives the state, also the histories of every earlier release.", SOAK),
            _promise(14, "Whoever reads sees every write that was acknowledged before.", CRASH),
        ),
    ),
    (
        "Time",
        (
            _promise(15, "A timer fires once, never early, and soon after a restart.", SOAK),
            _promise(16, "Clocks that jump, leap days and 2038 make nothing early, doubled or lost."),
            _promise(17, "Office days and periods are those of the law."),
        ),
    ),
    (
        "Definitions and upgrades",
        (
            _promise(18, "Whatever is offered for publication gets a verdict that names the step and a remedy."),
            _promise(19, "The verdict is that of an exhaustive search."),
            _promise(20, "A running case stays on its version until somebody moves it, and can come back."),
            _promise(21, "An upgrade, and the way back, lose no running case."),
        ),
    ),
    (
        "Proof, backup, retention",
        (
            _promise(22, "Whatever is changed in the history is noticed and located.", SOAK),
            _promise(
                23, "A change of state leaves one entry in the same transaction, without personal content.",
                partly="that somebody only looked is not kept for ever: a case knows the last look of each officer",
            ),
            _promise(24, "A backup is made while work goes on, and comes back whole on either database.", RESTORING),
            _promise(25, "An attachment is on the disk before its row; a missing file or flipped byte is told.", CRASH),
            _promise(26, "An installation can be brought into an empty one, on either database.", RESTORING),
        ),
    ),
    (
        "Secrecy",
        (
            _promise(27, "Every page says who may open it; what belongs to others looks absent."),
            _promise(28, "Guessing at receipts tells nothing and is stopped."),
            _promise(29, "What people type stays text, and harmless text comes back as it was."),
            _promise(30, "Nothing that is typed is run: not as expr, template, SQL, header or formula."),
            _promise(31, "A webhook reaches listed hosts in public or listed networks, and nothing else."),
            _promise(32, "Hostile attachments are refused or handed out as dead files; photos lose their place."),
            _promise(33, "Headers, cookies, sessions and forms keep other sites and caches out."),
            _promise(34, "Every requirement of ASVS has its evidence.", untried="no sheet of requirements is kept yet"),
            _promise(
                35, "Encrypted fields are nowhere in the clear.",
                untried="the product encrypts no single fields: the disk and the backups have to be encrypted",
            ),
            _promise(36, "Individual numbers (個人番号) are noticed wherever they are typed."),
            _promise(37, "Neither logs nor cookies nor history hold names or answers."),
            _promise(
                38, "What is erased is not found any more.",
                partly="backups from before still hold it until they are thrown away",
            ),
            _promise(39, "One visitor cannot use up what others need."),
            _promise(
                40, "A release has pinned dependencies and no known hole.",
                untried="the lock file has hashes; an audit needs advisories that are not at hand without a connection",
            ),
        ),
    ),
    (
        "Law",
        (
            _promise(41, "No refusal without its reasons and the notice of how to appeal (教示)."),
            _promise(42, "The instant of arrival is that of the receipt, and nobody can edit it."),
            _promise(43, "The standard period stands still while the applicant has to act."),
            _promise(44, "The whole record of a case can be read by an auditor."),
            _promise(45, "Who saw whose data can be told.", untried="only the last look of each officer is kept"),
        ),
    ),
    (
        "Text",
        (
            _promise(46, "Every kanji and every variant survives form, database and export."),
            _promise(47, "Browser and server judge alike."),
        ),
    ),
)  # fmt: skip
PROMISES: Final[tuple[Promise, ...]] = tuple(each for _title, group in GROUPS for each in group)
