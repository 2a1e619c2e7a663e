"""Reception on the web: staff set it without code, residents see it before they begin, nothing typed is lost."""

from datetime import timedelta

from tests.web.town import WebTown, fill_in

DOG = "/staff/procedures/dog-registration/reception"


def test_staff_close_a_procedure_and_residents_see_it_before_they_begin(town: WebTown) -> None:
    suzuki, resident = town.officer("suzuki"), town.resident()
    suzuki.open("/staff/procedures/dog-registration/")
    suzuki.click("受付期間・上限・お知らせ")

    suzuki.press("保存する", opens_at="2026-11-01T09:00", closes_at="2026-11-24T17:00", grace_hours="3", most_cases="5")
    before = resident.open("/p/dog-registration").text
    town.clock.advance(timedelta(hours=9))
    after = resident.open("/p/dog-registration").text

    assert "受付の決まりを変えました" in suzuki.page.text
    assert "2026年11月24日（火） 17:00 まで" in before
    assert "先着5件（残り5件）" in before
    assert "申請をはじめる" in before
    assert "受付は終わりました" in after
    assert "申請をはじめる" not in after
    assert resident.send("/p/dog-registration/apply", {}).path == "/p/dog-registration"


def test_somebody_who_comes_too_late_is_told_and_keeps_what_was_typed(town: WebTown) -> None:
    suzuki, resident = town.officer("suzuki"), town.resident()
    fill_in(resident, town, "dog-registration", town.answers("dog-registration"))
    suzuki.open(DOG)
    suzuki.press("保存する", opens_at="2026-11-01T09:00", most_cases="0")

    page = resident.press("申請する")

    assert page.status == 409
    assert "いまは受け付けられません" in page.text
    assert "受け付けられる件数に達しました" in page.text
    assert town.arrivals() == 0
    suzuki.press("保存する", most_cases="1")
    assert resident.press("申請する").heading == "申請を受け付けました"


def test_what_makes_no_sense_is_told_and_stays_in_the_boxes(town: WebTown) -> None:
    suzuki = town.officer("suzuki")
    suzuki.open(DOG)

    reversed_page = suzuki.press("保存する", opens_at="2026-11-02T09:00", closes_at="2026-11-01T09:00")
    assert (reversed_page.status, "始まりの日時より後" in reversed_page.text) == (422, True)
    assert 'value="2026-11-02T09:00"' in reversed_page.html
    assert suzuki.send(DOG, {"most_cases": "たくさん"}).status == 422
    assert suzuki.send(DOG, {"opens_at": "あした"}).status == 422
    assert suzuki.send(DOG, {"most_cases": "3"}).status == 422


def test_a_maintenance_is_announced_in_both_languages_and_taken_back(town: WebTown) -> None:
    wada, resident = town.officer("wada"), town.resident()
    wada.open("/office/")
    wada.click("サイト全体のお知らせ")
    said = {"text.ja": "システムの更新をします。", "text.en": "We update the system.", "stops": "1"}

    refused = wada.press("お知らせを加える", said)
    wada.press("お知らせを加える", said, shown_until="2026-11-24T23:00")

    assert refused.status == 422
    assert "システムの更新をします。" in resident.open("/").text
    told = resident.open("/p/nursery?lang=en").text
    assert "We update the system." in told
    assert "Maintenance" in told
    assert "申請をはじめる" not in resident.open("/p/nursery?lang=ja").text
    wada.press("消す（システムの更新をします。）")
    assert "システムの更新" not in resident.open("/").text


def test_a_notice_of_one_procedure_stands_there_only(town: WebTown) -> None:
    suzuki, resident = town.officer("suzuki"), town.resident()
    suzuki.open(DOG)

    suzuki.press("お知らせを加える", {"text.ja": "鑑札が新しくなりました。"}, shown_until="2027-01-01T00:00")

    assert "鑑札が新しくなりました。" in resident.open("/p/dog-registration").text
    assert "鑑札が新しくなりました。" not in resident.open("/p/nursery").text
    assert "申請をはじめる" in resident.open("/p/dog-registration").text
