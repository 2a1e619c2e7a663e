"""What stops a backup or its restoration."""

from kernel.errors import DomainError


class NotEmpty(DomainError):
    """The database has tables already; a backup is restored on an empty installation only."""

    code = "upkeep.not_empty"


class NoBackup(DomainError):
    """The folder holds no backup that was finished."""

    code = "upkeep.no_backup"


class NewerBackup(DomainError):
    """The backup was made by a newer version of the product."""

    code = "upkeep.newer_backup"


class OtherKey(DomainError):
    """The secret key is not the one with which the data were written."""

    code = "upkeep.other_key"


class Damaged(DomainError):
    """A file of the backup is not what was written into it."""

    code = "upkeep.damaged"
