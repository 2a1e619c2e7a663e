"""`flask --app wsgi admin verify|backup|restore|tidy`: what keeps an installation sound. Usable while it runs."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Final, ParamSpec

import click

from bootstrap import Services
from cli.documents import UnusableInput
from cli.lines import one_line
from guidance.satisfaction import erase_old_comments
from intake.case_words import note_missing_words
from intake.custody import clear_away
from intake.drafts import erase_expired
from intake.paper_sheets import forget_sheets
from kernel.errors import DomainError
from kernel.text import Text, say
from launch import open_services
from settings import SECRET_KEY_FILE
from upkeep.archive import read_manifest
from upkeep.backup import Installation, back_up
from upkeep.inspection import Inspection, inspect_everything
from upkeep.messages import MESSAGES
from upkeep.restore import restore

P = ParamSpec("P")
WORDS_AT_ONCE: Final = 500
_folder = click.argument("folder", type=click.Path(path_type=Path))


def installation_of(house: Services) -> Installation:
    """Return what of the services is kept."""
    return Installation(
        database=house.database,
        files=house.files,
        witness_dir=house.settings.witness_dir,
        key_file=house.settings.data_dir / SECRET_KEY_FILE,
        secret=house.settings.secret_key.encode(),
    )


def _refusing(function: Callable[P, None]) -> Callable[P, None]:
    """Let a refusal end the command with its sentence."""

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            function(*args, **kwargs)
        except DomainError as refusal:
            if refusal.code not in MESSAGES.codes:
                raise
            raise UnusableInput(_both(MESSAGES.text(refusal.code, **refusal.params))) from None

    return run


@click.command("verify")
def verify() -> None:
    """改ざん・欠落を調べる。See that histories, states and attachments are what was written; exit status 1 if not."""
    _verify(open_services())


@click.command("backup")
@_folder
@_refusing
def backup(folder: Path) -> None:
    """バックアップする。Save everything below FOLDER, while everything runs; attachments are copied once."""
    house = open_services()
    made = back_up(installation_of(house), folder, house.clock.now())
    manifest = read_manifest(made)
    counts = {"rows": sum(manifest.rows.values()), "files": manifest.attachments}
    click.echo(_both(MESSAGES.text("upkeep.backed_up", folder=str(made), **counts)))


@click.command("restore")
@_folder
@_refusing
def restore_backup(folder: Path) -> None:
    """復元する。Bring the backup in FOLDER back on an empty installation, then verify it."""
    manifest = restore(installation_of(open_services()), folder)
    counts = {"rows": sum(manifest.rows.values()), "files": manifest.attachments}
    click.echo(_both(MESSAGES.text("upkeep.restored", made_at=manifest.made_at, **counts)))
    _verify(open_services())  # anew: the key may have come with the backup


@click.command("tidy")
def tidy() -> None:
    """片付ける。Erase expired drafts and files that nothing names; let cases be found that the search does not know."""
    house = open_services()
    with house.database.begin() as tx:
        erased = erase_expired(tx, house.clock.now())
        forget_sheets(tx, house.clock.now())
        erase_old_comments(tx, house.clock.now())
    click.echo(_both(MESSAGES.text("upkeep.drafts_erased", count=erased)))
    count = clear_away(house.database, house.files, house.clock.now().timestamp())
    click.echo(_both(MESSAGES.text("upkeep.cleared", count=count)))
    noted = 0
    while more := _note_words(house):
        noted += more
    click.echo(_both(MESSAGES.text("upkeep.words_noted", count=noted)))


def _note_words(house: Services) -> int:
    with house.database.begin() as tx:
        return note_missing_words(tx, house.library, house.desk.record, most=WORDS_AT_ONCE)


def _verify(house: Services) -> None:
    inspection, found = Inspection(), 0
    for each in inspect_everything(installation_of(house), inspection):
        found += 1
        params = {"number": each.number} if "number" in MESSAGES.parameters(each.code) else {}
        click.echo(f"{each.place}: {each.code}: {_both(MESSAGES.text(each.code, **params))}")
    counts = {"cases": inspection.tally.cases, "entries": inspection.tally.entries}
    if found:
        click.echo(_both(MESSAGES.text("upkeep.not_fine", found=found, **counts)), err=True)
        raise SystemExit(1)
    click.echo(_both(MESSAGES.text("upkeep.fine", witnessed=inspection.witnessed_cases, **counts)))


def _both(sentence: Text) -> str:
    return one_line(f"{say(sentence, 'ja')} / {say(sentence, 'en')}")
