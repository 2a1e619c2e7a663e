"""What the drafts of a procedure offer each other, for their editors: fields, tables, letters, and who reads what."""

from collections.abc import Iterator, Mapping
from typing import Final

from catalog.bundle import OFFICE_PLACES
from catalog.drafts import Draft, Kind
from catalog.page import PLACE
from kernel.condition import fields_of, parse_condition
from kernel.expr import fields_of_expr, parse_expr
from kernel.json_types import Json, JsonObject

_CHOOSING: Final = ("choice", "choices")


def surroundings(drafts: tuple[Draft, ...]) -> dict[str, Json]:
    """Return what the drafts of a procedure offer each other: fields, tables, letters, parameters, data."""
    by_kind: dict[Kind, list[Draft]] = {"form": [], "table": [], "flow": [], "page": []}
    for draft in drafts:
        by_kind[draft.kind].append(draft)
    return {
        "forms": [
            {"key": each.key, "title": each.document.get("title"), "fields": [*_fields(each.document)]}
            for each in by_kind["form"]
        ],
        "tables": [
            {"key": each.key, "title": each.document.get("title"), "outputs": each.document.get("outputs")}
            for each in by_kind["table"]
        ],
        "flows": [
            {
                "slot": each.key,
                "title": each.document.get("title"),
                "params": each.document.get("params") or {},
                "data": each.document.get("data") or [],
            }
            for each in by_kind["flow"]
        ],
        "letters": [
            {"key": letter.get("key"), "title": letter.get("title")}
            for each in by_kind["page"]
            for letter in _objects(each.document.get("letters"))
        ],
    }


def uses(drafts: tuple[Draft, ...]) -> dict[str, Json]:
    """Return by field who else reads it: steps of flows, columns of tables, letters."""
    found: dict[str, list[Json]] = {}
    for draft in drafts:
        for name, kind, title in _readers(draft):
            entry: Json = {"kind": kind, "title": title, "of": draft.key}
            if entry not in (known := found.setdefault(name, [])):
                known.append(entry)
    return {name: [*known] for name, known in sorted(found.items())}


def _readers(draft: Draft) -> Iterator[tuple[str, str, Json]]:
    match draft.kind:
        case "flow":
            yield from _in_flow(draft.document)
        case "table":
            for column in _objects(draft.document.get("inputs")):
                for name in _of_expr(column.get("expr")):
                    yield name, "table", draft.document.get("title")
        case "page":
            for letter in _objects(draft.document.get("letters")):
                texts = [letter.get("subject"), letter.get("body")]
                for name in {place for text in texts for place in PLACE.findall(_words(text))} - OFFICE_PLACES:
                    yield name, "letter", letter.get("title")
        case "form":
            return


def _in_flow(flow: JsonObject) -> Iterator[tuple[str, str, Json]]:
    titles = {}
    for node in _objects(flow.get("nodes")):
        titles[node.get("key")] = node.get("title")
        for name in (*_strings(node.get("reads")), *_strings(node.get("writes")), *_of_expr(node.get("amount"))):
            yield name, "step", node.get("title")
    for edge in _objects(flow.get("edges")):
        condition = parse_condition(edge["when"], "", []) if "when" in edge else None
        for name in fields_of(condition) if condition is not None else ():
            yield name, "branch", titles.get(edge.get("from"))


def _of_expr(value: Json) -> frozenset[str]:
    expr = parse_expr(value, "", [])
    return frozenset() if expr is None else fields_of_expr(expr)


def _fields(form: JsonObject) -> Iterator[Json]:
    for page in _objects(form.get("pages")):
        yield from _listed(page.get("fields"), "", page.get("key"))


def _listed(fields: Json, prefix: str, page: Json) -> Iterator[Json]:
    for field in _objects(fields):
        described: dict[str, Json] = {
            "name": prefix + str(field.get("key")),
            "label": field.get("label"),
            "type": field.get("type"),
            "page": page,
        }
        if field.get("type") in _CHOOSING:
            described["options"] = field.get("options")
        yield described
        if field.get("type") == "group":
            yield from _listed(field.get("fields"), f"{prefix}{field.get('key')}.", page)


def _objects(value: Json) -> list[JsonObject]:
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list | tuple) else []


def _strings(value: Json) -> list[str]:
    return [each for each in value if isinstance(each, str)] if isinstance(value, list | tuple) else []


def _words(text: Json) -> str:
    return text if isinstance(text, str) else " ".join(map(str, text.values())) if isinstance(text, Mapping) else ""
