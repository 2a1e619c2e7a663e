"""Judging a form against bare marshmallow that only reads the same answers.

The competitor is a schema of marshmallow's own fields: it reads texts, numbers and dates that are already in
their stored form. Ours also knows what is shown, computes, checks widths, eras, limits and characters. Measured
is processor time, so that a busy machine disturbs little; medians of several rounds.
"""

import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from typing import Final

import marshmallow

from forms.codec import require_form
from forms.definition import Form
from forms.page_model import page_view
from forms.validation import validate
from kernel.json_types import Json

TODAY: Final = date(2026, 11, 23)
ROUNDS: Final = 9
GOAL_GROWTH: Final = 15.0
"""Ten times the fields may cost this much more at most: anything above is no longer linear."""
TYPED: Final[dict[str, Json]] = {
    "text": "文字", "number": "１，２３４", "date": "令和8年4月1日", "choice": "x", "yesno": "はい",
    "phone": "０９０－１２３４－５６７８", "email": "a@example.jp", "textarea": "長い\n文", "money": "5円",
    "postal_code": "４４４ー０００１",
}  # fmt: skip
KINDS: Final = tuple(TYPED)


def a_form(count: int) -> Form:
    """Return a form of `count` fields, every third one on a condition."""
    fields: list[Json] = []
    for place in range(count):
        kind = KINDS[place % len(KINDS)]
        asked: dict[str, Json] = {"key": f"f{place}", "type": kind, "label": f"項目{place}", "required": True}
        if kind == "choice":
            asked["options"] = [{"key": "x", "label": "エックス"}]
        if place % 3:
            asked["when"] = {"field": "f0", "op": "not_empty"}
        fields.append(asked)
    page: Json = {"key": "one", "title": "ページ", "fields": fields}
    return require_form({"format": "minaoshi.form/1", "key": "bench", "title": "計測", "pages": [page]})


def bare(count: int) -> marshmallow.Schema:
    """Return a schema of marshmallow's own fields for the same answers."""
    own = {"number": marshmallow.fields.Float, "money": marshmallow.fields.Integer, "date": marshmallow.fields.Date,
           "yesno": marshmallow.fields.Boolean}  # fmt: skip
    kinds = (own.get(KINDS[place % len(KINDS)], marshmallow.fields.String) for place in range(count))
    return marshmallow.Schema.from_dict({f"f{place}": kind(required=True) for place, kind in enumerate(kinds)})()


def median_ms(work: Callable[[], object], times: int) -> float:
    """Return the median processor time of one call, in milliseconds."""
    rounds = []
    for _ in range(ROUNDS):
        started = time.process_time()
        for _ in range(times):
            work()
        rounds.append((time.process_time() - started) / times * 1000)
    return statistics.median(rounds)


def measured(count: int) -> tuple[float, float, float]:
    """Return the time of judging typed answers, of bare marshmallow reading stored ones, and of a page."""
    form, schema = a_form(count), bare(count)
    typed = {f"f{place}": TYPED[KINDS[place % len(KINDS)]] for place in range(count)}
    judged = validate(form, typed, TODAY)
    assert judged.ok, judged.problems
    times = 3000 // count
    return (
        median_ms(lambda: validate(form, typed, TODAY), times),
        median_ms(lambda: schema.load(judged.values), times),
        median_ms(lambda: page_view(form, "one", typed, (), "ja", today=TODAY), times // 5),
    )


def main() -> int:
    """Print the table; 1 if judging grows faster than the form."""
    small, large = measured(30), measured(300)
    growth = large[0] / small[0]
    print(f"{'fields':>7} {'judge ms':>9} {'bare ms':>8} {'judge/bare':>11} {'page ms':>8}")
    for count, (judge, alone, page) in ((30, small), (300, large)):
        print(f"{count:>7} {judge:>9.3f} {alone:>8.3f} {judge / alone:>11.2f} {page:>8.2f}")
    print(f"ten times the fields cost {growth:.1f} times as much (goal: at most {GOAL_GROWTH:g})")
    return 0 if growth <= GOAL_GROWTH else 1


if __name__ == "__main__":
    sys.exit(main())
