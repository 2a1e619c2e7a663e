"""Plants and decoys of the codes C: what could be one."""

from typing import Any

from benchmarks.planted.canvas import Canvas, Document
from benchmarks.planted.plant import Decoy, Plant


def _pieces(canvas: Canvas, **more: Any) -> tuple[Document, Document]:
    place = canvas.place()
    one = canvas.work("piece-1", minutes=12, reads=[canvas.written_by(place)], writes=[canvas.datum("first_half")])
    two = canvas.work("piece-2", minutes=12, setup_minutes=6, reads=["first_half"], **more)
    two["writes"] = [canvas.datum("second_half")]
    canvas.put_after(place, one, two)
    canvas.node(canvas.after(place))["reads"].append("second_half")
    return one, two


def c01(canvas: Canvas) -> str:
    """One piece of work in two, with two set-ups."""
    return str(_pieces(canvas)[1]["key"])


def c01_control(canvas: Canvas) -> str:
    """The second has a legal basis of its own."""
    _pieces(canvas)
    canvas.control("own-basis", "piece-2")
    return "piece-2"


def c01_two_persons(canvas: Canvas) -> str:
    """Another person has to do the second."""
    _pieces(canvas, assign={"not_same_as": ["piece-1"]})
    return "piece-2"


def c01_systems(canvas: Canvas) -> str:
    """They are done in different systems."""
    _pieces(canvas)[1]["systems"] = ["ledger"]
    return "piece-2"


def _visit(canvas: Canvas, **more: Any) -> Document:
    place = canvas.place()
    node = canvas.work("abroad", lane="tax", minutes=15, reads=[canvas.written_by(place)], **more)
    node["writes"] = [canvas.datum("note_from_abroad")]
    canvas.put_after(place, node)
    canvas.node(canvas.after(place))["reads"].append("note_from_abroad")
    return node


def c02(canvas: Canvas) -> str:
    """To the tax section and straight back."""
    return str(_visit(canvas)["key"])


def c02_control(canvas: Canvas) -> str:
    """The tax section's statement is prescribed."""
    _visit(canvas)
    canvas.control("statement", "abroad")
    return "abroad"


def c02_access(canvas: Canvas) -> str:
    """It looks into a system that is closed to others."""
    _visit(canvas)["systems"] = ["tax-core"]
    return "abroad"


def c02_discretion(canvas: Canvas) -> str:
    """Its judgement is asked for."""
    _visit(canvas, judgement="discretion")
    return "abroad"


def _second_form(canvas: Canvas, **more: Any) -> Document:
    canvas.datum("account", source="resident", **more)
    node = {"key": "ask-more", "type": "form", "title": "口座を届け出る", "lane": "resident", "medium": "online",
            "minutes": 5, "reads": [], "writes": ["account"]}  # fmt: skip
    canvas.put_after(canvas.place(), node)
    canvas.node("tell")["reads"].append("account")
    return node


def c04(canvas: Canvas) -> str:
    """A second form asks for what the first one could have asked."""
    return str(_second_form(canvas)["key"])


def c04_control(canvas: Canvas) -> str:
    """It has to be asked at that moment (弁明の機会)."""
    _second_form(canvas)
    canvas.control("hearing", "ask-more")
    return "ask-more"


def c04_depends(canvas: Canvas) -> str:
    """What is asked depends on what was worked out before."""
    node = _second_form(canvas)
    node["reads"] = [canvas.written_by(canvas.row[0])]
    before = next(edge["from"] for edge in canvas.document["edges"] if edge["to"] == "ask-more")
    node["reads"] = [canvas.written_by(before)] if before in canvas.row else node["reads"]
    return "ask-more"


def c04_expired(canvas: Canvas) -> str:
    """An answer given at the beginning would be too old."""
    _second_form(canvas, valid_days=10)
    canvas.put_after(canvas.row[0], {"key": "weeks", "type": "timer", "title": "待つ", "wait": {"days": 60}})
    return "ask-more"


def _same_in_branches(canvas: Canvas) -> tuple[Document, Document]:
    place = canvas.place()
    known, written = canvas.written_by(place), canvas.datum("ledger_entry", keep=True)
    twins = [canvas.work(f"twin-{side}", title="台帳に書く", reads=[known], writes=[written]) for side in ("a", "b")]
    others = [
        canvas.work(f"own-{side}", reads=[known], writes=[canvas.datum(f"own_{side}", keep=True)])
        for side in ("a", "b")
    ]
    canvas.put_after(
        place, {"key": "fork", "type": "exclusive", "title": "受付の方法"}, {"key": "meet", "type": "exclusive"}
    )
    edges = canvas.document["edges"]
    edges.remove(next(edge for edge in edges if (edge["from"], edge["to"]) == ("fork", "meet")))
    for twin, other in zip(twins, others, strict=True):
        canvas.document["nodes"] += [twin, other]
        edges += [{"from": "fork", "to": twin["key"], "probability": 0.5}, {"from": twin["key"], "to": other["key"]},
                  {"from": other["key"], "to": "meet"}]  # fmt: skip
    return twins[0], twins[1]


def c05(canvas: Canvas) -> str:
    """Both branches begin with the same entry."""
    return str(_same_in_branches(canvas)[0]["key"])


def c05_control(canvas: Canvas) -> str:
    """In one branch the entry is prescribed."""
    _same_in_branches(canvas)
    canvas.control("entry", "twin-a")
    return "twin-a"


def c05_different(canvas: Canvas) -> str:
    """They look at different things."""
    _same_in_branches(canvas)[1]["reads"] = ["area"]
    return "twin-a"


def _second_letter(canvas: Canvas, **more: Any) -> Document:
    node = {"key": "tell-fee", "type": "notice", "title": "手数料を知らせる", "lane": "clerk", "to": "resident",
            "medium": "mail", "minutes": 5, "reads": ["name"], **more}  # fmt: skip
    canvas.put_after("tell", node)
    canvas.node("tell").update(lane="clerk", medium="mail", minutes=5)
    return node


def c06(canvas: Canvas) -> str:
    """One letter says that the permit is granted, the next one what it costs."""
    _second_letter(canvas)
    return "tell"


def c06_control(canvas: Canvas) -> str:
    """The first letter is prescribed as it is."""
    _second_letter(canvas)
    canvas.control("letter", "tell")
    return "tell"


def c06_other(canvas: Canvas) -> str:
    """It goes to somebody else."""
    _second_letter(canvas, to="tax")
    return "tell"


def c06_waits(canvas: Canvas) -> str:
    """Time has to pass in between."""
    _second_letter(canvas)
    canvas.put_after("tell", {"key": "weeks", "type": "timer", "title": "2週間待つ", "wait": {"days": 14}})
    return "tell"


def _set_up(canvas: Canvas, **more: Any) -> Document:
    canvas.document["standard_days"] = 60
    place = canvas.place()
    node = canvas.work(
        "seal", minutes=3, setup_minutes=12, medium="paper", systems=[], reads=[canvas.written_by(place)], **more
    )
    node["writes"] = [canvas.datum("sealed")]
    canvas.put_after(place, node)
    canvas.node(canvas.after(place))["reads"].append("sealed")
    return node


def c07(canvas: Canvas) -> str:
    """Unlocking the seal takes four times as long as sealing."""
    return str(_set_up(canvas)["key"])


def c07_no_time(canvas: Canvas) -> str:
    """There is no time to wait for others."""
    _set_up(canvas)
    canvas.document["standard_days"] = 0.5
    return "seal"


def c07_control(canvas: Canvas) -> str:
    """The law asks for it, case by case."""
    _set_up(canvas)
    canvas.control("sealing", "seal")
    return "seal"


def c07_small(canvas: Canvas) -> str:
    """Setting up is the smaller part."""
    _set_up(canvas)["setup_minutes"] = 1
    return "seal"


def _ping_pong(canvas: Canvas, *, needed: bool) -> list[Document]:
    place = canvas.place()
    known = [canvas.written_by(place)]
    nodes = []
    for number in range(4):
        node = canvas.work(f"hop-{number}", systems=["core" if number % 2 else "ledger"], reads=[*known])
        node["writes"] = [canvas.datum(f"hop_{number}", keep=True)]
        if needed:
            known = [*node["writes"]]
        nodes.append(node)
    canvas.put_after(place, *nodes)
    return nodes


def c08(canvas: Canvas) -> str:
    """Ledger, core, ledger, core, though nothing asks for it."""
    return str(_ping_pong(canvas, needed=False)[1]["key"])


def c08_needed(canvas: Canvas) -> str:
    """Each needs what the one before wrote."""
    return str(_ping_pong(canvas, needed=True)[1]["key"])


PLANTS = (
    Plant("C01", c01, (Decoy("GD1", c01_control), Decoy("GD2", c01_two_persons), Decoy("systems", c01_systems))),
    Plant("C02", c02, (Decoy("GD1", c02_control), Decoy("GD9", c02_access), Decoy("discretion", c02_discretion))),
    Plant("C04", c04, (Decoy("GD1", c04_control), Decoy("depends", c04_depends), Decoy("GD6", c04_expired))),
    Plant("C05", c05, (Decoy("GD1", c05_control), Decoy("different", c05_different))),
    Plant("C06", c06, (Decoy("GD1", c06_control), Decoy("recipient", c06_other), Decoy("GD8", c06_waits))),
    Plant("C07", c07, (Decoy("no time", c07_no_time), Decoy("GD1", c07_control), Decoy("small", c07_small))),
    Plant("C08", c08, (Decoy("needed", c08_needed),)),
)
