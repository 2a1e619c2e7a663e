"""`flask --app wsgi export …`: documents of ours for other products."""

from typing import Final

from cli.lazy_group import LazyGroup

command: Final = LazyGroup(
    "export",
    {
        "bpmn": "cli.exporting.bpmn",
        "dmn": "cli.exporting.dmn",
    },
    "ほかの製品のための形で書き出す / Write documents for other products.",
)
