"""Who gets a step: the lane's people, the same or another person, whom a field or the authority table names."""

import pytest

from engine.core.actor import Actor
from engine.core.errors import NotYourWork
from engine.core.program import Program
from kernel.json_types import Json
from tests.engine.desk import Desk
from tests.engine.flows import MAYOR, SATO, SUZUKI, YAMADA, node, program_of

AUTHORITY: list[Json] = [
    {"matter": "subsidy", "decided_by": "mayor"},
    {"matter": "subsidy", "up_to": 100_000, "decided_by": "clerk"},
    {"matter": "subsidy", "up_to": 500_000, "decided_by": "head"},
]


def two_steps(**more: Json) -> Program:
    """Return first (task) → second (task with `more`)."""
    return program_of(
        [
            node("s", "start"),
            node("first", "task", "clerk"),
            node("second", "task", "clerk", **more),
            node("e", "end"),
        ],
        ["s->first", "first->second", "second->e"],
        levels=["clerk", "chief", "head", "mayor"],
        authority=AUTHORITY,
    )


@pytest.mark.parametrize(
    ("more", "facts", "may", "may_not"),
    [
        pytest.param({}, {}, [YAMADA, SUZUKI], [SATO], id="レーンの担当"),
        pytest.param({"assign": {"same_as": "first"}}, {}, [YAMADA], [SUZUKI], id="同じ職員"),
        pytest.param({"assign": {"not_same_as": ["first"]}}, {}, [SUZUKI], [YAMADA], id="別の職員"),
        pytest.param({"assign": {"field": "in_charge"}}, {"in_charge": "sato"}, [SATO], [YAMADA], id="記録が名指す"),
        pytest.param({"assign": {"field": "in_charge"}}, {}, [YAMADA], [SATO], id="名指しがなければ担当"),
        pytest.param({"assign": {"field": "in_charge"}}, {"in_charge": 5}, [YAMADA], [SATO], id="名でなければ担当"),
        pytest.param(
            {"matter": "subsidy", "assign": {"authority": {"field": "yen"}}}, {"yen": 500_000}, [SATO], [YAMADA, MAYOR],
            id="権限表（上限を含む）",
        ),
        pytest.param(
            {"matter": "subsidy", "assign": {"authority": {"product": [{"field": "yen"}, 12]}}}, {"yen": 50_000},
            [MAYOR], [SATO], id="権限表（計算した額）",
        ),
        pytest.param(
            {"matter": "subsidy", "assign": {"authority": {"field": "yen"}}}, {}, [MAYOR], [YAMADA, SATO],
            id="額がなければ制限のない者",
        ),
        pytest.param(
            {"matter": "unknown", "assign": {"authority": {"field": "yen"}}}, {"yen": 1}, [YAMADA], [SATO],
            id="権限表にない事項は担当",
        ),
    ],
)  # fmt: skip
def test_only_those_do_a_step_who_may(
    more: dict[str, Json], facts: dict[str, Json], may: list[Actor], may_not: list[Actor]
) -> None:
    for actor in may:
        desk = Desk(program_of_case(more), facts=facts).receive()
        desk.complete("first", by=YAMADA)
        desk.complete("second", by=actor)
        assert desk.state.result == "completed"
    for actor in may_not:
        desk = Desk(program_of_case(more), facts=facts).receive()
        desk.complete("first", by=YAMADA)
        with pytest.raises(NotYourWork):
            desk.complete("second", by=actor)


def program_of_case(more: dict[str, Json]) -> Program:
    """Return the flow of a case of the table."""
    return two_steps(**more)
