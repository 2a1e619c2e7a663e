"""Plants and decoys of the codes S: what a rule, a form, a system or somebody nearer could do."""

from typing import Any

from benchmarks.planted.canvas import OUTCOMES, RETURNS, Canvas, Document
from benchmarks.planted.plant import Decoy, Plant


def _table(*rules: tuple[str, object, str]) -> Document:
    return {
        "format": "minaoshi.table/1", "key": "limit", "title": "限度額", "hit_policy": "unique",
        "inputs": [{"key": "income", "expr": {"field": "income"}, "type": "number",
                    "domain": {"min": 0, "max": 99_999_999}}],
        "outputs": [{"key": "verdict", "type": "string", "values": ["approve", "review"], "default": "review"}],
        "rules": [{"key": key, "when": [cell], "then": [verdict]} for key, cell, verdict in rules],
    }  # fmt: skip


WHOLE = _table(("low", {"lte": 9_000_000}, "approve"), ("high", {"gt": 9_000_000}, "review"))
GAP = _table(("low", {"lte": 9_000_000}, "approve"), ("high", {"gt": 10_000_000}, "review"))


def _by_hand(canvas: Canvas, table: Document = WHOLE, **more: Any) -> Document:
    canvas.item("income")["type"] = "number"
    place = canvas.place(last=True)
    node = canvas.check(
        "by-hand",
        "below_limit",
        k=50,
        reads=["income", canvas.written_by(place)],
        judgement="rule",
        table=table,
        **more,
    )
    canvas.put_after(place, node)
    return node


def s01(canvas: Canvas) -> str:
    """A clerk applies a complete table with two rules."""
    return str(_by_hand(canvas)["key"])


def s01_gap(canvas: Canvas) -> str:
    """The table says nothing of some cases."""
    return str(_by_hand(canvas, GAP)["key"])


def s01_discretion(canvas: Canvas) -> str:
    """It is a matter of judgement."""
    _by_hand(canvas)["judgement"] = "discretion"
    return "by-hand"


def s01_control(canvas: Canvas) -> str:
    """The law asks for a person."""
    _by_hand(canvas)
    canvas.control("person", "by-hand")
    return "by-hand"


def _copying(canvas: Canvas, minutes: float = 6, **more: Any) -> Document:
    place = canvas.place()
    node = canvas.work("carry-over", action="transcribe", systems=["core", "ledger"], minutes=minutes, **more)
    node |= {"reads": [canvas.written_by(place)], "writes": [canvas.datum("in_ledger", keep=True)]}
    canvas.put_after(place, node)
    return node


def s02(canvas: Canvas) -> str:
    """Figures are carried from one system to the other."""
    return str(_copying(canvas)["key"])


def s02_little(canvas: Canvas) -> str:
    """It takes less than twenty hours a year."""
    return str(_copying(canvas, 0.5)["key"])


def s02_control(canvas: Canvas) -> str:
    """The law asks for it by hand."""
    _copying(canvas)
    canvas.control("by-hand", "carry-over")
    return "carry-over"


def s02_independent(canvas: Canvas) -> str:
    """It is done twice on purpose."""
    _copying(canvas, independent=True)
    return "carry-over"


def _check_of_the_form(canvas: Canvas, **more: Any) -> Document:
    place = canvas.place()
    canvas.item("area")["type"] = "number"
    merge = {"key": "merge", "type": "exclusive", "title": "もどり"}
    node = canvas.check(
        "complete", "area_given", k=0, reads=["area"], minutes=6, outcomes=RETURNS, judgement="rule", **more
    )
    node["rates"] = {"return": {"k": 80, "n": 1000}}
    canvas.document["checks"][-1]["condition"] = {"field": "area", "op": "gt", "value": 0}
    mend = {"key": "mend", "type": "form", "title": "直す", "lane": "resident", "medium": "online", "minutes": 5,
            "reads": [], "writes": ["area"]}  # fmt: skip
    canvas.put_after(place, merge, node)
    canvas.document["nodes"].append(mend)
    canvas.document["edges"] += [
        {"from": "complete", "to": "mend", "outcome": "return"},
        {"from": "mend", "to": "merge"},
    ]
    return node


def s04(canvas: Canvas) -> str:
    """A clerk sees what the form could have said."""
    return str(_check_of_the_form(canvas)["key"])


def s04_words(canvas: Canvas) -> str:
    """What is examined cannot be said exactly."""
    _check_of_the_form(canvas)
    canvas.document["checks"][-1].pop("condition")
    return "complete"


def s04_discretion(canvas: Canvas) -> str:
    """It is a matter of judgement."""
    _check_of_the_form(canvas)["judgement"] = "discretion"
    return "complete"


def s04_control(canvas: Canvas) -> str:
    """The law asks for a person's look."""
    _check_of_the_form(canvas)
    canvas.control("look", "complete")
    return "complete"


def _too_high(canvas: Canvas, **more: Any) -> Document:
    place = canvas.place(last=True)
    node: Document = {
        "key": "high", "type": "approval", "title": "課長が認める", "lane": "head", "level": "head", "matter": "use",
        "medium": "system", "systems": ["core"], "minutes": 10, "reads": [canvas.written_by(place)], "writes": [],
        "outcomes": OUTCOMES, "rates": {"refuse": {"k": 30, "n": 1000}}, **more,
    }  # fmt: skip
    canvas.put_after(place, node)
    canvas.document["authority"].append({"matter": "use", "decided_by": "chief"})
    return node


def s05(canvas: Canvas) -> str:
    """The head decides what the chief may."""
    return str(_too_high(canvas)["key"])


def s05_amounts(canvas: Canvas) -> str:
    """Large amounts are the head's."""
    canvas.datum("amount", source="resident", type="money")
    canvas.node("apply")["writes"].append("amount")
    _too_high(canvas, amount={"field": "amount"})["reads"].append("amount")
    canvas.document["authority"][-1] = {"matter": "use", "up_to": 300_000, "decided_by": "chief"}
    canvas.document["authority"].append({"matter": "use", "decided_by": "head"})
    return "high"


def s05_pinned(canvas: Canvas) -> str:
    """Somebody fixed it and said why."""
    _too_high(canvas, pinned="住民への説明のため")
    return "high"


def s05_joint(canvas: Canvas) -> str:
    """Several decide together."""
    _too_high(canvas, members=["chief", "head"])
    return "high"


def _inquiry(canvas: Canvas, *, register: bool = True, **more: Any) -> Document:
    canvas.datum(
        "record_elsewhere",
        source="register" if register else "staff",
        **({"held_in": ["juki-net"]} if register else {}),
    )
    node: Document = {"key": "answer", "type": "wait", "title": "回答を待つ", "message": "answer",
                      "writes": ["record_elsewhere"], "wait_minutes": 14_400, **more}  # fmt: skip
    canvas.put_after(canvas.place(), node)
    canvas.node("judge")["reads"].append("record_elsewhere")
    return node


def s06(canvas: Canvas) -> str:
    """Ten days for what a network of registers has at once."""
    return str(_inquiry(canvas)["key"])


def s06_nowhere(canvas: Canvas) -> str:
    """No register has it."""
    return str(_inquiry(canvas, register=False)["key"])


def s06_control(canvas: Canvas) -> str:
    """The law asks for a written answer."""
    _inquiry(canvas)
    canvas.control("answer", "answer")
    return "answer"


PLANTS = (
    Plant(
        "S01",
        s01,
        (Decoy("gap", s01_gap), Decoy("discretion", s01_discretion), Decoy("GD1", s01_control)),
        also=("R06",),
    ),
    Plant("S02", s02, (Decoy("little", s02_little), Decoy("GD1", s02_control), Decoy("GD3", s02_independent))),
    Plant(
        "S04",
        s04,
        (Decoy("words", s04_words), Decoy("discretion", s04_discretion), Decoy("GD1", s04_control)),
        also=("E12",),
    ),
    Plant("S05", s05, (Decoy("GD4", s05_amounts), Decoy("GD11", s05_pinned), Decoy("joint", s05_joint))),
    Plant("S06", s06, (Decoy("nowhere", s06_nowhere), Decoy("GD1", s06_control))),
)
