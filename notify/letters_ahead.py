"""Which letters an outcome sends (この処理で出る通知): those between the step and the next that people do."""

from collections.abc import Iterator

from catalog.bundle import Bundle
from catalog.page import Letter
from engine.core.program import Program


def letters_after(bundle: Bundle, program: Program, node: str, outcome: str) -> tuple[Letter, ...]:
    """Return the letters to the applicant that may follow when `node` is left by `outcome`, in the order of the flow.

    A condition on the way may leave one out: only the record at that moment decides, so all that may follow are here.
    """
    names = dict.fromkeys(_templates(bundle, program, node, outcome))
    return tuple(letter for name in names if (letter := bundle.page.letters.get(name)) is not None)


def _templates(bundle: Bundle, program: Program, node: str, outcome: str) -> Iterator[str]:
    flow = bundle.flow
    reached = [edge.target for edge in flow.edges if edge.source == node and edge.outcome == outcome]
    seen = set(reached)
    for key in reached:  # grows while it is walked
        step = flow.nodes[key]
        lane = flow.lanes.get(step.to or "")
        if step.template and not (lane is not None and lane.kind == "staff"):
            yield step.template
        if program.steps[key].queue or step.form is not None:
            continue  # people go on from here, later
        for edge in flow.edges:
            if edge.source == key and edge.target not in seen:
                seen.add(edge.target)
                reached.append(edge.target)
