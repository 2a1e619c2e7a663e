"""An officer (職員) as a value, and what an officer may do.

Work is given to a lane: a department and a role (役職). What lies beside the work of a case (designing,
publishing, the DX office, administration) is granted per department; the department `*` means every one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from kernel.errors import NotAllowed
from kernel.text import Text

Capability: TypeAlias = Literal["design", "publish", "dx", "admin", "records"]
EVERY_DEPARTMENT: Final = "*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Department:
    """A department (部・課・係); `parent` is the one above it."""

    key: str
    title: Text
    parent: str | None = None
    contact: Text | None = None


@dataclass(frozen=True, slots=True)
class Membership:
    """A post: a department and the role held there."""

    department: str
    role: str


@dataclass(frozen=True, slots=True)
class Grant:
    """A capability in a department."""

    capability: Capability
    department: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Officer:
    """A person who works for the city. `posts` decide which work reaches them, `grants` what else they may do."""

    id: str
    login: str
    name: str
    kana: str = ""
    email: str = ""
    posts: frozenset[Membership] = frozenset()
    grants: frozenset[Grant] = frozenset()

    @property
    def departments(self) -> frozenset[str]:
        """Departments in which this officer holds a post."""
        return frozenset(post.department for post in self.posts)

    def may(self, capability: Capability, department: str) -> bool:
        """Say whether this officer has `capability` in `department`."""
        return bool({Grant(capability, department), Grant(capability, EVERY_DEPARTMENT)} & self.grants)

    def may_anywhere(self, capability: Capability) -> bool:
        """Say whether this officer has `capability` in at least one department."""
        return any(grant.capability == capability for grant in self.grants)

    def sees(self, department: str) -> bool:
        """Say whether cases and procedures of `department` are open to this officer."""
        return department in self.departments or self.may("dx", department) or self.may("design", department)

    def require(self, capability: Capability, department: str) -> None:
        """Raise `NotAllowed` unless this officer has `capability` in `department`."""
        if not self.may(capability, department):
            raise NotAllowed(capability=capability, department=department)


def with_role(officers: Iterable[Officer], department: str, role: str) -> tuple[Officer, ...]:
    """Return those of `officers` who hold `role` in `department`, in order of kana."""
    post = Membership(department, role)
    return tuple(sorted((each for each in officers if post in each.posts), key=lambda each: (each.kana, each.id)))
