"""The scripts behind `make` can at least be read by the shell, and each one is behind a target."""

import os
import re
import subprocess
from pathlib import Path

import pytest

from tests.architecture.rules import ROOT

SCRIPTS = [*sorted((ROOT / "tools").glob("*.sh")), ROOT / ".ci" / "run"]


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_a_script_is_executable_and_has_no_syntax_error(script: Path) -> None:
    assert os.access(script, os.X_OK)
    assert subprocess.run(["bash", "-n", script], check=False).returncode == 0


def test_every_script_is_called_from_somewhere() -> None:
    callers = "".join(path.read_text() for path in [ROOT / "Makefile", *SCRIPTS])

    assert not [script.name for script in SCRIPTS if script.suffix and f"tools/{script.name}" not in callers]


def test_the_commands_of_the_readme_are_targets() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), flags=re.MULTILINE))
    named = set(re.findall(r"^    make ([a-z-]+)", (ROOT / "README.md").read_text(), flags=re.MULTILINE))

    assert {"run", "test"} <= named <= targets
