"""`flask --app wsgi admin …`: the first officers of a new installation, and what keeps it sound (`cli.upkeep`)."""

from typing import Final, cast, get_args

import click

from accounts.directory import add_department, add_officer, officer_by_login, read_directory, replace_posts
from accounts.officer import EVERY_DEPARTMENT, Capability, Grant, Membership, Officer
from accounts.sign_in import hash_password
from cli.documents import UnusableInput
from cli.messages import MESSAGES
from cli.upkeep import backup, restore_backup, tidy, verify
from kernel.ids import new_id
from kernel.text import say
from launch import open_services

command: Final = click.Group("admin", help="管理者の作業 / Administration.")
SHORTEST_PASSWORD: Final = 12
for each in (verify, backup, restore_backup, tidy):
    command.add_command(each)


@command.command("create")
@click.argument("login")
@click.option("--name", required=True, help="氏名 / Name.")
@click.option("--kana", default="", help="フリガナ / Reading.")
@click.option("--email", default="")
@click.option("--department", default="johosystem", show_default=True, help="所属。なければ作る / Made when absent.")
@click.option("--role", default="clerk", show_default=True)
@click.option("--may", "capabilities", multiple=True, type=click.Choice(get_args(Capability)), default=("admin",))
@click.password_option(help="尋ねます / Asked for when absent.")
def _create(
    login: str,
    name: str,
    kana: str,
    email: str,
    department: str,
    role: str,
    capabilities: tuple[str, ...],
    password: str,
) -> None:
    """職員を加える。Add an officer who may do the given things in every department."""
    if len(password) < SHORTEST_PASSWORD:
        raise _refusal("admin.password_too_short", least=SHORTEST_PASSWORD)
    house = open_services()
    now = house.clock.now()
    grants = frozenset(Grant(cast(Capability, each), EVERY_DEPARTMENT) for each in capabilities)
    with house.database.begin() as tx:
        if officer_by_login(tx, login) is not None:
            raise _refusal("admin.login_taken", login=login)
        if department not in read_directory(tx).departments:
            add_department(tx, department, department)
        posts = frozenset({Membership(department, role)})
        officer = Officer(id=new_id(now), login=login, name=name, kana=kana, email=email, posts=posts, grants=grants)
        add_officer(tx, officer, password_hash=hash_password(password), now=now)
    click.echo(f"{login}: {', '.join(capabilities)}")


@command.command("post")
@click.argument("login")
@click.argument("department")
@click.argument("role")
def _post(login: str, department: str, role: str) -> None:
    """異動する。Give an officer one post instead of all those held before; what they may do stays."""
    house = open_services()
    with house.database.begin() as tx:
        found = officer_by_login(tx, login)
        if found is None:
            raise _refusal("admin.unknown_login", login=login)
        if department not in read_directory(tx).departments:
            raise _refusal("admin.unknown_department", department=department)
        moved = Officer(
            id=found.id,
            login=found.login,
            name=found.name,
            kana=found.kana,
            email=found.email,
            posts=frozenset({Membership(department, role)}),
            grants=found.grants,
        )
        replace_posts(tx, moved)
    click.echo(f"{login}: {department}/{role}")


def _refusal(code: str, **params: str | int) -> UnusableInput:
    sentence = MESSAGES.text(code, **params)
    return UnusableInput(f"{say(sentence, 'ja')} / {say(sentence, 'en')}")
