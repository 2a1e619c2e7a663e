"""`import bpmn` and `export bpmn`: files in, files out, and what a flow cannot express is said."""

import json
from pathlib import Path

from tests.cli.documents import SAMPLES, Run
from tests.services import shared_data

DOG = SAMPLES / "dog-registration" / "as-is.json"


def test_a_flow_goes_out_and_comes_back_the_same(run: Run, tmp_path: Path) -> None:
    model, back = tmp_path / "dog.bpmn", tmp_path / "dog.json"

    assert run("export", "bpmn", DOG, "-o", model).exit_code == 0
    result = run("import", "bpmn", model, "-o", back, "--json")

    assert result.exit_code == 0
    assert json.loads(back.read_text("utf-8")) == json.loads(DOG.read_text("utf-8"))
    assert json.loads(result.stdout)["flow"] == json.loads(run("flow", "check", DOG, "--json").stdout)["flow"]
    assert json.loads(result.stdout)["told"] == []


def test_what_a_flow_cannot_express_is_told(run: Run, tmp_path: Path) -> None:
    model = shared_data("bpmn_miwg") / "Reference" / "B.2.0.bpmn"

    result = run("import", "bpmn", model, "-o", tmp_path / "b.json")

    assert result.exit_code == 0
    assert "プロセスを業務フローにしました" in result.stdout
    assert "サブプロセス" in result.stderr
    assert "メッセージ" in result.stderr


def test_an_unusable_model_gets_one_line(run: Run, tmp_path: Path) -> None:
    empty = shared_data("bpmn_js_differ_fixtures") / "test" / "fixtures" / "lanes" / "create-laneset-before.bpmn"

    results = [
        run("import", "bpmn", empty, "-o", tmp_path / "x.json"),
        run("import", "bpmn", DOG, "-o", tmp_path / "x.json"),
        run("import", "bpmn", tmp_path / "nothing", "-o", tmp_path / "x.json"),
        run("export", "bpmn", empty, "-o", tmp_path / "x.bpmn"),
    ]

    assert [result.exit_code for result in results] == [2, 2, 2, 2]
    assert all(result.stderr.count("\n") == 1 for result in results)
    assert not (tmp_path / "x.json").exists()
