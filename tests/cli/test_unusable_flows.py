"""Input of which the figures cannot be trusted: a sentence says what to fix, before a program and before a person."""

import json
from collections.abc import Callable
from typing import Any, Final

import pytest

from kernel.documents import read_json
from tests.cli.documents import Run
from tests.services import ROOT

DOG: Final = ROOT / "samples" / "dog-registration" / "as-is.json"
Spoil = Callable[[dict[str, Any]], None]


def split(flow: dict[str, Any], *, join: str, shares: tuple[float, float]) -> None:
    """Let the first way lead through a choice of two pieces of work."""
    work = {"type": "task", "lane": "clerk", "minutes": 5}
    first = flow["edges"][0]
    onward, first["to"] = first["to"], "s"
    flow["nodes"] += [
        {"key": "s", "type": "exclusive", "title": "分ける"},
        {"key": "j", "type": join, "title": "合わせる"},
        {"key": "a", "title": "甲", **work},
        {"key": "b", "title": "乙", **work},
    ]
    flow["edges"] += [
        {"from": "s", "to": "a", "probability": shares[0]},
        {"from": "s", "to": "b", "probability": shares[1]},
        {"from": "a", "to": "j"},
        {"from": "b", "to": "j"},
        {"from": "j", "to": onward},
    ]


def unsound(flow: dict[str, Any]) -> None:
    split(flow, join="parallel", shares=(0.5, 0.5))


def contradictory(flow: dict[str, Any]) -> None:
    split(flow, join="exclusive", shares=(0.9, 0.9))


def without_minutes(flow: dict[str, Any]) -> None:
    for node in flow["nodes"]:
        node.pop("minutes", None)


TABLE: Final = [
    pytest.param(unsound, "先に流れを直してください。「合わせる」で案件が止まります", id="行き止まりの流れ"),
    pytest.param(contradictory, "「分ける」から先の割合の合計が180%です。合計が100%に", id="合わない割合"),
    pytest.param(without_minutes, "作業時間（minutes）のない工程が12個あり、0分として数えています", id="時間がない"),
]


def spoilt(spoil: Spoil) -> dict[str, Any]:
    flow: dict[str, Any] = read_json(DOG.read_bytes())  # type: ignore[assignment]  # ours: an object
    spoil(flow)
    return flow


@pytest.mark.parametrize("command", ["analyze", "redesign", "simulate", "compare"])
@pytest.mark.parametrize(("spoil", "said"), TABLE)
def test_the_command_line_says_what_to_fix(run: Run, tmp_path: Any, command: str, spoil: Spoil, said: str) -> None:
    path = tmp_path / "flow.json"
    path.write_text(json.dumps(spoilt(spoil)), encoding="utf-8")

    result = run("flow", command, *([DOG] if command == "compare" else []), path, "--json")

    assert said in result.stderr
    json.loads(result.stdout)


def test_nothing_is_said_of_a_flow_whose_figures_stand(run: Run) -> None:
    assert run("flow", "analyze", DOG, "--json").stderr == ""
