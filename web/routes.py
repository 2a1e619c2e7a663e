"""The blueprints, in the order in which a visitor meets them."""

from typing import Final

from flask import Blueprint

from web.sign_in import blueprint as sign_in

BLUEPRINTS: Final[tuple[Blueprint, ...]] = (sign_in,)
