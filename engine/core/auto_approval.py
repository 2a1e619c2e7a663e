"""Rules may approve, or refer to a person (人の判断に回す): nothing else, and only under guard.

A table answers a decision node. Its outputs' defaults are the *referral*: what counts when no rule gives another
answer. Whatever differs from the referral relieves people of a look, so it counts only if

- no two rules contradict each other about this case,
- no fact is missing that could have changed the answer,
- the day of the case's event lies in the table's days of validity (有効期間),
- the version was put in force by a second person, and nobody has thrown the switch (自動決定の停止),
- the case is not in the sample that people see all the same (抜取確認). The sample hangs on the case and the node
  by a keyed hash: neither repeating nor correcting can re-roll it, and nobody without the key can foretell it.

Otherwise the referral counts, and the event says why. A table without defaults answers with data (a fee, a date) and
is not guarded, except that outside its days it answers nothing; `engine.core.executable` sees to it that such a table
cannot by itself lead past people.
"""

import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass

from kernel.condition import Scope
from kernel.json_types import Json
from workflow.definition import Node
from workflow.table.evaluate import CompiledTable, Decision, compile_table
from workflow.table.hit_policy import SINGLE
from workflow.table.model import Table

SAMPLE_SHARE = 0.05
SEAL_LENGTH = 32
_WRITE = json.JSONEncoder(ensure_ascii=True, sort_keys=True, separators=(",", ":")).encode


@dataclass(frozen=True, slots=True, kw_only=True)
class Safeguards:
    """What stands between a rule and its effect. `secret` is the installation's; it never leaves it."""

    secret: bytes
    sample_share: float = SAMPLE_SHARE
    authorised: bool = True
    """The version is published, by somebody who did not write it."""
    stopped: bool = False
    """Somebody has switched automatic decisions off, for this procedure or for all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """The table of a decision node, compiled, with what its guards need to know."""

    compiled: CompiledTable
    referral: Mapping[str, Json] | None

    @property
    def table(self) -> Table:
        """The table as it was written."""
        return self.compiled.table


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What counts, and everything that explains it."""

    outputs: Mapping[str, Json]
    decision: Decision
    counts: bool
    """The answer relieves people of a decision."""
    referral: str | None
    """Why the rules' answer does not count: out_of_date, conflict, missing, unauthorised, stopped or sample."""
    seal: str


def rulebook_of(node: Node, tables: Mapping[str, Table]) -> Rulebook | None:
    """Compile the table of `node`, if it is a decision that has one."""
    if node.type != "decision":
        return None
    table = node.inline_table or tables.get(node.table or "")
    if table is None:
        return None
    return Rulebook(compiled=compile_table(table), referral=referral_of(table))


def referral_of(table: Table) -> Mapping[str, Json] | None:
    """Return the answer that refers to a person: the outputs' defaults, where there are any."""
    if table.hit_policy not in SINGLE or all(output.default is None for output in table.outputs):
        return None
    return {output.key: output.default for output in table.outputs}


def ruling(book: Rulebook, scope: Scope, case_id: str, node: str, safeguards: Safeguards) -> Ruling:
    """Let the table speak about a case, and the guards about the table."""
    decision = book.compiled.decide(scope)
    relieves = book.referral is not None and decision.outputs != book.referral
    referral = _objection(decision, case_id, node, safeguards) if relieves else None
    if not book.table.valid.covers(scope.today) and (relieves or book.referral is None):
        referral = "out_of_date"
    return Ruling(
        outputs=decision.outputs if referral is None else book.referral or dict.fromkeys(decision.outputs),
        decision=decision,
        counts=relieves and referral is None,
        referral=referral,
        seal=seal(safeguards.secret, case_id, decision.inputs),
    )


def in_sample(secret: bytes, case_id: str, node: str, share: float) -> bool:
    """Say whether people look at this case at this node whatever the rules say."""
    drawn = hmac.digest(secret, f"sample\0{case_id}\0{node}".encode(), "sha256")
    return int.from_bytes(drawn[:8]) < share * 2**64


def seal(secret: bytes, case_id: str, inputs: Mapping[str, Json]) -> str:
    """Return a keyed digest of the values that a table saw: proof while they exist, no trace of them afterwards."""
    text = _WRITE([case_id, inputs])
    return hmac.digest(secret, b"seal\0" + text.encode(), "sha256").hex()[:SEAL_LENGTH]


def _objection(decision: Decision, case_id: str, node: str, safeguards: Safeguards) -> str | None:
    if decision.conflict:
        return "conflict"
    if decision.unsettled:
        return "missing"
    if not safeguards.authorised:
        return "unauthorised"
    if safeguards.stopped:
        return "stopped"
    return "sample" if in_sample(safeguards.secret, case_id, node, safeguards.sample_share) else None
