"""What came with an application beside its answers, as the page of a case shows it: files, and who applied."""

from collections.abc import Mapping
from dataclasses import dataclass

from bootstrap import Tx
from catalog.bundle import Bundle
from intake.attachments import Attachment, attachments_of, named_in
from intake.awaited import Awaited, awaited_of
from intake.correspondence import ENCLOSED, ENCLOSED_FIELD, OF_OFFICE, enclosures
from intake.proxies import LETTER, LETTER_FIELD, Proxy, proxy_of
from intake.signatures import Signer, signers_of
from kernel.json_types import Json
from kernel.text import say
from web.languages import language
from web.services import services


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """Files and promises of a case, the proxy and the co-signers."""

    attachments: tuple[Attachment, ...]
    """What came in."""
    enclosed: Mapping[int, tuple[Attachment, ...]]
    """By message what the office sent along."""
    named: frozenset[str]
    """Ids of the attachments that the record names; others were replaced."""
    awaited: tuple[Awaited, ...]
    labels: Mapping[str, str]
    """What forms call their fields."""
    proxy: Proxy | None
    signers: tuple[Signer, ...]


def papers_of(tx: Tx, bundle: Bundle, case_id: str, record: Mapping[str, Json]) -> Papers:
    """Return what came with a case."""
    context, attachments = services(), attachments_of(tx, case_id)
    return Papers(
        attachments=tuple(each for each in attachments if not each.field.startswith(OF_OFFICE)),
        enclosed=enclosures(attachments),
        named=frozenset([*named_in(record), *(each.id for each in attachments if each.field in (LETTER, ENCLOSED))]),
        awaited=awaited_of(tx, case_id),
        labels={
            LETTER: say(LETTER_FIELD.label, language()),
            ENCLOSED: say(ENCLOSED_FIELD.label, language()),
            **{field.key: say(field.label, language()) for form in bundle.forms.values() for field in form.fields()},
            **{
                f"{field.key}.{inner.key}": f"{say(field.label, language())} {say(inner.label, language())}"
                for form in bundle.forms.values()
                for field in form.fields()
                for inner in field.fields
            },
        },
        proxy=proxy_of(tx, case_id),
        signers=signers_of(tx, context.settings.secret_key, case_id, "", context.clock.now()),
    )
