"""What changed between two versions, in words that a clerk would use."""

from collections.abc import Iterator

from catalog.bundle import Bundle
from catalog.messages import MESSAGES
from forms.compare import changes as form_changes
from kernel.json_types import Json, JsonObject
from kernel.text import Text
from workflow.definition import Flow
from workflow.table.model import Table

PROPERTIES: dict[str, Text] = {
    "title": {"ja": "名称", "en": "the title"},
    "purpose": {"ja": "目的", "en": "the purpose"},
    "legal_basis": {"ja": "根拠法令", "en": "the legal basis"},
    "season": {"ja": "月ごとの件数の割合", "en": "how cases are spread over the year"},
    "standard_days": {"ja": "標準処理期間", "en": "the standard processing period"},
    "params": {"ja": "基準となる値", "en": "the parameters"},
    "disposition": {"ja": "処分の性質・審査基準・教示", "en": "disposition, criteria and notice of appeal"},
    "kpis": {"ja": "目標", "en": "the targets"},
    "lanes": {"ja": "担当", "en": "the lanes"},
    "authority": {"ja": "職務権限表", "en": "the authority table"},
    "controls": {"ja": "統制", "en": "the controls"},
    "data": {"ja": "扱う情報", "en": "the data"},
    "summary": {"ja": "概要", "en": "summary"},
    "who": {"ja": "対象の方", "en": "who can apply"},
    "needs": {"ja": "必要なもの", "en": "what is needed"},
    "fee": {"ja": "手数料", "en": "fee"},
    "contact": {"ja": "問い合わせ先", "en": "contact"},
    "letters": {"ja": "通知文", "en": "letters"},
    "lane": {"ja": "担当", "en": "lane"},
    "outcomes": {"ja": "結果の選択肢", "en": "outcomes"},
    "due": {"ja": "期限", "en": "deadline"},
    "assign": {"ja": "割り当て", "en": "assignment"},
    "form": {"ja": "フォーム", "en": "form"},
    "table": {"ja": "判定表", "en": "table"},
    "template": {"ja": "通知文", "en": "letter"},
    "instructions": {"ja": "作業の説明", "en": "instructions"},
}


def changes_between(old: Bundle | None, new: Bundle) -> tuple[Text, ...]:
    """Return one sentence per change, in reading order; a first version says so."""
    if old is None:
        return (MESSAGES.text("catalog.first_version"),)
    found = (
        *_flow_changes(old.flow, new.flow),
        *_form_changes(old, new),
        *_table_changes(old, new),
        *(
            MESSAGES.text("catalog.page_changed", what=PROPERTIES.get(name, name))
            for name in _differing(old.page.document, new.page.document)
        ),
    )
    return found or (MESSAGES.text("catalog.no_change"),)


def _flow_changes(old: Flow, new: Flow) -> Iterator[Text]:
    for name in _differing(old.document, new.document):
        if name not in ("nodes", "edges", "x", "stage", "format"):
            yield MESSAGES.text("catalog.property_changed", what=PROPERTIES.get(name, name))
    for key in new.nodes.keys() - old.nodes.keys():
        yield MESSAGES.text("catalog.node_added", title=new.nodes[key].title or key)
    for key in old.nodes.keys() - new.nodes.keys():
        yield MESSAGES.text("catalog.node_removed", title=old.nodes[key].title or key)
    before, after = _nodes(old), _nodes(new)
    for key in before.keys() & after.keys():
        if names := _differing(before[key], after[key]):
            yield MESSAGES.text("catalog.node_changed", title=new.nodes[key].title or key, what=_listed(names))
    old_edges, new_edges = {edge.name for edge in old.edges}, {edge.name for edge in new.edges}
    if old_edges != new_edges:
        added, removed = ", ".join(sorted(new_edges - old_edges)), ", ".join(sorted(old_edges - new_edges))
        yield MESSAGES.text("catalog.routing_changed", added=added or "—", removed=removed or "—")


def _form_changes(old: Bundle, new: Bundle) -> Iterator[Text]:
    for key, form in new.forms.items():
        if key not in old.forms:
            yield MESSAGES.text("catalog.form_added", title=form.title)
        else:
            yield from form_changes(old.forms[key], form)
    for key in old.forms.keys() - new.forms.keys():
        yield MESSAGES.text("catalog.form_removed", title=old.forms[key].title)


def _table_changes(old: Bundle, new: Bundle) -> Iterator[Text]:
    for key, table in new.tables.items():
        if key not in old.tables:
            yield MESSAGES.text("catalog.table_added", title=table.title)
        elif old.tables[key].digest != table.digest:
            before = old.tables[key]
            rules = ", ".join(_changed_rules(before, table)) or "—"
            yield MESSAGES.text(
                "catalog.table_changed",
                title=table.title,
                before=len(before.rules),
                after=len(table.rules),
                rules=rules,
            )
    for key in old.tables.keys() - new.tables.keys():
        yield MESSAGES.text("catalog.table_removed", title=old.tables[key].title)


def _changed_rules(old: Table, new: Table) -> list[str]:
    before, after = {rule.key: rule for rule in old.rules}, {rule.key: rule for rule in new.rules}
    return sorted(key for key in before.keys() | after.keys() if before.get(key) != after.get(key))


def _nodes(flow: Flow) -> dict[str, JsonObject]:
    nodes = flow.document["nodes"]
    assert isinstance(nodes, list)
    return {str(node["key"]): node for node in nodes if isinstance(node, dict)}


def _differing(old: JsonObject, new: JsonObject) -> list[str]:
    nothing: Json = None
    return [name for name in dict.fromkeys((*new, *old)) if old.get(name, nothing) != new.get(name, nothing)]


def _listed(names: list[str]) -> Text:
    known = [PROPERTIES.get(name, name) for name in names]
    return {
        "ja": "、".join(text if isinstance(text, str) else text["ja"] for text in known),
        "en": ", ".join(text if isinstance(text, str) else text["en"] for text in known),
    }
