"""`import dmn` and `export dmn`: files in, files out, and what a table cannot express is refused by its place."""

import json
from pathlib import Path

from tests.cli.documents import SAMPLES, Run
from tests.services import shared_data

FEES = SAMPLES / "dog-registration" / "table-auto-approve.json"


def test_a_table_goes_out_and_comes_back_with_the_same_rules(run: Run, tmp_path: Path) -> None:
    model, back = tmp_path / "dog.dmn", tmp_path / "dog.json"

    written = run("export", "dmn", FEES, "-o", model)
    result = run("import", "dmn", model, "-o", back, "--key", "auto-approve")

    assert (written.exit_code, result.exit_code) == (0, 0)
    table, read = json.loads(FEES.read_text("utf-8")), json.loads(back.read_text("utf-8"))
    assert [(rule["then"], len(rule["when"])) for rule in read["rules"]] == [
        (rule["then"], len(rule["when"])) for rule in table["rules"]
    ]
    assert run("table", "check", back).exit_code == 0


def test_a_table_of_the_kit_is_printed_as_one_document(run: Run) -> None:
    model = shared_data("dmn_tck", "compliance-level-2", "0004-simpletable-U", "0004-simpletable-U.dmn")

    result = run("import", "dmn", model)

    assert result.exit_code == 0
    document = json.loads(result.stdout)
    assert (document["key"], document["hit_policy"], len(document["rules"])) == ("approval-status", "unique", 4)


def test_a_model_without_a_table_and_a_wrong_key_get_one_line(run: Run, tmp_path: Path) -> None:
    empty = tmp_path / "empty.dmn"
    empty.write_text("<definitions/>", encoding="utf-8")

    results = [
        run("import", "dmn", empty),
        run("import", "dmn", empty, "--key", "Not A Key"),
        run("import", "dmn", FEES),
    ]

    assert [result.exit_code for result in results] == [2, 2, 2]
    assert all(result.stderr.count("\n") == 1 for result in results)
