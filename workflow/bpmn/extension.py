"""Our definitions inside of a model: read strictly, like every document of ours."""

from collections.abc import Mapping
from typing import NoReturn

from kernel.documents import read_json
from kernel.errors import UnusableDocument
from kernel.json_types import Json
from kernel.text import Text
from kernel.xml_reader import Element
from workflow.bpmn.elements import DEFINITION, HELPER, OURS
from workflow.bpmn.messages import MESSAGES


def definition_in(element: Element) -> dict[str, Json]:
    """Return our definition inside of an element; empty when there is none."""
    found = _ours(element, DEFINITION)
    if found is None:
        return {}
    try:
        value = read_json(found.text.strip())
    except UnusableDocument:
        refuse("bpmn.bad_definition", name=(element.get("name") or element.get("id"))[:60])
    return dict(value) if isinstance(value, Mapping) else {}


def is_helper(element: Element) -> bool:
    """Say whether a gateway only stands for the outcomes of the step before it."""
    return _ours(element, HELPER) is not None


def refuse(code: str, **params: Text | int) -> NoReturn:
    """Refuse the model with the sentence of `code`."""
    raise UnusableDocument((MESSAGES.problem(code, "", "error", **params),))


def _ours(element: Element, name: str) -> Element | None:
    extension = element.first("extensionElements")
    inside = extension.children if extension else []
    return next((each for each in inside if each.namespace == OURS and each.name == name), None)
