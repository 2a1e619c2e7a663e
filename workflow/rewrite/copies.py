"""A second step that does what another does, with the same ways out of it."""

from dataclasses import replace

from workflow.rewrite.draft import Draft


def copy_step(draft: Draft, key: str, copy: str, *, title: dict[str, str]) -> None:
    """Add the step `copy`, which performs what `key` performs and leads where it leads; nothing leads to it yet."""
    node = draft.nodes[key]
    draft.add_node(
        replace(node, key=copy, index=-1, title=title, classes=(), derived_from=(key,)),
        {
            **{name: value for name, value in draft.line(key).items() if name != "classes"},
            "key": copy,
            "title": title,
            "derived_from": [key],
        },
    )
    for edge in draft.leaving(key):
        said = ("from", "to", "outcome", "probability")
        more = {name: value for name, value in draft.edge_line(edge.index).items() if name not in said}
        draft.add_edge(replace(edge, source=copy, index=-1), **more)
