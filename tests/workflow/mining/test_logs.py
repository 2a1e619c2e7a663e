"""Event logs are read as systems wrote them; what cannot be used gets a sentence that says what to fix."""

import gzip
from datetime import UTC, datetime
from io import BytesIO

import pytest

from kernel.errors import UnusableDocument
from kernel.problems import Problem
from kernel.text import say
from tests.services import shared_data
from workflow.mining.csv_log import Columns, headings_of, read_csv
from workflow.mining.log import EventLog
from workflow.mining.times import read_instant, reader_of
from workflow.mining.xes import read_xes

HEADING = "案件番号,作業,完了日時\n"
JANUARY = "2026-01-05T09:00:00+09:00"


def csv_of(text: str, columns: Columns | None = None, **more: str) -> EventLog:
    return read_csv(BytesIO(text.encode()), columns, **more)  # type: ignore[arg-type]  # a test names one option


def xes_of(*traces: str, name: str = "log") -> bytes:
    return f'<?xml version="1.0"?><{name} xmlns="http://www.xes-standard.org/">{"".join(traces)}</{name}>'.encode()


def trace_of(case: str, *events: str) -> str:
    return f'<trace><string key="concept:name" value="{case}"/>{"".join(events)}</trace>'


def event_of(name: str, at: str, transition: str = "", more: str = "") -> str:
    moved = f'<string key="lifecycle:transition" value="{transition}"/>' if transition else ""
    what = f'<string key="concept:name" value="{name}"/><date key="time:timestamp" value="{at}"/>'
    return f"<event>{what}{moved}{more}</event>"


def refusal_of(raw: bytes, *, xes: bool) -> Problem:
    with pytest.raises(UnusableDocument) as refusal:
        read_xes(BytesIO(raw)) if xes else read_csv(BytesIO(raw))
    return refusal.value.problems[0]


def test_a_real_log_comes_in_whole() -> None:
    with (shared_data("receipt_wabo") / "receipt.xes.gz").open("rb") as file:
        log = read_xes(file)

    assert (len(log.cases), log.events, len(log.activities)) == (1_434, 8_577, 27)
    assert log.notes == ()


@pytest.mark.parametrize("name", ["running-example.xes", "running-example.csv", "running-example-transformed.csv"])
def test_the_same_cases_are_read_from_every_format(name: str) -> None:
    with (shared_data("running_example") / name).open("rb") as file:
        log = read_xes(file) if name.endswith("xes") else read_csv(file)

    assert (len(log.cases), log.events, len(log.activities)) == (6, 42, 8)
    assert {event.resource for case in log.cases for event in case.events} == {
        "Pete", "Mike", "Ellen", "Sara", "Sean", "Sue",
    }  # fmt: skip


def test_columns_are_found_by_their_headings_or_named() -> None:
    found = csv_of(HEADING + "1,受付,2026/1/5 9:00\n1,審査,令和8年1月6日 午後1時半\n")
    named = csv_of("no;what;who;when\n1;受付;佐藤;2026-01-05\n1;審査;鈴木;2026-01-06\n",
                   Columns(case="no", activity="what", resource="who", time="when"))  # fmt: skip

    assert found.cases[0].trace == named.cases[0].trace == ("受付", "審査")
    assert found.cases[0].end == datetime(2026, 1, 6, 4, 30, tzinfo=UTC)
    assert [event.resource for event in named.cases[0].events] == ["佐藤", "鈴木"]


def test_a_spreadsheet_in_shift_jis_and_a_packed_one_are_read() -> None:
    text = HEADING + "1,受付,2026-01-05 09:00\n1,審査,2026-01-05 10:00\n"

    for raw in (text.encode("cp932"), text.encode("utf-8-sig"), gzip.compress(text.encode())):
        assert read_csv(BytesIO(raw)).cases[0].trace == ("受付", "審査")
    assert headings_of(text.encode("cp932")) == ("案件番号", "作業", "完了日時")


def test_a_start_and_its_completion_are_one_piece_of_work() -> None:
    raw = xes_of(
        trace_of(
            "1",
            event_of("審査", "2026-01-05T09:00:00+09:00", "schedule"),
            event_of("審査", "2026-01-05T10:00:00+09:00", "start"),
            event_of("審査", "2026-01-05T10:30:00+09:00", "complete"),
            event_of("送付", "2026-01-05T11:00:00+09:00", "start"),
        )
    )

    log = read_xes(BytesIO(raw))

    check, mail = log.cases[0].events
    assert check.started is not None
    assert (check.at - check.started).total_seconds() == 1_800
    assert (mail.activity, mail.started) == ("送付", None)
    assert "1 件" in say(log.notes[0], "ja")


def test_events_come_in_the_order_of_time_whatever_the_order_of_lines() -> None:
    log = csv_of(HEADING + "1,審査,2026-01-06\n2,受付,2026-01-05\n1,受付,2026-01-05\n")

    assert [case.trace for case in log.cases] == [("受付", "審査"), ("受付",)]


def test_records_that_say_too_little_are_left_out_and_told() -> None:
    log = csv_of(HEADING + "1,受付,2026-01-05\n1,UNKNOWN,2026-01-05\n1,審査,\n,,\n1,審査,2026-01-07\n")

    assert log.events == 2
    assert "2 件" in say(log.notes[0], "ja")


@pytest.mark.parametrize(
    ("written", "at"),
    [
        ("2026-04-01T09:30:00+09:00", "2026-04-01T00:30:00"),
        ("2026-04-01 09:30", "2026-04-01T00:30:00"),
        ("2026/4/1 9:30", "2026-04-01T00:30:00"),
        ("2026/4/1 9:30:15", "2026-04-01T00:30:15"),
        ("令和8年4月1日9時30分", "2026-04-01T00:30:00"),
        ("R8.4.1", "2026-03-31T15:00:00"),
        ("20260401", "2026-03-31T15:00:00"),
        ("2026-04-01T00:00:00Z", "2026-04-01T00:00:00"),
    ],
)
def test_times_are_read_as_offices_write_them(written: str, at: str) -> None:
    found = read_instant(written)

    assert found is not None
    assert found.replace(tzinfo=None).isoformat() == at


@pytest.mark.parametrize(
    "written", ["", "昨日", "4/1", "2026-13-01", "0001-01-01", "9999-12-31T23:59-20:00", "1" * 500]
)
def test_what_is_no_time_is_none(written: str) -> None:
    assert read_instant(written) is None


def test_a_format_of_times_can_be_named() -> None:
    text = "case,activity,time\n1,a,30-12-2010:11.02\n1,b,31-12-2010:10.06\n"

    log = csv_of(text, time_format="%d-%m-%Y:%H.%M")

    assert log.cases[0].begin == datetime(2010, 12, 30, 2, 2, tzinfo=UTC)
    assert reader_of("%Y")("nonsense") is None


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        pytest.param(xes_of(), "log.no_cases", id="no cases"),
        pytest.param(xes_of(trace_of("1")), "log.no_events", id="cases without events"),
        pytest.param(xes_of(trace_of("1", event_of("a", "yesterday"))), "log.bad_time", id="a broken time"),
        pytest.param(xes_of(name="pnml"), "format.xml_wrong_root", id="another kind of XML"),
        pytest.param(b"case,activity\n", "format.not_xml", id="no XML"),
        pytest.param(b"<!DOCTYPE log><log/>", "format.xml_doctype", id="a document type"),
        pytest.param(
            xes_of(*(trace_of(str(case), event_of("a", JANUARY)) for case in range(3))),
            "log.cases_do_not_hang_together",
            id="a case for every event",
        ),
        pytest.param(
            xes_of(trace_of("1", *(event_of(f"a{number}", JANUARY) for number in range(301)))),
            "log.too_many_activities",
            id="numbers for activities",
        ),
    ],
)
def test_an_unusable_xes_log_gets_a_sentence(raw: bytes, code: str) -> None:
    problem = refusal_of(raw, xes=True)

    assert problem.code == code
    assert say(problem.message, "ja")


@pytest.mark.parametrize(
    ("raw", "code", "said"),
    [
        pytest.param(b"", "log.empty_file", "見出し", id="nothing"),
        pytest.param(HEADING.encode(), "log.no_cases", "案件がありません", id="headings only"),
        pytest.param("番号,作業,完了日時\n1,a,b\n".encode(), "log.no_column", "案件番号の列", id="no column of cases"),
        pytest.param("案件,作業\n1,a\n".encode(), "log.no_column", "完了日時の列", id="no column of times"),
        pytest.param((HEADING + "1,受付,きのう\n").encode(), "log.bad_time", "2行目", id="a broken time"),
        pytest.param((HEADING + '1,"受付,2026-01-05\n').encode(), "log.broken_csv", "引用符", id="an open quotation"),
        pytest.param(b"\xff\xfe\x00\x81", "log.not_text", "UTF-8", id="no text"),
        pytest.param((HEADING + "1,受付,\n").encode(), "log.no_cases", "案件がありません", id="no times at all"),
    ],
)
def test_an_unusable_csv_log_gets_a_sentence(raw: bytes, code: str, said: str) -> None:
    problem = refusal_of(raw, xes=False)

    assert problem.code == code
    assert said in say(problem.message, "ja")


def test_wrong_and_doubled_columns_are_named() -> None:
    text = HEADING + "1,受付,2026-01-05\n"

    with pytest.raises(UnusableDocument) as unknown:
        csv_of(text, Columns(case="受付番号"))
    with pytest.raises(UnusableDocument) as twice:
        csv_of(text, Columns(case="作業", activity="作業"))

    assert unknown.value.problems[0].params == {"name": "受付番号", "columns": "案件番号、作業、完了日時"}
    assert twice.value.problems[0].code == "log.twice_the_column"


def test_a_log_is_bounded() -> None:
    text = HEADING + "1,受付,2026-01-05\n" * 20

    for limits, code in (({"max_events": 10}, "log.too_many_events"), ({"max_bytes": 50}, "format.unpacked_too_large")):
        with pytest.raises(UnusableDocument) as refusal:
            read_csv(BytesIO(text.encode()), **limits)  # type: ignore[arg-type]  # one limit at a time
        assert refusal.value.problems[0].code == code
