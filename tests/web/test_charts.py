"""Charts by month: bars in proportion, a target line that fits, the day of a change between two months."""

from datetime import date

from web.charts import HEIGHT, TOP, WIDTH, chart

MONTHS = [date(2026, month, 1) for month in range(1, 13)]


def test_the_highest_bar_reaches_the_top_and_the_others_are_in_proportion() -> None:
    drawn = chart([(first, float(place)) for place, first in enumerate(MONTHS)])

    tallest = drawn.bars[-1]
    assert tallest.y == TOP
    assert drawn.bars[1].height * 11 == tallest.height
    assert all(bar.x >= 0 and bar.x + bar.width <= WIDTH for bar in drawn.bars)


def test_a_target_above_every_bar_still_fits_into_the_box() -> None:
    drawn = chart([(first, 2.0) for first in MONTHS], target=8.0)

    assert drawn.target_y == TOP
    assert drawn.bars[0].height < HEIGHT / 4


def test_a_change_stands_in_its_month_and_one_outside_is_left_out() -> None:
    drawn = chart(
        [(first, 1.0) for first in MONTHS],
        changes=[(date(2026, 7, 1), "第2版"), (date(2025, 7, 1), "第1版")],
    )

    (mark,) = drawn.marks
    assert mark.label == "第2版"
    assert drawn.bars[5].x + drawn.bars[5].width < mark.x < drawn.bars[6].x + drawn.bars[6].width


def test_months_without_figures_are_no_chart() -> None:
    assert chart([(first, None) for first in MONTHS]).is_empty
