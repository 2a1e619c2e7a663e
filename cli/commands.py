"""Every command of ours, and which of them can run without building the web application."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from cli.lazy_group import LazyGroup

COMMANDS: Final = {
    "flow": "cli.flow",
    "table": "cli.table",
    "form": "cli.form",
    "import": "cli.importing",
    "export": "cli.exporting",
    "serve": "cli.serve",
    "db": "cli.db",
    "demo": "cli.demo",
    "admin": "cli.admin",
    "message": "cli.message",
}
_FLASK_OPTIONS_WITH_VALUE: Final = ("--app", "-A", "--env-file", "-e")


def root_group(name: str) -> LazyGroup:
    """Return the group that stands in an application's `cli`."""
    return LazyGroup(name, COMMANDS, "Minaoshi")


def is_ours(arguments: Sequence[str]) -> bool:
    """Say whether `arguments` (as in `sys.argv`) call `flask` with one of our commands: none of them needs a view."""
    program = Path(arguments[0]) if arguments else Path()
    if program.stem != "flask" and program.parts[-2:] != ("flask", "__main__.py"):
        return False
    return _first_word(arguments[1:]) in COMMANDS


def _first_word(arguments: Sequence[str]) -> str:
    skip = False
    for argument in arguments:
        if skip or argument.startswith("-"):
            skip = not skip and argument in _FLASK_OPTIONS_WITH_VALUE
            continue
        return argument
    return ""
