"""The edit script from one flow to another: operations in an office's words that replay exactly.

    {"op": "merge", "nodes": [a1, a2], "into": b}     {"op": "split", "node": a, "into": [b1, b2]}
    {"op": "remove", "node": a}                       {"op": "rename", "node": a, "to": b}
    {"op": "change", "node": b, "set": {...}, "unset": [...]}      {"op": "add", "node": {...}}
    {"op": "disconnect", "edge": name}   {"op": "connect", "edge": {...}}   {"op": "reconnect", "edge": {...}}
    {"op": "set", "name": ..., "value": ...}          {"op": "unset", "name": ...}
    {"op": "arrange", "nodes": [keys], "edges": [names], "properties": [names]}

`apply_script(document, script)` makes the very document that the script was written for: same digest.
"""

from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias, cast

from kernel.json_types import Json, JsonObject
from workflow.definition import Flow
from workflow.matching import Matching

Operation: TypeAlias = dict[str, Json]
Document: TypeAlias = dict[str, Any]
Nodes: TypeAlias = dict[str, Document]
Edges: TypeAlias = dict[str, Document]


def write_script(before: Flow, after: Flow, matching: Matching) -> tuple[Operation, ...]:
    """Return the operations that turn `before` into `after`."""
    script = [*_node_operations(before, after, matching)]
    nodes, edges = _parts(before.document)
    for operation in script:
        _apply(nodes, edges, operation)
    new_nodes, new_edges = _parts(after.document)
    script += _edge_operations(edges, new_edges)
    old_properties, new_properties = _properties(before.document), _properties(after.document)
    for name in old_properties.keys() - new_properties.keys():
        script.append({"op": "unset", "name": name})
    for name, value in new_properties.items():
        if name not in old_properties or old_properties[name] != value:
            script.append({"op": "set", "name": name, "value": value})
    script.append({"op": "arrange", "nodes": [*new_nodes], "edges": [*new_edges]})
    return tuple(script)


def apply_script(document: JsonObject, script: Sequence[JsonObject]) -> JsonObject:
    """Return the document that `script` makes of `document`; both are flows in the format `minaoshi.flow/1`."""
    nodes, edges = _parts(document)
    properties = _properties(document)
    order: tuple[list[str], list[str]] = ([*nodes], [*edges])
    for operation in script:
        match operation["op"]:
            case "set":
                properties[str(operation["name"])] = operation["value"]
            case "unset":
                properties.pop(str(operation["name"]), None)
            case "arrange":
                order = (cast(list[str], operation["nodes"]), cast(list[str], operation["edges"]))
            case _:
                _apply(nodes, edges, operation)
    return properties | {"nodes": [nodes[key] for key in order[0]], "edges": [edges[name] for name in order[1]]}


def _node_operations(before: Flow, after: Flow, matching: Matching) -> Iterator[Operation]:
    old_nodes, _ = _parts(before.document)
    new_nodes, _ = _parts(after.document)
    origin: dict[str, Document] = {}
    for olds, merged in matching.merged:
        yield {"op": "merge", "nodes": [*olds], "into": merged}
        origin[merged] = old_nodes[olds[0]] | {"key": merged}
    for parted, news in matching.split:
        yield {"op": "split", "node": parted, "into": [*news]}
        origin |= {new: old_nodes[parted] | {"key": new} for new in news}
    used = {*matching.after_of}
    for key in old_nodes:
        if key not in used:
            yield {"op": "remove", "node": key}
    yield from _renames([(old, new) for old, new in matching.pairs if old != new], {*old_nodes})
    origin |= {new: old_nodes[old] | {"key": new} for old, new in matching.pairs}
    for key, node in new_nodes.items():
        if key not in origin:
            yield {"op": "add", "node": node}
        elif (known := origin[key]) != node:
            changed = {name: value for name, value in node.items() if name not in known or known[name] != value}
            yield {"op": "change", "node": key, "set": changed, "unset": [name for name in known if name not in node]}


def _renames(pairs: list[tuple[str, str]], taken: set[str]) -> Iterator[Operation]:
    """Rename through a name that is free, so that two steps can exchange their keys."""
    for number, (old, _) in enumerate(pairs):
        yield {"op": "rename", "node": old, "to": _passage(number, taken)}
    for number, (_, new) in enumerate(pairs):
        yield {"op": "rename", "node": _passage(number, taken), "to": new}


def _passage(number: int, taken: set[str]) -> str:
    name = f"passage-{number}"
    while name in taken:
        name += "x"
    return name


def _edge_operations(old: Edges, new: Edges) -> Iterator[Operation]:
    for name in old:
        if name not in new:
            yield {"op": "disconnect", "edge": name}
    for name, edge in new.items():
        if name not in old:
            yield {"op": "connect", "edge": edge}
        elif old[name] != edge:
            yield {"op": "reconnect", "edge": edge}


def _apply(nodes: Nodes, edges: Edges, operation: JsonObject) -> None:
    match operation["op"]:
        case "merge":
            first, *others = cast(list[str], operation["nodes"])
            for key in others:
                _remove(nodes, edges, key)
            _rename(nodes, edges, first, str(operation["into"]))
        case "split":
            _split(nodes, edges, str(operation["node"]), cast(list[str], operation["into"]))
        case "remove":
            _remove(nodes, edges, str(operation["node"]))
        case "rename":
            _rename(nodes, edges, str(operation["node"]), str(operation["to"]))
        case "change":
            node = nodes[str(operation["node"])] | cast(Document, operation["set"])
            gone = cast(list[str], operation["unset"])
            nodes[str(node["key"])] = {name: value for name, value in node.items() if name not in gone}
        case "add":
            node = cast(Document, operation["node"])
            nodes[str(node["key"])] = node
        case "disconnect":
            del edges[str(operation["edge"])]
        case _:
            edge = cast(Document, operation["edge"])
            edges[_name(edge)] = edge


def _split(nodes: Nodes, edges: Edges, parted: str, into: Sequence[str]) -> None:
    """Put the steps `into` in the place of one step; its edges stay with the part that keeps its key, or the first."""
    keeps = parted if parted in into else into[0]
    for key in into:
        if key not in (parted, keeps):
            nodes[key] = nodes[parted] | {"key": key}
    _rename(nodes, edges, parted, keeps)


def _remove(nodes: Nodes, edges: Edges, key: str) -> None:
    del nodes[key]
    for name in [name for name, edge in edges.items() if key in (edge["from"], edge["to"])]:
        del edges[name]


def _rename(nodes: Nodes, edges: Edges, old: str, new: str) -> None:
    if old == new:
        return
    nodes[new] = nodes.pop(old) | {"key": new}
    for name, edge in [*edges.items()]:
        if old in (edge["from"], edge["to"]):
            del edges[name]
            ends = {end: new if edge[end] == old else edge[end] for end in ("from", "to")}
            edges[_name(edge | ends)] = edge | ends


def _parts(document: JsonObject) -> tuple[Nodes, Edges]:
    nodes, edges = cast(list[Document], document["nodes"]), cast(list[Document], document["edges"])
    return {str(node["key"]): node for node in nodes}, {_name(edge): edge for edge in edges}


def _properties(document: JsonObject) -> Document:
    return {name: value for name, value in document.items() if name not in ("nodes", "edges")}


def _name(edge: Document) -> str:
    outcome = f"#{edge['outcome']}" if edge.get("outcome") else ""
    return f"{edge['from']}->{edge['to']}{outcome}"
