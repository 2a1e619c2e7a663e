"""Says about a control, in a clerk's words, whether it holds and what to do if it does not."""

from collections.abc import Sequence
from typing import Final

from kernel.text import Text, say
from workflow.controls.demands import Demand, DemandKind
from workflow.controls.messages import MESSAGES, NAMED, OUTCOMES
from workflow.definition import Control, Flow

_CODES: Final[dict[DemandKind, str]] = {"leads_to": "control.fewer_ways"}


def sentence(
    flow: Flow, control: Control, nodes: Sequence[str], broken: Demand | None, *, unknown: bool = False
) -> dict[str, str]:
    """Return what to say about `control`, which `nodes` perform: the first demand that is broken, if any."""
    if broken is None:
        code = "control.unknown" if unknown else "control.kept"
        return _said(code, {"control": _title(control), "place": places(flow, nodes)})
    given: dict[str, Text | int | float | None] = {
        "control": _title(control),
        "key": control.key,
        "place": places(flow, nodes) if broken.kind not in ("too_short", "too_long") else named(flow, broken.target),
        "outcome": OUTCOMES.get(broken.target, broken.target),
        "target": target_title(flow, broken.target),
        "rank": int(broken.amount),
        "days": broken.amount,
    }
    return _said(_CODES.get(broken.kind, f"control.{broken.kind}"), given)


def places(flow: Flow, nodes: Sequence[str]) -> Text:
    """Return the names of `nodes` in both languages, as a list."""
    if not nodes:
        return {"ja": "その工程", "en": "its step"}
    return {
        "ja": "と".join(named(flow, key)["ja"] for key in nodes),
        "en": " and ".join(named(flow, key)["en"] for key in nodes),
    }


def named(flow: Flow, key: str) -> dict[str, str]:
    """Return the title of the node or control `key` in quotation marks, or the key itself."""
    return {
        language: text.replace("{title}", say(target_title(flow, key), language)) for language, text in NAMED.items()
    }


def target_title(flow: Flow, key: str) -> Text:
    """Return the title of the node or control `key`, or the key itself."""
    if key in flow.controls:
        return _title(flow.controls[key])
    node = flow.nodes.get(key)
    return node.title if node is not None and say(node.title).strip() else key


def _title(control: Control) -> Text:
    return control.title if say(control.title).strip() else control.key


def _said(code: str, given: dict[str, Text | int | float | None]) -> dict[str, str]:
    return MESSAGES.text(code, **{name: given[name] for name in MESSAGES.parameters(code)})
