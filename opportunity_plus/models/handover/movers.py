# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from typing import NamedTuple

from odoo import fields
from odoo.fields import Domain

OPEN = Domain("won_status", "=", "pending")
# models whose activities are handed over
DOCUMENTS = ("crm.lead", "sale.order", "account.move", "res.partner")


class Mover(NamedTuple):
    """A kind of record that can be handed over, as one row of ``_handover_movers``."""

    kind: str
    # label for users, in the plural
    label: str
    model: str
    # the records to move, archived ones included; all others keep their owner
    domain: Domain
    # field with the owner
    owner: str = "user_id"
    # field with the sales team, if any
    team: str = ""
    # field with the attendees besides the owner: the successor replaces the leaver
    people: str = ""
    # field with the document, whose customer the record stays together with
    document: str = ""
    # computed fields that Odoo would change with the owner, and a handover keeps
    keep: tuple[str, ...] = ()
    # reasons to leave a record alone, each with a method _handover_refuse_<reason>
    refusals: tuple[str, ...] = ()
    # the same for giving a record back to the former owner
    refusals_back: tuple[str, ...] = ()
    # a successor can have one such record at most for each value of this field
    once_per: str = ""


def movers(env):
    """Return the kinds in the order in which they move: activities after documents."""
    return [*_documents(env), _shares(env), *_appointments(env)]


def _documents(env):
    opportunity = Mover(
        kind="opportunity",
        label=env._("Opportunities"),
        model="crm.lead",
        domain=OPEN & Domain("type", "=", "opportunity"),
        team="team_id",
        keep=("team_id", "stage_id", "company_id"),
    )
    return [
        opportunity,
        opportunity._replace(
            kind="lead",
            label=env._("Leads"),
            domain=OPEN & Domain("type", "=", "lead"),
        ),
        Mover(
            kind="quotation",
            label=env._("Quotations"),
            model="sale.order",
            domain=Domain("state", "in", ("draft", "sent")),
            team="team_id",
            document="opportunity_id",
            keep=("team_id",),
        ),
        Mover(
            kind="customer",
            label=env._("Customers"),
            model="res.partner",
            # without colleagues: only administrators of users may change their contacts
            domain=Domain("partner_share", "=", True) & Domain("active", "=", True),
        ),
    ]


def _shares(env):
    return Mover(
        kind="share",
        label=env._("Shares"),
        model="crm.lead.share",
        domain=_running(env),
        document="lead_id",
        refusals=("salesperson",),
        refusals_back=("share", "twice"),
        once_per="lead_id",
    )


def _running(env):
    today = fields.Date.context_today(env.user)
    return Domain("date_end", "=", False) | Domain("date_end", ">=", today)


def _appointments(env):
    return [
        Mover(
            kind="activity",
            label=env._("Activities"),
            model="mail.activity",
            domain=Domain("active", "=", True) & Domain("res_model", "in", DOCUMENTS),
            document="res_id",
            refusals=("document", "decision"),
        ),
        Mover(
            kind="meeting",
            label=env._("Meetings"),
            model="calendar.event",
            domain=Domain("start", ">=", env.cr.now()) & Domain("active", "=", True),
            people="partner_ids",
            document="opportunity_id",
            refusals=("private",),
        ),
    ]
