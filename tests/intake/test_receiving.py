"""What belongs to an application beside its answers arrives with it, on both databases."""

from datetime import timedelta
from pathlib import Path

import pytest

from db.all_tables import every_table
from forms.promises import PROMISES
from intake.awaited import awaited_of
from intake.desk import submit
from intake.drafts import begin_draft, find_draft, keep_answers
from intake.errors import SignaturesMissing
from intake.guide import guide
from intake.proxies import Proxy, keep_proxy, proxy_of
from intake.signatures import Wanted, answer_signer, ask_signers, keep_signers, seen_in, signers_of
from tests.web.town import WebTown, move_in, open_town


def drafted(town: WebTown, procedure: str) -> str:
    """Fill an application in and return its token; the photo of the passbook is promised where there is one."""
    house, now = town.house, town.clock.now()
    with house.database.begin() as tx:
        token = begin_draft(tx, guide(tx, house.library, procedure).version, now)
        promised = {PROMISES: {"passbook_photo": "later"}} if procedure == "child-allowance" else {}
        keep_answers(tx, find_draft(tx, token, now), town.answers(procedure) | promised, now)
    return token


def test_promises_and_confirmations_arrive_with_the_application(database_url: str, tmp_path: Path) -> None:
    with open_town(tmp_path, "smtp://127.0.0.1:25", tmp_path / "mail", database_url) as town:
        house, now = town.house, town.clock.now()
        secret = house.settings.secret_key
        with house.database.begin() as tx:
            every_table().create_all(tx, checkfirst=True)
        move_in(house)
        allowance, subsidy = drafted(town, "child-allowance"), drafted(town, "community-subsidy")
        with house.database.begin(late=True) as tx:
            draft = find_draft(tx, allowance, now)
            bundle = house.library.bundle(tx, draft.bundle_digest)
            promised = submit(tx, house.desk, draft, bundle, language="ja", now=now)
        with house.database.begin() as tx:
            draft = find_draft(tx, subsidy, now)
            bundle = house.library.bundle(tx, draft.bundle_digest)
            keep_proxy(tx, draft.id, Proxy(name="代田 理", relation="family", authority="consent"))
            keep_signers(tx, secret, draft.id, [Wanted(role="principal", name="本人", email="")], now)
            ask_signers(tx, draft, bundle.page.applying, "ja", now)
        with pytest.raises(SignaturesMissing), house.database.begin(late=True) as tx:
            submit(tx, house.desk, draft, bundle, language="ja", now=now)

        with house.database.begin() as tx:
            (signer,) = signers_of(tx, secret, draft.id, seen_in(draft), now)
            answer_signer(tx, signer, draft, seen=seen_in(draft), agreed=True, now=now + timedelta(minutes=1))
        with house.database.begin(late=True) as tx:
            signed = submit(tx, house.desk, draft, bundle, language="ja", now=now)

        assert promised is not None
        assert signed is not None
        with house.database.read() as tx:
            assert [each.how for each in awaited_of(tx, promised.case_id)] == ["later"]
            assert [each.state for each in signers_of(tx, secret, signed.case_id, "", now)] == ["agreed"]
            assert proxy_of(tx, signed.case_id) is not None
