"""The blueprints, in the order in which a visitor meets them."""

from typing import Final

from flask import Blueprint

from web.apply import blueprint as apply
from web.case_actions import blueprint as case_actions
from web.cases import blueprint as cases
from web.comparison_report import blueprint as comparison_report
from web.editors import blueprint as editors
from web.effect import blueprint as effect
from web.inbox import blueprint as inbox
from web.incoming import blueprint as incoming
from web.new_procedure import blueprint as new_procedure
from web.office import blueprint as office
from web.procedures import blueprint as procedures
from web.resident import blueprint as resident
from web.schemas import blueprint as schemas
from web.sign_in import blueprint as sign_in
from web.simulation import blueprint as simulation
from web.status import blueprint as status

BLUEPRINTS: Final[tuple[Blueprint, ...]] = (
    resident,
    apply,
    status,
    sign_in,
    inbox,
    cases,
    case_actions,
    procedures,
    new_procedure,
    editors,
    office,
    effect,
    comparison_report,
    simulation,
    schemas,
    incoming,
)
