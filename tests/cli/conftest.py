"""Calling commands the way `flask --app wsgi …` does, within the test's own process."""

from collections.abc import Sequence

import click.testing
import pytest

from cli.commands import root_group
from tests.cli.documents import Run


@pytest.fixture
def run() -> Run:
    """Call a command: `run("flow", "check", path)`; its result has exit_code, stdout and stderr apart."""

    def call(*arguments: object) -> click.testing.Result:
        words: Sequence[str] = [str(argument) for argument in arguments]
        result = click.testing.CliRunner().invoke(root_group("minaoshi"), words)
        unexpected = result.exception is not None and not isinstance(result.exception, SystemExit)
        assert not unexpected, result.exc_info
        return result

    return call
