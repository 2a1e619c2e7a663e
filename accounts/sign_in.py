"""Signing in and staying signed in.

Passwords are kept as Argon2id hashes; an unknown login costs as much time as a wrong password. A session is a
random token in a cookie whose hash is a row here, so that signing out, or removing an officer, ends it at once.
"""

import hashlib
import secrets
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import delete, insert, select, update

from accounts import tables
from accounts.directory import officer_by_id
from accounts.errors import SignInFailed
from accounts.officer import Officer
from db.database import Tx

IDLE: Final = timedelta(minutes=90)
LONGEST: Final = timedelta(hours=12)
TOUCH_EVERY: Final = timedelta(minutes=1)

# OWASP's minimum (m=19 MiB, t=2, p=1): sixteen sign-ins at once must not take a gigabyte.
_HASHER: Final = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


def hash_password(password: str) -> str:
    """Return the Argon2id hash of `password`."""
    return _HASHER.hash(password)


@lru_cache(maxsize=1)
def _nobody() -> str:
    return _HASHER.hash(secrets.token_urlsafe(16))


def sign_in(tx: Tx, login: str, password: str, now: datetime) -> str:
    """Return a new session token, or raise `SignInFailed`."""
    row = tx.execute(
        select(tables.officer.c.id, tables.officer.c.password_hash).where(
            tables.officer.c.login == login, tables.officer.c.active
        )
    ).one_or_none()
    known = row is not None and row.password_hash is not None
    if not _verified(row.password_hash if row is not None and known else _nobody(), password) or row is None:
        raise SignInFailed
    if not known:
        raise SignInFailed
    token = secrets.token_urlsafe(32)
    tx.execute(
        insert(tables.staff_session).values(token_hash=_hash(token), officer_id=row.id, created_at=now, seen_at=now)
    )
    return token


def signed_in(tx: Tx, token: str, now: datetime) -> tuple[Officer, bool] | None:
    """Return who holds `token` and whether the session is due for a `touch`; None when it is over."""
    row = tx.execute(
        select(tables.staff_session).where(tables.staff_session.c.token_hash == _hash(token))
    ).one_or_none()
    if row is None or now - row.seen_at > IDLE or now - row.created_at > LONGEST:
        return None
    officer = officer_by_id(tx, row.officer_id)
    return None if officer is None else (officer, now - row.seen_at > TOUCH_EVERY)


def touch(tx: Tx, token: str, now: datetime) -> None:
    """Note that the session was used."""
    session = tables.staff_session
    tx.execute(update(session).where(session.c.token_hash == _hash(token)).values(seen_at=now))


def sign_out(tx: Tx, token: str) -> None:
    """End the session."""
    tx.execute(delete(tables.staff_session).where(tables.staff_session.c.token_hash == _hash(token)))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _verified(password_hash: str, password: str) -> bool:
    try:
        return _HASHER.verify(password_hash, password)
    except (VerifyMismatchError, InvalidHashError):
        return False
