"""Which connector answers under which name (接続). A new one is a class with `partner` and `answer`, a line here, and
its name in `engine.core.calls.KNOWN`, by which publications are checked."""

from collections.abc import Mapping
from pathlib import Path

from connectors.calendar import BusinessDays
from connectors.guard import Network
from connectors.postal import PostalCodes
from connectors.webhook import Webhook
from engine.shell.services import Connector


def connectors(
    secret: bytes, *, hosts: frozenset[str], networks: tuple[Network, ...], ca_file: Path | None
) -> Mapping[str, Connector]:
    """Return the connectors of an installation; the others are what an administrator allows a webhook."""
    return {
        "webhook": Webhook(secret=secret, hosts=hosts, networks=networks, ca_file=ca_file),
        "business-days": BusinessDays(),
        "postal-code": PostalCodes(),
    }
