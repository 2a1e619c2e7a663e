"""Reads the lists of a flow beside its graph: lanes, data, checks, documents, controls, authority, KPIs."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final, Literal, TypeVar, get_args

from kernel.json_types import JsonObject
from kernel.object_reader import MAX_LIST, ObjectReader
from kernel.text import Text, named
from workflow.codec.values import read_amount
from workflow.definition import (
    AuthorityRow,
    CheckItem,
    Control,
    ControlRule,
    DataItem,
    DataSource,
    Disposition,
    DocumentItem,
    Kpi,
    Lane,
    LaneKind,
    SystemItem,
)
from workflow.messages import PLACES

LANE_KINDS: Final[tuple[LaneKind, ...]] = get_args(LaneKind)
SOURCES: Final[tuple[DataSource, ...]] = get_args(DataSource)
CONTROL_KINDS: Final[tuple[Literal["legal", "audit", "internal"], ...]] = ("legal", "audit", "internal")
DISPOSITION_KINDS: Final = ("処分", "届出", "事実行為")
BASES: Final = ("法", "条例", "要綱")
_RULES: Final = ("must", "precedes", "follows", "not_same_person", "rank")

Part = TypeVar("Part")


def read_keyed(
    flow: ObjectReader,
    name: str,
    read: Callable[[ObjectReader, str], Part | None],
    *,
    required: bool = False,
    limit: int = MAX_LIST,
) -> dict[str, Part]:
    """Read the list `name` of keyed objects with `read(reader, key)`, in order, and see that keys are unique."""
    parts: dict[str, Part] = {}
    seen: set[str] = set()
    for reader in flow.objects(name, partial(_place_of, name), required=required, limit=limit):
        key = reader.key("key", required=True)
        part = read(reader, key or "")
        reader.finish()
        if key is not None and key in seen:
            reader.report("format.duplicate_item", "key", value=key)
        elif key is not None:
            seen.add(key)
            if part is not None:
                parts[key] = part
    return parts


def _place_of(name: str, value: JsonObject, index: int) -> Text:
    """Return how sentences call entry `index` of the list `name`: by its title, its key, or its number."""
    title, key = value.get("title"), value.get("key")
    if isinstance(title, str) and title.strip():
        return named(PLACES[name], title)
    if isinstance(title, Mapping):
        texts = {tag: text for tag, text in title.items() if isinstance(text, str) and text.strip()}
        if texts:
            return named(PLACES[name], {"ja": texts.get("ja") or next(iter(texts.values())), **texts})
    return named(PLACES[name], key if isinstance(key, str) else f"#{index + 1}")


def read_lane(reader: ObjectReader, key: str) -> Lane | None:
    """Read who works."""
    title, kind = reader.text("title"), reader.one_of("kind", LANE_KINDS, required=True)
    lane = Lane(
        key=key,
        title=title or key,
        kind=kind or "staff",
        department=reader.string("department"),
        role=reader.string("role"),
        rank=reader.integer("rank", low=0, high=1_000),
        headcount=read_amount(reader, "headcount"),
        yen_per_hour=read_amount(reader, "yen_per_hour"),
    )
    return lane if kind else None


def read_data_item(reader: ObjectReader, key: str) -> DataItem | None:
    """Read one piece of information."""
    title, source = reader.text("title"), reader.one_of("source", SOURCES, required=True)
    item = DataItem(
        key=key,
        title=title or key,
        type=reader.string("type") or "",
        source=source or "staff",
        personal=reader.flag("personal"),
        means=reader.string("means"),
        held_in=reader.strings("held_in"),
        valid_days=read_amount(reader, "valid_days"),
        purpose=reader.text("purpose"),
        keep=reader.flag("keep"),
        delete_after_days=read_amount(reader, "delete_after_days"),
    )
    return item if source else None


def read_check(reader: ObjectReader, key: str) -> CheckItem:
    """Read what is examined."""
    title = reader.text("title")
    return CheckItem(key=key, title=title or key, condition=reader.condition("condition"))


def read_document(reader: ObjectReader, key: str) -> DocumentItem:
    """Read a document that moves through the flow."""
    title = reader.text("title")
    return DocumentItem(
        key=key,
        title=title or key,
        physical=reader.flag("physical"),
        keep=reader.flag("keep"),
        issuer=reader.string("issuer"),
        asserts=reader.keys("asserts"),
        valid_days=read_amount(reader, "valid_days"),
    )


def read_system(reader: ObjectReader, key: str) -> SystemItem:
    """Read a system; whether it has an interface is not known unless it is said."""
    title, interface = reader.text("title"), reader.flag("interface")
    return SystemItem(key=key, title=title or key, interface=interface if reader.has("interface") else None)


def read_control(reader: ObjectReader, key: str) -> Control | None:
    """Read a control and its rule."""
    title, kind = reader.text("title"), reader.one_of("kind", CONTROL_KINDS, required=True)
    basis, rule = reader.text("basis"), _control_rule(reader)
    return Control(key=key, title=title or key, kind=kind, basis=basis, rule=rule) if kind else None


def _control_rule(control: ObjectReader) -> ControlRule | None:
    parts = control.object("rule")
    if parts is None:
        return None
    rule = ControlRule(
        must=parts.key("must"),
        precedes=parts.key("precedes"),
        follows=parts.key("follows"),
        not_same_person=parts.key("not_same_person"),
        rank=parts.integer("rank", low=0, high=1_000),
        when=parts.condition("when"),
        min_days=parts.number("min_days", low=0, high=36_500),
        max_days=parts.number("max_days", low=0, high=36_500),
        from_node=parts.key("from"),
        to_node=parts.key("to"),
    )
    parts.finish()
    kinds = sum(parts.has(name) for name in _RULES) + (parts.has("min_days") or parts.has("max_days"))
    if kinds != 1:
        control.report("format.exactly_one", "rule", options=" ".join(_RULES) + " min_days|max_days")
        return None
    if (parts.has("min_days") or parts.has("max_days")) and not (rule.from_node and rule.to_node):
        missing = "to" if rule.from_node else "from"
        parts.report("format.missing_key", name=missing)
        return None
    return rule


def read_authority(flow: ObjectReader) -> tuple[AuthorityRow, ...]:
    """Read the authority table (職務権限表) in its order."""
    rows: list[AuthorityRow] = []
    for reader in flow.objects("authority", _row_place):
        matter, decided_by = reader.string("matter", required=True), reader.string("decided_by", required=True)
        up_to = reader.number("up_to")
        reader.finish()
        if matter is not None and decided_by is not None:
            rows.append(AuthorityRow(matter=matter, decided_by=decided_by, up_to=up_to))
    return tuple(rows)


def _row_place(row: JsonObject, index: int) -> Text:
    matter = row.get("matter")
    return named(PLACES["authority"], matter if isinstance(matter, str) else f"#{index + 1}")


def read_kpi(reader: ObjectReader, key: str) -> Kpi | None:
    """Read a target."""
    target = reader.number("target", required=True)
    return None if target is None else Kpi(key=key, target=target)


def read_disposition(flow: ObjectReader) -> Disposition | None:
    """Read what the decision is in law."""
    parts = flow.object("disposition")
    if parts is None:
        return None
    kind = parts.one_of("kind", DISPOSITION_KINDS, required=True)
    basis = parts.one_of("basis", BASES)
    criteria, notice = parts.text("criteria"), parts.text("appeal_notice")
    parts.finish()
    return Disposition(kind=kind, basis=basis or "", criteria=criteria, appeal_notice=notice) if kind else None
