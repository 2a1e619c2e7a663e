"""How figures of a flow are written for people."""

import pytest

from kernel.documents import read_json
from tests.cli.documents import SAMPLES
from workflow.codec import require_flow
from workflow.measures import measure
from workflow.measures.titles import TITLES, difference, number_of, shown, title_of


@pytest.mark.parametrize(
    ("name", "value", "ja", "en"),
    [
        ("steps", 14, "14", "14"),
        ("handoffs", 4.25, "4.2", "4.2"),
        ("touch_minutes", 41.04, "41.0分", "41.0 min"),
        ("yearly_minutes", 19_680, "328時間", "328 hours"),
        ("yearly_yen", 1_131_777.4, "1,131,777円", "¥1,131,777"),
        ("automation_rate", 0.417, "42%", "42%"),
        ("online_rate", None, "—", "—"),
    ],
)
def test_a_figure_has_its_unit(name: str, value: float | None, ja: str, en: str) -> None:
    assert (shown(name, value, "ja"), shown(name, value, "en")) == (ja, en)


@pytest.mark.parametrize(
    ("name", "before", "after", "change"),
    [
        ("handoffs", 4.43, 1.07, "−3.3"),  # 4.4 → 1.1
        ("steps", 10, 14, "+4"),
        ("touch_minutes", 5.0, 5.01, "0.0分"),
        ("cost_per_case", 0.4, 0.3, "0円"),
        ("automation_rate", 0.0, 0.42, "+42ポイント"),
        ("lead_time_days", None, 3.0, "—"),
    ],
)
def test_a_reader_who_subtracts_what_is_shown_gets_the_difference_that_is_shown(
    name: str, before: float | None, after: float | None, change: str
) -> None:
    assert difference(name, before, after) == change


def test_every_title_belongs_to_a_figure_that_a_flow_has() -> None:
    flow = require_flow(read_json((SAMPLES / "dog-registration" / "as-is.json").read_bytes()))

    metrics = measure(flow).as_json()

    assert [name for name in TITLES if number_of(name, metrics) is None] == []
    assert all(title_of(name, language) for name in TITLES for language in ("ja", "en"))
