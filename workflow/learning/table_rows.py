"""Writes rules as a decision table (`minaoshi.table/1`): certified rows approve, everything else goes to people.

A rule of a list counts only where no earlier one does; earlier rules that are not certified therefore stay in the
table, as rows that refer to people.
"""

from collections.abc import Sequence

from kernel.json_types import Json, JsonObject
from kernel.text import Text
from workflow.learning.certificate import Certificate
from workflow.learning.messages import MESSAGES
from workflow.learning.questions import Answers, Atom
from workflow.table.model import FORMAT


def table_document(answers: Answers, certificates: Sequence[Certificate], *, key: str, title: Text) -> JsonObject:
    """Return the draft of a table made of `certificates`."""
    in_list = any(each.rule.before for each in certificates)
    ordered = sorted(certificates, key=lambda each: len(each.rule.before)) if in_list else certificates
    shown = [each for each in ordered if in_list or each.standing == "certified"]
    while shown and shown[-1].standing != "certified":
        shown.pop()
    asked = sorted({atom.question for each in shown for atom in each.rule.atoms})
    return {
        "format": FORMAT,
        "key": key,
        "title": _plain(title or MESSAGES.text("learning.table_title")),
        "hit_policy": "first",
        "inputs": [_input(answers, place) for place in asked],
        "outputs": [
            {
                "key": "verdict",
                "title": _plain(MESSAGES.text("learning.verdict")),
                "type": "string",
                "values": ["approve", "review"],
                "default": "review",
            }
        ],
        "rules": [_row(each, asked, number) for number, each in enumerate(shown, 1)],
    }


def _input(answers: Answers, place: int) -> JsonObject:
    question = answers.questions[place]
    return {"key": question.key, "title": _plain(question.title), "expr": question.expr, "type": question.type}


def _row(certificate: Certificate, asked: Sequence[int], number: int) -> JsonObject:
    certified = certificate.standing == "certified"
    proof = certificate.proof
    note = MESSAGES.text(
        "learning.note_certified" if certified else "learning.note_referred",
        n=proof.n,
        errors=proof.errors,
        lower=f"{100 * proof.lower:.2f}",
    )
    return {
        "key": f"r{number}",
        "when": [cell([atom for atom in certificate.rule.atoms if atom.question == place]) for place in asked],
        "then": ["approve" if certified else "review"],
        "note": _plain(note),
    }


def cell(atoms: Sequence[Atom]) -> Json:
    """Return the cell of a table that says the same as `atoms`, all about one question."""
    low = [atom.value for atom in atoms if atom.op == "gt"]
    high = [atom.value for atom in atoms if atom.op == "lte"]
    if low or high:
        return _range(max(map(_number, low), default=None), min(map(_number, high), default=None))
    same = [atom.value for atom in atoms if atom.op == "is"]
    if same:
        return same[0]
    others = [atom.value for atom in atoms if atom.op == "is_not"]
    if not others:
        return None
    return not others[0] if isinstance(others[0], bool) else {"not_in": others}


def _range(low: float | None, high: float | None) -> Json:
    if low is None:
        return {"lte": _short(high)}
    return {"gt": _short(low)} if high is None else {"between": [_short(low), _short(high)], "open": "low"}


def _number(value: Json) -> float:
    assert isinstance(value, int | float)
    return float(value)


def _short(value: float | None) -> Json:
    return int(value) if value is not None and value.is_integer() else value


def _plain(text: Text) -> Json:
    return text if isinstance(text, str) else dict(text)
