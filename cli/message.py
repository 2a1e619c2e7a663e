"""`flask --app wsgi message …`: messages from outside, and the keys of the systems that send them."""

from pathlib import Path
from typing import Final

import click

from cli.documents import UnusableInput, read_source
from cli.messages import MESSAGES
from engine.core.actor import Actor
from engine.messages import MESSAGES as ENGINE
from engine.shell.incoming import Message, shelve, take_message
from intake.applications import case_numbered
from kernel.errors import DomainError, NotFound
from kernel.signature import partner_key
from kernel.text import Text, say
from launch import open_services

command: Final = click.Group("message", help="外部からの連絡 / Messages from outside.")
_id: Final = click.option(
    "--id", "message_id", required=True, help="連絡の番号 / The message's id: the same id counts once."
)
_sender: Final = click.option("--sender", required=True, help="送り手 / Who sent it.")
_data: Final = click.option(
    "--data", type=click.Path(path_type=Path), help="JSON のファイル / What it says, an object in a file."
)


@command.command("key")
@click.argument("sender", required=False, default="")
@click.option("--to", "host", default="", help="呼び出し先 / A host that steps call (SERVICE_HOSTS).")
def _key(sender: str, host: str) -> None:
    """鍵を示す。Print the key with which SENDER signs, or that with which we sign what goes to a host."""
    house = open_services()
    if host:
        if host not in house.settings.service_hosts:
            raise _refusal("message.unknown_host", host=host)
        click.echo(partner_key(house.settings.secret_key.encode(), "outgoing", host))
        return
    if sender not in house.settings.message_senders:
        raise _refusal("message.unknown_sender", sender=sender)
    click.echo(partner_key(house.settings.secret_key.encode(), "incoming", sender))


@command.command("deliver")
@click.argument("number")
@click.argument("name")
@_id
@_sender
@_data
def _deliver(number: str, name: str, message_id: str, sender: str, data: Path | None) -> None:
    """連絡を届ける。Deliver the message NAME to the case with the receipt NUMBER."""
    house, message = open_services(), _message(name, message_id, sender, data)
    try:
        with house.database.begin() as tx:
            case = take_message(tx, house.desk.engine, case_numbered(tx, number), message, house.clock.now())
    except NotFound as error:
        raise _refusal("message.no_case", number=number) from error
    except DomainError as error:
        raise _unusable(ENGINE.text(error.code, **error.params)) from error
    click.echo(case.status)


@command.command("deliver-by-key")
@click.argument("name")
@click.argument("key")
@_id
@_sender
@_data
def _deliver_by_key(name: str, key: str, message_id: str, sender: str, data: Path | None) -> None:
    """見分ける値で連絡を届ける。Deliver the message NAME to the case that knows KEY, now or within 30 days."""
    house, message = open_services(), _message(name, message_id, sender, data)
    try:
        with house.database.begin() as tx:
            awaited = shelve(tx, house.desk.engine, message, key, house.clock.now())
    except DomainError as error:
        raise _unusable(ENGINE.text(error.code, **error.params)) from error
    click.echo("awaited" if awaited else "kept")


def _message(name: str, message_id: str, sender: str, data: Path | None) -> Message:
    values = read_source(data, "ja").document if data is not None else {}
    if not isinstance(values, dict):
        raise _refusal("message.no_object")
    return Message(id=message_id, name=name, sender=Actor("system", sender), values=values)


def _refusal(code: str, **params: str) -> UnusableInput:
    return _unusable(MESSAGES.text(code, **params))


def _unusable(sentence: Text) -> UnusableInput:
    return UnusableInput(f"{say(sentence, 'ja')} / {say(sentence, 'en')}")
