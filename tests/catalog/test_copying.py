"""Copying to another department: own lanes move, those of others stay, and what has to be looked at is told."""

import pytest

from accounts.directory import Directory, read_directory
from accounts.officer import Department, Membership, Officer
from catalog.copying import Original, copy_procedure, plan_copy
from catalog.drafts import drafts_of
from db.database import Database
from kernel.errors import NotAllowed
from kernel.json_types import JsonObject
from kernel.text import say
from tests.catalog.test_drafts_and_versions import NOW, document, office, officer


def directory(*posts: tuple[str, str]) -> Directory:
    """Return a city with three departments and a person in each of `posts`."""
    departments = {
        key: Department(key=key, title=title, contact=f"{title} 電話 000")
        for key, title in (("kankyo", "環境課"), ("nosei", "農政課"), ("kaikei", "会計課"))
    }
    people = {
        str(place): Officer(id=str(place), login=str(place), name=str(place), posts=frozenset({Membership(*post)}))
        for place, post in enumerate(posts)
    }
    return Directory(departments=departments, officers=people)


def original() -> Original:
    """Return the dog registration as its department has it."""
    flow, page = document("to-be.json"), document("procedure.json")
    form, table = document("form.json"), document("table-auto-approve.json")
    return Original(
        "犬の登録",
        "kankyo",
        [
            ("flow", "to-be", flow),
            ("form", str(form["key"]), form),
            ("table", str(table["key"]), table),
            ("page", str(page["key"]), page),
        ],
    )


def lanes(flow: JsonObject) -> dict[str, str]:
    """Return the department of each lane of staff."""
    listed = flow["lanes"]
    assert isinstance(listed, list)
    return {lane["key"]: lane["department"] for lane in listed if lane.get("department")}


def test_lanes_of_the_old_department_become_those_of_the_new_one() -> None:
    posts = [("nosei", "clerk"), ("nosei", "section-chief")]

    plan = plan_copy(directory(*posts), original(), key="goat", title="ヤギの登録", department="nosei")

    documents = {kind: document for kind, _, document in plan.documents}
    assert set(lanes(documents["flow"]).values()) == {"nosei"}
    assert (documents["flow"]["key"], documents["flow"]["owner"]) == ("goat", "nosei")
    assert documents["page"]["contact"] == "農政課 電話 000"
    assert any("「農政課」の担当にします" in say(each) for each in plan.mapped)
    assert documents["form"] == document("form.json")


@pytest.mark.parametrize(
    ("posts", "told"),
    [
        ([("nosei", "clerk")], "に就く人が「農政課」にいません"),
        ([("nosei", "clerk"), ("nosei", "section-chief")], "の文章に「環境課」が残っています"),
    ],
    ids=["役職に人がいない", "前の課の名前が残る"],
)
def test_what_somebody_has_to_look_at_is_told(posts: list[tuple[str, str]], told: str) -> None:
    plan = plan_copy(directory(*posts), original(), key="goat", title="ヤギの登録", department="nosei")

    assert any(told in say(each) for each in plan.to_check)


def test_a_lane_of_another_department_stays_there() -> None:
    flow = document("to-be.json")
    flow["lanes"] = [lane | {"department": "kaikei"} if lane["key"] == "clerk" else lane for lane in flow["lanes"]]
    posts = [("kaikei", "clerk"), ("nosei", "section-chief")]

    plan = plan_copy(
        directory(*posts),
        Original("犬", "kankyo", [("flow", "to-be", flow)]),
        key="goat",
        title="ヤギ",
        department="nosei",
    )

    assert lanes(plan.documents[0][2])["clerk"] == "kaikei"
    assert any("「会計課」のままです" in say(each) for each in plan.to_check)


def test_a_copy_is_drafts_of_a_procedure_of_its_own(database: Database) -> None:
    with database.begin() as tx:
        author, publisher = office(tx)
        plan = plan_copy(read_directory(tx), original(), key="goat", title="ヤギの登録", department="kankyo")
        with pytest.raises(NotAllowed):
            copy_procedure(tx, publisher, plan, key="goat", title="ヤギの登録", department="kankyo", now=NOW)
        with pytest.raises(NotAllowed):
            copy_procedure(
                tx, officer(tx, "elsewhere"), plan, key="goat", title="ヤギの登録", department="kankyo", now=NOW
            )

        copy_procedure(tx, author, plan, key="goat", title="ヤギの登録", department="kankyo", now=NOW)

        assert [(each.kind, each.revision) for each in drafts_of(tx, "goat")] == [
            ("flow", 1),
            ("form", 1),
            ("page", 1),
            ("table", 1),
        ]
