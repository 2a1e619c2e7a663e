"""Backtest and proposals from files: what past cases prove of a table, and the honest answer where they do not."""

import json
from pathlib import Path
from typing import Any, Final

import pytest

from tests.cli.documents import Run
from tests.services import ROOT

DOG: Final = ROOT / "samples" / "dog-registration"
TABLE: Final = {
    "format": "minaoshi.table/1",
    "key": "auto",
    "title": "自動承認",
    "hit_policy": "first",
    "inputs": [{"key": "chip", "expr": {"field": "has_microchip"}, "type": "boolean"}],
    "outputs": [{"key": "verdict", "type": "string", "values": ["approve", "review"], "default": "review"}],
    "rules": [{"key": "chipped", "when": [True], "then": ["approve"]}],
}


def past(count: int, *, every: int = 0) -> dict[str, Any]:
    """So many cases with a chip; each `every`-th was refused. A third has none and is refused."""
    cases = []
    for number in range(count):
        chip = number % 3 != 2
        refused = not chip or (every and number % every == 0)
        moment = f"2026-{1 + number * 11 // count:02}-{1 + number % 28:02}T09:{number % 60:02}:00"
        facts = {"has_microchip": chip}
        cases.append({"arrived": moment, "verdict": "refused" if refused else "approved", "facts": facts})
    return {"cases": cases}


def written(folder: Path, name: str, document: object) -> Path:
    path = folder / name
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def test_a_table_is_run_over_past_cases(run: Run, tmp_path: Path) -> None:
    table, cases = written(tmp_path, "table.json", TABLE), written(tmp_path, "cases.json", past(300, every=100))

    shown = run("table", "backtest", table, cases)
    found = json.loads(run("table", "backtest", table, cases, "--json").stdout)

    assert "過去の300件のうち200件を承認していました。そのうち人が却下したのは2件" in shown.stdout
    assert (found["cases"], found["approved"], found["refused"]) == (300, 200, 2)
    assert found["rules"][0]["rule"] == "chipped"


def test_rules_are_proposed_with_their_proof(run: Run, tmp_path: Path) -> None:
    cases, out = written(tmp_path, "cases.json", past(3_000)), tmp_path / "table.json"

    found = json.loads(run("table", "propose", DOG / "form.json", cases, "-o", out, "--json").stdout)

    assert found["rules"][0]["standing"] == "certified"
    assert found["rules"][0]["at_least"] >= 0.99
    assert json.loads(out.read_text(encoding="utf-8")) == found["table"]
    assert run("table", "check", out).exit_code == 0


def test_where_nothing_is_proved_it_says_how_many_cases_are_lacking(run: Run, tmp_path: Path) -> None:
    cases, out = written(tmp_path, "cases.json", past(200)), tmp_path / "table.json"

    result = run("table", "propose", DOG / "form.json", cases, "-o", out)

    assert result.exit_code == 0
    assert "99 %を証明できるルールはありません。あと " in result.stderr
    assert not out.exists()


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ({}, "過去の案件がありません"),
        ({"cases": []}, "過去の案件がありません"),
        ({"cases": [{"arrived": "昨日"}]}, "1件目の arrived が読めません"),
        ({"cases": [{"arrived": "2026-04-01", "verdict": "ok"}]}, "1件目の verdict を approved, refused, changed"),
        ({"cases": [{"arrived": "2026-04-01", "verdict": "approved"}]}, "1件目に facts がありません"),
    ],
)
def test_cases_that_cannot_be_used_get_one_line(run: Run, tmp_path: Path, document: object, said: str) -> None:
    table, cases = written(tmp_path, "table.json", TABLE), written(tmp_path, "cases.json", document)

    result = run("table", "backtest", table, cases)

    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert said in result.stderr
