"""The services of the running application, for views."""

from typing import cast

from flask import current_app

from bootstrap import Services


def services() -> Services:
    """Return the services that the application was made with."""
    return cast(Services, current_app.extensions["minaoshi"])
