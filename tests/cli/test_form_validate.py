"""`form validate`: whether answers would be accepted on a day, and what would be stored."""

import json
import random
from datetime import date
from pathlib import Path

import pytest

from samples.answers import answers
from tests.cli.documents import SAMPLES, Run, written

DAY = date(2026, 11, 2)
PROCEDURES = sorted(path.parent.name for path in SAMPLES.glob("*/form.json"))


@pytest.mark.parametrize("procedure", PROCEDURES)
def test_answers_of_the_model_town_are_accepted(run: Run, tmp_path: Path, procedure: str) -> None:
    data = written(tmp_path / "data.json", answers(procedure, random.Random(7), DAY))

    result = run("form", "validate", SAMPLES / procedure / "form.json", data, "--today", f"{DAY}", "--json")

    assert result.exit_code == 0, result.stdout
    shape = json.loads(result.stdout)
    assert shape["valid"] is True
    assert shape["problems"] == []
    assert len(shape["values"]) > 5


def test_what_is_missing_is_said_field_by_field(run: Run, tmp_path: Path) -> None:
    form = SAMPLES / "dog-registration" / "form.json"

    result = run("form", "validate", form, written(tmp_path / "data.json", {"dog_name": "ハナ", "x": 1}))

    assert result.exit_code == 1
    assert "error answer.required /applicant_name: " in result.stdout
    assert "error answer.unknown_field /x: " in result.stdout
    assert "/dog_name" not in result.stdout


@pytest.mark.parametrize("data", [[], "text", 5, None])
def test_answers_that_are_no_object_cannot_be_used(run: Run, tmp_path: Path, data: object) -> None:
    result = run("form", "validate", SAMPLES / "nursery" / "form.json", written(tmp_path / "data.json", data))

    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
