"""A copy of the directory for a practice house (練習): the same people and posts, without address and password.

Nobody signs in there: who somebody is, the real house says. Ids are the same, so that an officer who acts in practice
is known by the name that colleagues know.
"""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import select, update

from accounts import tables
from accounts.directory import Directory, add_department, add_officer, replace_posts
from db.database import Tx


def copy_directory(tx: Tx, directory: Directory, now: datetime) -> None:
    """Make departments and officers here what they are in `directory`; who has left stays known by name."""
    known = set(tx.scalars(select(tables.department.c.key)))
    for key in _parents_first(directory):
        if key not in known:
            each = directory.departments[key]
            add_department(tx, key, each.title, parent=each.parent, contact=each.contact)
    here = set(tx.scalars(select(tables.officer.c.id)))
    for officer in directory.officers.values():
        copied = replace(officer, email="")
        if officer.id in here:
            tx.execute(
                update(tables.officer)
                .where(tables.officer.c.id == officer.id)
                .values(login=officer.login, name=officer.name, kana=officer.kana)
            )
            replace_posts(tx, copied)
        else:
            add_officer(tx, copied, password_hash=None, now=now)


def _parents_first(directory: Directory) -> list[str]:
    tops = [key for key, each in directory.departments.items() if each.parent not in directory.departments]
    return [key for top in tops for key in directory.within(top)]
