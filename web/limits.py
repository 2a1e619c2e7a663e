"""How often somebody may try: guessing numbers and passwords must not pay."""

from http import HTTPStatus
from ipaddress import IPv6Address, IPv6Network
from typing import Final

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from bootstrap import Services


def visitor_network() -> str:
    """Return whose tries count together: an address, or the /64 that one subscriber of IPv6 has all to themselves."""
    address = get_remote_address()
    try:
        parsed = IPv6Address(address)
    except ValueError:
        return address
    return str(parsed.ipv4_mapped or IPv6Network((parsed, 64), strict=False))


limiter: Final = Limiter(visitor_network)
limit_guesses: Final = limiter.shared_limit(
    "10 per minute",
    scope="guesses",
    deduct_when=lambda response: response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY,
)
"""Wrong numbers and passwords, counted together over every door that asks for them."""


def limit(app: Flask, services: Services) -> None:
    """Count tries in the place that the settings name, so that several processes count together."""
    app.config.update(
        RATELIMIT_STORAGE_URI=services.settings.rate_limit_storage_url,
        RATELIMIT_HEADERS_ENABLED=False,
    )
    limiter.init_app(app)
    # It would look at every request for limits of the whole site, of which there are none: the limits of a view are
    # counted by the view's own wrapper.
    app.before_request_funcs[None].pop()
