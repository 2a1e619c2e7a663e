"""The directory (職員名簿): departments and officers, read and kept.

The town of a municipality is small (hundreds of people): callers that list people read the directory once instead of
asking per row, and as it changes a few times a year it is remembered from one page to the next (`db.seldom`).
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, cast

from sqlalchemy import ColumnElement, delete, insert, select

from accounts import tables
from accounts.officer import Capability, Department, Grant, Membership, Officer, with_role
from db.database import Tx
from db.seldom import changed, remembered
from kernel.text import Text, say


@dataclass(frozen=True)
class Directory:
    """Everybody, as of one instant."""

    departments: dict[str, Department]
    officers: dict[str, Officer]

    def title_of(self, department: str, language: str = "ja") -> str:
        """Return the name of `department`, or its key when it is unknown."""
        known = self.departments.get(department)
        return say(known.title, language) if known else department

    def name_of(self, officer_id: str | None) -> str:
        """Return the name of an officer, or an empty string."""
        known = self.officers.get(officer_id or "")
        return known.name if known else ""

    def holders(self, department: str, role: str) -> tuple[Officer, ...]:
        """Return who holds `role` in `department`, in order of kana."""
        return with_role(self.officers.values(), department, role)

    def within(self, department: str) -> tuple[str, ...]:
        """Return `department` and every department below it, from the top down."""
        found = [department]
        for above in found:
            found += [key for key, each in self.departments.items() if each.parent == above and key not in found]
        return tuple(found)

    @cached_property
    def posts(self) -> frozenset[Membership]:
        """Every post that somebody holds: a lane without a holder is unmanned."""
        return frozenset(post for officer in self.officers.values() for post in officer.posts)


def read_directory(tx: Tx) -> Directory:
    """Return all departments and active officers."""
    return remembered(tx, "directory", lambda: _read(tx))


def _read(tx: Tx) -> Directory:
    rows = tx.execute(select(tables.department).order_by(tables.department.c.key))
    departments = {
        row.key: Department(key=row.key, title=row.title, parent=row.parent, contact=row.contact) for row in rows
    }
    return Directory(departments, {officer.id: officer for officer in _officers(tx, tables.officer.c.active)})


def officer_by_id(tx: Tx, officer_id: str) -> Officer | None:
    """Return the active officer with `officer_id`."""
    return next(_officers(tx, tables.officer.c.active & (tables.officer.c.id == officer_id)), None)


def officer_by_login(tx: Tx, login: str) -> Officer | None:
    """Return the active officer who signs in as `login`."""
    return next(_officers(tx, tables.officer.c.active & (tables.officer.c.login == login)), None)


def officers_by_id(tx: Tx, ids: tuple[str, ...]) -> tuple[Officer, ...]:
    """Return the active officers among `ids`, in order of login."""
    return tuple(_officers(tx, tables.officer.c.active & tables.officer.c.id.in_(ids)))


def _officers(tx: Tx, condition: ColumnElement[bool]) -> Iterator[Officer]:
    rows = tx.execute(select(tables.officer).where(condition).order_by(tables.officer.c.login)).all()
    ids = select(tables.officer.c.id).where(condition)
    posts: dict[str, set[Membership]] = defaultdict(set)
    for row in tx.execute(select(tables.membership).where(tables.membership.c.officer_id.in_(ids))):
        posts[row.officer_id].add(Membership(row.department, row.role))
    grants: dict[str, set[Grant]] = defaultdict(set)
    for row in tx.execute(select(tables.grant).where(tables.grant.c.officer_id.in_(ids))):
        grants[row.officer_id].add(Grant(cast(Capability, row.capability), row.department))
    return iter(
        [
            Officer(
                id=row.id,
                login=row.login,
                name=row.name,
                kana=row.kana,
                email=row.email,
                posts=frozenset(posts[row.id]),
                grants=frozenset(grants[row.id]),
            )
            for row in rows
        ]
    )


def add_department(tx: Tx, key: str, title: Text, *, parent: str | None = None, contact: Text | None = None) -> None:
    """Add a department; `parent` must exist."""
    changed(tx)
    tx.execute(insert(tables.department).values(key=key, title=title, parent=parent, contact=contact))


def add_officer(tx: Tx, officer: Officer, *, password_hash: str | None, now: datetime) -> None:
    """Add an officer with posts and grants. Without a password hash nobody can sign in as them."""
    tx.execute(
        insert(tables.officer).values(
            id=officer.id,
            login=officer.login,
            name=officer.name,
            kana=officer.kana,
            email=officer.email,
            password_hash=password_hash,
            active=True,
            created_at=now,
        )
    )
    _write_posts(tx, officer)


def replace_posts(tx: Tx, officer: Officer) -> None:
    """Make the posts and grants of `officer` exactly those of the value (人事異動)."""
    for table in (tables.membership, tables.grant):
        tx.execute(delete(table).where(table.c.officer_id == officer.id))
    _write_posts(tx, officer)


def _write_posts(tx: Tx, officer: Officer) -> None:
    changed(tx)
    posts: list[dict[str, Any]] = [
        {"officer_id": officer.id, "department": post.department, "role": post.role} for post in officer.posts
    ]
    grants: list[dict[str, Any]] = [
        {"officer_id": officer.id, "capability": grant.capability, "department": grant.department}
        for grant in officer.grants
    ]
    if posts:
        tx.execute(insert(tables.membership), posts)
    if grants:
        tx.execute(insert(tables.grant), grants)
