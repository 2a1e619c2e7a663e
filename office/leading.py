"""Who leads (課長・係長・部長), and what they may look over: their department and all below it."""

from accounts.directory import Directory
from accounts.officer import Officer
from catalog.library import Library
from catalog.versions import open_versions
from db.database import Tx
from workflow.levels import levels_of


def leading_roles(tx: Tx, library: Library) -> frozenset[str]:
    """Return the roles that stand above others in any flow in force; flows are remembered by digest."""
    flows = (library.bundle(tx, each.bundle_digest).flow for each in open_versions(tx))
    return frozenset(role for flow in flows for role in levels_of(flow)[1:])


def departments_led(officer: Officer, directory: Directory, leading: frozenset[str]) -> tuple[str, ...]:
    """Return the departments whose work `officer` looks over, from the top down."""
    posts = sorted(officer.posts, key=lambda post: post.department)
    return tuple(
        dict.fromkeys(each for post in posts if post.role in leading for each in directory.within(post.department))
    )
