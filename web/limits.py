"""How often somebody may try: guessing numbers and passwords must not pay."""

from typing import Final

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from bootstrap import Services

limiter: Final = Limiter(get_remote_address)


def limit(app: Flask, services: Services) -> None:
    """Count tries in the place that the settings name, so that several processes count together."""
    app.config.update(
        RATELIMIT_STORAGE_URI=services.settings.rate_limit_storage_url,
        RATELIMIT_HEADERS_ENABLED=False,
    )
    limiter.init_app(app)
