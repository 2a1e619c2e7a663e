"""SpiffWorkflow: the flow as BPMN, its table as DMN; cases are kept as its documentation does, anew at each step.

Between two requests a web application holds no case in memory: it locks the row, reads the state back, and writes it
whole after the step. What waits for people has a row of its own, from which an inbox is made; a step adds a row, too.
The compiled flow and the serializer are made once. Nothing goes through an object mapper.
"""

import json
import sqlite3
import sys
import time
import uuid
from typing import Any, Final
from urllib.parse import urlsplit

import psycopg
from lxml import etree
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.spiff.parser import SpiffBpmnParser
from SpiffWorkflow.spiff.serializer.config import SPIFF_CONFIG
from SpiffWorkflow.util.task import TaskState

MODEL: Final = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
 xmlns:spiffworkflow="http://spiffworkflow.org/bpmn/schema/1.0/core" id="d" targetNamespace="x">
<process id="p" isExecutable="true">
 <startEvent id="start"/><sequenceFlow id="f1" sourceRef="start" targetRef="auto"/>
 <businessRuleTask id="auto">
  <extensionElements><spiffworkflow:calledDecisionId>auto</spiffworkflow:calledDecisionId></extensionElements>
 </businessRuleTask>
 <sequenceFlow id="f2" sourceRef="auto" targetRef="route"/>
 <exclusiveGateway id="route" default="f4"/>
 <sequenceFlow id="f3" sourceRef="route" targetRef="notice">
  <conditionExpression>verdict == "approve"</conditionExpression>
 </sequenceFlow>
 <sequenceFlow id="f4" sourceRef="route" targetRef="review"/>
 <manualTask id="review"/><sequenceFlow id="f5" sourceRef="review" targetRef="decide"/>
 <manualTask id="decide"/><sequenceFlow id="f6" sourceRef="decide" targetRef="notice"/>
 <scriptTask id="notice"><script>told = True</script></scriptTask>
 <sequenceFlow id="f7" sourceRef="notice" targetRef="end"/><endEvent id="end"/>
</process></definitions>"""
TABLE: Final = """<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="t" name="t" namespace="x">
<decision id="auto" name="auto"><decisionTable id="dt" hitPolicy="FIRST">
 <input id="i1"><inputExpression id="e1" typeRef="boolean"><text>chip</text></inputExpression></input>
 <input id="i2"><inputExpression id="e2" typeRef="number"><text>fee</text></inputExpression></input>
 <output id="o1" name="verdict" typeRef="string"/>
 <rule id="r1"><inputEntry id="a1"><text>True</text></inputEntry>
  <inputEntry id="a2"><text>&lt;= 3000</text></inputEntry>
  <outputEntry id="a3"><text>"approve"</text></outputEntry></rule>
 <rule id="r2"><inputEntry id="b1"><text></text></inputEntry><inputEntry id="b2"><text></text></inputEntry>
  <outputEntry id="b3"><text>"refer"</text></outputEntry></rule>
</decisionTable></decision></definitions>"""


class Store:
    """Two tables: the case as it is, and one row per step."""

    def __init__(self, url: str) -> None:
        self.connection: Any
        if url.startswith("sqlite"):
            self.connection, self.place = sqlite3.connect(urlsplit(url).path[1:], timeout=60), "?"
            self.connection.execute("PRAGMA synchronous=EXTRA")
        else:
            self.connection, self.place = psycopg.connect(url.replace("postgresql+psycopg", "postgresql")), "%s"
        self.write("CREATE TABLE IF NOT EXISTS spiff_case (id TEXT PRIMARY KEY, state TEXT)")
        self.write("CREATE TABLE IF NOT EXISTS spiff_step (id TEXT PRIMARY KEY, case_id TEXT, step TEXT)")
        self.write("CREATE TABLE IF NOT EXISTS spiff_work (id TEXT, step TEXT, done INT, PRIMARY KEY(id, step))")
        self.connection.commit()

    def write(self, sql: str, *values: str) -> None:
        """Execute `sql`."""
        self.connection.execute(sql.replace("?", self.place), values)

    def read(self, case_id: str) -> str:
        """Return the state of a case."""
        lock = "" if self.place == "?" else " FOR UPDATE"
        sql = f"SELECT state FROM spiff_case WHERE id = {self.place}{lock}"  # noqa: S608  # two texts of ours
        return str(self.connection.execute(sql, (case_id,)).fetchone()[0])


def do_cases(store: Store, spec: Any, serializer: Any, count: int) -> None:
    """Do `count` cases, every second one decided by people."""
    for number in range(count):
        case_id = uuid.uuid4().hex
        workflow = BpmnWorkflow(spec)
        workflow.data.update(chip=not number % 2, fee=3000)
        workflow.get_next_task(state=TaskState.READY).data.update(workflow.data)
        workflow.do_engine_steps()
        store.write("INSERT INTO spiff_case VALUES (?, ?)", case_id, serializer.serialize_json(workflow))
        put_on_list(store, case_id, workflow)
        record(store, case_id, "arrived")
        for step in ("review", "decide") if number % 2 else ():
            workflow = serializer.deserialize_json(store.read(case_id))
            workflow.get_next_task(state=TaskState.READY, spec_name=step).run()
            workflow.do_engine_steps()
            assert workflow.completed == (step == "decide")
            store.write("UPDATE spiff_case SET state = ? WHERE id = ?", serializer.serialize_json(workflow), case_id)
            store.write("UPDATE spiff_work SET done = 1 WHERE id = ? AND step = ?", case_id, step)
            put_on_list(store, case_id, workflow)
            record(store, case_id, step)


def put_on_list(store: Store, case_id: str, workflow: Any) -> None:
    """Write a row for each step that waits for somebody."""
    for task in workflow.get_tasks(state=TaskState.READY):
        store.write("INSERT INTO spiff_work VALUES (?, ?, 0)", case_id, task.task_spec.name)


def record(store: Store, case_id: str, step: str) -> None:
    """Write the row of a step, and commit it."""
    store.write("INSERT INTO spiff_step VALUES (?, ?, ?)", uuid.uuid4().hex, case_id, json.dumps({"step": step}))
    store.connection.commit()


def main() -> None:
    """Answer every number with cases a second and CPU milliseconds a case."""
    store, parser = Store(sys.argv[1]), SpiffBpmnParser()
    parser.add_bpmn_xml(etree.fromstring(MODEL.encode()))
    parser.add_dmn_xml(etree.fromstring(TABLE.encode()))
    spec = parser.get_spec("p")
    serializer = BpmnWorkflowSerializer(BpmnWorkflowSerializer.configure(SPIFF_CONFIG))
    for line in sys.stdin:
        begun, cpu = time.perf_counter(), time.process_time()
        do_cases(store, spec, serializer, int(line))
        rate, cpu_ms = int(line) / (time.perf_counter() - begun), 1000 * (time.process_time() - cpu) / int(line)
        print(rate, cpu_ms, flush=True)


if __name__ == "__main__":
    main()
