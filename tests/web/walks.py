"""Steps that several stories of the web share: looking an application up, and who is who."""

from accounts.directory import Directory, read_directory
from tests.web.town import Visitor, WebTown


def followed(town: WebTown, number: str, password: str) -> Visitor:
    """Return a resident who has looked an application up."""
    visitor = town.resident()
    visitor.open("/s")
    visitor.press("状況を見る", number=number, password=password)
    return visitor


def password_on(visitor: Visitor) -> str:
    """Return the look-up password on the receipt that is open."""
    return visitor.page.text.partition("照会用パスワード")[2].split()[0]


def directory_of(town: WebTown) -> Directory:
    """Return departments and officers."""
    with town.house.database.read() as tx:
        return read_directory(tx)


def officer_id(town: WebTown, login: str) -> str:
    """Return the id of an officer."""
    return next(each.id for each in directory_of(town).officers.values() if each.login == login)
