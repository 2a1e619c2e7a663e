"""Moving into the model town: departments, officers, and procedures drafted by one person, published by another.

Everything goes through the same services as the work of real staff; nothing is written past them.
"""

from datetime import datetime
from pathlib import Path
from typing import Any, Final, cast

from accounts.directory import add_department, add_officer, officer_by_login
from accounts.officer import Capability, Grant, Membership, Officer
from accounts.sign_in import hash_password
from catalog.drafts import kind_of, save_draft
from catalog.library import Library
from catalog.procedures import create_procedure
from catalog.publication import propose, publish
from db.database import Tx
from guidance.navigators import keep_navigator, show_navigator
from kernel.documents import read_json
from kernel.ids import new_id

FOLDER: Final = Path(__file__).resolve().parent
GUIDE: Final = "wada"
"""Who keeps the navigators: the DX office."""
DESIGNER: Final = "sato"
PUBLISHER: Final = "suzuki"


def read_town() -> dict[str, Any]:
    """Return `town.json`."""
    return cast(dict[str, Any], read_json((FOLDER / "town.json").read_bytes()))


def procedure_folders() -> tuple[Path, ...]:
    """Return the folders of the procedures, in order of name."""
    return tuple(sorted(path.parent for path in FOLDER.glob("*/as-is.json")))


def settle(tx: Tx, demo_password: str, now: datetime) -> None:
    """Add the departments and the officers; all of them sign in with `demo_password`."""
    town, password_hash = read_town(), hash_password(demo_password)
    for department in _parents_first(town["departments"]):
        add_department(
            tx,
            department["key"],
            department["title"],
            parent=department.get("parent"),
            contact=department.get("contact"),
        )
    for entry in town["officers"]:
        add_officer(tx, _officer(entry, now), password_hash=password_hash, now=now)


def publish_procedures(tx: Tx, library: Library, now: datetime) -> None:
    """Draft every procedure as the designer, and publish those that have a to-be flow as the second person."""
    designer, publisher = officer_by_login(tx, DESIGNER), officer_by_login(tx, PUBLISHER)
    assert designer is not None
    assert publisher is not None
    for folder in procedure_folders():
        as_is = cast(dict[str, Any], read_json((folder / "as-is.json").read_bytes()))
        create_procedure(tx, designer, folder.name, as_is["owner"], as_is["title"], now)
        for path in sorted(folder.glob("*.json")):
            document = cast(dict[str, Any], read_json(path.read_bytes()))
            kind = kind_of(document)
            key = path.stem if kind == "flow" else document["key"]
            save_draft(tx, designer, folder.name, kind, key, document, revision=None, now=now)
        if (folder / "to-be.json").exists():
            proposal = propose(tx, designer, folder.name, "to-be", now=now)
            publish(tx, library, publisher, proposal.id, now=now)
    _show_navigators(tx, now)


def _show_navigators(tx: Tx, now: datetime) -> None:
    """Bring the town's navigators in and let residents see them."""
    guide = officer_by_login(tx, GUIDE)
    assert guide is not None
    for path in sorted((FOLDER / "navigators").glob("*.json")):
        key = keep_navigator(tx, guide, read_json(path.read_bytes()), revision=None, now=now)
        show_navigator(tx, guide, key, shown=True)


def demo_accounts() -> list[tuple[str, str]]:
    """Return login and role (Japanese) of the accounts that a visitor is shown."""
    return [(entry["login"], entry["demo"]["ja"]) for entry in read_town()["officers"] if "demo" in entry]


def _officer(entry: dict[str, Any], now: datetime) -> Officer:
    return Officer(
        id=new_id(now),
        login=entry["login"],
        name=entry["name"],
        kana=entry["kana"],
        email=entry["email"],
        posts=frozenset(Membership(post["department"], post["role"]) for post in entry.get("posts", [])),
        grants=frozenset(
            Grant(cast(Capability, grant["capability"]), grant["department"]) for grant in entry.get("grants", [])
        ),
    )


def _parents_first(departments: list[dict[str, Any]]) -> list[dict[str, Any]]:
    placed: dict[str, dict[str, Any]] = {}
    waiting = list(departments)
    while waiting:
        ready = [each for each in waiting if each.get("parent") is None or each["parent"] in placed]
        if not ready:
            raise ValueError("the departments of the town form a circle")
        placed |= {each["key"]: each for each in ready}
        waiting = [each for each in waiting if each["key"] not in placed]
    return list(placed.values())
