"""Starting a process: settings, logs, services, and the full web application over them."""

import sys

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from bootstrap import Services, services
from environment import BadSetting
from observability import configure_logging
from settings import Settings, read_settings
from web.app import create_app

BAD_SETTINGS_STATUS = 2


def settings_or_exit() -> Settings:
    """Read the settings and begin to log; end the process with one clear line when a setting cannot be used."""
    try:
        settings = read_settings()
    except BadSetting as refusal:
        sys.stderr.write(f"{refusal}\n")
        raise SystemExit(BAD_SETTINGS_STATUS) from None
    configure_logging(settings.log_level)
    return settings


def open_services() -> Services:
    """Return the services of this process, as the environment describes them."""
    return services(settings_or_exit())


def application_over(house: Services) -> Flask:
    """Return the web application; forwarded addresses count only from as many proxies as the settings name."""
    app = create_app(house)
    if proxies := house.settings.trusted_proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]  # the way Flask's documentation names
            app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies
        )
    return app


def full_application() -> Flask:
    """Return the web application of this process."""
    return application_over(open_services())
