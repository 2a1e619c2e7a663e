"""Applying for somebody else and together with others: nothing goes in before everybody has confirmed it."""

import io
import re
from datetime import timedelta

import pytest

from catalog.page import require_page
from catalog.page_form import boxes_of, page_from
from intake.proxies import proxy_of
from kernel.errors import UnusableDocument
from kernel.json_types import Json
from tests.security.uploads import PDF
from tests.web.town import Visitor, WebTown, fill_in, receipt_number

SUBSIDY = "community-subsidy"
PAGE: dict[str, Json] = {"format": "minaoshi.procedure/1", "key": "a", "title": "あ"}


def at_the_check(town: WebTown) -> Visitor:
    """Return somebody who has filled everything in."""
    resident = town.resident()
    fill_in(resident, town, SUBSIDY, town.answers(SUBSIDY))
    return resident


def with_cosigners(resident: Visitor, *names: str, email: str = "") -> None:
    """Put co-signers in, press 申請する, and ask them."""
    resident.click("申請する人を入れる")
    for place, name in enumerate(names):
        resident.press("保存して、もう1人入れる", {f"cosigner.{place}.name": name, f"cosigner.{place}.email": email})
        if place == len(names) - 1:
            break
    resident.press("決める")
    resident.press("申請する")
    resident.press("確認を頼む")


def codes_on(resident: Visitor) -> list[str]:
    """Return the codes to hand over."""
    return re.findall(r"<strong>([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4})</strong>", resident.page.html)


def sign(town: WebTown, code: str, button: str = "この内容で申請してよい") -> Visitor:
    """Let somebody type their code and answer."""
    other = town.resident()
    other.open("/c")
    other.press("内容を見る", code=code.lower().replace("-", " "))
    other.press(button)
    return other


def test_an_application_goes_in_when_the_last_co_signer_has_confirmed(town: WebTown) -> None:
    resident = at_the_check(town)
    with_cosigners(resident, "佐藤 一", "鈴木 二")
    status = resident.page.path
    first, second = codes_on(resident)

    sign(town, first)
    assert town.arrivals() == 0
    assert "確認しました" in resident.open(status).text
    last = sign(town, second)

    assert town.arrivals() == 1
    receipt = resident.open(status)
    assert receipt.heading == "申請を受け付けました"
    assert receipt_number(receipt) in last.page.text
    assert "照会用パスワード" not in last.page.text
    page = town.look_at(town.officer("mori"), receipt_number(receipt))
    assert "佐藤 一" in page.text
    assert "連名" in page.text


def test_who_does_not_agree_stops_it(town: WebTown) -> None:
    resident = at_the_check(town)
    with_cosigners(resident, "佐藤 一")
    status, (code,) = resident.page.path, codes_on(resident)

    sign(town, code, "同意しない")

    assert town.arrivals() == 0
    assert "同意しませんでした" in resident.open(status).text


def test_a_confirmation_counts_for_what_was_seen_only(town: WebTown) -> None:
    resident = at_the_check(town)
    check = resident.page.path
    with_cosigners(resident, "佐藤 一", "鈴木 二")
    status, (first, second) = resident.page.path, codes_on(resident)
    sign(town, first)
    other = town.resident()
    other.open(f"/c/{second}")
    resident.open(check)
    resident.open(next(href for text, href in resident.page.links if text.startswith("変更する")))
    resident.press("保存してあとで続ける", {"org_name": "まちづくりの会"})

    late = other.press("この内容で申請してよい")

    assert late.status == 409
    assert "もう一度確認が必要" in resident.open(status).text
    assert town.arrivals() == 0


def test_who_has_an_address_is_asked_by_mail(town: WebTown) -> None:
    resident = at_the_check(town)
    with_cosigners(resident, "佐藤 一", email="sato@example.jp")
    (code,) = codes_on(resident)

    for _ in range(3):
        town.house.worker.go_round(town.clock.now())

    (letter,) = town.letters()
    assert letter["To"] == "sato@example.jp"
    assert f"/c/{code}" in letter.get_content()


def test_a_code_expires_and_can_be_renewed(town: WebTown) -> None:
    resident = at_the_check(town)
    with_cosigners(resident, "佐藤 一")
    status, (code,) = resident.page.path, codes_on(resident)
    town.clock.advance(timedelta(days=15))

    assert town.resident().open(f"/c/{code}").status == 409
    assert "期限が過ぎました" in resident.open(status).text
    resident.press("もう一度頼む")

    assert sign(town, code).page.status == 200
    assert town.arrivals() == 1


def test_a_proxy_needs_a_letter_of_attorney(town: WebTown) -> None:
    resident = at_the_check(town)
    resident.click("申請する人を入れる")
    path = resident.page.path
    proxy = {"by": "proxy", "proxy.name": "代田 理", "proxy.relation": "family", "proxy.authority": "letter"}

    refused = resident.press("決める", proxy)
    assert "委任状のファイルを選んでください" in refused.text
    with_letter = {**proxy, "csrf_token": resident.token(), "letter": [(io.BytesIO(PDF), "委任状.pdf")]}
    resident.client.post(path, data=with_letter)
    resident.open(path.replace("_people", "check"))
    resident.press("申請する")

    number = receipt_number(resident.page)
    town.work()
    with town.house.database.read() as tx:
        known = proxy_of(tx, town.case_id(number))
    assert known is not None
    assert known.name == "代田 理"
    assert "（代理人 代田 理）" in town.letters()[0].get_content()


def test_the_principal_confirms_in_person_instead_of_a_letter(town: WebTown) -> None:
    resident = at_the_check(town)
    resident.click("申請する人を入れる")
    proxy = {"by": "proxy", "proxy.name": "代田 理", "proxy.relation": "family", "proxy.authority": "consent"}
    resident.press("決める", proxy)
    resident.press("申請する")
    resident.press("確認を頼む")
    (code,) = codes_on(resident)

    principal = town.resident()
    assert "代田 理 さんが、あなたに代わって" in principal.open(f"/c/{code}").text
    principal.press("この内容で申請してよい")

    assert town.arrivals() == 1


def test_other_procedures_ask_for_nobody(town: WebTown) -> None:
    resident = town.resident()
    fill_in(resident, town, "dog-registration", town.answers("dog-registration"))

    assert "申請する人を入れる" not in resident.page.text
    assert resident.open(resident.page.path.replace("check", "_people")).status == 404


def test_a_wrong_code_says_nothing(town: WebTown) -> None:
    visitor = town.resident()
    visitor.open("/c")

    page = visitor.press("内容を見る", code="AAAA-AAAA-AAAA")

    assert page.status == 422
    assert "見つかりません" in page.text


@pytest.mark.parametrize(
    ("applying", "fine"),
    [
        ({"proxy": True}, True),
        ({"cosigners": {"min": 1, "max": 3}, "days": 7}, True),
        ({"cosigners": {"min": 4, "max": 3}}, False),
        ({"cosigners": {"min": 1}}, False),
        ({"cosigners": {"max": 1000}}, False),
        ({"proxy": "yes"}, False),
        ({"days": 400}, False),
    ],
)
def test_who_may_apply_is_said_by_the_page(applying: Json, fine: bool) -> None:
    document = {**PAGE, "applying": applying}

    if fine:
        assert require_page(document).applying.involves_others
        assert page_from(document, {**boxes_of(document), "shelves": "1"})["applying"] == applying
        return
    with pytest.raises(UnusableDocument):
        require_page(document)
