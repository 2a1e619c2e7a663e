"""A group of commands whose modules are loaded when one is called.

`flask --app wsgi flow check` must answer within a second, so it may not pay for the simulation, the pictures and
the web. The table of names is the import statement here: `importlib` runs the module of the one command that was
asked for. The house allows this in one place only, this one.
"""

import gc
from collections.abc import Mapping
from importlib import import_module

import click
from flask.cli import AppGroup


class LazyGroup(AppGroup):
    """A click group over `commands`: name of each command → module that has it as its attribute `command`."""

    def __init__(self, name: str, commands: Mapping[str, str], help_text: str) -> None:
        super().__init__(name=name, help=help_text)
        self._modules = commands

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, loaded or not."""
        return sorted({*self._modules, *super().list_commands(ctx)})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command, loading its module the first time."""
        if cmd_name not in self._modules:
            return super().get_command(ctx, cmd_name)
        gc.disable()  # what is imported stays: looking through it for garbage takes an eighth of the start
        try:
            found = import_module(self._modules[cmd_name]).command
        finally:
            gc.enable()
            gc.freeze()
        assert isinstance(found, click.Command)
        return found
