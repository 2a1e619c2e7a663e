"""The DX office's services: the inventory, choices with reasons, and the draft that the accepted proposals make."""

from datetime import UTC, datetime
from typing import Final

import pytest

from accounts.directory import officer_by_login
from accounts.officer import Officer
from catalog.drafts import drafts_of, save_draft
from catalog.library import Library
from db.database import Database, Tx
from kernel.errors import NotAllowed, NotFound
from office.inventory import inventory
from office.redesigns import (
    SLOT,
    DefectStays,
    NoSuchFinding,
    NothingToApply,
    ReasonNeeded,
    choices,
    choose,
    review,
)
from samples.town import publish_procedures, settle
from workflow.codec import require_flow
from workflow.compare import compare
from workflow.patch import apply_patch

NOW: Final = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
KEY: Final = "dog-registration"


@pytest.fixture
def town(database: Database) -> Database:
    """A database in which the town has settled."""
    with database.begin() as tx:
        settle(tx, "minaoshi-demo", NOW)
        publish_procedures(tx, Library(), NOW)
    return database


def officer(tx: Tx, login: str) -> Officer:
    """Return an officer of the town."""
    found = officer_by_login(tx, login)
    assert found is not None
    return found


def places(tx: Tx, login: str) -> list[tuple[str, str]]:
    """Return where the proposals for the dog registration are."""
    found = review(tx, officer(tx, login), KEY).analysis.findings
    return [(each.code, each.where.nodes[0]) for each in found if each.status == "proposed"]


def test_the_inventory_shows_departments_that_one_sees_largest_saving_first(town: Database) -> None:
    with town.begin() as tx:
        every = inventory(tx, officer(tx, "sato"), NOW)
        own = inventory(tx, officer(tx, "kimura"), NOW)

    savings = [line.assessment.minutes.p50 for line in every if line.assessment]
    assert savings == sorted(savings, reverse=True)
    assert len(every) == 7
    assert [line.procedure.key for line in own] == [KEY]


def test_an_assessment_is_computed_once_per_flow(town: Database) -> None:
    with town.begin() as tx:
        first = inventory(tx, officer(tx, "kimura"), NOW)
        again = inventory(tx, officer(tx, "kimura"), NOW)

    assert first == again


def test_accepted_proposals_make_a_draft_that_keeps_every_control(town: Database) -> None:
    with town.begin() as tx:
        designer = officer(tx, "sato")
        first, second, *_ = places(tx, "sato")
        choose(tx, designer, KEY, *first, "accepted", reason="", now=NOW)
        made = choose(tx, designer, KEY, *second, "accepted", reason="", now=NOW)
        drafts = {each.key: each for each in drafts_of(tx, KEY) if each.kind == "flow"}

    assert made is not None
    compared = compare(require_flow(drafts["as-is"].document), require_flow(drafts[SLOT].document))
    assert drafts[SLOT].document == made.to_be.document
    assert all(control.kept for control in compared.controls)


def test_taking_the_last_one_back_takes_the_draft_away(town: Database) -> None:
    with town.begin() as tx:
        designer, place = officer(tx, "sato"), places(tx, "sato")[0]
        choose(tx, designer, KEY, *place, "accepted", reason="", now=NOW)
        choose(tx, designer, KEY, *place, None, reason="", now=NOW)

        assert choices(tx, KEY) == ()
        assert SLOT not in {each.key for each in drafts_of(tx, KEY)}


def test_a_proposal_is_dismissed_with_a_reason_that_is_kept(town: Database) -> None:
    with town.begin() as tx:
        designer, place = officer(tx, "sato"), places(tx, "sato")[0]
        with pytest.raises(ReasonNeeded):
            choose(tx, designer, KEY, *place, "dismissed", reason=" \u3000", now=NOW)
        choose(tx, designer, KEY, *place, "dismissed", reason="制度改正を待つ。", now=NOW)

        said = choices(tx, KEY)

    assert [(each.place, each.verdict, each.reason) for each in said] == [(place, "dismissed", "制度改正を待つ。")]


def test_choosing_is_for_who_designs_there_and_for_findings_that_are_there(town: Database) -> None:
    with town.begin() as tx:
        place = places(tx, "sato")[0]

        with pytest.raises(NotAllowed):
            choose(tx, officer(tx, "tanaka"), KEY, *place, "accepted", reason="", now=NOW)
        with pytest.raises(NoSuchFinding):
            choose(tx, officer(tx, "sato"), KEY, "E99", "nothing", "accepted", reason="", now=NOW)
        with pytest.raises(NotFound):
            review(tx, officer(tx, "ogawa"), KEY)


def without_controls(tx: Tx) -> None:
    """Let nobody perform the controls of the dog registration any more."""
    draft = next(each for each in drafts_of(tx, KEY) if (each.kind, each.key) == ("flow", "as-is"))
    nodes = draft.document["nodes"]
    assert isinstance(nodes, list | tuple)
    left = [{key: value for key, value in node.items() if key != "control"} for node in nodes if isinstance(node, dict)]
    document = {**draft.document, "nodes": left}
    save_draft(tx, officer(tx, "kimura"), KEY, "flow", "as-is", document, revision=draft.revision, now=NOW)


def test_a_defect_that_the_law_cares_for_is_mended_and_not_dismissed(town: Database) -> None:
    with town.begin() as tx:
        without_controls(tx)
        kimura = officer(tx, "kimura")
        first = review(tx, kimura, KEY).analysis.findings[0]
        place = first.code, (first.where.nodes or ("",))[0]

        assert (first.code[:1], first.severity) == ("K", "error")
        with pytest.raises(DefectStays):
            choose(tx, kimura, KEY, *place, "dismissed", reason="時間がない", now=NOW)
        with pytest.raises(NothingToApply):
            choose(tx, kimura, KEY, *place, "accepted", now=NOW)


def test_what_was_said_of_a_finding_is_kept_when_the_flow_loses_it(town: Database) -> None:
    with town.begin() as tx:
        kimura = officer(tx, "kimura")
        finding = next(each for each in review(tx, kimura, KEY).analysis.findings if each.fix)
        choose(tx, kimura, KEY, finding.code, finding.where.nodes[0], "dismissed", reason="来年度に見直す", now=NOW)
        assert review(tx, kimura, KEY).gone == ()

        draft = next(each for each in drafts_of(tx, KEY) if (each.kind, each.key) == ("flow", "as-is"))
        mended = apply_patch(draft.document, finding.fix or ())
        assert isinstance(mended, dict)
        save_draft(tx, kimura, KEY, "flow", "as-is", mended, revision=draft.revision, now=NOW)

        (gone,) = review(tx, kimura, KEY).gone
        assert (gone.place, gone.reason) == ((finding.code, finding.where.nodes[0]), "来年度に見直す")
