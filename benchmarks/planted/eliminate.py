"""Plants and decoys of the codes E: what could be left out, and what looks so and cannot."""

from typing import Any

from benchmarks.planted.canvas import OUTCOMES, Canvas, Document
from benchmarks.planted.plant import Decoy, Plant


def _typed_again(canvas: Canvas) -> Document:
    node = canvas.work("again", action="transcribe", medium="excel", systems=["ledger"], minutes=8, reads=["name"],
                       writes=["name"])  # fmt: skip
    canvas.put_after(canvas.place(), node)
    return node


def e01(canvas: Canvas) -> str:
    """The name, which the applicant has stated, is typed again."""
    return str(_typed_again(canvas)["key"])


def e01_control(canvas: Canvas) -> str:
    """The law asks for the second entry."""
    e01(canvas)
    canvas.control("register", "again")
    return "again"


def e01_independent(canvas: Canvas) -> str:
    """Two people type the same on purpose (ベリファイ入力)."""
    _typed_again(canvas)["independent"] = True
    return "again"


def e01_expired(canvas: Canvas) -> str:
    """What was stated is too old by then."""
    canvas.item("name")["valid_days"] = 5
    place = canvas.place()
    canvas.put_after(place, {"key": "month", "type": "timer", "title": "1か月待つ", "wait": {"days": 30}})
    canvas.put_after(
        "month", canvas.work("again", action="enter", medium="excel", minutes=8, reads=["name"], writes=["name"])
    )
    return "again"


def e01_kept(canvas: Canvas) -> str:
    """The copy is the record that has to be kept."""
    canvas.item("name")["means"] = "person.name"
    copy = canvas.datum("name_on_file", means="person.name", keep=True)
    _typed_again(canvas)["writes"] = [copy]
    return "again"


def _asked_though_known(canvas: Canvas, **more: Any) -> None:
    canvas.datum("residence", source="resident", held_in=["juki"], **more)
    canvas.node("apply")["writes"].append("residence")
    canvas.node("judge")["reads"].append("residence")


def e02(canvas: Canvas) -> str:
    """The form asks for what the resident register holds."""
    _asked_though_known(canvas)
    return "apply"


def e02_pinned(canvas: Canvas) -> str:
    """Somebody fixed the form and said why."""
    _asked_though_known(canvas)
    canvas.node("apply")["pinned"] = "様式が省令で決まっている"
    return "apply"


def e02_control(canvas: Canvas) -> str:
    """The statement itself is what the law asks for."""
    _asked_though_known(canvas)
    canvas.control("statement", "apply")
    return "apply"


def _second_look(canvas: Canvas, **more: Any) -> Document:
    node = canvas.check("again", "worthy", k=0, n=500, reads=[*canvas.node("judge")["reads"]], judgement="rule", **more)
    canvas.put_after("judge", node)
    return node


def e03(canvas: Canvas) -> str:
    """What the examination settled is examined once more."""
    return str(_second_look(canvas)["key"])


def e03_independent(canvas: Canvas) -> str:
    """A second look on purpose (二人確認)."""
    _second_look(canvas, independent=True)
    return "again"


def e03_finds(canvas: Canvas) -> str:
    """The second look was counted to find something."""
    _second_look(canvas)["rates"] = {"refuse": {"k": 25, "n": 500}}
    return "again"


def e03_two_persons(canvas: Canvas) -> str:
    """A rule asks for two persons."""
    _second_look(canvas)
    canvas.control("first-look", "judge")
    canvas.control("second-look", "again", not_same_person="first-look")
    return "again"


def e03_changed(canvas: Canvas) -> str:
    """What is looked at is written anew in between."""
    known = canvas.node("judge")["reads"][0]
    _second_look(canvas)
    canvas.put_after("judge", canvas.work("mend", reads=["opinion"], writes=[known]))
    return "again"


def _higher(canvas: Canvas, **more: Any) -> Document:
    node: Document = {
        "key": "higher", "type": "approval", "title": "課長も決裁する", "lane": "head", "level": "head",
        "matter": "permit", "medium": "system", "systems": ["core"], "minutes": 8, "reads": ["opinion"],
        "writes": [], "outcomes": OUTCOMES,
        "rates": {"refuse": {"k": 2, "n": 1000}}, **more,
    }  # fmt: skip
    canvas.put_after("decide", node)
    return node


def e04(canvas: Canvas) -> str:
    """The head approves what the chief decides alone."""
    return str(_higher(canvas)["key"])


def e04_amounts(canvas: Canvas) -> str:
    """Large amounts are the head's."""
    canvas.document["authority"] = [
        {"matter": "permit", "up_to": 500_000, "decided_by": "chief"},
        {"matter": "permit", "decided_by": "head"},
    ]
    canvas.datum("amount", source="resident", type="money")
    canvas.node("apply")["writes"].append("amount")
    canvas.node("decide")["amount"] = {"field": "amount"}
    _higher(canvas, amount={"field": "amount"})["reads"].append("amount")
    canvas.node("decide")["reads"].append("amount")
    return "higher"


def e04_control(canvas: Canvas) -> str:
    """The ordinance names the head."""
    _higher(canvas)
    canvas.control("heads-decision", "higher")
    return "higher"


def e04_pinned(canvas: Canvas) -> str:
    """Somebody fixed it and said why."""
    _higher(canvas, pinned="議会への説明のため")
    return "higher"


def _stamp(canvas: Canvas, k: int, n: int, **more: Any) -> str:
    place = canvas.place(last=True)
    node = canvas.check("stamp", "in_order", k=k, n=n, lane="chief", reads=[canvas.written_by(place)], **more)
    canvas.put_after(place, node)
    return "stamp"


def e05(canvas: Canvas) -> str:
    """5,000 cases, and never a word."""
    return _stamp(canvas, 0, 5000)


def e05_few(canvas: Canvas) -> str:
    """Two thousand cases do not prove it."""
    return _stamp(canvas, 0, 2000)


def e05_some(canvas: Canvas) -> str:
    """Some were stopped."""
    return _stamp(canvas, 30, 5000)


def e05_control(canvas: Canvas) -> str:
    """The law asks for it."""
    _stamp(canvas, 0, 5000)
    canvas.control("prior-look", "stamp")
    return "stamp"


def e05_independent(canvas: Canvas) -> str:
    """A second look on purpose."""
    return _stamp(canvas, 0, 5000, independent=True)


def _useless(canvas: Canvas, **more: Any) -> str:
    canvas.node("apply")["writes"].append(canvas.datum("office_phone", source="resident", **more))
    return "apply"


def e06(canvas: Canvas) -> str:
    """The form asks for what nobody uses."""
    return _useless(canvas)


def e06_kept(canvas: Canvas) -> str:
    """Statistics need it."""
    return _useless(canvas, keep=True)


def e06_read(canvas: Canvas) -> str:
    """Somebody reads it, in one branch of the way at least."""
    canvas.node("tell")["reads"].append("office_phone")
    return _useless(canvas)


def _list(canvas: Canvas, **more: Any) -> Document:
    canvas.document["documents"].append({"key": "list", "title": "月次一覧"})
    node = canvas.work("print-list", action="print", medium="paper", systems=[], minutes=6, writes=[], **more)
    node |= {"reads": ["name"], "documents": {"produces": ["list"]}}
    canvas.put_after(canvas.place(), node)
    return node


def e07(canvas: Canvas) -> str:
    """A list that nobody reads."""
    return str(_list(canvas)["key"])


def e07_kept(canvas: Canvas) -> str:
    """The list is kept for the record."""
    _list(canvas)
    canvas.document["documents"][-1]["keep"] = True
    return "print-list"


def e07_needed(canvas: Canvas) -> str:
    """The examination needs it."""
    _list(canvas)
    canvas.node("judge")["documents"] = {"needs": ["list"]}
    return "print-list"


def e07_sent(canvas: Canvas) -> str:
    """It leaves the house."""
    _list(canvas)["medium"] = "mail"
    return "print-list"


def e07_control(canvas: Canvas) -> str:
    """The law asks for it."""
    _list(canvas)
    canvas.control("display", "print-list")
    return "print-list"


def _tray(canvas: Canvas, **more: Any) -> Document:
    node = canvas.work("tray", minutes=0.5, wait_minutes=960, medium="paper", systems=[], **more)
    canvas.put_after(canvas.place(), node)
    return node


def e10(canvas: Canvas) -> str:
    """Signed papers lie in the tray for two days."""
    return str(_tray(canvas)["key"])


def e10_work(canvas: Canvas) -> str:
    """Half an hour of work is done there."""
    _tray(canvas)["minutes"] = 30
    return "tray"


def e10_period(canvas: Canvas) -> str:
    """The papers are on display for a prescribed time (縦覧)."""
    _tray(canvas)
    before = next(edge["from"] for edge in canvas.document["edges"] if edge["to"] == "tray")
    after = next(edge["to"] for edge in canvas.document["edges"] if edge["from"] == "tray")
    canvas.document["controls"].append(
        {"key": "display", "title": "縦覧", "kind": "legal", "basis": "条例第9条",
         "rule": {"min_days": 2, "from": before, "to": after}}
    )  # fmt: skip
    return "tray"


def e10_pinned(canvas: Canvas) -> str:
    """Somebody fixed it and said why."""
    _tray(canvas, pinned="クーリングオフの期間")
    return "tray"


def e11(canvas: Canvas) -> str:
    """A choice with one way out."""
    canvas.put_after(canvas.place(), {"key": "gate", "type": "exclusive", "title": "窓口の区分"})
    return "gate"


PLANTS = (
    Plant(
        "E01",
        e01,
        (Decoy("GD1", e01_control), Decoy("GD3", e01_independent), Decoy("GD6", e01_expired), Decoy("GD7", e01_kept)),
        also=("S02", "S03", "C08"),
    ),
    Plant("E02", e02, (Decoy("GD11", e02_pinned), Decoy("GD1", e02_control))),
    Plant(
        "E03",
        e03,
        (
            Decoy("GD3", e03_independent),
            Decoy("finds", e03_finds),
            Decoy("GD2", e03_two_persons),
            Decoy("changed", e03_changed),
        ),
    ),
    Plant("E04", e04, (Decoy("GD4", e04_amounts), Decoy("GD1", e04_control), Decoy("GD11", e04_pinned)), also=("S05",)),
    Plant(
        "E05",
        e05,
        (Decoy("GD10", e05_few), Decoy("finds", e05_some), Decoy("GD1", e05_control), Decoy("GD3", e05_independent)),
        also=("R01",),
    ),
    Plant("E06", e06, (Decoy("GD7", e06_kept), Decoy("read", e06_read))),
    Plant(
        "E07",
        e07,
        (Decoy("GD7", e07_kept), Decoy("needed", e07_needed), Decoy("sent", e07_sent), Decoy("GD1", e07_control)),
    ),
    Plant("E10", e10, (Decoy("work", e10_work), Decoy("GD8", e10_period), Decoy("GD11", e10_pinned))),
    Plant("E11", e11, ()),
)
