"""The blueprints, in the order in which a visitor meets them."""

from typing import Final

from flask import Blueprint

from web.absences import blueprint as absences
from web.answering import blueprint as answering
from web.apply import blueprint as apply
from web.bulk import blueprint as bulk
from web.case_actions import blueprint as case_actions
from web.case_asking import blueprint as case_asking
from web.case_attachments import blueprint as case_attachments
from web.case_audit import blueprint as case_audit
from web.case_sending import blueprint as case_sending
from web.case_sheet import blueprint as case_sheet
from web.case_similar import blueprint as case_similar
from web.case_waits import blueprint as case_waits
from web.case_words import blueprint as case_words
from web.cases import blueprint as cases
from web.comparison import blueprint as comparison
from web.comparison_report import blueprint as comparison_report
from web.confirming import blueprint as confirming
from web.control_proof import blueprint as control_proof
from web.counter import blueprint as counter
from web.design import blueprint as design
from web.digest import blueprint as digest
from web.editors import blueprint as editors
from web.effect import blueprint as effect
from web.enclosed import blueprint as enclosed
from web.event_logs import blueprint as event_logs
from web.flow_picture import blueprint as flow_picture
from web.form_blocks import blueprint as form_blocks
from web.form_paper import blueprint as form_paper
from web.form_start import blueprint as form_start
from web.gallery import blueprint as gallery
from web.handing_in import blueprint as handing_in
from web.inbox import blueprint as inbox
from web.incidents import blueprint as incidents
from web.incoming import blueprint as incoming
from web.known_answers import blueprint as known_answers
from web.learning import blueprint as learning
from web.load import blueprint as load
from web.manual import blueprint as manual
from web.moving import blueprint as moving
from web.navigate import blueprint as navigate
from web.navigator_editor import blueprint as navigator_editor
from web.navigators import blueprint as navigators
from web.new_procedure import blueprint as new_procedure
from web.office import blueprint as office
from web.opinions import blueprint as opinions
from web.paper_sheets import blueprint as paper_sheets
from web.papers import blueprint as papers
from web.people import blueprint as people
from web.practice import blueprint as practice
from web.procedure_people import blueprint as procedure_people
from web.procedures import blueprint as procedures
from web.procedures_file import blueprint as procedures_file
from web.procedures_page import blueprint as procedures_page
from web.publishing import blueprint as publishing
from web.reception import blueprint as reception
from web.records import blueprint as records
from web.resident import blueprint as resident
from web.resume import blueprint as resume
from web.schemas import blueprint as schemas
from web.sign_in import blueprint as sign_in
from web.simulation import blueprint as simulation
from web.status import blueprint as status
from web.step_tables import blueprint as step_tables
from web.styles import blueprint as styles
from web.substitutes import blueprint as substitutes
from web.uploads import blueprint as uploads
from web.versions import blueprint as versions
from web.ways import blueprint as ways

BLUEPRINTS: Final[tuple[Blueprint, ...]] = (
    resident,
    styles,
    navigate,
    apply,
    known_answers,
    resume,
    people,
    confirming,
    status,
    answering,
    enclosed,
    handing_in,
    uploads,
    papers,
    sign_in,
    inbox,
    cases,
    counter,
    paper_sheets,
    case_actions,
    case_sending,
    case_asking,
    case_similar,
    case_waits,
    case_words,
    case_attachments,
    case_audit,
    bulk,
    substitutes,
    absences,
    case_sheet,
    digest,
    practice,
    load,
    incidents,
    records,
    procedures,
    publishing,
    versions,
    gallery,
    procedure_people,
    manual,
    moving,
    new_procedure,
    editors,
    step_tables,
    form_start,
    form_blocks,
    form_paper,
    flow_picture,
    procedures_file,
    procedures_page,
    reception,
    opinions,
    office,
    navigators,
    navigator_editor,
    effect,
    ways,
    comparison,
    comparison_report,
    simulation,
    control_proof,
    learning,
    event_logs,
    schemas,
    incoming,
    design,
)
