"""Plants and decoys of the codes R: what stands in the wrong place."""

from typing import Any

from benchmarks.planted.canvas import OUTCOMES, RETURNS, Canvas, Document
from benchmarks.planted.plant import Decoy, Plant


def _two_checks(canvas: Canvas) -> tuple[Document, Document]:
    place = canvas.place(last=True)
    known = [canvas.written_by(place)]
    dear = canvas.check("dear", "deep", k=20, reads=[*known], minutes=40)
    cheap = canvas.check("cheap", "quick", k=300, reads=[*known], minutes=5)
    canvas.put_after(place, dear, cheap)
    return dear, cheap


def r01(canvas: Canvas) -> str:
    """Forty minutes that stop 2 % before five that stop 30 %."""
    return str(_two_checks(canvas)[1]["key"])


def r01_needed(canvas: Canvas) -> str:
    """The cheap one looks at what the dear one writes."""
    dear, cheap = _two_checks(canvas)
    dear["writes"] = [canvas.datum("measured")]
    cheap["reads"] = ["measured"]
    canvas.node("judge")["reads"].append("measured")
    return "cheap"


def r01_control(canvas: Canvas) -> str:
    """The order is prescribed."""
    _two_checks(canvas)
    canvas.control("deep-look", "dear")
    canvas.control("quick-look", "cheap")
    canvas.document["controls"][0]["rule"] = {"precedes": "quick-look"}
    return "cheap"


def _late_check(canvas: Canvas) -> Document:
    place = canvas.place(last=True)
    node = canvas.check("late", "entitled", k=200, reads=["income"], minutes=5)
    canvas.put_after(place, node)
    return node


def r02(canvas: Canvas) -> str:
    """It looks at the form only, and stops a fifth of the cases after hours of work."""
    return str(_late_check(canvas)["key"])


def r02_needs_work(canvas: Canvas) -> str:
    """It looks at what the last step wrote."""
    node = _late_check(canvas)
    node["reads"] = [canvas.written_by(canvas.row[-1])]
    return "late"


def r02_control(canvas: Canvas) -> str:
    """The law says where it stands."""
    _late_check(canvas)
    canvas.control("final-look", "late")
    return "late"


def r02_independent(canvas: Canvas) -> str:
    """A last look on purpose."""
    _late_check(canvas)["independent"] = True
    return "late"


def _neighbours(canvas: Canvas) -> tuple[Document, Document]:
    place = canvas.place()
    known = [canvas.written_by(place)]
    one = canvas.work("side-1", lane="clerk", reads=[*known], writes=[canvas.datum("side_1")], wait_minutes=480)
    two = canvas.work("side-2", lane="chief", reads=[*known], writes=[canvas.datum("side_2")], wait_minutes=480)
    canvas.put_after(place, one, two)
    canvas.node(canvas.after(place))["reads"] += ["side_1", "side_2"]
    return one, two


def r03(canvas: Canvas) -> str:
    """Two people wait for each other without need."""
    return str(_neighbours(canvas)[1]["key"])


def r03_needed(canvas: Canvas) -> str:
    """The second reads what the first writes."""
    _neighbours(canvas)[1]["reads"] = ["side_1"]
    return "side-2"


def r03_paper(canvas: Canvas) -> str:
    """There is one file, and it can be in one place only."""
    canvas.document["documents"].append({"key": "file", "title": "一件書類", "physical": True})
    for node in _neighbours(canvas):
        node["documents"] = {"needs": ["file"]}
    return "side-2"


def r03_control(canvas: Canvas) -> str:
    """The second look is prescribed to come last."""
    _neighbours(canvas)
    canvas.control("last-look", "side-2")
    return "side-2"


def _for_few(canvas: Canvas, share: float = 0.1, **more: Any) -> Document:
    """A map for all, which a branch of `share` reads."""
    place = canvas.place()
    known = canvas.written_by(place)
    canvas.datum("map", **more)
    draw = canvas.work("draw-map", reads=[known], writes=["map"])
    visit = canvas.work("visit", reads=["map"], writes=[canvas.datum("visited", keep=True)])
    canvas.put_after(
        place,
        draw,
        {"key": "seldom", "type": "exclusive", "title": "現地を見るか"},
        {"key": "again", "type": "exclusive"},
    )
    edges = canvas.document["edges"]
    way = next(edge for edge in edges if (edge["from"], edge["to"]) == ("seldom", "again"))
    way["probability"] = 1 - share
    canvas.document["nodes"].append(visit)
    edges += [{"from": "seldom", "to": "visit", "probability": share}, {"from": "visit", "to": "again"}]
    return draw


def r05(canvas: Canvas) -> str:
    """A map is drawn for everybody, and one in ten is visited."""
    return str(_for_few(canvas)["key"])


def r05_often(canvas: Canvas) -> str:
    """Every second case is visited."""
    return str(_for_few(canvas, 0.5)["key"])


def r05_kept(canvas: Canvas) -> str:
    """The map belongs to the record."""
    return str(_for_few(canvas, keep=True)["key"])


def r05_control(canvas: Canvas) -> str:
    """The law asks for a map."""
    _for_few(canvas)
    canvas.control("map", "draw-map")
    return "draw-map"


def _fridays(canvas: Canvas, **more: Any) -> Document:
    place = canvas.place()
    node = canvas.work("friday", batch={"every_days": 7}, reads=[canvas.written_by(place)], **more)
    node["writes"] = [canvas.datum("on_friday")]
    canvas.put_after(place, node)
    canvas.node(canvas.after(place))["reads"].append("on_friday")
    return node


def r08(canvas: Canvas) -> str:
    """Entries are made on Fridays."""
    return str(_fridays(canvas)["key"])


def r08_committee(canvas: Canvas) -> str:
    """A committee meets on that day."""
    node = _fridays(canvas)
    node |= {"type": "approval", "lane": "chief", "level": "chief", "matter": "hearing", "members": ["chief", "head"],
             "outcomes": OUTCOMES, "rates": {"refuse": {"k": 10, "n": 1000}}}  # fmt: skip
    node.pop("action")
    edge = next(edge for edge in canvas.document["edges"] if edge["from"] == "friday")
    edge["outcome"] = "approve"
    canvas.document["edges"].append({"from": "friday", "to": "tell-refusal", "outcome": "refuse"})
    canvas.document["authority"].append({"matter": "hearing", "decided_by": "chief"})
    return "friday"


def r08_control(canvas: Canvas) -> str:
    """The day is prescribed."""
    _fridays(canvas)
    canvas.control("friday", "friday")
    return "friday"


def r08_set_up(canvas: Canvas) -> str:
    """Setting up each time would cost more than it saves."""
    node = _fridays(canvas)
    node |= {"minutes": 10, "setup_minutes": 60, "batch": {"every_days": 7, "size": 25}}
    return "friday"


def _before_lending(canvas: Canvas, k: int = 0, n: int = 5000, **more: Any) -> Document:
    place = canvas.place()
    look = canvas.check("prior", "harmless", k=k, n=n, lane="chief", reads=[canvas.written_by(place)], **more)
    lend = canvas.work(
        "lend", effect="reversible", reads=[canvas.written_by(place)], writes=[canvas.datum("lent", keep=True)]
    )
    canvas.put_after(place, look, lend)
    return look


def r09(canvas: Canvas) -> str:
    """Nobody was ever refused, and it could be taken back."""
    return str(_before_lending(canvas)["key"])


def r09_final(canvas: Canvas) -> str:
    """What follows cannot be taken back."""
    _before_lending(canvas)
    canvas.node("lend")["effect"] = "irreversible"
    return "prior"


def r09_some(canvas: Canvas) -> str:
    """Some were refused."""
    return str(_before_lending(canvas, 40)["key"])


def r09_control(canvas: Canvas) -> str:
    """The law asks for it beforehand."""
    _before_lending(canvas)
    canvas.control("prior", "prior")
    return "prior"


def _late_discovery(canvas: Canvas, error_rate: float = 0.2) -> Document:
    place = canvas.row[-1]
    merge = {"key": "merge", "type": "exclusive", "title": "もどり"}
    enter = canvas.work(
        "enter-plan", lane="clerk", action="enter", reads=[canvas.written_by(place)], error_rate=error_rate
    )
    enter["writes"] = [canvas.datum("plan")]
    draft = canvas.work("draft", lane="chief", reads=["plan"], writes=[canvas.datum("draft")], minutes=90)
    look = canvas.check("compare", "plan_right", k=0, reads=["plan", "draft"], minutes=5, outcomes=RETURNS)
    look["rates"] = {"return": {"k": round(1000 * error_rate), "n": 1000}}
    canvas.put_after(place, merge, enter, draft, look)
    canvas.document["edges"].append({"from": "compare", "to": "merge", "outcome": "return"})
    canvas.node("judge")["reads"].append("draft")
    return look


def r10(canvas: Canvas) -> str:
    """A fifth of the entries is wrong, and ninety minutes of drafting go by before anybody notices."""
    return str(_late_discovery(canvas)["key"])


def r10_seldom(canvas: Canvas) -> str:
    """Hardly any entry is wrong."""
    return str(_late_discovery(canvas, 0.001)["key"])


PLANTS = (
    Plant("R01", r01, (Decoy("needed", r01_needed), Decoy("GD1", r01_control)), also=("R02",)),
    Plant(
        "R02",
        r02,
        (Decoy("needs the work", r02_needs_work), Decoy("GD1", r02_control), Decoy("GD3", r02_independent)),
        also=("R01",),
    ),
    Plant(
        "R03",
        r03,
        (Decoy("needed", r03_needed), Decoy("one paper", r03_paper), Decoy("GD1", r03_control)),
        also=("R04",),
    ),
    Plant("R05", r05, (Decoy("half", r05_often), Decoy("GD7", r05_kept), Decoy("GD1", r05_control))),
    Plant("R08", r08, (Decoy("GD4", r08_committee), Decoy("GD1", r08_control), Decoy("setup", r08_set_up))),
    Plant("R09", r09, (Decoy("GD5", r09_final), Decoy("finds", r09_some), Decoy("GD1", r09_control)), also=("E05",)),
    Plant("R10", r10, (Decoy("seldom", r10_seldom),)),
)
