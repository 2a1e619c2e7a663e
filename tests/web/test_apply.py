"""A resident applies: page by page, without scripts, without an account; nothing that was typed is lost."""

import base64
import io
from datetime import timedelta
from typing import Final

import pytest

from bootstrap import Doubled
from forms.web_input import pairs_from_answers
from intake.applications import application, entry_form
from intake.desk import submit
from intake.drafts import find_draft, keep_answers
from kernel.json_types import Json
from tests.web.html_page import HtmlPage
from tests.web.town import PUBLISHED, Visitor, WebTown, apply, fill_in, receipt_number

PICTURE: Final = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII="
)


@pytest.mark.parametrize("procedure", PUBLISHED)
@pytest.mark.parametrize("seed", [1, 2])
def test_a_resident_applies_and_gets_a_receipt(town: WebTown, procedure: str, seed: int) -> None:
    resident = town.resident()

    number = apply(resident, town, procedure, town.answers(procedure, seed))

    assert town.case(number).procedure == procedure
    assert "照会用パスワード" in resident.page.text


def test_a_procedure_says_what_one_must_know_before(town: WebTown) -> None:
    resident = town.resident()
    resident.open("/")
    resident.press("さがす", q="いぬ　登録")
    resident.open("/p/dog-registration")

    for told in (
        "用意するもの",
        "標準処理期間 3日",
        "手数料",
        "お問い合わせ",
        "申請が届いてから決まるまで",
        "審査基準",
    ):
        assert told in resident.page.text, told


@pytest.mark.promise("P3")
def test_sending_twice_makes_one_application(town: WebTown) -> None:
    resident = town.resident()
    fill_in(resident, town, "dog-registration", town.answers("dog-registration"))
    check = resident.page

    first = resident.press("申請する")
    resident.page = check
    second = resident.press("申請する")

    assert receipt_number(first) == receipt_number(second)
    assert town.arrivals() == 1


@pytest.mark.promise("P3")
def test_two_windows_that_send_at_the_same_moment_make_one_application(town: WebTown) -> None:
    resident, house = town.resident(), town.house
    fill_in(resident, town, "dog-registration", town.answers("dog-registration"))
    token, bundle, now = resident.page.path.split("/")[2], town.bundle("dog-registration"), town.clock.now()

    with pytest.raises(Doubled), house.database.begin(late=True) as second:  # noqa: PT012  # it fails at its end
        slow = find_draft(second, token, now)
        with house.database.begin(late=True) as first:
            assert submit(first, house.desk, find_draft(first, token, now), bundle, language="ja", now=now)
        submit(second, house.desk, slow, bundle, language="ja", now=now)

    assert town.arrivals() == 1
    assert receipt_number(resident.press("申請する"))


def test_what_is_hidden_or_computed_is_not_taken_from_the_browser(town: WebTown) -> None:
    resident = town.resident()
    given = town.answers("dog-registration", previously_registered=False)
    form = entry_form(town.bundle("dog-registration"))
    resident.open("/p/dog-registration")
    resident.press("申請をはじめる")
    token = resident.page.path.rpartition("/")[0]

    pairs = [*pairs_from_answers(form, given), ("former_city", "川中市"), ("fee_yen", "1"), ("verdict", "approve")]
    for page in form.pages:
        resident.send(f"{token}/{page.key}", {name: [v for n, v in pairs if n == name] for name, _ in pairs})
    resident.open(f"{token}/check")
    resident.press("申請する")

    with town.house.database.read() as tx:
        record = town.house.desk.record.values(tx, town.case_id(receipt_number(resident.page)))
    assert record.get("former_city") is None
    assert record["fee_yen"] != 1
    assert isinstance(record["fee_yen"], int)


def test_a_mistake_is_named_and_everything_typed_is_still_there(town: WebTown) -> None:
    resident = town.resident()
    resident.open("/p/dog-registration")
    resident.press("申請をはじめる")

    page = resident.press("次へ", {"applicant_name.family": "髙﨑", "applicant_phone": "でんわ"})

    assert page.status == 422
    assert "入力内容を確かめてください" in page.text
    assert 'value="髙﨑"' in page.html
    assert 'value="でんわ"' in page.html
    for _sentence, target in [link for link in page.links if link[1].startswith("#") and link[1] != "#main"]:
        assert f'id="{target[1:]}"' in page.html


def test_an_unfinished_application_is_not_sent_and_says_what_is_left(town: WebTown) -> None:
    resident = town.resident()
    resident.open("/p/dog-registration")
    resident.press("申請をはじめる")
    resident.open(resident.page.path.rpartition("/")[0] + "/check")

    page = resident.press("申請する")

    assert page.status == 422
    assert "まだ入力が終わっていないページがあります" in page.text
    assert town.arrivals() == 0
    assert resident.open(next(href for _, href in page.links if "from=check#" in href)).status == 200


def test_what_was_saved_goes_on_in_another_browser_for_thirty_days(town: WebTown) -> None:
    resident = town.resident()
    resident.open("/p/dog-registration")
    resident.press("申請をはじめる")
    resident.press("保存してあとで続ける", {"applicant_name.family": "みなおし"})
    address = resident.page.link("続きを入力する")

    other = town.resident()
    assert 'value="みなおし"' in other.open(address).html
    town.work(after=timedelta(days=31))

    assert other.open(address).status == 404


def test_a_draft_is_erased_when_the_resident_wants(town: WebTown) -> None:
    resident = town.resident()
    fill_in(resident, town, "dog-registration", town.answers("dog-registration"))
    address = resident.page.path

    resident.press("下書きを消す")

    assert resident.page.path == "/erased"
    assert resident.open(address).status == 404


def test_items_of_a_group_are_added_and_removed_and_the_others_stay(town: WebTown) -> None:
    resident = town.resident()
    given = town.answers("child-allowance", seed=3)
    fill_in(resident, town, "child-allowance", given)
    children = given["children"]
    assert isinstance(children, list)
    page = next(each.key for each in entry_form(town.bundle("child-allowance")).pages if "children" in str(each.fields))
    resident.open(resident.page.path.replace("check", page))
    before = [value for form in resident.page.forms for name, value in form.filled if name.endswith(".given")]

    resident.press(_button(resident, "を追加する"))
    resident.press(_button(resident, "削除する"))

    after = [value for form in resident.page.forms for name, value in form.filled if name.endswith(".given")]
    assert after == [*before, ""][1:]
    assert len(before) == len(children)


def _button(visitor: Visitor, ending: str) -> str:
    return next(each for each in visitor.page.buttons() if ending in each)


def test_an_attachment_is_kept_and_only_the_office_gets_it(town: WebTown) -> None:
    resident = town.resident()
    fill_in(resident, town, "dog-registration", town.answers("dog-registration", injected=True))
    resident.open(resident.page.path.replace("check", "health"))

    attach(resident, "injection_certificate", PICTURE, "証明書.png")
    assert "証明書.png" in resident.page.text
    resident.open(resident.page.path.partition("?")[0].replace("health", "check"))
    resident.press("申請する")
    number = receipt_number(resident.page)

    clerk = town.officer("kimura")
    assert "証明書.png" in town.look_at(clerk, number).text
    with town.house.database.read() as tx:
        kept = town.house.desk.record.values(tx, town.case_id(number))["injection_certificate"]
    assert isinstance(kept, list)
    assert isinstance(kept[0], dict)
    address = f"/staff/cases/{town.case_id(number)}/attachments/{kept[0]['id']}"
    response = clerk.client.get(address)
    assert response.status_code == 200
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert town.officer("hasegawa").open(address).status == 404


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"), ("a.png", b"<html><script>1</script>"), ("a.pdf", b"MZ")],
)
def test_a_file_that_is_not_what_it_says_is_refused_at_its_question(town: WebTown, name: str, content: bytes) -> None:
    resident = town.resident()
    fill_in(resident, town, "dog-registration", town.answers("dog-registration", injected=True))
    resident.open(resident.page.path.replace("check", "health"))

    page = attach(resident, "injection_certificate", content, name)

    assert page.status == 422
    assert "このファイルは受け付けられません" in page.text
    assert name not in page.text


def attach(visitor: Visitor, field: str, content: bytes, name: str) -> HtmlPage:
    """Choose a file and press the button that attaches it."""
    form, button = visitor.page.form_with("選んだファイルを添付する")
    pairs = dict(form.sent(button, {}))
    return visitor.send(visitor.page.path, {**pairs, f"{field}.upload": (io.BytesIO(content), name)})  # type: ignore[dict-item]  # a file


def test_the_address_is_filled_in_from_its_postal_code(town: WebTown) -> None:
    resident = town.resident()
    resident.open("/p/dog-registration")
    resident.press("申請をはじめる")

    page = resident.press("郵便番号から住所を入れる", {"applicant_address.postal_code": "100-0001"})

    assert 'value="東京都"' in page.html
    assert 'value="千代田区"' in page.html
    assert resident.press("郵便番号から住所を入れる", {"applicant_address.postal_code": "999-9999"}).status == 422


@pytest.mark.parametrize(("language", "subject"), [("ja", "申請が届きました"), ("en", "received")])
def test_the_receipt_comes_by_mail_in_the_language_of_the_application(
    town: WebTown, language: str, subject: str
) -> None:
    resident = town.resident()
    given = town.answers("dog-registration")
    fill_in(resident, town, "dog-registration", given)
    resident.open(f"{resident.page.path}?lang={language}")

    number = receipt_number(resident.send(resident.page.path.partition("?")[0], {}))
    town.work()

    letter = town.letters()[0]
    assert letter["To"] == given["applicant_email"]
    assert subject in letter["Subject"]
    assert number in letter.get_content()


@pytest.mark.promise("P42")
def test_the_instant_of_arrival_stands_on_the_receipt_and_nothing_later_changes_it(town: WebTown) -> None:
    resident, arrived = town.resident(), town.clock.now()
    number = apply(resident, town, "dog-registration", town.answers("dog-registration", 2))
    receipt = resident.page.path
    before = resident.page.text

    town.work(timedelta(days=2))
    resident.open(receipt)

    assert "11月24日" in before
    assert resident.page.text == before
    with town.house.database.read() as tx:
        assert application(tx, town.case_id(number)).arrived_at == arrived  # type: ignore[union-attr]  # it is there


def in_another_window(town: WebTown, resident: Visitor, **changed: Json) -> None:
    """Change what stands in the draft that `resident` looks at."""
    token, now = resident.page.path.split("/")[2], town.clock.now()
    with town.house.database.begin() as tx:
        draft = find_draft(tx, token, now)
        keep_answers(tx, draft, {**draft.answers, **changed}, now)


@pytest.mark.promise("P3")
def test_what_was_changed_in_another_window_is_not_sent_unseen(town: WebTown) -> None:
    resident = town.resident()
    fill_in(resident, town, "dog-registration", town.answers("dog-registration"))
    in_another_window(town, resident, dog_name="チロ")

    page = resident.press("申請する")

    assert page.status == 422
    assert "別の画面から内容が直されました" in page.text
    assert "チロ" in page.text
    assert town.arrivals() == 0
    assert receipt_number(resident.press("申請する"))


@pytest.mark.promise("P3")
def test_the_same_key_with_other_content_is_refused_after_sending(town: WebTown) -> None:
    resident, other = town.resident(), town.resident()
    fill_in(resident, town, "dog-registration", town.answers("dog-registration"))
    token = resident.page.path.split("/")[2]
    other.open(resident.page.path)
    stale = other.page
    in_another_window(town, resident, dog_name="チロ")
    resident.open(stale.path)
    receipt = resident.press("申請する")

    other.page = stale
    page = other.press("申請する")

    assert page.status == 422
    assert page.heading == "この申請はすでに受け付けています"
    assert receipt_number(other.click("受付番号を見る")) == receipt_number(receipt)
    late = other.send(f"/a/{token}/dog", {"dog_name": "ポチ"})
    again = other.send(f"/a/{token}/dog", {"dog_name": "チロ"})
    assert (late.status, again.status) == (422, 200)
    assert receipt_number(again) == receipt_number(receipt)
    assert town.arrivals() == 1
