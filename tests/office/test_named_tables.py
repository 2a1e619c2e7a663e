"""Findings that only a decision table lets one tell: the table is the draft, else that of the version in force."""

from typing import Any, Final

import pytest

from catalog.drafts import discard_draft, draft, save_draft
from catalog.library import Library
from catalog.named_tables import named_tables
from catalog.procedures import create_procedure
from db.database import Database, Tx
from kernel.json_types import JsonObject
from office.inventory import inventory, new_to_inventory
from office.redesigns import SLOT, choose, flow_in, review
from samples.town import publish_procedures, settle
from tests.office.test_redesigns import NOW, officer
from tests.workflow.analysis import test_r06_skip_when_known as r06
from tests.workflow.analysis import test_s01_rule_by_hand as s01
from tests.workflow.analysis.office import document
from workflow.compare import compare

KEY: Final = "judged-by-table"
DOG: Final = "dog-registration"
BY_RULE: Final = (document(s01.judged()), s01.COMPLETE)
BY_ROWS: Final = (
    document(r06.LOOK_UP, r06.look(checks=[], table="t"), data=r06.DATA_HERE),
    r06.table([0, None, "approve"], [{"gt": 0}, "ok", "approve"]),
)


@pytest.fixture
def town(database: Database) -> Database:
    """A database in which the town has settled."""
    with database.begin() as tx:
        settle(tx, "minaoshi-demo", NOW)
        publish_procedures(tx, Library(), NOW)
    return database


def draw(tx: Tx, flow: dict[str, Any], table: JsonObject | None) -> None:
    """Draw the as-is of a new procedure, and the table that it names."""
    sato = officer(tx, "sato")
    create_procedure(tx, sato, KEY, "dx", KEY, NOW)
    save_draft(tx, sato, KEY, "flow", "as-is", {**flow, "key": KEY}, revision=None, now=NOW)
    if table is not None:
        save_draft(tx, sato, KEY, "table", str(table["key"]), table, revision=None, now=NOW)


def proposed(tx: Tx, code: str) -> list[str]:
    found = review(tx, officer(tx, "sato"), KEY).analysis.findings
    return [each.where.nodes[0] for each in found if (each.code, each.status) == (code, "proposed")]


@pytest.mark.parametrize(
    ("described", "code", "node"),
    [pytest.param(BY_RULE, "S01", "judge", id="S01"), pytest.param(BY_ROWS, "R06", "look", id="R06")],
)
def test_what_only_a_table_shows_is_found_and_saves_the_same_everywhere(
    town: Database, described: tuple[dict[str, Any], dict[str, Any]], code: str, node: str
) -> None:
    with town.begin() as tx:
        draw(tx, *described)
        sato = officer(tx, "sato")
        assert proposed(tx, code) == [node]
        made = choose(tx, sato, KEY, code, node, "accepted", now=NOW)
        compared = compare(flow_in(tx, KEY, "as-is"), flow_in(tx, KEY, SLOT))

    assert made is not None
    assert code in [each.code for each in made.applied]
    before, after = (each.yearly_minutes for each in compared.metrics)
    assert before is not None
    assert after is not None
    assert made.minutes_per_year == pytest.approx(before - after)
    assert compared.waterfall is not None
    assert compared.waterfall.before - compared.waterfall.after == pytest.approx(made.minutes_per_year)


def test_the_inventory_thinks_again_when_the_table_changes_and_only_then(town: Database) -> None:
    with town.begin() as tx:
        draw(tx, BY_RULE[0], None)
        sato = officer(tx, "sato")
        without = next(line for line in inventory(tx, sato, NOW) if line.procedure.key == KEY).assessment
        save_draft(tx, sato, KEY, "table", "limit", BY_RULE[1], revision=None, now=NOW)
        fresh = [each.flow.key for each in new_to_inventory(tx, sato)]
        with_table = next(line for line in inventory(tx, sato, NOW) if line.procedure.key == KEY).assessment
        again = new_to_inventory(tx, sato)

    assert fresh == [KEY]
    assert again == ()
    assert without is not None
    assert with_table is not None
    assert with_table.proposed == without.proposed + 1
    assert with_table.expected_minutes > without.expected_minutes


def test_the_draft_counts_before_the_version_in_force(town: Database) -> None:
    with town.begin() as tx:
        flow, sato = flow_in(tx, DOG, "to-be"), officer(tx, "sato")
        known = draft(tx, DOG, "table", "dog-registration-auto")
        edited = {**known.document, "title": "直している表"}
        save_draft(tx, sato, DOG, "table", known.key, edited, revision=known.revision, now=NOW)
        drafted = named_tables(tx, {DOG: flow})
        discard_draft(tx, sato, DOG, "table", known.key)
        in_force = named_tables(tx, {DOG: flow})

    assert drafted[DOG][known.key].document == edited
    assert in_force[DOG][known.key].document == known.document
