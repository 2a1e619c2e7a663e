"""`flask --app wsgi import …`: what other products wrote, as documents of ours."""

from typing import Final

from cli.lazy_group import LazyGroup

command: Final = LazyGroup(
    "import",
    {
        "xes": "cli.importing.xes",
        "csv": "cli.importing.csv",
        "bpmn": "cli.importing.bpmn",
        "dmn": "cli.importing.dmn",
    },
    "ほかのシステムの記録や図を取り込む / Take in event logs and models of other systems.",
)
