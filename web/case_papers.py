"""What came with an application beside its answers, as the page of a case shows it: files, and what is to come."""

from collections.abc import Mapping
from dataclasses import dataclass

from bootstrap import Tx
from catalog.bundle import Bundle
from intake.attachments import Attachment, attachments_of, named_in
from intake.awaited import Awaited, awaited_of
from kernel.json_types import Json
from kernel.text import say
from web.languages import language


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """Files and promises of a case."""

    attachments: tuple[Attachment, ...]
    named: frozenset[str]
    """Ids of the attachments that the record names; others were replaced."""
    awaited: tuple[Awaited, ...]
    labels: Mapping[str, str]
    """What forms call their fields."""


def papers_of(tx: Tx, bundle: Bundle, case_id: str, record: Mapping[str, Json]) -> Papers:
    """Return what came with a case."""
    return Papers(
        attachments=attachments_of(tx, case_id),
        named=frozenset(named_in(record)),
        awaited=awaited_of(tx, case_id),
        labels={field.key: say(field.label, language()) for form in bundle.forms.values() for field in form.fields()},
    )
