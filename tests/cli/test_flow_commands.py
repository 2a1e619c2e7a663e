"""`flow analyze`, `redesign`, `compare`, `draw`, `simulate`: shapes that scripts rely on, and written files."""

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.cli.documents import SAMPLES, Run, a_deadlock, a_flow, name_of, written
from workflow.analysis import REPORTS

AS_IS = sorted(SAMPLES.glob("*/as-is.json"))
PAIRS = sorted(SAMPLES.glob("*/to-be.json"))
DOG = SAMPLES / "dog-registration"
FINDING = {"code", "severity", "where", "message", "evidence", "guards", "missing", "saving", "status"}


@pytest.mark.parametrize("path", AS_IS, ids=name_of)
def test_an_analysis_has_its_figures_and_findings(run: Run, path: Path) -> None:
    result = run("flow", "analyze", path, "--json")

    assert result.exit_code == 0
    shape = json.loads(result.stdout)
    assert len(shape["flow"]) == 64
    assert {"steps", "handoffs", "approvals", "paper_steps", "resident_contacts", "touch_minutes", "lead_time_days",
            "cost_per_case", "yearly_minutes", "yearly_yen", "automation_rate"} <= shape["metrics"].keys()  # fmt: skip
    assert shape["findings"]
    for finding in shape["findings"]:
        assert {"code", "severity", "where", "message", "evidence", "guards", "missing", "saving", "status"} <= {
            *finding
        }
        assert finding["saving"]["minutes_per_year"].keys() == {"p5", "p50", "p95"}
        told_only = finding["code"] in REPORTS or finding["code"].startswith("K")
        assert ("fix" in finding) == (finding["status"] == "proposed" and not told_only)


def test_an_analysis_for_people_names_steps_and_savings(run: Run) -> None:
    proposed, everything = (
        run("flow", "analyze", DOG / "as-is.json"),
        run("flow", "analyze", DOG / "as-is.json", "--all"),
    )

    assert proposed.exit_code == 0
    assert "工程の数: " in proposed.stdout
    assert "warning E01 enter" in proposed.stdout
    assert "削減見込み：年" in proposed.stdout
    assert len(everything.stdout) > len(proposed.stdout)


def test_a_redesign_is_a_flow_that_checks_and_saves(run: Run, tmp_path: Path) -> None:
    as_is, to_be = DOG / "as-is.json", tmp_path / "to-be.json"

    result = run("flow", "redesign", as_is, "-o", to_be, "--json")

    shape = json.loads(result.stdout)
    assert result.exit_code == 0
    assert shape["applied"]
    assert shape["to_be"] == json.loads(run("flow", "check", to_be, "--json").stdout)["flow"]
    assert run("flow", "check", to_be).exit_code == 0
    compared = json.loads(run("flow", "compare", as_is, to_be, "--json").stdout)
    assert compared["metrics"]["after"]["touch_minutes"] < compared["metrics"]["before"]["touch_minutes"]
    assert all(control["kept"] for control in compared["controls"])


@pytest.mark.parametrize(
    ("words", "allowed"),
    [
        (["--accept", "E01"], {"E01"}),
        (["--accept", "E01", "S04"], {"E01", "S04"}),
        (["--accept", "E01", "--accept", "E03"], {"E01", "E03"}),
        (["--accept", "E04:head-stamp"], {"E04"}),
    ],
)
def test_only_what_is_accepted_is_applied(run: Run, tmp_path: Path, words: list[str], allowed: set[str]) -> None:
    before = run("flow", "redesign", *words, DOG / "as-is.json", "-o", tmp_path / "a.json", "--json")
    after = run("flow", "redesign", DOG / "as-is.json", "--json", "-o", tmp_path / "b.json", *words)

    assert before.exit_code == after.exit_code == 0
    assert before.stdout == after.stdout
    assert set(json.loads(after.stdout)["applied"]) == allowed


def test_a_code_that_does_not_exist_is_refused_in_one_line(run: Run) -> None:
    result = run("flow", "redesign", DOG / "as-is.json", "--accept", "E99")

    assert result.exit_code == 2
    assert "E99" in result.stderr
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize("path", PAIRS, ids=name_of)
def test_the_model_town_loses_no_control_and_saves_time(run: Run, path: Path) -> None:
    shape = json.loads(run("flow", "compare", path.with_name("as-is.json"), path, "--json").stdout)

    assert [control["key"] for control in shape["controls"] if not control["kept"]] == []
    assert shape["metrics"]["after"]["touch_minutes"] < shape["metrics"]["before"]["touch_minutes"]
    assert {"matched", "added", "removed", "changed", "moved", "merged", "split", "automated"} == shape["nodes"].keys()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_comparison_is_one_html_file_that_loads_nothing(run: Run, tmp_path: Path, language: str) -> None:
    page = tmp_path / "comparison.html"

    result = run("flow", "compare", DOG / "as-is.json", DOG / "to-be.json", "--html", page, "--lang", language)

    text = page.read_text(encoding="utf-8")
    assert (result.exit_code, result.stdout) == (0, "")
    assert f'<html lang="{language}">' in text
    assert text.count("<figure>") == 2
    assert "<polyline" in text
    assert ("進み方の違い" if language == "ja" else "What goes differently") in text
    assert not [word for word in ("<script", "<link", "<img", "url(", "@import", "src=", "href=") if word in text]
    assert "見直し前" in text if language == "ja" else "Before" in text


def test_titles_in_a_report_are_text_and_never_markup(run: Run, tmp_path: Path) -> None:
    flow = a_flow(title="<script>alert(1)</script>")
    flow["nodes"][1]["title"] = "<img src=x onerror=alert(1)>"
    path, page = written(tmp_path / "flow.json", flow), tmp_path / "comparison.html"

    run("flow", "compare", path, path, "--html", page)

    text = page.read_text(encoding="utf-8")
    assert "<script" not in text
    assert "<img" not in text
    assert "&lt;img src=x" in text


def test_a_picture_is_drawn_as_svg_png_or_dot(run: Run, tmp_path: Path) -> None:
    for kind in ("svg", "png", "dot"):
        assert run("flow", "draw", DOG / "to-be.json", "-o", tmp_path / f"flow.{kind}").exit_code == 0

    assert ET.parse(tmp_path / "flow.svg").getroot().tag.endswith("svg")
    assert (tmp_path / "flow.png").read_bytes().startswith(b"\x89PNG")
    assert (tmp_path / "flow.dot").read_text(encoding="utf-8").startswith("digraph")


def test_a_picture_beside_its_as_is_says_what_is_new(run: Run, tmp_path: Path) -> None:
    run("flow", "draw", DOG / "to-be.json", DOG / "as-is.json", "-o", tmp_path / "flow.svg")

    assert "【追加】" in (tmp_path / "flow.svg").read_text(encoding="utf-8")


def test_a_redesign_may_know_the_other_procedures(run: Run) -> None:
    result = run("flow", "redesign", DOG / "as-is.json", "--beside", DOG / "to-be.json", "--json")

    assert result.exit_code == 0
    assert json.loads(result.stdout)["applied"]


@pytest.mark.parametrize("name", ["flow.pdf", "flow", "missing/flow.svg", "."])
def test_a_place_that_cannot_hold_a_picture_is_refused_in_one_line(run: Run, tmp_path: Path, name: str) -> None:
    result = run("flow", "draw", DOG / "to-be.json", "-o", f"{tmp_path}/{name}")

    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1


def test_the_same_seed_gives_the_same_figures(run: Run) -> None:
    first, again, other = (
        run("flow", "simulate", DOG / "as-is.json", "--cases", "50", "--seed", seed, "--json").stdout
        for seed in (1, 1, 2)
    )

    assert first == again != other
    assert json.loads(first)["lead_time_days"].keys() >= {"mean", "p50", "p90"}


@pytest.mark.parametrize("words", [["--cases", "0"], ["--cases", "many"], ["--seed", "-1"], ["--seed", "1.5"]])
def test_figures_that_make_no_sense_are_refused(run: Run, words: list[str]) -> None:
    assert run("flow", "simulate", DOG / "as-is.json", *words).exit_code == 2


NO_END = a_flow(edges=[{"from": "start", "to": "check"}])
UNSOUND = {"a deadlock": a_deadlock(), "no way to the end": NO_END}


@pytest.mark.parametrize("document", UNSOUND.values(), ids=UNSOUND)
def test_a_flow_that_cannot_run_is_described_all_the_same(run: Run, tmp_path: Path, document: object) -> None:
    path = written(tmp_path / "flow.json", document)

    for words in (["analyze"], ["simulate", "--cases", "5"], ["redesign"], ["draw", "-o", tmp_path / "flow.svg"]):
        assert run("flow", *words, path).exit_code == 0
    assert run("flow", "compare", path, path).exit_code == 0


def test_a_comparison_proves_each_control_in_words(run: Run) -> None:
    result = run("flow", "compare", DOG / "as-is.json", DOG / "to-be.json")

    assert "は守られます：" in result.stdout
    assert "避けて通れる道はありません" in result.stdout


def test_a_comparison_refuses_a_redesign_that_loses_a_control(run: Run, tmp_path: Path) -> None:
    document = json.loads((DOG / "to-be.json").read_text(encoding="utf-8"))
    document["nodes"] = [
        {name: value for name, value in node.items() if name != "control"} for node in document["nodes"]
    ]
    bare = tmp_path / "bare.json"
    bare.write_text(json.dumps(document), encoding="utf-8")

    result = run("flow", "compare", DOG / "as-is.json", bare)

    assert "が失われるため、採用できません：" in result.stdout
    assert "行う工程がありません" in result.stdout
