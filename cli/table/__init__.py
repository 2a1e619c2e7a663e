"""`flask --app wsgi table …`: decision tables in files."""

from typing import Final

from cli.lazy_group import LazyGroup

command: Final = LazyGroup(
    "table",
    {"check": "cli.table.check", "backtest": "cli.table.backtest", "propose": "cli.table.propose"},
    "判定表を調べる / Check decision tables.",
)
