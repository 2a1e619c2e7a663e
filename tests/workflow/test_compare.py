"""Two flows side by side: what became of every step, and an edit script that replays exactly."""

import json
import random
from pathlib import Path
from typing import Any, cast

import pytest

from kernel.documents import digest, read_json
from kernel.json_types import JsonObject
from tests.workflow.flow_documents import node, straight
from workflow.codec import require_flow
from workflow.compare import apply_script, compare
from workflow.definition import Flow
from workflow.improve import redesign
from workflow.matching import match
from workflow.matching.labels import likeness

SAMPLES = sorted(path.parent for path in (Path(__file__).parents[2] / "samples").glob("*/to-be.json"))


def sample(folder: Path, name: str) -> Flow:
    return require_flow(read_json((folder / f"{name}.json").read_bytes()))


def chain(*keys: str, **properties: Any) -> dict[str, Any]:
    """A flow that does `keys` one after the other."""
    return straight(*(node(key, "task") for key in keys), **properties)


def with_lineage(flow: dict[str, Any], **origin: list[str]) -> dict[str, Any]:
    for line in flow["nodes"]:
        if line["key"] in origin:
            line["derived_from"] = origin[line["key"]]
    return flow


def renamed(flow: JsonObject, seed: int) -> dict[str, Any]:
    """The same flow with other keys and without lineage, as if somebody had drawn it anew."""
    order = [str(line["key"]) for line in cast(list[JsonObject], flow["nodes"])]
    names = [f"n{seed}-{number}" for number in range(len(order))]
    random.Random(seed).shuffle(names)
    new = dict(zip(order, names, strict=True))
    copy = json.loads(json.dumps(flow))
    for line in copy["nodes"]:
        line["key"] = new[line["key"]]
        line.pop("derived_from", None)
    for line in copy["edges"]:
        line["from"], line["to"] = new[line["from"]], new[line["to"]]
    return {
        name: value
        for name, value in copy.items()
        if name in ("format", "key", "title", "stage", "lanes", "nodes", "edges")
    }


@pytest.mark.parametrize("folder", SAMPLES, ids=lambda folder: folder.name)
def test_the_script_makes_the_new_flow_of_the_old_one_exactly(folder: Path) -> None:
    before, after = sample(folder, "as-is"), sample(folder, "to-be")

    for old, new in ((before, after), (after, before), (before, before)):
        script = compare(old, new).script
        assert digest(apply_script(old.document, script)) == new.digest


@pytest.mark.parametrize("folder", SAMPLES, ids=lambda folder: folder.name)
def test_every_redesign_is_replayed_exactly_and_keeps_every_control(folder: Path) -> None:
    before = sample(folder, "as-is")
    after = redesign(before).to_be

    found = compare(before, after)

    assert digest(apply_script(before.document, found.script)) == after.digest
    assert all(control.kept for control in found.controls)
    json.dumps(found.as_json(), allow_nan=False)


@pytest.mark.parametrize("folder", SAMPLES, ids=lambda folder: folder.name)
def test_every_step_is_accounted_for_once(folder: Path) -> None:
    found = compare(sample(folder, "as-is"), sample(folder, "to-be"))

    old = [*found.removed, *found.matching.after_of]
    new = [*found.added, *found.matching.before_of]
    assert sorted(old) == sorted(found.before.nodes)
    assert sorted(new) == sorted(found.after.nodes)


@pytest.mark.parametrize("folder", SAMPLES, ids=lambda folder: folder.name)
def test_a_flow_that_was_drawn_anew_is_recognised_by_its_titles(folder: Path) -> None:
    before = sample(folder, "as-is")
    bare = require_flow(renamed(before.document, 0) | {"edges": _plain_edges(before)})
    again = require_flow(renamed(bare.document, 7))

    matching = match(bare, again)

    titled = [key for key, line in bare.nodes.items() if line.title]
    right = sum(bare.nodes[old].title == again.nodes[new].title for old, new in matching.pairs if old in titled)
    assert right >= 0.95 * len(titled)


def _plain_edges(flow: Flow) -> Any:
    return renamed(flow.document, 0)["edges"]


def test_the_same_flow_has_not_changed() -> None:
    flow = require_flow(chain("a", "b", "c"))

    found = compare(flow, flow)

    assert (found.added, found.removed, found.changed, found.moved) == ((), (), {}, ())
    assert [operation["op"] for operation in found.script] == ["arrange"]


def test_one_step_that_changes_places_is_the_only_one_that_moved() -> None:
    before, after = require_flow(chain("a", "b", "c", "d", "e")), require_flow(chain("a", "e", "b", "c", "d"))

    assert compare(before, after).moved == ("e",)


def test_merged_split_and_automated_steps_are_told_apart() -> None:
    before = require_flow(chain("a", "b", "c", "d"))
    new = with_lineage(chain("ab", "c1", "c2", "d"), ab=["a", "b"], c1=["c"], c2=["c"], d=["d"])
    new["nodes"][4] |= {"type": "decision", "lane": "system"}

    found = compare(before, require_flow(new))

    assert found.matching.merged == ((("a", "b"), "ab"),)
    assert found.matching.split == (("c", ("c1", "c2")),)
    assert found.automated == ("d",)
    assert found.fates_after == {"ab": "merged", "c1": "split", "c2": "split", "d": "automated"}


def test_a_step_that_is_split_may_keep_its_key_in_a_later_part() -> None:
    before = require_flow(chain("a", "b"))
    after = require_flow(with_lineage(chain("new", "a", "b"), new=["a"], a=["a"]))

    found = compare(before, after)

    assert found.matching.split == (("a", ("new", "a")),)
    assert digest(apply_script(before.document, found.script)) == after.digest


def test_what_a_step_is_bound_to_is_no_change_of_the_process() -> None:
    before, bound = require_flow(chain("a")), chain("a")
    bound["nodes"][1] |= {"due": {"days": 3}, "instructions": "見る"}
    moved_to_paper = chain("a")
    moved_to_paper["nodes"][1] |= {"medium": "paper"}

    assert compare(before, require_flow(bound)).changed == {}
    assert compare(before, require_flow(moved_to_paper)).changed == {"a": ("medium",)}


@pytest.mark.parametrize("seed", range(60))
def test_random_edits_are_replayed_exactly(seed: int) -> None:
    rng = random.Random(seed)
    keys = [f"s{number}" for number in range(rng.randint(1, 9))]
    kept = [key for key in keys if rng.random() < 0.8] + [f"t{number}" for number in range(rng.randint(0, 3))]
    rng.shuffle(kept)
    before, changed = chain(*keys, volume_per_year=10), chain(*kept, purpose="目的")
    for line in changed["nodes"]:
        if rng.random() < 0.3:
            line["minutes"] = rng.randint(1, 30)

    old, new = require_flow(before), require_flow(changed)

    assert digest(apply_script(old.document, compare(old, new).script)) == new.digest
    assert digest(apply_script(new.document, compare(new, old).script)) == old.digest


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("申請内容を確認する", "申請内容を点検する", True),
        ("課長が決裁する", "課長の承認", True),
        ("通知書を郵送する", "通知書を送付する", True),
        ("申込書の取扱い", "申し込み書の取り扱い", True),
        ("申請内容を確かめる", "申請内容の審査", True),
        ("エクセルの台帳に書き写す", "台帳（Excel）へ転記", True),
        ("通知を送る", "お知らせを送る", True),
        ("受け付ける", "受付", True),
        ("職員がもう一度調べる", "担当者が再度点検する", True),
        ("領収書を作成する", "領収書を綴る", False),
        ("Check the application", "Review of the application", True),
        ("申請内容を確認する", "手数料を受け取る", False),
        ("口座に振り込む", "鑑札を交付する", False),
    ],
)
def test_titles_that_say_the_same_in_other_words_are_alike(one: str, other: str, alike: bool) -> None:
    assert (likeness(one, other) >= 0.55) is alike
    assert likeness(one, other) == likeness(other, one)
