"""`flask --app wsgi serve`: web, jobs and timers in one process, enough for one municipality."""

import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from types import FrameType
from typing import Final

import click
from flask import Response, request
from waitress import create_server

from bootstrap import services
from cli.demo import load_town
from cli.documents import UnusableInput
from cli.messages import MESSAGES
from db.revisions import ensure_newest
from engine.shell.embedded import EmbeddedWorker
from kernel.clock import SystemClock
from kernel.text import say
from launch import application_over, settings_or_exit
from notify.catcher import catching_mail
from samples.town import demo_accounts
from settings import Settings

BACKLOG: Final = 1_024
CHANNEL_TIMEOUT_SECONDS: Final = 60


@click.command("serve")
def command() -> None:
    """起動する。Migrate the database, then serve web, jobs and timers until Ctrl-C or SIGTERM."""
    settings = settings_or_exit()
    with ExitStack() as running:
        listening = running.enter_context(_listening(settings))
        if settings.collects_mail:
            url = running.enter_context(catching_mail(settings.outbox_dir, SystemClock()))
            settings = replace(settings, smtp_url=url)
        house = services(settings)
        running.callback(house.database.dispose)
        running.callback(house.practice.close)
        ensure_newest(house.database)
        if settings.demo:
            load_town(house, click.echo)
        app = application_over(house)
        if settings.celery_broker_url is None:
            embedded = EmbeddedWorker(worker=house.worker, clock=house.clock)
            embedded.start()
            running.callback(embedded.stop)
            app.after_request(_waking(embedded))
        server = create_server(
            app,
            sockets=[listening],
            threads=settings.web_threads,
            backlog=BACKLOG,
            channel_timeout=CHANNEL_TIMEOUT_SECONDS,
            max_request_body_size=settings.max_upload_bytes + 1_000_000,
            clear_untrusted_proxy_headers=settings.trusted_proxies == 0,
            ident=None,
        )
        running.callback(server.close)
        _announce(settings)
        signal.signal(signal.SIGTERM, _stop)
        server.run()


@contextmanager
def _listening(settings: Settings) -> Iterator[socket.socket]:
    """Take the port first: when it is taken, nothing has been touched yet."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((settings.host, settings.port))
    except OSError as error:
        listening.close()
        sentence = MESSAGES.text("cli.port_taken", address=f"{settings.host}:{settings.port}", reason=error.strerror)
        raise UnusableInput(f"{say(sentence, 'ja')} / {say(sentence, 'en')}") from None
    with listening:
        yield listening


def _announce(settings: Settings) -> None:
    click.echo(f"\n  みなおし  {settings.base_url}/")
    if settings.demo:
        click.echo(f"  職員の入口 {settings.base_url}/staff/   パスワードは全員 {settings.demo_password}")
        for login, role in demo_accounts():
            click.echo(f"    {login:<12}{role}")
    click.echo("  止めるには Ctrl-C / Stop with Ctrl-C\n")


def _waking(embedded: EmbeddedWorker) -> Callable[[Response], Response]:
    """After a request that may have left something to do, let the worker look at once."""

    def wake(response: Response) -> Response:
        if request.method == "POST":
            embedded.wake()
        return response

    return wake


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)
