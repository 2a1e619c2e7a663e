"""Forms that another site sends: refused by what browsers tell, whatever token they carry."""

from typing import Final

import pytest

from tests.web.town import PASSWORD, WebTown

ELSEWHERE: Final[tuple[dict[str, str], ...]] = (
    {"Origin": "https://evil.example"},
    {"Origin": "http://localhost.evil.example"},
    {"Origin": "http://evil.example/localhost"},
    {"Origin": "https://["},
    {"Origin": ""},
    {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
)
HERE: Final[tuple[dict[str, str], ...]] = (
    {},
    {"Origin": "http://localhost"},
    {"Origin": "null", "Sec-Fetch-Site": "same-origin"},
    {"Origin": "null"},
    {"Sec-Fetch-Site": "none"},
)


@pytest.mark.parametrize("told", ELSEWHERE, ids=str)
@pytest.mark.promise("P33")
def test_a_form_from_another_site_is_refused_even_with_a_token(shared_town: WebTown, told: dict[str, str]) -> None:
    visitor = shared_town.resident()

    response = visitor.client.post("/p/dog-registration/apply", data={"csrf_token": visitor.token()}, headers=told)

    assert response.status_code == 403
    assert "この操作はできません" in response.text


@pytest.mark.parametrize("told", HERE, ids=str)
def test_a_form_of_ours_is_taken(shared_town: WebTown, told: dict[str, str]) -> None:
    visitor = shared_town.resident()

    response = visitor.client.post("/p/dog-registration/apply", data={"csrf_token": visitor.token()}, headers=told)

    assert response.status_code == 303


@pytest.mark.parametrize("told", HERE, ids=str)
def test_without_a_token_nothing_is_taken(shared_town: WebTown, told: dict[str, str]) -> None:
    visitor = shared_town.resident()
    visitor.token()

    response = visitor.client.post("/p/dog-registration/apply", headers=told)

    assert response.status_code == 403


def test_forms_work_over_tls_although_our_pages_hold_the_referrer_back(town: WebTown) -> None:
    visitor = town.resident()
    secure = "https://localhost"
    page = visitor.client.get("/staff/sign-in", base_url=secure)
    token = page.text.partition('name="csrf_token" value="')[2].partition('"')[0]

    data = {"csrf_token": token, "login": "kimura", "password": PASSWORD}
    response = visitor.client.post("/staff/sign-in", base_url=secure, data=data, headers={"Origin": secure})

    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert response.status_code == 303
