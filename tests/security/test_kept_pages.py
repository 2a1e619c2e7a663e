"""What browsers and proxies may keep: files of ours, and nothing about anybody."""

import pytest

from tests.security.uploads import PDF, begin, held_by, send_with_certificate
from tests.web.town import WebTown


@pytest.mark.parametrize("path", ["/static/no-such.css?v=1", "/static/css/?v=1", "/static/../settings.py?v=1"])
def test_a_page_that_says_no_is_never_kept_as_if_it_were_a_file(shared_town: WebTown, path: str) -> None:
    response = shared_town.officer("kimura").client.get(path)

    assert response.status_code == 404
    assert response.headers["Cache-Control"] == "no-store"


def test_an_attachment_is_handed_out_never_run_and_never_kept(town: WebTown) -> None:
    case_id = town.case_id(send_with_certificate(town, begin(town)))
    held = held_by(town, case_id)
    path = f"/staff/cases/{case_id}/attachments/{held[0]['id']}"

    response = town.officer("kimura").client.get(path)

    assert response.data == PDF
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert town.officer("ogawa").client.get(path).status_code == 404
