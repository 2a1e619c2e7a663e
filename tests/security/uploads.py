"""Files and buttons that visitors send in ways in which no browser would, and what the town holds afterwards."""

import io
from collections.abc import Mapping, Sequence

from forms.web_input import pairs_from_answers
from intake.applications import entry_form
from intake.attachments import held_files
from intake.drafts import find_draft
from kernel.json_types import Json
from tests.web.html_page import HtmlPage
from tests.web.town import Visitor, WebTown, answer, receipt_number

PDF = b"%PDF-1.4\n%%EOF"
DOG = "dog-registration"
CERTIFICATE = "injection_certificate"


def begin(town: WebTown, procedure: str = DOG, page: str = "health") -> Visitor:
    """Return somebody who has begun an application and looks at one of its pages."""
    visitor = town.resident()
    visitor.open(f"/p/{procedure}")
    visitor.press("申請をはじめる")
    visitor.open(f"{visitor.page.path.rpartition('/')[0]}/{page}")
    assert visitor.page.status == 200
    return visitor


def upload(visitor: Visitor, *files: tuple[bytes, str], path: str = "", **more: str) -> HtmlPage:
    """Send `files` (content, name) to the page that is open, or to `path`, as the upload button does."""
    parts = [(io.BytesIO(content), name) for content, name in files]
    data = {"csrf_token": visitor.token(), "_upload": "1", **more, f"{CERTIFICATE}.upload": parts}
    response = visitor.client.post(path or visitor.page.path, data=data)
    return HtmlPage.read(response.status_code, path or visitor.page.path, response.text)


def send_with_certificate(town: WebTown, visitor: Visitor) -> str:
    """Let `visitor` send an application to which a certificate is attached; return the receipt number."""
    token = visitor.page.path.split("/")[2]
    given = town.answers(DOG, injected=True, previously_registered=True, former_city="隣の市")  # a clerk looks at it
    pairs = pairs_from_answers(entry_form(town.bundle(DOG)), given)
    visitor.open(f"/a/{token}/you")
    while not visitor.page.path.endswith("/check"):
        if visitor.page.path.endswith("/health"):
            typed = {name: value for name, value in pairs if name.startswith(("has_", "micro", "injected"))}
            file = (io.BytesIO(PDF), "証明書.pdf")
            visitor.send(visitor.page.path, {**typed, f"{CERTIFICATE}.upload": file})  # type: ignore[dict-item]  # a file
        else:
            answer(visitor, pairs)
        assert visitor.page.status == 200, visitor.page.text
    visitor.press("申請する")
    return receipt_number(visitor.page)


def typed_so_far(town: WebTown, visitor: Visitor) -> Mapping[str, Json]:
    """Return what the draft that `visitor` is filling in holds."""
    with town.house.database.read() as tx:
        return find_draft(tx, visitor.page.path.split("/")[2], town.clock.now()).answers


def held_by(town: WebTown, owner: str) -> Sequence[Mapping[str, Json]]:
    """Return every reference that a draft or a case holds."""
    with town.house.database.read() as tx:
        held = held_files(tx, owner).values()
    return [one for many in held if isinstance(many, list) for one in many if isinstance(one, dict)]


def stored_files(town: WebTown) -> int:
    """Return how many files lie on disk."""
    return sum(path.is_file() for path in (town.house.settings.data_dir / "files").rglob("*"))
