"""The commands that the README shows work as they stand there, one after the other."""

import re
import shlex
from pathlib import Path

import pytest

from tests.cli.documents import ROOT, SAMPLES, Run


def shown() -> list[list[str]]:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    return [shlex.split(line) for line in re.findall(r"^    \.venv/bin/flask --app wsgi (.+)$", text, re.MULTILINE)]


def test_the_readme_shows_every_group_of_commands_that_reads_documents() -> None:
    assert {words[0] for words in shown()} == {"flow", "table", "form"}


def test_the_commands_of_the_readme_work_as_they_stand_there(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "samples").symlink_to(SAMPLES)

    for words in shown():
        arguments = [
            part for word in words for part in (sorted(map(str, Path().glob(word))) if "*" in word else [word])
        ]
        assert run(*arguments).exit_code == 0, words

    assert {"to-be.json", "comparison.html", "flow.svg"} <= {path.name for path in tmp_path.iterdir()}


def expanded(word: str) -> list[str]:
    """Return what a shell makes of `word`."""
    return sorted(map(str, Path().glob(word))) if "*" in word else [word]
