"""`flask --app wsgi flow …`: check, analyse, redesign, compare, draw and simulate flows in files."""

from typing import Final

from cli.lazy_group import LazyGroup

command: Final = LazyGroup(
    "flow",
    {
        "check": "cli.flow.check",
        "analyze": "cli.flow.analyze",
        "redesign": "cli.flow.redesign",
        "compare": "cli.flow.compare",
        "draw": "cli.flow.draw",
        "simulate": "cli.flow.simulate",
    },
    "業務フローを調べる・直す・比べる・描く・試す / Check, analyse, redesign, compare, draw, simulate flows.",
)
