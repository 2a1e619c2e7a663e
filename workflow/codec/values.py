"""Reads the small values of a flow: quantities, rates, durations, outcomes, assignments."""

from collections.abc import Mapping
from typing import Final, Literal, get_args

from kernel.json_types import Json
from kernel.names import KEY
from kernel.object_reader import MAX_NUMBER, ObjectReader
from workflow.definition import (
    Assign,
    Batch,
    CaseClass,
    Certainty,
    CompleteWhen,
    Documents,
    Duration,
    NodeType,
    Outcome,
    Overdue,
    Quantity,
    Rate,
)
from workflow.messages import EXPECTED

CERTAINTIES: Final[tuple[Certainty, ...]] = get_args(Certainty)
REASONS: Final[tuple[Literal["none", "optional", "required"], ...]] = ("none", "optional", "required")
MAX_OUTCOMES: Final = 50
MAX_CLASSES: Final = 50

DEFAULT_OUTCOMES: Final = (
    Outcome(key="approve", title={"ja": "承認", "en": "Approve"}),
    Outcome(key="return", title={"ja": "差戻し", "en": "Return"}, reason="required"),
    Outcome(key="refuse", title={"ja": "却下", "en": "Refuse"}, refuses=True, reason="required"),
)
"""What people can do at a review or an approval that does not say so itself."""
_KNOWN_OUTCOMES: Final = {outcome.key: outcome for outcome in DEFAULT_OUTCOMES}


def read_quantity(reader: ObjectReader, name: str) -> Quantity | None:
    """Read a number that is not negative: `12`, or `{"mean": 12, "sd": 3, "from": "measured"}`."""
    found = reader.raw(name)
    if not isinstance(found, Mapping):
        mean = reader.number(name, low=0)
        return None if mean is None else Quantity(mean=mean)
    parts = reader.part(found, name)
    mean = parts.number("mean", required=True, low=0)
    spread = parts.number("sd", low=0)
    certainty = parts.one_of("from", CERTAINTIES)
    parts.finish()
    return None if mean is None else Quantity(mean=mean, sd=spread, certainty=certainty)


def read_amount(reader: ObjectReader, name: str, *, high: float = MAX_NUMBER) -> float | None:
    """Read a number that may carry how sure it is, where only its size is needed."""
    quantity = read_quantity(reader, name)
    if quantity is not None and quantity.mean > high:
        reader.report("format.out_of_range", name, low="0", high=f"{high:g}", value=f"{quantity.mean:.6g}")
        return None
    return None if quantity is None else quantity.mean


def read_rates(reader: ObjectReader) -> dict[str, Rate]:
    """Read `rates`: per outcome a share, or `{"k", "n"}`."""
    rates = reader.object("rates")
    if rates is None:
        return {}
    if len(rates.value) > MAX_OUTCOMES:
        reader.report("format.too_many", "rates", count=len(rates.value), limit=MAX_OUTCOMES)
        return {}
    read: dict[str, Rate] = {}
    for outcome, value in rates.value.items():
        if not KEY.fullmatch(outcome):
            rates.report("format.bad_key", outcome[:80], value=outcome[:80])
        elif (rate := _rate(rates, outcome, value)) is not None:
            read[outcome] = rate
    return read


def read_classes(reader: ObjectReader) -> tuple[CaseClass, ...]:
    """Read `classes`: `[{"when": condition, "share": 0.6 | {"k", "n"}, "minutes": 5, "title": text}]`."""
    classes: list[CaseClass] = []
    for parts in reader.objects("classes", limit=MAX_CLASSES):
        when, title = parts.condition("when"), parts.text("title")
        share = None if parts.raw("share") is None else _rate(parts, "share", parts.raw("share"))
        minutes = read_quantity(parts, "minutes")
        if not parts.has("when"):
            parts.report("format.missing_key", name="when")
        parts.finish()
        if when is not None:
            classes.append(CaseClass(when=when, title=title, share=share, minutes=minutes))
    return tuple(classes)


def _rate(rates: ObjectReader, outcome: str, value: Json) -> Rate | None:
    if isinstance(value, bool) or not isinstance(value, Mapping | int | float):
        rates.mistyped(outcome, EXPECTED["rate"])
        return None
    if not isinstance(value, Mapping):
        share = rates.number(outcome, low=0, high=1)
        return None if share is None else Rate(share=share)
    evidence = rates.part(value, outcome)
    total = evidence.integer("n", required=True, low=1, high=10**12)
    count = evidence.integer("k", required=True, low=0, high=total or 10**12)
    evidence.finish()
    return None if count is None or total is None else Rate(share=count / total, k=count, n=total)


def read_duration(reader: ObjectReader, name: str, *, required: bool = False) -> Duration | None:
    """Read `{"days": n}`, `{"business_days": n}` or `{"hours": n}`."""
    parts = reader.object(name, required=required)
    if parts is None:
        return None
    duration = Duration(
        days=parts.number("days", low=0, high=36_500),
        business_days=parts.integer("business_days", low=0, high=25_000),
        hours=parts.number("hours", low=0, high=876_000),
    )
    parts.finish()
    if sum(parts.has(unit) for unit in ("days", "business_days", "hours")) != 1:
        reader.report("format.exactly_one", name, options="days business_days hours")
        return None
    return duration


def read_outcomes(reader: ObjectReader, node_type: NodeType | None) -> tuple[Outcome, ...]:
    """Read `outcomes`, or return the type's defaults."""
    if reader.raw("outcomes") is None:
        return DEFAULT_OUTCOMES if node_type in ("review", "approval") else ()
    outcomes: dict[str, Outcome] = {}
    for parts in reader.objects("outcomes", limit=MAX_OUTCOMES):
        outcome = _outcome(parts)
        if outcome is not None and outcome.key in outcomes:
            parts.report("format.duplicate_item", "key", value=outcome.key)
        elif outcome is not None:
            outcomes[outcome.key] = outcome
    return tuple(outcomes.values())


def _outcome(parts: ObjectReader) -> Outcome | None:
    key = parts.key("key", required=True)
    known = _KNOWN_OUTCOMES.get(key or "")
    title = parts.text("title")
    refuses = parts.flag("refuses", default=known.refuses if known else False)
    reason = parts.one_of("reason", REASONS)
    mechanical = parts.number("mechanical", low=0, high=1)
    parts.finish()
    if key is None:
        return None
    if reason is None:
        reason = "required" if refuses else known.reason if known else "none"
    title = title or (known.title if known else key)
    return Outcome(key=key, title=title, refuses=refuses, reason=reason, mechanical=mechanical)


def read_assign(reader: ObjectReader) -> Assign | None:
    """Read who gets the step."""
    parts = reader.object("assign")
    if parts is None:
        return None
    assign = Assign(
        same_as=parts.key("same_as"),
        not_same_as=read_keys(parts, "not_same_as"),
        field=parts.string("field"),
        authority=parts.expr("authority"),
    )
    parts.finish()
    if sum(parts.has(name) for name in ("same_as", "not_same_as", "field", "authority")) != 1:
        reader.report("format.exactly_one", "assign", options="same_as not_same_as field authority")
        return None
    return assign


def read_keys(reader: ObjectReader, name: str) -> tuple[str, ...]:
    """Read a list of keys where one key may stand alone."""
    if isinstance(reader.raw(name), str):
        key = reader.key(name)
        return () if key is None else (key,)
    return reader.keys(name)


def read_overdue(reader: ObjectReader) -> tuple[Overdue, ...]:
    """Read `on_overdue`: `[{"after": duration, "do": "remind" | "escalate" | {"outcome": key}}]`."""
    steps: list[Overdue] = []
    for parts in reader.objects("on_overdue", limit=20):
        after = read_duration(parts, "after", required=True)
        step = _overdue(parts, after)
        parts.finish()
        if step is not None:
            steps.append(step)
    return tuple(steps)


def _overdue(parts: ObjectReader, after: Duration | None) -> Overdue | None:
    action = parts.raw("do", required=True)
    if isinstance(action, Mapping):
        choice = parts.part(action, "do")
        outcome = choice.key("outcome", required=True)
        choice.finish()
        return None if after is None or outcome is None else Overdue(after=after, outcome=outcome)
    does: tuple[Literal["remind", "escalate"], ...] = ("remind", "escalate")
    chosen = parts.one_of("do", does)
    return None if after is None or chosen is None else Overdue(after=after, do=chosen)


def read_complete_when(reader: ObjectReader) -> CompleteWhen | None:
    """Read when a joint decision is complete: `"all"`, `"any"` or `{"at_least": n}`."""
    if isinstance(reader.raw("complete_when"), Mapping):
        parts = reader.object("complete_when")
        count = parts.integer("at_least", required=True, low=1, high=100) if parts else None
        if parts:
            parts.finish()
        return None if count is None else CompleteWhen(kind="at_least", at_least=count)
    kinds: tuple[Literal["all", "any"], ...] = ("all", "any")
    kind = reader.one_of("complete_when", kinds)
    return None if kind is None else CompleteWhen(kind=kind)


def read_batch(reader: ObjectReader) -> Batch | None:
    """Read `{"every_days": 7, "size": 20}`."""
    parts = reader.object("batch")
    if parts is None:
        return None
    batch = Batch(every_days=read_amount(parts, "every_days", high=3_650), size=read_amount(parts, "size"))
    parts.finish()
    return batch


def read_documents(reader: ObjectReader) -> Documents:
    """Read `{"needs": [keys], "produces": [keys]}`."""
    parts = reader.object("documents")
    if parts is None:
        return Documents()
    documents = Documents(needs=parts.keys("needs"), produces=parts.keys("produces"))
    parts.finish()
    return documents
