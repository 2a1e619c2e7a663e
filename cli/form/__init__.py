"""`flask --app wsgi form …`: application forms in files, and answers to them."""

from typing import Final

from cli.lazy_group import LazyGroup

command: Final = LazyGroup(
    "form",
    {"check": "cli.form.check", "validate": "cli.form.validate"},
    "申請様式と回答を調べる / Check forms and answers.",
)
