"""Calls of service steps: which connector, what it is asked with, and which data its answer may write.

    {"connector": "webhook", "url": "https://…", "inputs": {"postal": "address_code"}, "outputs": {"city": "city_name"}}

`inputs` gives the connector's names values of data that the step reads; without it the connector sees what the step
reads under its own names. `outputs` says under which name of the answer each of the data stands that the step writes;
without it each has its own name. What the step does not read is never sent, what it does not write is never kept.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from engine.core.errors import AnswerIncomplete
from engine.core.options import connector_of
from engine.messages import MESSAGES
from kernel.json_types import Json
from kernel.problems import Problem
from workflow.definition import Node

KNOWN: Final = frozenset({"webhook", "business-days", "postal-code"})
"""The connectors of the product: `connectors.registry` holds what answers under these names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceCall:
    """A call, read: `inputs` by the connector's names, `outputs` by the names of data."""

    connector: str
    settings: Mapping[str, Json]
    inputs: Mapping[str, str]
    outputs: Mapping[str, str]

    def asked(self, values: Mapping[str, Json]) -> dict[str, Json]:
        """Return what the connector is asked with, of a record."""
        return {name: values.get(key) for name, key in self.inputs.items()}

    def answered(self, answer: Mapping[str, Json]) -> dict[str, Json]:
        """Return what an answer writes; raise `AnswerIncomplete` where it lacks something."""
        if missing := sorted({*self.outputs.values()} - {*answer}):
            raise AnswerIncomplete(names=", ".join(missing))
        return {key: answer[name] for key, name in self.outputs.items()}


def call_of(node: Node) -> ServiceCall:
    """Return the call of a service step."""
    call = node.call or {}
    inputs, outputs = call.get("inputs"), call.get("outputs")
    return ServiceCall(
        connector=connector_of(node),
        settings=call,
        inputs=_names(inputs) if isinstance(inputs, Mapping) else {key: key for key in node.reads},
        outputs=_names(outputs) if isinstance(outputs, Mapping) else {key: key for key in node.writes},
    )


def call_problems(node: Node) -> Iterator[Problem]:
    """Yield what stops a call from being made."""
    call, title = call_of(node), node.title or node.key
    pointer = f"{node.pointer}/call"
    if call.connector not in KNOWN:
        yield MESSAGES.problem("engine.unknown_connector", pointer, node=title, connector=call.connector)
    if call.connector == "webhook" and not str(call.settings.get("url", "")).startswith("https://"):
        yield MESSAGES.problem("engine.webhook_address", f"{pointer}/url", node=title)
    for name, declared, used in (("inputs", node.reads, call.inputs.values()), ("outputs", node.writes, call.outputs)):
        if undeclared := sorted({*used} - {*declared}):
            yield MESSAGES.problem(
                "engine.call_undeclared", f"{pointer}/{name}", node=title, names=", ".join(undeclared)
            )


def _names(written: Mapping[str, Json]) -> dict[str, str]:
    return {key: value if isinstance(value, str) else "" for key, value in written.items()}
