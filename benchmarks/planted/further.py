"""Plants and decoys that need more than one step: ledgers, round trips, returns, blocks, classes, certificates."""

from typing import Any

from benchmarks.planted.canvas import RETURNS, Canvas, Document
from benchmarks.planted.plant import Decoy, Plant


def _ledgers(canvas: Canvas, **more: Any) -> Document:
    place = canvas.place()
    held = [canvas.datum(f"entry_{name}") for name in "abc"]
    core = canvas.work("register", action="enter", systems=["register"], reads=[canvas.written_by(place)], writes=held)
    shadow = canvas.work("shadow", action="enter", medium="excel", systems=["list.xlsx"], minutes=8, **more)
    shadow |= {"reads": held, "writes": [*held]}
    canvas.put_after(place, core, shadow)
    canvas.node(canvas.after(place))["reads"] += held
    return shadow


def e08(canvas: Canvas) -> str:
    """The same three data stand in the register and in the section's own list."""
    return str(_ledgers(canvas)["key"])


def e08_own(canvas: Canvas) -> str:
    """The list holds something that only it has, and that is used."""
    _ledgers(canvas)["writes"].append(canvas.datum("own_remark"))
    canvas.node("judge")["reads"].append("own_remark")
    return "shadow"


def e08_control(canvas: Canvas) -> str:
    """The list is prescribed."""
    _ledgers(canvas)
    canvas.control("book", "shadow")
    return "shadow"


def _round_trip(canvas: Canvas) -> Document:
    canvas.document["documents"].append({"key": "sheet", "title": "決裁用紙"})
    nodes = [
        canvas.work("print", action="print", medium_in="system", medium_out="paper", minutes=4),
        canvas.work("seal", action="stamp", lane="chief", medium="paper", minutes=3),
        canvas.work("scan", action="scan", medium_in="paper", medium_out="system", minutes=5),
    ]
    for node, papers in zip(
        nodes,
        (
            {"produces": ["sheet"]},
            {"needs": ["sheet"], "produces": ["sheet"]},
            {"needs": ["sheet"]},
        ),
        strict=True,
    ):
        node["documents"] = papers
    for node in nodes[:2]:
        node["systems"] = []
    for node in nodes:
        if "medium_in" in node:
            node.pop("medium")
    canvas.put_after(canvas.place(), *nodes)
    return nodes[0]


def e09(canvas: Canvas) -> str:
    """Printed, sealed and scanned again."""
    return str(_round_trip(canvas)["key"])


def e09_control(canvas: Canvas) -> str:
    """The seal is prescribed."""
    _round_trip(canvas)
    canvas.control("seal", "seal")
    return "print"


def e09_kept(canvas: Canvas) -> str:
    """The paper is the record."""
    _round_trip(canvas)
    canvas.document["documents"][-1]["keep"] = True
    return "print"


def _block(canvas: Canvas, *, needed: bool = False) -> str:
    place = canvas.place()
    known = canvas.written_by(place)
    names = [canvas.datum(f"part_{name}") for name in "abcd"]
    reads = [
        [known],
        [names[0]] if needed else [known],
        [names[1] if needed else names[0]],
        [names[2] if needed else names[1]],
    ]
    nodes = [
        canvas.work(f"part-{number}", lane=lane, reads=reads[number], writes=[names[number]], wait_minutes=480)
        for number, lane in enumerate(("clerk", "chief", "clerk", "chief"))
    ]
    canvas.put_after(place, *nodes)
    canvas.node(canvas.after(place))["reads"] += names[2:]
    return "part-1"


def r04(canvas: Canvas) -> str:
    """Four steps in a row of which two and two belong together."""
    return _block(canvas)


def r04_needed(canvas: Canvas) -> str:
    """Each needs the one before."""
    return _block(canvas, needed=True)


def r04_control(canvas: Canvas) -> str:
    """The second and third are prescribed where they stand."""
    _block(canvas)
    canvas.control("second", "part-1")
    canvas.control("third", "part-2")
    return "part-1"


def _classes(canvas: Canvas, minutes: float = 10, k: int = 600, n: int = 1000) -> Document:
    canvas.item("income")["type"] = "number"
    node = canvas.node(canvas.row[-1])
    renewal = {"field": "income", "op": "lt", "value": 1_000_000}
    node["classes"] = [{"when": renewal, "share": {"k": k, "n": n}, "minutes": minutes, "title": "更新"}]
    return node


def r07(canvas: Canvas) -> str:
    """Six in ten cases need ten minutes instead of seventy."""
    return str(_classes(canvas)["key"])


def r07_alike(canvas: Canvas) -> str:
    """They need nearly as long as the others."""
    return str(_classes(canvas, minutes=60)["key"])


def r07_pinned(canvas: Canvas) -> str:
    """Somebody fixed it and said why."""
    node = _classes(canvas)
    node["pinned"] = "全件を同じ手順で扱うと決めている"
    return str(node["key"])


def _certificate(canvas: Canvas, k: int = 0, **more: Any) -> Document:
    certificate = {"key": "tax-cert", "title": "納税証明書", "issuer": "tax-office", "asserts": ["taxes_paid"], **more}
    canvas.document["documents"].append(certificate)
    canvas.document["trusted_issuers"] = ["tax-office"]
    canvas.node("apply")["documents"] = {"produces": ["tax-cert"]}
    place = canvas.place(last=True)
    node = canvas.check("look-up", "taxes_paid", k=k, n=500, judgement="rule", documents={"needs": ["tax-cert"]})
    node["reads"] = [canvas.written_by(place)]
    canvas.put_after(place, node)
    return node


def s07(canvas: Canvas) -> str:
    """A certificate says so already."""
    return str(_certificate(canvas)["key"])


def s07_unknown(canvas: Canvas) -> str:
    """Its issuer is not on the list."""
    _certificate(canvas, issuer="somebody")
    return "look-up"


def s07_finds(canvas: Canvas) -> str:
    """The look-up was counted to find something."""
    return str(_certificate(canvas, k=20)["key"])


def s07_control(canvas: Canvas) -> str:
    """The law asks for a look of our own."""
    _certificate(canvas)
    canvas.control("own-look", "look-up")
    return "look-up"


def _scanned(canvas: Canvas, **more: Any) -> Document:
    place = canvas.place()
    sketch = canvas.work(
        "sketch", medium="paper", systems=[], reads=[canvas.written_by(place)], writes=[canvas.datum("sketch")]
    )
    scan = canvas.work(
        "scan-in", action="scan", medium_in="paper", medium_out="system", minutes=6, reads=["sketch"], **more
    )
    scan.pop("medium")
    canvas.put_after(place, sketch, scan)
    canvas.node(canvas.after(place))["reads"].append("sketch")
    return scan


def s03(canvas: Canvas) -> str:
    """What was drawn on paper is scanned in."""
    return str(_scanned(canvas)["key"])


def s03_control(canvas: Canvas) -> str:
    """The scan is prescribed."""
    _scanned(canvas)
    canvas.control("scan", "scan-in")
    return "scan-in"


def s03_record(canvas: Canvas) -> str:
    """It makes the record."""
    canvas.document["documents"].append({"key": "image", "title": "保存画像", "keep": True})
    _scanned(canvas, documents={"produces": ["image"]})
    return "scan-in"


def _return_for_form(canvas: Canvas, **more: Any) -> Document:
    canvas.item("area")["type"] = "number"
    place = canvas.row[0]
    node = canvas.check(
        "desk", "area_given", k=0, reads=["area"], minutes=6, outcomes=RETURNS, judgement="rule", **more
    )
    node["rates"] = {"return": {"k": 200, "n": 1000}}
    canvas.document["checks"][-1]["condition"] = {"field": "area", "op": "gt", "value": 0}
    canvas.put_after("start", {"key": "merge", "type": "exclusive", "title": "もどり"})
    canvas.put_after("apply", node)
    canvas.document["edges"].append({"from": "desk", "to": "merge", "outcome": "return"})
    assert place in canvas.row
    return node


def e12(canvas: Canvas) -> str:
    """One application in five goes back for what the form could have said."""
    return str(_return_for_form(canvas)["key"])


def e12_discretion(canvas: Canvas) -> str:
    """People judge."""
    _return_for_form(canvas)["judgement"] = "discretion"
    return "desk"


def e12_control(canvas: Canvas) -> str:
    """The look is prescribed."""
    _return_for_form(canvas)
    canvas.control("desk", "desk")
    return "desk"


PLANTS = (
    Plant("E08", e08, (Decoy("own data", e08_own), Decoy("GD1", e08_control)), also=("E01", "S02", "S03", "C08")),
    Plant("E09", e09, (Decoy("GD1", e09_control), Decoy("GD7", e09_kept)), also=("S03",)),
    Plant("R04", r04, (Decoy("needed", r04_needed), Decoy("GD1", r04_control)), also=("R03",)),
    Plant("R07", r07, (Decoy("alike", r07_alike), Decoy("GD11", r07_pinned))),
    Plant(
        "S07", s07, (Decoy("unknown", s07_unknown), Decoy("finds", s07_finds), Decoy("GD1", s07_control)), also=("E05",)
    ),
    Plant("S03", s03, (Decoy("GD1", s03_control), Decoy("GD7", s03_record))),
    Plant("E12", e12, (Decoy("discretion", e12_discretion), Decoy("GD1", e12_control)), also=("S04",)),
)
