"""`import xes` and `import csv`: an as-is flow in a file, figures on the screen, one line for what cannot be used."""

import json
from pathlib import Path

import pytest

from tests.cli.documents import Run
from tests.services import shared_data

LOG = """受付番号,工程,完了日時,担当課
1,受付,2026-04-01 09:00,市民課
1,内容を審査,2026-04-02 10:00,環境課
1,送付,2026-04-03 11:00,市民課
2,受付,2026-04-05 09:00,市民課
2,内容を審査,2026-05-08 10:00,環境課
2,修正依頼,2026-05-09 10:00,環境課
2,内容を審査,2026-05-10 10:00,環境課
2,送付,2026-05-11 11:00,市民課
"""


def test_a_spreadsheet_of_records_becomes_an_as_is_flow_that_checks(run: Run, tmp_path: Path) -> None:
    log, out = tmp_path / "log.csv", tmp_path / "as-is.json"
    log.write_text(LOG, encoding="utf-8")

    result = run("import", "csv", log, "-o", out, "--key", "permits", "--title", "許可の受付")

    assert result.exit_code == 0
    assert "案件 2 件、記録 8 件、流れの種類 2" in result.stdout
    assert run("flow", "check", out).exit_code == 0
    flow = json.loads(out.read_text(encoding="utf-8"))
    assert (flow["key"], flow["title"], flow["stage"]) == ("permits", "許可の受付", "as-is")
    assert [lane["title"] for lane in flow["lanes"]] == ["市民課", "環境課"]
    review = next(node for node in flow["nodes"] if node["title"] == "内容を審査")
    assert review["type"] == "review"
    assert {"k": 1, "n": 3} in review["rates"].values()


def test_a_program_gets_the_figures_of_a_real_log(run: Run, tmp_path: Path) -> None:
    log, out = shared_data("receipt_wabo") / "receipt.xes.gz", tmp_path / "as-is.json"

    result = run("import", "xes", log, "-o", out, "--json")

    shape = json.loads(result.stdout)
    assert result.exit_code == 0
    assert (shape["cases"], shape["events"], shape["variants"], shape["dfg_edges"]) == (1_434, 8_577, 116, 99)
    assert shape["cycle_days"]["mean"] == pytest.approx(5.41, abs=0.005)
    checked = run("flow", "check", out, "--json")
    assert checked.exit_code == 0
    assert json.loads(checked.stdout)["sound"] is True
    assert json.loads(checked.stdout)["flow"] == shape["flow"]


@pytest.mark.parametrize(
    ("kind", "content", "options", "said"),
    [
        ("xes", "<log/>", (), "log.no_cases"),
        ("xes", "受付番号,工程\n", (), "format.not_xml"),
        ("csv", "受付番号,工程\n1,受付\n", (), "log.no_column"),
        ("csv", LOG, ("--activity", "作業名"), "log.unknown_column"),
        ("csv", LOG.replace("2026-04-02 10:00", "4月2日"), (), "log.bad_time"),
        ("csv", LOG, ("--time-format", "%d.%m.%Y"), "log.bad_time_format"),
        ("csv", LOG, ("--key", "許可"), "キーとして使えません"),
        ("csv", "", (), "log.empty_file"),
    ],
)
def test_an_unusable_log_gets_one_line(
    run: Run, tmp_path: Path, kind: str, content: str, options: tuple[str, ...], said: str
) -> None:
    log, out = tmp_path / "log", tmp_path / "as-is.json"
    log.write_text(content, encoding="utf-8")

    result = run("import", kind, log, "-o", out, *options)

    assert result.exit_code == 2
    assert result.stdout == ""
    assert said in result.stderr
    assert result.stderr.count("\n") == 1
    assert not out.exists()


def test_a_log_that_is_not_there_and_a_place_that_cannot_be_written_are_told(run: Run, tmp_path: Path) -> None:
    log = tmp_path / "log.csv"
    log.write_text(LOG, encoding="utf-8")

    absent = run("import", "csv", tmp_path / "nothing.csv", "-o", tmp_path / "x.json")
    no_place = run("import", "csv", log, "-o", tmp_path / "no" / "x.json")

    assert (absent.exit_code, no_place.exit_code) == (2, 2)
    assert "ファイルがありません" in absent.stderr
    assert "書き込めません" in no_place.stderr
