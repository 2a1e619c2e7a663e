"""Models of other tools become flows, flows become models; nothing is lost in silence."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.errors import UnusableDocument
from kernel.text import say
from kernel.xml_reader import read_xml
from tests.services import ROOT, shared_data
from workflow.bpmn import Imported, read_bpmn, write_bpmn
from workflow.codec import read_flow, require_flow
from workflow.definition import Duration
from workflow.soundness.verify import verify

SAMPLES = sorted((ROOT / "samples").glob("*/*s-is.json")) + sorted((ROOT / "samples").glob("*/to-be.json"))
HEAD = '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">'


def model_of(inside: str, more: str = "") -> bytes:
    return f'{HEAD}{more}<process id="p" name="受付">{inside}</process></definitions>'.encode()


def step_of(element: str, key: str, name: str = "", inside: str = "", more: str = "") -> str:
    return f'<{element} id="{key}" name="{name}" {more}>{inside}</{element}>'


def flow_of(source: str, target: str, name: str = "", inside: str = "") -> str:
    key = f"{source}-{target}"
    return f'<sequenceFlow id="{key}" name="{name}" sourceRef="{source}" targetRef="{target}">{inside}</sequenceFlow>'


def read(raw: bytes) -> Imported:
    found = read_bpmn(raw, key="k")
    require_flow(found.document)
    return found


def types_of(found: Imported) -> dict[str, str]:
    return {say(node.title) or key: node.type for key, node in require_flow(found.document).nodes.items()}


def told(found: Imported) -> str:
    return "\n".join(say(each) for each in found.told)


START, END = step_of("startEvent", "s", "始"), step_of("endEvent", "e", "終")


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_flow_comes_back_as_it_was(path: Path) -> None:
    document = json.loads(path.read_text(encoding="utf-8"))

    found = read_bpmn(write_bpmn(require_flow(document)), key="other")

    assert found.document == document
    assert found.told == ()


def test_a_written_model_has_a_place_for_everything_that_other_tools_draw() -> None:
    flow = require_flow(json.loads(SAMPLES[0].read_text(encoding="utf-8")))

    root = read_xml(write_bpmn(flow))

    drawn = {each.get("bpmnElement") for each in root.walk() if each.name in ("BPMNShape", "BPMNEdge")}
    process = root.first("process")
    assert process is not None
    elements = {each.get("id") for each in process.children if each.name not in ("extensionElements", "laneSet")}
    lanes = {each.get("id") for each in process.walk() if each.name == "lane"}
    assert drawn == elements | lanes | {"pool"}
    assert len({each.get("id") for each in root.walk() if each.get("id")}) == sum(
        bool(each.get("id")) for each in root.walk()
    )


def test_a_step_left_in_several_ways_gets_a_gateway_that_vanishes_again() -> None:
    flow = require_flow(json.loads((ROOT / "samples/receipt-phase/as-is.json").read_text(encoding="utf-8")))
    raw = write_bpmn(flow).decode()

    renamed = raw.replace("T02 ", "").replace("受付の確認書を点検する", "確認書を点検する")
    changed = require_flow(read(renamed.encode()).document)

    assert raw.count("<exclusiveGateway") > sum(node.type == "exclusive" for node in flow.nodes.values())
    assert {*changed.nodes} == {*flow.nodes}
    assert say(changed.nodes["t02"].title) == "確認書を点検する"
    assert changed.nodes["t02"].rates == flow.nodes["t02"].rates


@pytest.mark.parametrize(
    "corpus", ["bpmn_miwg", "bpmn_js_differ_fixtures", "running_example", "simulation", "branch_rules"]
)
def test_published_models_are_read_or_refused_in_a_sentence_and_come_back(corpus: str) -> None:
    refused = set()
    for path in sorted(shared_data(corpus).rglob("*.bpmn")):
        try:
            found = read(path.read_bytes())
        except UnusableDocument as refusal:
            refused.add(refusal.problems[0].code)
            continue
        again = read_bpmn(write_bpmn(require_flow(found.document)), key="other")
        assert again.document == found.document, path
    assert refused <= {"bpmn.no_process"}


@pytest.mark.parametrize(("name", "nodes", "lanes"), [("A.1.0", 5, 0), ("A.2.0", 8, 0), ("C.7.0", 11, 2)])
def test_reference_models_are_read_whole(name: str, nodes: int, lanes: int) -> None:
    found = read((shared_data("bpmn_miwg") / "Reference" / f"{name}.bpmn").read_bytes())

    flow = require_flow(found.document)
    assert (len(flow.nodes), len(flow.lanes)) == (nodes, lanes)
    assert verify(flow).sound


@pytest.mark.parametrize(
    ("element", "inside", "became"),
    [
        ("task", "", "task"),
        ("userTask", "", "task"),
        ("manualTask", "", "task"),
        ("businessRuleTask", "", "decision"),
        ("serviceTask", "", "service"),
        ("scriptTask", "", "service"),
        ("sendTask", "", "notice"),
        ("receiveTask", "", "wait"),
        ("callActivity", "", "subflow"),
        ("subProcess", "<task id='inner'/>", "subflow"),
        ("exclusiveGateway", "", "exclusive"),
        ("parallelGateway", "", "parallel"),
        ("inclusiveGateway", "", "inclusive"),
        ("complexGateway", "", "inclusive"),
        ("eventBasedGateway", "", "exclusive"),
        ("intermediateCatchEvent", "<timerEventDefinition/>", "timer"),
        ("intermediateCatchEvent", "<messageEventDefinition/>", "wait"),
        ("intermediateCatchEvent", "<signalEventDefinition/>", "wait"),
        ("intermediateThrowEvent", "", "notice"),
    ],
)
def test_an_element_becomes_the_step_that_means_the_same(element: str, inside: str, became: str) -> None:
    found = read(model_of(START + step_of(element, "x", "それ", inside) + END + flow_of("s", "x") + flow_of("x", "e")))

    assert types_of(found) == {"始": "start", "それ": became, "終": "end"}
    exact = element not in ("subProcess", "complexGateway", "eventBasedGateway") and "signal" not in inside
    assert (found.told == ()) == exact


def test_a_timer_keeps_how_long_it_waits() -> None:
    def wait_of(period: str) -> object:
        timer = f"<timerEventDefinition><timeDuration>{period}</timeDuration></timerEventDefinition>"
        inside = (
            START + step_of("intermediateCatchEvent", "x", "待", timer) + END + flow_of("s", "x") + flow_of("x", "e")
        )
        return require_flow(read(model_of(inside)).document).nodes["timer"].wait

    assert [wait_of(period) for period in ("P14D", "P2W", "PT90M", "tomorrow")] == [
        Duration(days=14),
        Duration(days=14),
        Duration(hours=1.5),
        None,
    ]


def test_lanes_of_pools_say_who_works() -> None:
    lanes = (
        '<laneSet><lane id="a" name="申請者"><flowNodeRef>x</flowNodeRef></lane><lane id="b" name="市民課"/></laneSet>'
    )

    found = read(model_of(lanes + START + step_of("userTask", "x", "申請") + flow_of("s", "x")))

    flow = require_flow(found.document)
    assert [(say(lane.title), lane.kind) for lane in flow.lanes.values()] == [
        ("申請者", "resident"),
        ("市民課", "staff"),
    ]
    assert types_of(found)["申請"] == "form"


def test_what_is_implicit_in_a_model_is_said_in_the_flow() -> None:
    found = read(model_of(step_of("task", "x", "受付") + step_of("task", "y", "審査") + flow_of("x", "y")))

    assert [node.type for node in require_flow(found.document).nodes.values()] == ["task", "task", "start", "end"]
    assert "開始イベント" in told(found)
    assert verify(require_flow(found.document)).sound


def test_an_interrupting_boundary_event_becomes_a_choice_and_the_others_are_told() -> None:
    events = (
        '<boundaryEvent id="b" name="期限切れ" attachedToRef="x"><timerEventDefinition/></boundaryEvent>'
        '<boundaryEvent id="c" name="催促" attachedToRef="x" cancelActivity="false"/>'
    )
    steps = START + step_of("task", "x", "審査") + step_of("task", "y", "督促") + END + events
    flows = flow_of("s", "x") + flow_of("x", "e") + flow_of("b", "y") + flow_of("y", "e") + flow_of("c", "y")

    found = read(model_of(steps + flows))

    flow = require_flow(found.document)
    (gateway,) = [key for key, node in flow.nodes.items() if node.type == "exclusive"]
    assert {say(edge.title) for edge in flow.edges if edge.source == gateway} == {"", "期限切れ"}
    assert "境界イベント「期限切れ」" in told(found)
    assert "境界イベント「催促」（中断しないもの・補償）" in told(found)


def test_conditions_twins_data_and_other_pools_are_told() -> None:
    condition = "<conditionExpression>${ok}</conditionExpression>"
    steps = START + step_of("task", "x", "審査") + step_of("task", "y", "通知") + END
    steps += '<dataObject id="d"/><textAnnotation id="t"/>'
    flows = flow_of("s", "x") + flow_of("x", "y", "可", condition) + flow_of("x", "e", "否", condition)
    flows += flow_of("y", "e") + flow_of("y", "e").replace('id="y-e"', 'id="twice"') + flow_of("y", "nowhere")
    others = '<process id="q" name="住民"><task id="z"/></process>'
    pools = '<collaboration><messageFlow id="m" sourceRef="z" targetRef="x"/></collaboration>'

    found = read(model_of(steps + flows, others + pools))

    expected = ("条件式 2 個", "「通知」から「終」への二重の流れ", "データ", "注釈", "プロセス「住民」")
    for said in (*expected, "メッセージ 1 本", "「審査」から条件で分かれる", "つなぎ先のない流れ 1 本"):
        assert said in told(found)


def test_steps_that_nothing_leads_to_are_kept_and_named() -> None:
    found = read(model_of(START + step_of("task", "x", "受付") + step_of("task", "y", "迷子") + flow_of("s", "x")))

    assert "迷子" in told(found)
    assert "迷子" in types_of(found)


def test_one_of_several_processes_can_be_chosen() -> None:
    raw = model_of(START, '<process id="q" name="住民"><task id="z" name="申請"/><task id="w"/></process>')

    assert "申請" in types_of(read(raw))
    assert types_of(read_bpmn(raw, key="k", process="受付")) == {"始": "start"}
    with pytest.raises(UnusableDocument) as refusal:
        read_bpmn(raw, key="k", process="別")
    assert refusal.value.problems[0].params["known"] == "住民、受付"


BROKEN = '<extensionElements><d:definition xmlns:d="urn:minaoshi:bpmn:1">{</d:definition></extensionElements>'


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"<html/>", "bpmn.no_process"),
        (model_of(""), "bpmn.no_process"),
        (b"{}", "format.not_xml"),
        (b"<!DOCTYPE definitions><definitions/>", "format.xml_doctype"),
        (
            model_of(step_of("task", "x", "x", BROKEN)),
            "bpmn.bad_definition",
        ),
    ],
)
def test_an_unusable_model_gets_a_sentence(raw: bytes, code: str) -> None:
    with pytest.raises(UnusableDocument) as refusal:
        read_bpmn(raw, key="k")

    assert refusal.value.problems[0].code == code


ELEMENTS = (
    "task",
    "userTask",
    "exclusiveGateway",
    "parallelGateway",
    "endEvent",
    "startEvent",
    "subProcess",
    "sendTask",
)


@given(
    steps=st.lists(st.sampled_from(ELEMENTS), min_size=1, max_size=7),
    flows=st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=12),
)
def test_whatever_is_drawn_gives_a_flow_that_comes_back(steps: list[str], flows: list[tuple[int, int]]) -> None:
    inside = "".join(step_of(element, f"n{place}", f"工程 {place % 3}") for place, element in enumerate(steps))
    inside += "".join(flow_of(f"n{one}", f"n{other}") for one, other in set(flows))

    found = read_bpmn(model_of(inside), key="k")

    flow, problems = read_flow(found.document)
    assert flow is not None, problems
    assert read_bpmn(write_bpmn(flow), key="other").document == found.document
