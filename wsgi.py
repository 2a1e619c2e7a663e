"""The application for any WSGI server (`wsgi:app`) and for `flask --app wsgi`.

Our own commands (`flask --app wsgi flow check …`) get an application without pages and without a database: they
start several times faster and work where nothing has been set up. Which it is, `cli.commands.is_ours` tells; the
modules of the full application are therefore loaded by name.
"""

import sys
from importlib import import_module

from flask import Flask

from cli.commands import is_ours, root_group


def application(arguments: list[str]) -> Flask:
    """Return the application that the process with these `arguments` needs."""
    made: Flask = Flask("minaoshi") if is_ours(arguments) else import_module("launch").full_application()
    made.cli = root_group("minaoshi")
    return made


app = application(sys.argv)
