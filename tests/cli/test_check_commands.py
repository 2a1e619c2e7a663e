"""`flow check`, `table check`, `form check`: findings a line each, JSON alone, exit status that scripts can trust."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.documents import FLOWS, FORMS, ROOT, SAMPLES, TABLES, Run, a_deadlock, a_flow, name_of, written

WORDS = {"flow": ["flow", "check"], "table": ["table", "check"], "form": ["form", "check"]}


@pytest.mark.parametrize("path", FLOWS, ids=name_of)
def test_every_flow_of_the_model_town_is_free_of_errors(run: Run, path: Path) -> None:
    result = run("flow", "check", path)

    assert result.exit_code == 0, result.stdout


@pytest.mark.parametrize("path", TABLES, ids=name_of)
def test_every_table_of_the_model_town_is_free_of_errors(run: Run, path: Path) -> None:
    assert run("table", "check", path).exit_code == 0


@pytest.mark.parametrize("path", FORMS, ids=name_of)
def test_every_form_of_the_model_town_is_free_of_errors(run: Run, path: Path) -> None:
    assert run("form", "check", path).exit_code == 0


def test_an_error_stands_in_a_line_with_its_place_and_sets_the_exit_status(run: Run, tmp_path: Path) -> None:
    path = written(tmp_path / "flow.json", a_deadlock())

    result = run("flow", "check", path)

    assert result.exit_code == 1
    (line,) = [line for line in result.stdout.splitlines() if "soundness.deadlock" in line]
    assert line.startswith(f"{path}: error soundness.deadlock join")


def test_what_is_wrong_is_said_in_the_language_asked_for(run: Run, tmp_path: Path) -> None:
    path = written(tmp_path / "flow.json", a_flow(key="Not A Key"))

    japanese, english = run("flow", "check", path), run("flow", "check", path, "--lang", "en")

    assert japanese.exit_code == english.exit_code == 1
    assert "ください" in japanese.stdout
    assert english.stdout.isascii() or "ください" not in english.stdout


def test_json_is_one_document_with_the_digest_the_verdict_and_the_findings(run: Run, tmp_path: Path) -> None:
    path = written(tmp_path / "flow.json", a_deadlock())

    shape = json.loads(run("flow", "check", path, "--json").stdout)

    assert len(shape["flow"]) == 64
    assert shape["sound"] is False
    (found,) = [finding for finding in shape["findings"] if finding["code"] == "soundness.deadlock"]
    assert found["severity"] == "error"
    assert "join" in found["where"]["nodes"]
    assert {"ja", "en"} <= found["message"].keys()


def test_several_files_give_a_list_and_one_bad_file_does_not_hide_the_others(run: Run, tmp_path: Path) -> None:
    good, missing = written(tmp_path / "good.json", a_flow()), tmp_path / "missing.json"

    result = run("flow", "check", good, missing, good, "--json")

    assert result.exit_code == 2
    assert [report["sound"] for report in json.loads(result.stdout)] == [True, True]
    assert len(result.stderr.splitlines()) == 1


HOSTILE = {
    "empty": b"",
    "not json": b"{",
    "not utf-8": b'{"format": "\xff"}',
    "nan": b'{"format": NaN}',
    "deep": b"[" * 100_000,
    "long number": b'{"format": ' + b"9" * 5_000 + b"}",
    "doubled key": b'{"format": 1, "format": 2}',
    "surrogate": b'{"format": "\\ud800"}',
    "null": b"null",
    "a list": b"[1, 2]",
    "a text": b'"minaoshi.flow/1"',
    "another format": b'{"format": "minaoshi.flow/2"}',
    "a format that is no text": b'{"format": {"a": [1]}}',
    "huge": b" " * 5_000_001,
    "nul": b"\0\0\0",
}


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
@pytest.mark.parametrize("raw", HOSTILE.values(), ids=HOSTILE)
def test_input_that_cannot_be_used_ends_in_one_line_and_status_2(
    run: Run, tmp_path: Path, words: list[str], raw: bytes
) -> None:
    path = tmp_path / "document.json"
    path.write_bytes(raw)

    for options in ([], ["--json"]):
        result = run(*words, path, *options)
        assert result.exit_code == 2
        assert result.stdout == ""
        assert len(result.stderr.strip().splitlines()) == 1
        assert result.stderr.startswith(str(path))


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
@pytest.mark.parametrize("name", ["missing.json", ".", "missing/document.json"])
def test_a_place_where_no_file_is_ends_in_one_line_and_status_2(
    run: Run, tmp_path: Path, words: list[str], name: str
) -> None:
    result = run(*words, f"{tmp_path}/{name}")

    assert result.exit_code == 2
    assert result.stdout == ""
    assert len(result.stderr.strip().splitlines()) == 1


def test_titles_cannot_move_the_cursor_or_begin_a_line(run: Run, tmp_path: Path) -> None:
    flow = a_deadlock()
    flow["nodes"][4]["title"] = "\x1b[2J\nerror forged: \u202eok"

    result = run("flow", "check", written(tmp_path / "flow.json", flow))

    assert "\x1b" not in result.stdout
    assert "\u202e" not in result.stdout
    assert all(line.startswith(str(tmp_path)) for line in result.stdout.splitlines())


def test_forms_and_tables_are_looked_for_beside_the_flow(run: Run, tmp_path: Path) -> None:
    source = SAMPLES / "dog-registration"
    for path in source.glob("*.json"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    complete = run("flow", "check", tmp_path / "to-be.json")
    form = json.loads((tmp_path / "form.json").read_text(encoding="utf-8"))
    written(tmp_path / "form.json", form | {"key": "another-form"})
    (tmp_path / "broken.json").write_bytes(b'{"format": "minaoshi.form/1", ')

    renamed = run("flow", "check", tmp_path / "to-be.json")

    assert complete.exit_code == 0
    assert renamed.exit_code == 1
    assert "error reference.unknown" in renamed.stdout


def test_a_flow_that_lies_alone_is_judged_by_itself(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "to-be.json"
    path.write_bytes((SAMPLES / "dog-registration" / "to-be.json").read_bytes())

    alone, publishing = run("flow", "check", path), run("flow", "check", path, "--publishing")

    assert alone.exit_code == 0
    assert "warning reference.unknown" in alone.stdout
    assert publishing.exit_code == 1


def flask(*words: object, **environ: str) -> subprocess.CompletedProcess[bytes]:
    """Call the real program in a process of its own."""
    program = Path(sys.executable).with_name("flask")
    given = {**os.environ, **environ}
    return subprocess.run(
        [program, "--app", "wsgi", *map(str, words)], cwd=ROOT, env=given, capture_output=True, check=False
    )


def test_the_program_needs_neither_settings_nor_a_data_directory() -> None:
    result = flask("flow", "check", FLOWS[0], PORT="none", DATABASE_URL="nonsense", DATA_DIR="/proc/none")

    assert result.returncode == 0, result.stderr


def test_a_terminal_that_knows_only_ascii_gets_json_in_utf_8_and_no_traceback() -> None:
    as_json = flask("flow", "check", FLOWS[0], "--json", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    for_people = flask("flow", "check", SAMPLES / "missing.json", PYTHONIOENCODING="ascii", PYTHONUTF8="0")

    assert json.loads(as_json.stdout)["sound"] is True
    assert for_people.returncode == 2
    assert b"Traceback" not in for_people.stderr
