"""A process to be killed: calls a partner for the service steps of whatever cases there are, as fast as it can.

Usage: calling_worker.py DATABASE_URL PORT CA_FILE. Hours fly by, so that pauses after failures are over at once.
"""

import sys
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from pathlib import Path

from connectors.webhook import Webhook
from db.database import Database
from engine.core.program import Program
from tests.connectors.tls_server import HOST
from tests.engine.flows import node, program_of
from tests.engine.office import SECRET, Office

STEPS = ("first", "second")
"""The steps that call, in their order."""


def calling_twice(host: str) -> Program:
    """Return the flow: one call after the other."""
    calls = [
        node(step, "service", call={"connector": "webhook", "url": f"https://{host}/{step}"}, reads=[], writes=[])
        for step in STEPS
    ]
    edges = ["start->first", "first->second", "second->end"]
    return program_of([node("start", "start"), *calls, node("end", "end")], edges)


def calling_office(database: Database, port: int, ca_file: Path) -> Office:
    """Return an office whose webhook reaches the partner on this machine."""
    host = f"{HOST}:{port}"
    webhook = Webhook(
        secret=SECRET,
        hosts=frozenset({host}),
        networks=(ip_network("127.0.0.0/8"),),
        ca_file=ca_file,
        resolve=lambda *_: ["127.0.0.1"],
    )
    return Office(database, program=calling_twice(host), now=datetime.now(UTC), connectors={"webhook": webhook})


def main(url: str, port: int, ca_file: Path) -> None:
    """Work until killed."""
    office = calling_office(Database(url), port, ca_file)
    while True:
        office.worker.work_once(office.now, limit=4)
        office.now += timedelta(hours=1)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
