"""The analysis finds in the as-is flows what was written into them, and leaves alone what has to stay."""

from functools import cache
from typing import Final

import pytest

from tests.samples.documents import SAMPLES, flow_at
from workflow.analysis import analyze
from workflow.finding import Finding

EXPECTED: Final = [
    ("dog-registration", "E01", "ledger"),
    ("dog-registration", "E03", "second-look"),
    ("dog-registration", "E04", "head-stamp"),
    ("dog-registration", "E11", "gate"),
    ("dog-registration", "S03", "print-ledger"),
    ("dog-registration", "S04", "counter-check"),
    ("dog-registration", "E12", "counter-check"),
    ("resident-record-mail", "E01", "log"),
    ("resident-record-mail", "E03", "entitled-again"),
    ("resident-record-mail", "E05", "book-stamp"),
    ("resident-record-mail", "R08", "cash"),
    ("resident-record-mail", "S01", "entitled"),
    ("resident-record-mail", "S04", "enclosures"),
    ("child-allowance", "E01", "ledger"),
    ("child-allowance", "E02", "apply"),
    ("child-allowance", "E03", "entitlement-again"),
    ("child-allowance", "E04", "director"),
    ("child-allowance", "S01", "entitlement"),
    ("community-subsidy", "E02", "apply"),
    ("community-subsidy", "E06", "apply"),
    ("community-subsidy", "E02", "claim"),
    ("community-subsidy", "E03", "inspect-again"),
    ("community-subsidy", "E04", "settle-director"),
    ("community-subsidy", "R01", "org"),
    ("road-occupancy", "E01", "ledger"),
    ("road-occupancy", "E04", "director"),
    ("road-occupancy", "E11", "forward"),
    ("road-occupancy", "R03", "sewer"),
    ("road-occupancy", "R04", "sewer"),
    ("nursery", "E01", "sheet"),
    ("nursery", "E02", "apply"),
    ("nursery", "E03", "certificates-again"),
    ("nursery", "E12", "form-check"),
    ("nursery", "R02", "need"),
    ("nursery", "S01", "need"),
]
STAYS: Final = [
    ("dog-registration", "tag", "the law asks for the tag"),
    ("dog-registration", "fee", "the fee comes before the tag"),
    ("resident-record-mail", "count-again", "the second count is independent on purpose"),
    ("resident-record-mail", "compare", "the second look stands before a letter that cannot be called back"),
    ("resident-record-mail", "chief-seal", "the chief is asked for by the authority table, before the letter leaves"),
    ("resident-record-mail", "identity", "the law asks for it"),
    ("child-allowance", "head", "the section head certifies"),
    ("child-allowance", "account-check", "somebody else looks at the account"),
    ("community-subsidy", "head", "the authority table names the section head for small amounts"),
    ("community-subsidy", "director", "the authority table names the director for the rest"),
    ("community-subsidy", "inspect", "the settlement needs an inspection"),
    ("community-subsidy", "audit", "the accounting officer is not who ordered"),
    ("road-occupancy", "police", "the law asks for it"),
    ("road-occupancy", "charge-check", "the second computation is independent on purpose"),
    ("road-occupancy", "head", "the section head decides"),
    ("nursery", "allocation", "the law asks for it, and several decide together"),
    ("nursery", "points-check", "two people confirm the points"),
]


@cache
def findings(procedure: str) -> tuple[Finding, ...]:
    return analyze(flow_at(SAMPLES / procedure / "as-is.json")).findings


@pytest.mark.parametrize(("procedure", "code", "node"), EXPECTED)
def test_what_is_redundant_is_proposed_with_its_mend(procedure: str, code: str, node: str) -> None:
    found = [each for each in findings(procedure) if each.code == code and node in each.where.nodes[:1]]

    assert [each.status for each in found] == ["proposed"]
    assert found[0].fix


def test_every_detector_finds_something_honest_in_the_model_town() -> None:
    found = {code for _, code, _ in EXPECTED}

    assert {"E01", "E02", "E03", "E04", "E05", "E06", "E11", "E12"} <= found
    assert {"R01", "R02", "R03", "R04", "R08", "S01", "S03", "S04"} <= found


@pytest.mark.parametrize(("procedure", "node", "why"), STAYS)
def test_what_has_to_stay_is_proposed_by_nobody(procedure: str, node: str, why: str) -> None:
    proposed = [each.code for each in findings(procedure) if each.status == "proposed" and each.where.nodes[0] == node]

    assert proposed == [], why


def test_where_minutes_were_not_measured_the_analysis_does_not_guess() -> None:
    assert [each.code for each in findings("receipt-phase") if each.status == "proposed"] == []
