"""What changed between two versions, in words that a clerk would use."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from catalog.bundle import Bundle
from catalog.messages import MESSAGES
from forms.compare import changes as form_changes
from kernel.json_types import Json, JsonObject
from kernel.text import Text, say
from workflow.definition import Edge, Flow
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
    "minutes": {"ja": "作業時間", "en": "working time"},
    "setup_minutes": {"ja": "段取りの時間", "en": "setting up"},
    "wait_minutes": {"ja": "待ち時間", "en": "waiting"},
    "medium": {"ja": "手段", "en": "medium"},
    "checks": {"ja": "確かめること", "en": "what is examined"},
    "reads": {"ja": "見る情報", "en": "data read"},
    "writes": {"ja": "記録する情報", "en": "data written"},
    "systems": {"ja": "使うシステム", "en": "systems"},
    "documents": {"ja": "書類", "en": "documents"},
    "control": {"ja": "担う統制", "en": "controls kept"},
    "members": {"ja": "合議の相手", "en": "who decides together"},
    "rates": {"ja": "結果の割合", "en": "rates"},
    "on_overdue": {"ja": "期限を過ぎたときの扱い", "en": "what happens when it is late"},
    "volume_per_year": {"ja": "年間の件数", "en": "cases per year"},
    "life_events": {"ja": "ライフイベント", "en": "life events"},
    "words": {"ja": "探すときの言葉", "en": "words to find it by"},
    "minutes_to_fill": {"ja": "入力にかかる時間", "en": "time to fill in"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What changed, part by part, a sentence each."""

    flow: tuple[Text, ...]
    forms: tuple[Text, ...]
    tables: tuple[Text, ...]
    page: tuple[Text, ...]

    @property
    def every(self) -> tuple[Text, ...]:
        """All of it in reading order."""
        return (*self.flow, *self.forms, *self.tables, *self.page)


def changes_by_part(old: Bundle, new: Bundle) -> Changes:
    """Return what changed in the flow, the forms, the tables and the page."""
    return Changes(
        flow=tuple(_flow_changes(old.flow, new.flow)),
        forms=tuple(_form_changes(old, new)),
        tables=tuple(_table_changes(old, new)),
        page=tuple(
            MESSAGES.text("catalog.page_changed", what=PROPERTIES.get(name, name))
            for name in _differing(old.page.document, new.page.document)
        ),
    )


def changes_between(old: Bundle | None, new: Bundle) -> tuple[Text, ...]:
    """Return one sentence per change, in reading order; a first version says so."""
    if old is None:
        return (MESSAGES.text("catalog.first_version"),)
    return changes_by_part(old, new).every or (MESSAGES.text("catalog.no_change"),)


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
    old_edges, new_edges = ({edge.name: edge for edge in flow.edges} for flow in (old, new))
    if old_edges.keys() != new_edges.keys():
        added = [_way(new, edge) for name, edge in new_edges.items() if name not in old_edges]
        removed = [_way(old, edge) for name, edge in old_edges.items() if name not in new_edges]
        yield MESSAGES.text("catalog.routing_changed", added=_joined(added), removed=_joined(removed))


def _way(flow: Flow, edge: Edge) -> Text:
    source, target = flow.nodes[edge.source], flow.nodes[edge.target]
    chosen = next((each.title for each in source.outcomes if each.key == edge.outcome), edge.outcome)
    told = MESSAGES.text("catalog.way", source=source.title or source.key, target=target.title or target.key)
    return MESSAGES.text("catalog.way_chosen", way=told, outcome=chosen) if chosen else told


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
    return _joined([PROPERTIES.get(name, name) for name in names])


def _joined(texts: Sequence[Text]) -> Text:
    """Return `texts` in a row; a dash where there are none."""
    joints = {"ja": "、", "en": ", "}
    return {tag: joint.join(say(each, tag) for each in texts) or "—" for tag, joint in joints.items()}
