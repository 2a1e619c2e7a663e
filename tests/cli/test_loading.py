"""Which application a process gets, and that no command pays for the modules of another."""

import subprocess
import sys
from importlib import import_module

import click
import pytest

from cli.commands import COMMANDS, is_ours, root_group
from cli.lazy_group import LazyGroup
from tests.cli.documents import FLOWS, ROOT


@pytest.mark.parametrize(
    ("line", "ours"),
    [
        ("flask --app wsgi flow check x.json", True),
        ("/srv/minaoshi/.venv/bin/flask -A wsgi table check x.json", True),
        ("flask --app=wsgi --debug form check x.json", True),
        ("/lib/python3/site-packages/flask/__main__.py --app wsgi serve", True),
        ("flask --app wsgi run --port flow", False),
        ("flask --app flow routes", False),
        ("flask --app wsgi", False),
        ("gunicorn wsgi:app flow", False),
        ("pytest flow", False),
        ("", False),
    ],
)
def test_our_own_commands_are_told_from_everything_else(line: str, ours: bool) -> None:
    assert is_ours(line.split()) is ours


def every_command(group: LazyGroup) -> list[click.Command]:
    context = click.Context(group)
    found = [group.get_command(context, name) for name in group.list_commands(context)]
    assert None not in found
    inner = [command for command in found if isinstance(command, LazyGroup)]
    return [*filter(None, found), *(command for deeper in inner for command in every_command(deeper))]


def test_every_command_loads_and_says_what_it_does() -> None:
    commands = every_command(root_group("minaoshi"))

    assert len(commands) > len(COMMANDS)
    assert all(command.help for command in commands)


def test_a_flow_is_checked_without_web_and_database() -> None:
    argv = ["flask", "--app", "wsgi", "flow", "check", str(FLOWS[0])]
    script = f"""
import sys
sys.argv = {argv!r}
from flask.cli import main
try:
    main()
except SystemExit as end:
    print(end.code, sorted({{"sqlalchemy", "celery", "web", "waitress", "pygraphviz"}} & set(sys.modules)))
"""

    result = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)

    assert result.stdout.splitlines()[-1] == "0 []"


def test_every_module_named_exists() -> None:
    for module in COMMANDS.values():
        assert import_module(module).command
