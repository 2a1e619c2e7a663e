"""The mail that a request for correction (補正依頼) sends, before it is sent: the words of `notify.deliver`."""

from datetime import date

from kernel.text import say
from notify.dossier import Dossier, written_day
from notify.letters import WrittenLetter
from notify.messages import MESSAGES


def correction_ahead(
    dossier: Dossier, *, city: str, base_url: str, fields: tuple[str, ...], due: date | None, reason: str
) -> WrittenLetter:
    """Return the mail for these fields, this reason and this day; without a day the flow says which it is."""
    language = dossier.application.language
    params = {
        "city": city,
        "number": dossier.application.number,
        "name": dossier.application.addressee(language),
        "procedure": say(dossier.bundle.page.title, language),
        "url": f"{base_url}/s",
        "contact": say(dossier.bundle.page.contact, language),
        "reason": reason or "—",
        "fields": dossier.labels(fields, language) if fields else "—",
        "due": written_day(due, language) if due else say(MESSAGES.text("preview.due"), language),
    }
    return WrittenLetter(
        subject=say(MESSAGES.text("letter.correction.subject", city=city, number=params["number"]), language),
        body=say(MESSAGES.text("letter.correction.body", **params), language),
    )
